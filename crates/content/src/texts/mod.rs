//! Words in Fluent files: read, indexed with their lines, and filled in. They are data: functions,
//! terms and references to other messages are refused, so a text can do nothing but name values.

pub(crate) mod app;
mod broken;
mod guard;
pub(crate) mod lesson;
mod never_real;
pub(crate) mod places;
mod reader;
pub(crate) mod rules;
pub(crate) mod said;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;

use crate::Lang;
use crate::plain::line_of;
use crate::problem::{Lines, Problems, quote};
use reader::Reader;
use said::Arg;

/// The longest text, in characters. Even what is said at the end of a lesson is half of that.
const MAX_CHARS: usize = 400;

/// All texts of one language, of a lesson or of the app.
pub(crate) struct Texts {
    bundle: FluentBundle<FluentResource>,
    pub(crate) messages: BTreeMap<String, Message>,
    /// Whether a file couldn't be read to its end, so that nobody knows what is missing.
    pub(crate) broken: bool,
}

/// A message: its own text and its attributes.
#[derive(Debug)]
pub(crate) struct Message {
    /// The file, as problems tell it.
    pub(crate) path: String,
    pub(crate) line: u32,
    pub(crate) value: Option<Text>,
    pub(crate) attributes: BTreeMap<String, Text>,
    /// Texts that are there and were refused, which has been told: attributes, or none for the
    /// message's own text.
    pub(crate) refused: BTreeSet<Option<String>>,
}

/// One text.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) line: u32,
    /// Its pieces in order; none where it has several forms to choose from.
    pub(crate) pieces: Option<Vec<Piece>>,
    /// The values it names.
    pub(crate) variables: Vec<String>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words as they are written.
    Words(String),
    /// A value that is filled in.
    Variable(String),
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Texts").field(&self.messages.keys()).finish()
    }
}

impl Texts {
    pub(crate) fn new(lang: Lang) -> Self {
        // Both are well formed; the default would only change plural rules.
        let locale: unic_langid::LanguageIdentifier = lang.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Marks of direction around values are for languages written from the right.
        bundle.set_use_isolating(false);
        Self { bundle, messages: BTreeMap::new(), broken: false }
    }

    /// Adds the texts of one file.
    pub(crate) fn add(&mut self, path: &str, text: &str, problems: &mut Problems) {
        let lines = Lines::of(text);
        if let Some(at) = guard::too_deep(text) {
            let message = "Braces are nested too deeply here, or one stands in quotation marks. \
                           Write { $name } for a value and “ ” for quotation marks.";
            problems.add(path, lines.line(at), message);
            self.broken = true;
            return;
        }
        if text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
            let message = "This file is empty. Write its texts into it, as `name = text`, or remove \
                           it.";
            problems.add(path, 1, message);
            self.broken = true;
            return;
        }
        let mut misleading = BTreeSet::new();
        for (line, message) in broken::misleading(text) {
            problems.add(path, line, message);
            misleading.insert(line);
        }
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                self.broken = true;
                for error in errors {
                    let (line, message) = broken::told(&error, text, &lines);
                    if !misleading.contains(&line) {
                        problems.add(path, line, message);
                    }
                }
                resource
            }
        };
        for entry in resource.entries() {
            let mut reader = Reader { path, source: resource.source(), lines: &lines, problems };
            match entry {
                ast::Entry::Message(message) => {
                    let id = message.id.name;
                    let line = line_of(&lines, resource.source(), id);
                    if let Some(before) = self.messages.get(id) {
                        let there = if before.path == path {
                            format!("on line {}", before.line)
                        } else {
                            format!("in {}:{}", before.path, before.line)
                        };
                        let name = quote(id);
                        let message =
                            format!("There is a text {name} already, {there}. Remove one.");
                        problems.add(path, line, message);
                        continue;
                    }
                    let read = reader.message(message, line);
                    self.messages.insert(id.to_owned(), read);
                }
                ast::Entry::Term(term) => {
                    let line = line_of(&lines, resource.source(), term.id.name);
                    let message = "A name can't begin with a hyphen. Write the words out instead.";
                    problems.add(path, line, message);
                }
                _ => {}
            }
        }
        // Of two messages with the same id the bundle keeps the first, as the index does; the
        // second has been told above.
        let _ = self.bundle.add_resource(resource);
    }

    /// A text of a message, or of its attribute.
    pub(crate) fn get(&self, message: &str, attribute: Option<&str>) -> Option<&Text> {
        let message = self.messages.get(message)?;
        match attribute {
            None => message.value.as_ref(),
            Some(attribute) => message.attributes.get(attribute),
        }
    }

    /// The text filled in, as it is shown; none where there is none, or it was refused.
    pub(crate) fn shown(
        &self,
        message: &str,
        attribute: Option<&str>,
        args: &[(&str, Arg<'_>)],
    ) -> Option<String> {
        self.get(message, attribute)?;
        let found = self.bundle.get_message(message)?;
        let pattern = match attribute {
            None => found.value()?,
            Some(attribute) => found.get_attribute(attribute)?.value(),
        };
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            let value = match arg {
                Arg::Number(number) => FluentValue::from(*number),
                other => FluentValue::from(other.shown()),
            };
            values.set(*name, value);
        }
        // A value that isn't given is shown by its name; a text is never worth a panic.
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        Some(text.split('\n').map(str::trim).collect::<Vec<_>>().join(" "))
    }
}

impl Text {
    /// Adds words at the end.
    fn add_words(&mut self, words: &str) {
        let words = words.replace(['\n', '\r'], " ");
        match self.pieces.as_mut().map(|pieces| (pieces.pop(), pieces)) {
            None => {}
            Some((Some(Piece::Words(before)), pieces)) => {
                pieces.push(Piece::Words(before + &words))
            }
            Some((before, pieces)) => {
                pieces.extend(before);
                pieces.push(Piece::Words(words));
            }
        }
    }

    /// The written words, without the values.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().flatten().filter_map(|piece| match piece {
            Piece::Words(words) => Some(words.as_str()),
            Piece::Variable(_) => None,
        })
    }
}
