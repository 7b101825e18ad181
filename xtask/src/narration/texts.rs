//! From words to a clip: which texts a synthesiser may be given, and how.
//!
//! It refuses what would be misread; it never rewrites a text.

use anyhow::{Result, bail};
use narration::is_number_word;
use unicode_normalization::UnicodeNormalization;

use super::{audio, tools};

/// Punctuation that becomes a pause or nothing.
const PUNCTUATION: &str = ".,;:!?…-–—()\"'“”‘’«»";

/// Marks that Vietnamese letters carry, decomposed: five tones (grave, acute,
/// hook above, tilde, dot below), circumflex, breve and horn.
const MARKS: &str = "\u{300}\u{301}\u{309}\u{303}\u{323}\u{302}\u{306}\u{31b}";

/// Why a text can't be spoken, as a sentence that names its slug; `None` when
/// it can.
pub(super) fn complaint(slug: &str, text: &str) -> Option<String> {
    let unspeakable = |c: &char| {
        !(c.is_whitespace() && *c != '\u{a0}' || PUNCTUATION.contains(*c) || is_letter(*c))
    };
    if let Some(c) = text.nfc().find(unspeakable) {
        let why = if c.is_numeric() {
            format!("the digit `{c}`: write numbers out in words")
        } else if c == '₫' {
            "the sign `₫`: write the amount out in words and end it with đồng".to_owned()
        } else {
            format!("`{}`, which can't be spoken: write out what is to be heard", c.escape_debug())
        };
        return Some(format!("The spoken text of `{slug}` has {why}."));
    }
    (!text.chars().any(char::is_alphabetic))
        .then(|| format!("The spoken text of `{slug}` has no words."))
}

/// Whether a character is a letter of Vietnamese, or one of f, j, w, z, which
/// foreign names have. Vowels alone carry marks.
fn is_letter(c: char) -> bool {
    let mut parts = c.nfd();
    let Some(base) = parts.next() else { return false };
    let marks: Vec<char> = parts.collect();
    if marks.is_empty() {
        base.is_ascii_alphabetic() || "đĐ".contains(base)
    } else {
        "aeiouyAEIOUY".contains(base) && marks.iter().all(|&mark| MARKS.contains(mark))
    }
}

/// The clip of a text.
///
/// A word of a number is spoken before another word and cut off there: alone
/// it would be drawn out by a quarter and end like a sentence, and an amount
/// of such words sounds like a list.
pub(super) fn speak(text: &str) -> Result<Vec<u8>> {
    let text: String = text.nfc().collect();
    let text = text.trim();
    let voice = if is_number_word(text) {
        let spoken = tools::synthesise(&format!("{text} một."), tools::CUTTING_GAP)?;
        let samples = tools::samples_of(&spoken, "wav")?;
        let words = audio::words(&samples);
        let [word, _] = words.as_slice() else {
            bail!("two words were spoken and {} are heard", words.len());
        };
        samples[word.clone()].to_vec()
    } else {
        tools::samples_of(&tools::synthesise(text, tools::SENTENCE_GAP)?, "wav")?
    };
    audio::finish(&voice, audio::Source::Synthesised)
}
