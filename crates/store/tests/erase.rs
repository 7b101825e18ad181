//! Erasing somebody leaves no byte of theirs in any file of the data folder, whatever lies there,
//! and a kill in the middle of it leaves all or nothing.

mod common;

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::*;
use protocol::*;
use store::{
    DATABASE_NAME, ERASING_NAME, EXPORTS_NAME, EventStore, Pin, RECORDINGS_NAME, SqliteStore,
};
use tempfile::TempDir;

const INSTALL: [u8; 16] = [0x77; 16];
const FOLDER: &str = "CAMTAY_ERASE_FOLDER";
const SEED: u64 = 0xdead_beef_0bad_cafe;
const VOICE: &[u8] = b"OpusHead and what somebody said aloud";

/// Ids that are in no file by chance.
fn who(number: u8) -> PersonId {
    PersonId(*blake3::hash(&[number]).as_bytes().first_chunk().expect("is longer"))
}

fn nickname(number: u8) -> String {
    format!("Nguyệt Hằng {number}")
}

fn history(number: u8, round: u32) -> Vec<Event> {
    let mut events = vec![set("nickname", &nickname(number)), taken_up()];
    if round == 0 {
        let (address, nickname) = ("ba".to_owned(), Some(nickname(number)));
        events
            .insert(0, Event::PersonAdded(PersonAdded { person: who(number), address, nickname }));
    }
    events.push(Event::LessonOpened(LessonOpened {
        lesson: format!("lesson-of-{number}").into(),
        content: ContentHash([7; 8]),
        seed: SEED.rotate_left(u32::from(number)),
        plays_before: round,
        purpose: Purpose::Learn,
    }));
    events.extend((0..40).map(|step| {
        let target = format!("bank.target-of-{number}").into();
        Event::Tapped(Tapped { step, target, outcome: Outcome::Done })
    }));
    // Long enough for pages of its own.
    let body = format!("a long story of {number}; ").repeat(700).into_bytes();
    events.push(Event::Unknown(Unknown { kind: 700, schema: 1, body }));
    events
}

fn open_at(folder: &Path) -> SqliteStore {
    SqliteStore::open(folder, InstallId(INSTALL), START).expect("opens").store
}

/// Three people with a history of many small and some long writes, exports, and recordings.
fn family(folder: &Path) -> SqliteStore {
    let mut store = open_at(folder);
    for round in 0..4 {
        for number in 1..=3 {
            for event in history(number, round) {
                store.append(who(number), who(number), stamp(1), &[event]).expect("is recorded");
            }
            // Of which one is longer than the other: what is left of the longer stays in the page.
            let pin = Pin::new(format!("$argon2id$of-{number}$").repeat(9 - 2 * round as usize));
            store.set_pin(who(number), Some(&pin)).expect("is kept");
        }
    }
    store.append(who(1), who(2), stamp(2), &[taken_up()]).expect("another wrote about her");
    let exports = folder.join(EXPORTS_NAME);
    fs::create_dir_all(&exports).expect("can be made");
    for number in 1..=3 {
        let lines = export(store.events_of(who(number)).expect("reads")).join("\n") + "\n";
        fs::write(exports.join(format!("of-{number}.jsonl")), lines).expect("writes");
        let voice = folder.join(RECORDINGS_NAME).join(format!("voice-{number}"));
        fs::create_dir_all(&voice).expect("can be made");
        let about = format!("{{\"person\":\"{}\"}}", who(number));
        fs::write(voice.join("voice.json"), about).expect("writes");
        let sound = [VOICE, &[b'0' + number; 16]].concat();
        fs::write(voice.join("hello.opus"), sound).expect("writes");
    }
    let all = export(store.events_after(0).expect("reads")).join("\n") + "\n";
    fs::write(exports.join("of-all.jsonl"), all).expect("writes");
    store
}

/// What of somebody could lie in a file, with a name for each.
fn traces(number: u8) -> Vec<(&'static str, Vec<u8>)> {
    let seed = SEED.rotate_left(u32::from(number));
    // As postcard writes it.
    let opened = history(number, 1).remove(2).to_frame().expect("encodes").body;
    let mut varint = Vec::new();
    let mut rest = seed;
    while rest >= 0x80 {
        varint.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    varint.push(rest as u8);
    assert!(has(&opened, &varint), "the seed is looked for as it is written");
    vec![
        ("id", who(number).0.to_vec()),
        ("id in digits", who(number).to_string().into_bytes()),
        ("log", log_id(InstallId(INSTALL), who(number)).0.to_vec()),
        ("log in digits", log_id(InstallId(INSTALL), who(number)).to_string().into_bytes()),
        ("nickname", nickname(number).into_bytes()),
        ("story", format!("story of {number}").into_bytes()),
        ("tap", format!("target-of-{number}").into_bytes()),
        ("lesson", format!("lesson-of-{number}").into_bytes()),
        ("seed", varint),
        ("seed in digits", seed.to_string().into_bytes()),
        ("secret number", format!("argon2id$of-{number}").into_bytes()),
        ("voice", [VOICE, &[b'0' + number; 16]].concat()),
    ]
}

fn has(mut bytes: &[u8], wanted: &[u8]) -> bool {
    // Quicker than comparing at every place.
    while let Some(at) = bytes.iter().position(|byte| *byte == wanted[0]) {
        if bytes[at..].starts_with(wanted) {
            return true;
        }
        bytes = &bytes[at + 1..];
    }
    false
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("is a folder") {
        let path = entry.expect("reads").path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

/// The traces of somebody in all files: what and where.
fn found(folder: &Path, number: u8) -> Vec<String> {
    let mut all = Vec::new();
    for path in files(folder) {
        let bytes = fs::read(&path).expect("reads");
        for (what, wanted) in traces(number) {
            if has(&bytes, &wanted) {
                all.push(format!(
                    "{what} in {}",
                    path.strip_prefix(folder).expect("is in it").display()
                ));
            }
        }
    }
    all
}

fn exported(store: &SqliteStore, number: u8) -> Vec<String> {
    export(store.events_of(who(number)).expect("reads"))
}

#[test]
fn no_byte_of_somebody_erased_stays_in_any_file_and_the_others_are_whole() {
    let folder = TempDir::new().expect("a folder");
    let mut store = family(folder.path());
    for (what, _) in traces(1) {
        let there = found(folder.path(), 1).iter().any(|trace| trace.starts_with(what));
        assert!(there, "the test looks for the {what} in vain before as well");
    }
    let others = [exported(&store, 2), exported(&store, 3)];
    let files_of_others = |number| {
        let of = |path: &str| fs::read(folder.path().join(path)).expect("reads");
        (
            of(&format!("exports/of-{number}.jsonl")),
            of(&format!("recordings/voice-{number}/hello.opus")),
        )
    };
    let before = [files_of_others(2), files_of_others(3)];

    let erased = store.erase(who(1)).expect("erases");
    assert_eq!((erased.damaged, erased.exports, erased.recordings), (0, 2, 2));
    assert_eq!(found(folder.path(), 1), Vec::<String>::new(), "while the store is open");
    assert!([exported(&store, 2), exported(&store, 3)] == others);
    assert!([files_of_others(2), files_of_others(3)] == before);
    let all = fs::read_to_string(folder.path().join("exports/of-all.jsonl")).expect("reads");
    assert_eq!(
        all.lines().count(),
        others.concat().len(),
        "the others' lines stay in a file of all"
    );
    assert!(!folder.path().join(ERASING_NAME).exists());
    assert_sound(&store);
    drop(store);
    assert_eq!(found(folder.path(), 1), Vec::<String>::new(), "and when it is closed");
    let store = open_at(folder.path());
    assert!([exported(&store, 2), exported(&store, 3)] == others);
    assert_eq!(found(folder.path(), 1), Vec::<String>::new(), "and when it is opened again");
}

#[test]
fn copies_of_damaged_files_go_and_what_was_read_of_the_others_stays() {
    let folder = TempDir::new().expect("a folder");
    drop(family(folder.path()));
    let database = folder.path().join(DATABASE_NAME);
    let mut bytes = fs::read(&database).expect("reads");
    bytes[..4096].fill(0xa5);
    fs::write(&database, bytes).expect("writes");
    let opened = SqliteStore::open(folder.path(), InstallId([0x78; 16]), START).expect("opens");
    assert!(opened.notice.is_some(), "it was moved aside");
    let mut store = opened.store;
    let others = [exported(&store, 2), exported(&store, 3)];
    assert!(others.iter().all(|lines| lines.len() > 40));
    let erased = store.erase(who(1)).expect("erases");
    assert_eq!(erased.damaged, 1);
    assert_eq!(found(folder.path(), 1), Vec::<String>::new());
    drop(store);
    let store = open_at(folder.path());
    assert!([exported(&store, 2), exported(&store, 3)] == others);
    assert_sound(&store);
}

#[test]
fn a_copy_of_the_folder_from_the_middle_is_finished_when_it_is_opened() {
    // The note is there and nothing else happened yet.
    let folder = TempDir::new().expect("a folder");
    drop(family(folder.path()));
    fs::write(folder.path().join(ERASING_NAME), who(2).to_string()).expect("writes");
    let store = open_at(folder.path());
    assert_eq!(exported(&store, 2), Vec::<String>::new());
    assert_eq!(found(folder.path(), 2), Vec::<String>::new());
    assert!(!found(folder.path(), 1).is_empty());

    // The note was only being written: nothing was promised, and its draft goes.
    fs::write(folder.path().join(format!("{ERASING_NAME}.new")), "0192").expect("writes");
    drop(store);
    let store = open_at(folder.path());
    assert!(!exported(&store, 3).is_empty());
    assert!(!folder.path().join(format!("{ERASING_NAME}.new")).exists());
}

fn erase_and_end(folder: &Path) -> ! {
    let mut store = open_at(folder);
    println!("begins");
    store.erase(who(3)).expect("erases");
    println!("erased");
    std::process::exit(0);
}

#[test]
fn a_kill_in_the_middle_leaves_all_or_nothing() {
    if let Some(folder) = env::var_os(FOLDER) {
        erase_and_end(Path::new(&folder));
    }
    let source = TempDir::new().expect("a folder");
    let store = family(source.path());
    let others = [exported(&store, 1), exported(&store, 2)];
    let whole = exported(&store, 3);
    drop(store);
    let (mut all, mut completed, mut done) = (0, 0, 0);
    for round in 0..32 {
        let folder = TempDir::new().expect("a folder");
        copy_all(source.path(), folder.path());
        let mut child = Command::new(env::current_exe().expect("has a path"))
            .args(["a_kill_in_the_middle_leaves_all_or_nothing", "--exact", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let mut lines = BufReader::new(child.stdout.take().expect("is piped")).lines();
        let begins =
            |line: std::io::Result<String>| line.is_ok_and(|line| line.ends_with("begins"));
        assert!(lines.by_ref().any(begins), "round {round} doesn't begin");
        std::thread::sleep(Duration::from_micros(round * round * 120));
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
        let was_under_way = folder.path().join(ERASING_NAME).exists();
        let store = open_at(folder.path());
        let left = exported(&store, 3);
        assert!([exported(&store, 1), exported(&store, 2)] == others, "round {round}");
        assert_sound(&store);
        if left == whole {
            assert!(!was_under_way);
            all += 1;
        } else {
            assert!(left.is_empty(), "round {round}");
            assert_eq!(found(folder.path(), 3), Vec::<String>::new(), "round {round}");
            if was_under_way { completed += 1 } else { done += 1 }
        }
    }
    println!("32 kills: {all} before, {completed} in the middle, {done} afterwards");
    assert!(completed > 0, "no kill came in the middle: {all} before, {done} afterwards");
}

fn copy_all(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(path.strip_prefix(from).expect("is in it"));
        fs::create_dir_all(target.parent().expect("has a folder")).expect("can be made");
        fs::copy(path, target).expect("copies");
    }
}
