//! What every text has to keep to: the values it may name, how long it may be, and what can be
//! spoken. Nothing is put right silently; the teacher is told.

use super::{Piece, Text};
use crate::Lang;
use crate::problem::{Problems, quote, suggest};

/// The most syllables of an instruction (UX.md, Text and colour). Vietnamese writes each apart.
pub(crate) const MAX_SYLLABLES: usize = 25;

/// Marks between words that a voice turns into pauses, or passes over.
const PUNCTUATION: &str = ".,;:!?…-–—()\"'“”‘’«»";

/// How the length of a text is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// As a whole: it stands beside the practice phone.
    Whole,
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
    let Some(pieces) = &text.pieces else { return };
    let whole: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.as_str(),
            // One word on the screen, whatever it is.
            Piece::Variable(_) => "giá",
        })
        .collect();
    let longest = match limit {
        Length::Free => return,
        Length::Whole => syllables(&whole),
        Length::Sentence => whole.split(['.', '!', '?']).map(syllables).max().unwrap_or(0),
    };
    if longest > MAX_SYLLABLES {
        let what = if limit == Length::Whole { "This text" } else { "A sentence of this text" };
        let message = format!(
            "{what} has {longest} syllables, and {MAX_SYLLABLES} are the most. Say less, or make \
             two steps of it."
        );
        problems.add(path, text.line, message);
    }
}

fn syllables(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Tells what a voice can't say. `say` is what the attribute with the spoken form is called, or
/// would be.
pub(crate) fn spoken(
    text: &Text,
    say: &str,
    given: bool,
    path: &str,
    problems: &mut Problems,
) {
    let remedy = if given {
        format!("Write it in words in `{say}`")
    } else {
        format!("Add `{say} = …` with the words to be heard")
    };
    let Some(pieces) = &text.pieces else {
        let message = format!("A text with several forms can't be spoken. {remedy}.");
        return problems.add(path, text.line, message);
    };
    for piece in pieces {
        let wrong = match piece {
            Piece::Variable(name) if matches!(name.as_str(), "amount" | "balance" | "days") => None,
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
    c.is_alphabetic() || c.is_whitespace() || PUNCTUATION.contains(c)
}

/// Tells a text that one language has and the other hasn't.
pub(crate) fn lacking(name: &str, lang: Lang, other: Lang, path: &str, problems: &mut Problems) {
    let (lang, other) = (lang.english_name(), other.english_name());
    let message = format!("{} is there in {other} and missing in {lang}. Add it.", quote(name));
    problems.add(path, 1, message);
}
