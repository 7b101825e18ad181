//! A device as far as sync is concerned, at its plainest: what it remembers is a value, so that a
//! backup is a copy of it. Says what `crates/wire` lets devices say, and believes what it is told.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Event, EventId, InstallId, LogId, PersonId, Recorded, Stamp, UnixMillis, log_id};
use segment::{DeviceKey, Hash, PersonKey, SealedKey, Segment, WardPublicKey};
use wire::{
    Ack, Bytes, Card, Clock, Credential, EnrolRequest, EnrolResponse, Person, SyncRequest,
    SyncResponse, Tombstone, Tombstoned,
};

use crate::Chance;

/// How far a segment has got, as far as the phone knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sent {
    /// Nobody has said that they have it.
    Not,
    /// The relay of this number has it.
    Received(usize),
    /// The ward has it.
    Durable,
    /// It was put aside.
    Quarantined,
}

/// A sealed segment of its own.
#[derive(Debug, Clone)]
pub struct Own {
    /// Its name.
    pub hash: Hash,
    /// Whom it is about.
    pub person: PersonId,
    /// The log.
    pub log: LogId,
    /// The first number and the last.
    pub range: (u64, u64),
    /// As it is sent.
    pub bytes: Vec<u8>,
    /// How far it has got.
    pub sent: Sent,
}

/// A hub that let the phone in.
#[derive(Debug, Clone)]
pub struct Known {
    /// What the phone shows.
    pub credential: Credential,
    incarnation: Option<u64>,
    cursor: Vec<u8>,
    shown: BTreeSet<LogId>,
    told: BTreeSet<PersonId>,
    relay: bool,
    /// The hub wants to know whom the phone holds.
    says_holds: bool,
    /// The hub was restored: it is asked for everything that it had.
    refill: Option<usize>,
}

/// A log of its own.
#[derive(Debug, Clone)]
pub struct OwnLog {
    /// As which installation.
    pub install: InstallId,
    /// Whom it is about.
    pub person: PersonId,
    /// Everything in it.
    pub events: Vec<Recorded>,
    sealed: usize,
    last: Option<Hash>,
}

/// What a request said, to understand its answer.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The request.
    pub body: Vec<u8>,
    sent: Vec<usize>,
    asked: Vec<usize>,
    cards: Vec<LogId>,
    erased: Vec<PersonId>,
    refill: Option<usize>,
}

/// A phone.
#[derive(Debug, Clone)]
pub struct Phone {
    keys: Vec<DeviceKey>,
    /// The people whose events it may write, with their keys.
    pub people: BTreeMap<PersonId, PersonKey>,
    /// Its own logs.
    pub logs: BTreeMap<LogId, OwnLog>,
    /// Its own segments, in the order of sealing.
    pub segments: Vec<Own>,
    /// What others wrote.
    pub others: BTreeMap<Hash, (PersonId, Vec<Recorded>)>,
    /// What others wrote and it has no key for yet.
    waiting: BTreeMap<Hash, Segment>,
    /// Hubs that let it in.
    pub hubs: BTreeMap<usize, Known>,
    /// Hubs that don't let it in any more.
    former: BTreeMap<usize, Known>,
    /// Who is to be erased everywhere, at the wish of this phone.
    wishes: BTreeMap<PersonId, Tombstone>,
    /// Who was erased.
    pub erased: BTreeSet<PersonId>,
    /// Whether it was told to begin new logs, and did.
    pub forks: u32,
}

const ASKED: usize = 16;
const SEGMENTS: usize = 8;

impl Phone {
    /// A new one.
    #[must_use]
    pub fn new(chance: &Chance) -> Self {
        Self {
            keys: vec![DeviceKey::from_secret(&chance.bytes())],
            people: BTreeMap::new(),
            logs: BTreeMap::new(),
            segments: Vec::new(),
            others: BTreeMap::new(),
            waiting: BTreeMap::new(),
            hubs: BTreeMap::new(),
            former: BTreeMap::new(),
            wishes: BTreeMap::new(),
            erased: BTreeSet::new(),
            forks: 0,
        }
    }

    /// The key that signs now.
    #[must_use]
    pub fn key(&self) -> &DeviceKey {
        &self.keys[0]
    }

    /// Begins another installation; what was written as the old one is kept and sent.
    pub fn renew(&mut self, chance: &Chance) {
        self.keys.insert(0, DeviceKey::from_secret(&chance.bytes()));
    }

    /// Somebody begins here.
    pub fn add_person(&mut self, person: PersonId, chance: &Chance) {
        self.people.insert(person, PersonKey::from_secret(chance.bytes()));
    }

    /// Records an event; none where the person isn't here.
    pub fn record(&mut self, person: PersonId, stamp: Stamp, event: Event) -> Option<Recorded> {
        self.people.get(&person)?;
        let install = self.key().public().install();
        let log = log_id(install, person);
        let own = self.logs.entry(log).or_insert_with(|| OwnLog {
            install,
            person,
            events: Vec::new(),
            sealed: 0,
            last: None,
        });
        let id = EventId { log, seq: own.events.len() as u64 + 1 };
        let recorded = Recorded { n: 0, id, author: person, subject: person, stamp, event };
        own.events.push(recorded.clone());
        Some(recorded)
    }

    /// Seals what isn't yet.
    pub fn seal(&mut self, chance: &Chance) {
        for (log, own) in &mut self.logs {
            let Some(person) = self.people.get(&own.person) else { continue };
            let key = self.keys.iter().find(|key| key.public().install() == own.install);
            let Some(key) = key else { continue };
            while own.sealed < own.events.len() {
                let most = 1 + chance.index(48);
                let events = &own.events[own.sealed..];
                let events = &events[..events.len().min(most)];
                let nonce = chance.bytes();
                let Ok(segment) = segment::seal(events, own.last, person, key, nonce) else {
                    break;
                };
                own.sealed += events.len();
                own.last = Some(segment.hash());
                self.segments.push(Own {
                    hash: segment.hash(),
                    person: own.person,
                    log: *log,
                    range: (segment.header().first, segment.header().last()),
                    bytes: segment.to_bytes(),
                    sent: Sent::Not,
                });
            }
        }
    }

    fn card(&self, log: LogId, ward: &WardPublicKey, chance: &Chance) -> Option<Card> {
        let own = self.logs.get(&log)?;
        let key = self.keys.iter().find(|key| key.public().install() == own.install)?;
        let (device, person) = (key.public(), own.person);
        let secret = self.people.get(&person)?;
        let key = SealedKey::seal(secret, person, &device, &ward.wrapping, chance.bytes()).ok()?;
        Some(Card { device, person, key, group: None })
    }

    /// A request to be let in with this token.
    #[must_use]
    pub fn enrol(&self, token: [u8; 16], ward: &WardPublicKey, chance: &Chance) -> Vec<u8> {
        // Also of logs that are still empty: whoever is here has to be seen by this installation.
        let (device, wrapping) = (self.key().public(), &ward.wrapping);
        let cards = self.people.iter().filter_map(|(person, secret)| {
            let key = SealedKey::seal(secret, *person, &device, wrapping, chance.bytes()).ok()?;
            Some(Card { device, person: *person, key, group: None })
        });
        let cards = cards.collect();
        wire::to_bytes(&EnrolRequest::signed(token, self.key(), cards))
    }

    /// It was let in.
    pub fn enrolled(&mut self, hub: usize, answer: &EnrolResponse) {
        // The hub may have been restored since, or the phone not done with that yet.
        let before = self.hubs.remove(&hub).or_else(|| self.former.remove(&hub));
        let known = Known {
            credential: answer.credential,
            incarnation: before.as_ref().and_then(|before| before.incarnation),
            cursor: Vec::new(),
            shown: BTreeSet::new(),
            told: BTreeSet::new(),
            relay: answer.relay,
            says_holds: false,
            refill: before.and_then(|before| before.refill),
        };
        self.hubs.insert(hub, known);
    }

    /// The hub doesn't let it in any more.
    pub fn refused(&mut self, hub: usize) {
        if let Some(known) = self.hubs.remove(&hub) {
            self.former.insert(hub, known);
        }
    }

    /// The next request to a hub that let it in.
    #[must_use]
    pub fn ask(
        &self,
        hub: usize,
        wall: UnixMillis,
        ward: &WardPublicKey,
        chance: &Chance,
    ) -> Option<Asking> {
        let known = self.hubs.get(&hub)?;
        let clock = Clock { wall: wall.0, ..Clock::default() };
        let mut request = SyncRequest::new(known.credential, clock, known.cursor.clone());
        let mut refill = None;
        let mut asked: Vec<usize> = Vec::new();
        if let Some(after) = known.refill {
            let later = (after..self.segments.len())
                .filter(|at| matches!(self.segments[*at].sent, Sent::Durable | Sent::Quarantined));
            asked.extend(later.take(ASKED));
            refill = Some(asked.last().map_or(self.segments.len(), |last| last + 1));
        }
        // At the ward for all that relays have; at a relay for what it has itself.
        let wanted = |at: &usize| match self.segments[*at].sent {
            Sent::Received(relay) => !known.relay || relay == hub,
            _ => false,
        };
        let waiting: Vec<usize> = (0..self.segments.len()).filter(wanted).collect();
        let from = chance.index(waiting.len());
        asked.extend(waiting.iter().cycle().skip(from).take(waiting.len().min(ASKED)));
        request.asked = asked.iter().map(|at| self.segments[*at].hash).collect();
        let unsent = (0..self.segments.len()).filter(|at| self.segments[*at].sent == Sent::Not);
        let sent: Vec<usize> = unsent.take(SEGMENTS).collect();
        let mut cards = Vec::new();
        for at in &sent {
            let own = &self.segments[*at];
            request.segments.push(Bytes(own.bytes.clone()));
            if !known.shown.contains(&own.log)
                && !cards.contains(&own.log)
                && let Some(card) = self.card(own.log, ward, chance)
            {
                request.cards.push(card);
                cards.push(own.log);
            }
        }
        let wishes = self.wishes.iter().filter(|(person, _)| !known.told.contains(*person));
        let (erased, wishes) = wishes.map(|(person, wish)| (*person, wish.clone())).unzip();
        request.erased = wishes;
        if known.says_holds {
            request.holds = Some(self.holds().into_iter().map(Person).collect());
        }
        Some(Asking { body: wire::to_bytes(&request), sent, asked, cards, erased, refill })
    }

    /// What the hub answered; the segments of which it is new that they got further, and whether
    /// there is more to be said or heard.
    pub fn answered(
        &mut self,
        hub: usize,
        asking: &Asking,
        response: &SyncResponse,
        ward: &WardPublicKey,
        chance: &Chance,
    ) -> (Vec<(Hash, Sent)>, bool) {
        let mut news = Vec::new();
        let Some(known) = self.hubs.get_mut(&hub) else { return (news, false) };
        known.relay = response.relay;
        known.says_holds = response.say_holds || known.says_holds && response.more;
        if known.incarnation.is_some_and(|before| before != response.incarnation) {
            known.shown.clear();
            known.told.clear();
            known.cursor.clear();
            known.refill = Some(0);
            known.incarnation = Some(response.incarnation);
        } else {
            known.incarnation = Some(response.incarnation);
            if asking.refill.is_some() {
                known.refill = asking.refill.filter(|at| *at < self.segments.len());
            }
            if !response.cursor.0.is_empty() {
                known.cursor.clone_from(&response.cursor.0);
            }
        }
        let mut moved = false;
        for (at, ack) in asking.sent.iter().zip(&response.acks) {
            let own = &mut self.segments[*at];
            if *ack == Ack::NeedsCard {
                moved |= known.shown.remove(&own.log);
                continue;
            }
            if asking.cards.contains(&own.log) {
                known.shown.insert(own.log);
            }
            if let Some(sent) = sent_of(*ack, hub) {
                own.sent = sent;
                moved = true;
                news.push((own.hash, sent));
            }
        }
        for (at, ack) in asking.asked.iter().zip(&response.answers) {
            let own = &mut self.segments[*at];
            let before = own.sent;
            match sent_of(*ack, hub) {
                Some(sent) => own.sent = sent,
                // A relay has it, the ward doesn't yet; or whoever had it has lost it.
                None => own.sent = Sent::Not,
            }
            if own.sent != before {
                moved = true;
                news.push((own.hash, own.sent));
            }
        }
        // What is on its way already counts for nothing here: only this hub's word does.
        if !response.relay {
            known.told.extend(response.erased.iter().map(|wish| wish.person));
        } else {
            known.told.extend(&asking.erased);
        }
        let refilling = known.refill.is_some();
        for wish in &response.erased {
            if wish.check(ward) == Tombstoned::ByWard {
                self.forget(wish.person);
            }
        }
        self.take_in(response);
        let install = self.key().public().install();
        let forked =
            |log: &wire::Log| self.people.keys().any(|person| log_id(install, *person) == log.0);
        if response.forked.iter().any(forked) {
            self.renew(chance);
            self.forks += 1;
        }
        (news, response.more || response.say_holds || moved || refilling)
    }

    fn take_in(&mut self, response: &SyncResponse) {
        for wrapped in &response.keys {
            let open = |key: &DeviceKey| {
                wrapped.key.open(wrapped.person, &key.public(), &key.box_key()).ok()
            };
            if let Some(key) = self.keys.iter().find_map(open)
                && !self.erased.contains(&wrapped.person)
            {
                self.people.entry(wrapped.person).or_insert(key);
            }
        }
        for bytes in &response.segments {
            if let Ok(segment) = Segment::from_bytes(&bytes.0)
                && !self.erased.contains(&segment.header().person)
            {
                self.waiting.insert(segment.hash(), segment);
            }
        }
        let (people, others) = (&self.people, &mut self.others);
        self.waiting.retain(|hash, segment| {
            let person = segment.header().person;
            let opened = people.get(&person).and_then(|key| segment.open(key).ok());
            match opened {
                Some(events) => {
                    others.insert(*hash, (person, events));
                    false
                }
                None => true,
            }
        });
    }

    /// Erases a person here, and wishes it everywhere.
    pub fn erase(&mut self, person: PersonId) {
        let key = self
            .logs
            .values()
            .rfind(|own| own.person == person)
            .and_then(|own| self.keys.iter().find(|key| key.public().install() == own.install));
        let key = key.unwrap_or(&self.keys[0]);
        self.wishes.insert(person, Tombstone::by_device(person, key));
        self.forget(person);
    }

    fn forget(&mut self, person: PersonId) {
        self.erased.insert(person);
        self.people.remove(&person);
        self.logs.retain(|_, own| own.person != person);
        self.segments.retain(|own| own.person != person);
        self.others.retain(|_, (about, _)| *about != person);
        self.waiting.retain(|_, segment| segment.header().person != person);
        for known in self.hubs.values_mut().chain(self.former.values_mut()) {
            known.refill = known.refill.map(|_| 0);
        }
    }

    /// Whether some hub has said that it has something that this phone wrote about the person.
    #[must_use]
    pub fn is_known_to_write(&self, person: PersonId) -> bool {
        self.segments.iter().any(|own| own.person == person && own.sent != Sent::Not)
    }

    /// Everybody of whom something is here.
    #[must_use]
    pub fn holds(&self) -> BTreeSet<PersonId> {
        let own = self.logs.values().map(|own| own.person);
        let others = self.others.values().map(|(person, _)| *person);
        let waiting = self.waiting.values().map(|segment| segment.header().person);
        own.chain(others).chain(waiting).chain(self.people.keys().copied()).collect()
    }

    /// Everything that this phone wrote.
    pub fn own_events(&self) -> impl Iterator<Item = &Recorded> {
        self.logs.values().flat_map(|own| &own.events)
    }

    /// Everything that is here, also what others wrote.
    pub fn events(&self) -> impl Iterator<Item = &Recorded> {
        self.own_events().chain(self.others.values().flat_map(|(_, events)| events))
    }

    /// Of these events the logs that this phone wrote itself, or a copy of it.
    #[must_use]
    pub fn logs_of_all_keys(&self, found: &[&Recorded]) -> BTreeSet<LogId> {
        let of = |recorded: &&&Recorded| {
            self.keys
                .iter()
                .any(|key| log_id(key.public().install(), recorded.subject) == recorded.id.log)
        };
        found.iter().filter(of).map(|recorded| recorded.id.log).collect()
    }

    /// Of a segment: its events.
    #[must_use]
    pub fn events_of(&self, own: &Own) -> &[Recorded] {
        let range = (own.range.0 as usize).saturating_sub(1)..own.range.1 as usize;
        self.logs.get(&own.log).and_then(|log| log.events.get(range)).unwrap_or_default()
    }
}

fn sent_of(ack: Ack, hub: usize) -> Option<Sent> {
    match ack {
        Ack::Durable => Some(Sent::Durable),
        Ack::Received => Some(Sent::Received(hub)),
        Ack::Quarantined(_) => Some(Sent::Quarantined),
        Ack::NeedsCard | Ack::Later => None,
    }
}
