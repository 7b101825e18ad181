//! All projections as one pure fold of events in local order: what the memory store answers
//! with, what a rebuild writes, and what `integrity` compares the tables with.

use std::collections::{BTreeMap, BTreeSet};

use progress::Progress;
use protocol::{Event, LogId, PersonId, Recorded};

use crate::{Consent, Person};

/// The projections and their versions. Raise one when its fold or its bytes change: the tables
/// are then dropped and the events replayed.
pub(crate) const VERSIONS: [(&str, u32); 4] =
    [("consent", 1), ("person", 1), ("preference", 1), ("progress", progress::VERSION)];

/// What follows from all events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Projections {
    /// In the order of being added, each with the local number of the event.
    pub people: Vec<(u64, Person)>,
    /// The last value of each preference, by person and name.
    pub preferences: BTreeMap<PersonId, BTreeMap<String, String>>,
    /// The last answer for each purpose, by person and purpose.
    pub consents: BTreeMap<PersonId, BTreeMap<String, Consent>>,
    /// Everybody's progress.
    pub progress: BTreeMap<PersonId, Progress>,
}

impl Projections {
    /// The fold of `events`, which come in local order. What other devices say of somebody's
    /// name, preferences and answers counts until this device itself wrote about them: then the
    /// person is here, and an old answer that arrives late must not take back a new one.
    pub fn fold<'a>(
        events: impl IntoIterator<Item = &'a Recorded>,
        is_local: impl Fn(LogId) -> bool,
    ) -> Self {
        let mut all = Self::default();
        let mut here = BTreeSet::new();
        for recorded in events {
            if is_local(recorded.id.log) {
                here.insert(recorded.subject);
            }
            let counts = is_local(recorded.id.log) || !here.contains(&recorded.subject);
            all.record(recorded, counts);
        }
        all
    }

    fn record(&mut self, recorded: &Recorded, counts: bool) {
        match &recorded.event {
            event if !counts && is_about_the_person(event) => {}
            Event::PersonAdded(added) => {
                let (address, nickname) = (added.address.clone(), added.nickname.clone());
                match self.people.iter_mut().find(|(_, person)| person.id == added.person) {
                    Some((_, person)) => (person.address, person.nickname) = (address, nickname),
                    None => {
                        let (id, added) = (added.person, recorded.stamp.wall);
                        self.people.push((recorded.n, Person { id, address, nickname, added }));
                    }
                }
            }
            Event::PreferenceSet(set) => {
                let of_subject = self.preferences.entry(recorded.subject).or_default();
                of_subject.insert(set.name.clone(), set.value.clone());
            }
            Event::ConsentSet(set) => {
                let of_subject = self.consents.entry(recorded.subject).or_default();
                of_subject.insert(set.purpose.clone(), answer(set, recorded.stamp.wall));
            }
            _ if progress::Fact::of(recorded).is_some() => {
                self.progress.entry(recorded.subject).or_default().record(recorded);
            }
            _ => {}
        }
    }
}

/// Whether an event says something of a person that the next one of its kind takes back.
pub(crate) fn is_about_the_person(event: &Event) -> bool {
    matches!(event, Event::PersonAdded(_) | Event::PreferenceSet(_) | Event::ConsentSet(_))
}

/// The answer in an event that happened at `answered`.
pub(crate) fn answer(set: &protocol::ConsentSet, answered: protocol::UnixMillis) -> Consent {
    Consent { given: set.given, wording: set.wording, answered }
}

/// A person as they are to be addressed now: preferences go before what was said at first.
pub(crate) fn addressed(person: Person, preferences: &BTreeMap<String, String>) -> Person {
    let Person { id, address, nickname, added } = person;
    Person {
        id,
        address: preferences.get("address").cloned().unwrap_or(address),
        nickname: preferences.get("nickname").cloned().or(nickname),
        added,
    }
}
