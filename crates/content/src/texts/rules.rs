//! What every text has to keep to: the values it may name, how long it may be, and what can be
//! spoken. Nothing is put right silently; the teacher is told.

use unicode_normalization::UnicodeNormalization;

use super::{Piece, Text};
use crate::Lang;
use crate::problem::{Problems, quote, suggest};

/// The most syllables of an instruction (UX.md, Text and colour). Vietnamese writes each apart.
pub(crate) const MAX_SYLLABLES: usize = 25;

/// The most syllables of the sentence about the way back, `remark-astray`.
pub(crate) const WAY_BACK_SYLLABLES: usize = 10;

/// Marks between words that a voice turns into pauses, or passes over.
const PUNCTUATION: &str = ".,;:!?…-–—()\"'“”‘’«»";

/// How the length of a text is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// As a whole: it stands beside the practice phone.
    Whole,
    /// As a whole, and the sentence about the way back comes after it where there is one.
    BeforeWayBack,
    /// As a whole: it comes after [`Length::BeforeWayBack`].
    WayBack,
    /// Each of its sentences: it has a screen to itself.
    Sentence,
    /// Not at all here; its screen limits it.
    Free,
}

/// Tells values that the text names and that it won't be given.
pub(crate) fn variables(text: &Text, known: &[&str], path: &str, problems: &mut Problems) {
    for name in text.variables.iter().filter(|name| !known.contains(&name.as_str())) {
        let known: Vec<String> = known.iter().map(|known| format!("${known}")).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let name = format!("${name}");
        let message = if known.is_empty() {
            format!("{} can't be used in this text, which is given no values.", quote(&name))
        } else {
            let hint = suggest(&name, &known);
            format!("{} is no value that this text is given.{hint}", quote(&name))
        };
        problems.add(path, text.line, message);
    }
}

/// Tells a Vietnamese text that is too long.
pub(crate) fn length(text: &Text, limit: Length, path: &str, problems: &mut Problems) {
    let Some(pieces) = text.pieces.as_ref().filter(|_| !problems.is_damaged(path, text.line))
    else {
        return;
    };
    let whole: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.as_str(),
            // Names of payees have four syllables, such as *Sạp rau cô Hạnh*; any other value is
            // one word on the screen.
            Piece::Variable(name) if name == super::said::NAME => "sạp rau cô Hạnh",
            Piece::Variable(_) => "giá",
        })
        .collect();
    let longest = match limit {
        Length::Free => return,
        Length::Whole | Length::BeforeWayBack | Length::WayBack => syllables(&whole),
        Length::Sentence => whole.split(['.', '!', '?']).map(syllables).max().unwrap_or(0),
    };
    let most = match limit {
        Length::WayBack => WAY_BACK_SYLLABLES,
        Length::BeforeWayBack => MAX_SYLLABLES - WAY_BACK_SYLLABLES,
        _ => MAX_SYLLABLES,
    };
    if longest > most {
        let what = if limit == Length::Sentence { "A sentence of this text" } else { "This text" };
        let message = format!(
            "{what} has {longest} syllables, and {most} are the most. Say less, or make \
             two steps of it."
        );
        problems.add(path, text.line, message);
    }
}

fn syllables(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// What to do about a text that can't be spoken: `say` is what the attribute with the spoken form
/// is called, and `given` whether it is there.
pub(crate) fn remedy(say: &str, given: bool) -> String {
    if given {
        format!("Write it in words in `{say}`")
    } else {
        format!("Add `{say} = …` with the words to be heard")
    }
}

/// Tells what a voice can't say, and the `remedy`.
pub(crate) fn spoken(text: &Text, remedy: &str, path: &str, problems: &mut Problems) {
    if problems.is_damaged(path, text.line) {
        return;
    }
    let Some(pieces) = &text.pieces else {
        let message = format!("A text with several forms can't be spoken. {remedy}.");
        return problems.add(path, text.line, message);
    };
    for piece in pieces {
        let wrong = match piece {
            Piece::Variable(name)
                if matches!(
                    name.as_str(),
                    "amount" | "balance" | "count" | "days" | "screen-amount"
                ) =>
            {
                None
            }
            Piece::Variable(name) if name == super::said::NAME => None,
            Piece::Variable(name) => Some(format!("`{{ ${name} }}` can't be spoken")),
            Piece::Words(words) => words.chars().find(|c| !is_spoken(*c)).map(|c| {
                if c.is_numeric() {
                    format!("The digit {} can't be spoken", quote(&c.to_string()))
                } else {
                    format!("The sign {} can't be spoken", quote(&c.to_string()))
                }
            }),
        };
        if let Some(wrong) = wrong {
            problems.add(path, text.line, format!("{wrong}. {remedy}."));
        }
    }
}

fn is_spoken(c: char) -> bool {
    // Marks apart from their letters, and what has no width, are told as such for the whole file.
    let mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}');
    is_letter(c) || c.is_whitespace() || mark || PUNCTUATION.contains(c)
}

/// Whether a character is a letter of Vietnamese, or one of f, j, w, z, which foreign names have.
fn is_letter(c: char) -> bool {
    let mut parts = c.nfd();
    let base = parts.next().is_some_and(|base| base.is_ascii_alphabetic() || "đĐ".contains(base));
    // The five tones, then circumflex, breve and horn.
    let marks = "\u{300}\u{301}\u{309}\u{303}\u{323}\u{302}\u{306}\u{31b}";
    base && parts.all(|mark| marks.contains(mark))
}

/// Tells a word about a touch that asks for the way back by its name: it is said by itself where
/// a touch led away, and only there.
pub(crate) fn way_back(text: &Text, label: &str, path: &str, problems: &mut Problems) {
    let words: String = text.words().collect::<Vec<_>>().join(" ").to_lowercase();
    if !label.is_empty() && words.contains(&label.to_lowercase()) {
        let message = format!(
            "{} is said by itself where a touch led away. Say only what the control is for, and \
             what to look for.",
            quote(label)
        );
        problems.add(path, text.line, message);
    }
}

/// Tells a text that one language has and the other hasn't.
pub(crate) fn lacking(name: &str, lang: Lang, other: Lang, path: &str, problems: &mut Problems) {
    let (lang, other) = (lang.english_name(), other.english_name());
    let message = format!("{} is there in {other} and missing in {lang}. Add it.", quote(name));
    problems.add(path, 1, message);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_voice_knows_is_spoken() {
        for c in "Chạm nút Quét mã, Ẵ ỗ ự đ Đ w “…” –!".chars() {
            assert!(is_spoken(c), "{c}");
        }
        for c in "3₫&%/@ßя人²".chars() {
            assert!(!is_spoken(c), "{c}");
        }
    }

    #[test]
    fn syllables_are_words_with_a_letter_or_digit() {
        assert_eq!(syllables("Chạm – nút  Quét mã, 3 lần …"), 6);
    }
}
