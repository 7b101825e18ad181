//! Leaving a lesson by *Quay lại*, and coming back to it after a while. From every step a few
//! touches of *Quay lại* lead to the first page, also where going back is what a step asks for.

use engine::{Input, Phase, Play};
use presenter::{Intent, NextUp, Note, PathIntent, PausePage, Went};
use protocol::{Purpose, Stage, UnixMillis};

use super::{Core, OpenPlay, Place, Update};

/// So often *Quay lại* goes back within a lesson, also one that is shown to a room; whoever touches it once more wants to go. With
/// that touch and one more on the page that asks, five lead from any step to the first page.
const BACKS_WITHIN_A_LESSON: u32 = 3;

/// After so long somebody is greeted and told where they are, in milliseconds.
const LONG_AWAY_MILLIS: u64 = 4 * 3_600_000;

impl Core {
    /// Whether *Quay lại* was touched so often that it is the way out that they look for.
    pub(super) fn wants_out(&self) -> bool {
        self.backs > BACKS_WITHIN_A_LESSON
    }

    pub(super) fn offer_to_leave(&mut self) -> Vec<Update> {
        self.place = Place::Pause(PausePage::Leaving);
        self.show_and_say()
    }

    /// What is touched on one of the pages.
    pub(super) fn pause_page(&mut self, page: PausePage, intent: &Intent) -> Vec<Update> {
        let goes_on = match intent {
            Intent::Main => page == PausePage::Back,
            Intent::Path(PathIntent::Later) => page == PausePage::Leaving,
            Intent::Back => false,
            _ => return self.show_and_say(),
        };
        if goes_on { self.resume_play() } else { self.go_home() }
    }

    /// *Quay lại* within a stage: what it led to is said, whatever it was.
    pub(super) fn go_back(&mut self) -> Vec<Update> {
        let before = self.play.as_ref().and_then(where_in);
        let updates = self.play_input(&Input::Back);
        let after = self.play.as_ref().and_then(where_in);
        let (Some(before), Some(after)) = (before, after) else { return updates };
        if self.trouble.is_some() || self.place != Place::Lesson {
            return updates;
        }
        let went = match (before, after) {
            // Still on a strange page, or a step that asked for the way back is done: the sentence
            // that is said now tells.
            (_, Spot { astray: true, .. }) => return updates,
            (before, after) if after.step > before.step => return updates,
            (Spot { astray: true, .. }, _) => Went::Returned,
            (before, after) if after.step < before.step => Went::StepBefore,
            _ => Went::Undone,
        };
        self.moment.note = Some(Note::Went(went));
        // What was taken back is to be seen, and the sentence has been read: that of the same step, or
        // in the check that of all steps.
        self.moment.read = went == Went::Undone || after.stage == Stage::Check;
        self.show_and_say()
    }

    /// Where somebody is taken who comes back to a play that was last touched at `last`: to the very
    /// step, after a while by way of a greeting; or to the first page, where something else comes
    /// first today.
    pub(super) fn place_to_go_on(&self, last: UnixMillis) -> Place {
        let Some(open) = self.play.as_ref().filter(|_| self.was_long_away(last)) else {
            return Place::Lesson;
        };
        if open.session.purpose == Purpose::Placement || open.session.phase == Phase::Finished {
            return Place::Lesson;
        }
        match self.next_up() {
            Some(NextUp::Continue(lesson)) if lesson == open.session.lesson => {
                Place::Pause(PausePage::Back)
            }
            _ => Place::Home,
        }
    }

    /// Also where the clock was set back meanwhile: how long it was nobody knows then.
    fn was_long_away(&self, last: UnixMillis) -> bool {
        let now = self.stamp.wall;
        now.millis_since(last).max(last.millis_since(now)) >= LONG_AWAY_MILLIS
    }
}

/// Where in a stage somebody is.
#[derive(Clone, Copy)]
struct Spot {
    stage: Stage,
    step: u16,
    astray: bool,
}

fn where_in(open: &OpenPlay) -> Option<Spot> {
    let spot = |play: &Play| Spot { stage: play.stage, step: play.step, astray: play.is_astray() };
    open.session.play().map(spot)
}
