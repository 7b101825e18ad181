//! The state of a drill, and how an event changes it.

use protocol::{CaseId, ChoiceId, DrillCaseAnswered, Event};
use serde::{Deserialize, Serialize};

use crate::drill::{Case, GO};
use crate::session::state::helped_further;
use crate::session::{PlayError, SLIPS_ALLOWED};
use crate::{CasePool, Lesson};

/// One hand of cases being played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drill {
    /// The cases by their number in the lesson, in the order in which they come.
    pub hand: Vec<u16>,
    /// Which of the hand is in view, from 0.
    pub at: u16,
    /// The answers so far, in that order.
    pub answers: Vec<Answer>,
    /// Whether the general advice is given, until the case is answered.
    pub advised: bool,
    /// How far help has gone in this case: 0 for none, 1 for the general advice, [`SHOWN_WHERE`](crate::SHOWN_WHERE)
    /// for where to look.
    pub helped: u8,
    /// How often it was given.
    pub hints: u16,
}

/// An answer to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// `go` or `stop`.
    pub choice: ChoiceId,
    /// Whether it was right; never where it was told.
    pub right: bool,
    /// Whether it wasn't theirs: they asked for help until they were told.
    pub told: bool,
}

impl Drill {
    /// The hand with this number, before its first case.
    pub(in crate::session) fn deal(pool: &CasePool, seed: u64, hand: u32) -> Self {
        Self {
            hand: pool.deal(seed, hand),
            at: 0,
            answers: Vec::new(),
            advised: false,
            helped: 0,
            hints: 0,
        }
    }

    /// The case in view; none only in a drill without cases.
    #[must_use]
    pub fn case<'lesson>(&self, lesson: &'lesson Lesson) -> Option<&'lesson Case> {
        self.case_at(lesson, self.at)
    }

    /// The case with this number in the hand.
    pub(super) fn case_at<'lesson>(
        &self,
        lesson: &'lesson Lesson,
        at: u16,
    ) -> Option<&'lesson Case> {
        let number = self.hand.get(usize::from(at))?;
        lesson.drill.as_ref()?.cases.get(usize::from(*number))
    }

    /// The answer to the case in view; none while it is asked.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        self.answers.get(usize::from(self.at))
    }

    /// How many answers were wrong, or were told.
    #[must_use]
    pub fn wrong(&self) -> u16 {
        let wrong = self.answers.iter().filter(|answer| !answer.right).count();
        u16::try_from(wrong).unwrap_or(u16::MAX)
    }

    /// Whether every case was answered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.answers.len() >= self.hand.len()
    }

    /// Whether the drill is passed as it stands: at most one wrong answer, and so at most one of
    /// each kind. With three or more cases of a kind neither refusing everything nor believing
    /// everything passes.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.is_complete() && self.wrong() <= SLIPS_ALLOWED
    }

    pub(in crate::session) fn apply(
        &mut self,
        lesson: &Lesson,
        event: &Event,
    ) -> Result<(), PlayError> {
        let out_of_place = PlayError::OutOfPlace(event.kind_name());
        match event {
            Event::DrillCaseAnswered(answered) => {
                let fits = self.answer().is_none()
                    && self.case(lesson).is_some_and(|case| fits(case, answered));
                if !fits {
                    return Err(out_of_place);
                }
                self.answers.push(Answer {
                    choice: answered.choice.clone(),
                    right: (answered.choice.as_str() == GO) == answered.genuine,
                    told: false,
                });
                self.end_help();
            }
            Event::DrillCaseShown(shown) => {
                let at = self.place_of(lesson, &shown.case).ok_or(out_of_place)?;
                self.at = at;
                self.end_help();
            }
            // It was told: not believed and not refused, and so nobody's right answer.
            Event::StepShown(shown) if shown.step == self.at && self.answer().is_none() => {
                let Some(case) = self.case(lesson) else { return Err(out_of_place) };
                self.answers.push(Answer { choice: case.answer(), right: false, told: true });
                self.end_help();
            }
            Event::HintShown(hint) if hint.step == self.at && self.answer().is_none() => {
                self.advised = true;
                self.helped = helped_further(self.helped, hint.reason);
                self.hints = self.hints.saturating_add(1);
            }
            _ => return Err(out_of_place),
        }
        Ok(())
    }

    fn end_help(&mut self) {
        self.advised = false;
        self.helped = 0;
    }

    /// Where in the hand a case is, if it was answered or comes next.
    fn place_of(&self, lesson: &Lesson, case: &CaseId) -> Option<u16> {
        let is_it = |at: &u16| self.case_at(lesson, *at).is_some_and(|there| there.id == *case);
        let at = (0..u16::try_from(self.hand.len()).unwrap_or(u16::MAX)).find(is_it)?;
        (usize::from(at) <= self.answers.len()).then_some(at)
    }
}

fn fits(case: &Case, answered: &DrillCaseAnswered) -> bool {
    case.id == answered.case && case.genuine == answered.genuine
}
