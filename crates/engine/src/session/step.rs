//! What an input leads to: the events that it makes.

use protocol::{
    ChoiceId, Chosen, Event, HintReason, HintShown, LessonOpened, Outcome, ProbeDeclined, Purpose,
    Stage, StageFinished, StageStarted, StepShown, Tapped, TargetId, WentBack,
};

use super::expected::{is_complete, is_free, next_target, perform};
use super::{Phase, Play, Remark, SHOWN_WHERE, SLIPS_ALLOWED, Session};
use crate::{Action, Lesson, Step};

/// What a learner, or the passing of time, does to a play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The main button: begins a stage, or goes on where there is nothing to touch.
    Next,
    /// A control of the practice phone.
    Tap(TargetId),
    /// An answer.
    Choose(ChoiceId),
    /// *Quay lại*.
    Back,
    /// *Giúp tôi*: the step's hint; asked again, where it is; and again, the step is done with
    /// them and the next one comes.
    Help,
    /// The learner has been still long enough for a hint.
    Still,
    /// *Tôi chưa biết*: ends a placement, and means nothing elsewhere.
    Decline,
}

/// What the outside has to do after an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Say what the session now has to say: its remark, or else the sentence of its step.
    Speak,
}

/// What an input leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The session afterwards; the old one with `events` applied.
    pub session: Session,
    /// What is to be made durable before the new session is shown. Empty if nothing came of it.
    pub events: Vec<Event>,
    /// What is to be done once it is.
    pub effects: Vec<Effect>,
}

/// The event that opens a lesson.
#[must_use]
pub fn open(lesson: &Lesson, seed: u64, plays_before: u32, purpose: Purpose) -> LessonOpened {
    LessonOpened { lesson: lesson.id.clone(), content: lesson.content, seed, plays_before, purpose }
}

/// What `input` leads to. Never fails: an input that means nothing here makes no event.
#[must_use]
pub fn step(lesson: &Lesson, session: &Session, input: &Input) -> Transition {
    let mut next = session.clone();
    let mut events = Vec::new();
    for event in first_events(lesson, session, input) {
        if next.apply(lesson, &event).is_err() {
            return Transition {
                session: session.clone(),
                events: Vec::new(),
                effects: Vec::new(),
            };
        }
        events.push(event);
    }
    if let Some(finished) = stage_end(lesson, &next)
        && next.apply(lesson, &finished).is_ok()
    {
        events.push(finished);
    }
    let effects = if speaks(session, &next, &events) { vec![Effect::Speak] } else { Vec::new() };
    Transition { session: next, events, effects }
}

fn first_events(lesson: &Lesson, session: &Session, input: &Input) -> Vec<Event> {
    if *input == Input::Decline {
        let open = session.purpose == Purpose::Placement && session.phase != Phase::Finished;
        let declined = Event::ProbeDeclined(ProbeDeclined { lesson: lesson.id.clone() });
        return if open { vec![declined] } else { Vec::new() };
    }
    if *input == Input::Help && session.purpose == Purpose::Placement {
        // A placement finds out what is known: its help is the way out of it.
        return Vec::new();
    }
    match &session.phase {
        Phase::Card { next, .. } if *input == Input::Next => {
            vec![Event::StageStarted(StageStarted { stage: *next, round: session.round })]
        }
        Phase::Playing(play) => match play.current(lesson) {
            Some(step) => play_events(play, step, input),
            None => Vec::new(),
        },
        Phase::Drilling(drill) => super::drill::events(lesson, session, drill, input),
        Phase::Card { .. } | Phase::Finished => Vec::new(),
    }
}

fn play_events(play: &Play, step: &Step, input: &Input) -> Vec<Event> {
    let watching = play.stage == Stage::Watch;
    let event = match input {
        Input::Next if watching || (step.action == Action::Look && !play.is_astray()) => {
            Event::StepShown(StepShown { step: play.step })
        }
        Input::Next => return Vec::new(),
        Input::Tap(target) => match tap_outcome(play, step, target) {
            Some(outcome) => {
                let target = play.world.nameable(target, &play.values);
                Event::Tapped(Tapped { step: play.step, target, outcome })
            }
            None => return Vec::new(),
        },
        Input::Choose(choice) => match choice_outcome(play, step, choice) {
            Some(outcome) => {
                Event::Chosen(Chosen { step: play.step, choice: choice.clone(), outcome })
            }
            None => return Vec::new(),
        },
        Input::Back => match back_outcome(play, step) {
            Some(outcome) => Event::WentBack(WentBack { step: play.step, outcome }),
            None => return Vec::new(),
        },
        Input::Help | Input::Still if watching => return Vec::new(),
        Input::Still if play.stage == Stage::Check => return Vec::new(),
        Input::Still if matches!(play.remark, Some(Remark::Hint | Remark::Where)) => {
            return Vec::new();
        }
        Input::Decline => return Vec::new(),
        // Hinted, and shown where: now the hand does it with them.
        Input::Help if play.helped >= SHOWN_WHERE => {
            Event::StepShown(StepShown { step: play.step })
        }
        Input::Help => hint(play, HintReason::Asked),
        Input::Still => hint(play, HintReason::Still),
    };
    vec![event]
}

fn hint(play: &Play, reason: HintReason) -> Event {
    Event::HintShown(HintShown { step: play.step, reason })
}

/// What touching `target` comes to; none where it isn't on the screen.
fn tap_outcome(play: &Play, step: &Step, target: &TargetId) -> Option<Outcome> {
    if !play.world.on_screen().contains(target) {
        return None;
    }
    if play.stage == Stage::Watch {
        return Some(Outcome::Explained);
    }
    let wanted = next_target(step, &play.world, &play.values);
    if play.stage == Stage::Together && !play.is_astray() && wanted.as_ref() != Some(target) {
        let also = match &step.action {
            Action::TapAll(targets) => targets.contains(target),
            // A real keyboard has no 000: three times 0 does as well.
            Action::EnterAmount => {
                let is = |id: &str| wanted.as_ref().is_some_and(|wanted| wanted.as_str() == id);
                is("bank.key-000") && target.as_str() == "bank.key-0"
            }
            _ => false,
        };
        if !also {
            return Some(Outcome::Explained);
        }
    }
    let world = play.world.tap(target, &play.values);
    if play.is_astray() {
        return Some(if world.is_same_place(&play.path) {
            Outcome::Returned
        } else {
            Outcome::Astray
        });
    }
    match &step.action {
        Action::Tap(right) if right == target => Some(Outcome::Done),
        Action::TapAll(targets) if targets.contains(target) => {
            Some(if is_complete(step, &world, &play.values) {
                Outcome::Done
            } else {
                Outcome::Progress
            })
        }
        Action::EnterAmount => Some(if is_complete(step, &world, &play.values) {
            Outcome::Done
        } else if is_on_the_way(play, step, &world) {
            Outcome::Progress
        } else {
            Outcome::Slip
        }),
        Action::Enter { .. } if is_complete(step, &world, &play.values) => Some(Outcome::Done),
        // A key that was taken, or one deleted.
        Action::Enter { .. } if is_typed(play, &world) => Some(Outcome::Progress),
        // Several wrong keys in one field are one slip: it takes none of them.
        Action::Enter { .. }
            if world == play.world && (play.mistyped == Some(play.step) || is_delete(target)) =>
        {
            Some(Outcome::Explained)
        }
        // Larger or smaller as it suits the eye: not what was asked, and no slip either.
        _ if is_free(target) && world.is_same_place(&play.path) => Some(Outcome::Progress),
        _ => Some(Outcome::Slip),
    }
}

/// Whether the digits typed can still become the amount. A deleted digit is on the way as well.
fn is_on_the_way(play: &Play, step: &Step, world: &crate::World) -> bool {
    let reached = |world: &crate::World| perform(step, world, &play.values);
    world != &play.world
        && next_target(step, world, &play.values).is_some_and(|t| t.as_str() != "bank.delete")
        && reached(world).is_same_place(&reached(&play.path))
}

fn choice_outcome(play: &Play, step: &Step, choice: &ChoiceId) -> Option<Outcome> {
    let Action::Choose { choices, answer } = &step.action else { return None };
    if !choices.contains(choice) || play.is_astray() {
        return None;
    }
    Some(match play.stage {
        Stage::Watch => Outcome::Explained,
        _ if choice == answer => Outcome::Done,
        Stage::Together => Outcome::Explained,
        Stage::Alone | Stage::Check => Outcome::Slip,
    })
}

fn back_outcome(play: &Play, step: &Step) -> Option<Outcome> {
    let asked = step.action == Action::GoBack && play.stage != Stage::Watch;
    if asked && !play.is_astray() {
        return Some(Outcome::Done);
    }
    let before = play.trail.last()?;
    Some(if play.is_astray() && before.world.is_same_place(&before.path) {
        Outcome::Returned
    } else if play.is_astray() {
        Outcome::Astray
    } else {
        Outcome::Progress
    })
}

/// The event that ends the stage, once its last step is done; or, in a placement, once it is clear
/// that the check isn't passed: nobody is led on through what they don't know.
fn stage_end(lesson: &Lesson, session: &Session) -> Option<Event> {
    let play = session.play()?;
    let unknown = session.purpose == Purpose::Placement && play.slips > SLIPS_ALLOWED;
    if usize::from(play.step) < lesson.steps.len() && !unknown {
        return None;
    }
    Some(Event::StageFinished(StageFinished {
        lesson: lesson.id.clone(),
        stage: play.stage,
        purpose: session.purpose,
        slips: play.slips,
        hints: play.hints,
        passed: play.stage != Stage::Check || play.slips <= SLIPS_ALLOWED,
    }))
}

/// Whether there is something new to say: not for every digit of an amount.
fn speaks(before: &Session, after: &Session, events: &[Event]) -> bool {
    let quiet = match (before.play(), after.play()) {
        (Some(before), Some(after)) => {
            before.stage == after.stage
                && before.step == after.step
                && before.remark.is_none()
                && after.remark.is_none()
        }
        _ => false,
    };
    !events.is_empty() && !quiet
}

/// Whether a touch changed what stands in the field in front, and nothing else.
fn is_typed(play: &Play, world: &crate::World) -> bool {
    let (before, after) = (play.world.field(&play.values), world.field(&play.values));
    before != after && before.map(|field| field.name) == after.map(|field| field.name)
}

/// Whether it is a key that takes back a letter.
fn is_delete(target: &TargetId) -> bool {
    [".delete", ".key-delete"].iter().any(|name| target.as_str().ends_with(name))
}
