//! A hub in memory, over the agreement alone, and devices that sync with it.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use protocol::*;
use segment::*;
use store::{EventStore, MemoryStore};
use sync::*;
use wire::*;

pub fn person(number: u8) -> PersonId {
    PersonId([number; 16])
}

pub fn now(minute: u64) -> Stamp {
    let monotonic_millis = minute * 60_000;
    let wall = UnixMillis(1_792_461_600_000).plus_millis(monotonic_millis);
    Stamp { wall, boot: 3, monotonic_millis }
}

pub fn added(number: u8) -> Event {
    let address = "ba".to_owned();
    Event::PersonAdded(PersonAdded { person: person(number), address, nickname: None })
}

pub fn opened(lesson: &str) -> Event {
    Event::LessonOpened(LessonOpened {
        lesson: lesson.into(),
        content: ContentHash([7; 8]),
        seed: 42,
        plays_before: 0,
        purpose: Purpose::Learn,
    })
}

pub fn tapped(step: u16) -> Event {
    let target = "bank.scan-button".into();
    Event::Tapped(Tapped { step, target, outcome: Outcome::Done })
}

pub fn answered(given: bool) -> Event {
    let wording = WordingHash([1; 8]);
    Event::ConsentSet(ConsentSet { purpose: SEND_PROGRESS.to_owned(), given, wording })
}

/// Random bytes from a seed (SplitMix64).
pub fn random(seed: u64) -> Random {
    let mut state = seed;
    Random::new(Box::new(move |bytes| {
        for byte in bytes {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            *byte = (z >> 32) as u8;
        }
        true
    }))
}

/// What a hub has.
pub struct FakeHub {
    pub ward: WardKey,
    pub relay: bool,
    pub incarnation: u64,
    /// Each segment with its number, by hash.
    pub segments: BTreeMap<Hash, (u64, Segment)>,
    pub next: u64,
    pub cards: BTreeMap<LogId, Card>,
    /// The keys that were wrapped for the ward.
    pub keys: BTreeMap<PersonId, Vec<PersonKey>>,
    pub credentials:
        BTreeMap<[u8; 16], (segment::DevicePublicKey, BoxPublicKey, BTreeSet<PersonId>)>,
    pub tokens: BTreeMap<[u8; 16], Option<PersonId>>,
    pub used: BTreeMap<[u8; 16], DevicePublicKey>,
    pub tombstones: Vec<Tombstone>,
    pub limits: Limits,
    /// What it puts aside, by the first number.
    pub puts_aside: BTreeSet<u64>,
    /// How many segments it sends at a time.
    pub page: usize,
    pub requests: u64,
    pub largest: usize,
    pub retry_after: Option<u32>,
    /// Which of them a relay knows to be durable.
    pub upstream: BTreeSet<Hash>,
}

pub type Shared = Rc<RefCell<FakeHub>>;

impl FakeHub {
    pub fn new(ward: u8, relay: bool) -> Shared {
        Rc::new(RefCell::new(Self {
            ward: WardKey::from_secret(&[ward; 32]),
            relay,
            incarnation: 1,
            segments: BTreeMap::new(),
            next: 1,
            cards: BTreeMap::new(),
            keys: BTreeMap::new(),
            credentials: BTreeMap::new(),
            tokens: BTreeMap::new(),
            used: BTreeMap::new(),
            tombstones: Vec::new(),
            limits: Limits::default(),
            puts_aside: BTreeSet::new(),
            page: 3,
            requests: 0,
            largest: 0,
            retry_after: None,
            upstream: BTreeSet::new(),
        }))
    }

    pub fn certificate(&self) -> [u8; 32] {
        let mut hash = Hash::of("test certificate", &self.ward.public().verifying.0).0;
        hash[0] = u8::from(self.relay);
        hash
    }

    pub fn invitation(&mut self, token: u8, restores: Option<PersonId>) -> Invitation {
        self.tokens.insert([token; 16], restores);
        Invitation {
            addresses: vec!["10.0.0.1:443".to_owned()],
            certificate_sha256: self.certificate(),
            ward: self.ward.public(),
            token: [token; 16],
        }
    }

    /// Every event that it can read, by name: what was counted.
    pub fn events(&self) -> BTreeMap<EventId, Recorded> {
        let mut all = BTreeMap::new();
        for (_, segment) in self.segments.values() {
            let keys = self.keys.get(&segment.header().person);
            let opened = keys.into_iter().flatten().find_map(|key| segment.open(key).ok());
            for recorded in opened.into_iter().flatten() {
                all.entry(recorded.id).or_insert(recorded);
            }
        }
        all
    }

    fn note(&mut self, card: &Card) {
        if let Ok(key) = card.key.open(card.person, &card.device, self.ward.opening()) {
            let keys = self.keys.entry(card.person).or_default();
            if !keys.contains(&key) {
                keys.push(key);
            }
            self.cards.insert(card.log(), card.clone());
        }
    }

    fn enrol(&mut self, body: &[u8]) -> Result<Vec<u8>, CarryError> {
        let request: EnrolRequest = wire::from_bytes(body).unwrap();
        assert!(request.is_signed());
        let Some(restores) = self.tokens.get(&request.token).copied() else {
            return Err(CarryError::Refused(403));
        };
        if *self.used.entry(request.token).or_insert(request.device) != request.device {
            return Err(CarryError::Refused(403));
        }
        let mut people: BTreeSet<_> = request.cards.iter().map(|card| card.person).collect();
        people.extend(restores);
        request.cards.iter().for_each(|card| self.note(card));
        self.credentials.insert(request.token, (request.device, request.wrapping, people));
        Ok(wire::to_bytes(&EnrolResponse {
            credential: Credential(request.token),
            ward: self.ward.public(),
            ward_name: "Phường Thử".to_owned(),
            role: Role::Learner,
            group: None,
            person: restores.map(Person),
            relay: self.relay,
        }))
    }

    fn take(&mut self, bytes: &[u8], forked: &mut Vec<Log>) -> Ack {
        let Ok(segment) = Segment::from_bytes(bytes) else {
            return Ack::Quarantined(Reason::Malformed);
        };
        let header = *segment.header();
        let Some(card) = self.cards.get(&header.log) else { return Ack::NeedsCard };
        if segment.verify(&card.device).is_err() {
            return Ack::Quarantined(Reason::Forged);
        }
        if self.puts_aside.contains(&header.first) {
            return Ack::Quarantined(Reason::Unreadable);
        }
        if self.tombstones.iter().any(|tombstone| tombstone.person == header.person) {
            return Ack::Quarantined(Reason::Erased);
        }
        if !self.relay && !self.keys[&header.person].iter().any(|key| segment.open(key).is_ok()) {
            return Ack::Quarantined(Reason::Unreadable);
        }
        let known = self.events();
        let keys = &self.keys[&header.person];
        let opened = keys.iter().find_map(|key| segment.open(key).ok()).unwrap_or_default();
        let differs = |recorded: &Recorded| {
            known.get(&recorded.id).is_some_and(|before| before.event != recorded.event)
        };
        if opened.iter().any(differs) {
            forked.push(Log(header.log));
        }
        let number = self.next;
        self.next += 1;
        self.segments.entry(segment.hash()).or_insert((number, segment));
        if self.relay { Ack::Received } else { Ack::Durable }
    }

    fn answer_for(&self, hash: &Hash) -> Ack {
        match self.segments.contains_key(hash) {
            _ if self.upstream.contains(hash) => Ack::Durable,
            true if self.relay => Ack::Received,
            true => Ack::Durable,
            false => Ack::Later,
        }
    }

    fn sync(&mut self, body: &[u8]) -> Result<Vec<u8>, CarryError> {
        let request: SyncRequest = wire::from_bytes(body).unwrap();
        self.requests += 1;
        self.largest = self.largest.max(body.len());
        let Some((device, wrapping, mut people)) =
            self.credentials.get(&request.credential.0).cloned()
        else {
            return Err(CarryError::Refused(401));
        };
        request.cards.iter().for_each(|card| self.note(card));
        people.extend(request.cards.iter().map(|card| card.person));
        self.credentials.insert(request.credential.0, (device, wrapping, people.clone()));
        let mut response = SyncResponse::new(self.incarnation, UnixMillis(0));
        response.relay = self.relay;
        for tombstone in &request.erased {
            assert_eq!(tombstone.check(&self.ward.public()), Tombstoned::ByDevice);
            let log = log_id(tombstone.by.install(), tombstone.person);
            assert!(self.cards.contains_key(&log), "of a device that owns a log about them");
            self.erase(tombstone.person);
        }
        for bytes in &request.segments {
            let ack = self.take(&bytes.0, &mut response.forked);
            response.acks.push(ack);
        }
        response.answers = request.asked.iter().map(|hash| self.answer_for(hash)).collect();
        let (incarnation, position) = match request.cursor.0.as_chunks::<8>() {
            ([incarnation, position], []) => {
                (u64::from_le_bytes(*incarnation), u64::from_le_bytes(*position))
            }
            _ => (self.incarnation, 0),
        };
        let position = if incarnation == self.incarnation { position } else { 0 };
        let mut news: Vec<_> = self
            .segments
            .values()
            .filter(|(n, segment)| *n > position && people.contains(&segment.header().person))
            .collect();
        news.sort_by_key(|(n, _)| *n);
        response.more = news.len() > self.page;
        news.truncate(self.page);
        let mut end = position;
        for (n, segment) in news {
            end = *n;
            response.segments.push(Bytes(segment.to_bytes()));
            response.cards.extend(self.cards.get(&segment.header().log).cloned());
        }
        if position == 0 {
            for person in &people {
                for key in self.keys.get(person).into_iter().flatten() {
                    let key = SealedKey::seal(key, *person, &device, &wrapping, [7; 32]).unwrap();
                    response.keys.push(WrappedKey { person: *person, key });
                }
            }
            response.limits = Some(self.limits);
        }
        response.erased = self
            .tombstones
            .iter()
            .filter(|stone| people.contains(&stone.person))
            .cloned()
            .collect();
        response.cursor = Bytes([self.incarnation.to_le_bytes(), end.to_le_bytes()].concat());
        response.retry_after_seconds = self.retry_after;
        Ok(wire::to_bytes(&response))
    }

    /// Erases somebody, by the ward's word.
    pub fn erase(&mut self, person: PersonId) {
        self.segments.retain(|_, (_, segment)| segment.header().person != person);
        self.keys.remove(&person);
        self.tombstones.push(Tombstone::by_ward(person, &self.ward));
    }

    /// Falls back to `backup`, in a new life.
    pub fn restore(&mut self, backup: BTreeMap<Hash, (u64, Segment)>) {
        self.segments = backup;
        self.incarnation += 1;
    }

    /// What a relay has is passed on.
    pub fn forward_to(&mut self, hub: &Shared) {
        let mut hub = hub.borrow_mut();
        self.cards.values().for_each(|card| hub.note(card));
        for (hash, (_, segment)) in &self.segments {
            if hub.take(&segment.to_bytes(), &mut Vec::new()) == Ack::Durable {
                self.upstream.insert(*hash);
            }
        }
    }
}

/// What becomes of a request on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Arrives,
    /// It never gets there.
    Lost,
    /// It gets there, its answer doesn't come back.
    Unanswered,
    /// It gets there twice; the second answer comes back.
    Repeated,
    /// Its answer is cut off.
    CutOff,
}

/// Carries to hubs in memory, with faults.
pub struct FakeNetwork {
    pub hubs: Vec<Shared>,
    pub fates: Vec<Fate>,
    /// The link breaks after so many bytes of one request.
    pub breaks_after: Option<usize>,
    pub traffic: Traffic,
}

impl FakeNetwork {
    pub fn to(hubs: &[&Shared]) -> Self {
        let hubs = hubs.iter().map(|hub| Rc::clone(hub)).collect();
        Self { hubs, fates: Vec::new(), breaks_after: None, traffic: Traffic::default() }
    }
}

fn broken() -> CarryError {
    CarryError::Unreachable("the link broke".to_owned())
}

impl Carrier for FakeNetwork {
    fn post(&mut self, to: &To<'_>, path: &str, body: &[u8]) -> Result<Vec<u8>, CarryError> {
        let found = self.hubs.iter().find(|hub| hub.borrow().certificate() == *to.certificate);
        let hub = Rc::clone(found.ok_or(CarryError::NotTheHub)?);
        let ask = || match path {
            wire::path::SYNC => hub.borrow_mut().sync(body),
            wire::path::ENROL => hub.borrow_mut().enrol(body),
            _ => Err(CarryError::Refused(404)),
        };
        if self.breaks_after.is_some_and(|most| body.len() > most) {
            return Err(broken());
        }
        let answer = match self.fates.pop().unwrap_or(Fate::Arrives) {
            Fate::Arrives => ask()?,
            Fate::Lost => return Err(broken()),
            Fate::Unanswered => {
                ask()?;
                return Err(broken());
            }
            Fate::Repeated => {
                ask()?;
                ask()?
            }
            Fate::CutOff => {
                let mut answer = ask()?;
                answer.truncate(answer.len() / 2);
                answer
            }
        };
        self.traffic.up += body.len() as u64;
        self.traffic.down += answer.len() as u64;
        self.traffic.round_trips += 1;
        Ok(answer)
    }

    fn post_to_unknown(
        &mut self,
        _: &str,
        path: &str,
        body: &[u8],
    ) -> Result<(Vec<u8>, [u8; 32]), CarryError> {
        assert_eq!(path, wire::path::OFFER);
        let request: OfferRequest = wire::from_bytes(body).unwrap();
        let hub = self.hubs[0].borrow();
        let named = |token: &&[u8; 16]| OfferRequest::of(token) == request;
        let Some(token) = hub.tokens.keys().find(named) else {
            return Err(CarryError::Refused(404));
        };
        let offer = Offer::to(token, hub.certificate(), hub.ward.public());
        Ok((wire::to_bytes(&offer), hub.certificate()))
    }

    fn traffic(&self) -> Traffic {
        self.traffic
    }
}

/// A device with its store and its side of sync.
pub struct Device {
    pub store: MemoryStore,
    pub sync: Syncer,
    pub folder: tempfile::TempDir,
    pub minute: u64,
    number: u8,
}

impl Device {
    pub fn new(number: u8) -> Self {
        let folder = tempfile::TempDir::new().unwrap();
        let keys = DeviceKeys::in_memory(&[number + 100; 32]);
        let store = MemoryStore::new(keys.install());
        let outbox = Outbox::open(folder.path()).unwrap();
        let sync = Syncer::new(outbox, keys, random(u64::from(number)));
        Self { store, sync, folder, minute: 0, number }
    }

    /// As new, with somebody who was let in by `hub`.
    pub fn enrolled(number: u8, hub: &Shared) -> Self {
        let mut device = Self::new(number);
        device.does(number, &[added(number), opened("wifi")]);
        let invitation = hub.borrow_mut().invitation(number, None);
        let code = Code::Link(invitation);
        let network = &mut FakeNetwork::to(&[hub]);
        device.sync.enrol(&code, None, &mut device.store, network).unwrap();
        device
    }

    pub fn does(&mut self, subject: u8, events: &[Event]) -> Vec<Recorded> {
        self.minute += 1;
        let subject = person(subject);
        self.store.append(subject, subject, now(self.minute), events).unwrap()
    }

    pub fn taps(&mut self, count: u16) {
        let number = self.number;
        for step in 0..count {
            self.does(number, &[tapped(step)]);
        }
    }

    pub fn syncs(&mut self, network: &mut FakeNetwork) -> Report {
        self.syncs_over(network, LinkKind::Unmetered)
    }

    pub fn syncs_over(&mut self, network: &mut FakeNetwork, link: LinkKind) -> Report {
        self.minute += 1;
        self.sync.sync(&mut self.store, network, link, now(self.minute)).unwrap()
    }

    /// Loses the process: what stays is what was committed.
    pub fn restart(self) -> Self {
        let Self { store, sync, folder, minute, number } = self;
        let Syncer { outbox, keys, random, .. } = sync;
        drop(outbox);
        let outbox = Outbox::open(folder.path()).unwrap();
        Self { store, sync: Syncer::new(outbox, keys, random), folder, minute, number }
    }

    pub fn standing(&mut self) -> Standing {
        let standings = self.sync.outbox.standings(&mut self.store, &self.sync.keys).unwrap();
        standings[&person(self.number)]
    }
}

/// What devices recorded about one person is what the hub counts, each once.
pub fn assert_all_there(hub: &Shared, devices: &[&Device]) {
    let counted = hub.borrow().events();
    let mut made = BTreeMap::new();
    for device in devices {
        for recorded in device.store.events_after(0).unwrap() {
            made.entry(recorded.id).or_insert(recorded);
        }
    }
    let lines = |events: &BTreeMap<EventId, Recorded>| -> Vec<String> {
        export(events.values().cloned().collect())
    };
    assert_eq!(lines(&counted), lines(&made));
}
