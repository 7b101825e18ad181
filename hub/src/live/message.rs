//! What is said on a live channel, in JSON. Refuses fields that it doesn't know and those that
//! come twice.

use serde::{Deserialize, Serialize};
use wire::Role;

/// The most bytes of a message.
pub(super) const MAX_BYTES: usize = 1_024;
/// The longest name of a lesson.
const MAX_NAME: usize = 64;

/// The first message: who it is. Never in the address, which others can read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// A device's credential, 32 hexadecimal digits.
    pub credential: Option<String>,
    /// Or the token of a session.
    pub session: Option<String>,
    /// Which group's channel, for the ward; others get their own.
    pub group: Option<String>,
}

/// What a member says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Said {
    /// An instructor's device: the class is at this step.
    Step {
        /// The lesson.
        lesson: String,
        /// The step, from 0.
        step: u16,
    },
    /// A learner's device: help is wanted, or no longer.
    Help {
        /// Whether it is wanted.
        wanted: bool,
    },
    /// A learner's device: this step is done.
    Done {
        /// The lesson.
        lesson: String,
        /// The step, from 0.
        step: u16,
    },
}

/// What members hear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum News {
    /// They are in.
    Welcome {},
    /// The class is at this step.
    Step {
        /// The lesson.
        lesson: String,
        /// The step, from 0.
        step: u16,
    },
    /// Somebody wants help, or no longer.
    Help {
        /// The installation.
        device: String,
        /// Whether it is wanted.
        wanted: bool,
    },
    /// Somebody is done with a step.
    Done {
        /// The installation.
        device: String,
        /// The lesson.
        lesson: String,
        /// The step, from 0.
        step: u16,
    },
    /// Figures changed.
    Changed {},
}

impl Said {
    /// What others hear of it; none when this role may not say it.
    pub(super) fn as_news(&self, role: Role, device: &str) -> Option<News> {
        let short = |name: &String| (1..=MAX_NAME).contains(&name.len());
        match (self.clone(), role) {
            (Self::Step { lesson, step }, Role::Instructor) if short(&lesson) => {
                Some(News::Step { lesson, step })
            }
            (Self::Help { wanted }, Role::Learner) => {
                Some(News::Help { device: device.to_owned(), wanted })
            }
            (Self::Done { lesson, step }, Role::Learner) if short(&lesson) => {
                Some(News::Done { device: device.to_owned(), lesson, step })
            }
            _ => None,
        }
    }
}

impl News {
    /// Learners hear where the class is, and nothing of each other.
    pub(super) fn is_for(&self, role: Role) -> bool {
        match self {
            Self::Welcome {} | Self::Step { .. } => true,
            Self::Help { .. } | Self::Done { .. } => role != Role::Learner,
            Self::Changed {} => matches!(role, Role::Group | Role::Ward),
        }
    }
}
