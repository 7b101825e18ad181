//! Where the person was when the app was last open, from what was recorded.

use engine::{Phase, Session};
use protocol::{Event, LessonOpened, PersonId, Purpose, Recorded};
use store::StoreError;

use super::{Core, OpenPlay, plays};

impl Core {
    /// Takes up the last person and their play where they were left.
    pub(super) fn restore(&mut self) -> Result<(), StoreError> {
        let people = self.store.people()?;
        let known = |id: &PersonId| people.iter().any(|person| person.id == *id);
        let last = self.store.last_opened()?.filter(known);
        // Who came before that was recorded.
        let last = last.or_else(|| Some(people.iter().max_by_key(|person| person.added)?.id));
        if let Some(person) = last {
            self.approach(person)?;
        }
        Ok(())
    }

    /// Takes up somebody's play where they left it, and keeps those that they left for it.
    pub(super) fn resume(&mut self, person: PersonId) -> Result<(), StoreError> {
        let mut plays = plays::of(self.store.as_ref(), person)?;
        let recorded = plays.pop().unwrap_or_default();
        self.aside = plays.iter().filter_map(|play| self.rebuild(play)).collect();
        self.aside.retain(OpenPlay::can_go_on);
        self.play = self.rebuild(&recorded);
        // A placement that came to its end as the app was closed leaves nothing to be gone on with.
        self.play.take_if(|open| {
            open.session.purpose == Purpose::Placement && open.session.phase == Phase::Finished
        });
        if self.play.is_some() && !was_left(&recorded) {
            let last = recorded.last().map(|recorded| recorded.stamp.wall).unwrap_or_default();
            self.place = self.place_to_go_on(last);
        }
        Ok(())
    }

    /// The play that these events are; none where its lesson has changed or gone since.
    fn rebuild(&self, recorded: &[Recorded]) -> Option<OpenPlay> {
        let (first, rest) = recorded.split_first()?;
        let Event::LessonOpened(opened) = &first.event else { return None };
        let lesson = self.lesson_of(opened)?;
        let events = rest.iter().map(|recorded| &recorded.event);
        let session = Session::replay(&lesson, opened, events).ok()?;
        Some(OpenPlay { lesson, session, opened: first.stamp.wall })
    }

    fn lesson_of(&self, opened: &LessonOpened) -> Option<engine::Lesson> {
        self.catalog.lesson(&opened.lesson).cloned()
    }
}

/// Whether the person went to the first page last.
fn was_left(recorded: &[Recorded]) -> bool {
    let about_place = recorded.iter().rev().find(|recorded| {
        !matches!(
            recorded.event,
            Event::PreferenceSet(_)
                | Event::PersonOpened(_)
                | Event::ConsentSet(_)
                | Event::Unknown(_)
        )
    });
    matches!(about_place.map(|recorded| &recorded.event), Some(Event::LessonLeft(_)))
}
