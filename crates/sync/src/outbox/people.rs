//! To which ward people belong, their keys, and who was erased.

use std::collections::{BTreeMap, BTreeSet};

use protocol::PersonId;
use rusqlite::{Connection, OptionalExtension, params};
use segment::{DeviceKey, DevicePublicKey, PersonKey};
use wire::Tombstone;

use super::Outbox;
use crate::{DeviceKeys, Random, SyncError};

/// Who belongs where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Members {
    /// By the ward's signing key.
    pub of: BTreeMap<PersonId, DevicePublicKey>,
    /// The ward of everybody else who agreed to it.
    pub default: Option<DevicePublicKey>,
}

impl Members {
    /// The ward to which what this person did may be sent, given their answer.
    pub fn ward_of(&self, person: PersonId, answer: Option<bool>) -> Option<DevicePublicKey> {
        match (self.of.get(&person), answer) {
            (_, Some(false)) => None,
            (Some(ward), _) => Some(*ward),
            (None, Some(true)) => self.default,
            (None, None) => None,
        }
    }
}

impl Outbox {
    pub(crate) fn members(&self) -> Result<Members, SyncError> {
        let mut statement = self.db.prepare_cached("SELECT person, ward FROM member")?;
        let members = statement
            .query_map([], |row| Ok((PersonId(row.get(0)?), DevicePublicKey(row.get(1)?))))?;
        let default = self
            .db
            .prepare_cached("SELECT ward FROM default_ward")?
            .query_row([], |row| row.get(0).map(DevicePublicKey))
            .optional()?;
        Ok(Members { of: members.collect::<Result<_, _>>()?, default })
    }

    /// Where a device was enrolled before anybody was there, it was enrolled for whoever comes
    /// first.
    pub(crate) fn claim(&mut self, first: Option<PersonId>) -> Result<(), SyncError> {
        let Some(first) = first else { return Ok(()) };
        let transaction = self.transaction()?;
        let ward = transaction
            .query_row("SELECT ward FROM default_ward WHERE claimed = 0", [], |row| row.get(0))
            .optional()?;
        if let Some(ward) = ward {
            put_member(&transaction, first, DevicePublicKey(ward))?;
            transaction.execute("UPDATE default_ward SET claimed = 1", [])?;
            transaction.commit()?;
        }
        Ok(())
    }

    /// The key that this device seals with for a person; made when it is first needed.
    pub(crate) fn person_key(
        &mut self,
        person: PersonId,
        random: &mut Random,
    ) -> Result<PersonKey, SyncError> {
        if let Some(key) = self.person_keys(person)?.into_iter().next() {
            return Ok(key);
        }
        let key = PersonKey::from_secret(random.bytes()?);
        put_key(&self.db, person, &key)?;
        Ok(key)
    }

    /// Every key of a person, that with which this device seals first.
    pub(crate) fn person_keys(&self, person: PersonId) -> Result<Vec<PersonKey>, SyncError> {
        let mut statement =
            self.db.prepare_cached("SELECT secret FROM person_key WHERE person = ?1 ORDER BY n")?;
        let keys = statement.query_map([person.0], |row| row.get(0).map(PersonKey::from_secret))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// Everybody who was erased.
    pub(crate) fn erased(&self) -> Result<BTreeSet<PersonId>, SyncError> {
        let mut statement = self.db.prepare_cached("SELECT person FROM erased")?;
        let people = statement.query_map([], |row| row.get(0).map(PersonId))?;
        Ok(people.collect::<Result<_, _>>()?)
    }

    /// Those whom the event store has still to erase.
    pub(crate) fn to_be_erased_here(&self) -> Result<Vec<PersonId>, SyncError> {
        let mut statement = self.db.prepare_cached("SELECT person FROM erased WHERE here = 1")?;
        let people = statement.query_map([], |row| row.get(0).map(PersonId))?;
        Ok(people.collect::<Result<_, _>>()?)
    }

    pub(crate) fn erased_here(&mut self, person: PersonId) -> Result<(), SyncError> {
        self.db.execute("UPDATE erased SET here = 0 WHERE person = ?1", [person.0])?;
        Ok(())
    }

    /// Destroys a person's key and all that was sealed about them, and lets the hubs of their ward
    /// know with the next sync. To be called before the events themselves are erased: whichever
    /// comes to an end first, the next sync does the rest. Durable when this returns.
    ///
    /// # Errors
    /// Whatever the disk does.
    pub fn erase(&mut self, person: PersonId, keys: &DeviceKeys) -> Result<(), SyncError> {
        // Who owns a log about the person is believed.
        let owner = self
            .db
            .prepare_cached("SELECT device FROM own_log WHERE person = ?1")?
            .query_map([person.0], |row| row.get(0).map(DevicePublicKey))?
            .collect::<Result<BTreeSet<_>, _>>()?;
        let owns = |key: &&DeviceKey| owner.contains(&key.public());
        let device = keys.all().find(owns).unwrap_or(keys.current());
        let members = self.members()?;
        let wards: BTreeSet<_> =
            members.of.get(&person).copied().or(members.default).into_iter().collect();
        let hubs: Vec<_> =
            self.hubs()?.into_iter().filter(|hub| wards.contains(&hub.ward.verifying)).collect();
        let transaction = self.transaction()?;
        let Tombstone { by, signature, .. } = Tombstone::by_device(person, device);
        for hub in hubs {
            transaction.execute(
                "INSERT INTO tombstone (hub, person, by, signature) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT DO NOTHING",
                params![hub.n, person.0, by.0, signature],
            )?;
        }
        forget(&transaction, person)?;
        transaction.commit()?;
        // What was overwritten leaves the log as well.
        let _ = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(())
    }

    /// The wishes that a hub has still to hear.
    pub(crate) fn tombstones(&self, hub: i64) -> Result<Vec<Tombstone>, SyncError> {
        let mut statement = self.db.prepare_cached(
            "SELECT person, by, signature FROM tombstone WHERE hub = ?1 LIMIT 64",
        )?;
        let tombstones = statement.query_map([hub], |row| {
            Ok(Tombstone {
                person: PersonId(row.get(0)?),
                by: DevicePublicKey(row.get(1)?),
                signature: row.get(2)?,
            })
        })?;
        Ok(tombstones.collect::<Result<_, _>>()?)
    }
}

/// Everything about a person goes; that they were erased stays, and that the event store has to
/// follow.
pub(crate) fn forget(db: &Connection, person: PersonId) -> Result<(), SyncError> {
    db.execute(
        "DELETE FROM shown WHERE log IN (SELECT log FROM own_log WHERE person = ?1)",
        [person.0],
    )?;
    for table in ["person_key", "segment", "received", "own_log", "foreign_log", "member"] {
        db.execute(&format!("DELETE FROM {table} WHERE person = ?1"), [person.0])?;
    }
    db.execute(
        "INSERT INTO erased (person, here) VALUES (?1, 1) ON CONFLICT DO NOTHING",
        [person.0],
    )?;
    Ok(())
}

pub(crate) fn put_member(
    db: &Connection,
    person: PersonId,
    ward: DevicePublicKey,
) -> Result<(), SyncError> {
    db.execute(
        "INSERT INTO member (person, ward) VALUES (?1, ?2) \
         ON CONFLICT (person) DO UPDATE SET ward = excluded.ward",
        params![person.0, ward.0],
    )?;
    Ok(())
}

/// The ward's own key of a person goes before one that this device made: after the loss of what
/// sync remembers it can't know the former one. What was sealed with another key and has not got
/// to the ward is sealed anew.
pub(crate) fn prefer_key(
    db: &Connection,
    person: PersonId,
    key: &PersonKey,
) -> Result<(), SyncError> {
    let first: Option<[u8; 32]> = db
        .prepare_cached("SELECT secret FROM person_key WHERE person = ?1 ORDER BY n LIMIT 1")?
        .query_row([person.0], |row| row.get(0))
        .optional()?;
    let Some(first) = first else { return put_key(db, person, key) };
    if first == *key.secret() {
        return Ok(());
    }
    db.execute(
        "DELETE FROM person_key WHERE person = ?1 AND secret = ?2",
        params![person.0, key.secret()],
    )?;
    db.execute(
        "INSERT INTO person_key (n, person, secret) \
         VALUES ((SELECT min(n) - 1 FROM person_key), ?1, ?2)",
        params![person.0, key.secret()],
    )?;
    db.execute(
        "DELETE FROM segment WHERE person = ?1 AND state <> 2 AND first > coalesce(( \
         SELECT max(durable.first) FROM segment AS durable \
         WHERE durable.log = segment.log AND durable.state = 2), 0)",
        [person.0],
    )?;
    db.execute(
        "DELETE FROM shown WHERE log IN (SELECT log FROM own_log WHERE person = ?1)",
        [person.0],
    )?;
    Ok(())
}

fn put_key(db: &Connection, person: PersonId, key: &PersonKey) -> Result<(), SyncError> {
    db.execute(
        "INSERT INTO person_key (person, secret) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        params![person.0, key.secret()],
    )?;
    Ok(())
}
