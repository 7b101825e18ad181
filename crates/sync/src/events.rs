//! What sync needs of the event store: its own logs to send, and a place for what others wrote.
//! Whoever has the store on another thread answers by messages.

use std::collections::BTreeMap;

use protocol::{InstallId, LogId, PersonId, Recorded};
use store::{EventStore, Imported, LocalLog, LogPart, StoreError};

use crate::SyncError;

/// The purpose of the consent that sending needs.
pub const SEND_PROGRESS: &str = "send-progress";

/// The events of a device.
pub trait Events {
    /// Every log that this device wrote.
    ///
    /// # Errors
    /// Whatever the store says.
    fn local_logs(&mut self) -> Result<Vec<LocalLog>, SyncError>;

    /// At most `limit` events of a log above `seq`.
    ///
    /// # Errors
    /// Whatever the store says.
    fn events_of_log_after(
        &mut self,
        log: LogId,
        seq: u64,
        limit: usize,
    ) -> Result<Vec<Recorded>, SyncError>;

    /// Everybody, in the order of being added, with their answer to whether their progress may be
    /// sent; none where they weren't asked.
    ///
    /// # Errors
    /// Whatever the store says.
    fn people(&mut self) -> Result<Vec<(PersonId, Option<bool>)>, SyncError>;

    /// Takes over what others wrote.
    ///
    /// # Errors
    /// Whatever the store says.
    fn import(&mut self, parts: Vec<LogPart>) -> Result<Imported, SyncError>;

    /// Erases somebody; nobody of this id is as good.
    ///
    /// # Errors
    /// Whatever the store says.
    fn erase(&mut self, person: PersonId) -> Result<(), SyncError>;

    /// Begins new logs.
    ///
    /// # Errors
    /// Whatever the store says.
    fn set_install(&mut self, install: InstallId) -> Result<(), SyncError>;
}

impl<S: EventStore> Events for S {
    fn local_logs(&mut self) -> Result<Vec<LocalLog>, SyncError> {
        Ok(EventStore::local_logs(self)?)
    }

    fn events_of_log_after(
        &mut self,
        log: LogId,
        seq: u64,
        limit: usize,
    ) -> Result<Vec<Recorded>, SyncError> {
        Ok(EventStore::events_of_log_after(self, log, seq, limit)?)
    }

    fn people(&mut self) -> Result<Vec<(PersonId, Option<bool>)>, SyncError> {
        Ok(people_of(self)?)
    }

    fn import(&mut self, parts: Vec<LogPart>) -> Result<Imported, SyncError> {
        Ok(EventStore::import(self, &parts)?)
    }

    fn erase(&mut self, person: PersonId) -> Result<(), SyncError> {
        match EventStore::erase(self, person) {
            Ok(_) | Err(StoreError::NoSuchPerson) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn set_install(&mut self, install: InstallId) -> Result<(), SyncError> {
        Ok(EventStore::set_install(self, install)?)
    }
}

/// Everybody, with their answer.
///
/// # Errors
/// Whatever the store says.
pub fn people_of(
    store: &(impl EventStore + ?Sized),
) -> Result<Vec<(PersonId, Option<bool>)>, StoreError> {
    let answer = |id| {
        let consents: BTreeMap<_, _> = store.consents(id)?;
        Ok((id, consents.get(SEND_PROGRESS).map(|consent| consent.given)))
    };
    store.people()?.into_iter().map(|person| answer(person.id)).collect()
}
