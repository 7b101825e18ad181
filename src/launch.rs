//! Opens what the core needs: the store in its folder, content, randomness.

use std::path::Path;

use presenter::{Look, ScreenView, Theme, View, WelcomeView};
use protocol::UnixMillis;
use recordings::Recordings;
use store::{Notice, Opened, SqliteStore, StoreError};

use crate::bundled;
use crate::core::{Chances, Core, Overrides, Recorder};
use crate::effects::Microphone;

/// A copy of the app that is just closing lets go of the folder within moments: no reason to send
/// somebody away who opens it again at once.
const RETRIES: u32 = 40;
/// Between two tries.
const RETRY_AFTER: std::time::Duration = std::time::Duration::from_millis(25);

/// A core on the data in `folder`.
///
/// # Errors
/// [`StoreError`] where the data cannot be opened; nothing was touched then.
pub fn core(
    folder: &Path,
    mut chances: Chances,
    overrides: Overrides,
    now: UnixMillis,
    microphone: Box<dyn Microphone>,
) -> anyhow::Result<Core> {
    let opened = store(folder, &mut chances, now)?;
    let notice = opened.notice.as_ref().map(Notice::key);
    let recorder =
        Recorder { recordings: recordings(folder), microphone, folder: folder.to_owned() };
    let (catalog, library) = (bundled::catalog(), bundled::library());
    let core = Core::new(Box::new(opened.store), catalog, library, chances, overrides, notice);
    Ok(core.with_folder(folder.to_owned()).with_recorder(recorder))
}

/// The familiar voices in `folder`. Whoever opens them holds the store of the same folder.
#[must_use]
pub fn recordings(folder: &Path) -> Recordings {
    Recordings::open(&folder.join("recordings"))
}

/// The store in `folder`.
///
/// # Errors
/// Where it cannot be opened; nothing was touched then.
pub fn store(folder: &Path, chances: &mut Chances, now: UnixMillis) -> Result<Opened, StoreError> {
    for _ in 0..RETRIES {
        match SqliteStore::open(folder, || id_of(chances), now) {
            Err(StoreError::InUse) => std::thread::sleep(RETRY_AFTER),
            opened => return opened,
        }
    }
    SqliteStore::open(folder, || id_of(chances), now)
}

fn id_of(chances: &mut Chances) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&chances().to_le_bytes());
    id[8..].copy_from_slice(&chances().to_le_bytes());
    id
}

/// A screen for when the data cannot be opened: one sentence that says what to do.
#[must_use]
pub fn failed_view(error: &anyhow::Error) -> View {
    let key = error.downcast_ref::<StoreError>().map_or("store-unreadable", StoreError::key);
    let catalog = bundled::catalog();
    let sentence = catalog.app(content::Lang::Vi, key, &[]);
    let welcome = WelcomeView {
        sentence,
        main: None,
        choices: Vec::new(),
        choosing_group: false,
        guest: None,
    };
    View {
        look: Look { text_scale: 100, theme: Theme::Light, language: "vi".to_owned() },
        screen: ScreenView::Welcome(welcome),
        trouble: None,
        decline: None,
        steadiness: presenter::Steadiness::default(),
    }
}

/// Randomness from the system. Without any, from the clock: it chooses pictures and names logs,
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
