//! A device as the app has it: the real store, the real keys and the real sync, in a folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use hub::service::{LinkError, NewCode};
use protocol::{Event, PersonId, Recorded, Stamp, UnixMillis, export_line};
use store::{EventStore, SqliteStore};
use sync::{
    Carrier, CarryError, Code, DeviceKeys, EnrolError, LinkKind, Outbox, Random, Report, Syncer,
    To, Traffic,
};
use wire::{Invitation, Role};

use crate::Chance;
use crate::world::World;

/// A device.
pub struct Handset {
    folder: PathBuf,
    /// The events.
    pub store: SqliteStore,
    /// What sends them.
    pub syncer: Syncer,
    chance: Chance,
}

impl Handset {
    /// Opens the device in `folder`, or begins one.
    ///
    /// # Errors
    /// Whatever the disk does.
    pub fn open(folder: PathBuf, chance: Chance) -> anyhow::Result<Self> {
        let keys = DeviceKeys::open(&folder.join("keys"), || Ok(chance.bytes()))?;
        let data = folder.join("data");
        let opened = SqliteStore::open(&data, keys.install(), UnixMillis(1_790_000_000_000))?;
        ensure!(opened.notice.is_none() && !opened.used_up, "the store was damaged");
        let outbox = Outbox::open(&data)?;
        let source = chance.clone();
        let random = Random::new(Box::new(move |bytes| {
            source.fill(bytes);
            true
        }));
        Ok(Self { folder, store: opened.store, syncer: Syncer::new(outbox, keys, random), chance })
    }

    /// Records what somebody does.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn record(
        &mut self,
        person: PersonId,
        events: &[(Stamp, Event)],
    ) -> anyhow::Result<Vec<Recorded>> {
        Ok(self.store.append_stamped(person, person, events)?)
    }

    /// Shows a code; whether it was let in.
    ///
    /// # Errors
    /// Where the device can't go on.
    pub fn enrol(
        &mut self,
        invitation: &Invitation,
        carrier: &mut dyn Carrier,
    ) -> anyhow::Result<bool> {
        let code = Code::Link(invitation.clone());
        match self.syncer.enrol(&code, None, &mut self.store, carrier) {
            Ok(_) => Ok(true),
            Err(EnrolError::Carry(_) | EnrolError::CodeRefused) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Syncs with every hub.
    ///
    /// # Errors
    /// Where the device can't go on.
    pub fn sync(&mut self, carrier: &mut dyn Carrier, now: Stamp) -> anyhow::Result<Report> {
        Ok(self.syncer.sync(&mut self.store, carrier, LinkKind::Unmetered, now)?)
    }

    /// Everything that it wrote.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn own_events(&self) -> anyhow::Result<Vec<Recorded>> {
        let mut all = Vec::new();
        for log in self.store.local_logs()? {
            all.extend(self.store.events_of_log_after(log.log, 0, usize::MAX >> 1)?);
        }
        Ok(all)
    }

    /// The same as lines.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn lines(&self) -> anyhow::Result<BTreeSet<String>> {
        Ok(self.own_events()?.iter().map(export_line).collect())
    }

    /// Closes it; where it lies.
    #[must_use]
    pub fn close(self) -> (PathBuf, Chance) {
        (self.folder, self.chance)
    }
}

/// Copies a folder with all that is in it; what was there before is gone.
///
/// # Errors
/// Whatever the disk does.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The simulated network, as the app's sync uses it.
pub struct Over<'a>(pub &'a World);

impl Carrier for Over<'_> {
    fn post(&mut self, to: &To<'_>, path: &str, body: &[u8]) -> Result<Vec<u8>, CarryError> {
        let number = usize::from(to.certificate[0]);
        self.0.run(self.0.network.post(number, path, body)).map_err(|error| match error {
            LinkError::Unreachable => CarryError::Unreachable("the network".to_owned()),
            LinkError::Refused(status) => CarryError::Refused(status),
        })
    }

    fn post_to_unknown(
        &mut self,
        _: &str,
        _: &str,
        _: &[u8],
    ) -> Result<(Vec<u8>, [u8; 32]), CarryError> {
        Err(CarryError::NotTheHub)
    }

    fn traffic(&self) -> Traffic {
        Traffic::default()
    }
}

/// A code for a learner's device at a hub of the simulated network.
///
/// # Errors
/// Whatever the hub's storage does.
pub fn code(world: &World, hub: usize) -> anyhow::Result<Invitation> {
    let code = NewCode { role: Role::Learner, group: None, person: None, instructor: None };
    let hub = std::sync::Arc::clone(world.nodes[hub].hub().context("no hub to ask for a code")?);
    Ok(world.run(hub.invite(code, vec!["10.0.0.1:443".to_owned()]))?)
}
