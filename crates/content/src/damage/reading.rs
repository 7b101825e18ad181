//! The wrong ways a Vietnamese text comes to be read, and the way back from each. It only tries;
//! which of them is meant is weighed by its neighbour.

use unicode_normalization::UnicodeNormalization;

use super::letters::is_permitted;
use super::pages::{DOS_437, MAC_ROMAN, Page, TCVN3, VISCII, WINDOWS_1252, WINDOWS_1258};

/// How often UTF-8 may have been opened wrongly, one time on top of the other.
const MOST_TIMES: usize = 3;

/// How a text came to look as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reading {
    /// UTF-8 that was opened as another encoding.
    Utf8As(Wrong),
    /// TCVN3 (ABC), seen as Western letters.
    Tcvn3,
    /// VNI for Windows, seen as Western letters.
    Vni,
    /// VISCII, seen as Western letters.
    Viscii,
    /// Windows-1258, seen as Western letters.
    Windows1258,
    /// The Western letters are right: only for bytes.
    Western,
}

/// What UTF-8 was opened as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wrong {
    Windows1252,
    Windows1258,
    MacRoman,
    Dos437,
}

/// A text put right.
pub(super) struct Righted {
    pub(super) text: String,
    /// Whether letters were lost on the way, so that `text` may be wrong in them.
    pub(super) is_guess: bool,
    /// Whether three characters or more became one somewhere: nobody writes such by accident.
    pub(super) is_certain: bool,
    /// Whether words of the text were left as they are.
    pub(super) is_parted: bool,
}

impl Reading {
    /// Those of a text that is UTF-8; the likelier ones first.
    pub(super) const OF_TEXT: [Self; 8] = [
        Self::Utf8As(Wrong::Windows1252),
        Self::Utf8As(Wrong::Windows1258),
        Self::Utf8As(Wrong::MacRoman),
        Self::Utf8As(Wrong::Dos437),
        Self::Tcvn3,
        Self::Vni,
        Self::Windows1258,
        Self::Viscii,
    ];
    /// Those of bytes that aren't UTF-8.
    pub(super) const OF_BYTES: [Self; 5] =
        [Self::Western, Self::Windows1258, Self::Tcvn3, Self::Vni, Self::Viscii];

    /// The name of the encoding, for a sentence.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8As(wrong) => wrong.name(),
            Self::Tcvn3 => "TCVN3 (the .Vn fonts, such as .VnTime)",
            Self::Vni => "VNI (the VNI fonts, such as VNI-Times)",
            Self::Viscii => "VISCII",
            Self::Windows1258 => "Windows-1258",
            Self::Western => "Windows-1252",
        }
    }

    /// What its name is in UniKey, which converts it; none where UniKey isn't needed.
    pub(super) fn in_unikey(self) -> Option<&'static str> {
        match self {
            Self::Tcvn3 => Some("TCVN3 (ABC)"),
            Self::Vni => Some("VNI Windows"),
            Self::Viscii => Some("VISCII"),
            Self::Windows1258 => Some("Vietnamese locale CP 1258"),
            Self::Utf8As(_) | Self::Western => None,
        }
    }

    /// Whether the text is known to be UTF-8 beneath, which no other text looks like.
    pub(super) fn is_utf8(self) -> bool {
        matches!(self, Self::Utf8As(_))
    }

    /// The text as it would be if this were how it came about; none where nothing changes.
    pub(super) fn right(self, text: &str) -> Option<Righted> {
        let righted = match self {
            Self::Utf8As(wrong) => utf8(text, wrong.page()),
            Self::Tcvn3 => sure(capitals(text, |c| by_page(c, TCVN3))),
            Self::Viscii => sure(text.chars().map(|c| by_page(c, VISCII)).collect()),
            Self::Windows1258 => {
                sure(text.chars().map(|c| by_page(c, WINDOWS_1258)).nfc().collect())
            }
            Self::Vni => sure(vni(text)),
            Self::Western => return Some(sure(text.to_owned())),
        };
        (righted.text != text).then_some(righted)
    }
}

impl Wrong {
    fn page(self) -> Page {
        match self {
            Self::Windows1252 => WINDOWS_1252,
            Self::Windows1258 => WINDOWS_1258,
            Self::MacRoman => MAC_ROMAN,
            Self::Dos437 => DOS_437,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "Windows-1252",
            Self::Windows1258 => "Windows-1258",
            Self::MacRoman => "Mac Roman",
            Self::Dos437 => "the MS-DOS code page 437",
        }
    }
}

fn sure(text: String) -> Righted {
    Righted { text, is_guess: false, is_certain: false, is_parted: false }
}

/// A character that stands for a byte of this encoding while it is seen as a Western one.
fn by_page(c: char, page: Page) -> char {
    if c.is_ascii() {
        return c;
    }
    WINDOWS_1252.byte(c).and_then(|byte| page.character(byte)).unwrap_or(c)
}

/// Puts each word right; a word whose other letters are all capitals was written in a font of
/// capitals, which has the bytes of the small letters.
fn capitals(text: &str, right: impl Fn(char) -> char) -> String {
    let (mut all, mut before) = (String::new(), false);
    for token in text.split_inclusive(char::is_whitespace) {
        let plain = || token.chars().filter(char::is_ascii_alphabetic);
        // One capital alone may begin a word as well: it goes with the word before it.
        let capital = match plain().count() {
            0 | 1 => before && plain().all(|c| c.is_ascii_uppercase()),
            _ => plain().all(|c| c.is_ascii_uppercase()),
        };
        let righted: String = token.chars().map(&right).collect();
        all.push_str(&if capital { righted.to_uppercase() } else { righted });
        before = capital;
    }
    all
}

/// UTF-8 that was opened as `page`, up to [`MOST_TIMES`] times.
fn utf8(text: &str, page: Page) -> Righted {
    let mut righted = sure(text.to_owned());
    for _ in 0..MOST_TIMES {
        let once = utf8_once(&righted.text, page);
        if once.text == righted.text {
            break;
        }
        righted = Righted {
            text: once.text,
            is_guess: righted.is_guess || once.is_guess,
            is_certain: righted.is_certain || once.is_certain,
            is_parted: false,
        };
    }
    righted
}

fn utf8_once(text: &str, page: Page) -> Righted {
    let chars: Vec<char> = text.chars().collect();
    let (mut righted, mut at) = (sure(String::new()), 0);
    while let Some(c) = chars.get(at) {
        let rest = chars.get(at..).unwrap_or_default();
        if let Some((whole, length, guessed)) = sequence(rest, page) {
            righted.text.push(whole);
            righted.is_guess |= guessed;
            righted.is_certain |= length > 2 && is_permitted(whole);
            at += length;
        } else if let Some((whole, length)) =
            without_gap(rest, page).or_else(|| without_space(&righted.text, rest, page))
        {
            righted.text.push(whole);
            righted.is_guess = true;
            at += length;
        } else {
            righted.text.push(*c);
            at += 1;
        }
    }
    righted
}

/// Bytes that some programs show as U+FFFD, since an encoding has nothing for them.
const GAPS: [u8; 10] = [0x81, 0x8d, 0x8f, 0x90, 0x9d, 0x8a, 0x8e, 0x9a, 0x9e, 0x9f];

/// The character whose bytes of UTF-8 these characters begin with, how many they are, and whether
/// one was lost.
fn sequence(chars: &[char], page: Page) -> Option<(char, usize, bool)> {
    let lead = page.byte(*chars.first()?)?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let gone = chars.get(1..length)?.contains(&'\u{fffd}');
    for gap in GAPS.iter().take(if gone { GAPS.len() } else { 1 }) {
        let bytes: Option<Vec<u8>> = chars
            .get(..length)?
            .iter()
            .map(|c| if *c == '\u{fffd}' { Some(*gap) } else { page.byte(*c) })
            .collect();
        let bytes = bytes?;
        let Some(whole) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next())
        else {
            continue;
        };
        // What comes out may be one more wrong reading, or an emoji, or a mark.
        let fits = is_permitted(whole)
            || page.byte(whole).is_some()
            || length == 4
            || matches!(whole, '\u{300}'..='\u{36f}' | '\u{2000}'..='\u{2bff}' | '\u{feff}');
        if fits && (is_permitted(whole) || !gone) {
            return Some((whole, length, gone));
        }
    }
    None
}

/// Letters whose last byte is a gap of the encoding, which nobody sees and copying loses: *Chá»n*.
/// Of the five that it may be, this takes the one that is written most, *ọ* or *ẽ* or *Đ*.
fn without_gap(chars: &[char], page: Page) -> Option<(char, usize)> {
    let byte = |at: usize| chars.get(at).and_then(|c| page.byte(*c));
    let continues = |at: usize| byte(at).is_some_and(|byte| (0x80..0xc0).contains(&byte));
    match (byte(0)?, byte(1)) {
        (0xe1, Some(0xbb)) if !continues(2) => Some(('ọ', 2)),
        (0xe1, Some(0xba)) if !continues(2) => Some(('ẽ', 2)),
        (0xc4, Some(next)) if next.is_ascii_alphabetic() => Some(('Đ', 1)),
        (0xc4, None) if chars.get(1).is_some_and(|next| next.is_alphabetic()) => Some(('Đ', 1)),
        _ => None,
    }
}

/// *à* and *í* end in a byte that is no visible character in Western encodings: a space that
/// doesn't break (and becomes a plain one), and a hyphen that isn't shown (and is lost).
fn without_space(before: &str, chars: &[char], page: Page) -> Option<(char, usize)> {
    let lead = page.byte(*chars.first()?)?;
    let in_word = before.chars().next_back().is_some_and(char::is_lowercase);
    if lead != 0xc3 || !in_word {
        return None;
    }
    match (chars.get(1), chars.get(2)) {
        (Some(' '), Some(' ') | None) => Some(('à', 2)),
        (Some(next), _) if next.is_alphabetic() && page.byte(*next).is_some_and(|b| b < 0x80) => {
            Some(('í', 1))
        }
        (next, _) if next.is_none_or(|next| next.is_ascii()) => Some(('à', 1)),
        _ => None,
    }
}

/// VNI for Windows: a vowel and, in a character after it, its marks.
fn vni(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let base = out.chars().next_back().unwrap_or(' ');
        let marks = match c.to_lowercase().next().unwrap_or(c) {
            'ù' => "\u{301}",
            'ø' => "\u{300}",
            'û' => "\u{309}",
            'õ' => "\u{303}",
            'ï' => "\u{323}",
            'â' => "\u{302}",
            'á' => "\u{302}\u{301}",
            'à' => "\u{302}\u{300}",
            'å' => "\u{302}\u{309}",
            'ã' => "\u{302}\u{303}",
            'ä' => "\u{302}\u{323}",
            'ê' => "\u{306}",
            'é' => "\u{306}\u{301}",
            'è' => "\u{306}\u{300}",
            'ú' => "\u{306}\u{309}",
            'ü' => "\u{306}\u{303}",
            'ë' => "\u{306}\u{323}",
            _ => "",
        };
        let takes = match marks.chars().next() {
            None => false,
            Some('\u{302}') => "aeoAEO".contains(base),
            Some('\u{306}') => "aA".contains(base),
            Some(_) => "aeouyAEOUYơưƠƯ".contains(base),
        };
        if takes {
            out.pop();
            out.extend(std::iter::once(base).chain(marks.chars()).nfc());
        } else {
            out.push(match c {
                'ñ' => 'đ',
                'Ñ' => 'Đ',
                'ô' => 'ơ',
                'Ô' => 'Ơ',
                'ö' => 'ư',
                'Ö' => 'Ư',
                'æ' => 'ỉ',
                'Æ' => 'Ỉ',
                'ó' => 'ĩ',
                'Ó' => 'Ĩ',
                'ò' => 'ị',
                'Ò' => 'Ị',
                'î' => 'ỵ',
                'Î' => 'Ỵ',
                other => other,
            });
        }
    }
    out
}
