//! The facts that are kept of each lesson. Knows no order: facts are sets.

use std::collections::{BTreeMap, BTreeSet};

use engine::review::Review;
use protocol::{Event, EventId, LessonId, LogId, Purpose, Recorded, Stage, Stamp};
use serde::{Deserialize, Serialize};

use crate::Times;

/// What of one event counts for progress. Any total order will do; it only decides the order of
/// bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fact {
    /// The lesson was opened.
    Opened {
        /// When, by the device's clocks.
        at: Stamp,
    },
    /// A stage came to its end.
    Finished {
        /// When, by the device's clocks.
        at: Stamp,
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
        /// When, by the device's clocks.
        at: Stamp,
    },
}

impl Fact {
    /// The lesson and the fact in `recorded`; `None` when the event doesn't count for progress.
    #[must_use]
    pub fn of(recorded: &Recorded) -> Option<(&LessonId, Self)> {
        let at = recorded.stamp;
        match &recorded.event {
            Event::LessonOpened(opened) => Some((&opened.lesson, Self::Opened { at })),
            Event::StageFinished(finished) => Some((
                &finished.lesson,
                Self::Finished {
                    at,
                    stage: finished.stage,
                    purpose: finished.purpose,
                    slips: finished.slips,
                    hints: finished.hints,
                    passed: finished.passed,
                },
            )),
            Event::LessonPlaced(placed) => Some((&placed.lesson, Self::Placed { at })),
            _ => None,
        }
    }

    /// When it happened, by the device's clocks.
    #[must_use]
    pub fn at(&self) -> Stamp {
        match self {
            Self::Opened { at } | Self::Finished { at, .. } | Self::Placed { at } => *at,
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

    /// All facts with the event that each is of, in the same order.
    pub fn named(&self) -> impl Iterator<Item = (EventId, Fact)> {
        let of_log = |(log, facts): (&LogId, &BTreeSet<(u64, Fact)>)| {
            let log = *log;
            facts.clone().into_iter().map(move |(seq, fact)| (EventId { log, seq }, fact))
        };
        self.logs.iter().flat_map(of_log)
    }

    /// How often the lesson was opened.
    #[must_use]
    pub fn plays(&self) -> u32 {
        let opened = self.iter().filter(|fact| matches!(fact, Fact::Opened { .. })).count();
        u32::try_from(opened).unwrap_or(u32::MAX)
    }

    /// How many hands a drill dealt: one when it was opened, and one more after each that was not
    /// passed.
    #[must_use]
    pub fn hands(&self) -> u32 {
        let failed =
            |fact: &Fact| matches!(fact, Fact::Finished { stage: Stage::Check, passed: false, .. });
        let again = self.iter().filter(failed).count();
        self.plays().saturating_add(u32::try_from(again).unwrap_or(u32::MAX))
    }

    /// Everything that the review schedule is counted from, by time: every finished check, passed
    /// or not, and the moment of a placement, which is one that was passed.
    #[must_use]
    pub fn checks(&self, times: &Times) -> Vec<Review> {
        let check = |(id, fact): (EventId, Fact)| {
            let (slips, passed) = match fact {
                Fact::Finished { stage: Stage::Check, slips, passed, .. } => (slips, passed),
                Fact::Placed { .. } => (0, true),
                _ => return None,
            };
            let window = times.of(id, fact.at());
            Some(Review { at: window.earliest, latest: window.latest, slips, passed })
        };
        let mut checks: Vec<_> = self.named().filter_map(check).collect();
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
