//! What a disk remembers: of every file what stood in it when it was last durable.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use super::Loss;
use crate::Chance;

/// What a disk writes as a whole.
const SECTOR: u64 = 512;

/// The bytes that a sector has when a crash undoes what was written since.
#[derive(Debug)]
struct Before {
    bytes: Vec<u8>,
    /// An `fsync` failed: the next one doesn't write it either.
    forgotten: bool,
    /// The file was made shorter than this. That is undone as a whole or not at all, as where a
    /// file system keeps a journal of its lengths.
    cut: bool,
    /// It was written again after that.
    rewritten: bool,
}

#[derive(Debug, Default)]
struct Tracked {
    /// Sectors that aren't durable.
    before: BTreeMap<u64, Before>,
    /// The length that is durable.
    length: u64,
    /// The shortest that the file was since, where it was made shorter.
    cut_to: Option<u64>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    files: BTreeMap<PathBuf, Tracked>,
    pub(super) room: Option<u64>,
    pub(super) syncs_before_failing: u64,
    pub(super) failing_syncs: u64,
    pub(super) writes_before_death: Option<u64>,
    pub(super) dead: bool,
    pub(super) syncs: u64,
    pub(super) failed_syncs: u64,
}

/// What becomes of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    Whole,
    /// So many bytes are written, then the disk dies.
    Cut(usize),
    Full,
    Dead,
}

impl State {
    pub(super) fn opened(&mut self, path: &Path) {
        let length = fs::metadata(path).map_or(0, |data| data.len());
        self.files
            .entry(path.to_owned())
            .or_insert_with(|| Tracked { length, ..Tracked::default() });
    }

    pub(super) fn deleted(&mut self, path: &Path) {
        if let Some(room) = &mut self.room {
            *room += fs::metadata(path).map_or(0, |data| data.len());
        }
        self.files.remove(path);
    }

    /// Before `length` bytes are written at `offset` of a file that is `now` long; `read` reads
    /// it.
    pub(super) fn write(
        &mut self,
        path: &Path,
        (offset, length, now): (u64, u64, u64),
        read: impl Fn(u64, &mut [u8]) -> usize,
    ) -> Writing {
        if self.dead {
            return Writing::Dead;
        }
        let cut = match &mut self.writes_before_death {
            Some(0) => {
                self.dead = true;
                Writing::Cut((length / 2) as usize)
            }
            Some(left) => {
                *left -= 1;
                Writing::Whole
            }
            None => Writing::Whole,
        };
        let grows = (offset + length).saturating_sub(now);
        match &mut self.room {
            Some(room) if *room < grows => return Writing::Full,
            Some(room) => *room -= grows,
            None => {}
        }
        self.remember(path, offset, offset + length, now, read);
        cut
    }

    fn remember(
        &mut self,
        path: &Path,
        from: u64,
        to: u64,
        now: u64,
        read: impl Fn(u64, &mut [u8]) -> usize,
    ) {
        let Some(file) = self.files.get_mut(path) else { return };
        for sector in from / SECTOR..to.div_ceil(SECTOR) {
            let before = file.before.entry(sector).or_insert_with(|| {
                let start = sector * SECTOR;
                let mut bytes = vec![0; now.saturating_sub(start).min(SECTOR) as usize];
                let count = if bytes.is_empty() { 0 } else { read(start, &mut bytes) };
                bytes.truncate(count);
                Before { bytes, forgotten: false, cut: false, rewritten: false }
            });
            before.forgotten = false;
            before.rewritten = true;
        }
    }

    /// Before a file that is `now` long is made `length` long; whether it may be.
    pub(super) fn truncate(
        &mut self,
        path: &Path,
        length: u64,
        now: u64,
        read: impl Fn(u64, &mut [u8]) -> usize,
    ) -> bool {
        if self.dead {
            return false;
        }
        if let Some(room) = &mut self.room {
            *room += now.saturating_sub(length);
        }
        self.remember(path, length.min(now), now, now, read);
        if let Some(file) = self.files.get_mut(path).filter(|_| length < now) {
            file.cut_to = Some(file.cut_to.map_or(length, |before| before.min(length)));
            // The sector in which the file ends now stands as it is.
            for (_, before) in file.before.range_mut(length.div_ceil(SECTOR)..) {
                (before.cut, before.rewritten) = (true, false);
            }
        }
        true
    }

    /// Whether `fsync` succeeds for a file that is `length` long.
    pub(super) fn sync(&mut self, path: &Path, length: u64) -> bool {
        if self.dead {
            return false;
        }
        self.syncs += 1;
        let Some(file) = self.files.get_mut(path) else { return true };
        if self.syncs_before_failing > 0 {
            self.syncs_before_failing -= 1;
        } else if self.failing_syncs > 0 {
            self.failing_syncs -= 1;
            self.failed_syncs += 1;
            for before in file.before.values_mut() {
                before.forgotten = !before.cut || before.rewritten;
            }
            return false;
        }
        file.before.retain(|_, before| before.forgotten);
        for before in file.before.values_mut().filter(|before| before.cut) {
            before.cut = false;
            before.bytes.clear();
        }
        (file.length, file.cut_to) = (length, None);
        true
    }

    pub(super) fn crash(&mut self, loss: Loss, chance: &Chance) -> io::Result<()> {
        for (path, file) in std::mem::take(&mut self.files) {
            if loss != Loss::Nothing && !file.before.is_empty() && path.exists() {
                let opened = OpenOptions::new().read(true).write(true).open(&path)?;
                undo(&opened, &file, loss, chance)?;
            }
            // Gone with the program that mapped it.
            let memory = PathBuf::from(format!("{}-shm", path.display()));
            if loss != Loss::Nothing && memory.exists() {
                fs::remove_file(memory)?;
            }
        }
        *self = Self { syncs: self.syncs, failed_syncs: self.failed_syncs, ..Self::default() };
        Ok(())
    }
}

fn undo(opened: &File, file: &Tracked, loss: Loss, chance: &Chance) -> io::Result<()> {
    let stays_cut = file.cut_to.filter(|_| loss == Loss::Torn && chance.happens(50));
    let mut length = stays_cut.unwrap_or(file.length);
    let now = opened.metadata()?.len();
    for (sector, before) in &file.before {
        let start = sector * SECTOR;
        let comes_back = before.cut && stays_cut.is_none();
        if loss == Loss::Torn && !comes_back && chance.happens(50) {
            length = length.max(now.min(start + SECTOR));
            continue;
        }
        let mut bytes = if before.cut && !comes_back { Vec::new() } else { before.bytes.clone() };
        // What was never written reads as zeros, where something after it was.
        let there = now.saturating_sub(start).min(SECTOR) as usize;
        bytes.resize(bytes.len().max(there), 0);
        opened.write_all_at(&bytes, start)?;
    }
    opened.set_len(length)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

    use super::*;

    #[test]
    fn a_file_that_was_cut_off_comes_back_as_a_whole_or_not_at_all() {
        let (old, new) = (vec![7_u8; 10 * SECTOR as usize], [9_u8; 16]);
        let (mut whole, mut short) = (0, 0);
        for seed in 0..64 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("log");
            fs::write(&path, &old).unwrap();
            let mut state = State::default();
            state.opened(&path);
            let read = |offset: u64, into: &mut [u8]| {
                let file = File::open(&path).unwrap();
                file.read_at(into, offset).unwrap()
            };
            assert!(state.truncate(&path, 0, old.len() as u64, read));
            fs::write(&path, []).unwrap();
            assert_eq!(state.write(&path, (0, 16, 0), read), Writing::Whole);
            fs::write(&path, new).unwrap();
            state.crash(Loss::Torn, &Chance::of(seed)).unwrap();
            let left = fs::read(&path).unwrap();
            if left == old {
                whole += 1;
            } else {
                let is_new = left.is_empty() || left == new || left == [0; 16];
                assert!(is_new, "seed {seed} leaves {} bytes", left.len());
                short += 1;
            }
        }
        assert!(whole > 10 && short > 10, "{whole} whole, {short} short");
    }
}
