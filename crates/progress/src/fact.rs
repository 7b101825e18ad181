//! The facts that are kept of each lesson. Knows no order: facts are sets.

use std::collections::{BTreeMap, BTreeSet};

use engine::review::Review;
use protocol::{Event, EventId, LessonId, LogId, Purpose, Recorded, Stage, UnixMillis};
use serde::{Deserialize, Serialize};

/// What of one event counts for progress. Any total order will do; it only decides the order of
/// bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fact {
    /// The lesson was opened.
    Opened,
    /// A stage came to its end.
    Finished {
        /// When, by the wall clock.
        at: UnixMillis,
        /// Which stage.
        stage: Stage,
        /// Why the lesson was opened.
        purpose: Purpose,
        /// Slips in the stage.
        slips: u16,
        /// Hints shown in it.
        hints: u16,
        /// Whether it counts.
        passed: bool,
    },
    /// It counts as known, by a placement.
    Placed {
        /// When, by the wall clock.
        at: UnixMillis,
    },
}

impl Fact {
    /// The lesson and the fact in `recorded`; `None` when the event doesn't count for progress.
    #[must_use]
    pub fn of(recorded: &Recorded) -> Option<(&LessonId, Self)> {
        match &recorded.event {
            Event::LessonOpened(opened) => Some((&opened.lesson, Self::Opened)),
            Event::StageFinished(finished) => Some((
                &finished.lesson,
                Self::Finished {
                    at: recorded.stamp.wall,
                    stage: finished.stage,
                    purpose: finished.purpose,
                    slips: finished.slips,
                    hints: finished.hints,
                    passed: finished.passed,
                },
            )),
            Event::LessonPlaced(placed) => {
                Some((&placed.lesson, Self::Placed { at: recorded.stamp.wall }))
            }
            _ => None,
        }
    }
}

/// The facts about one person and one lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LessonFacts {
    /// By log, then by number. A phone that was copied can write the same number twice with
    /// different contents; then both count, whichever came first.
    logs: BTreeMap<LogId, BTreeSet<(u64, Fact)>>,
}

impl LessonFacts {
    /// Adds a fact; whether it was news.
    pub fn insert(&mut self, id: EventId, fact: Fact) -> bool {
        self.logs.entry(id.log).or_default().insert((id.seq, fact))
    }

    /// Adds all facts of `other`.
    pub fn merge(&mut self, other: Self) {
        for (log, facts) in other.logs {
            self.logs.entry(log).or_default().extend(facts);
        }
    }

    /// All facts, by log and number.
    pub fn iter(&self) -> impl Iterator<Item = Fact> {
        self.logs.values().flatten().map(|(_, fact)| *fact)
    }

    /// How often the lesson was opened.
    #[must_use]
    pub fn plays(&self) -> u32 {
        let opened = self.iter().filter(|fact| *fact == Fact::Opened).count();
        u32::try_from(opened).unwrap_or(u32::MAX)
    }

    /// How many hands a drill dealt: one when it was opened, and one more after each that was not
    /// passed.
    #[must_use]
    pub fn hands(&self) -> u32 {
        let again = self.checks().iter().filter(|check| !check.passed).count();
        self.plays().saturating_add(u32::try_from(again).unwrap_or(u32::MAX))
    }

    /// Everything that the review schedule is counted from, by time: every finished check, passed
    /// or not, and the moment of a placement, which is one that was passed.
    #[must_use]
    pub fn checks(&self) -> Vec<Review> {
        let check = |fact| match fact {
            Fact::Finished { at, stage: Stage::Check, slips, passed, .. } => {
                Some(Review { at, slips, passed })
            }
            Fact::Placed { at } => Some(Review { at, slips: 0, passed: true }),
            _ => None,
        };
        let mut checks: Vec<_> = self.iter().filter_map(check).collect();
        checks.sort_unstable();
        checks
    }

    /// These facts as bytes: equal when and only when the facts are. Goes with
    /// [`VERSION`](crate::VERSION).
    ///
    /// # Errors
    /// None that can happen with these types: postcard fails only on types that hide their length.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// When the bytes are damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}
