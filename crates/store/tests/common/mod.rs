//! People, plays and folders for the store's tests.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use protocol::*;
use store::{EventStore, LogPart, Opened, SqliteStore, StoreError};

/// 20 October 2026, 09:00 in Hanoi.
pub const START: UnixMillis = UnixMillis(1_792_461_600_000);

pub fn person(number: u8) -> PersonId {
    PersonId([number; 16])
}

pub fn stamp(minute: u64) -> Stamp {
    let monotonic_millis = minute * 60_000;
    Stamp { wall: START.plus_millis(monotonic_millis), boot: 3, monotonic_millis }
}

pub fn added(number: u8) -> Event {
    let (address, nickname) = ("ba".to_owned(), Some(format!("Lan {number}")));
    Event::PersonAdded(PersonAdded { person: person(number), address, nickname })
}

pub fn set(name: &str, value: &str) -> Event {
    Event::PreferenceSet(PreferenceSet { name: name.to_owned(), value: value.to_owned() })
}

pub fn taken_up() -> Event {
    Event::PersonOpened(PersonOpened {})
}

pub fn answered(purpose: &str, given: bool) -> Event {
    let wording = WordingHash(*b"\0\x01words\xff");
    Event::ConsentSet(ConsentSet { purpose: purpose.to_owned(), given, wording })
}

pub fn opened(lesson: &str, plays_before: u32) -> Event {
    Event::LessonOpened(LessonOpened {
        lesson: lesson.into(),
        content: ContentHash([7; 8]),
        seed: 42,
        plays_before,
        purpose: Purpose::Learn,
    })
}

pub fn tapped(step: u16) -> Event {
    let target = "bank.scan-button".into();
    Event::Tapped(Tapped { step, target, outcome: Outcome::Done })
}

pub fn finished(lesson: &str, stage: Stage, slips: u16) -> Event {
    Event::StageFinished(StageFinished {
        lesson: lesson.into(),
        stage,
        purpose: Purpose::Learn,
        slips,
        hints: 0,
        passed: stage != Stage::Check || slips < 2,
    })
}

/// A lesson from its opening to its check.
pub fn play(lesson: &str, plays_before: u32) -> Vec<Event> {
    let mut events = vec![opened(lesson, plays_before)];
    for stage in [Stage::Watch, Stage::Together, Stage::Alone, Stage::Check] {
        events.push(Event::StageStarted(StageStarted { stage, round: plays_before }));
        events.extend((0..3).map(tapped));
        events.push(finished(lesson, stage, 0));
    }
    events
}

/// Any event about `subject` that the store takes.
pub fn any_event(subject: u8) -> impl Strategy<Value = Event> {
    let lesson = prop::sample::select(vec!["qr-pay", "wifi"]);
    let stages = vec![Stage::Watch, Stage::Together, Stage::Alone, Stage::Check];
    let name = prop::sample::select(vec!["address", "nickname", "theme"]);
    prop_oneof![
        1 => Just(added(subject)),
        2 => (name, "\\PC{0,8}").prop_map(|(name, value)| set(name, &value)),
        2 => (lesson.clone(), 0_u32..3).prop_map(|(lesson, plays)| opened(lesson, plays)),
        3 => (lesson, prop::sample::select(stages), 0_u16..4)
            .prop_map(|(lesson, stage, slips)| finished(lesson, stage, slips)),
        3 => (0_u16..9).prop_map(tapped),
        1 => Just(taken_up()),
        1 => (prop::sample::select(vec!["a", "b"]), any::<bool>())
            .prop_map(|(purpose, given)| answered(purpose, given)),
        1 => (500_u16..510, any::<u8>(), prop::collection::vec(any::<u8>(), 0..9000))
            .prop_map(|(kind, schema, body)| Event::Unknown(Unknown { kind, schema, body })),
    ]
}

/// What `install` would have written, `events` with `minute`s of their own.
pub fn part(install: u8, subject: u8, first: u64, events: &[(u64, Event)]) -> LogPart {
    let install = InstallId([install; 16]);
    let (subject, log) = (person(subject), log_id(install, person(subject)));
    let recorded = |(seq, (minute, event)): (u64, &(u64, Event))| Recorded {
        n: 0,
        id: EventId { log, seq },
        author: subject,
        subject,
        stamp: stamp(*minute),
        event: event.clone(),
    };
    LogPart { install, events: (first..).zip(events).map(recorded).collect() }
}

/// Opens the store as the app does: as the same installation in every run, and another one after
/// each damage.
pub fn open(folder: &Path) -> Result<Opened, StoreError> {
    let mut opened = SqliteStore::open(folder, install(folder), START)?;
    if opened.used_up {
        opened.store.set_install(install(folder))?;
    }
    Ok(opened)
}

/// The installation after as many damages as there were.
pub fn install(folder: &Path) -> InstallId {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let damages = files.filter(|file| {
        let name = file.file_name().to_string_lossy().into_owned();
        name.rsplit_once("damaged-").is_some_and(|(_, number)| number.parse::<u32>().is_ok())
    });
    InstallId([1 + u8::try_from(damages.count()).unwrap_or(u8::MAX - 1); 16])
}

/// The open store, which must have nothing to say.
pub fn open_quietly(folder: &Path) -> SqliteStore {
    let Opened { store, notice, .. } = open(folder).expect("opens");
    assert_eq!(notice, None);
    store
}

/// Fails with what is wrong with the store.
pub fn assert_sound(store: &SqliteStore) {
    assert_eq!(store.integrity().expect("can be read"), Vec::<String>::new());
}

/// Every file of the folder with its bytes, sorted by name.
pub fn snapshot(folder: &Path) -> Vec<(OsString, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("is a folder").map(|entry| entry.expect("reads"));
    let mut files: Vec<_> =
        entries.map(|entry| (entry.file_name(), fs::read(entry.path()).expect("reads"))).collect();
    files.sort();
    files
}

/// What a kill or a power cut would leave now: a copy of the files of a store that is open.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("can be made");
    for (name, bytes) in snapshot(from) {
        fs::write(to.join(name), bytes).expect("can be written");
    }
}
