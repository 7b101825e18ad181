//! What a hub does for devices: takes in what they send, tells them what they may have, lets new
//! ones in. Knows neither HTTP nor a particular database; clock and randomness are handed in.

mod again;
mod enrol;
mod erase;
mod forward;
mod intake;
mod outside;
mod person_keys;
mod sync;
mod writer;

use std::sync::Arc;

use protocol::InstallId;
use segment::{DevicePublicKey, WardKey, WardPublicKey};
use tokio::sync::{Notify, watch};
use wire::{Role, Tombstone};

use crate::storage::{SegmentStore, StorageError};

pub use enrol::NewCode;
pub use forward::{ForwardError, Forwarded, Forwarder, Link, LinkError, Upstream};
pub(crate) use intake::facts;
pub use outside::Outside;
pub use writer::Commits;

use person_keys::PersonKeys;
use writer::Writer;

/// Whose hub it is.
#[derive(Debug, Clone)]
pub struct Ward {
    /// What the ward is called.
    pub name: String,
    /// By what devices know it.
    pub public: WardPublicKey,
    /// What opens persons' keys; a relay doesn't have it.
    pub key: Option<WardKey>,
}

/// Why a request is refused as a whole. Says nothing about anybody.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The bytes are no request of ours.
    #[error("this is not a request that a hub understands")]
    Malformed,
    /// The credential is unknown, or was revoked.
    #[error("this device is not enrolled here, or was revoked; please enrol it anew")]
    NotEnrolled,
    /// The invitation is unknown or was used by another device.
    #[error("this code doesn't work, or was used already; please ask for a new one")]
    NoSuchInvitation,
    /// The disk or the database failed: nothing was acknowledged, and nothing is lost.
    #[error("the hub cannot keep anything right now; please try again later")]
    Storage(#[from] StorageError),
}

/// Keeps tombstones outside what a backup copies.
type KeepTombstones = dyn Fn(&[Tombstone]) -> std::io::Result<()> + Send + Sync;

/// A hub or a relay.
pub struct Hub {
    store: Arc<dyn SegmentStore>,
    ward: Ward,
    certificate_sha256: [u8; 32],
    outside: Outside,
    writer: Writer,
    keys: PersonKeys,
    incarnation: u64,
    /// Tells the forwarder that something new is there.
    news: Notify,
    /// Changes whenever a dashboard could show something else.
    changes: watch::Sender<u64>,
    tombstones: Option<Box<KeepTombstones>>,
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hub of {}", self.ward.name)
    }
}

impl Hub {
    /// A hub over `store`. Has to be called within a Tokio runtime, where its writer lives.
    ///
    /// # Errors
    /// Whatever the storage does.
    pub async fn open(
        store: Arc<dyn SegmentStore>,
        ward: Ward,
        certificate_sha256: [u8; 32],
        outside: Outside,
    ) -> Result<Self, StorageError> {
        let incarnation = store.incarnation().await?;
        Ok(Self {
            writer: Writer::start(Arc::clone(&store)),
            store,
            ward,
            certificate_sha256,
            outside,
            keys: PersonKeys::default(),
            incarnation,
            news: Notify::new(),
            changes: watch::Sender::new(0),
            tombstones: None,
        })
    }

    /// Also keeps tombstones with `keep`, outside what a backup copies: it has to be durable when
    /// it returns.
    #[must_use]
    pub fn keeping_tombstones(
        mut self,
        keep: impl Fn(&[Tombstone]) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.tombstones = Some(Box::new(keep));
        self
    }

    /// The storage, for those who only read.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn SegmentStore> {
        &self.store
    }

    /// Whose hub it is.
    #[must_use]
    pub fn ward(&self) -> &Ward {
        &self.ward
    }

    /// Whether it only passes on.
    #[must_use]
    pub fn is_relay(&self) -> bool {
        self.ward.key.is_none()
    }

    /// The hub's clock and randomness.
    #[must_use]
    pub fn outside(&self) -> &Outside {
        &self.outside
    }

    /// How the writer fares.
    #[must_use]
    pub fn commits(&self) -> &Commits {
        self.writer.commits()
    }

    /// Tells when a dashboard could show something else.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn changed(&self) {
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
        self.news.notify_one();
    }
}

/// How a device is named in the audit log: its installation, which is no secret.
fn named(device: &DevicePublicKey) -> String {
    let InstallId(_) = device.install();
    device.install().to_string()
}

/// Whether a device of this role may say in which group its people are: relays are instructors'.
fn speaks_for_others(role: Role) -> bool {
    matches!(role, Role::Instructor | Role::Ward)
}
