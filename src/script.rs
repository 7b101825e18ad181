//! What a familiar voice has to read: the app's sentences in the order of a script, part by part.
//! Decides no wording and keeps nothing.

use content::{Catalog, Lang};
use protocol::LessonId;

/// A part of the script, recorded on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartId {
    /// The words that amounts are made of.
    Numbers,
    /// Greetings, hints, what went wrong: what every lesson shares.
    Common,
    /// A lesson.
    Lesson(LessonId),
}

impl PartId {
    /// The part of that name: `numbers`, `common`, or a lesson's id.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "numbers" => Self::Numbers,
            "common" => Self::Common,
            lesson => Self::Lesson(lesson.into()),
        }
    }
}

/// One text to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its name for people who look into a folder.
    pub slug: String,
    /// The words, exactly as they are spoken.
    pub text: String,
}

/// A part with what is to be read in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub id: PartId,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// The whole script: the lessons in their order, then numbers, then what all share.
#[must_use]
pub fn parts(catalog: &Catalog) -> Vec<Part> {
    let lessons = catalog.lessons().map(|lesson| PartId::Lesson(lesson.id.clone()));
    let mut parts: Vec<Part> = lessons
        .chain([PartId::Numbers, PartId::Common])
        .map(|id| Part { id, lines: Vec::new() })
        .collect();
    for clip in catalog.wanted_clips(Lang::Vi) {
        let lesson = clip.folder.strip_prefix("lessons").ok();
        let lesson = lesson.and_then(|rest| rest.iter().next()?.to_str());
        let id = match lesson {
            Some(lesson) => PartId::Lesson(lesson.into()),
            None if clip.slug.starts_with("number-") => PartId::Numbers,
            None => PartId::Common,
        };
        if let Some(part) = parts.iter_mut().find(|part| part.id == id) {
            part.lines.push(Line { slug: clip.slug, text: clip.text });
        }
    }
    parts.retain(|part| !part.lines.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundled;

    #[test]
    fn every_clip_stands_in_the_script_once() {
        let catalog = bundled::catalog();
        let parts = parts(&catalog);
        let lines: usize = parts.iter().map(|part| part.lines.len()).sum();
        assert_eq!(lines, catalog.wanted_clips(Lang::Vi).len());
        let numbers = parts.iter().find(|part| part.id == PartId::Numbers).unwrap();
        for word in vietnamese::all_number_words() {
            assert!(numbers.lines.iter().any(|line| line.text == *word), "{word}");
        }
        assert_eq!(PartId::named("qr-pay"), PartId::Lesson("qr-pay".into()));
    }
}
