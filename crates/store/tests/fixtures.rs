//! Files of earlier versions: they open, keep their events, and end up with the schema of a fresh
//! file. A migration that has shipped never changes.
//!
//! When a schema is released: run with `CAMTAY_MAKE_FIXTURE=1` once, commit the two new files
//! beside the old ones, and add the migration's hash below.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::*;
use protocol::*;
use store::{DATABASE_NAME, EventStore};
use tempfile::TempDir;

/// BLAKE3 of each migration's file.
const FROZEN: &[(&str, &str)] = &[
    ("0001_event_log.sql", "3c766c3d5957dd095ccbb58c2e1358ccb05c4072b4b522abeb4a063fb14bbb3a"),
    ("0002_people.sql", "4934f2c57db41600de779b67d6cceeefd0c53ae2e6dcaf6d3e7360f3721ce5b5"),
    ("0003_sync.sql", "2c6bc294e3f3ae4782d082828a93001c7a20b3b4a5194d8fe5f364b26f3dbd62"),
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The events of the newest version's fixture: of nearly every kind, two people and two authors.
fn history() -> Vec<(PersonId, Vec<Event>)> {
    let unknown = Unknown { kind: 60_000, schema: 3, body: vec![0, 1, 0xff] };
    let choice = Chosen { step: 1, choice: "stop".into(), outcome: Outcome::Slip };
    let hint = HintShown { step: 1, reason: HintReason::Asked };
    let back = WentBack { step: 1, outcome: Outcome::Returned };
    vec![
        (
            person(1),
            vec![added(1), set("text-scale", "150"), taken_up(), answered("send-progress", true)],
        ),
        (person(2), vec![added(2), set("address", "co")]),
        (person(1), play("qr-pay", 0)),
        (
            person(2),
            vec![
                opened("wifi", 0),
                Event::StepShown(StepShown { step: 0 }),
                Event::Chosen(choice),
                Event::HintShown(hint),
                Event::WentBack(back),
                Event::Unknown(unknown),
            ],
        ),
    ]
}

/// What the schema of a file is made of.
fn schema(database: &Path) -> (i64, BTreeSet<(String, String, Option<String>)>) {
    let db = rusqlite::Connection::open(database).expect("opens");
    let version = db.pragma_query_value(None, "user_version", |row| row.get(0)).expect("reads");
    let mut statement = db
        .prepare("SELECT name, type || ' of ' || tbl_name, sql FROM sqlite_schema")
        .expect("is SQL");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    (version, rows.expect("reads").collect::<Result<_, _>>().expect("reads"))
}

fn newest() -> usize {
    FROZEN.len()
}

#[test]
fn shipped_migrations_are_frozen() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("is a folder")
        .map(|entry| entry.expect("reads").file_name().into_string().expect("is plain"))
        .collect();
    files.sort();
    assert_eq!(files, FROZEN.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    for (name, frozen) in FROZEN {
        let hash = blake3::hash(&fs::read(folder.join(name)).expect("reads")).to_hex();
        assert_eq!(
            hash.as_str(),
            *frozen,
            "{name} has shipped: phones have run it. Put the change into a new migration."
        );
    }
}

#[test]
fn a_fixture_of_the_newest_version_is_there() {
    let file = fixtures().join(format!("camtay-v{}.db", newest()));
    if std::env::var_os("CAMTAY_MAKE_FIXTURE").is_some() && !file.exists() {
        let folder = TempDir::new().expect("a folder");
        let mut store = open_quietly(folder.path());
        let elsewhere = [(1, added(2)), (2, opened("qr-pay", 0)), (3, tapped(0))];
        store.import(&[part(77, 2, 1, &elsewhere)]).expect("imports");
        for (minute, (subject, events)) in (0..).zip(history()) {
            store.append(subject, person(1), stamp(minute), &events).expect("is recorded");
        }
        let lines = export(store.events_after(0).expect("reads")).join("\n") + "\n";
        drop(store);
        fs::copy(folder.path().join(DATABASE_NAME), &file).expect("writes");
        fs::write(file.with_extension("jsonl"), lines).expect("writes");
    }
    assert!(file.exists(), "set CAMTAY_MAKE_FIXTURE=1 once and commit {}", file.display());
}

#[test]
fn old_files_open_and_keep_their_events() {
    for version in 1..=newest() {
        let folder = TempDir::new().expect("a folder");
        let file = fixtures().join(format!("camtay-v{version}.db"));
        fs::copy(&file, folder.path().join(DATABASE_NAME)).expect("copies");
        let mut store = open_quietly(folder.path());
        assert_sound(&store);
        let lines = export(store.events_after(0).expect("reads")).join("\n") + "\n";
        let expected = fs::read_to_string(file.with_extension("jsonl")).expect("reads");
        assert_eq!(lines, expected, "version {version}");

        let people = store.people().expect("reads");
        assert_eq!(people.len(), 2);
        let second = people.iter().find(|known| known.id == person(2)).expect("is there");
        assert_eq!(second.address, "co");
        assert!(store.progress(person(1)).expect("reads").lesson(&"qr-pay".into()).is_passed());
        assert_eq!(store.current_play(person(2)).expect("reads").len(), 6);
        store.append(person(1), person(1), stamp(9), &play("qr-pay", 1)).expect("is recorded");
        assert_sound(&store);
    }
}

#[test]
fn an_upgraded_schema_equals_a_fresh_one() {
    let fresh = TempDir::new().expect("a folder");
    drop(open_quietly(fresh.path()));
    let fresh = schema(&fresh.path().join(DATABASE_NAME));
    assert_eq!(fresh.0, newest() as i64);
    for version in 1..=newest() {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join(DATABASE_NAME);
        fs::copy(fixtures().join(format!("camtay-v{version}.db")), &file).expect("copies");
        assert_eq!(schema(&file).0, version as i64);
        drop(open_quietly(folder.path()));
        assert_eq!(schema(&file), fresh, "version {version}");
    }
}
