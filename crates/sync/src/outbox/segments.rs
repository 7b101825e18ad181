//! What this device sealed, and what became of it.

use std::collections::BTreeMap;

use protocol::{InstallId, LogId, PersonId, UnixMillis};
use rusqlite::{Connection, OptionalExtension, Row, params};
use segment::{DevicePublicKey, Hash, Segment};

use super::Outbox;
use crate::{DeviceKeys, Events, SyncError};

/// What became of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Pending,
    Received { relay: i64 },
    Durable,
    Quarantined,
}

/// A sealed segment, without its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub n: i64,
    pub hash: Hash,
    pub log: LogId,
    pub person: PersonId,
    pub count: u64,
    pub length: usize,
}

/// How far what a person did has got. Counts events of this device, and only what a hub confirmed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether some ward is theirs, so that anything may be sent at all.
    pub in_ward: bool,
    /// All of them.
    pub total: u64,
    /// Sealed, and so ready to be sent.
    pub sealed: u64,
    /// On the disk of the ward's hub.
    pub acknowledged: u64,
    /// On the disk of a relay, not yet known to be at the ward's.
    pub received_by_relay: u64,
    /// Put aside there, for its keeper to look at.
    pub quarantined: u64,
    /// When a hub of their ward last answered, by this device's clock.
    pub last_success: Option<UnixMillis>,
}

const SELECT: &str = "SELECT n, hash, log, person, count, length(bytes) FROM segment ";

impl Outbox {
    /// The number of the last event that was sealed of a log, and the segment it is in.
    pub(crate) fn end_of(&self, log: LogId) -> Result<Option<(u64, Hash)>, SyncError> {
        let mut statement = self.db.prepare_cached(
            "SELECT first + count - 1, hash FROM segment WHERE log = ?1 ORDER BY first DESC LIMIT 1",
        )?;
        let end = statement.query_row([log.0], |row| {
            Ok((row.get::<_, i64>(0)?.cast_unsigned(), Hash(row.get(1)?)))
        });
        Ok(end.optional()?)
    }

    /// Keeps what was just sealed.
    pub(crate) fn keep(
        &mut self,
        device: DevicePublicKey,
        segments: &[Segment],
    ) -> Result<(), SyncError> {
        let transaction = self.transaction()?;
        for segment in segments {
            let header = segment.header();
            transaction.execute(
                "INSERT INTO own_log (log, device, person) VALUES (?1, ?2, ?3) \
                 ON CONFLICT DO NOTHING",
                params![header.log.0, device.0, header.person.0],
            )?;
            transaction.execute(
                "INSERT INTO segment (hash, log, person, first, count, bytes) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                params![
                    segment.hash().0,
                    header.log.0,
                    header.person.0,
                    header.first.cast_signed(),
                    header.count,
                    segment.to_bytes()
                ],
            )?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// What is still to be sent, the oldest first, as far as `is_wanted` and `until_full` go.
    pub(crate) fn pending(
        &self,
        is_wanted: impl Fn(&Sealed) -> bool,
        mut has_room: impl FnMut(&Sealed) -> bool,
    ) -> Result<Vec<Sealed>, SyncError> {
        let mut statement =
            self.db.prepare_cached(&format!("{SELECT}WHERE state = 0 ORDER BY n"))?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let sealed = read(row)?;
            if !is_wanted(&sealed) {
                continue;
            }
            if !has_room(&sealed) {
                break;
            }
            found.push(sealed);
        }
        Ok(found)
    }

    /// What only a relay is known to have, that which was asked for least first.
    pub(crate) fn received_by_relays(
        &self,
        is_wanted: impl Fn(&Sealed) -> bool,
        limit: usize,
    ) -> Result<Vec<Sealed>, SyncError> {
        let mut statement =
            self.db.prepare_cached(&format!("{SELECT}WHERE state = 1 ORDER BY asks, n"))?;
        let all = statement.query_map([], read)?;
        let wanted = all.filter(|sealed| sealed.as_ref().map_or(true, &is_wanted));
        Ok(wanted.take(limit).collect::<Result<_, _>>()?)
    }

    /// What was said to be done with by hubs, above the number `after`.
    pub(crate) fn done_after(
        &self,
        after: i64,
        is_wanted: impl Fn(&Sealed) -> bool,
        limit: usize,
    ) -> Result<Vec<Sealed>, SyncError> {
        let mut statement =
            self.db.prepare_cached(&format!("{SELECT}WHERE state >= 2 AND n > ?1 ORDER BY n"))?;
        let all = statement.query_map([after], read)?;
        let wanted = all.filter(|sealed| sealed.as_ref().map_or(true, &is_wanted));
        Ok(wanted.take(limit).collect::<Result<_, _>>()?)
    }

    pub(crate) fn bytes_of(&self, n: i64) -> Result<Vec<u8>, SyncError> {
        let mut statement = self.db.prepare_cached("SELECT bytes FROM segment WHERE n = ?1")?;
        Ok(statement.query_row([n], |row| row.get(0))?)
    }

    pub(crate) fn is_shown(&self, hub: i64, log: LogId) -> Result<bool, SyncError> {
        let mut statement =
            self.db.prepare_cached("SELECT 1 FROM shown WHERE hub = ?1 AND log = ?2")?;
        Ok(statement.exists(params![hub, log.0])?)
    }

    /// The device that writes a log of ours, and whom it is about.
    pub(crate) fn owner_of(
        &self,
        log: LogId,
    ) -> Result<Option<(DevicePublicKey, PersonId)>, SyncError> {
        let mut statement =
            self.db.prepare_cached("SELECT device, person FROM own_log WHERE log = ?1")?;
        let owner = statement
            .query_row([log.0], |row| Ok((DevicePublicKey(row.get(0)?), PersonId(row.get(1)?))));
        Ok(owner.optional()?)
    }

    /// How far everybody's events have got. Those of installations whose key is gone are not
    /// counted: this device can't send them.
    ///
    /// # Errors
    /// Whatever the disk or the event store say.
    pub fn standings(
        &self,
        events: &mut dyn Events,
        keys: &DeviceKeys,
    ) -> Result<BTreeMap<PersonId, Standing>, SyncError> {
        let mut standings: BTreeMap<PersonId, Standing> = BTreeMap::new();
        let is_ours = |install: InstallId| keys.of(install).is_some();
        for log in events.local_logs()?.iter().filter(|log| is_ours(log.install)) {
            standings.entry(log.subject).or_default().total += log.last;
        }
        let mut statement = self.db.prepare_cached(
            "SELECT person, state, sum(count) FROM segment GROUP BY person, state",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(standing) = standings.get_mut(&PersonId(row.get(0)?)) else { continue };
            let count = row.get::<_, i64>(2)?.cast_unsigned();
            standing.sealed += count;
            match row.get::<_, i64>(1)? {
                1 => standing.received_by_relay += count,
                2 => standing.acknowledged += count,
                3 => standing.quarantined += count,
                _ => {}
            }
        }
        let (members, hubs) = (self.members()?, self.hubs()?);
        for (person, standing) in &mut standings {
            let ward = members.of.get(person).copied().or(members.default);
            standing.in_ward = ward.is_some();
            let of_ward = hubs.iter().filter(|hub| Some(hub.ward.verifying) == ward);
            standing.last_success = of_ward.filter_map(|hub| hub.succeeded).max();
        }
        Ok(standings)
    }
}

/// Changes what became of a segment.
pub(crate) fn put_state(db: &Connection, n: i64, state: State) -> Result<(), SyncError> {
    let (state, relay) = match state {
        State::Pending => (0, None),
        State::Received { relay } => (1, Some(relay)),
        State::Durable => (2, None),
        State::Quarantined => (3, None),
    };
    db.prepare_cached(
        "UPDATE segment SET state = ?2, relay = coalesce(?3, relay), asks = asks + 1 WHERE n = ?1",
    )?
    .execute(params![n, state, relay])?;
    Ok(())
}

/// It was asked for, and nothing new is known of it.
pub(crate) fn asked(db: &Connection, n: i64) -> Result<(), SyncError> {
    db.execute("UPDATE segment SET asks = asks + 1 WHERE n = ?1", [n])?;
    Ok(())
}

/// Which relay said that it received the segment.
pub(crate) fn relay_of(db: &Connection, n: i64) -> Result<Option<i64>, SyncError> {
    Ok(db
        .query_row("SELECT relay FROM segment WHERE n = ?1", [n], |row| row.get(0))
        .optional()?
        .flatten())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Sealed> {
    Ok(Sealed {
        n: row.get(0)?,
        hash: Hash(row.get(1)?),
        log: LogId(row.get(2)?),
        person: PersonId(row.get(3)?),
        count: row.get::<_, i64>(4)?.cast_unsigned(),
        length: row.get::<_, i64>(5)?.try_into().unwrap_or(usize::MAX),
    })
}
