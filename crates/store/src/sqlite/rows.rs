//! Events as rows and back.

use std::collections::BTreeSet;

use protocol::{Event, EventId, Frame, LogId, PersonId, Recorded, Stamp, UnixMillis, Unknown};
use rusqlite::{Connection, Params, Row, params};

use crate::StoreError;

const SELECT: &str = "SELECT event.n, log.id, event.seq, event.author, log.subject, event.wall, \
    event.boot, event.monotonic, event.kind, event.schema, event.body \
    FROM event JOIN log ON log.n = event.log ";

/// Every log that this device wrote about somebody, the newest first, each with the number of the
/// last lesson opened in it. 100 is the kind of `LessonOpened`: written out, or SQLite would not
/// use the partial index.
pub(super) const LAST_OPENED: &str = "SELECT log.n, \
    (SELECT max(seq) FROM event WHERE event.log = log.n AND event.kind = 100) \
    FROM log WHERE log.subject = ?1 AND log.local = 1 ORDER BY log.n DESC";

/// Every log about somebody that was handed over to this device, the one with the latest last
/// event first, each with the number of the last lesson opened in it and up to where it counts.
pub(super) const HANDED_OVER: &str = "SELECT log.n, \
    (SELECT max(seq) FROM event WHERE event.log = log.n AND event.kind = 100 \
        AND event.seq <= handed_over.seq), \
    handed_over.seq \
    FROM log JOIN handed_over ON handed_over.log = log.n WHERE log.subject = ?1 \
    ORDER BY (SELECT wall FROM event WHERE event.log = log.n AND event.seq = handed_over.seq) DESC, \
        log.n DESC";

/// The person who took up this device last. 3 is the kind of `PersonOpened`, written out as above.
pub(super) const LAST_PERSON: &str = "SELECT log.subject \
    FROM event JOIN log ON log.n = event.log \
    WHERE event.kind = 3 AND log.local = 1 ORDER BY event.n DESC LIMIT 1";

/// The events that `filter` selects, in the order it says.
pub(super) fn recorded(
    db: &Connection,
    filter: &str,
    values: impl Params,
) -> Result<Vec<Recorded>, StoreError> {
    let mut statement = db.prepare_cached(&format!("{SELECT}{filter}"))?;
    let rows = statement.query_map(values, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether every event can be read, whatever it says. Reads them all and keeps none.
pub(super) fn can_be_read(db: &Connection) -> Result<bool, StoreError> {
    let mut statement = db.prepare(SELECT)?;
    for row in statement.query_map([], read)? {
        match row.map_err(StoreError::from) {
            Ok(_) => {}
            Err(StoreError::Corrupt) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Recorded> {
    let subject = PersonId(row.get(4)?);
    let author = row.get::<_, Option<_>>(3)?.map_or(subject, PersonId);
    let frame = Frame { kind: row.get(8)?, schema: row.get(9)?, body: row.get(10)? };
    Ok(Recorded {
        n: row.get::<_, i64>(0)?.cast_unsigned(),
        id: EventId { log: LogId(row.get(1)?), seq: row.get::<_, i64>(2)?.cast_unsigned() },
        author,
        subject,
        stamp: Stamp {
            wall: UnixMillis(row.get(5)?),
            boot: row.get(6)?,
            monotonic_millis: row.get::<_, i64>(7)?.cast_unsigned(),
        },
        event: event(frame),
    })
}

/// A body that doesn't fit its layout stays as it is, like an unknown kind: one damaged event
/// must not keep a learner from all the others. `integrity` names it.
fn event(frame: Frame) -> Event {
    Event::from_frame(&frame).unwrap_or_else(|_| {
        let Frame { kind, schema, body } = frame;
        Event::Unknown(Unknown { kind, schema, body })
    })
}

/// Writes an event into the log's row `log`; its local number.
pub(super) fn insert_event(
    db: &Connection,
    log: i64,
    recorded: &Recorded,
    frame: &Frame,
) -> Result<u64, StoreError> {
    let Recorded { id, author, subject, stamp, .. } = recorded;
    db.prepare_cached(
        "INSERT INTO event (log, seq, author, wall, boot, monotonic, kind, schema, body) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        log,
        id.seq.cast_signed(),
        (author != subject).then_some(author.0),
        stamp.wall.0,
        stamp.boot,
        stamp.monotonic_millis.cast_signed(),
        frame.kind,
        frame.schema,
        frame.body,
    ])?;
    Ok(db.last_insert_rowid().cast_unsigned())
}

/// The ids of every log that this device wrote.
pub(super) fn local_log_ids(db: &Connection) -> rusqlite::Result<BTreeSet<LogId>> {
    let mut statement = db.prepare("SELECT id FROM log WHERE local = 1")?;
    statement.query_map([], |row| row.get(0).map(LogId))?.collect()
}

/// Whether this device wrote anything about `subject`.
pub(super) fn wrote_about(db: &Connection, subject: PersonId) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM log JOIN event ON event.log = log.n \
         WHERE log.subject = ?1 AND log.local = 1)",
    )?
    .query_row([subject.0], |row| row.get(0))
}

/// Whether anything is recorded about `subject`.
pub(super) fn has_log(db: &Connection, subject: PersonId) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM log WHERE subject = ?1)")?
        .query_row([subject.0], |row| row.get(0))
}
