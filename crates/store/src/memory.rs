//! A store that forgets everything: for tests, previews, and as the oracle of the SQLite store.
//! It keeps nothing but the events and folds them anew for every answer.

use std::collections::BTreeMap;

use progress::Progress;
use protocol::{Event, EventId, InstallId, LogId, PersonId, Recorded, Stamp, log_id};

use crate::StoreError;
use crate::event_store::{ERASED, EventStore, Person, checked, framed};
use crate::people::{Consent, Erased, Pin};
use crate::projection::{Projections, addressed};
use crate::sharing::{Imported, LocalLog, LogPart, added, belongs, same};

/// Events in memory.
#[derive(Debug, Clone)]
pub struct MemoryStore {
    install: InstallId,
    events: Vec<Recorded>,
    pins: BTreeMap<PersonId, Pin>,
    /// How many events there ever were: a number is never given twice.
    numbered: u64,
    /// Every log that this store wrote, as which installation, in the order of being begun.
    local: Vec<(LogId, InstallId)>,
    /// Up to where each log of others was handed over.
    handed_over: BTreeMap<LogId, u64>,
}

impl MemoryStore {
    /// An empty store of this installation.
    #[must_use]
    pub fn new(install: InstallId) -> Self {
        Self {
            install,
            events: Vec::new(),
            pins: BTreeMap::new(),
            numbered: 0,
            local: Vec::new(),
            handed_over: BTreeMap::new(),
        }
    }

    fn is_local(&self, log: LogId) -> bool {
        self.local.iter().any(|(local, _)| *local == log)
    }

    fn fold<'a>(&self, events: impl IntoIterator<Item = &'a Recorded>) -> Projections {
        Projections::fold(events, |log| self.is_local(log))
    }

    fn wrote_about(&self, subject: PersonId) -> bool {
        self.of(subject).any(|recorded| self.is_local(recorded.id.log))
    }

    /// The events of a log, in order.
    fn log(&self, log: LogId) -> Vec<Recorded> {
        let mut events: Vec<_> =
            self.events.iter().filter(|recorded| recorded.id.log == log).cloned().collect();
        events.sort_by_key(|recorded| recorded.id.seq);
        events
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
        let is_known = self.of(subject).next().is_some();
        checked(subject, events.iter().map(|(_, event)| event), || Ok(is_known))?;
        let log = log_id(self.install, subject);
        if !self.is_local(log) {
            self.local.push((log, self.install));
        }
        let last = self.log(log).last().map(|recorded| recorded.id.seq);
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
        // The oldest first: what others handed over, by its last event, then what was written here.
        let mut handed_over: Vec<Vec<Recorded>> = Vec::new();
        for (log, end) in &self.handed_over {
            let mut events = self.log(*log);
            events.retain(|recorded| recorded.subject == subject && recorded.id.seq <= *end);
            handed_over.push(events);
        }
        let begun = |events: &Vec<Recorded>| events.iter().map(|recorded| recorded.n).min();
        handed_over
            .sort_by_key(|events| (events.last().map(|last| last.stamp.wall), begun(events)));
        let here = self.local.iter().flat_map(|(log, _)| self.log(*log));
        let here = here.filter(|recorded| recorded.subject == subject);
        let all: Vec<_> = handed_over.into_iter().flatten().chain(here).collect();
        let opened = |recorded: &Recorded| matches!(recorded.event, Event::LessonOpened(_));
        let begin = all.iter().rposition(opened).unwrap_or(all.len());
        Ok(all[begin..].to_vec())
    }

    fn people(&self) -> Result<Vec<Person>, StoreError> {
        let Projections { people, preferences, .. } = self.fold(&self.events);
        let none = BTreeMap::new();
        let of = |id| preferences.get(&id).unwrap_or(&none);
        Ok(people.into_iter().map(|(_, person)| addressed(person.clone(), of(person.id))).collect())
    }

    fn progress(&self, subject: PersonId) -> Result<Progress, StoreError> {
        Ok(Progress::fold(self.of(subject)))
    }

    fn preferences(&self, subject: PersonId) -> Result<BTreeMap<String, String>, StoreError> {
        let mut all = self.fold(self.of(subject)).preferences;
        Ok(all.remove(&subject).unwrap_or_default())
    }

    fn consents(&self, subject: PersonId) -> Result<BTreeMap<String, Consent>, StoreError> {
        let mut all = self.fold(self.of(subject)).consents;
        Ok(all.remove(&subject).unwrap_or_default())
    }

    fn last_opened(&self) -> Result<Option<PersonId>, StoreError> {
        let opened = |recorded: &&Recorded| {
            matches!(recorded.event, Event::PersonOpened(_)) && self.is_local(recorded.id.log)
        };
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

    fn set_install(&mut self, install: InstallId) -> Result<(), StoreError> {
        self.install = install;
        Ok(())
    }

    fn import(&mut self, parts: &[LogPart]) -> Result<Imported, StoreError> {
        let mut imported = Imported::default();
        let newcomers = added(parts);
        for recorded in parts.iter().flat_map(|part| &part.events) {
            framed(&recorded.event)?;
        }
        let mut subjects = std::collections::BTreeSet::new();
        for part in parts {
            for recorded in &part.events {
                let subject = recorded.subject;
                let whose = newcomers.contains(&subject) || self.of(subject).next().is_some();
                if !whose || !belongs(recorded, part.install, self.install) {
                    imported.refused += 1;
                    continue;
                }
                subjects.insert(subject);
                match self.events.iter().find(|known| known.id == recorded.id) {
                    Some(known) if same(known, recorded) => imported.known += 1,
                    Some(_) => imported.differing += 1,
                    None => {
                        self.numbered += 1;
                        imported.new += 1;
                        self.events.push(Recorded { n: self.numbered, ..recorded.clone() });
                    }
                }
            }
        }
        for subject in subjects {
            if self.wrote_about(subject) {
                continue;
            }
            let ends: Vec<_> = self.of(subject).map(|recorded| recorded.id).collect();
            for id in ends {
                let end = self.handed_over.entry(id.log).or_default();
                *end = (*end).max(id.seq);
            }
        }
        Ok(imported)
    }

    fn local_logs(&self) -> Result<Vec<LocalLog>, StoreError> {
        let of = |(log, install): &(LogId, InstallId)| {
            let events = self.log(*log);
            let last = events.last()?;
            let (log, install) = (*log, *install);
            Some(LocalLog { log, install, subject: last.subject, last: last.id.seq })
        };
        Ok(self.local.iter().filter_map(of).collect())
    }

    fn events_of_log_after(
        &self,
        log: LogId,
        seq: u64,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        let events = self.log(log).into_iter().filter(|recorded| recorded.id.seq > seq);
        Ok(events.take(limit).collect())
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
        let left = |log: &LogId| self.events.iter().any(|recorded| recorded.id.log == *log);
        self.local.retain(|(log, _)| left(log));
        self.handed_over.retain(|log, _| left(log));
        Ok(Erased { events, ..Erased::default() })
    }
}
