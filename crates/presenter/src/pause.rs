//! Leaving a lesson in the middle, and coming back to it after a while: two pages that say where
//! one is and that nothing is lost. Knows no clock: the core says when either is due.

use content::Said;
use engine::{Lesson, Phase, Session};
use protocol::Stage;

use crate::lesson::join;
use crate::{Context, NoticeView};

/// Which of the two pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PausePage {
    /// *Quay lại* was touched again and again: perhaps they want to go.
    Leaving,
    /// They come back to a lesson that was left in the middle.
    Back,
}

impl PausePage {
    /// The name that the page's controls begin with.
    fn about(self) -> &'static str {
        match self {
            Self::Leaving => "leaving",
            Self::Back => "coming-back",
        }
    }
}

/// One of the pages. The main button does what they came for: going to the first page, or going on
/// with the lesson.
#[must_use]
pub fn pause_notice(
    context: &Context<'_>,
    page: PausePage,
    lesson: &Lesson,
    session: &Session,
) -> NoticeView {
    let (main, other) = match page {
        PausePage::Leaving => ("button-home", "home-continue"),
        PausePage::Back => ("home-continue", "button-home"),
    };
    NoticeView {
        about: page.about(),
        sentence: pause_speech(context, page, lesson, session).shown,
        main: context.word(main),
        later: Some(context.word(other)),
    }
}

/// What is said on one of the pages: whoever comes back is greeted and told which lesson and which
/// part of it this is.
#[must_use]
pub fn pause_speech(
    context: &Context<'_>,
    page: PausePage,
    lesson: &Lesson,
    session: &Session,
) -> Said {
    if page == PausePage::Leaving {
        return context.said("leaving-hello");
    }
    let title = context.lesson_said(lesson, "title", None, None);
    let said = join(context.said("back-hello"), title.map(closed));
    join(said, part_of(lesson, session).map(|key| context.said(key)))
}

/// The part of the lesson that is being done or comes next; none in a drill, which has one only.
fn part_of(lesson: &Lesson, session: &Session) -> Option<&'static str> {
    let stage = match &session.phase {
        _ if lesson.drill.is_some() => return None,
        Phase::Card { next, .. } => *next,
        Phase::Playing(play) => play.stage,
        Phase::Drilling(_) | Phase::Finished => return None,
    };
    Some(match stage {
        Stage::Watch => "back-at-watch",
        Stage::Together => "back-at-together",
        Stage::Alone => "back-at-alone",
        Stage::Check => "back-at-check",
    })
}

/// A title as a sentence among others.
fn closed(title: Said) -> Said {
    Said { shown: format!("{}.", title.shown), ..title }
}
