//! What needs the connection itself: a disk without room, a file that may not be written, the
//! plan of a query, the schema, and projections of another version.

use protocol::{
    ContentHash, Event, InstallId, LessonOpened, PersonAdded, PersonId, Purpose, Recorded, Stamp,
    StepShown, UnixMillis,
};
use tempfile::TempDir;

use super::{SqliteStore, rows, schema};
use crate::{EventStore, StoreError};

const PERSON: PersonId = PersonId([1; 16]);

fn open(folder: &TempDir) -> SqliteStore {
    SqliteStore::open(folder.path(), InstallId([9; 16]), UnixMillis(0)).expect("opens").store
}

fn append(store: &mut SqliteStore, events: &[Event]) -> Result<Vec<Recorded>, StoreError> {
    store.append(PERSON, PERSON, Stamp::default(), events)
}

fn added() -> Event {
    Event::PersonAdded(PersonAdded { person: PERSON, address: "ba".to_owned(), nickname: None })
}

fn opened() -> Event {
    Event::LessonOpened(LessonOpened {
        lesson: "qr-pay".into(),
        content: ContentHash([0; 8]),
        seed: 1,
        plays_before: 0,
        purpose: Purpose::Learn,
    })
}

fn shown(step: u16) -> Event {
    Event::StepShown(StepShown { step })
}

fn assert_sound(store: &SqliteStore) {
    assert_eq!(store.integrity().expect("can be read"), Vec::<String>::new());
}

#[test]
fn without_room_nothing_is_recorded_and_nothing_is_lost() {
    let folder = TempDir::new().expect("a folder");
    let mut store = open(&folder);
    let mut acknowledged = append(&mut store, &[added()]).expect("there is room");
    let pages: u32 =
        store.db.pragma_query_value(None, "page_count", |row| row.get(0)).expect("reads");
    store
        .db
        .pragma_update_and_check(None, "max_page_count", pages + 4, |_| Ok(()))
        .expect("is set");
    let batch: Vec<_> = (0..50).map(shown).collect();
    let error = loop {
        match append(&mut store, &batch) {
            Ok(new) => acknowledged.extend(new),
            Err(error) => break error,
        }
        assert!(acknowledged.len() < 10_000, "never full");
    };
    assert_eq!((error.clone(), error.key()), (StoreError::Full, "store-full"));
    assert_eq!(store.events_after(0), Ok(acknowledged.clone()), "all or nothing");
    assert_sound(&store);

    store.db.pragma_update_and_check(None, "max_page_count", 100_000, |_| Ok(())).expect("is set");
    acknowledged.extend(append(&mut store, &batch).expect("there is room again"));
    drop(store);
    let store = open(&folder);
    assert_eq!(store.events_after(0), Ok(acknowledged));
    assert_sound(&store);
}

#[test]
fn what_may_not_be_written_is_read_only() {
    let folder = TempDir::new().expect("a folder");
    let mut store = open(&folder);
    let before = append(&mut store, &[added()]).expect("is recorded");
    store.db.pragma_update(None, "query_only", true).expect("is set");
    let error = append(&mut store, &[shown(0)]).expect_err("may not be written");
    assert_eq!((error.clone(), error.key()), (StoreError::ReadOnly, "store-read-only"));
    assert_eq!(store.events_after(0), Ok(before));
    assert_sound(&store);
}

#[test]
fn the_safe_settings_are_on() {
    let folder = TempDir::new().expect("a folder");
    let store = open(&folder);
    let number = |name| store.db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let text = |name| store.db.pragma_query_value(None, name, |row| row.get::<_, String>(0));
    assert_eq!(number("synchronous"), Ok(2), "FULL");
    assert_eq!(number("foreign_keys"), Ok(1));
    assert_eq!(number("temp_store"), Ok(2), "MEMORY");
    assert_eq!(number("page_size"), Ok(super::pages::SIZE as i64));
    assert_eq!(number("application_id"), Ok(i64::from(schema::APPLICATION_ID)));
    assert_eq!(text("journal_mode").as_deref(), Ok("wal"));
    assert_eq!(text("locking_mode").as_deref(), Ok("exclusive"));
}

#[test]
fn the_current_play_is_found_without_reading_the_history() {
    let folder = TempDir::new().expect("a folder");
    let mut store = open(&folder);
    append(&mut store, &[added(), opened()]).expect("is recorded");
    let plan = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        let mut statement = store.db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("is SQL");
        let lines = statement.query_map(values, |row| row.get::<_, String>(3)).expect("explains");
        lines.collect::<Result<Vec<_>, _>>().expect("explains").join("\n")
    };
    let last = plan(rows::LAST_OPENED, &[&PERSON.0]);
    assert!(last.contains("SEARCH event USING COVERING INDEX event_lesson_opened"), "{last}");
    assert!(!last.contains("SCAN"), "{last}");

    // And by what it costs: SQLite's own count of steps, after 2 events and after 20,002.
    let cost = |store: &SqliteStore| {
        let play = store.current_play(PERSON).expect("reads");
        let mut statement = store.db.prepare(rows::LAST_OPENED).expect("is SQL");
        assert!(statement.exists([PERSON.0]).expect("reads"));
        (play.len(), statement.get_status(rusqlite::StatementStatus::VmStep))
    };
    let short = cost(&store);
    let many: Vec<_> = (0..20_000).map(shown).collect();
    append(&mut store, &many).expect("is recorded");
    append(&mut store, &[opened()]).expect("is recorded");
    assert_eq!(cost(&store), short);
}

#[test]
fn the_migrations_are_valid() {
    schema::migrations().validate().expect("every step runs");
}

#[test]
fn projections_of_another_version_are_replayed() {
    let folder = TempDir::new().expect("a folder");
    let mut store = open(&folder);
    append(&mut store, &[added(), opened()]).expect("is recorded");
    for (version, damage) in [
        ("0", "DELETE FROM person"),
        ("999", "UPDATE person SET address = 'x'"),
        ("0", "UPDATE progress SET state = x'0000'"),
        ("0", "INSERT INTO preference VALUES (x'01', 'theme', 'x')"),
    ] {
        store.db.execute_batch(damage).expect("is SQL");
        assert_eq!(store.integrity().expect("reads").len(), 1, "is noticed: {damage}");
        let set = format!("UPDATE projection SET version = {version} WHERE name = 'progress'");
        store.db.execute_batch(&set).expect("is SQL");
        drop(store);
        store = open(&folder);
        assert_sound(&store);
    }
    store.db.execute_batch("DELETE FROM projection").expect("is SQL");
    drop(store);
    assert_sound(&open(&folder));
}

#[test]
fn progress_that_cannot_be_read_is_folded_from_the_events() {
    let folder = TempDir::new().expect("a folder");
    let mut store = open(&folder);
    append(&mut store, &[added(), opened()]).expect("is recorded");
    let right = store.progress(PERSON).expect("reads");
    store.db.execute_batch("UPDATE progress SET state = x'ff'").expect("is SQL");
    assert_eq!(store.progress(PERSON), Ok(right));
    append(&mut store, &[opened()]).expect("is recorded");
    assert_eq!(store.progress(PERSON).expect("reads").plays(&"qr-pay".into()), 2);
    assert_sound(&store);
}

#[test]
fn a_damaged_body_is_kept_as_it_is_and_named() {
    let folder = TempDir::new().expect("a folder");
    let mut store = open(&folder);
    append(&mut store, &[added(), opened(), shown(1)]).expect("is recorded");
    store.db.execute_batch("UPDATE event SET body = x'ffffffffff' WHERE n = 3").expect("is SQL");
    let events = store.events_after(0).expect("reads");
    assert_eq!(events.len(), 3);
    assert_eq!(events[2].event.to_frame().expect("encodes").body, [0xff; 5]);
    let findings = store.integrity().expect("reads");
    assert_eq!(findings, ["event 3 doesn't have the layout of its kind"]);
}

#[test]
fn gaps_in_a_log_are_found() {
    let folder = TempDir::new().expect("a folder");
    let mut store = open(&folder);
    append(&mut store, &[added(), shown(0), shown(1)]).expect("is recorded");
    store.db.execute_batch("DELETE FROM event WHERE n = 2").expect("is SQL");
    let findings = store.integrity().expect("reads");
    assert!(findings.len() == 1 && findings[0].ends_with("has gaps, or is out of order"));
}

#[test]
fn no_message_tells_a_path_or_a_value() {
    let folder = TempDir::new().expect("a folder");
    let store = open(&folder);
    let error = store.db.execute("INSERT INTO event (n) VALUES ('Bà Lan')", []).expect_err("wrong");
    let error = StoreError::from(error);
    assert!(!error.to_string().contains("Lan"), "{error}");
    let inside = folder.path().join(crate::LOCK_NAME).join("x");
    let error =
        SqliteStore::open(&inside, InstallId([0; 16]), UnixMillis(0)).expect_err("not a folder");
    assert_eq!((error.clone(), error.key()), (StoreError::NotAFolder, "store-unreadable"));
    assert!(!error.to_string().contains(folder.path().to_str().expect("plain")), "{error}");
}
