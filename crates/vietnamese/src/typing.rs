//! What a keyboard is for: keys in, text out, with the syllable that is still forming.
//!
//! A pure state, the same for a keyboard on the screen and a real one: a practice app keeps it in
//! its own state and replays it from its keys, a screen of the app keeps it while a name is typed.
//! Text is in NFC at every moment and never longer than allowed. It refuses to know where its keys
//! are drawn, and what may be typed: see [`private`](crate::private) for that.

use crate::Telex;
use crate::letters::tidy;

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words, in Telex or letter by letter (web addresses, English), with capitals by themselves.
    Text {
        /// Whether keys compose Vietnamese letters.
        telex: bool,
        /// Which letters become capitals without *chữ hoa*.
        capitals: Capitals,
    },
    /// Digits alone: an amount, a number on a paper.
    Digits,
    /// Digits that are not shown.
    Pin,
    /// Letters and digits that are not shown, never in Telex.
    Password,
}

/// Which letters become capitals by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Capitals {
    /// None.
    #[default]
    Never,
    /// The first letter of the text.
    First,
    /// The first letter of each word, as in names.
    Words,
}

impl Kind {
    /// Vietnamese words, small letters.
    pub const WORDS: Self = Self::Text { telex: true, capitals: Capitals::Never };
    /// A person's name.
    pub const NAME: Self = Self::Text { telex: true, capitals: Capitals::Words };
    /// A web address or an English word: no Telex, which would leave marks in it.
    pub const ADDRESS: Self = Self::Text { telex: false, capitals: Capitals::Never };

    /// Whether a number pad serves it.
    #[must_use]
    pub fn is_digits(self) -> bool {
        matches!(self, Self::Digits | Self::Pin)
    }

    /// Whether what is typed is not to be seen.
    #[must_use]
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Pin | Self::Password)
    }
}

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A key with one character on it, letters in lower case: what it types depends on *chữ hoa*.
    Char(char),
    /// `000` of a number pad.
    Thousand,
    /// *xóa*.
    Delete,
    /// *chữ hoa*: for the next letter.
    Shift,
    /// Between letters and digits with signs.
    Layer,
    /// A key of a real keyboard, capital or small as it was typed; [`BACKSPACE`] takes back.
    Typed(char),
}

/// What a real keyboard sends to take something back.
pub const BACKSPACE: char = '\u{8}';

/// The signs on the keys and what those keys are called.
const SIGNS: [(char, &str); 23] = [
    (' ', "space"),
    (',', "comma"),
    ('.', "dot"),
    ('@', "at"),
    ('-', "dash"),
    ('/', "slash"),
    (':', "colon"),
    ('_', "underscore"),
    ('(', "open"),
    (')', "close"),
    ('&', "and"),
    ('?', "question"),
    ('!', "exclamation"),
    ('"', "quote"),
    ('\'', "apostrophe"),
    ('+', "plus"),
    ('=', "equals"),
    ('%', "percent"),
    ('#', "hash"),
    ('*', "star"),
    (';', "semicolon"),
    ('₫', "dong"),
    ('~', "tilde"),
];

impl Key {
    /// The key with this name: `a`, `7`, `comma`, `space`, `000`, `delete`, `shift`, `layer`.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let mut letters = name.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            let plain = letter.is_ascii_lowercase() || letter.is_ascii_digit();
            return plain.then_some(Self::Char(letter));
        }
        match name {
            "000" => Some(Self::Thousand),
            "delete" => Some(Self::Delete),
            "shift" => Some(Self::Shift),
            "layer" => Some(Self::Layer),
            _ => {
                let sign = SIGNS.iter().find(|(_, known)| *known == name);
                sign.map(|(sign, _)| Self::Char(*sign))
            }
        }
    }

    /// Its name, as in [`Self::by_name`]; that of the key which types it for a real keyboard's.
    /// Empty for what no key types.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Thousand => "000".to_owned(),
            Self::Delete | Self::Typed(BACKSPACE) => "delete".to_owned(),
            Self::Shift => "shift".to_owned(),
            Self::Layer => "layer".to_owned(),
            Self::Char(typed) | Self::Typed(typed) => {
                let typed = typed.to_ascii_lowercase();
                if typed.is_ascii_lowercase() || typed.is_ascii_digit() {
                    return typed.to_string();
                }
                let sign = SIGNS.iter().find(|(sign, _)| *sign == typed);
                sign.map_or_else(String::new, |(_, name)| (*name).to_owned())
            }
        }
    }
}

/// Text being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    kind: Kind,
    most: usize,
    telex: Telex,
    /// Whether *chữ hoa* is not as [`Capitals`] would have it.
    shift_turned: bool,
    signs: bool,
}

impl Typing {
    /// Nothing typed yet; at most `most` characters will be.
    #[must_use]
    pub fn new(kind: Kind, most: usize) -> Self {
        Self { kind, most, telex: Telex::new(), shift_turned: false, signs: false }
    }

    /// Goes on with a text that was typed before, tidied; what is too long of it is left out.
    #[must_use]
    pub fn with_text(kind: Kind, most: usize, text: &str) -> Self {
        let text = if kind == Kind::Password { crate::nfc(text) } else { crate::tidied(text) };
        let kept: String = text.chars().take(most).collect();
        Self { telex: Telex::with_text(&kept), ..Self::new(kind, most) }
    }

    /// One key. Whether it did anything: a letter beyond the last one that is allowed, a letter on
    /// a number pad, or taking back from nothing does not.
    pub fn press(&mut self, key: Key) -> bool {
        match key {
            Key::Shift if self.kind.is_digits() || self.signs => return false,
            Key::Shift => self.shift_turned = !self.shift_turned,
            Key::Layer if self.kind.is_digits() => return false,
            Key::Layer => self.signs = !self.signs,
            Key::Delete | Key::Typed(BACKSPACE) => {
                if self.text().is_empty() {
                    return false;
                }
                self.telex.undo();
                self.shift_turned = false;
            }
            Key::Thousand => {
                // All three or none: a number that lost a zero on the way would be another one.
                let before = self.clone();
                let all = self.kind.is_digits() && (0..3).all(|_| self.put('0'));
                if !all {
                    *self = before;
                }
                return all;
            }
            Key::Char(letter) if self.shift() => return self.put(letter.to_ascii_uppercase()),
            Key::Char(letter) | Key::Typed(letter) => return self.put(letter),
        }
        true
    }

    /// Types one character, if it is one that can be typed here and there is room. What a real
    /// keyboard has and ours hasn't is made right: `Ð` is `Đ`, `’` is `'`, a mark joins the letter
    /// before it.
    fn put(&mut self, letter: char) -> bool {
        // A secret is taken as it was typed, or it would open nothing.
        let tidied = if self.kind == Kind::Password { Some(letter) } else { tidy(letter) };
        let Some(letter) = tidied else { return false };
        let fits = match self.kind {
            Kind::Digits | Kind::Pin => letter.is_ascii_digit(),
            Kind::Text { .. } if is_mark(letter) => true,
            Kind::Text { .. } | Kind::Password => can_be_typed(letter),
        };
        if !fits {
            return false;
        }
        let before = self.telex.clone();
        match self.kind {
            Kind::Text { telex: true, .. } => self.telex.press(letter),
            _ => self.telex.push(letter),
        }
        let alone =
            self.text().chars().last().is_none_or(is_mark) || !can_all_be_typed(self.text());
        if self.length() > self.most || is_mark(letter) && alone {
            self.telex = before;
            return false;
        }
        self.shift_turned = false;
        true
    }

    /// All that was typed, in NFC.
    #[must_use]
    pub fn text(&self) -> &str {
        self.telex.text()
    }

    /// How many characters that is.
    #[must_use]
    pub fn length(&self) -> usize {
        self.text().chars().count()
    }

    /// What is typed, and how.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The most characters that can be typed.
    #[must_use]
    pub fn most(&self) -> usize {
        self.most
    }

    /// The text that is settled, and the syllable that the next key can still change.
    #[must_use]
    pub fn split(&self) -> (&str, &str) {
        match self.kind {
            Kind::Text { telex: true, .. } => self.telex.split(),
            // Letter by letter, no key changes what stands there.
            _ => (self.text(), ""),
        }
    }

    /// The keys of the forming syllable, `Nguyeenx` for *Nguyễn*; none where they are its letters.
    #[must_use]
    pub fn keys(&self) -> Option<String> {
        let keys: String = self.telex.typed_keys().iter().collect();
        (!keys.is_empty() && keys != self.split().1).then_some(keys)
    }

    /// Whether the next letter will be a capital.
    #[must_use]
    pub fn shift(&self) -> bool {
        self.shift_turned != self.capital_by_itself()
    }

    /// Whether digits and signs are on the keys instead of letters.
    #[must_use]
    pub fn signs(&self) -> bool {
        self.signs
    }

    fn capital_by_itself(&self) -> bool {
        let Kind::Text { capitals, .. } = self.kind else { return false };
        match capitals {
            Capitals::Never => false,
            Capitals::First => self.text().is_empty(),
            Capitals::Words => self.text().chars().last().is_none_or(char::is_whitespace),
        }
    }

    /// Keeps the beginning of the text up to `end` (in bytes, between two characters) and forgets
    /// the rest with its keys.
    pub fn cut(&mut self, end: usize) {
        let kept = self.text().get(..end).unwrap_or_default().trim_end().to_owned();
        self.telex = Telex::with_text(&kept);
        self.shift_turned = false;
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::new(self.kind, self.most);
    }
}

/// A mark of a Vietnamese letter on its own, as some keyboards send them.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{303}' | '\u{306}' | '\u{309}' | '\u{31b}' | '\u{323}')
}

fn can_all_be_typed(text: &str) -> bool {
    text.chars().all(can_be_typed)
}

/// Whether a character may stand in a text: Vietnamese letters and what is on the keys of an
/// English keyboard. Not marks alone, line breaks, or letters of other scripts.
fn can_be_typed(letter: char) -> bool {
    let is_mark = ('\u{300}'..='\u{36f}').contains(&letter);
    let plain = crate::letters::plain(letter);
    !is_mark
        && (letter == ' '
            || letter == '₫'
            || letter.is_ascii_graphic()
            || letter.is_alphabetic() && plain.is_ascii_alphabetic())
}
