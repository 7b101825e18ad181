//! A store that forgets everything: for tests, previews, and as the oracle of the SQLite store.
//! It keeps nothing but the events and folds them anew for every answer.

use std::collections::BTreeMap;

use progress::Progress;
use protocol::{Event, EventId, InstallId, PersonId, Recorded, Stamp, log_id};

use crate::StoreError;
use crate::event_store::{ERASED, EventStore, Person, checked};
use crate::people::{Consent, Erased, Pin};
use crate::projection::{Projections, addressed};

/// Events in memory.
#[derive(Debug, Clone)]
pub struct MemoryStore {
    install: InstallId,
    events: Vec<Recorded>,
    pins: BTreeMap<PersonId, Pin>,
    /// How many events there ever were: a number is never given twice.
    numbered: u64,
}

impl MemoryStore {
    /// An empty store of this installation.
    #[must_use]
    pub fn new(install: InstallId) -> Self {
        Self { install, events: Vec::new(), pins: BTreeMap::new(), numbered: 0 }
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
        let stamped: Vec<_> = events.iter().map(|event| (stamp, event.clone())).collect();
        self.append_stamped(subject, author, &stamped)
    }

    fn append_stamped(
        &mut self,
        subject: PersonId,
        author: PersonId,
        events: &[(Stamp, Event)],
    ) -> Result<Vec<Recorded>, StoreError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let last = self.of(subject).next_back().map(|recorded| recorded.id.seq);
        checked(subject, events.iter().map(|(_, event)| event), || Ok(last.is_some()))?;
        let log = log_id(self.install, subject);
        let numbers = self.numbered + 1..;
        let ids = (last.unwrap_or(0) + 1..).map(|seq| EventId { log, seq });
        let new: Vec<_> = numbers
            .zip(ids)
            .zip(events)
            .map(|((n, id), (stamp, event))| {
                let (stamp, event) = (*stamp, event.clone());
                Recorded { n, id, author, subject, stamp, event }
            })
            .collect();
        self.numbered += new.len() as u64;
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

    fn consents(&self, subject: PersonId) -> Result<BTreeMap<String, Consent>, StoreError> {
        let mut all = Projections::fold(self.of(subject)).consents;
        Ok(all.remove(&subject).unwrap_or_default())
    }

    fn last_opened(&self) -> Result<Option<PersonId>, StoreError> {
        let opened = |recorded: &&Recorded| matches!(recorded.event, Event::PersonOpened(_));
        Ok(self.events.iter().rfind(opened).map(|recorded| recorded.subject))
    }

    fn pin(&self, subject: PersonId) -> Result<Option<Pin>, StoreError> {
        Ok(self.pins.get(&subject).cloned())
    }

    fn set_pin(&mut self, subject: PersonId, pin: Option<&Pin>) -> Result<(), StoreError> {
        if self.of(subject).next().is_none() {
            return Err(StoreError::NoSuchPerson);
        }
        match pin {
            Some(pin) => self.pins.insert(subject, pin.clone()),
            None => self.pins.remove(&subject),
        };
        Ok(())
    }

    fn erase(&mut self, subject: PersonId) -> Result<Erased, StoreError> {
        let before = self.events.len();
        self.events.retain(|recorded| recorded.subject != subject);
        let events = (before - self.events.len()) as u64;
        if events == 0 {
            return Err(StoreError::NoSuchPerson);
        }
        for recorded in self.events.iter_mut().filter(|recorded| recorded.author == subject) {
            recorded.author = ERASED;
        }
        self.pins.remove(&subject);
        Ok(Erased { events, ..Erased::default() })
    }
}
