//! Sessions that begin elsewhere than at the first stage, for those who show a lesson or write
//! one. What is done in them is recorded nowhere: a learner's session is made of events alone.

use protocol::{CaseId, LessonOpened, Stage, StepId};

use super::{Input, Phase, PlayError, Session, step};
use crate::{Lesson, right_input};

/// More inputs than any stage takes: a touch for every letter of every step.
const MOST_INPUTS: usize = (crate::MAX_STEPS + 1) * (super::MAX_TYPED + 1);

/// Where in a stage somebody is: the step or case, by name and by number.
struct Spot {
    step: Option<StepId>,
    case: Option<CaseId>,
    number: u16,
}

impl Session {
    /// A session at the first step of `stage`; of a drill, at its card.
    ///
    /// # Errors
    /// As [`Session::new`].
    pub fn at_stage(
        lesson: &Lesson,
        opened: &LessonOpened,
        stage: Stage,
    ) -> Result<Self, PlayError> {
        let mut session = Self::new(lesson, opened)?;
        if lesson.drill.is_none() {
            session.phase = Phase::Card { next: stage, again: false };
            session = step(lesson, &session, &Input::Next).session;
        }
        Ok(session)
    }

    /// This session of `old`, in another version of the same lesson: at the same step of the same
    /// stage, or at the one that has its number now. Where only words have changed, nothing moves
    /// at all.
    #[must_use]
    pub fn moved_to(&self, old: &Lesson, new: &Lesson) -> Self {
        let same = Self { content: new.content, lesson: new.id.clone(), ..self.clone() };
        let played_alike = old.steps == new.steps
            && old.scenario == new.scenario
            && old.drill == new.drill
            && old.simulators == new.simulators;
        if played_alike {
            return same;
        }
        let spot = match &self.phase {
            Phase::Finished => return same,
            // A drill has one stage only.
            Phase::Card { .. } if old.drill.is_some() == new.drill.is_some() => return same,
            Phase::Card { .. } => None,
            Phase::Playing(play) => Some(Spot {
                step: play.current(old).map(|step| step.id.clone()),
                case: None,
                number: play.step,
            }),
            Phase::Drilling(drill) => Some(Spot {
                step: None,
                case: drill.case(old).map(|case| case.id.clone()),
                number: drill.at,
            }),
        };
        let stage = match (&self.phase, new.drill.is_some()) {
            (Phase::Playing(play), false) => play.stage,
            (Phase::Card { next, .. }, false) if old.drill.is_none() => *next,
            (_, false) => Stage::Watch,
            (_, true) => Stage::Check,
        };
        let card = Self { phase: Phase::Card { next: stage, again: false }, ..same };
        spot.map_or_else(|| card.clone(), |spot| card.clone().played_to(new, &spot))
    }

    /// From a card to this place in the stage that follows, the way it is meant.
    fn played_to(mut self, lesson: &Lesson, spot: &Spot) -> Self {
        let steps = lesson.steps.iter().position(|step| Some(&step.id) == spot.step.as_ref());
        let number = steps.and_then(|at| u16::try_from(at).ok()).unwrap_or(spot.number);
        self = step(lesson, &self, &Input::Next).session;
        for _ in 0..MOST_INPUTS {
            let there = match &self.phase {
                Phase::Playing(play) => play.step >= number,
                Phase::Drilling(drill) => match &spot.case {
                    Some(wanted) if has_case(lesson, drill, wanted) => {
                        drill.case(lesson).is_some_and(|case| case.id == *wanted)
                    }
                    _ => drill.at >= spot.number,
                },
                Phase::Card { .. } | Phase::Finished => true,
            };
            if there {
                break;
            }
            let Ok(Some(input)) = right_input(lesson, &self) else { break };
            let next = step(lesson, &self, &input).session;
            // The last steps may be gone: the last one that is left is near enough.
            let left = matches!(next.phase, Phase::Card { .. } | Phase::Finished);
            if left || next == self {
                break;
            }
            self = next;
        }
        self
    }
}

/// Whether the hand that is being played holds this case.
fn has_case(lesson: &Lesson, drill: &super::Drill, wanted: &CaseId) -> bool {
    let cases = lesson.drill.as_ref().map(|pool| pool.cases.as_slice()).unwrap_or_default();
    drill
        .hand
        .iter()
        .filter_map(|number| cases.get(usize::from(*number)))
        .any(|case| case.id == *wanted)
}

#[cfg(test)]
mod tests {
    use protocol::Purpose;

    use super::*;
    use crate::fixtures::{drill, phone_touch, qr_pay};
    use crate::open;

    fn at_step(lesson: &Lesson, stage: Stage, id: &str) -> Session {
        let opened = open(lesson, 5, 0, Purpose::Learn);
        let mut session = Session::at_stage(lesson, &opened, stage).unwrap();
        for _ in 0..MOST_INPUTS {
            let play = session.play().expect("the stage isn't over");
            if play.current(lesson).is_some_and(|step| step.id.as_str() == id) {
                return session;
            }
            let input = right_input(lesson, &session).unwrap().unwrap();
            session = step(lesson, &session, &input).session;
        }
        panic!("no step {id}");
    }

    fn step_id(lesson: &Lesson, session: &Session) -> String {
        session.play().and_then(|play| play.current(lesson)).unwrap().id.to_string()
    }

    #[test]
    fn a_changed_word_moves_nothing() {
        let lesson = qr_pay();
        let mut session = at_step(&lesson, Stage::Alone, "enter-amount");
        session = step(&lesson, &session, &Input::Tap("bank.key-3".into())).session;
        let mut edited = lesson.clone();
        edited.content.0[0] ^= 1;
        let moved = session.moved_to(&lesson, &edited);
        assert_eq!(moved.phase, session.phase);
        assert_eq!(moved.content, edited.content);
    }

    #[test]
    fn a_step_is_found_again_by_its_name_and_else_by_its_number() {
        let lesson = phone_touch();
        let session = at_step(&lesson, Stage::Alone, "open-strange");
        let mut edited = lesson.clone();
        edited.content.0[0] ^= 1;
        edited.steps.remove(0);
        let moved = session.moved_to(&lesson, &edited);
        assert_eq!(step_id(&edited, &moved), "open-strange");
        assert_eq!(moved.play().unwrap().stage, Stage::Alone);
        // Its own step is gone: the one with its number now.
        let number = usize::from(session.play().unwrap().step);
        let mut without = lesson.clone();
        without.content.0[0] ^= 2;
        without.steps.remove(number);
        let moved = session.moved_to(&lesson, &without);
        assert_eq!(step_id(&without, &moved), lesson.steps[number + 1].id.to_string());
        // All that came after is gone as well: the last that is left.
        let mut short = lesson.clone();
        short.content.0[0] ^= 3;
        short.steps.truncate(2);
        assert_eq!(step_id(&short, &session.moved_to(&lesson, &short)), short.steps[1].id.as_str());
    }

    #[test]
    fn a_case_is_found_again_and_a_lesson_may_become_a_drill() {
        let lesson = drill(7, 7);
        let opened = open(&lesson, 5, 0, Purpose::Learn);
        let mut session = Session::at_stage(&lesson, &opened, Stage::Alone).unwrap();
        for _ in 0..5 {
            let input = right_input(&lesson, &session).unwrap().unwrap();
            session = step(&lesson, &session, &input).session;
        }
        let case = session.drill().unwrap().case(&lesson).unwrap().id.clone();
        let mut edited = lesson.clone();
        edited.content.0[0] ^= 1;
        if let Some(pool) = &mut edited.drill {
            for other in pool.cases.iter_mut().filter(|other| other.id != case) {
                other.look.clear();
            }
        }
        let moved = session.moved_to(&lesson, &edited);
        assert_eq!(moved.drill().unwrap().case(&edited).unwrap().id, case);
        let steps = phone_touch();
        let moved = session.moved_to(&lesson, &steps);
        assert_eq!(moved.play().unwrap().stage, Stage::Watch);
        let back = moved.moved_to(&steps, &lesson);
        assert!(back.drill().is_some());
    }
}
