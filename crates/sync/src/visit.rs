//! One hub in one sync: a request out, its answer in and written down in one transaction, until
//! nothing is left to say. Knows neither sockets nor clocks. Whatever becomes of a request (lost,
//! repeated, answered late), the next visit says what is still to be said.

use std::collections::BTreeSet;

use protocol::{InstallId, LogId, PersonId, Stamp, UnixMillis};
use segment::{DevicePublicKey, PersonKey, SealedKey, WardPublicKey};
use wire::{Ack, Bytes, Card, Clock, Person, SyncRequest, SyncResponse, Tombstone, Tombstoned};

use crate::outbox::{Hub, Outbox, Sealed, State};
use crate::{DeviceKeys, Random, SyncError};

/// How many segments are asked for at a time.
const ASKED: usize = 64;
/// What a segment takes in a request beside its own bytes.
const FRAMING: usize = 5;

/// A visit at one hub.
#[derive(Debug)]
pub(crate) struct Visit {
    hub: i64,
    /// Those whose ward this hub is of, and who agreed.
    people: BTreeSet<PersonId>,
    /// Not again in this visit.
    later: BTreeSet<i64>,
    /// What was asked for in this visit.
    asked: BTreeSet<i64>,
    /// Logs whose card was asked for, and was sent.
    carded: BTreeSet<LogId>,
    is_first: bool,
    more: bool,
    /// The hub wants to know whom this device holds.
    says_holds: bool,
}

/// A request, and what has to be known when its answer comes.
#[derive(Debug)]
pub(crate) struct Asking {
    pub request: SyncRequest,
    sent: Vec<Sealed>,
    asked: Vec<Sealed>,
    cards: Vec<LogId>,
    erased: Vec<Tombstone>,
    /// Up to where a restored hub has been asked for what it may have lost.
    refilled: Option<Option<i64>>,
    /// Whether more would have gone into it than it was allowed to hold.
    is_full: bool,
}

/// What an answer brought.
#[derive(Debug, Default)]
pub(crate) struct Answered {
    /// Events that were sent with the request.
    pub sent: u64,
    /// Events of which it is now known that they are durable.
    pub acknowledged: u64,
    /// Whether this device is a copy, or was set back.
    pub forked: bool,
    /// Whether segments came, or keys for those that wait.
    pub news: bool,
    /// Not to be asked again before this many seconds.
    pub retry_after_seconds: Option<u32>,
}

impl Visit {
    pub fn new(hub: i64, people: BTreeSet<PersonId>) -> Self {
        let (later, asked, carded) = Default::default();
        Self { hub, people, later, asked, carded, is_first: true, more: false, says_holds: false }
    }

    /// The next request; none when everything was said and heard.
    pub fn request(
        &mut self,
        outbox: &mut Outbox,
        random: &mut Random,
        now: Stamp,
    ) -> Result<Option<Asking>, SyncError> {
        let hub = outbox.hub(self.hub)?;
        let mut asking = self.say(outbox, random, &hub, now)?;
        let says = !asking.sent.is_empty() || !asking.asked.is_empty() || !asking.erased.is_empty();
        let due = self.is_first || self.more || says;
        (self.is_first, self.more) = (false, false);
        if let (true, Some(refilled)) = (asking.asked.is_empty(), asking.refilled) {
            // Nothing is left to be asked for.
            let mut hub = hub;
            hub.refill = refilled;
            crate::outbox::put_hub(&outbox.db, &hub)?;
            asking.refilled = None;
        }
        Ok(due.then_some(asking))
    }

    fn say(
        &self,
        outbox: &mut Outbox,
        random: &mut Random,
        hub: &Hub,
        now: Stamp,
    ) -> Result<Asking, SyncError> {
        let clock =
            Clock { wall: now.wall.0, boot: now.boot, monotonic_millis: now.monotonic_millis };
        let mut request = SyncRequest::new(hub.credential, clock, hub.cursor.clone());
        let of_ward = |sealed: &Sealed| self.people.contains(&sealed.person);

        // First what a restored hub may have lost, in order; otherwise what relays have.
        let mut refilled = None;
        let mut asked = Vec::new();
        if let Some(after) = hub.refill {
            asked = outbox.done_after(after, of_ward, ASKED)?;
            refilled = Some(asked.last().map(|last| last.n));
        } else {
            let wanted = |sealed: &Sealed| of_ward(sealed) && !self.asked.contains(&sealed.n);
            asked.extend(outbox.received_by_relays(wanted, ASKED)?);
        }
        request.asked = asked.iter().map(|sealed| sealed.hash).collect();
        request.erased = outbox.tombstones(self.hub)?;
        if self.says_holds {
            request.holds = Some(self.people.iter().copied().map(Person).collect());
        }

        let room = hub.limits.request_bytes.min(hub.batch) as usize;
        let mut used = wire::to_bytes(&request).len();
        let mut count = 0_usize;
        let mut is_full = false;
        let sent = outbox.pending(
            |sealed| of_ward(sealed) && !self.later.contains(&sealed.n),
            |sealed| {
                used += sealed.length + FRAMING;
                count += 1;
                // One always goes, or a long one would never.
                let fits = count == 1 || used <= room && count <= hub.limits.segments as usize;
                is_full |= !fits;
                fits
            },
        )?;
        let mut cards = Vec::new();
        for sealed in &sent {
            request.segments.push(Bytes(outbox.bytes_of(sealed.n)?));
            if !cards.contains(&sealed.log) && !outbox.is_shown(self.hub, sealed.log)? {
                request.cards.extend(card(outbox, random, hub, sealed.log)?);
                cards.push(sealed.log);
            }
        }
        let erased = request.erased.clone();
        Ok(Asking { request, sent, asked, cards, erased, refilled, is_full })
    }

    /// Writes down what the hub answered, all of it or nothing.
    pub fn answered(
        &mut self,
        outbox: &mut Outbox,
        keys: &DeviceKeys,
        asking: &Asking,
        response: &SyncResponse,
        now: Stamp,
    ) -> Result<Answered, SyncError> {
        let mut hub = outbox.hub(self.hub)?;
        let mut answered = Answered::default();
        let cursor_before = std::mem::replace(&mut hub.cursor, response.cursor.0.clone());
        if hub.cursor.is_empty() {
            hub.cursor.clone_from(&cursor_before);
        }
        hub.relay = response.relay;
        let transaction = outbox.transaction()?;
        let db = &transaction;

        for (at, sealed) in asking.sent.iter().enumerate() {
            answered.sent += sealed.count;
            let ack = response.acks.get(at).copied().unwrap_or(Ack::Later);
            if ack == Ack::NeedsCard {
                db.execute(
                    "DELETE FROM shown WHERE hub = ?1 AND log = ?2",
                    rusqlite::params![self.hub, sealed.log.0],
                )?;
                // Once it goes with its card; a hub that still asks for it gets it another day.
                if !self.carded.insert(sealed.log) || asking.cards.contains(&sealed.log) {
                    self.later.insert(sealed.n);
                }
                continue;
            }
            if asking.cards.contains(&sealed.log) {
                crate::outbox::put_shown(db, self.hub, sealed.log)?;
            }
            match became(ack, &hub) {
                Some(state) => {
                    answered.acknowledged += if state == State::Durable { sealed.count } else { 0 };
                    crate::outbox::put_state(db, sealed.n, state)?;
                    if state != State::Durable {
                        self.asked.insert(sealed.n);
                    }
                }
                None => _ = self.later.insert(sealed.n),
            }
        }
        for (at, sealed) in asking.asked.iter().enumerate() {
            self.asked.insert(sealed.n);
            let Some(answer) = response.answers.get(at).copied() else { continue };
            let is_refill = asking.refilled.is_some();
            let lost = match answer {
                Ack::NeedsCard => true,
                // The ward's hub doesn't have it; of a relay it says something only if that relay
                // had said that it has it.
                Ack::Later => {
                    !hub.relay || crate::outbox::relay_of(db, sealed.n)? == Some(self.hub)
                }
                _ => false,
            };
            match became(answer, &hub) {
                _ if lost => crate::outbox::put_state(db, sealed.n, State::Pending)?,
                Some(state @ (State::Durable | State::Quarantined)) => {
                    if !is_refill && state == State::Durable {
                        answered.acknowledged += sealed.count;
                    }
                    crate::outbox::put_state(db, sealed.n, state)?;
                }
                _ => crate::outbox::note_asked(db, sealed.n)?,
            }
        }
        if let Some(refilled) = asking.refilled {
            hub.refill = refilled;
        }
        // Another life of the hub: what it had may be gone, and whose the logs are as well.
        let another = hub.incarnation.is_some_and(|before| before != response.incarnation);
        hub.incarnation = Some(response.incarnation);
        if another {
            hub.refill = Some(0);
            db.execute("DELETE FROM shown WHERE hub = ?1", [self.hub])?;
        }

        for tombstone in &asking.erased {
            db.execute(
                "DELETE FROM tombstone WHERE hub = ?1 AND person = ?2",
                rusqlite::params![self.hub, tombstone.person.0],
            )?;
        }
        for tombstone in &response.erased {
            if tombstone.check(&hub.ward) == Tombstoned::ByWard {
                crate::outbox::forget(db, tombstone.person)?;
            }
        }
        for card in &response.cards {
            crate::outbox::keep_card(db, card)?;
        }
        for wrapped in &response.keys {
            let open = |key: &segment::DeviceKey| {
                wrapped.key.open(wrapped.person, &key.public(), &key.box_key()).ok()
            };
            let opened = keys.all().find_map(open);
            if let Some(key) = opened {
                crate::outbox::prefer_key(db, wrapped.person, &key)?;
            }
        }
        for bytes in &response.segments {
            crate::outbox::keep_received(db, &bytes.0)?;
        }
        answered.news = !response.segments.is_empty()
            || !response.keys.is_empty()
            || !response.cards.is_empty();
        answered.forked = response.forked.iter().any(|log| self.is_current(keys.install(), log.0));
        answered.retry_after_seconds = response.retry_after_seconds;

        if let Some(limits) = response.limits {
            hub.limits = limits;
        }
        if asking.is_full {
            hub.batch = hub.batch.saturating_mul(2).min(hub.limits.request_bytes.max(1));
        }
        if !response.relay {
            crate::outbox::put_pin(db, now, UnixMillis(response.hub_time))?;
        }
        (hub.failures, hub.succeeded) = (0, Some(now.wall));
        crate::outbox::put_hub(db, &hub)?;
        transaction.commit()?;
        self.more = response.say_holds || response.more && hub.cursor != cursor_before;
        self.says_holds |= response.say_holds;
        Ok(answered)
    }

    /// Whether this device writes the log now.
    fn is_current(&self, install: InstallId, log: LogId) -> bool {
        self.people.iter().any(|person| protocol::log_id(install, *person) == log)
    }
}

/// What an answer says of a segment; none where it says nothing new.
fn became(ack: Ack, hub: &Hub) -> Option<State> {
    match ack {
        // Also from a relay, which was told so by the ward.
        Ack::Durable => Some(State::Durable),
        Ack::Received => Some(State::Received { relay: hub.n }),
        Ack::Quarantined(_) => Some(State::Quarantined),
        Ack::NeedsCard | Ack::Later => None,
    }
}

/// The card of a log of ours, made for the ward of `hub`.
pub(crate) fn card(
    outbox: &mut Outbox,
    random: &mut Random,
    hub: &Hub,
    log: LogId,
) -> Result<Option<Card>, SyncError> {
    let Some((device, person)) = outbox.owner_of(log)? else { return Ok(None) };
    let key = outbox.person_key(person, random)?;
    card_of(random, &hub.ward, &key, device, person)
}

/// The card of the log that `device` writes about `person`, made for a ward.
pub(crate) fn card_of(
    random: &mut Random,
    ward: &WardPublicKey,
    key: &PersonKey,
    device: DevicePublicKey,
    person: PersonId,
) -> Result<Option<Card>, SyncError> {
    let sealed = SealedKey::seal(key, person, &device, &ward.wrapping, random.bytes()?);
    // Fails only where the ward's own key is no key.
    Ok(sealed.ok().map(|key| Card { device, person, key, group: None }))
}
