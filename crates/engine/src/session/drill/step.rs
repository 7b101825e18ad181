//! What an input leads to in a drill: the events that it makes.

use protocol::{
    DrillCaseAnswered, DrillCaseShown, Event, HintReason, HintShown, Stage, StageFinished,
    StepShown,
};

use super::Drill;
use crate::drill::{GO, STOP};
use crate::session::{SHOWN_WHERE, Session};
use crate::{Input, Lesson};

/// The events that `input` makes; none where it means nothing.
pub(in crate::session) fn events(
    lesson: &Lesson,
    session: &Session,
    drill: &Drill,
    input: &Input,
) -> Vec<Event> {
    let asked = drill.answer().is_none();
    let event = match input {
        Input::Next if drill.is_complete() && is_last(drill) => {
            Some(Event::StageFinished(StageFinished {
                lesson: lesson.id.clone(),
                stage: Stage::Check,
                purpose: session.purpose,
                slips: drill.wrong(),
                hints: drill.hints,
                passed: drill.is_passed(),
            }))
        }
        Input::Next if !asked => shown(lesson, drill, drill.at.checked_add(1)),
        // An answered case can be read again; what was answered stays.
        Input::Back => shown(lesson, drill, drill.at.checked_sub(1)),
        Input::Choose(choice) if asked && [GO, STOP].contains(&choice.as_str()) => {
            drill.case(lesson).map(|case| {
                Event::DrillCaseAnswered(DrillCaseAnswered {
                    case: case.id.clone(),
                    choice: choice.clone(),
                    genuine: case.genuine,
                })
            })
        }
        // Advised, and shown where to look: now the answer is told.
        Input::Help if asked && drill.helped >= SHOWN_WHERE && !drill.hand.is_empty() => {
            Some(Event::StepShown(StepShown { step: drill.at }))
        }
        Input::Help if asked => Some(advice(drill, HintReason::Asked)),
        Input::Still if asked && !drill.advised => Some(advice(drill, HintReason::Still)),
        _ => None,
    };
    event.into_iter().collect()
}

/// Whether the case in view is the last one of the hand, or there is none.
fn is_last(drill: &Drill) -> bool {
    usize::from(drill.at) + 1 >= drill.hand.len()
}

fn shown(lesson: &Lesson, drill: &Drill, at: Option<u16>) -> Option<Event> {
    let case = drill.case_at(lesson, at?)?.id.clone();
    Some(Event::DrillCaseShown(DrillCaseShown { case }))
}

fn advice(drill: &Drill, reason: HintReason) -> Event {
    Event::HintShown(HintShown { step: drill.at, reason })
}
