//! Opens what the core needs: the store in its folder, content, randomness.

use std::io;
use std::path::{Path, PathBuf};

use protocol::{InstallId, UnixMillis};
use recordings::Recordings;
use store::{Beside, EventStore, MemoryStore, Notice, Opened, SqliteStore, StoreError};
use sync::{DeviceKeys, KEY_NAME, Outbox, Random, SyncError, Syncer};

use crate::bundled;
use crate::core::{Chances, Core, Farewell, Overrides, Recorder, Told};
use crate::effects::Microphone;

/// Where a device keeps things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// What people did.
    pub data: PathBuf,
    /// The device's own keys: what a backup must not copy.
    pub device: PathBuf,
    /// Whether secrets follow from the chances alone: for drivers, that do the same every time.
    pub repeatable: bool,
}

impl Places {
    /// Everything in one folder, as on a desktop computer.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { data: data.to_owned(), device: data.join("device"), repeatable: false }
    }

    /// The same, with secrets that follow from the chances alone.
    #[must_use]
    pub fn repeatable(data: &Path) -> Self {
        Self { repeatable: true, ..Self::of(data) }
    }

    /// 32 bytes that nobody can guess.
    fn secret(&self, chances: &mut Chances) -> io::Result<[u8; 32]> {
        let mut system = [0; 32];
        if !self.repeatable {
            getrandom::fill(&mut system).map_err(io::Error::other)?;
        }
        let material = [id_of(chances).as_slice(), &system].concat();
        Ok(blake3::derive_key("camtay 2026-11 secret of a device", &material))
    }
}

/// A core on the data in `places`.
///
/// # Errors
/// [`StoreError`] where the data cannot be opened; nothing was touched then.
pub fn core(
    places: &Places,
    mut chances: Chances,
    overrides: Overrides,
    now: UnixMillis,
    microphone: Box<dyn Microphone>,
) -> anyhow::Result<Core> {
    let folder = &places.data;
    let opened = store(places, &mut chances, now)?;
    let notice = opened.told();
    let recorder =
        Recorder { recordings: recordings(folder), microphone, folder: folder.to_owned() };
    let (catalog, library) = (bundled::catalog(), bundled::library());
    let core = Core::new(Box::new(opened.store), catalog, library, chances, overrides, notice);
    let core = core.with_farewell(farewell(folder, &opened.keys));
    Ok(core.with_folder(folder.to_owned()).with_recorder(recorder))
}

/// The familiar voices in `folder`. Whoever opens them holds the store of the same folder.
#[must_use]
pub fn recordings(folder: &Path) -> Recordings {
    Recordings::open(&folder.join("recordings"))
}

/// An open store, what there is to say about it, and the keys of the device that writes there.
#[derive(Debug)]
pub struct Ready {
    /// The store.
    pub store: SqliteStore,
    /// Something the learner or the keeper should know.
    pub notice: Option<Notice>,
    /// The device's keys.
    pub keys: DeviceKeys,
    /// Whether what is missing will be fetched: from what this device has sealed, and from its ward
    /// with the next sync.
    pub fetches: bool,
}

impl Ready {
    /// What there is to tell whoever opens the app.
    #[must_use]
    pub fn told(&self) -> Option<Told> {
        let notice = self.notice.as_ref()?;
        let shown = matches!(notice, Notice::Strange { .. }) || notice.is_loss();
        let first = notice.moved_to().first().filter(|_| shown);
        let file = first.and_then(|path| path.file_name());
        Some(Told {
            key: notice.key(),
            count: notice.count(),
            file: file.map(|name| name.to_string_lossy().into_owned()),
            from_ward: self.fetches,
        })
    }
}

/// The store in `places`.
///
/// # Errors
/// Where it cannot be opened; nothing was touched then.
pub fn store(places: &Places, chances: &mut Chances, now: UnixMillis) -> Result<Ready, StoreError> {
    let is_new = !places.device.join(KEY_NAME).exists();
    let beside = Beside { folder: &places.device, is_new };
    if is_new {
        std::fs::create_dir_all(&places.device)?;
        beside.begin()?;
    }
    let mut keys = DeviceKeys::open(&places.device, || places.secret(chances))?;
    let Opened { mut store, notice, used_up } =
        SqliteStore::open_beside(&places.data, Some(beside), keys.install(), now)?;
    // Before the tally is told that this is all there is: until then a loss is noticed again.
    let fetches = notice.as_ref().is_some_and(Notice::is_loss) && fetch_again(&places.data);
    if used_up {
        keys.renew(&places.secret(chances)?)?;
        store.set_install(keys.install())?;
    }
    Ok(Ready { store, notice, keys, fetches })
}

/// Has everything fetched again that a ward's hub may have; whether there is such a hub.
fn fetch_again(folder: &Path) -> bool {
    let fetches = |mut outbox: Outbox| {
        let has_hub = !outbox.hubs()?.is_empty();
        if has_hub {
            outbox.fetch_again()?;
        }
        Ok::<_, SyncError>(has_hub)
    };
    // Where it can't be asked for, nothing is promised.
    Outbox::exists(folder) && Outbox::open(folder).and_then(fetches).unwrap_or(false)
}

/// Lets hubs know of an erasure, where there are any.
fn farewell(folder: &Path, keys: &DeviceKeys) -> Farewell {
    let (folder, keys) = (folder.to_owned(), keys.clone());
    Farewell(Box::new(move |person| {
        if !Outbox::exists(&folder) {
            return Ok(());
        }
        let erased = Outbox::open(&folder).and_then(|mut outbox| outbox.erase(person, &keys));
        erased.map_err(|error| match error {
            SyncError::Store(error) | SyncError::Outbox(error) => error,
            error => StoreError::Unreadable(error.to_string()),
        })
    }))
}

/// The device's side of sync, with what it remembers in `folder`.
///
/// # Errors
/// Where that can't be read.
pub fn syncer(folder: &Path, keys: DeviceKeys) -> Result<Syncer, SyncError> {
    let random = Random::new(Box::new(|bytes| getrandom::fill(bytes).is_ok()));
    Ok(Syncer::new(Outbox::open(folder)?, keys, random))
}

fn id_of(chances: &mut Chances) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&chances().to_le_bytes());
    id[8..].copy_from_slice(&chances().to_le_bytes());
    id
}

/// A core for when the data cannot be opened: one sentence that says what to do, shown and said as
/// often as it is asked for. It records nothing and opens nothing.
#[must_use]
pub fn closed_core(error: &anyhow::Error) -> Core {
    let key = error.downcast_ref::<StoreError>().map_or("store-unreadable", StoreError::key);
    let nowhere = MemoryStore::new(InstallId([0; 16]));
    let (catalog, library) = (bundled::catalog(), bundled::library());
    let none: Chances = Box::new(|| 0);
    Core::new(Box::new(nowhere), catalog, library, none, Overrides::default(), None).closed(key)
}

/// Randomness from the system. Without any, from the clock: it chooses pictures and names people,
/// and guards no secret.
#[must_use]
pub fn random_chances() -> Chances {
    Box::new(|| getrandom::u64().unwrap_or_else(|_| seeded_by_clock()))
}

/// A random number that tells one run of the app from another.
#[must_use]
pub fn random_u32() -> u32 {
    getrandom::u32().unwrap_or(0)
}

/// The same numbers for the same seed (SplitMix64), for a driver.
#[cfg(not(target_os = "android"))]
#[must_use]
pub fn seeded_chances(seed: u64) -> Chances {
    let mut state = seed;
    Box::new(move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

fn seeded_by_clock() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |since| since.subsec_nanos().into())
}
