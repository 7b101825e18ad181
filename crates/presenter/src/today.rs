//! What to do today: the lesson that the one big button leads to, and how that is said.

use content::{Arg, Said};
use engine::Lesson;
use progress::Progress;
use protocol::{LessonId, UnixMillis};

use crate::{Context, has_passed, is_due, is_open};

/// What the home screen's one big button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextUp {
    /// Goes on with the play that was left.
    Continue(LessonId),
    /// Asks again what was learnt.
    Review(LessonId),
    /// Begins a lesson.
    Start(LessonId),
    /// Nothing is due and nothing is new: a lesson to be done again, if one likes.
    Again {
        /// The one whose review comes first.
        lesson: LessonId,
        /// Whole days until then.
        days: u32,
    },
}

impl NextUp {
    /// Which lesson.
    #[must_use]
    pub fn lesson(&self) -> &LessonId {
        match self {
            Self::Continue(id) | Self::Review(id) | Self::Start(id) => id,
            Self::Again { lesson, .. } => lesson,
        }
    }

    /// The words of the button.
    pub(crate) fn button_key(&self) -> &'static str {
        match self {
            Self::Continue(_) => "home-continue",
            Self::Review(_) => "home-review",
            Self::Start(_) => "home-start",
            Self::Again { .. } => "home-again",
        }
    }

    /// What is to be done today, in a sentence.
    pub(crate) fn said(&self, context: &Context<'_>, title: &str) -> Said {
        let lesson = ("lesson", Arg::Text(title));
        match self {
            Self::Continue(_) => context.said_with("today-continue", &[lesson]),
            Self::Review(_) => context.said_with("today-review", &[lesson]),
            Self::Start(_) => context.said_with("today-start", &[lesson]),
            Self::Again { days: 0 | 1, .. } => context.said("today-rest-tomorrow"),
            Self::Again { days, .. } => {
                context.said_with("today-rest", &[("days", Arg::Number(u64::from(*days)))])
            }
        }
    }
}

/// A lesson that was left before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left<'a> {
    /// Which.
    pub lesson: &'a LessonId,
    /// Whether it was begun today.
    pub begun_today: bool,
}

/// What to do today: what was begun today and left, else what is due longest, else what was begun
/// before and left, else the next new lesson of the path, else the one whose review comes first.
/// So whoever leaves a lesson every day is asked again all the same.
#[must_use]
pub fn next_up<'a>(
    lessons: impl Iterator<Item = &'a Lesson> + Clone,
    progress: &Progress,
    left: Option<Left<'_>>,
    now: UnixMillis,
) -> Option<NextUp> {
    let go_on = |left: Left<'_>| NextUp::Continue(left.lesson.clone());
    if let Some(left) = left.filter(|left| left.begun_today) {
        return Some(go_on(left));
    }
    if let Some(lesson) = due_lessons(lessons.clone(), progress, now).first() {
        return Some(NextUp::Review(lesson.id.clone()));
    }
    if let Some(left) = left {
        return Some(go_on(left));
    }
    let new = |lesson: &&Lesson| !has_passed(progress, &lesson.id) && is_open(progress, lesson);
    if let Some(lesson) = lessons.clone().find(new) {
        return Some(NextUp::Start(lesson.id.clone()));
    }
    let comes = |lesson: &'a Lesson| Some((progress.lesson(&lesson.id).next_review?, lesson));
    let (at, lesson) = lessons.filter_map(comes).min_by_key(|(at, _)| *at)?;
    let days = progress.times().calendar().days_between(now, at);
    Some(NextUp::Again { lesson: lesson.id.clone(), days })
}

/// The lessons of which a review is due, the longest due first.
pub(crate) fn due_lessons<'a>(
    lessons: impl Iterator<Item = &'a Lesson>,
    progress: &Progress,
    now: UnixMillis,
) -> Vec<&'a Lesson> {
    let mut due: Vec<&Lesson> =
        lessons.filter(|lesson| is_due(progress, &lesson.id, now)).collect();
    due.sort_by_key(|lesson| progress.lesson(&lesson.id).next_review);
    due
}
