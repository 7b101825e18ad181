//! Takes the events over that can still be read from a damaged file. The damaged file stays as it
//! is. Events keep their log and number; logs of lost pages get gaps, which are counted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use protocol::{Event, EventId, Frame, LogId, PersonId, Recorded, Stamp, UnixMillis};
use rusqlite::{Connection, OptionalExtension, params};

use super::pages::{Pages, Record, Value};
use super::{files, rows};
use crate::StoreError;

/// What came of it.
pub(super) struct Found {
    /// Events that are new to the sound file.
    pub kept: u64,
    /// Numbers that are missing below the last of each log.
    pub missing: u64,
    /// Whether the file itself says how many events it held, and all of them were read.
    pub is_whole: bool,
}

struct Log {
    id: LogId,
    install: [u8; 16],
    subject: PersonId,
    local: bool,
}

struct Row {
    log: i64,
    seq: i64,
    author: Option<PersonId>,
    stamp: Stamp,
    frame: Frame,
}

/// Copies what can be read from `damaged` into `db`, within the caller's transaction.
pub(super) fn take_over(damaged: &Path, db: &Connection) -> Result<Found, StoreError> {
    let pages = Pages::read(damaged, &files::companion(damaged, "-wal"))?;
    let mut logs = BTreeMap::new();
    let mut events = BTreeMap::new();
    let mut handed_over = BTreeMap::new();
    let mut given_out: Option<i64> = None;
    for record in pages.records() {
        if let Some(last) = last_number(&record) {
            given_out = given_out.max(Some(last));
        } else if let Some((n, log)) = log(&record) {
            logs.entry(n).or_insert(log);
        } else if let (Some(log), [Value::Null, Value::Integer(seq @ 1..)]) = (record.0, &*record.1)
        {
            handed_over.insert(log, *seq);
        } else if let Some((n, row)) = row(record) {
            // A readable body goes before an unreadable copy of the same row.
            if Event::from_frame(&row.frame).is_ok() {
                events.entry(n).or_insert(row);
            }
        }
    }

    // Every event took the next number. Where somebody was erased there are fewer than numbers,
    // and nothing is proven.
    let is_whole = given_out.is_some_and(|last| {
        let named = events.values().filter(|row: &&Row| logs.contains_key(&row.log)).count();
        u64::try_from(last) == Ok(named as u64)
    });
    let mut found = Found { kept: 0, missing: 0, is_whole };
    let mut numbers = BTreeMap::new();
    for (n, log) in &logs {
        numbers.insert(*n, (put_log(db, log)?, log));
    }
    for (n, seq) in handed_over {
        if let Some((number, Log { local: false, .. })) = numbers.get(&n) {
            db.execute(
                "INSERT INTO handed_over (log, seq) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                params![number, seq],
            )?;
        }
    }
    let mut last: BTreeMap<i64, (i64, u64)> = BTreeMap::new();
    for row in events.into_values() {
        let Some((number, log)) = numbers.get(&row.log) else {
            found.missing += 1;
            continue;
        };
        let (highest, count) = last.entry(*number).or_default();
        (*highest, *count) = ((*highest).max(row.seq), *count + 1);
        let known = db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM event WHERE log = ?1 AND seq = ?2)")?
            .query_row(params![number, row.seq], |row| row.get::<_, bool>(0))?;
        if known {
            continue;
        }
        let Ok(event) = Event::from_frame(&row.frame) else {
            found.missing += 1;
            found.is_whole = false;
            continue;
        };
        let recorded = Recorded {
            n: 0,
            id: EventId { log: log.id, seq: row.seq.cast_unsigned() },
            author: row.author.unwrap_or(log.subject),
            subject: log.subject,
            stamp: row.stamp,
            event,
        };
        rows::insert_event(db, *number, &recorded, &row.frame)?;
        found.kept += 1;
    }
    let gaps = last.values().map(|(highest, count)| highest.cast_unsigned().saturating_sub(*count));
    found.missing += gaps.sum::<u64>();
    Ok(found)
}

/// The logs that these pages name.
pub(super) fn logs(pages: &Pages) -> BTreeSet<LogId> {
    pages.records().filter_map(|record| log(&record)).map(|(_, log)| log.id).collect()
}

/// The row of this log in the sound file; made at need.
fn put_log(db: &Connection, log: &Log) -> Result<i64, StoreError> {
    let known =
        db.query_row("SELECT n FROM log WHERE id = ?1", [log.id.0], |row| row.get(0)).optional()?;
    if let Some(n) = known {
        return Ok(n);
    }
    db.execute(
        "INSERT INTO log (id, install, subject, local) VALUES (?1, ?2, ?3, ?4)",
        params![log.id.0, log.install, log.subject.0, log.local],
    )?;
    Ok(db.last_insert_rowid())
}

/// A row of the table `log`, or of its second copy, the index `log_copy`.
fn log(record: &Record) -> Option<(i64, Log)> {
    let (n, values) = match record {
        (Some(n), values) => match values.as_slice() {
            [Value::Null, values @ ..] => (*n, values),
            _ => return None,
        },
        (None, values) => match values.as_slice() {
            [Value::Integer(n), values @ .., Value::Integer(_)] => (*n, values),
            _ => return None,
        },
    };
    match values {
        [
            Value::Bytes(id),
            Value::Bytes(install),
            Value::Bytes(subject),
            Value::Integer(local @ (0 | 1)),
        ] => {
            let id = LogId(id.as_slice().try_into().ok()?);
            let install = install.as_slice().try_into().ok()?;
            let subject = PersonId(subject.as_slice().try_into().ok()?);
            Some((n, Log { id, install, subject, local: *local == 1 }))
        }
        _ => None,
    }
}

/// The last number that was given to an event: SQLite's own `sqlite_sequence`, the only table with
/// a text and a number in rows that have numbers themselves.
fn last_number(record: &Record) -> Option<i64> {
    match record {
        (Some(_), values) => match values.as_slice() {
            [Value::Other, Value::Integer(last)] => Some(*last),
            _ => None,
        },
        _ => None,
    }
}

/// A row of the table `event`.
fn row((n, values): Record) -> Option<(i64, Row)> {
    let [
        Value::Null,
        Value::Integer(log),
        Value::Integer(seq @ 1..),
        author,
        Value::Integer(wall),
        Value::Integer(boot),
        Value::Integer(monotonic),
        Value::Integer(kind),
        Value::Integer(schema),
        Value::Bytes(body),
    ] = <[Value; 10]>::try_from(values).ok()?
    else {
        return None;
    };
    let author = match author {
        Value::Null => None,
        Value::Bytes(id) => Some(PersonId(id.try_into().ok()?)),
        _ => return None,
    };
    let stamp = Stamp {
        wall: UnixMillis(wall),
        boot: u32::try_from(boot).ok()?,
        monotonic_millis: monotonic.cast_unsigned(),
    };
    let (kind, schema) = (u16::try_from(kind).ok()?, u8::try_from(schema).ok()?);
    let frame = Frame { kind, schema, body };
    Some((n?, Row { log, seq, author, stamp, frame }))
}
