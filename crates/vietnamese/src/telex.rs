//! Telex typing: keys of an English keyboard in, Vietnamese text out.
//!
//! The composing itself is the `vi` crate's; this module gives it capitals,
//! backspace, words such as *wifi* and *Đắk Lắk*, and more than one word. It
//! refuses to correct spelling and to guess languages: *example* becomes *eãmple*
//! as on every Telex keyboard, so fields for web addresses and passwords have to do
//! without it.

use crate::letters::{plain, split_tone};
use unicode_normalization::{UnicodeNormalization, is_nfc};
use vi::processor::AccentStyle;

/// What can follow a `w` typed for `ư` at the beginning of a word: the rimes of
/// Vietnamese words such as *ưng*, *ước*, *ưa*, and `ưo` on the way to *ươ*.
const HORNED_U_RIMES: [&str; 16] = [
    "ư", "ưa", "ưc", "ưm", "ưn", "ưng", "ưt", "ưu", "ưo", "ươ", "ươc", "ươm", "ươn", "ương", "ươp",
    "ươt",
];

/// Text being typed in Telex.
///
/// `aa aw ee oo ow uw dd` make letters, `s f r x j` tones, `z` takes a tone away,
/// `w` alone is `ư`, and a key pressed again undoes itself (`aaa` is `aa`). Marks
/// may come at any point of the syllable: `nguyeenx`, `nguyenex`, `nguyexen`.
/// Tones are placed as in *hòa*.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telex {
    /// All text, the word being typed at its end.
    text: String,
    /// Where that word begins in `text`, in bytes.
    word_start: usize,
    /// The keys that make that word, as they were typed or might have been.
    keys: Vec<char>,
    /// How many of those were not typed since the word was taken up, but found out from its
    /// letters.
    taken_up: usize,
}

impl Telex {
    /// Empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on typing at the end of `text`, whose last word can still change.
    pub fn with_text(text: &str) -> Self {
        let mut typing = Self { text: text.nfc().collect(), ..Self::default() };
        typing.take_up_last_word();
        typing
    }

    /// The text as it is shown, in NFC as far as typing alone can make it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the word being typed, and that word: what the next key can change.
    pub fn split(&self) -> (&str, &str) {
        self.text.split_at(self.word_start)
    }

    /// The keys that were typed for the word at the end since it was begun or taken up again.
    pub fn typed_keys(&self) -> &[char] {
        &self.keys[self.taken_up..]
    }

    /// Takes back what a person did last: while a word is being typed its last key, so that
    /// `việt` becomes `viêt` after `vieetj`; else the last character of the text, marks and all.
    /// Nothing on empty text.
    pub fn undo(&mut self) {
        if self.keys.len() == self.taken_up {
            self.backspace();
            return;
        }
        self.keys.pop();
        self.text.truncate(self.word_start);
        self.text.push_str(&compose(&self.keys));
    }

    /// Puts a character at the end as it is: it ends the word, and no key changes it any more.
    pub fn push(&mut self, letter: char) {
        self.text.push(letter);
        if !is_nfc(&self.text) {
            self.text = self.text.nfc().collect();
        }
        self.end_word();
    }

    /// One key: a letter is composed into the word, anything else ends the word.
    pub fn press(&mut self, key: char) {
        if key.is_ascii_alphabetic() {
            self.keys.push(key);
            self.text.truncate(self.word_start);
            self.text.push_str(&compose(&self.keys));
        } else {
            self.push(key);
        }
    }

    /// Removes the last character of the shown text, marks and all: `việt` becomes
    /// `việ`. The word before can then be changed again. Nothing on empty text.
    pub fn backspace(&mut self) {
        self.text.pop();
        self.take_up_last_word();
    }

    /// Ends the word being typed: no later key changes it.
    fn end_word(&mut self) {
        self.word_start = self.text.len();
        self.keys.clear();
        self.taken_up = 0;
    }

    /// Makes the last word the one being typed, by finding keys that would have
    /// made it. A word that Telex cannot make stays as it is.
    fn take_up_last_word(&mut self) {
        self.end_word();
        let word_start = self
            .text
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_alphabetic())
            .last()
            .map_or(self.text.len(), |(at, _)| at);
        if let Some(keys) = keys_of(&self.text[word_start..]) {
            self.word_start = word_start;
            self.taken_up = keys.len();
            self.keys = keys;
        }
    }
}

/// The text that a whole row of keys makes.
pub fn telex(keys: &str) -> String {
    let mut typing = Telex::new();
    for key in keys.chars() {
        typing.press(key);
    }
    typing.text
}

/// Keys that make `text`: letters with their marks first, each word's tone at its
/// end. `None` if some word cannot be typed in Telex.
pub fn telex_keys(text: &str) -> Option<String> {
    let text: String = text.nfc().collect();
    let mut keys = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        keys.extend(keys_of(word)?);
        keys.push_str(&piece[word.len()..]);
    }
    Some(keys)
}

/// Keys that make one word, proved by typing them.
fn keys_of(word: &str) -> Option<Vec<char>> {
    let mut keys = Vec::with_capacity(word.len());
    let mut tone_key = None;
    for letter in word.chars() {
        let (bare, tone) = split_tone(letter);
        let base = plain(letter);
        keys.push(if letter.is_uppercase() { base.to_ascii_uppercase() } else { base });
        keys.extend(match bare {
            'ă' | 'Ă' | 'ơ' | 'Ơ' | 'ư' | 'Ư' => Some('w'),
            'â' | 'Â' | 'ê' | 'Ê' | 'ô' | 'Ô' | 'đ' | 'Đ' => Some(base),
            _ => None,
        });
        tone_key = tone_key.or(match tone {
            Some('\u{301}') => Some('s'),
            Some('\u{300}') => Some('f'),
            Some('\u{309}') => Some('r'),
            Some('\u{303}') => Some('x'),
            Some('\u{323}') => Some('j'),
            _ => None,
        });
    }
    // A last letter that is itself a Telex key (`as`, `aa`) is typed twice, and so is the `D`
    // before the `Đ` of *QSDĐ*.
    let doubled = keys.last().copied();
    let with_tone = keys.iter().copied().chain(tone_key).collect();
    let with_double = keys.iter().copied().chain(doubled).collect();
    let mut run = 0;
    let with_bar = keys.iter().flat_map(|key| {
        run = if same_key(*key, 'd') { run + 1 } else { 0 };
        std::iter::repeat_n(*key, if run == 3 { 2 } else { 1 })
    });
    let with_bar = with_bar.collect();
    [with_tone, with_double, with_bar].into_iter().find(|keys: &Vec<char>| {
        keys.iter().all(char::is_ascii_alphabetic) && compose(keys) == word
    })
}

/// What one word's keys show.
fn compose(keys: &[char]) -> String {
    if let Some(shown) = abbreviation(keys) {
        return shown;
    }
    // After `aaa` has undone `aa`, further `a` are just letters; `vi` would go
    // round again for some.
    if let Some(at) = keys.windows(4).position(|run| run.iter().all(|key| same_key(*key, run[0]))) {
        let mut shown = compose(&keys[..at + 3]);
        shown.extend(&keys[at + 3..]);
        return shown;
    }
    if keys.len() >= 3 && keys.iter().all(|key| same_key(*key, 'w')) {
        // `www` begins web addresses and undoes nothing.
        return keys.iter().collect();
    }
    let stand_ins = stand_ins(keys);
    let mut composed = String::with_capacity(keys.len() * 3);
    vi::transform_buffer_with_style(
        &vi::TELEX,
        AccentStyle::Old,
        stand_ins.iter().copied(),
        &mut composed,
    );
    let shown = restore_keys(&composed, keys, &stand_ins);
    let undone = keys.get(1).is_some_and(|key| same_key(*key, 'w'));
    let begins_with_w = keys.first().is_some_and(|key| same_key(*key, 'w'));
    if begins_with_w && !undone && !begins_with_horned_u(&shown) {
        // `ư` was not meant: *wifi*, *web*, *WhatsApp*.
        return keys.iter().collect();
    }
    vowelled_abbreviation(keys, &shown).unwrap_or(shown)
}

/// What the keys of an abbreviation without vowels show, such as *SĐT*, *QĐ* or *HĐND*: no
/// syllable, and `dd` is `đ` all the same. None for any other word.
fn abbreviation(keys: &[char]) -> Option<String> {
    let is_d = |key: &char| same_key(*key, 'd');
    let consonants = keys.iter().all(|key| key.is_ascii_alphabetic() && !is_vowel_key(*key));
    let barred = keys.windows(2).any(|pair| pair.iter().all(is_d));
    (consonants && barred && !keys.iter().all(is_d)).then(|| with_bars(keys))
}

/// The keys of an abbreviation as letters: each `dd` is `đ`. As everywhere in Telex a third `d`
/// takes the bar away again, and a fourth puts it on the second: *QSDĐ* is `QSDDDD`.
fn with_bars(keys: &[char]) -> String {
    let is_d = |key: char| same_key(key, 'd');
    let bar = |key: char| if key.is_ascii_uppercase() { 'Đ' } else { 'đ' };
    let mut shown = String::with_capacity(keys.len());
    let mut rest = keys;
    while let Some((first, after)) = rest.split_first() {
        let length = rest.iter().take_while(|key| is_d(**key)).count().max(1);
        match length {
            1 => shown.push(*first),
            2 => shown.push(bar(*first)),
            3 => shown.extend(&rest[..2]),
            4 => shown.extend([*first, bar(rest[1])]),
            _ => shown.extend(&rest[..length - 2]),
        }
        rest = if length == 1 { after } else { &rest[length..] };
    }
    shown
}

/// What the keys of an abbreviation with one vowel show: *QĐUB*, *UBĐP*. Only in capitals and only
/// where no syllable came of them, for *ADD* is a word of another language.
fn vowelled_abbreviation(keys: &[char], shown: &str) -> Option<String> {
    let is_d = |key: &char| same_key(*key, 'd');
    // The second key of `Dd` may be small, as everywhere.
    let capital = |(at, key): (usize, &char)| {
        key.is_ascii_uppercase() || at > 0 && is_d(key) && is_d(&keys[at - 1])
    };
    let capitals = keys.iter().enumerate().all(capital);
    let vowels = keys.iter().filter(|key| is_vowel_key(**key)).count();
    let others = keys.iter().filter(|key| !is_vowel_key(**key) && !is_d(key)).count();
    let untouched = keys.iter().copied().eq(shown.chars());
    let barred = keys.windows(2).any(|pair| pair.iter().all(is_d));
    (capitals && vowels == 1 && others >= 2 && untouched && barred).then(|| with_bars(keys))
}

/// Whether a key makes a vowel, `w` among them.
fn is_vowel_key(key: char) -> bool {
    matches!(key.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w')
}

/// Whether a word is one of the few that begin with `ư`, or the beginning of one.
fn begins_with_horned_u(word: &str) -> bool {
    let bare: String =
        word.chars().map(|letter| split_tone(letter).0).flat_map(char::to_lowercase).collect();
    HORNED_U_RIMES.contains(&bare.as_str())
}

fn same_key(a: char, b: char) -> bool {
    a.eq_ignore_ascii_case(&b)
}

/// The keys as `vi` can compose them: in lower case, for it loses the tone's
/// place after capitals; and with Vietnamese consonants in the place of those of
/// highland names (*Đắk Lắk*, *Krông*), on which it would refuse every mark.
fn stand_ins(keys: &[char]) -> Vec<char> {
    let mut lower: Vec<char> = keys.iter().map(char::to_ascii_lowercase).collect();
    if let Some(vowel) = lower.iter().position(|key| is_vowel_key(*key)) {
        for key in &mut lower[vowel..] {
            if *key == 'k' {
                *key = 'c';
            }
        }
    }
    if lower.starts_with(&['k', 'r']) {
        lower[0] = 't';
    }
    lower
}

/// Gives each composed letter the case of the key that made it, and the letter of
/// that key where a stand-in was composed.
fn restore_keys(composed: &str, keys: &[char], stand_ins: &[char]) -> String {
    let mut next = 0;
    let mut shown = String::with_capacity(composed.len());
    for letter in composed.nfc() {
        let base = plain(letter);
        let made_by_w = matches!(split_tone(letter).0, 'ư');
        let made_by = (next..keys.len())
            .find(|at| stand_ins[*at] == base || made_by_w && stand_ins[*at] == 'w');
        let Some(at) = made_by else {
            shown.push(letter);
            continue;
        };
        next = at + 1;
        let stood_in = !same_key(stand_ins[at], keys[at]);
        match (stood_in, keys[at].is_ascii_uppercase()) {
            (true, _) => shown.push(keys[at]),
            (false, true) => shown.extend(letter.to_uppercase()),
            (false, false) => shown.push(letter),
        }
    }
    shown
}
