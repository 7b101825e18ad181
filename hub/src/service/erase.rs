//! Erasing a person: at the wish of a device that writes about them, or of the ward. The ward's
//! own word is what counts for everybody else; a relay passes the wish on and obeys at once.

use protocol::PersonId;
use wire::{Tombstone, Tombstoned};

use super::{Hub, Refusal, named};
use crate::storage::{DeviceRow, StorageError};

impl Hub {
    /// Erases what a device asks to erase, as far as it may.
    pub(super) async fn bury(
        &self,
        device: &DeviceRow,
        wishes: &[Tombstone],
    ) -> Result<(), Refusal> {
        let mut granted = Vec::new();
        for wish in wishes {
            let allowed = match wish.check(&self.ward.public) {
                Tombstoned::Forged => false,
                Tombstoned::ByWard => true,
                Tombstoned::ByDevice => {
                    let log = protocol::log_id(wish.by.install(), wish.person);
                    let owner = self.store.logs(&[log]).await?;
                    owner.into_iter().flatten().any(|owner| owner.person == wish.person)
                }
            };
            let target = wish.person.to_string();
            self.note(named(&device.device), "erase", target, allowed).await?;
            if allowed {
                granted.push(
                    self.ward
                        .key
                        .as_ref()
                        .map_or_else(|| wish.clone(), |ward| Tombstone::by_ward(wish.person, ward)),
                );
            }
        }
        Ok(self.erase(&granted).await?)
    }

    /// Erases a person at the ward's own wish; false on a relay, which has no such word.
    ///
    /// # Errors
    /// Whatever the storage does.
    pub async fn erase_person(&self, person: PersonId) -> Result<bool, StorageError> {
        let Some(ward) = &self.ward.key else { return Ok(false) };
        self.erase(&[Tombstone::by_ward(person, ward)]).await?;
        Ok(true)
    }

    /// Obeys tombstones that hold.
    pub(super) async fn erase(&self, tombstones: &[Tombstone]) -> Result<(), StorageError> {
        if tombstones.is_empty() {
            return Ok(());
        }
        let known = self.store.tombstones().await?;
        let is_new = |tombstone: &&Tombstone| {
            !known.iter().any(|known| {
                known.person == tombstone.person
                    && (known.by == tombstone.by || known.by == self.ward.public.verifying)
            })
        };
        let new: Vec<Tombstone> = tombstones.iter().filter(is_new).cloned().collect();
        if new.is_empty() {
            return Ok(());
        }
        // Outside the database first: a restored backup must not bring them back.
        if let Some(keep) = &self.tombstones {
            keep(&new).map_err(|error| StorageError::Failed(error.kind().to_string()))?;
        }
        for tombstone in &new {
            self.keys.forget(tombstone.person);
        }
        self.store.erase(&new, self.outside.now()).await?;
        self.changed();
        Ok(())
    }

    /// Erases anew whoever a restored backup brought back.
    ///
    /// # Errors
    /// Whatever the storage does.
    pub async fn obey(&self, tombstones: &[Tombstone]) -> Result<(), StorageError> {
        self.store.erase(tombstones, self.outside.now()).await
    }
}
