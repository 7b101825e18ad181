//! What is wrong with a file, told to the teacher who wrote it: where, what, and what to do.
//! Knows no lesson and no text.

use std::collections::BTreeSet;
use std::fmt;

/// One thing to put right in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, or the folder, with `/` between its parts.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// A plain English sentence that says what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Collects the problems of all files.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    all: Vec<Problem>,
    /// Lines whose letters are damaged, by file: what a voice makes of them says nothing.
    damaged: BTreeSet<(String, u32)>,
}

impl Problems {
    pub(crate) fn add(&mut self, path: &str, line: u32, message: impl Into<String>) {
        self.all.push(Problem { path: path.to_owned(), line, message: message.into() });
    }

    /// Remembers lines whose letters are damaged, which has been told.
    pub(crate) fn damaged(&mut self, path: &str, lines: &BTreeSet<u32>) {
        self.damaged.extend(lines.iter().map(|line| (path.to_owned(), *line)));
    }

    /// Whether the letters of this line are damaged.
    pub(crate) fn is_damaged(&self, path: &str, line: u32) -> bool {
        self.damaged.contains(&(path.to_owned(), line))
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether a file of this folder (`…/`) has a problem.
    pub(crate) fn touch(&self, folder: &str) -> bool {
        self.all.iter().any(|problem| problem.path.starts_with(folder))
    }

    /// All of them by file and line, each once.
    pub(crate) fn sorted(mut self) -> Vec<Problem> {
        self.all.sort();
        self.all.dedup();
        self.all
    }
}

/// Tells the line of a place in a text.
#[derive(Debug)]
pub(crate) struct Lines {
    breaks: Vec<usize>,
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        Self { breaks: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The line, from 1, that holds this byte.
    pub(crate) fn line(&self, byte: usize) -> u32 {
        let before = self.breaks.partition_point(|at| *at < byte);
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }
}

/// The candidate that someone who wrote `word` most likely meant, if one is near enough.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // Comparing is quadratic in the length; no name that is meant is that long.
    if word.chars().count() > 80 {
        return None;
    }
    let limit = (word.chars().count() / 3).max(2);
    candidates
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(word, known), known))
        .filter(|(distance, known)| *distance <= limit && *distance < known.chars().count())
        .min()
        .map(|(_, known)| known)
}

/// `Did you mean …?` with the nearest candidate, or else the list of what is known, or nothing
/// where nothing is.
pub(crate) fn suggest(word: &str, candidates: &[&str]) -> String {
    match nearest(word, candidates.iter().copied()) {
        Some(known) => format!(" Did you mean `{known}`?"),
        None if candidates.is_empty() => String::new(),
        None => {
            let known: Vec<_> = candidates.iter().map(|known| format!("`{known}`")).collect();
            format!(" Known here: {}.", known.join(", "))
        }
    }
}

/// Text from a file as part of a sentence: short, and without anything that can't be seen.
pub(crate) fn quote(text: &str) -> String {
    let mut short: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().count() > 60 {
        short.push('…');
    }
    format!("`{}`", short.replace("\\'", "'").replace("\\\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one() {
        let lines = Lines::of("a\nbc\n\nd");
        let all: Vec<_> = [0, 1, 2, 4, 5, 6, 99].map(|byte| lines.line(byte)).into();
        assert_eq!(all, [1, 1, 2, 2, 3, 4, 4]);
    }

    #[test]
    fn the_nearest_word_is_near() {
        let known = ["scan-button", "history", "balance"];
        assert_eq!(nearest("scan-buton", known), Some("scan-button"));
        assert_eq!(nearest("hsitory", known), Some("history"));
        assert_eq!(nearest("photos", known), None);
        assert_eq!(nearest("", ["vi", "en"]), None);
        assert_eq!(suggest("photos", &["bank"]), " Known here: `bank`.");
    }
}
