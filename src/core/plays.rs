//! Plays that were left for another one: each goes on at its exact step, also after the app was
//! closed. What they are follows from the log alone, in which [`Event::LessonOpened`] and
//! [`Event::LessonResumed`] say which play the events after them belong to.

use engine::Phase;
use protocol::{Event, LessonId, PersonId, Purpose, Recorded};
use store::{EventStore, StoreError};

use super::{Core, OpenPlay};

/// How far back plays are looked for, in events: some weeks. What it costs doesn't grow with the
/// history before.
const LOOKED_BACK: u64 = 3_000;

impl OpenPlay {
    /// Whether there is something left to go on with. A placement is gone on with at once or not at
    /// all: it lasts two minutes.
    pub(super) fn can_go_on(&self) -> bool {
        self.session.phase != Phase::Finished && self.session.purpose != Purpose::Placement
    }
}

impl Core {
    /// The play that was left last.
    pub(super) fn left_play(&self) -> Option<&OpenPlay> {
        let current = self.play.as_ref().filter(|open| open.session.phase != Phase::Finished);
        current.or_else(|| self.aside.last())
    }

    /// Makes the play of this lesson that was left the current one; whether there is one.
    pub(super) fn pick_up(&mut self, lesson: &LessonId) -> bool {
        let is_it = |open: &OpenPlay| open.session.lesson == *lesson;
        if self
            .play
            .as_ref()
            .is_some_and(|open| is_it(open) && open.session.phase != Phase::Finished)
        {
            return true;
        }
        let Some(at) = self.aside.iter().rposition(is_it) else { return false };
        let open = self.aside.remove(at);
        self.set_aside();
        self.play = Some(open);
        true
    }

    /// Another play is about to begin, or to go on.
    pub(super) fn set_aside(&mut self) {
        self.aside.extend(self.play.take().filter(OpenPlay::can_go_on));
    }
}

/// The plays in a person's latest events, each with its own; the current one last.
pub(super) fn of(
    store: &(dyn EventStore + Send),
    person: PersonId,
) -> Result<Vec<Vec<Recorded>>, StoreError> {
    let current = store.current_play(person)?;
    let Some(first) = current.first() else { return Ok(Vec::new()) };
    let logs = store.local_logs()?;
    let log = logs.iter().find(|local| local.log == first.id.log && local.subject == person);
    let events = match log {
        Some(log) => {
            let after = log.last.saturating_sub(LOOKED_BACK);
            let limit = usize::try_from(LOOKED_BACK).unwrap_or(usize::MAX);
            store.events_of_log_after(log.log, after, limit)?
        }
        None => Vec::new(),
    };
    // A play that began elsewhere, or longer ago, is alone.
    let has_it = events.iter().any(|event| event.id == first.id)
        && events.last().map(|event| event.id) == current.last().map(|event| event.id);
    Ok(grouped(if has_it { &events } else { &current }))
}

fn grouped(events: &[Recorded]) -> Vec<Vec<Recorded>> {
    let is_of = |play: &Vec<Recorded>, lesson: &LessonId| {
        let opened = play.first().map(|first| &first.event);
        matches!(opened, Some(Event::LessonOpened(opened)) if opened.lesson == *lesson)
    };
    let mut plays: Vec<Vec<Recorded>> = Vec::new();
    for recorded in events {
        match &recorded.event {
            Event::LessonOpened(opened) => {
                plays.retain(|play| !is_of(play, &opened.lesson));
                plays.push(Vec::new());
            }
            Event::LessonResumed(resumed) => {
                let at = plays.iter().position(|play| is_of(play, &resumed.lesson));
                // One that was opened before all this can't be told, nor what belongs to it.
                let play = at.map(|at| plays.remove(at)).unwrap_or_default();
                plays.push(play);
            }
            _ => {}
        }
        if let Some(play) = plays.last_mut() {
            play.push(recorded.clone());
        }
    }
    plays
}
