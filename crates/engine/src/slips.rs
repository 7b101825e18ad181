//! What could be done wrong at a moment, for those who show a lesson and do it wrong on purpose.
//! A learner is never led to any of it.

use crate::drill::{GO, STOP};
use crate::{Action, Input, Lesson, Phase, Session, step};

/// Every input that would be a slip now: answers first, then what is on the screen, in its order.
/// Empty where nothing can go wrong: between stages, off the path, or while watching.
#[must_use]
pub fn slips(lesson: &Lesson, session: &Session) -> Vec<Input> {
    match &session.phase {
        Phase::Drilling(drill) => {
            let asked = drill.case(lesson).filter(|_| drill.answer().is_none());
            let other = |right: &str| if right == GO { STOP } else { GO };
            asked
                .map(|case| Input::Choose(other(case.answer().as_str()).into()))
                .into_iter()
                .collect()
        }
        Phase::Playing(play) if !play.is_astray() => {
            let choices = match play.current(lesson).map(|step| &step.action) {
                Some(Action::Choose { choices, .. }) => choices.as_slice(),
                _ => &[],
            };
            let answers = choices.iter().cloned().map(Input::Choose);
            let touches = play.world.on_screen().into_iter().map(Input::Tap);
            let is_slip = |input: &Input| {
                let after = step(lesson, session, input).session;
                after
                    .play()
                    .is_some_and(|after| after.stage == play.stage && after.slips > play.slips)
            };
            answers.chain(touches).filter(is_slip).collect()
        }
        Phase::Playing(_) | Phase::Card { .. } | Phase::Finished => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Purpose, Stage};

    use super::*;
    use crate::fixtures::{drill, phone_touch, qr_pay};
    use crate::{open, right_input};

    #[test]
    fn what_is_right_is_no_slip_and_every_slip_is_one() {
        for lesson in [qr_pay(), phone_touch()] {
            let opened = open(&lesson, 3, 0, Purpose::Learn);
            let mut session = Session::at_stage(&lesson, &opened, Stage::Alone).unwrap();
            let mut seen = 0;
            while let Some(play) = session.play() {
                let right = right_input(&lesson, &session).unwrap().unwrap();
                for slip in slips(&lesson, &session) {
                    assert_ne!(slip, right);
                    let after = step(&lesson, &session, &slip).session;
                    assert_eq!(after.play().unwrap().slips, play.slips + 1);
                    assert!(
                        !after.play().unwrap().is_astray() || slips(&lesson, &after).is_empty()
                    );
                    seen += 1;
                }
                session = step(&lesson, &session, &right).session;
            }
            assert!(seen > 1, "{} has {seen} slips", lesson.id);
        }
    }

    #[test]
    fn the_slip_in_a_case_is_the_other_answer() {
        let lesson = drill(7, 7);
        let opened = open(&lesson, 3, 0, Purpose::Learn);
        let card = Session::at_stage(&lesson, &opened, Stage::Alone).unwrap();
        assert_eq!(slips(&lesson, &card), []);
        let asked = step(&lesson, &card, &Input::Next).session;
        let [slip] = slips(&lesson, &asked).try_into().unwrap();
        assert_ne!(Some(slip.clone()), right_input(&lesson, &asked).unwrap());
        let answered = step(&lesson, &asked, &slip).session;
        assert_eq!(answered.drill().unwrap().wrong(), 1);
        assert_eq!(slips(&lesson, &answered), []);
    }
}
