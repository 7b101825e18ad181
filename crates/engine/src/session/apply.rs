//! How an event changes a play: the only place where a session's state is written.

use protocol::{
    Event, HintReason, LessonOpened, Outcome, Purpose, Stage, StageFinished, StageStarted,
};

use super::expected::perform;
use super::state::helped_further;
use super::{Drill, Footprint, Phase, Play, Remark, SHOWN_WHERE, Session};
use crate::simulators::OTHER_KEY;
use crate::{Lesson, World};

/// An event that can't follow: the log and the lesson don't belong together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlayError {
    /// The lesson has changed since the play began; it starts anew.
    #[error("the lesson `{0}` has changed since this play began")]
    LessonChanged(protocol::LessonId),
    /// The event belongs to another moment.
    #[error("the event `{0}` cannot follow here")]
    OutOfPlace(&'static str),
}

impl Session {
    /// The play that `opened` begins.
    ///
    /// # Errors
    /// [`PlayError::LessonChanged`] where `lesson` isn't the version that was opened.
    pub fn new(lesson: &Lesson, opened: &LessonOpened) -> Result<Self, PlayError> {
        if opened.lesson != lesson.id || opened.content != lesson.content {
            return Err(PlayError::LessonChanged(opened.lesson.clone()));
        }
        let next = match opened.purpose {
            Purpose::Learn if lesson.drill.is_none() => Stage::Watch,
            Purpose::Learn | Purpose::Review | Purpose::Placement => Stage::Check,
        };
        Ok(Self {
            lesson: opened.lesson.clone(),
            content: opened.content,
            seed: opened.seed,
            plays_before: opened.plays_before,
            purpose: opened.purpose,
            round: 0,
            phase: Phase::Card { next, again: false },
        })
    }

    /// Rebuilds a play from its events, of which the first opened the lesson. Events that are not
    /// about a play are passed over.
    ///
    /// # Errors
    /// As [`Session::new`] and [`Session::apply`].
    pub fn replay<'events>(
        lesson: &Lesson,
        opened: &LessonOpened,
        events: impl IntoIterator<Item = &'events Event>,
    ) -> Result<Self, PlayError> {
        let mut session = Self::new(lesson, opened)?;
        for event in events {
            session.apply(lesson, event)?;
        }
        Ok(session)
    }

    /// Applies one event.
    ///
    /// # Errors
    /// [`PlayError::OutOfPlace`] where the event can't follow; the session is unchanged then.
    pub fn apply(&mut self, lesson: &Lesson, event: &Event) -> Result<(), PlayError> {
        let out_of_place = PlayError::OutOfPlace(event.kind_name());
        match (&mut self.phase, event) {
            (
                _,
                Event::PersonAdded(_)
                | Event::PersonOpened(_)
                | Event::PreferenceSet(_)
                | Event::ConsentSet(_)
                | Event::Unknown(_)
                | Event::LessonOpened(_)
                | Event::LessonLeft(_)
                | Event::LessonResumed(_)
                | Event::LessonPlaced(_),
            ) => {}
            (Phase::Card { next, .. }, Event::StageStarted(started)) if *next == started.stage => {
                self.phase = match &lesson.drill {
                    Some(pool) => {
                        let hand = self.plays_before.wrapping_add(self.round);
                        Phase::Drilling(Box::new(Drill::deal(pool, self.seed, hand)))
                    }
                    None => Phase::Playing(Box::new(self.begin(lesson, started))),
                };
            }
            (
                Phase::Card { .. } | Phase::Playing(_) | Phase::Drilling(_),
                Event::ProbeDeclined(_),
            ) if self.purpose == Purpose::Placement => {
                self.phase = Phase::Finished;
            }
            (Phase::Drilling(drill), Event::StageFinished(finished)) => {
                if finished.stage != Stage::Check || !drill.is_complete() {
                    return Err(out_of_place);
                }
                self.finish(Stage::Check, finished);
            }
            (Phase::Drilling(drill), event) => return drill.apply(lesson, event),
            (Phase::Playing(play), Event::StageFinished(finished)) => {
                if play.stage != finished.stage {
                    return Err(out_of_place);
                }
                self.finish(Stage::Alone, finished);
            }
            (Phase::Playing(play), event) => return play.apply(lesson, event),
            (Phase::Card { .. } | Phase::Finished, _) => return Err(out_of_place),
        }
        Ok(())
    }

    fn begin(&self, lesson: &Lesson, started: &StageStarted) -> Play {
        let world = World::start(&lesson.scenario);
        let values = lesson.scenario.values_in(self.seed, self.variant(), started.stage);
        Play {
            stage: started.stage,
            step: lesson.next_step(0, &values),
            values,
            path: world.clone(),
            world,
            remark: None,
            slips: 0,
            mistyped: None,
            hints: 0,
            helped: 0,
            trail: Vec::new(),
        }
    }

    /// On to what follows a stage; `again` is where a check begins anew that wasn't passed.
    fn finish(&mut self, again: Stage, finished: &StageFinished) {
        self.phase = match (finished.stage, finished.passed) {
            (Stage::Watch, _) => Phase::Card { next: Stage::Together, again: false },
            (Stage::Together, _) => Phase::Card { next: Stage::Alone, again: false },
            (Stage::Alone, _) => Phase::Card { next: Stage::Check, again: false },
            (Stage::Check, true) => Phase::Finished,
            // A placement only asks; nobody is kept practising in it.
            (Stage::Check, false) if self.purpose == Purpose::Placement => Phase::Finished,
            (Stage::Check, false) => {
                self.round += 1;
                Phase::Card { next: again, again: true }
            }
        };
    }
}

impl Play {
    fn apply(&mut self, lesson: &Lesson, event: &Event) -> Result<(), PlayError> {
        let out_of_place = PlayError::OutOfPlace(event.kind_name());
        let number = match event {
            Event::Tapped(body) => body.step,
            Event::Chosen(body) => body.step,
            Event::StepShown(body) => body.step,
            Event::HintShown(body) => body.step,
            Event::WentBack(body) => body.step,
            _ => return Err(out_of_place),
        };
        let Some(step) = self.current(lesson).filter(|_| number == self.step) else {
            return Err(out_of_place);
        };
        match event {
            // A step that only asks to look leaves everything as it is; any other is done by the
            // hand, from the path on where the learner has left it.
            Event::StepShown(_) => {
                let from = if self.is_astray() { &self.path } else { &self.world };
                let world = perform(step, from, &self.values);
                self.leave_footprint();
                self.go_on(lesson, world);
            }
            Event::HintShown(hint) => self.take_help(hint.reason),
            Event::Tapped(tapped) => {
                let world = self.world.tap(&tapped.target, &self.values);
                let target = tapped.target.clone();
                self.settle(lesson, tapped.outcome, world, target);
            }
            Event::Chosen(chosen) => {
                let remark = match self.stage {
                    Stage::Watch => Remark::JustWatch,
                    _ => Remark::ChoiceSlip(chosen.choice.clone()),
                };
                match chosen.outcome {
                    Outcome::Done => {
                        self.leave_footprint();
                        self.go_on(lesson, self.world.clone());
                    }
                    Outcome::Slip => {
                        self.slips = self.slips.saturating_add(1);
                        self.remark = Some(remark);
                    }
                    _ => self.remark = Some(remark),
                }
            }
            Event::WentBack(went) if went.outcome == Outcome::Done => {
                let world = self.world.back();
                self.leave_footprint();
                self.go_on(lesson, world);
            }
            Event::WentBack(_) => {
                let Some(before) = self.trail.pop() else { return Err(out_of_place) };
                if self.step != before.step {
                    self.helped = 0;
                }
                self.step = before.step;
                self.world = before.world;
                self.path = before.path;
                self.remark = if self.is_astray() { Some(Remark::Astray) } else { None };
            }
            _ => return Err(out_of_place),
        }
        Ok(())
    }

    /// Takes in that help was given. In a check, where everyone is on their own, being shown where
    /// is the step's slip; before that, a note only says so.
    fn take_help(&mut self, reason: HintReason) {
        let before = self.helped;
        self.hints = self.hints.saturating_add(1);
        self.helped = helped_further(before, reason);
        let shown = self.helped == SHOWN_WHERE && reason == HintReason::Asked;
        if shown && before < SHOWN_WHERE && self.stage == Stage::Check {
            self.slips = self.slips.saturating_add(1);
        }
        self.remark = Some(if shown { Remark::Where } else { Remark::Hint });
    }

    /// Takes in what a touch came to.
    fn settle(
        &mut self,
        lesson: &Lesson,
        outcome: Outcome,
        world: World,
        target: protocol::TargetId,
    ) {
        match outcome {
            Outcome::Done => {
                self.leave_footprint();
                self.go_on(lesson, world);
            }
            Outcome::Progress => {
                self.leave_footprint();
                self.path = world.clone();
                self.world = world;
                self.remark = None;
            }
            Outcome::Slip => {
                self.slips = self.slips.saturating_add(1);
                if target.as_str().ends_with(OTHER_KEY) {
                    self.mistyped = Some(self.step);
                }
                self.stray(world, Remark::Slip(target));
            }
            Outcome::Astray => self.stray(world, Remark::Astray),
            Outcome::Returned => {
                self.leave_footprint();
                self.world = world;
                self.remark = None;
            }
            Outcome::Explained => {
                self.remark = Some(match self.stage {
                    Stage::Watch => Remark::JustWatch,
                    _ => Remark::Explained(target),
                });
            }
        }
    }

    fn stray(&mut self, world: World, remark: Remark) {
        if world != self.world {
            self.leave_footprint();
            self.world = world;
        }
        self.remark = Some(remark);
    }

    /// On to the next step, with the practice phone as it is now.
    fn go_on(&mut self, lesson: &Lesson, world: World) {
        self.path = world.clone();
        self.world = world;
        self.step = lesson.next_step(self.step.saturating_add(1), &self.values);
        self.helped = 0;
        self.remark = None;
    }

    fn leave_footprint(&mut self) {
        self.trail.push(Footprint {
            step: self.step,
            world: self.world.clone(),
            path: self.path.clone(),
        });
    }
}
