//! Where the person was when the app was last open, from what was recorded.

use engine::{Phase, Session};
use protocol::{Event, LessonOpened, Purpose, Recorded};
use store::StoreError;

use super::placement::Placement;
use super::{Core, OpenPlay, Place, Preferences};

impl Core {
    /// Takes up the last person and their play where they were left.
    pub(super) fn restore(&mut self) -> Result<(), StoreError> {
        let people = self.store.people()?;
        let Some(person) = people.into_iter().max_by_key(|person| person.added) else {
            return Ok(());
        };
        let preferences = self.store.preferences(person.id)?;
        self.placement = preferences.get("placement").and_then(|kept| Placement::read(kept));
        self.preferences = Preferences::recorded(&preferences);
        if self.preferences.address.is_none() {
            self.preferences.address = person.address.parse().ok();
        }
        self.person = Some(person.id);
        self.place = Place::Home;
        let recorded = self.store.current_play(person.id)?;
        self.play = self.rebuild(&recorded);
        // A placement that came to its end as the app was closed leaves nothing to be gone on with.
        self.play.take_if(|open| {
            open.session.purpose == Purpose::Placement && open.session.phase == Phase::Finished
        });
        if self.play.is_some() && !was_left(&recorded) {
            self.place = Place::Lesson;
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
        Some(OpenPlay { lesson, session })
    }

    fn lesson_of(&self, opened: &LessonOpened) -> Option<engine::Lesson> {
        self.catalog.lesson(&opened.lesson).cloned()
    }
}

/// Whether the person went to the first page last.
fn was_left(recorded: &[Recorded]) -> bool {
    let about_place = recorded
        .iter()
        .rev()
        .find(|recorded| !matches!(recorded.event, Event::PreferenceSet(_) | Event::Unknown(_)));
    matches!(about_place.map(|recorded| &recorded.event), Some(Event::LessonLeft(_)))
}
