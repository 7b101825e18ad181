//! What a hub keeps, behind one trait: SQLite by default, PostgreSQL by a URL. Both pass
//! `tests/storage.rs`. Knows nothing of HTTP, TLS or keys: what comes here has been verified.
//!
//! There is one writer for a ward: [`SegmentStore::commit`] is called by one task at a time, which
//! gathers what many requests brought into one transaction. So no position is ever filled in
//! later, and a cursor that has passed a position has seen everything before it.

mod codes;
mod commit;
mod dashboard;
mod devices;
mod erasure;
mod keeping;
mod known;
mod people;
mod place;
mod projections;
pub mod sql;
mod store;
mod types;
mod visible;
mod write;

use async_trait::async_trait;
use protocol::{LogId, PersonId, UnixMillis};
use segment::{DevicePublicKey, Hash};
use wire::{CredentialHash, Tombstone};

pub use dashboard::{Dashboard, DashboardStore};
pub use place::{check_copy, open, open_to_read, put_in_place};
pub use store::Storage;
pub use types::*;

/// Why the storage couldn't do it. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// The disk is full. What was sent stays with the senders.
    #[error("there is no room left on the hub's disk")]
    Full,
    /// Another program is the writer of this ward.
    #[error("another hub is serving this ward's data")]
    InUse,
    /// It was written by a newer version.
    #[error("the data was written by a newer version of the hub; please update this one")]
    Newer,
    /// It is damaged.
    #[error("the hub's data is damaged; please restore a backup (`camtay-hub restore`)")]
    Damaged,
    /// The database can't be reached, or says something that only its keeper can mend. Never
    /// holds values.
    #[error("the hub's database failed: {0}")]
    Failed(String),
}

/// The shorthand of this module.
pub type Result<T> = std::result::Result<T, StorageError>;

/// A hub's memory. Everything is about one ward.
#[async_trait]
pub trait SegmentStore: Send + Sync + 'static {
    // ── What devices send ─────────────────────────────────────────────────────────────────────

    /// Takes in what several requests brought, in one transaction, all or nothing. Durable when
    /// it returns. Segments are deduplicated by their hash, by a unique index and within the
    /// insert; a segment that shares a number of its log with another hash is kept as well, and
    /// the log told as forked. For every new segment the facts are folded into the projections of
    /// the learner, and of their group. The answer has one [`Taken`] for each intake, in order.
    async fn commit(&self, intakes: Vec<Intake>) -> Result<Vec<Taken>>;

    /// What is known of these segments, in the order asked.
    async fn states(&self, hashes: &[Hash]) -> Result<Vec<Option<State>>>;

    /// Whose these logs are, in the order asked.
    async fn logs(&self, logs: &[LogId]) -> Result<Vec<Option<LogOwner>>>;

    /// What is known of these people, in the order asked.
    async fn people(&self, people: &[PersonId]) -> Result<Vec<Option<PersonRow>>>;

    // ── What devices get ──────────────────────────────────────────────────────────────────────

    /// What `device` may have after `cursor` and didn't write itself, at most `max_bytes` of it but at
    /// least one segment where there is one. A person who became visible later comes with all
    /// their segments, at the point where they became visible.
    async fn visible_after(
        &self,
        device: &DevicePublicKey,
        cursor: Cursor,
        max_bytes: usize,
    ) -> Result<Page>;

    // ── Devices and invitations ───────────────────────────────────────────────────────────────

    /// Keeps an invitation that works once.
    async fn invite(&self, invitation: &NewInvitation) -> Result<()>;

    /// The invitation of this name (see [`wire::OfferRequest`]), used or not.
    async fn invitation(&self, name: &Hash) -> Result<Option<InvitationRow>>;

    /// Enrols a device by an invitation, atomically: of two devices with the same invitation one
    /// is let in. The same device by the same invitation replaces
    /// that credential; by another one it gets one more, since it may be a copy. A person whom the invitation
    /// restores, and an instructor's roster that it names, become visible.
    async fn enrol(&self, enrolment: &Enrolment) -> Result<Enrolled>;

    /// The device with this credential, revoked or not.
    async fn device(&self, credential: &CredentialHash) -> Result<Option<DeviceRow>>;

    /// All devices.
    async fn devices(&self) -> Result<Vec<DeviceRow>>;

    /// At most so many devices, the newest first; those that come after the one named.
    async fn newest_devices(
        &self,
        after: Option<&DevicePublicKey>,
        limit: usize,
    ) -> Result<Vec<DeviceRow>>;

    /// Revokes a device: from now on its credential is refused. Whether it was there.
    async fn revoke(&self, device: &DevicePublicKey) -> Result<bool>;

    /// Puts people on the roster of an instructor's device, or takes them off.
    async fn set_roster(
        &self,
        instructor: &DevicePublicKey,
        people: &[PersonId],
        on: bool,
    ) -> Result<()>;

    // ── Relay ─────────────────────────────────────────────────────────────────────────────────

    /// Segments in the state [`State::Here`], oldest first, at most `limit`, with what the hub above
    /// has to know about their logs.
    async fn to_forward(&self, limit: usize) -> Result<Vec<Stored>>;

    /// Segments in the state [`State::Passed`], oldest first, at most `limit`.
    async fn passed(&self, limit: usize) -> Result<Vec<Hash>>;

    /// Notes what the hub above said of these segments.
    async fn forwarded(&self, states: &[(Hash, State)]) -> Result<()>;

    /// Takes nothing for known to the hub above any more: it lost what it had.
    async fn forget_forwarded(&self) -> Result<()>;

    // ── Erasure, quarantine, audit ────────────────────────────────────────────────────────────

    /// Erases people: their keys are destroyed, their segments lose their bodies, projections
    /// lose them, and a tombstone stays. Idempotent; also of people who were never here.
    async fn erase(&self, tombstones: &[Tombstone], at: UnixMillis) -> Result<()>;

    /// The position of the last erasure; 0 before the first.
    async fn last_erasure(&self) -> Result<u64>;

    /// All tombstones, in the order in which people were erased here.
    async fn tombstones(&self) -> Result<Vec<Tombstone>>;

    /// What was put aside, newest first.
    async fn quarantine(&self, limit: usize) -> Result<Vec<Quarantined>>;

    /// Takes something out of quarantine for another try; its bytes.
    async fn release(&self, hash: &Hash) -> Result<Option<Vec<u8>>>;

    /// Notes who did what. Durable when it returns.
    async fn audit(&self, entries: &[AuditEntry]) -> Result<()>;

    /// What was noted last, newest first.
    async fn audited(&self, limit: usize) -> Result<Vec<AuditEntry>>;

    // ── Projections ───────────────────────────────────────────────────────────────────────────

    /// A learner's progress, by lesson.
    async fn learner(&self, person: &PersonId) -> Result<Option<LearnerRow>>;

    /// The learners of a group, or of the ward, by id, after `after`, at most `limit`.
    async fn learners(
        &self,
        group: Option<&str>,
        after: Option<PersonId>,
        limit: usize,
    ) -> Result<Vec<LearnerSummary>>;

    /// How many have opened and passed each lesson, by group and lesson. What it costs depends
    /// on the number of groups and lessons, not on that of learners.
    async fn figures(&self) -> Result<Vec<Figure>>;

    /// Whether the projections were made by this version of the folds.
    async fn projections_are_current(&self) -> Result<bool>;

    /// Empties the projections; then [`project`](Self::project) fills them again.
    async fn reset_projections(&self) -> Result<()>;

    /// Folds facts of segments that are stored already into the projections.
    async fn project(&self, facts: &[SegmentFacts]) -> Result<()>;

    /// Declares the projections complete and of this version.
    async fn finish_projections(&self) -> Result<()>;

    // ── Keeping ───────────────────────────────────────────────────────────────────────────────

    /// Every segment after `position`, in order, at most `limit`: for exports, verification and
    /// rebuilding.
    async fn segments_after(&self, position: u64, limit: usize) -> Result<Vec<Stored>>;

    /// The places of all segments, by log and number: `(log, first, position)`.
    async fn places(&self, person: Option<PersonId>) -> Result<Vec<(LogId, u64, u64)>>;

    /// The segments at these positions, in the order asked.
    async fn segments_at(&self, positions: &[u64]) -> Result<Vec<Stored>>;

    /// The hub's life; see [`wire::SyncResponse::incarnation`].
    async fn incarnation(&self) -> Result<u64>;

    /// Begins another life: after a restore.
    async fn set_incarnation(&self, incarnation: u64) -> Result<()>;

    /// How much there is.
    async fn counts(&self) -> Result<Counts>;

    /// Copies everything to a new file, as of one moment, while it is in use.
    async fn backup(&self, to: &std::path::Path) -> Result<()>;

    /// Whether the database answers.
    async fn ping(&self) -> Result<()>;
}
