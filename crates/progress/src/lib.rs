//! What a person has learnt, as a pure fold of events: sets of facts keyed by event id, so that
//! any order and any duplication of the same events gives the same bytes. Reads no clock, and
//! stores nothing that is computed: stages, attempts and reviews are derived when asked for, and
//! when something happened is estimated then, from all that is known by then.

mod fact;
mod lesson;
mod mend;
mod times;

use std::collections::BTreeMap;

use protocol::{EventId, LessonId, Recorded, Stamp, UnixMillis};
use serde::{Deserialize, Serialize};

pub use fact::{Fact, LessonFacts};
pub use lesson::{LessonProgress, Standing};
pub use mend::{Window, mend};
pub use times::{Clocks, Times};

/// The version of the fold and of its bytes. Whoever stores either keeps it beside them, and
/// replays the events when it is another.
pub const VERSION: u32 = 3;

/// What one person has done in every lesson. Two are equal when their facts are, whenever they are
/// looked at.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Progress {
    lessons: BTreeMap<LessonId, LessonFacts>,
    /// When everything happened, as seen from some moment. Follows from the facts, so it is no part
    /// of them.
    #[serde(skip)]
    times: Times,
}

impl PartialEq for Progress {
    fn eq(&self, other: &Self) -> bool {
        self.lessons == other.lessons
    }
}

impl Eq for Progress {}

impl Progress {
    /// The fold of `events`, which are all about one person.
    #[must_use]
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Self {
        let mut progress = Self::default();
        for event in events {
            progress.record(event);
        }
        progress
    }

    /// Adds one event; whether it was news.
    pub fn record(&mut self, recorded: &Recorded) -> bool {
        match Fact::of(recorded) {
            Some((lesson, fact)) => {
                let facts = self.lessons.entry(lesson.clone()).or_default();
                facts.insert(recorded.id, fact)
            }
            None => false,
        }
    }

    /// Adds all that another fold knows.
    pub fn merge(&mut self, other: Self) {
        for (lesson, facts) in other.lessons {
            self.lessons.entry(lesson).or_default().merge(facts);
        }
    }

    /// Adds what is known of one lesson, as [`facts`](Self::facts) gave it.
    pub fn merge_lesson(&mut self, lesson: LessonId, facts: LessonFacts) {
        self.lessons.entry(lesson).or_default().merge(facts);
    }

    /// The same, with the times mended by what is known at this moment. What is added later counts by
    /// the clocks as they were.
    #[must_use]
    pub fn seen_by(mut self, clocks: &Clocks) -> Self {
        let facts = self.lessons.values().flat_map(LessonFacts::named);
        let stamps: Vec<(EventId, Stamp)> = facts.map(|(id, fact)| (id, fact.at())).collect();
        self.times = Times::of_all(stamps, clocks);
        self
    }

    /// When everything happened, and what time it is.
    #[must_use]
    pub fn times(&self) -> &Times {
        &self.times
    }

    /// How far the person has come in `lesson`; empty when it was never opened.
    #[must_use]
    pub fn lesson(&self, lesson: &LessonId) -> LessonProgress {
        let facts = self.facts(lesson);
        facts.map(|facts| LessonProgress::of(facts, &self.times)).unwrap_or_default()
    }

    /// How often `lesson` was opened: the `plays_before` of the next time.
    #[must_use]
    pub fn plays(&self, lesson: &LessonId) -> u32 {
        self.facts(lesson).map_or(0, LessonFacts::plays)
    }

    /// How many hands of cases the drill `lesson` dealt: the `plays_before` of the next time.
    #[must_use]
    pub fn hands(&self, lesson: &LessonId) -> u32 {
        self.facts(lesson).map_or(0, LessonFacts::hands)
    }

    /// The lessons that are due for review at `now`, the longest due first; equally long ones by
    /// name.
    #[must_use]
    pub fn due(&self, now: UnixMillis) -> Vec<LessonId> {
        let mut due: Vec<_> = self
            .lessons
            .iter()
            .filter_map(|(lesson, facts)| {
                let at = LessonProgress::of(facts, &self.times).next_review?;
                (at <= now).then_some((at, lesson))
            })
            .collect();
        due.sort_unstable();
        due.into_iter().map(|(_, lesson)| lesson.clone()).collect()
    }

    /// Every lesson that was opened or finished, by name.
    pub fn lessons(&self) -> impl Iterator<Item = (&LessonId, LessonProgress)> {
        let with_progress = |(lesson, facts)| (lesson, LessonProgress::of(facts, &self.times));
        self.lessons.iter().map(with_progress)
    }

    /// The bare facts of `lesson`, if there are any.
    #[must_use]
    pub fn facts(&self, lesson: &LessonId) -> Option<&LessonFacts> {
        self.lessons.get(lesson)
    }

    /// The bytes of this fold: equal when and only when the facts are. Goes with [`VERSION`].
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
