//! How far somebody has come in one lesson, derived from its facts.

use engine::review::{Review, next_review};
use protocol::{Stage, UnixMillis};

use crate::{Fact, LessonFacts, Times};

/// How far one person has come in one lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonProgress {
    /// The furthest stage that was finished and counts; `None` before the first.
    pub stage_reached: Option<Stage>,
    /// When a check was passed for the first time, by the best estimate.
    pub passed_at: Option<UnixMillis>,
    /// Whether it counts as known by a placement alone: no check of it was ever passed.
    pub placed: bool,
    /// How many checks were finished, passed or not.
    pub attempts: u32,
    /// The fewest slips in a finished check.
    pub best_slips: Option<u16>,
    /// The checks after the one that passed the lesson, by time.
    pub reviews: Vec<Review>,
    /// When the next review is due, by [`next_review`]; `None` until the lesson is passed.
    pub next_review: Option<UnixMillis>,
}

/// What of a [`LessonProgress`] counts: all but how it was done, and when it is to be repeated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// As [`LessonProgress::passed_at`].
    pub passed_at: Option<UnixMillis>,
    /// As [`LessonProgress::placed`].
    pub placed: bool,
    /// As [`LessonProgress::attempts`].
    pub attempts: u32,
}

impl Standing {
    /// What these facts come to, by the clocks as they were.
    #[must_use]
    pub fn of(facts: &LessonFacts) -> Self {
        Self::by(&facts.checks(&Times::default()), facts)
    }

    fn by(checks: &[Review], facts: &LessonFacts) -> Self {
        let passed_at = checks.iter().find(|check| check.passed).map(|check| check.at);
        Self {
            passed_at,
            placed: passed_at.is_some() && own_checks(facts).all(|(_, passed)| !passed),
            attempts: u32::try_from(own_checks(facts).count()).unwrap_or(u32::MAX),
        }
    }
}

/// The finished checks, not placements: how many slips there were, and whether it was passed.
fn own_checks(facts: &LessonFacts) -> impl Iterator<Item = (u16, bool)> {
    facts.iter().filter_map(|fact| match fact {
        Fact::Finished { stage: Stage::Check, slips, passed, .. } => Some((slips, passed)),
        _ => None,
    })
}

impl LessonProgress {
    /// What these facts come to, at these times.
    #[must_use]
    pub fn of(facts: &LessonFacts, times: &Times) -> Self {
        let checks = facts.checks(times);
        let passing = checks.iter().position(|check| check.passed);
        let counted = |fact| match fact {
            Fact::Finished { stage, passed: true, .. } => Some(stage),
            _ => None,
        };
        let Standing { passed_at, placed, attempts } = Standing::by(&checks, facts);
        Self {
            stage_reached: facts.iter().filter_map(counted).max(),
            passed_at,
            placed,
            attempts,
            best_slips: own_checks(facts).map(|(slips, _)| slips).min(),
            reviews: passing.map_or_else(Vec::new, |index| checks[index + 1..].to_vec()),
            next_review: next_review(&checks, times.calendar()),
        }
    }

    /// Whether the lesson was ever passed.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.passed_at.is_some()
    }
}
