//! The one implementation of [`SegmentStore`], over either database. Says who does what; how is in
//! the files beside it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use protocol::{LogId, PersonId, UnixMillis};
use segment::{DevicePublicKey, Hash};
use wire::{CredentialHash, Tombstone};

use super::known::{Known, Table};
use super::sql::{Database, Options, Postgres, Sqlite, WardId};
use super::write::Write;
use super::{
    AuditEntry, Counts, Cursor, DeviceRow, Enrolled, Enrolment, Figure, Intake, InvitationRow,
    LearnerRow, LearnerSummary, LogOwner, NewInvitation, Page, PersonRow, Quarantined, Result,
    SegmentFacts, SegmentStore, State, Stored, Taken, commit, devices, erasure, keeping,
    projections, visible,
};
use crate::values;

/// What a hub keeps about its ward.
pub struct Storage {
    database: Arc<dyn Database>,
    known: Known,
    /// Whether something was erased whose old bytes may still lie on the disk.
    unscrubbed: AtomicBool,
}

impl Storage {
    /// Opens a ward's file of SQLite, or makes it.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub async fn sqlite(file: &Path, ward: WardId, options: Options) -> Result<Self> {
        let file = file.to_owned();
        let opened = tokio::task::spawn_blocking(move || Sqlite::open(&file, ward, options)).await;
        let ended = |_| super::StorageError::Failed("its thread has ended".into());
        Self::over(Arc::new(opened.map_err(ended)??)).await
    }

    /// Opens a ward's file of SQLite to read it alone, also while a hub serves it.
    ///
    /// # Errors
    /// As [`Sqlite::open_to_read`].
    pub async fn sqlite_to_read(file: &Path, ward: WardId) -> Result<Self> {
        let file = file.to_owned();
        let opened = tokio::task::spawn_blocking(move || Sqlite::open_to_read(&file, ward)).await;
        let ended = |_| super::StorageError::Failed("its thread has ended".into());
        let database = Arc::new(opened.map_err(ended)??);
        Ok(Self { database, known: Known::new(), unscrubbed: AtomicBool::new(false) })
    }

    /// Connects to PostgreSQL by a URL.
    ///
    /// # Errors
    /// As [`Postgres::open`].
    pub async fn postgres(url: &str, ward: WardId) -> Result<Self> {
        Self::over(Arc::new(Postgres::open(url, ward).await?)).await
    }

    async fn over(database: Arc<dyn Database>) -> Result<Self> {
        // Of nothing, every version makes the same.
        let sql = "UPDATE hub SET projections = $2 WHERE ward = $1 AND position = 0 \
                   AND projections <> $2";
        let mut write = Write::begin(&*database).await?;
        write.execute(sql, values![write.ward, projections::VERSION]).await?;
        write.commit().await?;
        Ok(Self { database, known: Known::new(), unscrubbed: AtomicBool::new(true) })
    }

    /// The database itself, for whoever keeps other things in it.
    #[must_use]
    pub fn database(&self) -> Arc<dyn Database> {
        Arc::clone(&self.database)
    }

    /// Reads the whole database and tells whether it is sound. PostgreSQL's keeper has tools of
    /// their own (`pg_amcheck`); there it is asked for an answer only.
    ///
    /// # Errors
    /// [`StorageError::Damaged`](super::StorageError::Damaged) when it isn't.
    pub async fn check(&self) -> Result<()> {
        self.database.check().await
    }
}

#[async_trait]
impl SegmentStore for Storage {
    async fn commit(&self, intakes: Vec<Intake>) -> Result<Vec<Taken>> {
        let database = Arc::clone(&self.database);
        if intakes.iter().all(|intake| intake.logs.is_empty()) {
            return commit::commit(&*database, intakes).await;
        }
        self.known.changing(async move { commit::commit(&*database, intakes).await }).await
    }

    async fn states(&self, hashes: &[Hash]) -> Result<Vec<Option<State>>> {
        keeping::states(&*self.database, hashes).await
    }

    async fn logs(&self, logs: &[LogId]) -> Result<Vec<Option<LogOwner>>> {
        let table: Table<_, _> = |tables| &mut tables.logs;
        let found = self.known.look_up(table, logs);
        let read = keeping::logs(&*self.database, &found.missing).await?;
        Ok(self.known.complete(table, found, read))
    }

    async fn people(&self, people: &[PersonId]) -> Result<Vec<Option<PersonRow>>> {
        let table: Table<_, _> = |tables| &mut tables.people;
        let found = self.known.look_up(table, people);
        let read = keeping::people(&*self.database, &found.missing).await?;
        Ok(self.known.complete(table, found, read))
    }

    async fn visible_after(
        &self,
        device: &DevicePublicKey,
        cursor: Cursor,
        max_bytes: usize,
    ) -> Result<Page> {
        visible::after(&*self.database, device, cursor, max_bytes).await
    }

    async fn invite(&self, invitation: &NewInvitation) -> Result<()> {
        devices::invite(&*self.database, invitation).await
    }

    async fn invitation(&self, name: &Hash) -> Result<Option<InvitationRow>> {
        devices::invitation(&*self.database, name).await
    }

    async fn enrol(&self, enrolment: &Enrolment) -> Result<Enrolled> {
        let (database, enrolment) = (Arc::clone(&self.database), enrolment.clone());
        self.known.changing(async move { devices::enrol(&*database, &enrolment).await }).await
    }

    async fn device(&self, credential: &CredentialHash) -> Result<Option<DeviceRow>> {
        let table: Table<_, _> = |tables| &mut tables.devices;
        let found = self.known.look_up(table, &[*credential]);
        let read = match found.missing.is_empty() {
            true => Vec::new(),
            false => vec![devices::device(&*self.database, credential).await?],
        };
        Ok(self.known.complete(table, found, read).pop().flatten())
    }

    async fn devices(&self) -> Result<Vec<DeviceRow>> {
        devices::devices(&*self.database).await
    }

    async fn newest_devices(
        &self,
        after: Option<&DevicePublicKey>,
        limit: usize,
    ) -> Result<Vec<DeviceRow>> {
        devices::newest(&*self.database, after, limit).await
    }

    async fn revoke(&self, device: &DevicePublicKey) -> Result<bool> {
        let (database, device) = (Arc::clone(&self.database), *device);
        self.known.changing(async move { devices::revoke(&*database, &device).await }).await
    }

    async fn set_roster(
        &self,
        instructor: &DevicePublicKey,
        people: &[PersonId],
        on: bool,
    ) -> Result<()> {
        devices::set_roster(&*self.database, instructor, people, on).await
    }

    async fn to_forward(&self, limit: usize) -> Result<Vec<Stored>> {
        keeping::to_forward(&*self.database, limit).await
    }

    async fn passed(&self, limit: usize) -> Result<Vec<Hash>> {
        keeping::passed(&*self.database, limit).await
    }

    async fn forget_forwarded(&self) -> Result<()> {
        keeping::forget_forwarded(&*self.database).await
    }

    async fn places(&self, person: Option<PersonId>) -> Result<Vec<(LogId, u64, u64)>> {
        keeping::places(&*self.database, person).await
    }

    async fn segments_at(&self, positions: &[u64]) -> Result<Vec<Stored>> {
        keeping::segments_at(&*self.database, positions).await
    }

    async fn backup(&self, to: &Path) -> Result<()> {
        self.database.backup(to).await
    }

    async fn forwarded(&self, states: &[(Hash, State)]) -> Result<()> {
        keeping::forwarded(&*self.database, states).await
    }

    async fn erase(&self, tombstones: &[Tombstone], at: UnixMillis) -> Result<()> {
        let (database, these) = (Arc::clone(&self.database), tombstones.to_vec());
        let work = async move { erasure::erase(&*database, &these, at).await };
        if self.known.changing(work).await? {
            self.unscrubbed.store(true, Ordering::SeqCst);
        }
        // If that fails, the next attempt at the same erasure does it.
        if self.unscrubbed.swap(false, Ordering::SeqCst) {
            self.database.scrub().await.inspect_err(|_| {
                self.unscrubbed.store(true, Ordering::SeqCst);
            })?;
        }
        Ok(())
    }

    async fn last_erasure(&self) -> Result<u64> {
        let (generation, known) = {
            let tables = self.known.tables();
            (tables.generation, tables.last_erasure)
        };
        if let Some(known) = known {
            return Ok(known);
        }
        let read = erasure::last(&*self.database).await?;
        let mut tables = self.known.tables();
        if tables.generation == generation {
            tables.last_erasure = Some(read);
        }
        Ok(read)
    }

    async fn tombstones(&self) -> Result<Vec<Tombstone>> {
        erasure::tombstones(&*self.database).await
    }

    async fn quarantine(&self, limit: usize) -> Result<Vec<Quarantined>> {
        keeping::quarantine(&*self.database, limit).await
    }

    async fn release(&self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        keeping::release(&*self.database, hash).await
    }

    async fn audit(&self, entries: &[AuditEntry]) -> Result<()> {
        keeping::audit(&*self.database, entries).await
    }

    async fn audited(&self, limit: usize) -> Result<Vec<AuditEntry>> {
        keeping::audited(&*self.database, limit).await
    }

    async fn learner(&self, person: &PersonId) -> Result<Option<LearnerRow>> {
        projections::learner(&*self.database, person).await
    }

    async fn learners(
        &self,
        group: Option<&str>,
        after: Option<PersonId>,
        limit: usize,
    ) -> Result<Vec<LearnerSummary>> {
        projections::learners(&*self.database, group, after, limit).await
    }

    async fn figures(&self) -> Result<Vec<Figure>> {
        projections::figures(&*self.database).await
    }

    async fn projections_are_current(&self) -> Result<bool> {
        projections::are_current(&*self.database).await
    }

    async fn reset_projections(&self) -> Result<()> {
        projections::reset(&*self.database).await
    }

    async fn project(&self, facts: &[SegmentFacts]) -> Result<()> {
        projections::project(&*self.database, facts).await
    }

    async fn finish_projections(&self) -> Result<()> {
        projections::finish(&*self.database).await
    }

    async fn segments_after(&self, position: u64, limit: usize) -> Result<Vec<Stored>> {
        keeping::segments_after(&*self.database, position, limit).await
    }

    async fn incarnation(&self) -> Result<u64> {
        keeping::incarnation(&*self.database).await
    }

    async fn set_incarnation(&self, incarnation: u64) -> Result<()> {
        keeping::set_incarnation(&*self.database, incarnation).await
    }

    async fn counts(&self) -> Result<Counts> {
        keeping::counts(&*self.database).await
    }

    async fn ping(&self) -> Result<()> {
        keeping::incarnation(&*self.database).await.map(drop)
    }
}
