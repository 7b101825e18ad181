//! Disks that fail. A VFS of SQLite around its own one: under a folder that was declared a disk,
//! what was written and not yet made durable can be lost or torn at a crash, writes run out of
//! room, and `fsync` fails. Everything follows from what it is told. Making and deleting a file is
//! durable at once here; SQLite's shared memory is not a disk's and passes through.
//!
//! After a failed `fsync` what was not durable stays so, also when a later one succeeds, as on
//! Linux: only writing it again makes it durable.

#![allow(unsafe_code, reason = "a VFS is a table of C functions")]

mod state;
mod vfs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::Chance;
use state::State;

/// The name to open databases with.
pub const VFS: &str = "camtay-failing-disk";

/// The disks by their folders.
static DISKS: Mutex<BTreeMap<PathBuf, Arc<Mutex<State>>>> = Mutex::new(BTreeMap::new());

/// What a crash does to what wasn't durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// The program is killed: the system still has it all.
    Nothing,
    /// The power fails: all of it is gone.
    Everything,
    /// The power fails in the middle: of every 512 bytes either the old or the new ones are there.
    Torn,
}

/// A disk: everything below one folder.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    state: Arc<Mutex<State>>,
}

impl Disk {
    /// Declares `folder`, which exists, to be a disk.
    ///
    /// # Errors
    /// When SQLite doesn't take the VFS.
    pub fn at(folder: &Path) -> anyhow::Result<Self> {
        vfs::register()?;
        let state = Arc::new(Mutex::new(State::default()));
        locked(&DISKS).insert(folder.to_owned(), Arc::clone(&state));
        Ok(Self { folder: folder.to_owned(), state })
    }

    /// So many bytes more fit on it; none for any number.
    pub fn set_room(&self, bytes: Option<u64>) {
        locked(&self.state).room = bytes;
    }

    /// After so many calls more, so many of `fsync` fail.
    pub fn fail_syncs(&self, after: u64, count: u64) {
        let mut state = locked(&self.state);
        (state.syncs_before_failing, state.failing_syncs) = (after, count);
    }

    /// After so many writes more, everything fails that would change something: the middle of a
    /// crash. The write itself is cut off.
    pub fn die_after(&self, writes: u64) {
        locked(&self.state).writes_before_death = Some(writes);
    }

    /// There is room again, and nothing fails any more; what has died stays dead.
    pub fn heal(&self) {
        let mut state = locked(&self.state);
        (state.room, state.failing_syncs, state.writes_before_death) = (None, 0, None);
    }

    /// From now on everything fails that would change something.
    pub fn die(&self) {
        locked(&self.state).dead = true;
    }

    /// Whether it has died.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        locked(&self.state).dead
    }

    /// How many times `fsync` was called, and how many times it failed.
    #[must_use]
    pub fn syncs(&self) -> (u64, u64) {
        let state = locked(&self.state);
        (state.syncs, state.failed_syncs)
    }

    /// What is left after a crash; then the disk works again. Nobody may have a file open.
    ///
    /// # Errors
    /// When the real disk fails.
    pub fn crash(&self, loss: Loss, chance: &Chance) -> std::io::Result<()> {
        locked(&self.state).crash(loss, chance)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        locked(&DISKS).remove(&self.folder);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The disk on which `path` lies.
fn disk_of(path: &Path) -> Option<Arc<Mutex<State>>> {
    let disks = locked(&DISKS);
    path.ancestors().find_map(|folder| disks.get(folder).cloned())
}
