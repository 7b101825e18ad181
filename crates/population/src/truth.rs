//! What is true of learners, counted as their lives were made up and not from their events.

use std::collections::BTreeMap;

use protocol::{LessonId, Stage};

/// What is true of one learner and one lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonTruth {
    /// How often they opened it.
    pub plays: u32,
    /// The furthest stage that they finished and that counts.
    pub stage_reached: Option<Stage>,
    /// How many checks they finished.
    pub attempts: u32,
    /// The fewest slips in one.
    pub best_slips: Option<u16>,
    /// Whether a check was passed.
    pub shown: bool,
    /// Whether a placement found that they know it.
    pub placed: bool,
}

impl LessonTruth {
    /// Whether it counts as known.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.shown || self.placed
    }
}

/// What is true of one learner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    /// By lesson; none that they never met.
    pub lessons: BTreeMap<LessonId, LessonTruth>,
    /// How many events there are of them.
    pub events: u64,
    /// Whether they agreed to send their progress; none where they weren't asked.
    pub sends: Option<bool>,
}

impl Truth {
    /// How many lessons count as known.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.lessons.values().filter(|lesson| lesson.is_passed()).count()
    }
}

/// What is true of a residential group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupTruth {
    /// How many people live there.
    pub people: u32,
    /// How many of them have begun.
    pub begun: u32,
    /// How many passed every lesson.
    pub passed_all: u32,
    /// How many passed each lesson.
    pub passed: BTreeMap<LessonId, u32>,
    /// How many events there are of them.
    pub events: u64,
}
