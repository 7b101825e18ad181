//! The store in one SQLite file. The file belongs to one process at a time.

mod consents;
mod erase;
mod files;
mod import;
mod integrity;
mod notice;
mod open;
mod pages;
mod pair;
mod pins;
mod rows;
mod salvage;
mod schema;
mod tables;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use progress::Progress;
use protocol::{Event, EventId, InstallId, LogId, PersonId, Recorded, Stamp, log_id};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::StoreError;
use crate::event_store::{EventStore, Person, checked};
use crate::people::{Consent, Erased, Pin};
use crate::projection::addressed;
use crate::sharing::{Imported, LocalLog, LogPart};

pub use erase::{ERASING_NAME, EXPORTS_NAME, RECORDINGS_NAME, recordings_of};
pub use files::{DATABASE_NAME, LOCK_NAME};
pub use notice::Notice;
pub use open::{Beside, Opened};
pub use tally::TALLY_NAMES;

use tally::Tally;

/// Events in an SQLite file: write-ahead log, `synchronous=FULL`, exclusive to this process.
#[derive(Debug)]
pub struct SqliteStore {
    // Closed before the lock is given up, hence first.
    db: Connection,
    install: InstallId,
    folder: PathBuf,
    /// Beside the device's keys, where it has a place.
    tally: Option<Tally>,
    _lock: File,
}

impl SqliteStore {
    /// The installation that writes.
    #[must_use]
    pub fn install(&self) -> InstallId {
        self.install
    }

    fn log_path(&self) -> PathBuf {
        files::companion(&self.folder.join(DATABASE_NAME), "-wal")
    }
}

/// Closed in order, there is no log any more, and the tally is sure of everything.
impl Drop for SqliteStore {
    fn drop(&mut self) {
        let log = self.log_path();
        if let Some(tally) = &mut self.tally {
            // Where it can't be done now, the next opening does it.
            let _ = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            let _ = tally.close(&log);
        }
    }
}

impl EventStore for SqliteStore {
    fn spare_memory(&self) {
        // Nothing depends on it: where SQLite refuses, it keeps its cache.
        let _ = self.db.execute_batch("PRAGMA shrink_memory");
    }

    fn append(
        &mut self,
        subject: PersonId,
        author: PersonId,
        stamp: Stamp,
        events: &[Event],
    ) -> Result<Vec<Recorded>, StoreError> {
        let stamped: Vec<_> = events.iter().map(|event| (stamp, event.clone())).collect();
        self.append_stamped(subject, author, &stamped)
    }

    fn append_stamped(
        &mut self,
        subject: PersonId,
        author: PersonId,
        events: &[(Stamp, Event)],
    ) -> Result<Vec<Recorded>, StoreError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let (install, wal) = (self.install, self.log_path());
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let frames = checked(subject, events.iter().map(|(_, event)| event), || {
            Ok(rows::has_log(&transaction, subject)?)
        })?;
        let (row, log) = own_log(&transaction, install, subject)?;
        let first: u64 = transaction
            .prepare_cached("SELECT coalesce(max(seq), 0) + 1 FROM event WHERE log = ?1")?
            .query_row([row], |row| row.get::<_, i64>(0))?
            .cast_unsigned();
        let mut all = Vec::with_capacity(events.len());
        for ((seq, (stamp, event)), frame) in (first..).zip(events).zip(&frames) {
            let id = EventId { log, seq };
            let (stamp, event) = (*stamp, event.clone());
            let mut recorded = Recorded { n: 0, id, author, subject, stamp, event };
            recorded.n = rows::insert_event(&transaction, row, &recorded, frame)?;
            tables::apply(&transaction, &recorded, true)?;
            all.push(recorded);
        }
        let added = |tally: &Tally| tally.with(log, subject, first, events.len() as u64);
        let expected = self.tally.as_ref().map(added).unwrap_or_default();
        commit(transaction, self.tally.as_mut(), &expected, &wal)?;
        Ok(all)
    }

    fn events_after(&self, n: u64) -> Result<Vec<Recorded>, StoreError> {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        rows::recorded(&self.db, "WHERE event.n > ?1 ORDER BY event.n", [n])
    }

    fn events_of(&self, subject: PersonId) -> Result<Vec<Recorded>, StoreError> {
        rows::recorded(&self.db, "WHERE log.subject = ?1 ORDER BY event.n", [subject.0])
    }

    fn current_play(&self, subject: PersonId) -> Result<Vec<Recorded>, StoreError> {
        // Newest log first, then those of other devices. A play that was begun there, or before
        // the file was damaged, goes on in the log of the new installation, which then holds no
        // opening of its own.
        let mut play = Vec::new();
        for (query, is_handed_over) in [(rows::LAST_OPENED, false), (rows::HANDED_OVER, true)] {
            let mut logs = self.db.prepare_cached(query)?;
            let logs = logs.query_map([subject.0], |row| {
                let end = if is_handed_over { row.get(2)? } else { i64::MAX };
                Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?, end))
            })?;
            for log in logs {
                let (log, opened, end) = log?;
                let part = rows::recorded(
                    &self.db,
                    "WHERE event.log = ?1 AND event.seq BETWEEN ?2 AND ?3 ORDER BY event.seq",
                    [log, opened.unwrap_or(0), end],
                )?;
                play.splice(0..0, part);
                if opened.is_some() {
                    return Ok(play);
                }
            }
        }
        Ok(Vec::new())
    }

    fn people(&self) -> Result<Vec<Person>, StoreError> {
        let people = tables::people(&self.db)?;
        let with_preferences = |(_, person): (_, Person)| {
            let preferences = self.preferences(person.id)?;
            Ok(addressed(person, &preferences))
        };
        people.into_iter().map(with_preferences).collect()
    }

    fn progress(&self, subject: PersonId) -> Result<Progress, StoreError> {
        tables::progress(&self.db, subject)
    }

    fn preferences(&self, subject: PersonId) -> Result<BTreeMap<String, String>, StoreError> {
        tables::preferences(&self.db, subject)
    }

    fn consents(&self, subject: PersonId) -> Result<BTreeMap<String, Consent>, StoreError> {
        consents::of(&self.db, subject)
    }

    fn last_opened(&self) -> Result<Option<PersonId>, StoreError> {
        let mut statement = self.db.prepare_cached(rows::LAST_PERSON)?;
        let subject = statement.query_row([], |row| row.get(0)).optional()?;
        Ok(subject.map(PersonId))
    }

    fn pin(&self, subject: PersonId) -> Result<Option<Pin>, StoreError> {
        pins::of(&self.db, subject)
    }

    fn set_pin(&mut self, subject: PersonId, pin: Option<&Pin>) -> Result<(), StoreError> {
        if !rows::has_log(&self.db, subject)? {
            return Err(StoreError::NoSuchPerson);
        }
        pins::put(&self.db, subject, pin)
    }

    fn set_install(&mut self, install: InstallId) -> Result<(), StoreError> {
        let created = self.db.query_row("SELECT created FROM install", [], |row| row.get(0));
        let created = protocol::UnixMillis(created.optional()?.unwrap_or(0));
        open::put_install(&mut self.db, install, created)?;
        self.install = install;
        let log = self.log_path();
        if let Some(tally) = &mut self.tally {
            tally.settle(install, &tally::extents(&self.db)?, &log)?;
        }
        Ok(())
    }

    fn import(&mut self, parts: &[LogPart]) -> Result<Imported, StoreError> {
        let wal = self.log_path();
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let imported = import::import(&transaction, self.install, parts)?;
        let expected = match &self.tally {
            Some(_) => tally::extents(&transaction)?,
            None => tally::Extents::new(),
        };
        commit(transaction, self.tally.as_mut(), &expected, &wal)?;
        Ok(imported)
    }

    fn local_logs(&self) -> Result<Vec<LocalLog>, StoreError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, install, subject, (SELECT max(seq) FROM event WHERE event.log = log.n) AS last \
             FROM log WHERE local = 1 AND last IS NOT NULL ORDER BY n",
        )?;
        let logs = statement.query_map([], |row| {
            Ok(LocalLog {
                log: LogId(row.get(0)?),
                install: InstallId(row.get(1)?),
                subject: PersonId(row.get(2)?),
                last: row.get::<_, i64>(3)?.cast_unsigned(),
            })
        })?;
        Ok(logs.collect::<Result<_, _>>()?)
    }

    fn events_of_log_after(
        &self,
        log: LogId,
        seq: u64,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        let (seq, limit) = (i64::try_from(seq), i64::try_from(limit));
        rows::recorded(
            &self.db,
            "WHERE log.id = ?1 AND event.seq > ?2 ORDER BY event.seq LIMIT ?3",
            params![log.0, seq.unwrap_or(i64::MAX), limit.unwrap_or(i64::MAX)],
        )
    }

    fn erase(&mut self, subject: PersonId) -> Result<Erased, StoreError> {
        if !rows::has_log(&self.db, subject)? {
            return Err(StoreError::NoSuchPerson);
        }
        erase::begin(&self.folder, subject)?;
        erase::finish(&self.folder, &mut self.db, self.tally.as_mut(), subject)
    }
}

/// Commits what the tally, where there is one, was told before.
fn commit(
    transaction: Transaction<'_>,
    tally: Option<&mut Tally>,
    expected: &tally::Extents,
    wal: &Path,
) -> Result<(), StoreError> {
    let Some(tally) = tally else { return Ok(transaction.commit()?) };
    tally.expect(expected)?;
    match transaction.commit() {
        Ok(()) => {
            tally.came_true();
            // It is recorded, whatever becomes of this: a log that isn't known has to prove itself.
            let _ = tally.know_log(wal);
            Ok(())
        }
        Err(error) => {
            tally.came_to_nothing();
            Err(error.into())
        }
    }
}

/// The row and the id of the log in which this installation writes about `subject`; made at need.
fn own_log(
    transaction: &Transaction<'_>,
    install: InstallId,
    subject: PersonId,
) -> Result<(i64, LogId), StoreError> {
    let found = transaction
        .prepare_cached("SELECT n, id FROM log WHERE install = ?1 AND subject = ?2")?
        .query_row([install.0, subject.0], |row| Ok((row.get(0)?, LogId(row.get(1)?))))
        .optional()?;
    if let Some(found) = found {
        return Ok(found);
    }
    let id = log_id(install, subject);
    transaction.execute(
        "INSERT INTO log (id, install, subject, local) VALUES (?1, ?2, ?3, 1)",
        params![id.0, install.0, subject.0],
    )?;
    Ok((transaction.last_insert_rowid(), id))
}
