//! A store that forgets everything: for tests, previews, and as the oracle of the SQLite store.
//! It keeps nothing but the events and folds them anew for every answer.

use std::collections::BTreeMap;

use progress::Progress;
use protocol::{Event, EventId, InstallId, PersonId, Recorded, Stamp};

use crate::StoreError;
use crate::event_store::{EventStore, Person, checked, log_id};
use crate::projection::{Projections, addressed};

/// Events in memory.
#[derive(Debug, Clone)]
pub struct MemoryStore {
    install: InstallId,
    events: Vec<Recorded>,
}

impl MemoryStore {
    /// An empty store of this installation.
    #[must_use]
    pub fn new(install: InstallId) -> Self {
        Self { install, events: Vec::new() }
    }

    fn of(&self, subject: PersonId) -> impl DoubleEndedIterator<Item = &Recorded> {
        self.events.iter().filter(move |recorded| recorded.subject == subject)
    }
}

impl EventStore for MemoryStore {
    fn append(
        &mut self,
        subject: PersonId,
        author: PersonId,
        stamp: Stamp,
        events: &[Event],
    ) -> Result<Vec<Recorded>, StoreError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let last = self.of(subject).next_back().map(|recorded| recorded.id.seq);
        checked(subject, events, || Ok(last.is_some()))?;
        let log = log_id(self.install, subject);
        let numbers = self.events.len() as u64 + 1..;
        let ids = (last.unwrap_or(0) + 1..).map(|seq| EventId { log, seq });
        let new: Vec<_> = numbers
            .zip(ids)
            .zip(events)
            .map(|((n, id), event)| {
                let event = event.clone();
                Recorded { n, id, author, subject, stamp, event }
            })
            .collect();
        self.events.extend_from_slice(&new);
        Ok(new)
    }

    fn events_after(&self, n: u64) -> Result<Vec<Recorded>, StoreError> {
        Ok(self.events.iter().filter(|recorded| recorded.n > n).cloned().collect())
    }

    fn events_of(&self, subject: PersonId) -> Result<Vec<Recorded>, StoreError> {
        Ok(self.of(subject).cloned().collect())
    }

    fn current_play(&self, subject: PersonId) -> Result<Vec<Recorded>, StoreError> {
        let all = self.events_of(subject)?;
        let opened = |recorded: &Recorded| matches!(recorded.event, Event::LessonOpened(_));
        let begin = all.iter().rposition(opened).unwrap_or(all.len());
        Ok(all[begin..].to_vec())
    }

    fn people(&self) -> Result<Vec<Person>, StoreError> {
        let Projections { people, preferences, .. } = Projections::fold(&self.events);
        let none = BTreeMap::new();
        let of = |id| preferences.get(&id).unwrap_or(&none);
        Ok(people.into_iter().map(|(_, person)| addressed(person.clone(), of(person.id))).collect())
    }

    fn progress(&self, subject: PersonId) -> Result<Progress, StoreError> {
        Ok(Progress::fold(self.of(subject)))
    }

    fn preferences(&self, subject: PersonId) -> Result<BTreeMap<String, String>, StoreError> {
        let mut all = Projections::fold(self.of(subject)).preferences;
        Ok(all.remove(&subject).unwrap_or_default())
    }
}
