//! What there is to say after opening, and in which words. Says only what is proven: *all* where
//! the count of what was there is known, and equals what is there now.

use std::path::PathBuf;

/// Something that happened while opening.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// A damaged file was moved aside, a new one begun, and what could be read was taken over.
    Salvaged {
        /// Where the damaged files are now, beside the store; none where there was no file.
        moved_to: Vec<PathBuf>,
        /// How many events were taken over.
        kept: u64,
        /// How many are missing, at least.
        missing: u64,
        /// Whether it is proven that nothing is missing.
        is_all: bool,
    },
    /// The file is an older one than was there last, or lacks the log that lay beside it: less is
    /// in it than was recorded.
    Older {
        /// What was moved aside on this occasion.
        moved_to: Vec<PathBuf>,
        /// How many events are missing, at least.
        missing: u64,
    },
    /// A log of somebody else's data lay beside the file and was moved aside. Nothing is missing.
    Strange {
        /// Where it is now.
        moved_to: Vec<PathBuf>,
    },
}

impl Notice {
    /// The Fluent message that tells a learner about it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Salvaged { is_all: true, .. } => "store-salvaged",
            Self::Salvaged { kept: 0, .. } => "store-lost",
            Self::Salvaged { .. } => "store-salvaged-partly",
            Self::Older { .. } => "store-older",
            Self::Strange { .. } => "store-strange",
        }
    }

    /// The number in that message: events that were saved, or that are missing in an older file.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        match self {
            Self::Salvaged { kept, .. } => Some(*kept),
            Self::Older { missing, .. } => Some(*missing),
            Self::Strange { .. } => None,
        }
    }

    /// Whether something that was recorded isn't there, or may not be.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        match self {
            Self::Salvaged { is_all, .. } => !is_all,
            Self::Older { .. } => true,
            Self::Strange { .. } => false,
        }
    }

    /// What was moved aside, for whoever helps.
    #[must_use]
    pub fn moved_to(&self) -> &[PathBuf] {
        match self {
            Self::Salvaged { moved_to, .. }
            | Self::Older { moved_to, .. }
            | Self::Strange { moved_to } => moved_to,
        }
    }
}
