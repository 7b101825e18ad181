//! Plays a lesson to its end the way it is meant, before a learner ever sees it.

use protocol::{Purpose, StepId, TargetId};

use crate::session::MAX_TYPED;
use crate::{Action, Input, Lesson, Phase, Session, next_target, open, step};

/// Why a lesson can't be played to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rehearsal {
    /// The step's control isn't on the screen then.
    #[error("step `{step}` needs `{target}`, which isn't on the screen then")]
    NotOnScreen {
        /// The step.
        step: StepId,
        /// What it needs.
        target: TargetId,
        /// What is there instead.
        on_screen: Vec<TargetId>,
    },
    /// The step's action leads nowhere.
    #[error("step `{step}` cannot be finished with the amounts and names of the scenario")]
    Stuck {
        /// The step.
        step: StepId,
    },
    /// The lesson has no steps, or doesn't come to its end.
    #[error("the lesson doesn't come to its end")]
    Endless,
}

/// How many repetitions, each with other values, are rehearsed.
const VARIANTS: u32 = 24;

/// Plays `lesson` through all stages, with many of the values it can draw.
///
/// # Errors
/// The first thing that stands in the way.
pub fn rehearse(lesson: &Lesson) -> Result<(), Rehearsal> {
    if lesson.steps.is_empty() && lesson.drill.is_none() {
        return Err(Rehearsal::Endless);
    }
    (0..VARIANTS).try_for_each(|variant| play_through(lesson, variant))
}

fn play_through(lesson: &Lesson, plays_before: u32) -> Result<(), Rehearsal> {
    let opened = open(lesson, u64::from(plays_before), plays_before, Purpose::Learn);
    let mut session = Session::new(lesson, &opened).map_err(|_| Rehearsal::Endless)?;
    // Four stages of steps, each of at most one touch for every letter of a text.
    let cases = lesson.drill.as_ref().map_or(0, |pool| usize::from(pool.a_play));
    for _ in 0..4 * (MAX_TYPED + 1) * (lesson.steps.len() + cases + 1) {
        let Some(input) = right_input(lesson, &session)? else { return Ok(()) };
        let next = step(lesson, &session, &input).session;
        if next == session {
            return match session.play().and_then(|play| play.current(lesson)) {
                Some(step) => Err(Rehearsal::Stuck { step: step.id.clone() }),
                None => Err(Rehearsal::Endless),
            };
        }
        if next.play().is_some_and(|play| play.slips > 0 || play.is_astray())
            && let Some(step) = session.play().and_then(|play| play.current(lesson))
        {
            return Err(Rehearsal::Stuck { step: step.id.clone() });
        }
        session = next;
    }
    Err(Rehearsal::Endless)
}

/// What someone who does everything right would do now; none at the end.
///
/// # Errors
/// [`Rehearsal::NotOnScreen`] where it can't be done.
pub fn right_input(lesson: &Lesson, session: &Session) -> Result<Option<Input>, Rehearsal> {
    let play = match &session.phase {
        Phase::Finished => return Ok(None),
        Phase::Card { .. } => return Ok(Some(Input::Next)),
        Phase::Drilling(drill) => {
            let asked = drill.case(lesson).filter(|_| drill.answer().is_none());
            return Ok(Some(asked.map_or(Input::Next, |case| Input::Choose(case.answer()))));
        }
        Phase::Playing(play) => play,
    };
    let Some(step) = play.current(lesson) else { return Err(Rehearsal::Endless) };
    if play.is_astray() {
        return Ok(Some(Input::Back));
    }
    if let Some(target) = next_target(step, &play.world, &play.values) {
        let on_screen = play.world.on_screen();
        if !on_screen.contains(&target) {
            return Err(Rehearsal::NotOnScreen { step: step.id.clone(), target, on_screen });
        }
        if play.stage != protocol::Stage::Watch {
            return Ok(Some(Input::Tap(target)));
        }
    }
    if play.stage == protocol::Stage::Watch {
        return Ok(Some(Input::Next));
    }
    Ok(Some(match &step.action {
        Action::Choose { answer, .. } => Input::Choose(answer.clone()),
        Action::GoBack => Input::Back,
        Action::Look => Input::Next,
        Action::Tap(_) | Action::TapAll(_) | Action::EnterAmount | Action::Enter { .. } => {
            return Err(Rehearsal::Stuck { step: step.id.clone() });
        }
    }))
}
