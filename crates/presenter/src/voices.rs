//! The screens on which the voice of somebody familiar is recorded, handed on and erased. Knows
//! neither sound nor files: it is told how much is recorded, and says what can be done.

use content::Arg;
use serde::Serialize;

use crate::Context;

/// What can be done on these screens, beside the main button and the fixed ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoicesIntent {
    /// A row of the list, by its id.
    Row(String),
    /// The plain button above the main one.
    Second,
}

/// A familiar voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceSummary {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is heard before the others; none where it is the only one.
    pub comes_first: Option<bool>,
    /// How many sentences it says.
    pub done: usize,
}

/// A part of what is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartSummary {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many of its sentences are recorded.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// How far the take of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    /// It can begin; whether there is an earlier one.
    Ready(bool),
    /// The microphone listens: how loud it is, from 0 to 100.
    Listening(u8),
    /// It can't be used: the key of the sentence that says why.
    Refused(&'static str),
    /// It is heard back.
    HeardBack,
}

/// What is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoicesPage {
    /// All voices.
    List {
        /// Those of familiar people.
        voices: Vec<VoiceSummary>,
        /// How many sentences there are.
        of: usize,
        /// Whether the device could read by itself, if somebody fetched its Vietnamese.
        own_needs_data: bool,
    },
    /// One voice; how many sentences there are.
    One(VoiceSummary, usize),
    /// What it can read.
    Parts(Vec<PartSummary>),
    /// One sentence of a part.
    Sentence {
        /// Its words.
        text: String,
        /// Its number in the part, from 1.
        number: usize,
        /// How many the part has.
        of: usize,
        /// How far its take is.
        taking: Taking,
    },
    /// Whether to erase it.
    Erase(VoiceSummary),
}

/// A button of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VoicesRow {
    /// Its id.
    pub id: String,
    /// Its words.
    pub label: String,
    /// What is below them.
    pub about: String,
    /// Whether there is nothing left to do in it.
    pub done: bool,
}

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VoicesView {
    /// Which page: `list`, `one`, `parts`, `ready`, `listening`, `refused`, `heard`, `erase`.
    pub page: &'static str,
    /// The heading.
    pub title: String,
    /// The sentence about what to do.
    pub sentence: String,
    /// The words to be read, in huge letters.
    pub reading: String,
    /// Buttons, one below the other.
    pub rows: Vec<VoicesRow>,
    /// How loud it is, from 0 to 100, while the microphone listens.
    pub level: Option<u8>,
    /// The same in words.
    pub level_words: String,
    /// The plain button.
    pub second: Option<String>,
    /// The main button.
    pub main: Option<String>,
}

impl VoicesPage {
    /// Its name in [`VoicesView::page`].
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::List { .. } => "list",
            Self::One(..) => "one",
            Self::Parts(_) => "parts",
            Self::Sentence { taking: Taking::Ready(_), .. } => "ready",
            Self::Sentence { taking: Taking::Listening(_), .. } => "listening",
            Self::Sentence { taking: Taking::Refused(_), .. } => "refused",
            Self::Sentence { taking: Taking::HeardBack, .. } => "heard",
            Self::Erase(_) => "erase",
        }
    }

    /// The key of the sentence about what to do.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::List { .. } => "voice-hello",
            Self::One(..) => "voice-one",
            Self::Parts(_) => "voice-parts",
            Self::Sentence { taking, .. } => match taking {
                Taking::Ready(false) => "voice-ready",
                Taking::Ready(true) => "voice-kept-before",
                Taking::Listening(_) => "voice-recording",
                Taking::Refused(why) => why,
                Taking::HeardBack => "voice-heard",
            },
            Self::Erase(_) => "voice-erase",
        }
    }
}

/// What a page shows. `note` is the key of a sentence about what was just done, in the place of
/// the page's own.
#[must_use]
pub fn voices_view(
    context: &Context<'_>,
    page: &VoicesPage,
    note: Option<&'static str>,
) -> VoicesView {
    let word = |key: &str| context.word(key);
    let done_of = |done: usize, of: usize| {
        let args = [("number", Arg::Number(done as u64)), ("count", Arg::Number(of as u64))];
        context.word_with("voice-part-state", &args)
    };
    let row = |id: &str, label: &str, about: &str| VoicesRow {
        id: id.to_owned(),
        label: word(label),
        about: if about.is_empty() { String::new() } else { word(about) },
        done: false,
    };
    let named = |name: &str| {
        if name.is_empty() { word("voice-who-unnamed") } else { name.to_owned() }
    };
    let mut view = VoicesView {
        page: page.name(),
        title: word("voice-title"),
        sentence: word(note.unwrap_or(page.sentence())),
        reading: String::new(),
        rows: Vec::new(),
        level: None,
        level_words: String::new(),
        second: None,
        main: None,
    };
    match page {
        VoicesPage::List { voices, of, own_needs_data } => {
            view.rows = voices
                .iter()
                .map(|voice| VoicesRow {
                    id: voice.id.clone(),
                    label: named(&voice.name),
                    about: done_of(voice.done, *of),
                    done: voice.done >= *of,
                })
                .collect();
            view.rows.push(row("take-in", "voice-take-in", "voice-take-in-about"));
            if *own_needs_data {
                view.rows.push(row("own", "voice-own", "voice-own-about"));
            }
            view.main = Some(word("voice-add"));
        }
        VoicesPage::One(voice, of) => {
            view.title = named(&voice.name);
            if let Some(first) = voice.comes_first {
                let about = if first { "voice-do-prefer-already" } else { "" };
                view.rows.push(row("prefer", "voice-do-prefer", about));
            }
            view.rows.extend([
                row("hand-on", "voice-do-hand-on", "voice-do-hand-on-about"),
                row("erase", "voice-do-erase", ""),
            ]);
            view.reading = String::new();
            view.main = Some(word("voice-do-record"));
            if note.is_none() {
                view.sentence = done_of(voice.done, *of);
            }
        }
        VoicesPage::Parts(parts) => {
            view.title = word("voice-parts-title");
            view.rows = parts
                .iter()
                .map(|part| VoicesRow {
                    id: part.id.clone(),
                    label: part.name.clone(),
                    about: done_of(part.done, part.of),
                    done: part.done >= part.of,
                })
                .collect();
        }
        VoicesPage::Sentence { text, number, of, taking } => {
            let args =
                [("number", Arg::Number(*number as u64)), ("count", Arg::Number(*of as u64))];
            view.title = context.word_with("voice-line-place", &args);
            text.clone_into(&mut view.reading);
            let (second, main) = match taking {
                Taking::Ready(_) => (Some("voice-button-skip"), "voice-button-record"),
                Taking::Listening(level) => {
                    view.level = Some(*level);
                    view.level_words = word(level_word(*level));
                    (None, "voice-button-stop")
                }
                Taking::Refused(_) => (Some("voice-button-skip"), "voice-button-again"),
                Taking::HeardBack => (Some("voice-button-again"), "voice-button-keep"),
            };
            view.second = second.map(word);
            view.main = Some(word(main));
        }
        VoicesPage::Erase(voice) => {
            view.title = format!("{} {}", word("voice-erase-title"), named(&voice.name));
            view.second = Some(word("voice-button-erase"));
            view.main = Some(word("voice-button-not-erase"));
        }
    }
    view
}

/// How loud it is, in words that say what to do.
fn level_word(level: u8) -> &'static str {
    match level {
        0..25 => "voice-level-silent",
        25..50 => "voice-level-soft",
        50..96 => "voice-level-good",
        _ => "voice-level-loud",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loudness_has_its_words_from_silent_to_too_loud() {
        let words: Vec<_> = (0..=100).map(level_word).collect();
        let mut told_apart = words.clone();
        told_apart.dedup();
        assert_eq!(
            told_apart,
            ["voice-level-silent", "voice-level-soft", "voice-level-good", "voice-level-loud"]
        );
        assert_eq!(words[70], "voice-level-good");
    }
}
