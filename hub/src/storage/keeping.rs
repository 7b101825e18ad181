//! Looking things up: segments in order, by name, and those to be passed on; what was put aside;
//! who did what; how much there is.

use protocol::{LogId, PersonId, UnixMillis};
use segment::{DevicePublicKey, Hash, SealedKey};

use super::codes::{group_of, reason_of, state_code, state_of};
use super::sql::{Database, Insert, Kind, Row};
use super::write::Write;
use super::{
    AuditEntry, Counts, LogOwner, PersonRow, Quarantined, Result, State, StorageError, Stored,
};
use crate::values;

/// The first row for each of these.
async fn first_of_each<T>(
    database: &dyn Database,
    sql: &'static str,
    names: Vec<Vec<u8>>,
    read: impl Fn(Row) -> Result<T>,
) -> Result<Vec<Option<T>>> {
    let ward = database.ward();
    let each = names.into_iter().map(|name| values![ward, name]).collect();
    let answers = database.query_each(sql, each).await?;
    let first = |rows: Vec<Row>| rows.into_iter().next().map(&read).transpose();
    answers.into_iter().map(first).collect()
}

/// What is known of these segments.
pub(super) async fn states(database: &dyn Database, hashes: &[Hash]) -> Result<Vec<Option<State>>> {
    let sql = "SELECT state FROM segment WHERE ward = $1 AND hash = $2 UNION ALL \
               SELECT reason + 10 FROM quarantine WHERE ward = $1 AND hash = $2 \
               AND NOT EXISTS (SELECT 1 FROM segment WHERE ward = $1 AND hash = $2)";
    let names = hashes.iter().map(|hash| hash.0.to_vec()).collect();
    first_of_each(database, sql, names, |mut row| state_of(row.take(0)?)).await
}

/// Whose these logs are.
pub(super) async fn logs(database: &dyn Database, logs: &[LogId]) -> Result<Vec<Option<LogOwner>>> {
    let sql = "SELECT log, device, person FROM log WHERE ward = $1 AND log = $2";
    let names = logs.iter().map(|log| log.0.to_vec()).collect();
    let owner = |mut row: Row| {
        Ok(LogOwner {
            log: LogId(row.take(0)?),
            device: DevicePublicKey(row.take(1)?),
            person: PersonId(row.take(2)?),
        })
    };
    first_of_each(database, sql, names, owner).await
}

/// What is known of these people.
pub(super) async fn people(
    database: &dyn Database,
    people: &[PersonId],
) -> Result<Vec<Option<PersonRow>>> {
    let sql = "SELECT person, group_name, key, erased FROM person WHERE ward = $1 AND person = $2";
    let names = people.iter().map(|person| person.0.to_vec()).collect();
    let person = |mut row: Row| {
        Ok(PersonRow {
            person: PersonId(row.take(0)?),
            group: group_of(row.take(1)?),
            key: row.take::<Option<_>>(2)?.map(SealedKey),
            erased: row.take::<Option<i64>>(3)?.is_some(),
        })
    };
    first_of_each(database, sql, names, person).await
}

fn stored(mut row: Row) -> Result<Stored> {
    Ok(Stored {
        position: row.take(0)?,
        hash: Hash(row.take(1)?),
        bytes: row.take(2)?,
        owner: LogOwner {
            log: LogId(row.take(3)?),
            device: DevicePublicKey(row.take(4)?),
            person: PersonId(row.take(5)?),
        },
        state: state_of(row.take(6)?)?,
        card_key: row.take::<Option<_>>(7)?.map(SealedKey),
        group: group_of(row.take(8)?),
    })
}

/// Segments after a position, in order. `CROSS JOIN` has SQLite read segments first and look up
/// people; otherwise it begins with the people, and sorts every segment there is.
pub(super) async fn segments_after(
    database: &dyn Database,
    position: u64,
    limit: usize,
) -> Result<Vec<Stored>> {
    let sql = "SELECT s.position, s.hash, s.bytes, s.log, s.device, s.person, s.state, l.key, \
               p.group_name FROM segment s CROSS JOIN log l CROSS JOIN person p \
               WHERE l.ward = s.ward AND l.log = s.log AND p.ward = s.ward \
               AND p.person = s.person AND s.ward = $1 AND s.position > $2 \
               ORDER BY s.position LIMIT $3";
    let rows = database.query(sql, values![database.ward(), position, limit]).await?;
    rows.into_iter().map(stored).collect()
}

/// Segments not known to be above, oldest first.
pub(super) async fn to_forward(database: &dyn Database, limit: usize) -> Result<Vec<Stored>> {
    let sql = "SELECT s.position, s.hash, s.bytes, s.log, s.device, s.person, s.state, l.key, \
               p.group_name FROM segment s CROSS JOIN log l CROSS JOIN person p \
               WHERE l.ward = s.ward AND l.log = s.log AND p.ward = s.ward \
               AND p.person = s.person AND s.ward = $1 AND s.state = 0 AND p.erased IS NULL \
               ORDER BY s.position LIMIT $2";
    let rows = database.query(sql, values![database.ward(), limit]).await?;
    rows.into_iter().map(stored).collect()
}

/// Segments that another relay has, oldest first.
pub(super) async fn passed(database: &dyn Database, limit: usize) -> Result<Vec<Hash>> {
    let sql = "SELECT hash FROM segment WHERE ward = $1 AND state = 2 ORDER BY position LIMIT $2";
    let rows = database.query(sql, values![database.ward(), limit]).await?;
    rows.into_iter().map(|mut row| row.take(0).map(Hash)).collect()
}

/// Takes nothing for known above any more.
pub(super) async fn forget_forwarded(database: &dyn Database) -> Result<()> {
    let mut write = Write::begin(database).await?;
    let sql = "UPDATE segment SET state = 0 WHERE ward = $1 AND state IN (1, 2)";
    write.execute(sql, values![write.ward]).await?;
    write.commit().await
}

/// The places of all segments, or of a person's.
pub(super) async fn places(
    database: &dyn Database,
    person: Option<PersonId>,
) -> Result<Vec<(LogId, u64, u64)>> {
    let ward = database.ward();
    let rows = match person {
        None => {
            let sql = "SELECT log, first, position FROM segment WHERE ward = $1";
            database.query(sql, values![ward]).await?
        }
        Some(person) => {
            let sql = "SELECT log, first, position FROM segment WHERE ward = $1 AND person = $2";
            database.query(sql, values![ward, person.0]).await?
        }
    };
    let place = |mut row: Row| Ok((LogId(row.take(0)?), row.take(1)?, row.take(2)?));
    rows.into_iter().map(place).collect()
}

/// The segments at these positions.
pub(super) async fn segments_at(database: &dyn Database, positions: &[u64]) -> Result<Vec<Stored>> {
    let sql = "SELECT s.position, s.hash, s.bytes, s.log, s.device, s.person, s.state, l.key, \
               p.group_name FROM segment s JOIN log l ON l.ward = s.ward AND l.log = s.log \
               JOIN person p ON p.ward = s.ward AND p.person = s.person \
               WHERE s.ward = $1 AND s.position = $2";
    let each = positions.iter().map(|position| values![database.ward(), *position]).collect();
    let rows = database.query_each(sql, each).await?;
    rows.into_iter().flatten().map(stored).collect()
}

/// Notes what the hub above said.
pub(super) async fn forwarded(database: &dyn Database, states: &[(Hash, State)]) -> Result<()> {
    let mut write = Write::begin(database).await?;
    let sql = "UPDATE segment SET state = $3 WHERE ward = $1 AND hash = $2";
    let each = states.iter().map(|(hash, state)| values![write.ward, hash.0, state_code(*state)]);
    let each = each.collect();
    write.each(sql, each).await?;
    write.commit().await
}

/// What was put aside, newest first.
pub(super) async fn quarantine(database: &dyn Database, limit: usize) -> Result<Vec<Quarantined>> {
    let sql = "SELECT hash, reason, sender, at, length(bytes) FROM quarantine WHERE ward = $1 \
               ORDER BY at DESC, hash LIMIT $2";
    let one = |mut row: Row| {
        Ok(Quarantined {
            hash: Hash(row.take(0)?),
            reason: reason_of(row.take(1)?)?,
            sender: row.take::<Option<_>>(2)?.map(DevicePublicKey),
            at: UnixMillis(row.take(3)?),
            bytes: row.take(4)?,
        })
    };
    database.query(sql, values![database.ward(), limit]).await?.into_iter().map(one).collect()
}

/// Takes something out of quarantine.
pub(super) async fn release(database: &dyn Database, hash: &Hash) -> Result<Option<Vec<u8>>> {
    let mut write = Write::begin(database).await?;
    let sql = "DELETE FROM quarantine WHERE ward = $1 AND hash = $2 RETURNING bytes";
    let mut rows = write.query(sql, values![write.ward, hash.0]).await?;
    let bytes = rows.first_mut().map(|row| row.take(0)).transpose()?;
    write.commit().await?;
    Ok(bytes)
}

const AUDIT: Insert = Insert {
    table: "audit",
    columns: &[
        ("ward", Kind::Blob),
        ("n", Kind::Integer),
        ("at", Kind::Integer),
        ("actor", Kind::Text),
        ("action", Kind::Text),
        ("target", Kind::Text),
        ("allowed", Kind::Integer),
    ],
    then: "",
};

/// Notes who did what.
pub(super) async fn audit(database: &dyn Database, entries: &[AuditEntry]) -> Result<()> {
    let mut write = Write::begin(database).await?;
    let ward = write.ward;
    let sql = "SELECT coalesce(max(n), 0) FROM audit WHERE ward = $1";
    let mut rows = write.query(sql, values![ward]).await?;
    let last: u64 = rows.first_mut().ok_or(StorageError::Damaged)?.take(0)?;
    let rows = entries.iter().zip(last + 1..).map(|(entry, n)| {
        let AuditEntry { at, actor, action, target, allowed } = entry;
        values![ward, n, at.0, actor.as_str(), action.as_str(), target.as_str(), *allowed]
    });
    let rows = rows.collect();
    write.insert(&AUDIT, rows).await?;
    write.commit().await
}

/// What was noted last, newest first.
pub(super) async fn audited(database: &dyn Database, limit: usize) -> Result<Vec<AuditEntry>> {
    let sql = "SELECT at, actor, action, target, allowed FROM audit WHERE ward = $1 \
               ORDER BY n DESC LIMIT $2";
    let one = |mut row: Row| {
        Ok(AuditEntry {
            at: UnixMillis(row.take(0)?),
            actor: row.take(1)?,
            action: row.take(2)?,
            target: row.take(3)?,
            allowed: row.take(4)?,
        })
    };
    database.query(sql, values![database.ward(), limit]).await?.into_iter().map(one).collect()
}

/// The hub's life.
pub(super) async fn incarnation(database: &dyn Database) -> Result<u64> {
    let sql = "SELECT incarnation FROM hub WHERE ward = $1";
    let mut rows = database.query(sql, values![database.ward()]).await?;
    let number: i64 = rows.first_mut().ok_or(StorageError::Damaged)?.take(0)?;
    Ok(number.cast_unsigned())
}

/// Begins another life. All 64 bits are kept.
pub(super) async fn set_incarnation(database: &dyn Database, incarnation: u64) -> Result<()> {
    let mut write = Write::begin(database).await?;
    let sql = "UPDATE hub SET incarnation = $2 WHERE ward = $1";
    write.execute(sql, values![write.ward, incarnation.cast_signed()]).await?;
    write.commit().await
}

/// How much there is.
pub(super) async fn counts(database: &dyn Database) -> Result<Counts> {
    let sql = "SELECT position, segments, \
               (SELECT count(*) FROM person WHERE ward = $1 AND erased IS NULL), \
               (SELECT CAST(coalesce(sum(events), 0) AS bigint) FROM person WHERE ward = $1), \
               (SELECT count(*) FROM device WHERE ward = $1 AND revoked = 0), \
               (SELECT count(*) FROM segment WHERE ward = $1 AND state = 0), \
               (SELECT count(*) FROM quarantine WHERE ward = $1) FROM hub WHERE ward = $1";
    let mut rows = database.query(sql, values![database.ward()]).await?;
    let row = rows.first_mut().ok_or(StorageError::Damaged)?;
    Ok(Counts {
        position: row.take(0)?,
        segments: row.take(1)?,
        people: row.take(2)?,
        events: row.take(3)?,
        devices: row.take(4)?,
        waiting: row.take(5)?,
        quarantined: row.take(6)?,
    })
}
