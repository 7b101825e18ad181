//! The projections as tables: changed event by event, or dropped and made anew.

use std::collections::BTreeMap;

use progress::{Fact, LessonFacts, Progress};
use protocol::{Event, LessonId, PersonId, Recorded, UnixMillis};
use rusqlite::{Connection, OptionalExtension, params};

use super::{consents, rows};
use crate::StoreError;
use crate::event_store::Person;
use crate::projection::{Projections, VERSIONS, answer, is_about_the_person};

/// Changes the tables by one event that was just recorded. `counts` says whether what it tells of
/// the person counts here; see [`Projections::fold`].
pub(super) fn apply(db: &Connection, recorded: &Recorded, counts: bool) -> Result<(), StoreError> {
    match &recorded.event {
        event if !counts && is_about_the_person(event) => Ok(()),
        Event::PersonAdded(added) => {
            let person = Person {
                id: added.person,
                address: added.address.clone(),
                nickname: added.nickname.clone(),
                added: recorded.stamp.wall,
            };
            put_person(db, recorded.n, &person)
        }
        Event::PreferenceSet(set) => put_preference(db, recorded.subject, &set.name, &set.value),
        Event::ConsentSet(set) => {
            let answer = answer(set, recorded.stamp.wall);
            consents::put(db, recorded.subject, &set.purpose, &answer)
        }
        _ => match Fact::of(recorded) {
            Some((lesson, fact)) => {
                let mut facts = facts(db, recorded.subject, lesson)?;
                facts.insert(recorded.id, fact);
                put_facts(db, recorded.subject, lesson, &facts)
            }
            None => Ok(()),
        },
    }
}

/// Whether the tables are what follows from the events; not where they can't be read.
pub(super) fn are_right(db: &Connection) -> bool {
    all(db).and_then(|tables| Ok(tables == folded(db)?)).unwrap_or(false)
}

/// Whether the tables were made by this version of every fold.
pub(super) fn are_current(db: &Connection) -> Result<bool, StoreError> {
    let mut statement = db.prepare("SELECT name, version FROM projection ORDER BY name")?;
    let stored: BTreeMap<String, u32> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(stored == VERSIONS.map(|(name, version)| (name.to_owned(), version)).into())
}

/// Empties the tables and replays every event, within the caller's transaction.
pub(super) fn rebuild(db: &Connection) -> Result<(), StoreError> {
    db.execute_batch(
        "DELETE FROM projection; DELETE FROM person; DELETE FROM preference; DELETE FROM progress; \
         DELETE FROM consent;",
    )?;
    let all = folded(db)?;
    for (n, person) in &all.people {
        put_person(db, *n, person)?;
    }
    for (subject, preferences) in &all.preferences {
        for (name, value) in preferences {
            put_preference(db, *subject, name, value)?;
        }
    }
    for (subject, answers) in &all.consents {
        for (purpose, answer) in answers {
            consents::put(db, *subject, purpose, answer)?;
        }
    }
    for (subject, progress) in &all.progress {
        for (lesson, _) in progress.lessons() {
            if let Some(facts) = progress.facts(lesson) {
                put_facts(db, *subject, lesson, facts)?;
            }
        }
    }
    for (name, version) in VERSIONS {
        db.execute(
            "INSERT INTO projection (name, version) VALUES (?1, ?2)",
            params![name, version],
        )?;
    }
    Ok(())
}

/// The fold of every event of the file.
pub(super) fn folded(db: &Connection) -> Result<Projections, StoreError> {
    let local = rows::local_log_ids(db)?;
    let events = rows::recorded(db, "ORDER BY event.n", [])?;
    Ok(Projections::fold(&events, |log| local.contains(&log)))
}

/// Everything the tables hold, to be compared with a replay.
pub(super) fn all(db: &Connection) -> Result<Projections, StoreError> {
    let mut all =
        Projections { people: people(db)?, consents: consents::all(db)?, ..Projections::default() };
    let mut statement = db.prepare("SELECT subject, name, value FROM preference")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let of_subject = all.preferences.entry(PersonId(row.get(0)?)).or_default();
        of_subject.insert(row.get(1)?, row.get(2)?);
    }
    let mut statement = db.prepare("SELECT subject, lesson, state FROM progress")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let state: Vec<u8> = row.get(2)?;
        let facts = LessonFacts::from_bytes(&state).map_err(|_| StoreError::Corrupt)?;
        let of_subject = all.progress.entry(PersonId(row.get(0)?)).or_default();
        of_subject.merge_lesson(LessonId(row.get(1)?), facts);
    }
    Ok(all)
}

/// Everybody, as they were added, each with the event's number.
pub(super) fn people(db: &Connection) -> Result<Vec<(u64, Person)>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT n, id, address, nickname, added FROM person ORDER BY n")?;
    let people = statement.query_map([], |row| {
        let person = Person {
            id: PersonId(row.get(1)?),
            address: row.get(2)?,
            nickname: row.get(3)?,
            added: UnixMillis(row.get(4)?),
        };
        Ok((row.get::<_, i64>(0)?.cast_unsigned(), person))
    })?;
    Ok(people.collect::<Result<_, _>>()?)
}

/// The preferences of one person.
pub(super) fn preferences(
    db: &Connection,
    subject: PersonId,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT name, value FROM preference WHERE subject = ?1")?;
    let pairs = statement.query_map([subject.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

/// The progress of one person.
pub(super) fn progress(db: &Connection, subject: PersonId) -> Result<Progress, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT lesson, state FROM progress WHERE subject = ?1")?;
    let mut rows = statement.query([subject.0])?;
    let mut progress = Progress::default();
    while let Some(row) = rows.next()? {
        let state: Vec<u8> = row.get(1)?;
        match LessonFacts::from_bytes(&state) {
            Ok(facts) => progress.merge_lesson(LessonId(row.get(0)?), facts),
            // The events say it again.
            Err(_) => return from_events(db, subject),
        }
    }
    Ok(progress)
}

fn facts(db: &Connection, subject: PersonId, lesson: &LessonId) -> Result<LessonFacts, StoreError> {
    let state: Option<Vec<u8>> = db
        .prepare_cached("SELECT state FROM progress WHERE subject = ?1 AND lesson = ?2")?
        .query_row(params![subject.0, lesson.as_str()], |row| row.get(0))
        .optional()?;
    match state.map(|state| LessonFacts::from_bytes(&state)) {
        None => Ok(LessonFacts::default()),
        Some(Ok(facts)) => Ok(facts),
        Some(Err(_)) => {
            let progress = from_events(db, subject)?;
            Ok(progress.facts(lesson).cloned().unwrap_or_default())
        }
    }
}

fn from_events(db: &Connection, subject: PersonId) -> Result<Progress, StoreError> {
    let events = rows::recorded(db, "WHERE log.subject = ?1 ORDER BY event.n", [subject.0])?;
    Ok(Progress::fold(&events))
}

fn put_person(db: &Connection, n: u64, person: &Person) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO person (id, n, address, nickname, added) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (id) DO UPDATE SET address = excluded.address, nickname = excluded.nickname",
    )?
    .execute(params![
        person.id.0,
        n.cast_signed(),
        person.address,
        person.nickname,
        person.added.0
    ])?;
    Ok(())
}

fn put_preference(
    db: &Connection,
    subject: PersonId,
    name: &str,
    value: &str,
) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO preference (subject, name, value) VALUES (?1, ?2, ?3) \
         ON CONFLICT (subject, name) DO UPDATE SET value = excluded.value",
    )?
    .execute(params![subject.0, name, value])?;
    Ok(())
}

fn put_facts(
    db: &Connection,
    subject: PersonId,
    lesson: &LessonId,
    facts: &LessonFacts,
) -> Result<(), StoreError> {
    let state = facts.to_bytes().map_err(|_| StoreError::BadEvent)?;
    db.prepare_cached(
        "INSERT INTO progress (subject, lesson, state) VALUES (?1, ?2, ?3) \
         ON CONFLICT (subject, lesson) DO UPDATE SET state = excluded.state",
    )?
    .execute(params![subject.0, lesson.as_str(), state])?;
    Ok(())
}
