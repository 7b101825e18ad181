//! Typing on a screen: what the keyboard and the field above it show, and what may be typed.
//!
//! [`KeyboardView`] is for every place with a keyboard, lessons too; [`TextEntry`] is a whole
//! screen of the app on which one text is typed. Numbers of papers, cards and telephones and codes
//! that were sent are refused while they are typed, and nothing of them is kept. Secrets never
//! reach a view. Links and codes of papers, networks and payments are called what they are.
//!
//! # A screen on which something is typed
//! A core that wants a text makes an entry, and keeps it while the screen is there:
//! ```
//! use presenter::{Entered, TextEntry};
//! use vietnamese::{Key, Kind};
//!
//! let mut entry = TextEntry::new("nickname", "typing-name", Kind::NAME, 2..=20);
//! for key in "nguyeenx".chars() {
//!     entry.press(Key::Char(key));
//! }
//! assert_eq!(entry.finish(), Entered::Text("Nguyễn".to_owned()));
//! ```
//! The title is a Fluent key: a label short enough for one or two lines at the largest text, with
//! the whole sentence in its `.say`.

use std::ops::RangeInclusive;

use serde::Serialize;
use vietnamese::{Field, Key, Kind, Private, Typing, private, tidied};

use crate::{Context, outside_note};

/// How much of a code is shown, in letters of the smallest size.
const CODE_SHOWN: usize = 30;

/// What a keyboard and the field above it show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct KeyboardView {
    /// The text that is settled; empty for a secret.
    pub before: String,
    /// The syllable that the next key can still change; empty for a secret.
    pub forming: String,
    /// The keys of that syllable where they are not its letters: `Nguyeenx` for *Nguyễn*.
    pub keys: Option<String>,
    /// How many characters are typed.
    pub count: usize,
    /// Whether the next letter will be a capital.
    pub shift: bool,
    /// Whether digits and signs are on the keys.
    pub signs: bool,
}

impl KeyboardView {
    /// Of this typing.
    #[must_use]
    pub fn of(typing: &Typing) -> Self {
        let secret = typing.kind().is_secret();
        let (before, forming) = if secret { ("", "") } else { typing.split() };
        Self {
            before: before.to_owned(),
            forming: forming.to_owned(),
            keys: typing.keys().filter(|_| !secret),
            count: typing.length(),
            shift: typing.shift(),
            signs: typing.signs(),
        }
    }
}

/// Which keys stand below the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeysShown {
    /// Letters, digits and signs.
    Keyboard,
    /// Digits.
    Pad,
}

/// A screen on which a text is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypingView {
    /// What is to be typed, in a few words.
    pub title: String,
    /// A plain sentence about what can't be typed, in the place of the keyboard until it was read.
    pub note: Option<String>,
    /// The main button's words.
    pub main: String,
    /// Which keys.
    pub keys: KeysShown,
    /// Of a secret, how many dots there are; none where what is typed can be read.
    pub dots: Option<usize>,
    /// Whether enough is typed for the main button.
    pub enough: bool,
    /// What is typed.
    pub keyboard: KeyboardView,
}

/// What came of a key or of the main button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// Nothing: the key does nothing here.
    Nothing,
    /// What is shown has changed.
    Changed,
    /// There is a note to be read, or it has been read.
    Note,
    /// This was typed: tidied, with single spaces and in NFC, as long as was asked for.
    Text(String),
}

/// One text being typed on a screen of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEntry {
    id: &'static str,
    title: &'static str,
    typing: Typing,
    least: usize,
    note: Option<&'static str>,
    /// Whether a machine made what is typed, so that it tells nothing of anybody.
    is_code: bool,
}

impl TextEntry {
    /// An empty one. `id` tells its maker what was typed, `title` is a Fluent key, `length` the
    /// least and the most characters.
    #[must_use]
    pub fn new(
        id: &'static str,
        title: &'static str,
        kind: Kind,
        length: RangeInclusive<usize>,
    ) -> Self {
        let typing = Typing::new(kind, *length.end());
        Self { id, title, typing, least: *length.start(), note: None, is_code: false }
    }

    /// The same with a text to begin with, which can be changed.
    #[must_use]
    pub fn with_text(self, text: &str) -> Self {
        let typing = Typing::with_text(self.typing.kind(), self.typing.most(), text);
        Self { typing, ..self }
    }

    /// The same for a long code that a machine made: its digits are no number of anybody's. Only
    /// the end of it is shown, which is what is being typed.
    #[must_use]
    pub fn of_a_code(self) -> Self {
        Self { is_code: true, ..self }
    }

    /// The same with a note, by its Fluent key, to be read first.
    #[must_use]
    pub fn with_note(self, note: &'static str) -> Self {
        Self { note: Some(note), ..self }
    }

    /// What was given to [`Self::new`].
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// A key. While a note is shown, no key does anything.
    pub fn press(&mut self, key: Key) -> Entered {
        if self.note.is_some() {
            return Entered::Nothing;
        }
        let full = self.typing.length() >= self.typing.most();
        if !self.typing.press(key) {
            let types = matches!(key, Key::Char(_) | Key::Typed(_) | Key::Thousand);
            // A secret has as many dots as digits: everyone can see that they are all there.
            if full && types && !self.typing.kind().is_secret() {
                self.note = Some("typing-full");
                return Entered::Note;
            }
            return Entered::Nothing;
        }
        if self.cut_private() { Entered::Note } else { Entered::Changed }
    }

    /// Takes out whatever is not to be typed here, with a note; whether there was anything.
    fn cut_private(&mut self) -> bool {
        // A secret is short, and never leaves the device in a form that can be read.
        if self.typing.kind().is_secret() || self.is_code {
            return false;
        }
        // An address may be a link: then it is called one, as everywhere.
        let named = outside_note(self.typing.text());
        let mut found = false;
        while let Some((kind, place)) = private(self.typing.text(), Field::Free) {
            let link = named.filter(|_| kind == Private::Address);
            self.typing.cut(place.start);
            self.note = Some(link.unwrap_or("typing-private"));
            found = true;
        }
        found
    }

    /// The main button: a note was read, or the text is there. A code from outside is no name:
    /// what it is is said, and nothing of it stays.
    pub fn finish(&mut self) -> Entered {
        if self.note.take().is_some() {
            return Entered::Note;
        }
        // A text to begin with may be one of a time when less was noticed.
        if self.cut_private() {
            return Entered::Note;
        }
        let text = match self.typing.kind() {
            Kind::Text { .. } => tidied(self.typing.text()),
            _ => self.typing.text().trim().to_owned(),
        };
        if text.chars().count() < self.least {
            let digits = self.typing.kind().is_digits();
            self.note = Some(if digits { "typing-more-digits" } else { "typing-more" });
            return Entered::Note;
        }
        if !self.typing.kind().is_secret()
            && !self.is_code
            && let Some(note) = outside_note(&text)
        {
            self.typing.clear();
            self.note = Some(note);
            return Entered::Note;
        }
        Entered::Text(text)
    }

    /// Forgets what was typed, such as a number that is asked for once more.
    pub fn clear(&mut self) {
        self.typing.clear();
        self.note = None;
    }

    /// The Fluent key of what is to be said when the screen comes up.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        self.note.unwrap_or(self.title)
    }

    /// Whether a note is to be read first.
    #[must_use]
    pub fn has_note(&self) -> bool {
        self.note.is_some()
    }

    /// Whether enough is typed for the main button.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.typing.text().trim().chars().count() >= self.least
    }

    /// What the keyboard and the field show.
    #[must_use]
    pub fn keyboard(&self) -> KeyboardView {
        KeyboardView::of(&self.typing)
    }

    /// What the screen shows.
    #[must_use]
    pub fn view(&self, context: &Context<'_>) -> TypingView {
        let kind = self.typing.kind();
        let main = if self.note.is_some() { "button-understood" } else { "typing-done" };
        TypingView {
            title: context.word(self.title),
            note: self.note.map(|key| context.word(key)),
            main: context.word(main),
            keys: if kind.is_digits() { KeysShown::Pad } else { KeysShown::Keyboard },
            dots: kind.is_secret().then(|| self.typing.most()),
            enough: self.is_enough(),
            keyboard: self.keyboard_in(context.look.text_scale),
        }
    }

    fn keyboard_in(&self, text_scale: u16) -> KeyboardView {
        let mut view = self.keyboard();
        let most = CODE_SHOWN * 100 / usize::from(text_scale.max(1));
        let too_many = view.before.chars().count().saturating_sub(most);
        if self.is_code && too_many > 0 {
            let end: String = view.before.chars().skip(too_many).collect();
            view.before = format!("…{end}");
        }
        view
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> TextEntry {
        TextEntry::new("test", "typing-done", Kind::NAME, 2..=40)
    }

    fn typed(text: &str) -> (TextEntry, bool) {
        let mut entry = entry();
        let mut noted = false;
        for key in text.chars() {
            if entry.press(Key::Typed(key)) == Entered::Note {
                noted = true;
                entry.finish();
            }
        }
        (entry, noted)
    }

    #[test]
    fn what_is_private_is_cut_out_in_every_disguise() {
        for private in [
            "0912\u{200b}345\u{200b}678",
            "\u{660}\u{669}\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}\u{667}\u{668}",
            "09l2345678",
            "a@b.example",
            "qua.vn",
            "001162012345",
        ] {
            let (entry, _) = typed(&format!("Lan {private}"));
            assert!(vietnamese::private(entry.typing.text(), Field::Free).is_none(), "{private}");
        }
        // Digits of other scripts are not taken at all; the others are noticed aloud.
        for noticed in ["0912\u{200b}345\u{200b}678", "09l2345678", "a@b.example", "qua.vn"] {
            assert!(typed(&format!("Lan {noticed}")).1, "{noticed}");
        }
    }

    #[test]
    fn a_text_to_begin_with_is_looked_through_as_well() {
        let mut entry = entry().with_text("Lan a@b.example 0912345678");
        assert_eq!(entry.finish(), Entered::Note);
        assert_eq!(entry.finish(), Entered::Note, "the note was read");
        assert_eq!(entry.finish(), Entered::Text("Lan".to_owned()));
    }

    #[test]
    fn names_are_handed_on_tidied() {
        let (mut entry, _) = typed("H’Bia  Ni\u{ea} \u{d0}\u{103}ng ");
        assert_eq!(entry.finish(), Entered::Text("H'Bia Niê Đăng".to_owned()));
    }
}
