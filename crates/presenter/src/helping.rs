//! *Giúp tôi*, asked again: where a step is to be done, and what is said while it is done together.
//! On other pages: the button that leads on. Decides nothing; how far help has gone, events say.

use content::Said;
use engine::{Action, Lesson, Play, SHOWN_WHERE, Step, next_target};
use protocol::{Stage, TargetId};
use serde::Serialize;

use crate::lesson::{is_pad, join};
use crate::{Context, Moment, Note, ScreenView};

/// *Quay lại*.
pub const FIXED_BACK: &str = "fixed.back";
/// The one main button of a screen.
pub const MAIN: &str = "main";
/// *Tôi chưa biết*.
pub const DECLINE: &str = "placement.unknown";

/// Help with a page, over whatever it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HelpView {
    /// What is said.
    pub sentence: String,
    /// The control that carries the ring.
    pub control: TargetId,
}

/// Whether the hand points, and stays until the step is done.
pub(crate) fn is_shown_where(play: &Play) -> bool {
    play.stage != Stage::Watch && play.helped >= SHOWN_WHERE
}

/// Where the step is to be done now. An answer is pointed at only when it is given: until then the
/// answers are read, and the question stays a question.
pub(crate) fn pointed(play: &Play, step: &Step, moment: Moment) -> Option<TargetId> {
    if play.is_astray() {
        return Some(TargetId::from(FIXED_BACK));
    }
    match &step.action {
        Action::GoBack => Some(TargetId::from(FIXED_BACK)),
        Action::Look => Some(TargetId::from(MAIN)),
        Action::Choose { answer, .. } => {
            (moment.note == Some(Note::WithYou)).then(|| TargetId(format!("choice.{answer}")))
        }
        _ => next_target(step, &play.world, &play.values),
    }
}

/// Whether a hand beside the control leaves everything to be read. It would cover the words of the
/// small fixed buttons, which also stand right below the main one: a ring leaves them free.
pub(crate) fn has_room_for_a_hand(control: &TargetId) -> bool {
    control.as_str() != FIXED_BACK && control.as_str() != MAIN
}

/// What is said when it is shown where; of a question, its answers are read.
pub(crate) fn shows_where(
    context: &Context<'_>,
    lesson: &Lesson,
    play: &Play,
    step: &Step,
) -> Said {
    if play.is_astray() {
        return context.said("help-where-back");
    }
    if let Action::Choose { choices, .. } = &step.action {
        let answers = choices.iter().map(|choice| {
            let attribute = format!("choice-{choice}");
            context.lesson_said(lesson, step.id.as_str(), Some(&attribute), Some(&play.values))
        });
        let opening = context.said("help-where-answers");
        // A number on a button has no clip, and a sentence with a gap is not spoken at all.
        return answers.flatten().map(ended).fold(opening, |said, answer| {
            let readable = !answer.shown.contains(|letter: char| letter.is_ascii_digit());
            join(said, Some(answer).filter(|_| readable))
        });
    }
    context.said(match pointed(play, step, Moment::default()) {
        Some(target) if target.as_str() == FIXED_BACK => "help-where-back",
        Some(target) if target.as_str() == MAIN => "help-where-main",
        Some(target) if is_pad(&target) => "help-where-key",
        _ => "help-where",
    })
}

/// A sentence of its own, where several stand one after the other on the screen.
fn ended(said: Said) -> Said {
    let end = |text: String| {
        if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
    };
    let mut spoken = said.spoken;
    if !spoken.fragments.is_empty() {
        spoken.text = end(spoken.text);
    }
    Said { shown: end(said.shown), spoken }
}

/// What is said while the hand does the step; of a question, why the answer is the one it is.
pub(crate) fn with_you(context: &Context<'_>, lesson: &Lesson, play: &Play, step: &Step) -> Said {
    let back = play.is_astray() || step.action == Action::GoBack;
    match &step.action {
        Action::Choose { choices, answer } if !back => {
            let why = choices.iter().filter(|choice| *choice != answer).find_map(|other| {
                let attribute = format!("slip-{other}");
                context.lesson_said(lesson, step.id.as_str(), Some(&attribute), Some(&play.values))
            });
            join(context.said("help-with-you-answer"), why)
        }
        Action::Look if !back => context.said("help-with-you-button"),
        _ if back => context.said("help-with-you-button"),
        _ => context.said("help-with-you"),
    }
}

/// The button that leads on from a screen; none where something else is to be chosen.
#[must_use]
pub fn leads_on(screen: &ScreenView) -> Option<TargetId> {
    let has_main = match screen {
        ScreenView::Welcome(view) => view.main.is_some(),
        ScreenView::Lesson(view) => view.main.is_some(),
        ScreenView::Drill(view) => view.main.is_some(),
        ScreenView::Calibration(view) => view.main.is_some(),
        ScreenView::People(view) => view.main.is_some(),
        ScreenView::Voices(view) => view.main.is_some(),
        ScreenView::Home(_)
        | ScreenView::StageCard(_)
        | ScreenView::LessonEnd(_)
        | ScreenView::Notice(_)
        | ScreenView::Typing(_) => true,
        ScreenView::Settings(_) | ScreenView::Demonstrations(_) | ScreenView::Demonstration(_) => {
            false
        }
    };
    has_main.then(|| TargetId::from(MAIN))
}

/// Whether the app may touch the main button of a screen with somebody who asks for help. Not where
/// it settles what is theirs alone to say: a name, a number, a consent, what is kept or erased.
#[must_use]
pub fn may_lead_on(screen: &ScreenView) -> bool {
    matches!(
        screen,
        ScreenView::Welcome(_)
            | ScreenView::Home(_)
            | ScreenView::StageCard(_)
            | ScreenView::Lesson(_)
            | ScreenView::LessonEnd(_)
            | ScreenView::Drill(_)
            | ScreenView::Notice(_)
            | ScreenView::Calibration(_)
    )
}
