//! The one request of sync: takes in, acknowledges what is durable, answers with what is new.

use std::collections::BTreeSet;

use protocol::{LogId, PersonId};
use segment::SealedKey;
use wire::{Ack, Bytes, Card, Log, Reason, SyncRequest, SyncResponse, Tombstone, WrappedKey};

use super::{Hub, Refusal, named};
use crate::storage::{AuditEntry, Cursor, DeviceRow, Page, State, StorageError};

/// How many bytes of segments a device gets at a time: a minute at the slowest link that is any
/// use.
const PAGE_BYTES: usize = 64 * 1024;
/// How many segments may be asked for at a time.
const ASKED: usize = 1_024;
/// Of how many people a device may ask whether they were erased.
const HELD: usize = 4_096;

impl Hub {
    /// Answers one request of sync.
    ///
    /// # Errors
    /// Every [`Refusal`] but those of enrolment. After a refusal nothing was changed.
    pub async fn sync(&self, body: &[u8]) -> Result<SyncResponse, Refusal> {
        let request: SyncRequest = wire::from_bytes(body).map_err(|_| Refusal::Malformed)?;
        let device = self.admit(&request).await?;
        let mut response = SyncResponse::new(self.incarnation, self.outside.now());
        response.relay = self.is_relay();
        self.bury(&device, &request.erased).await?;

        let taken = self.take(&device, &request, &mut response).await?;
        let asked = &request.asked[..request.asked.len().min(ASKED)];
        for state in self.store.states(asked).await? {
            response.answers.push(state.map_or(Ack::Later, |state| self.answer(state)));
        }
        // What was asked beyond the limit is unanswered, and asked again.
        if request.relay {
            self.tell_relay(&request, &mut response).await?;
        } else if self.is_relay() {
            self.tell_erased(&taken, &mut response).await?;
        } else {
            self.tell(&device, &request, taken, &mut response).await?;
        }
        Ok(response)
    }

    /// The device that asks, if it may.
    async fn admit(&self, request: &SyncRequest) -> Result<DeviceRow, Refusal> {
        let device = self.store.device(&request.credential.hash()).await?;
        match device {
            Some(device) if !device.revoked => Ok(device),
            Some(device) => {
                self.note(named(&device.device), "sync", "revoked".to_owned(), false).await?;
                Err(Refusal::NotEnrolled)
            }
            None => {
                self.note("nobody".to_owned(), "sync", "credential".to_owned(), false).await?;
                Err(Refusal::NotEnrolled)
            }
        }
    }

    /// Takes in segments and cards; erased people of whom something was sent.
    async fn take(
        &self,
        device: &DeviceRow,
        request: &SyncRequest,
        response: &mut SyncResponse,
    ) -> Result<BTreeSet<PersonId>, Refusal> {
        if request.segments.is_empty() && request.cards.is_empty() {
            return Ok(BTreeSet::new());
        }
        let segments: Vec<&[u8]> =
            request.segments.iter().map(|bytes| bytes.0.as_slice()).collect();
        let examined = self.examine(device, &request.cards, &segments).await?;
        let hashes: Vec<_> = examined.intake.segments.iter().map(|new| new.hash).collect();
        let taken = self.writer.commit(examined.intake).await?;
        // A relay may know already that some are durable.
        let states = if self.is_relay() { self.store.states(&hashes).await? } else { Vec::new() };
        let mut states = states.into_iter();
        response.acks = examined
            .acks
            .into_iter()
            .map(|ack| match ack {
                Some(ack) => ack,
                None => match states.next().flatten() {
                    Some(state) => self.ack(state),
                    None if self.is_relay() => Ack::Received,
                    None => Ack::Durable,
                },
            })
            .collect();
        response.forked = taken.forked.into_iter().map(Log).collect();
        if taken.new.contains(&true) {
            self.changed();
        }
        Ok(examined.erased)
    }

    /// What is said of a segment that wasn't sent along. That somebody sent something under its
    /// name that had to be put aside (with another signature, or another's card) says nothing of
    /// the one that the device has: it is looked at when it comes.
    fn answer(&self, state: State) -> Ack {
        match state {
            State::Quarantined(reason) if reason != Reason::Erased && !self.is_relay() => {
                Ack::Later
            }
            state => self.ack(state),
        }
    }

    fn ack(&self, state: State) -> Ack {
        match state {
            State::Quarantined(reason) => Ack::Quarantined(reason),
            State::Here | State::Passed if self.is_relay() => Ack::Received,
            State::Here | State::Passed | State::Durable => Ack::Durable,
        }
    }

    /// What the device may have and doesn't know.
    async fn tell(
        &self,
        device: &DeviceRow,
        request: &SyncRequest,
        erased: BTreeSet<PersonId>,
        response: &mut SyncResponse,
    ) -> Result<(), StorageError> {
        let cursor = read_cursor(&request.cursor.0, self.incarnation);
        let holds = request.holds.as_deref();
        if holds.is_none() && self.store.last_erasure().await? > cursor.position {
            response.say_holds = true;
            return self.tell_erased(&erased, response).await;
        }
        let page = self.store.visible_after(&device.device, cursor, PAGE_BYTES).await?;
        if page.cursor != cursor || !request.cursor.0.is_empty() {
            let bytes = write_cursor(page.cursor, self.incarnation);
            if bytes != request.cursor.0 {
                response.cursor = Bytes(bytes);
            }
        }
        response.more = page.more;
        self.tell_people(device, &page, response);
        let mut shown = BTreeSet::<LogId>::new();
        for stored in page.segments {
            if shown.insert(stored.owner.log)
                && let Some(key) = stored.card_key
            {
                let (device, person) = (stored.owner.device, stored.owner.person);
                response.cards.push(Card { device, person, key, group: None });
            }
            response.segments.push(Bytes(stored.bytes));
        }
        let held = holds.into_iter().flatten().take(HELD).map(|person| person.0);
        let gone = page.erased.into_iter().chain(erased).chain(held).collect::<BTreeSet<_>>();
        self.tell_erased(&gone, response).await
    }

    /// Whoever sends something about an erased person has to hear of it, also from a relay: it
    /// isn't sent again, so that nobody else would tell them.
    async fn tell_erased(
        &self,
        gone: &BTreeSet<PersonId>,
        response: &mut SyncResponse,
    ) -> Result<(), StorageError> {
        if !gone.is_empty() {
            let all = self.store.tombstones().await?;
            response.erased =
                all.into_iter().filter(|tombstone| gone.contains(&tombstone.person)).collect();
        }
        Ok(())
    }

    /// Keys of people who became visible, wrapped for the device.
    fn tell_people(&self, device: &DeviceRow, page: &Page, response: &mut SyncResponse) {
        for person in &page.people {
            let Some(key) = self.key_of(person) else { continue };
            let seed = self.outside.random();
            let (id, to) = (person.person, &device.wrapping);
            if let Ok(key) = SealedKey::seal(&key, id, &device.device, to, seed) {
                response.keys.push(WrappedKey { person: id, key });
            }
        }
    }

    /// A relay gets to know who was erased, and nothing else.
    async fn tell_relay(
        &self,
        request: &SyncRequest,
        response: &mut SyncResponse,
    ) -> Result<(), StorageError> {
        let known = read_cursor(&request.cursor.0, self.incarnation).position;
        let all: Vec<Tombstone> = self.store.tombstones().await?;
        let known = usize::try_from(known).unwrap_or(usize::MAX).min(all.len());
        let cursor = Cursor { position: all.len() as u64, within: 0 };
        response.cursor = Bytes(write_cursor(cursor, self.incarnation));
        response.erased = all[known..].to_vec();
        Ok(())
    }

    /// Notes who did what, or tried.
    pub(crate) async fn note(
        &self,
        actor: String,
        action: &str,
        target: String,
        allowed: bool,
    ) -> Result<(), StorageError> {
        let at = self.outside.now();
        let entry = AuditEntry { at, actor, action: action.to_owned(), target, allowed };
        self.store.audit(&[entry]).await
    }
}

/// A cursor of another life of the hub means nothing: the device begins anew.
fn read_cursor(bytes: &[u8], incarnation: u64) -> Cursor {
    match minicbor::decode::<(u64, u64, u64)>(bytes) {
        Ok((life, position, within)) if life == incarnation => Cursor { position, within },
        _ => Cursor::default(),
    }
}

fn write_cursor(cursor: Cursor, incarnation: u64) -> Vec<u8> {
    minicbor::to_vec((incarnation, cursor.position, cursor.within)).unwrap_or_default()
}
