//! The languages that the app's words are in. Refuses to guess one from a device's settings.

use std::fmt;
use std::str::FromStr;

/// A language of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// Vietnamese, the language of every learner and the only one that is spoken.
    #[default]
    Vi,
    /// English, for visitors who want to understand what is taught.
    En,
}

/// A language that the app doesn't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such language; known are vi and en")]
pub struct UnknownLang;

impl Lang {
    /// All of them, Vietnamese first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// `vi` or `en`, as in file names and settings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Its name within an English sentence.
    pub(crate) const fn english_name(self) -> &'static str {
        match self {
            Self::Vi => "Vietnamese",
            Self::En => "English",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|lang| lang.as_str() == text).ok_or(UnknownLang)
    }
}
