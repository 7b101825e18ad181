//! What becomes of the store when the device, the file or another program misbehaves: nothing
//! that can still be read is lost, and no file is ever deleted.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::*;
use protocol::*;
use store::{DATABASE_NAME, EventStore, Notice, Opened, SqliteStore, StoreError};
use tempfile::TempDir;

/// A store with two people and some lessons; closed in order unless it is returned.
fn filled(folder: &Path, plays: u32) -> (SqliteStore, Vec<Recorded>) {
    let mut store = open_quietly(folder);
    let mut all = Vec::new();
    for subject in [1, 2] {
        let person = person(subject);
        all.extend(store.append(person, person, stamp(0), &[added(subject)]).expect("recorded"));
    }
    for plays_before in 0..plays {
        let subject = person(1 + (plays_before % 2) as u8);
        let events = play("qr-pay", plays_before / 2);
        let stamp = stamp(u64::from(plays_before));
        all.extend(store.append(subject, subject, stamp, &events).expect("recorded"));
    }
    (store, all)
}

fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE_NAME)
}

/// Opens a damaged store: the store, how many events were kept and how many are missing.
fn salvage(folder: &Path) -> (SqliteStore, u64, u64) {
    let Opened { store, notice, .. } = open(folder).expect("opens");
    let Some(Notice::Salvaged { moved_to, kept, missing, .. }) = notice else {
        panic!("nothing was salvaged: {notice:?}")
    };
    assert!(moved_to.iter().all(|path| path.exists()));
    assert_sound(&store);
    (store, kept, missing)
}

/// The same events, but for their local numbers.
fn assert_same(store: &SqliteStore, expected: &[Recorded]) {
    let bare = |events: &[Recorded]| events.iter().map(export_line).collect::<Vec<_>>();
    assert_eq!(bare(&store.events_after(0).expect("reads")), bare(expected));
}

#[test]
fn a_damaged_header_costs_no_event() {
    let folder = TempDir::new().expect("a folder");
    let (store, events) = filled(folder.path(), 20);
    let (people, play) = (store.people(), store.current_play(person(1)).expect("reads"));
    let progress = store.progress(person(1));
    drop(store);
    let mut bytes = fs::read(database(folder.path())).expect("reads");
    bytes[..100].fill(0);
    fs::write(database(folder.path()), &bytes).expect("writes");

    let (mut store, kept, missing) = salvage(folder.path());
    assert_eq!((kept, missing), (events.len() as u64, 0));
    assert_same(&store, &events);
    assert_eq!((store.people(), store.progress(person(1))), (people, progress));
    let again = store.current_play(person(1)).expect("reads");
    assert_eq!(
        again.iter().map(export_line).collect::<Vec<_>>(),
        play.iter().map(export_line).collect::<Vec<_>>(),
        "a lesson goes on where it was"
    );
    let moved = folder.path().join("camtay.db.damaged-1");
    assert_eq!(fs::read(moved).expect("is there"), bytes, "the damaged file stays as it was");

    // New events go to a new log, and the interrupted lesson goes on in it.
    let new = store.append(person(1), person(1), stamp(99), &[tapped(9)]).expect("recorded");
    assert_eq!(new[0].id.seq, 1);
    assert!(events.iter().all(|old| old.id.log != new[0].id.log));
    let continued = store.current_play(person(1)).expect("reads");
    assert_eq!(continued.len(), play.len() + 1);
    assert_eq!(continued.last(), new.last());
    drop(store);
    assert_sound(&open_quietly(folder.path()));
}

#[test]
fn a_file_of_another_installation_goes_on_in_new_logs() {
    let folder = TempDir::new().expect("a folder");
    let (store, events) = filled(folder.path(), 3);
    let play = store.current_play(person(1)).expect("reads");
    drop(store);
    let other = InstallId([0x55; 16]);
    let Opened { mut store, used_up, .. } =
        SqliteStore::open(folder.path(), other, START).expect("opens");
    assert!(!used_up);
    assert_eq!(store.current_play(person(1)), Ok(play.clone()));
    let new = store.append(person(1), person(1), stamp(99), &[tapped(9)]).expect("recorded");
    assert_eq!(new[0].id, EventId { log: log_id(other, person(1)), seq: 1 });
    assert_eq!(store.current_play(person(1)).expect("reads").len(), play.len() + 1);
    assert_eq!(store.local_logs().expect("reads").len(), 3, "the older ones stay its own");
    drop(store);

    // The first installation comes back: what it writes next may have been written elsewhere.
    let first = install(folder.path());
    let Opened { mut store, used_up, .. } =
        SqliteStore::open(folder.path(), first, START).expect("opens");
    assert!(used_up);
    store.set_install(InstallId([0x56; 16])).expect("is set");
    drop(store);
    let opened = SqliteStore::open(folder.path(), InstallId([0x56; 16]), START).expect("opens");
    assert!(!opened.used_up);
    assert_eq!(opened.store.events_after(0).expect("reads").len(), events.len() + 1);
    assert_sound(&opened.store);
}

#[test]
fn a_play_that_was_handed_over_goes_on_after_damage() {
    let folder = TempDir::new().expect("a folder");
    let mut store = open_quietly(folder.path());
    let elsewhere = [(1, added(1)), (2, opened("qr-pay", 0)), (3, tapped(0))];
    store.import(&[part(77, 1, 1, &elsewhere)]).expect("imports");
    store.append(person(1), person(1), stamp(9), &[tapped(1)]).expect("recorded");
    store.import(&[part(77, 1, 4, &[(10, opened("wifi", 0))])]).expect("imports");
    let play = store.current_play(person(1)).expect("reads");
    assert_eq!(play.len(), 3);
    drop(store);
    let mut bytes = fs::read(database(folder.path())).expect("reads");
    bytes[..100].fill(0);
    fs::write(database(folder.path()), &bytes).expect("writes");
    let (store, kept, _) = salvage(folder.path());
    assert_eq!(kept, 5);
    assert_eq!(store.current_play(person(1)).expect("reads").len(), play.len());
}

#[test]
fn any_one_damaged_page_costs_at_most_its_own_events() {
    let original = TempDir::new().expect("a folder");
    let (store, events) = filled(original.path(), 60);
    drop(store);
    let bytes = fs::read(database(original.path())).expect("reads");
    let pages = bytes.len() / 4096;
    assert!(pages > 20, "{pages}");
    let (mut moved, mut lost_some) = (0, 0);
    for page in 0..pages {
        let folder = TempDir::new().expect("a folder");
        let mut damaged = bytes.clone();
        damaged[page * 4096..(page + 1) * 4096].fill(0xa5);
        fs::write(database(folder.path()), &damaged).expect("writes");
        let Opened { store, notice, .. } = open(folder.path()).expect("opens");
        assert_sound(&store);
        let read = store.events_after(0).expect("reads").len() as u64;
        let Some(Notice::Salvaged { kept, missing, .. }) = notice else {
            panic!("page {page} was damaged and nobody noticed")
        };
        moved += 1;
        lost_some += u64::from(kept < events.len() as u64);
        assert_eq!(read, kept);
        // An event takes at least 20 bytes.
        assert!(kept + 4096 / 20 >= events.len() as u64, "page {page}: {kept}");
        assert!(kept + missing <= events.len() as u64, "page {page}: {kept} {missing}");
    }
    assert_eq!(moved, pages);
    assert!(lost_some > 5 && lost_some < pages as u64, "{lost_some} of {pages}");
}

#[test]
fn a_file_that_was_cut_off_keeps_its_beginning() {
    let folder = TempDir::new().expect("a folder");
    let (store, events) = filled(folder.path(), 60);
    drop(store);
    let bytes = fs::read(database(folder.path())).expect("reads");
    fs::write(database(folder.path()), &bytes[..bytes.len() / 4 * 3 + 1000]).expect("writes");
    let (store, kept, _) = salvage(folder.path());
    let all = events.len() as u64;
    assert!(kept > all / 4 && kept < all, "{kept} of {all}");
    let known: Vec<_> = events.iter().map(export_line).collect();
    assert!(
        store
            .events_after(0)
            .expect("reads")
            .iter()
            .map(export_line)
            .all(|line| known.contains(&line))
    );
}

#[test]
fn a_file_of_something_else_is_moved_aside_and_kept() {
    for (number, content) in
        [b"not a database".to_vec(), vec![0; 5000], vec![0xff; 70_000]].iter().enumerate()
    {
        let folder = TempDir::new().expect("a folder");
        fs::write(database(folder.path()), content).expect("writes");
        let (store, kept, missing) = salvage(folder.path());
        assert_eq!((kept, missing, store.events_after(0)), (0, 0, Ok(vec![])), "{number}");
        let moved = folder.path().join("camtay.db.damaged-1");
        assert_eq!(&fs::read(moved).expect("is there"), content);
    }
    let folder = TempDir::new().expect("a folder");
    let other = rusqlite::Connection::open(database(folder.path())).expect("opens");
    other.execute_batch("CREATE TABLE event (x); INSERT INTO event VALUES (1)").expect("is SQL");
    drop(other);
    assert_eq!(salvage(folder.path()).1, 0);
}

#[test]
fn an_empty_file_is_a_new_store() {
    let folder = TempDir::new().expect("a folder");
    fs::write(database(folder.path()), b"").expect("writes");
    assert_sound(&open_quietly(folder.path()));
}

#[test]
fn events_that_are_only_in_the_write_ahead_log_are_salvaged_too() {
    let (folder, killed) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let (store, events) = filled(folder.path(), 20);
    copy(folder.path(), killed.path());
    drop(store);
    let wal = fs::read(killed.path().join("camtay.db-wal")).expect("is there");
    assert!(wal.len() > 50_000, "the test needs a full log");

    // Without its database, with an empty one, and after a kill between two moves.
    type Damage = fn(&Path);
    let damages: [Damage; 3] = [
        |folder| fs::rename(database(folder), folder.join("elsewhere")).expect("moves"),
        |folder| fs::write(database(folder), b"").expect("writes"),
        |folder| {
            fs::rename(database(folder), folder.join("camtay.db.damaged-1")).expect("moves");
        },
    ];
    for (number, damage) in damages.iter().enumerate() {
        let folder = TempDir::new().expect("a folder");
        copy(killed.path(), folder.path());
        damage(folder.path());
        let (store, kept, missing) = salvage(folder.path());
        assert_eq!((kept, missing), (events.len() as u64, 0), "damage {number}");
        assert_same(&store, &events);
        let moved = folder.path().join("camtay.db.damaged-1-wal");
        assert_eq!(fs::read(moved).expect("is there"), wal, "damage {number}");
    }
}

#[test]
fn a_whole_write_ahead_log_stands_for_the_pages_that_are_damaged_below_it() {
    let (folder, killed) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let (store, events) = filled(folder.path(), 20);
    copy(folder.path(), killed.path());
    drop(store);
    fs::write(database(killed.path()), [0x5a; 9000]).expect("writes");
    let store = open_quietly(killed.path());
    assert_sound(&store);
    assert_same(&store, &events);
}

#[test]
fn damage_in_both_the_file_and_its_write_ahead_log_costs_little() {
    let (folder, killed) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let (mut store, mut events) = filled(folder.path(), 20);
    drop(store);
    store = open_quietly(folder.path());
    for plays in 10..20 {
        let new = store.append(person(1), person(1), stamp(1), &play("qr-pay", plays));
        events.extend(new.expect("recorded"));
    }
    copy(folder.path(), killed.path());
    for (file, at) in [(database(killed.path()), 0), (killed.path().join("camtay.db-wal"), 0)] {
        let mut bytes = fs::read(&file).expect("reads");
        bytes[at..at + 32].fill(0xee);
        fs::write(&file, bytes).expect("writes");
    }
    let (store, kept, missing) = salvage(killed.path());
    assert_eq!((kept, missing), (events.len() as u64, 0));
    assert_same(&store, &events);
}

#[test]
fn a_torn_write_ahead_log_leaves_a_whole_beginning() {
    let (folder, killed) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let (store, events) = filled(folder.path(), 12);
    copy(folder.path(), killed.path());
    drop(store);
    let wal = fs::read(killed.path().join("camtay.db-wal")).expect("is there");
    let mut lengths = Vec::new();
    for cut in (0..wal.len()).step_by(wal.len() / 40) {
        for tail in [0, 700] {
            let folder = TempDir::new().expect("a folder");
            copy(killed.path(), folder.path());
            let torn = [&wal[..cut], &vec![0x33; tail]].concat();
            fs::write(folder.path().join("camtay.db-wal"), torn).expect("writes");
            let Opened { store, .. } = open(folder.path()).expect("opens");
            assert_sound(&store);
            let read = store.events_after(0).expect("reads");
            assert_same(&store, &events[..read.len()]);
            lengths.push(read.len());
        }
    }
    assert_eq!(lengths.iter().min(), Some(&0));
    assert!(lengths.iter().max() > Some(&(events.len() / 2)));
}

#[test]
fn damage_after_damage_keeps_everything() {
    let folder = TempDir::new().expect("a folder");
    let (store, mut events) = filled(folder.path(), 6);
    drop(store);
    for round in 1..=3 {
        let mut bytes = fs::read(database(folder.path())).expect("reads");
        bytes[..4096].fill(0x77);
        fs::write(database(folder.path()), bytes).expect("writes");
        let (mut store, kept, missing) = salvage(folder.path());
        assert_eq!((kept, missing), (events.len() as u64, 0));
        events.extend(
            store.append(person(1), person(1), stamp(round), &[tapped(1)]).expect("recorded"),
        );
        assert_same(&store, &events);
        assert!(folder.path().join(format!("camtay.db.damaged-{round}")).exists());
    }
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_untouched() {
    let (folder, killed) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    drop(filled(folder.path(), 4).0);
    let newer = rusqlite::Connection::open(database(folder.path())).expect("opens");
    newer.pragma_update(None, "user_version", 99).expect("is set");
    // Once with the new version still in the write-ahead log, once all in the file.
    copy(folder.path(), killed.path());
    drop(newer);
    assert!(fs::metadata(killed.path().join("camtay.db-wal")).expect("is there").len() > 0);
    for folder in [folder.path(), killed.path()] {
        let before = snapshot(folder);
        let error = open(folder).expect_err("is newer");
        assert_eq!(
            (error.clone(), error.key()),
            (StoreError::Newer { found: 99, known: 3 }, "store-newer")
        );
        assert_eq!(snapshot(folder), before);
    }
}

#[test]
fn a_second_copy_is_kept_out_and_harms_nobody() {
    let folder = TempDir::new().expect("a folder");
    let (mut store, mut events) = filled(folder.path(), 2);
    let error = open(folder.path()).expect_err("is in use");
    assert_eq!((error.clone(), error.key()), (StoreError::InUse, "store-in-use"));
    events.extend(store.append(person(1), person(1), stamp(9), &[tapped(0)]).expect("recorded"));
    assert_same(&store, &events);
    assert_sound(&store);
    drop(store);
    assert_same(&open_quietly(folder.path()), &events);
}

#[test]
fn a_foreign_program_in_the_file_is_in_use_too() {
    let folder = TempDir::new().expect("a folder");
    drop(filled(folder.path(), 1).0);
    let other = rusqlite::Connection::open(database(folder.path())).expect("opens");
    other.execute_batch("BEGIN; SELECT count(*) FROM event").expect("is SQL");
    assert_eq!(open(folder.path()).expect_err("is in use"), StoreError::InUse);
    drop(other);
    assert_sound(&open_quietly(folder.path()));
}

#[cfg(unix)]
#[test]
fn the_folder_is_made_whatever_it_is_called() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = TempDir::new().expect("a folder");
    for name in [OsStr::new("Bà Lan/dữ liệu?x=1#%20"), OsStr::from_bytes(b"\xff\xfe'\"; x")] {
        let path = folder.path().join(name);
        let (store, events) = filled(&path, 1);
        drop(store);
        assert_same(&open_quietly(&path), &events);
        assert!(database(&path).exists());
    }
}

#[test]
fn a_path_that_is_no_folder_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "something").expect("writes");
    for path in [file.clone(), file.join("below")] {
        let error = open(&path).expect_err("is a file");
        assert_eq!((error.clone(), error.key()), (StoreError::NotAFolder, "store-unreadable"));
    }
    assert_eq!(fs::read(&file).expect("is there"), b"something");

    // In the place of the file itself a folder is moved aside, with all that is in it.
    let below = folder.path().join("below");
    fs::create_dir_all(database(&below)).expect("can be made");
    fs::write(database(&below).join("a letter"), "kept").expect("writes");
    let (store, kept, missing) = salvage(&below);
    assert_eq!((kept, missing, store.events_after(0)), (0, 0, Ok(vec![])));
    let moved = below.join("camtay.db.damaged-1").join("a letter");
    assert_eq!(fs::read(moved).expect("is there"), b"kept");
}
