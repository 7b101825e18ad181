//! What hubs sent: kept until its key and its card are there, then handed to the event store.

use std::collections::BTreeSet;

use protocol::PersonId;
use rusqlite::{Connection, OptionalExtension, params};
use segment::{DevicePublicKey, Segment};
use wire::Card;

use super::Outbox;
use crate::SyncError;

/// The setting that says that what this device sealed itself waits to be taken in.
pub(crate) const FETCHING: &str = "fetching";

/// A segment that waits to be opened.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub n: i64,
    pub segment: Segment,
    pub device: Option<DevicePublicKey>,
}

impl Outbox {
    /// Segments about `person` that wait to be opened, in the order of arriving.
    pub(crate) fn waiting(
        &self,
        person: PersonId,
        limit: usize,
    ) -> Result<Vec<Waiting>, SyncError> {
        let mut statement = self.db.prepare_cached(
            "SELECT received.n, bytes, device FROM received \
             LEFT JOIN foreign_log ON foreign_log.log = received.log \
             WHERE received.person = ?1 AND state = 0 ORDER BY received.n LIMIT ?2",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![person.0, limit], |row| {
            let bytes: Vec<u8> = row.get(1)?;
            let device = row.get::<_, Option<_>>(2)?.map(DevicePublicKey);
            Ok((row.get(0)?, bytes, device))
        })?;
        let mut waiting = Vec::new();
        for row in rows {
            let (n, bytes, device) = row?;
            // Only what was a segment was kept.
            if let Ok(segment) = Segment::from_bytes(&bytes) {
                waiting.push(Waiting { n, segment, device });
            }
        }
        Ok(waiting)
    }

    /// Everybody about whom segments wait.
    pub(crate) fn waited_for(&self) -> Result<Vec<PersonId>, SyncError> {
        let mut statement =
            self.db.prepare_cached("SELECT DISTINCT person FROM received WHERE state = 0")?;
        let people = statement.query_map([], |row| row.get(0).map(PersonId))?;
        Ok(people.collect::<Result<_, _>>()?)
    }

    /// The events of these are in the event store.
    pub(crate) fn taken_over(&mut self, numbers: &[i64]) -> Result<(), SyncError> {
        let transaction = self.transaction()?;
        for n in numbers {
            transaction.execute("UPDATE received SET state = 1, bytes = NULL WHERE n = ?1", [n])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// The event store lost something: all that this device sealed, and all that hubs ever sent, is
    /// to be taken in again. What is here still needs no network; the hubs are asked from the
    /// beginning. What the event store has it has only once. Durable when this returns.
    ///
    /// # Errors
    /// Whatever the disk does.
    pub fn fetch_again(&mut self) -> Result<(), SyncError> {
        let transaction = self.transaction()?;
        // They come again. Those that wait go on waiting.
        transaction.execute("DELETE FROM received WHERE state = 1", [])?;
        transaction.execute(
            "INSERT INTO foreign_log (log, device, person) \
             SELECT log, device, person FROM own_log WHERE true ON CONFLICT DO NOTHING",
            [],
        )?;
        transaction.execute(
            "INSERT INTO received (hash, log, person, bytes) \
             SELECT hash, log, person, bytes FROM segment WHERE true ON CONFLICT DO NOTHING",
            [],
        )?;
        transaction.execute("UPDATE hub SET cursor = x''", [])?;
        transaction.execute(
            "INSERT INTO setting (name, value) VALUES (?1, 'own') \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [FETCHING],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// Whose logs this device wrote: they were here, also where the event store knows nobody yet.
    pub(crate) fn own_people(&self) -> Result<BTreeSet<PersonId>, SyncError> {
        let mut statement = self.db.prepare_cached("SELECT DISTINCT person FROM own_log")?;
        let people = statement.query_map([], |row| row.get(0).map(PersonId))?;
        Ok(people.collect::<Result<_, _>>()?)
    }

    /// It can't be used, and is kept as it is.
    pub(crate) fn of_no_use(&mut self, n: i64) -> Result<(), SyncError> {
        self.db.execute("UPDATE received SET state = 2 WHERE n = ?1", [n])?;
        Ok(())
    }
}

/// Keeps a segment that a hub sent, unless it is known or one of ours.
pub(crate) fn keep_received(db: &Connection, bytes: &[u8]) -> Result<(), SyncError> {
    // What is no segment is of no use to anybody here.
    let Ok(segment) = Segment::from_bytes(bytes) else { return Ok(()) };
    let (hash, header) = (segment.hash(), *segment.header());
    let ours =
        db.query_row("SELECT 1 FROM segment WHERE hash = ?1", [hash.0], |_| Ok(())).optional()?;
    let erased = db
        .query_row("SELECT 1 FROM erased WHERE person = ?1", [header.person.0], |_| Ok(()))
        .optional()?;
    if ours.or(erased).is_none() {
        db.execute(
            "INSERT INTO received (hash, log, person, bytes) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT DO NOTHING",
            params![hash.0, header.log.0, header.person.0, bytes],
        )?;
    }
    Ok(())
}

/// Keeps what a card says of a log: it follows from the key, so it can't be a lie.
pub(crate) fn keep_card(db: &Connection, card: &Card) -> Result<(), SyncError> {
    db.execute(
        "INSERT INTO foreign_log (log, device, person) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![card.log().0, card.device.0, card.person.0],
    )?;
    Ok(())
}
