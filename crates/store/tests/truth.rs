//! What is said after opening equals what is there. The oracle is the plain set of events that were
//! made; *all* may be said only where each of them is there, and the number that is said is the
//! number that is there.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::*;
use proptest::prelude::*;
use protocol::*;
use store::{
    Beside, DATABASE_NAME, EventStore, Notice, Opened, SqliteStore, StoreError, TALLY_NAMES,
};
use tempfile::TempDir;

/// A device: its data, and beside them what a copy of the data doesn't take along.
struct Device {
    root: TempDir,
    /// How often it began new logs.
    renewed: u8,
}

/// Where there is a file system in memory, on that: thousands of stores are opened here, and what
/// `fsync` does is tested elsewhere.
fn folder() -> TempDir {
    let in_memory = Path::new("/dev/shm");
    let folder = if in_memory.is_dir() { TempDir::new_in(in_memory) } else { TempDir::new() };
    folder.expect("a folder")
}

impl Device {
    fn new() -> Self {
        let device = Self { root: folder(), renewed: 0 };
        fs::create_dir_all(device.keys()).expect("can be made");
        Beside { folder: &device.keys(), is_new: true }.begin().expect("begins");
        device
    }

    fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    fn keys(&self) -> PathBuf {
        self.root.path().join("keys")
    }

    fn database(&self) -> PathBuf {
        self.data().join(DATABASE_NAME)
    }

    fn wal(&self) -> PathBuf {
        self.data().join("camtay.db-wal")
    }

    fn install(&self) -> InstallId {
        InstallId([0x10 + self.renewed; 16])
    }

    fn try_open(&mut self) -> Result<(SqliteStore, Option<Notice>), StoreError> {
        let keys = self.keys();
        let beside = Beside { folder: &keys, is_new: false };
        let Opened { mut store, notice, used_up } =
            SqliteStore::open_beside(&self.data(), Some(beside), self.install(), START)?;
        if used_up {
            self.renewed += 1;
            store.set_install(self.install())?;
        }
        Ok((store, notice))
    }

    fn open(&mut self) -> (SqliteStore, Option<Notice>) {
        let (store, notice) = self.try_open().expect("opens");
        assert_sound(&store);
        (store, notice)
    }

    fn quiet(&mut self) -> SqliteStore {
        let (store, notice) = self.open();
        assert_eq!(notice, None);
        store
    }

    /// Two people and some lessons.
    fn filled(plays: u32) -> (Self, Vec<Recorded>) {
        let mut device = Self::new();
        let mut store = device.quiet();
        let mut all = Vec::new();
        for subject in [1, 2] {
            all.extend(does(&mut store, subject, &[added(subject)]));
        }
        for plays_before in 0..plays {
            all.extend(does(
                &mut store,
                1 + (plays_before % 2) as u8,
                &play("qr-pay", plays_before),
            ));
        }
        drop(store);
        (device, all)
    }

    /// The same device as a kill would leave it now.
    fn killed(&self) -> Self {
        let copied = Self { root: folder(), renewed: self.renewed };
        copy(&self.data(), &copied.data());
        copy(&self.keys(), &copied.keys());
        copied
    }
}

fn does(store: &mut SqliteStore, subject: u8, events: &[Event]) -> Vec<Recorded> {
    let subject = person(subject);
    store.append(subject, subject, stamp(1), events).expect("recorded")
}

fn lines(events: &[Recorded]) -> BTreeSet<String> {
    events.iter().map(export_line).collect()
}

fn there(store: &SqliteStore) -> BTreeSet<String> {
    lines(&store.events_after(0).expect("reads"))
}

/// Compares what is said with what is there, where `made` was made.
fn assert_true(store: &SqliteStore, notice: Option<&Notice>, made: &[Recorded], context: &str) {
    let (there, made) = (there(store), lines(made));
    assert!(there.is_subset(&made), "{context}: something that nobody did");
    match notice {
        None | Some(Notice::Strange { .. }) => assert_eq!(there, made, "{context}: in silence"),
        Some(notice @ Notice::Salvaged { kept, missing, is_all, moved_to }) => {
            assert_eq!(*kept as usize, there.len(), "{context}");
            assert_eq!(*is_all, there == made, "{context}");
            assert!(there.len() + *missing as usize <= made.len(), "{context}");
            assert_eq!(notice.key() == "store-salvaged", there == made, "{context}");
            assert_eq!(notice.key() == "store-lost", there.is_empty(), "{context}");
            assert!(moved_to.iter().all(|path| path.exists()), "{context}");
        }
        Some(Notice::Older { missing, .. }) => {
            assert_eq!(there.len() + *missing as usize, made.len(), "{context}");
        }
        Some(other) => panic!("{context}: {other:?}"),
    }
}

/// New events get names that no event had before.
fn assert_no_name_twice(store: &mut SqliteStore, made: &[Recorded], context: &str) {
    let used: BTreeSet<EventId> = made.iter().map(|event| event.id).collect();
    let new = does(store, 1, &[added(1), tapped(7)]);
    assert!(new.iter().all(|event| !used.contains(&event.id)), "{context}: {:?}", new[0].id);
}

#[test]
fn a_file_cut_at_any_place_is_told_as_it_is() {
    let (device, made) = Device::filled(4);
    let bytes = fs::read(device.database()).expect("reads");
    let whole = bytes.len();
    let mut cuts = vec![0, 1, 15, 16, 99, 100, 101, 4095, 4096, 4097, whole / 4, whole / 2];
    cuts.extend([whole / 2 + 1, whole / 3, 2 * whole / 3, 3 * whole / 4, whole - 4096]);
    cuts.extend([whole - 4097, whole - 100, whole - 1]);
    cuts.extend((0..whole).step_by(4096));
    cuts.extend((0..whole).step_by(whole / 23).map(|cut| cut + 7));
    let (mut some, mut nothing) = (0, 0);
    for cut in cuts.into_iter().filter(|cut| *cut < whole) {
        let mut device = device.killed();
        fs::write(device.database(), &bytes[..cut]).expect("writes");
        let (mut store, notice) = device.open();
        let context = format!("cut to {cut} of {whole}");
        assert_true(&store, notice.as_ref(), &made, &context);
        let count = there(&store).len();
        some += usize::from(count > 0);
        nothing += usize::from(count == 0);
        if notice.is_some() {
            let damaged = fs::read(device.data().join("camtay.db.damaged-1"));
            assert!(damaged.is_ok_and(|kept| kept == bytes[..cut]), "{context}: {notice:?}");
        }
        assert_no_name_twice(&mut store, &made, &context);
        drop(store);
        device.quiet();
    }
    assert!(some > 5 && nothing > 5, "{some} {nothing}");
}

#[test]
fn any_byte_of_the_first_page_changed_is_told_as_it_is() {
    let (device, made) = Device::filled(1);
    let bytes = fs::read(device.database()).expect("reads");
    let mut noticed = 0;
    for at in 0..4096 {
        let mut device = device.killed();
        let mut damaged = bytes.clone();
        // Each position, with another pattern each time.
        damaged[at] ^= [0xff, 0x01, 0x80, 0x10][at % 4];
        fs::write(device.database(), &damaged).expect("writes");
        // The header may now say that it is of a newer version: then it isn't touched.
        match device.try_open() {
            Ok((store, notice)) => {
                noticed += usize::from(notice.is_some());
                assert_true(&store, notice.as_ref(), &made, &format!("byte {at}"));
            }
            Err(StoreError::Newer { .. }) => {
                assert_eq!(fs::read(device.database()).expect("reads"), damaged, "byte {at}");
            }
            Err(error) => panic!("byte {at}: {error}"),
        }
    }
    assert!(noticed > 100, "{noticed}");
}

#[test]
fn a_tally_that_is_gone_proves_nothing_and_keys_prove_that_there_was_something() {
    let (device, made) = Device::filled(3);
    let bytes = fs::read(device.database()).expect("reads");
    for cut in [0, 100, 4096, bytes.len() / 2, bytes.len() - 4096, bytes.len() - 1] {
        let mut device = device.killed();
        for name in TALLY_NAMES {
            fs::remove_file(device.keys().join(name)).expect("is there");
        }
        fs::write(device.database(), &bytes[..cut]).expect("writes");
        let (mut store, notice) = device.open();
        let there = there(&store);
        let is_all = match notice {
            // The last page may end with nothing.
            None => true,
            Some(Notice::Salvaged { kept, is_all, .. }) => {
                assert_eq!(kept as usize, there.len());
                is_all
            }
            other => panic!("{cut}: {other:?}"),
        };
        assert!(!is_all || there == lines(&made), "{cut}");
        assert_no_name_twice(&mut store, &made, "without a tally");
    }
    // A device that had nothing yet has lost nothing.
    let mut device = Device::new();
    fs::create_dir_all(device.data()).expect("can be made");
    fs::write(device.database(), b"").expect("writes");
    device.quiet();
}

#[test]
fn a_file_that_is_gone_is_missed() {
    let (mut device, made) = Device::filled(3);
    fs::remove_file(device.database()).expect("is there");
    let (mut store, notice) = device.open();
    assert_true(&store, notice.as_ref(), &made, "gone");
    assert_eq!(notice.as_ref().map(Notice::key), Some("store-lost"));
    assert_no_name_twice(&mut store, &made, "gone");
    drop(store);
    device.quiet();
}

#[test]
fn a_torn_tally_leaves_the_one_before() {
    let (device, made) = Device::filled(3);
    let bytes = fs::read(device.database()).expect("reads");
    for name in TALLY_NAMES {
        for cut in [0, 10, 70, 130] {
            let mut device = device.killed();
            let tally = fs::read(device.keys().join(name)).expect("is there");
            fs::write(device.keys().join(name), &tally[..cut]).expect("writes");
            fs::write(device.database(), &bytes[..3 * 4096]).expect("writes");
            let (store, notice) = device.open();
            let Some(Notice::Salvaged { is_all, .. }) = notice else { panic!("{notice:?}") };
            assert!(!is_all && there(&store).len() < made.len());
        }
    }
}

#[test]
fn a_database_copied_without_its_log_is_told_as_older() {
    let (device, mut made) = Device::filled(2);
    let mut device = device;
    let mut store = device.quiet();
    made.extend(does(&mut store, 1, &play("wifi", 0)));
    let mut killed = device.killed();
    drop(store);
    assert!(fs::metadata(killed.wal()).expect("is there").len() > 4096);
    // With its log all is there, and nothing is said.
    let mut whole = killed.killed();
    whole.renewed = device.renewed;
    let store = whole.quiet();
    assert_eq!(there(&store), lines(&made));
    drop(store);

    fs::remove_file(killed.wal()).expect("is there");
    let (mut store, notice) = killed.open();
    assert_eq!(notice.as_ref().map(Notice::key), Some("store-older"));
    assert_true(&store, notice.as_ref(), &made, "without its log");
    assert_no_name_twice(&mut store, &made, "without its log");
    drop(store);
    killed.quiet();
}

#[test]
fn an_older_copy_put_back_begins_new_logs() {
    let (mut device, mut made) = Device::filled(2);
    let older = fs::read(device.database()).expect("reads");
    let mut store = device.quiet();
    made.extend(does(&mut store, 1, &play("wifi", 0)));
    // Closed in order, and killed.
    let killed = device.killed();
    drop(store);
    for mut device in [device, killed] {
        let _ = fs::remove_file(device.wal());
        fs::write(device.database(), &older).expect("writes");
        let (mut store, notice) = device.open();
        assert_eq!(notice.as_ref().map(Notice::key), Some("store-older"));
        assert_true(&store, notice.as_ref(), &made, "older");
        assert_no_name_twice(&mut store, &made, "older");
        drop(store);
        device.quiet();
    }
}

#[test]
fn the_very_last_step_before_a_kill_is_never_used_twice() {
    let (mut device, mut made) = Device::filled(1);
    let mut store = device.quiet();
    made.extend(does(&mut store, 1, &[tapped(1)]));
    let before = device.killed();
    made.extend(does(&mut store, 1, &[tapped(2)]));
    let mut after = device.killed();
    drop(store);
    // The data of the step before, the tally of the last.
    fs::remove_dir_all(after.data()).expect("is there");
    copy(&before.data(), &after.data());
    let (mut store, _) = after.open();
    assert_no_name_twice(&mut store, &made, "the last step");
}

#[test]
fn a_strange_log_is_put_aside_and_nothing_is_mixed() {
    for strange_plays in [1, 3, 20] {
        // Somebody else's, killed in their first run and in a later one.
        let mut other = Device::new();
        other.renewed = 0x40;
        let mut store = other.quiet();
        for subject in [8, 9] {
            does(&mut store, subject, &[added(subject)]);
        }
        for plays in 0..strange_plays {
            does(&mut store, 8, &play("wifi", plays));
        }
        let first_run = fs::read(other.wal()).expect("is there");
        drop(store);
        let mut store = other.quiet();
        does(&mut store, 9, &play("wifi", 0));
        let later_run = fs::read(other.wal()).expect("is there");
        drop(store);

        for (number, strange) in [&first_run, &later_run].into_iter().enumerate() {
            for (is_killed, plays) in [(false, 2), (true, 2), (true, 30)] {
                for has_tally in [true, false] {
                    let (mut device, mut made) = Device::filled(plays);
                    if is_killed {
                        let mut store = device.quiet();
                        made.extend(does(&mut store, 1, &play("wifi", 0)));
                        let killed = device.killed();
                        drop(store);
                        device = killed;
                    }
                    if !has_tally {
                        for name in TALLY_NAMES {
                            fs::remove_file(device.keys().join(name)).expect("is there");
                        }
                    }
                    fs::write(device.wal(), strange).expect("writes");
                    let context = format!(
                        "log {number} of {strange_plays}, killed {is_killed}, {plays}, tally {has_tally}"
                    );
                    let (mut store, notice) = device.open();
                    let there = there(&store);
                    assert!(there.is_subset(&lines(&made)), "{context}: mixed");
                    let notice = notice.expect("something is said");
                    assert!(
                        notice
                            .moved_to()
                            .iter()
                            .any(|path| { fs::read(path).expect("is kept") == *strange }),
                        "{context}"
                    );
                    if has_tally {
                        assert_true(&store, Some(&notice), &made, &context);
                        assert_no_name_twice(&mut store, &made, &context);
                    }
                }
            }
        }
    }
}

#[test]
fn a_strange_log_beside_a_damaged_or_missing_database_is_not_taken_in() {
    let mut other = Device::new();
    other.renewed = 0x40;
    let mut store = other.quiet();
    does(&mut store, 8, &[added(8)]);
    does(&mut store, 8, &play("wifi", 0));
    let strange = fs::read(other.wal()).expect("is there");
    drop(store);
    for damage in [None, Some(0), Some(100), Some(9000)] {
        let (mut device, made) = Device::filled(4);
        match damage {
            None => fs::remove_file(device.database()).expect("is there"),
            Some(length) => {
                let mut bytes = fs::read(device.database()).expect("reads");
                bytes[..100].fill(0x5a);
                bytes.truncate(if length == 9000 { bytes.len() } else { length });
                fs::write(device.database(), bytes).expect("writes");
            }
        }
        fs::write(device.wal(), &strange).expect("writes");
        let (mut store, notice) = device.open();
        let context = format!("{damage:?}");
        assert_true(&store, notice.as_ref(), &made, &context);
        assert_no_name_twice(&mut store, &made, &context);
        let kept = fs::read_dir(device.data()).expect("reads").flatten();
        assert!(
            kept.map(|file| fs::read(file.path()).expect("reads")).any(|bytes| bytes == strange)
        );
    }
}

#[test]
fn a_strange_journal_is_put_aside() {
    let (mut device, made) = Device::filled(2);
    // As SQLite leaves one: somebody else's first page, to be put back.
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("other.db");
    let other = rusqlite::Connection::open(&path).expect("opens");
    other.execute_batch("CREATE TABLE x (y); INSERT INTO x VALUES (1)").expect("is SQL");
    other
        .execute_batch("PRAGMA cache_size = 1; BEGIN; UPDATE x SET y = 2; INSERT INTO x SELECT zeroblob(90000)")
        .expect("is SQL");
    let journal = fs::read(folder.path().join("other.db-journal")).expect("is there");
    assert!(journal.len() > 500);
    drop(other);
    let beside = device.data().join("camtay.db-journal");
    fs::write(&beside, &journal).expect("writes");
    let (store, notice) = device.open();
    assert_eq!(notice.as_ref().map(Notice::key), Some("store-strange"));
    assert_true(&store, notice.as_ref(), &made, "a journal");
    let moved = device.data().join("camtay.db.strange-1-journal");
    assert_eq!(fs::read(moved).expect("is kept"), journal);
    drop(store);
    device.quiet();
}

#[test]
fn a_folder_in_the_place_of_the_database_is_moved_aside() {
    let (mut device, made) = Device::filled(2);
    let elsewhere = device.data().join("elsewhere");
    fs::rename(device.database(), &elsewhere).expect("moves");
    fs::create_dir(device.database()).expect("can be made");
    fs::write(device.database().join("photo"), "kept").expect("writes");
    let (mut store, notice) = device.open();
    assert_true(&store, notice.as_ref(), &made, "a folder");
    assert_no_name_twice(&mut store, &made, "a folder");
    let moved = device.data().join("camtay.db.damaged-1/photo");
    assert_eq!(fs::read(&moved).expect("is kept"), b"kept");
    // Who is erased goes from there too, as from every damaged file.
    store.erase(person(1)).expect("erases");
    assert!(!moved.exists());
    drop(store);
    device.quiet();
}

#[test]
fn a_log_in_doubt_is_copied_before_it_is_taken_in() {
    let (mut device, mut made) = Device::filled(2);
    let mut store = device.quiet();
    made.extend(does(&mut store, 1, &play("wifi", 0)));
    let mut killed = device.killed();
    drop(store);
    let log = fs::read(killed.wal()).expect("is there");
    // As after the first start of this version: keys, and no tally.
    for name in TALLY_NAMES {
        fs::remove_file(killed.keys().join(name)).expect("is there");
    }
    let store = killed.quiet();
    assert_eq!(there(&store), lines(&made));
    assert_eq!(fs::read(killed.data().join("camtay.db.before-1-wal")).expect("is kept"), log);
    drop(store);
    // One that the tally knows isn't.
    let mut store = killed.quiet();
    does(&mut store, 1, &[tapped(3)]);
    let mut again = killed.killed();
    drop(store);
    again.quiet();
    assert!(!again.data().join("camtay.db.before-2").exists());
}

#[test]
fn who_is_erased_is_not_missed_and_not_in_the_tally() {
    let (mut device, _) = Device::filled(4);
    let mut store = device.quiet();
    store.erase(person(1)).expect("erases");
    for name in TALLY_NAMES {
        let tally = fs::read(device.keys().join(name)).expect("is there");
        assert!(tally.windows(16).all(|bytes| bytes != [1; 16]), "{name}");
    }
    let killed = device.killed();
    drop(store);
    for mut device in [device, killed] {
        device.quiet();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever part of the file is lost or changed, what is said is so.
    #[test]
    fn any_damage_is_told_as_it_is(
        plays in 0_u32..6,
        cut in prop::option::of(0.0..1.0),
        changes in prop::collection::vec((0.0..1.0, any::<u8>()), 0..40),
        hole in prop::option::of((0.0..1.0, 1_usize..9000)),
        is_killed in any::<bool>(),
    ) {
        let (mut device, mut made) = Device::filled(plays);
        if is_killed {
            let mut store = device.quiet();
            made.extend(does(&mut store, 2, &play("wifi", 0)));
            let killed = device.killed();
            drop(store);
            device = killed;
        }
        let mut bytes = fs::read(device.database()).expect("reads");
        let at = |part: f64, length: usize| ((length as f64 * part) as usize).min(length.saturating_sub(1));
        for (part, byte) in changes {
            let at = at(part, bytes.len());
            bytes[at] = byte;
        }
        if let Some((part, length)) = hole {
            let at = at(part, bytes.len());
            let end = (at + length).min(bytes.len());
            bytes[at..end].fill(0);
        }
        if let Some(part) = cut {
            bytes.truncate(at(part, bytes.len()));
        }
        fs::write(device.database(), bytes).expect("writes");
        match device.try_open() {
            Ok((mut store, notice)) => {
                let (there, made_lines) = (there(&store), lines(&made));
                // A changed byte within an event's body can't be told from another event.
                let all = there.is_subset(&made_lines);
                if all {
                    let is_quiet = matches!(notice, None | Some(Notice::Strange { .. }));
                    prop_assert!(!is_quiet || there == made_lines);
                    if let Some(Notice::Salvaged { kept, is_all, .. }) = &notice {
                        prop_assert_eq!(*kept as usize, there.len());
                        prop_assert_eq!(*is_all, there == made_lines);
                    }
                }
                assert_no_name_twice(&mut store, &made, "any damage");
            }
            Err(StoreError::Newer { .. }) => {}
            Err(error) => prop_assert!(false, "{}", error),
        }
    }
}
