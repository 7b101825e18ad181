//! A relay's way up: passes on what devices sent until the ward's hub has it on its disk. Keeps
//! everything; a hub above that lost its memory is filled again. Loops of relays end by
//! themselves, since nothing is passed on twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use protocol::{LogId, PersonId};
use segment::{Hash, WardPublicKey};
use wire::{Ack, Bytes, Card, Clock, Credential, SyncRequest, SyncResponse, Tombstoned};

use super::{Hub, Ward};
use crate::storage::{State, StorageError, Stored};

/// The most segments and bytes of a request.
const SEGMENTS: usize = 256;
const BYTES: usize = 192 * 1024;
/// How long a relay waits at least, and at most, before it asks again.
const PATIENCE: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(300));
/// How long it waits when nothing is the matter.
const QUIET: Duration = Duration::from_secs(60);

/// The hub above, as a relay remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// Where to try, in this order.
    pub addresses: Vec<String>,
    /// SHA-256 of its certificate.
    pub certificate_sha256: [u8; 32],
    /// The ward.
    pub ward: WardPublicKey,
    /// What the ward is called.
    pub ward_name: String,
    /// What the relay shows.
    pub credential: Credential,
    /// The hub's life, once known.
    pub incarnation: Option<u64>,
    /// Up to where the relay knows who was erased.
    pub cursor: Vec<u8>,
}

impl Upstream {
    /// The ward, as a relay knows it.
    #[must_use]
    pub fn as_ward(&self) -> Ward {
        Ward { name: self.ward_name.clone(), public: self.ward, key: None }
    }
}

/// The hub above can't be reached, or doesn't answer as one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Nobody answers.
    #[error("the hub above cannot be reached")]
    Unreachable,
    /// It refuses.
    #[error("the hub above refuses this relay (status {0}); please enrol it anew")]
    Refused(u16),
}

/// A way to a hub: HTTPS, or a simulator.
#[async_trait]
pub trait Link: Send + Sync {
    /// Posts a body to a path; the answer's body.
    async fn post(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, LinkError>;
}

/// Why passing on stopped.
#[derive(Debug, thiserror::Error)]
pub enum ForwardError {
    /// The way up is broken.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// What came back is no answer of a hub.
    #[error("the hub above answered with something that is no answer")]
    Malformed,
    /// The relay's own storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// What is known of the hub above could not be written down.
    #[error("what is known of the hub above could not be written: {0}")]
    Keep(std::io::ErrorKind),
}

/// What one go passed on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forwarded {
    /// Segments that are now durable above.
    pub durable: usize,
    /// Requests that it took.
    pub requests: usize,
}

type Keep = Box<dyn Fn(&Upstream) -> std::io::Result<()> + Send + Sync>;

/// Passes on what a relay has.
pub struct Forwarder {
    hub: Arc<Hub>,
    link: Box<dyn Link>,
    upstream: Upstream,
    keep: Keep,
    /// Logs whose cards the hub above has seen.
    shown: BTreeSet<LogId>,
    /// Erased people of whom it was told.
    told: BTreeSet<PersonId>,
    /// Whether it is to be asked for what it has, before anything is sent.
    refill: bool,
}

impl Forwarder {
    /// A forwarder for `hub`; `keep` writes down what is known of the hub above, durably.
    pub fn new(
        hub: Arc<Hub>,
        link: Box<dyn Link>,
        upstream: Upstream,
        keep: impl Fn(&Upstream) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let (shown, told) = (BTreeSet::new(), BTreeSet::new());
        Self { hub, link, upstream, keep: Box::new(keep), shown, told, refill: false }
    }

    /// Passes on until there is nothing left, or the way up breaks. What got there stays noted.
    ///
    /// # Errors
    /// Every [`ForwardError`]; nothing is lost by any of them.
    pub async fn forward(&mut self) -> Result<Forwarded, ForwardError> {
        let mut done = Forwarded::default();
        // A relay above is asked once; it says *received* for as long as it likes.
        let passed = self.hub.store.passed(SEGMENTS).await?;
        let (mut first, mut still) = (true, 0);
        loop {
            let batch = self.batch().await?;
            if batch.is_empty() && !first {
                return Ok(done);
            }
            let asked = if first { passed.clone() } else { Vec::new() };
            first = false;
            let (request, sent, asked) = self.request(&batch, asked).await?;
            let response = self.post(&request).await?;
            done.requests += 1;
            if self.is_another_life(&response).await? {
                continue;
            }
            let (changed, durable) = self.note(&batch, sent, &asked, &response).await?;
            done.durable += durable;
            self.hub.erase(&self.by_ward(&response)).await?;
            self.remember(&response)?;
            // A card may be missing once. Otherwise the hub above can't take these now.
            still = if changed == 0 && !self.refill { still + 1 } else { 0 };
            if !batch.is_empty() && still > 1 {
                return Ok(done);
            }
            self.refill = self.refill && durable > 0;
        }
    }

    async fn batch(&self) -> Result<Vec<Stored>, StorageError> {
        let mut bytes = 0;
        let mut batch = self.hub.store.to_forward(SEGMENTS).await?;
        let fits = |stored: &&Stored| {
            bytes += stored.bytes.len();
            bytes <= BYTES
        };
        let count = batch.iter().take_while(fits).count().max(1);
        batch.truncate(count);
        Ok(batch)
    }

    async fn request(
        &self,
        batch: &[Stored],
        mut asked: Vec<Hash>,
    ) -> Result<(SyncRequest, bool, Vec<Hash>), StorageError> {
        let wall = self.hub.outside.now().0;
        let clock = Clock { wall, ..Clock::default() };
        let cursor = self.upstream.cursor.clone();
        let mut request = SyncRequest::new(self.upstream.credential, clock, cursor);
        request.relay = true;
        let sent = !self.refill;
        if sent {
            let mut cards = BTreeMap::new();
            for stored in batch {
                request.segments.push(Bytes(stored.bytes.clone()));
                let log = stored.owner.log;
                if !self.shown.contains(&log)
                    && let Some(key) = stored.card_key
                {
                    let (device, person) = (stored.owner.device, stored.owner.person);
                    cards.insert(log, Card { device, person, key, group: stored.group.clone() });
                }
            }
            request.cards = cards.into_values().collect();
        } else {
            asked.extend(batch.iter().map(|stored| stored.hash));
        }
        request.asked.clone_from(&asked);
        let wishes = self.hub.store.tombstones().await?;
        request.erased = wishes
            .into_iter()
            .filter(|wish| wish.check(&self.hub.ward.public) == Tombstoned::ByDevice)
            .filter(|wish| !self.told.contains(&wish.person))
            .collect();
        Ok((request, sent, asked))
    }

    async fn post(&self, request: &SyncRequest) -> Result<SyncResponse, ForwardError> {
        let body = wire::to_bytes(request);
        let answer = self.link.post(wire::path::SYNC, body).await?;
        wire::from_bytes(&answer).map_err(|_| ForwardError::Malformed)
    }

    /// Whether the hub above was restored from a backup since, or the relay was let in anew, as it
    /// has to be where the backup is older than it: then everything is to be passed on again that
    /// the hub doesn't have.
    async fn is_another_life(&mut self, response: &SyncResponse) -> Result<bool, ForwardError> {
        if self.upstream.incarnation == Some(response.incarnation) {
            return Ok(false);
        }
        self.hub.store.forget_forwarded().await?;
        self.shown.clear();
        self.told.clear();
        self.refill = true;
        // Only now: a crash before it begins the same again.
        self.upstream.incarnation = Some(response.incarnation);
        self.keep()?;
        Ok(true)
    }

    /// Writes down what became of what was sent; of how many, and how many are durable.
    async fn note(
        &mut self,
        batch: &[Stored],
        sent: bool,
        asked: &[Hash],
        response: &SyncResponse,
    ) -> Result<(usize, usize), StorageError> {
        let mut states = Vec::new();
        if sent {
            for (stored, ack) in batch.iter().zip(&response.acks) {
                if *ack == Ack::NeedsCard {
                    self.shown.remove(&stored.owner.log);
                } else {
                    self.shown.insert(stored.owner.log);
                }
                states.extend(state(*ack).map(|state| (stored.hash, state)));
            }
        }
        for (hash, ack) in asked.iter().zip(&response.answers) {
            // What it doesn't have after all is sent again.
            let again = (*ack == Ack::Later && sent).then_some(State::Here);
            states.extend(state(*ack).or(again).map(|state| (*hash, state)));
        }
        self.told.extend(response.erased.iter().map(|tombstone| tombstone.person));
        self.hub.store.forwarded(&states).await?;
        let durable = states.iter().filter(|(_, state)| *state == State::Durable).count();
        Ok((states.len(), durable))
    }

    fn by_ward(&self, response: &SyncResponse) -> Vec<wire::Tombstone> {
        let ward = &self.hub.ward.public;
        let holds = |wish: &&wire::Tombstone| wish.check(ward) == Tombstoned::ByWard;
        response.erased.iter().filter(holds).cloned().collect()
    }

    fn remember(&mut self, response: &SyncResponse) -> Result<(), ForwardError> {
        if response.cursor.0.is_empty() || response.cursor.0 == self.upstream.cursor {
            return Ok(());
        }
        self.upstream.cursor.clone_from(&response.cursor.0);
        self.keep()
    }

    fn keep(&self) -> Result<(), ForwardError> {
        (self.keep)(&self.upstream).map_err(|error| ForwardError::Keep(error.kind()))
    }

    /// Passes on whenever there is something new, until `stop` is told.
    pub async fn run(mut self, mut stop: tokio::sync::watch::Receiver<bool>) {
        let mut patience = PATIENCE.0;
        loop {
            let wait = match self.forward().await {
                Ok(done) => {
                    if done.durable > 0 {
                        tracing::info!(segments = done.durable, "passed on");
                    }
                    patience = PATIENCE.0;
                    None
                }
                Err(error) => {
                    tracing::warn!(%error, "not passed on yet; everything is kept");
                    patience = (patience * 2).min(PATIENCE.1);
                    Some(self.jittered(patience))
                }
            };
            let news = async {
                match wait {
                    // After a failure news is no reason to hurry.
                    Some(wait) => tokio::time::sleep(wait).await,
                    None => {
                        let quiet = self.jittered(QUIET);
                        let _ = tokio::time::timeout(quiet, self.hub.news.notified()).await;
                    }
                }
            };
            tokio::select! {
                () = news => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Between half of it and all of it, so that many relays don't come at once.
    fn jittered(&self, time: Duration) -> Duration {
        let random = u32::from(u16::from_le_bytes(self.hub.outside.random()));
        time / 2 + time / 2 * random / u32::from(u16::MAX)
    }
}

fn state(ack: Ack) -> Option<State> {
    match ack {
        Ack::Durable => Some(State::Durable),
        Ack::Received => Some(State::Passed),
        Ack::Quarantined(reason) => Some(State::Quarantined(reason)),
        Ack::NeedsCard | Ack::Later => None,
    }
}
