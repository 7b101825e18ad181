//! What the dashboard asks of the ward's keys and of the intake. Only the trait: who may ask was
//! decided before.

use async_trait::async_trait;
use protocol::PersonId;
use segment::{DevicePublicKey, Hash};
use wire::{Invitation, Role};

use crate::storage::StorageError;

/// Whom an invitation is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// What the device will be.
    pub role: Role,
    /// For which group.
    pub group: Option<String>,
    /// The person to be restored on the device.
    pub person: Option<PersonId>,
    /// The instructor on whose roster the device's people come.
    pub instructor: Option<DevicePublicKey>,
}

/// Does what needs the ward's keys or the intake. Everything is durable when it returns.
#[async_trait]
pub trait WardService: Send + Sync + 'static {
    /// Erases a person: signs a tombstone and has the storage keep it.
    ///
    /// # Errors
    /// As the storage.
    async fn erase(&self, person: PersonId) -> Result<(), StorageError>;

    /// Keeps an invitation that works once.
    ///
    /// # Errors
    /// As the storage.
    async fn invite(&self, invite: Invite) -> Result<Invitation, StorageError>;

    /// Tries once more to take in something that was put aside: where it still can't be, it stays
    /// in quarantine. False when it isn't there.
    ///
    /// # Errors
    /// As the storage.
    async fn try_again(&self, hash: &Hash) -> Result<bool, StorageError>;
}
