//! Addresses in a text: of e-mail, of the web, of a machine, and however people spell them so that
//! no machine finds them, *lan (at) thu (dot) vn*.
//!
//! Private behind [`crate::private`]. It refuses to look an address up, and takes a dot between two
//! words for a missing space where no ending that is in use follows: *Tp.HCM* is no address.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::letters::is_hidden;

/// Endings of addresses that are met in Vietnam.
const ENDINGS: [&str; 76] = [
    "app", "asia", "au", "bet", "bio", "biz", "blog", "buzz", "cc", "center", "cfd", "click",
    "cloud", "club", "cn", "co", "com", "dev", "edu", "email", "eu", "example", "fun", "game",
    "gg", "gov", "hk", "icu", "info", "io", "jp", "kr", "life", "link", "live", "lol", "ltd", "me",
    "mobi", "monster", "net", "news", "one", "online", "org", "page", "pro", "quest", "rest", "ru",
    "sbs", "services", "sg", "shop", "site", "space", "store", "support", "team", "tech", "tk",
    "today", "top", "tv", "tw", "uk", "us", "vin", "vip", "vn", "website", "win", "work", "world",
    "xyz", "zone",
];

/// What addresses begin with that open or start something without a host.
const SCHEMES: [&str; 9] = [
    "http:",
    "https:",
    "ftp:",
    "mailto:",
    "data:",
    "javascript:",
    "bitcoin:",
    "intent:",
    "market:",
];

/// Where an e-mail or web address stands.
pub(crate) fn address(text: &str) -> Option<Range<usize>> {
    let letters = letters(text);
    as_written(&letters).or_else(|| spelt_out(&letters))
}

/// A character as it is compared, and where it stands in the text.
struct Letter {
    c: char,
    place: Range<usize>,
}

/// The text without hidden marks, in narrow small letters.
fn letters(text: &str) -> Vec<Letter> {
    let shown = text.char_indices().filter(|(_, c)| !is_hidden(*c));
    let folded = shown.flat_map(|(at, c)| {
        let place = at..at + c.len_utf8();
        let narrow = std::iter::once(c).nfkc().flat_map(char::to_lowercase);
        narrow.map(move |c| Letter {
            c: if matches!(c, '。' | '․') { '.' } else { c },
            place: place.clone(),
        })
    });
    folded.collect()
}

/// An address in one piece.
fn as_written(letters: &[Letter]) -> Option<Range<usize>> {
    letters.split(|letter| letter.c.is_whitespace()).find_map(|word| {
        let (first, last) = (word.first()?, word.last()?);
        let text: String = word.iter().map(|letter| letter.c).collect();
        is_address(&text).then_some(first.place.start..last.place.end)
    })
}

/// Whether a word in small letters is an address.
fn is_address(word: &str) -> bool {
    let opened = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let has_scheme = SCHEMES.iter().any(|scheme| {
        let rest = opened.strip_prefix(scheme);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c == '/' || c.is_alphanumeric()))
    });
    is_mail(word)
        || word.contains("://")
        || has_scheme
        || opened.starts_with("www.")
        || is_host(opened)
}

/// `lan@thu.vn` and, for somebody who is still typing, `lan@thu`.
fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(before, after)| {
        let named = before.ends_with(|c: char| c.is_alphanumeric() || "._-+".contains(c));
        named && after.starts_with(|c: char| c.is_alphanumeric())
    })
}

fn is_host(word: &str) -> bool {
    let (host, path) = match word.split_once(['/', '?', '#', ':']) {
        Some((host, path)) => (host, path),
        None => (word.trim_end_matches(|c: char| !c.is_alphanumeric()), ""),
    };
    let octets: Vec<&str> = host.split('.').collect();
    // *50.000.000.000 ₫* is no machine's address.
    let is_octet = |octet: &&str| octet.parse::<u8>().is_ok_and(|n| n.to_string() == **octet);
    if octets.len() == 4 && octets.iter().all(is_octet) {
        return true;
    }
    if octets.len() > 1 && octets.iter().any(|label| label.starts_with("xn--")) {
        return true;
    }
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    let named = |c: char| c.is_alphanumeric() || ".-_".contains(c);
    if name.is_empty() || !name.chars().all(named) {
        return false;
    }
    // Every country has an ending of two letters. Many are Vietnamese names too (*Ba*, *La*, *Ly*):
    // these count with something behind a slash, as in *bit.ly/x*.
    let of_a_country = ending.len() == 2 && ending.bytes().all(|b| b.is_ascii_lowercase());
    let ascii = name.len() > 2 && name.is_ascii();
    let has_path = path.starts_with(|c: char| c.is_alphanumeric()) && word.contains('/');
    ENDINGS.contains(&ending) || of_a_country && ascii && has_path
}

/// A piece of a text that was spelt out.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Word(String),
    At,
    /// `spelt` when it could not be the end of a sentence.
    Dot {
        spelt: bool,
    },
    Other,
}

/// An address with spaces or words in it: *lan @ thu . vn*, *lan (at) thu (dot) vn*, *lan a còng
/// thu chấm vn*.
fn spelt_out(letters: &[Letter]) -> Option<Range<usize>> {
    let pieces = pieces(letters);
    let word = |at: usize| match pieces.get(at) {
        Some((Piece::Word(word), _)) => Some(word.as_str()),
        _ => None,
    };
    (0..pieces.len()).find_map(|at| {
        let name = word(at)?;
        let mail = pieces.get(at + 1).is_some_and(|(piece, _)| *piece == Piece::At);
        let mut end = if mail { at + 2 } else { at };
        word(end)?;
        let mut all_spelt = true;
        while let Some((Piece::Dot { spelt }, _)) = pieces.get(end + 1)
            && word(end + 2).is_some()
        {
            all_spelt &= spelt;
            end += 2;
        }
        let host = if mail { at + 2 } else { at };
        let ends = end > host && word(end).is_some_and(|ending| ENDINGS.contains(&ending));
        let found = !name.is_empty() && ends && (mail || all_spelt);
        found.then(|| pieces[at].1.start..pieces[end].1.end)
    })
}

/// The words of a text and the signs between them, spaces left out.
fn pieces(letters: &[Letter]) -> Vec<(Piece, Range<usize>)> {
    let named = |c: char| c.is_alphanumeric() || "-_".contains(c);
    let mut words: Vec<(Piece, Range<usize>)> = Vec::new();
    let is_space = |at: Option<&Letter>| at.is_none_or(|letter| letter.c.is_whitespace());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let length = letters[at..].iter().take_while(|letter| named(letter.c)).count();
        let end = at + length.max(1);
        let place = letter.place.start..letters[end - 1].place.end;
        if length > 0 {
            let word = letters[at..end].iter().map(|letter| letter.c).collect();
            words.push((Piece::Word(word), place));
        } else if !letter.c.is_whitespace() {
            let piece = match letter.c {
                '@' => Piece::At,
                // At the end of a sentence a space follows and none goes before.
                '.' => {
                    let before = at.checked_sub(1).and_then(|before| letters.get(before));
                    Piece::Dot { spelt: is_space(before) == is_space(letters.get(end)) }
                }
                _ => Piece::Other,
            };
            words.push((piece, place));
        }
        at = end;
    }
    with_signs(words)
}

/// The words that people write in the place of a sign as that sign, brackets and all.
fn with_signs(words: Vec<(Piece, Range<usize>)>) -> Vec<(Piece, Range<usize>)> {
    let mut pieces: Vec<(Piece, Range<usize>)> = Vec::with_capacity(words.len());
    let mut rest = words.as_slice();
    let sign = |word: &str| match word {
        "at" => Some(Piece::At),
        "dot" | "chấm" | "cham" => Some(Piece::Dot { spelt: true }),
        _ => None,
    };
    while let [(piece, place), after @ ..] = rest {
        let (piece, length) = match (piece, after) {
            (Piece::Other, [(Piece::Word(word), _), (Piece::Other, _), ..]) => {
                sign(word).map_or((piece.clone(), 1), |sign| (sign, 3))
            }
            (Piece::Word(a), [(Piece::Word(mark), _), ..])
                if a == "a" && matches!(mark.as_str(), "còng" | "cong" | "móc" | "moc") =>
            {
                (Piece::At, 2)
            }
            // *Bánh chấm me*: the word alone is a sign before the commonest endings.
            (Piece::Word(word), [(Piece::Word(next), _), ..])
                if matches!(sign(word), Some(Piece::Dot { .. }))
                    && !matches!(
                        next.as_str(),
                        "com" | "vn" | "net" | "org" | "edu" | "gov" | "info"
                    ) =>
            {
                (piece.clone(), 1)
            }
            (Piece::Word(word), _) => (sign(word).unwrap_or_else(|| piece.clone()), 1),
            _ => (piece.clone(), 1),
        };
        let end = rest.get(length - 1).map_or(place.end, |(_, last)| last.end);
        pieces.push((piece, place.start..end));
        rest = &rest[length..];
    }
    pieces
}
