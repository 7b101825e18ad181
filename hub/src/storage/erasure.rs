//! Erasing people: what stays is a tombstone, and headers that still verify.

use std::collections::BTreeSet;

use protocol::{PersonId, UnixMillis};
use segment::{DevicePublicKey, Segment};
use wire::Tombstone;

use super::Result;
use super::codes::group_of;
use super::commit::erased;
use super::people::count_people;
use super::projections::GROUP_LESSON;
use super::sql::{Database, Row};
use super::write::Write;
use crate::values;

/// How many segments are rewritten at a time.
const STRIDE: u64 = 256;

/// Erases people; whether anything had to be done.
pub(super) async fn erase(
    database: &dyn Database,
    tombstones: &[Tombstone],
    at: UnixMillis,
) -> Result<bool> {
    let mut write = Write::begin(database).await?;
    let mut erased = BTreeSet::new();
    for tombstone in tombstones {
        let sql = "INSERT INTO tombstone (ward, person, signed_by, signature, at) \
                   VALUES ($1, $2, $3, $4, $5) ON CONFLICT (ward, person) DO NOTHING";
        let (person, by) = (tombstone.person, tombstone.by);
        let values = values![write.ward, person.0, by.0, tombstone.signature, at.0];
        write.execute(sql, values).await?;
        let sql = "SELECT group_name FROM person \
                   WHERE ward = $1 AND person = $2 AND erased IS NOT NULL";
        if write.query(sql, values![write.ward, person.0]).await?.is_empty() {
            erase_person(&mut write, person).await?;
            erased.insert(person);
        }
    }
    if !erased.is_empty() {
        erase_quarantined(&mut write, &erased).await?;
    }
    write.commit().await?;
    Ok(!erased.is_empty())
}

async fn erase_person(write: &mut Write<'_>, person: PersonId) -> Result<()> {
    let (ward, position) = (write.ward, write.next());
    let sql = "SELECT group_name FROM person WHERE ward = $1 AND person = $2";
    let mut rows = write.query(sql, values![ward, person.0]).await?;
    let Some(row) = rows.first_mut() else {
        let sql = "INSERT INTO person (ward, person, group_name, erased) VALUES ($1, $2, '', $3)";
        return write.execute(sql, values![ward, person.0, position]).await.map(drop);
    };
    let group: String = row.take(0)?;
    count_people(write, [(group_of(group.clone()).as_deref(), -1)].into_iter()).await?;
    let sql = "SELECT lesson, opened, passed FROM learner_lesson WHERE ward = $1 AND person = $2";
    let mut figures = Vec::new();
    for mut row in write.query(sql, values![ward, person.0]).await? {
        let (lesson, opened, passed) =
            (row.take::<String>(0)?, row.take::<i64>(1)?, row.take::<i64>(2)?);
        figures.push(values![ward, group.as_str(), lesson, -opened, -passed]);
    }
    write.insert(&GROUP_LESSON, figures).await?;
    let sql = "DELETE FROM learner_lesson WHERE ward = $1 AND person = $2";
    write.execute(sql, values![ward, person.0]).await?;
    let sql = "UPDATE person SET key = NULL, group_name = '', events = 0, last_received = NULL, \
               erased = $3 WHERE ward = $1 AND person = $2";
    write.execute(sql, values![ward, person.0, position]).await?;
    let sql = "UPDATE log SET key = NULL WHERE ward = $1 AND person = $2";
    write.execute(sql, values![ward, person.0]).await?;
    erase_segments(write, person).await
}

async fn erase_segments(write: &mut Write<'_>, person: PersonId) -> Result<()> {
    let ward = write.ward;
    let sql = "SELECT position, bytes FROM segment \
               WHERE ward = $1 AND person = $2 AND position > $3 ORDER BY position LIMIT $4";
    let mut after = 0_u64;
    loop {
        let rows = write.query(sql, values![ward, person.0, after, STRIDE]).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut each = Vec::new();
        for mut row in rows {
            after = row.take(0)?;
            each.push(values![ward, after, erased(&row.take::<Vec<u8>>(1)?)]);
        }
        let sql = "UPDATE segment SET bytes = $3 WHERE ward = $1 AND position = $2";
        write.each(sql, each).await?;
    }
}

/// What was put aside can be about them as well.
async fn erase_quarantined(write: &mut Write<'_>, people: &BTreeSet<PersonId>) -> Result<()> {
    let ward = write.ward;
    let sql = "SELECT hash, bytes FROM quarantine WHERE ward = $1 AND hash > $2 \
               ORDER BY hash LIMIT $3";
    let mut after = Vec::new();
    loop {
        let rows = write.query(sql, values![ward, after.clone(), STRIDE]).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut each = Vec::new();
        for mut row in rows {
            after = row.take(0)?;
            let about = Segment::from_bytes(&row.take::<Vec<u8>>(1)?);
            if let Ok(segment) = about
                && people.contains(&segment.header().person)
            {
                each.push(values![ward, after.clone(), segment.erased().to_bytes()]);
            }
        }
        let sql = "UPDATE quarantine SET bytes = $3 WHERE ward = $1 AND hash = $2";
        write.each(sql, each).await?;
    }
}

/// The position of the last erasure; 0 before the first.
pub(super) async fn last(database: &dyn Database) -> Result<u64> {
    // `CROSS JOIN` has SQLite begin with the erased, who are few.
    let sql = "SELECT p.erased FROM tombstone t CROSS JOIN person p WHERE p.ward = t.ward \
               AND p.person = t.person AND t.ward = $1 AND p.erased IS NOT NULL \
               ORDER BY p.erased DESC LIMIT 1";
    let mut rows = database.query(sql, values![database.ward()]).await?;
    rows.first_mut().map_or(Ok(0), |row| row.take(0))
}

/// All tombstones.
pub(super) async fn tombstones(database: &dyn Database) -> Result<Vec<Tombstone>> {
    // `CROSS JOIN` has SQLite begin with the erased, who are few.
    let sql = "SELECT t.person, t.signed_by, t.signature FROM tombstone t CROSS JOIN person p \
               WHERE p.ward = t.ward AND p.person = t.person AND t.ward = $1 ORDER BY p.erased";
    let one = |mut row: Row| {
        Ok(Tombstone {
            person: PersonId(row.take(0)?),
            by: DevicePublicKey(row.take(1)?),
            signature: row.take(2)?,
        })
    };
    database.query(sql, values![database.ward()]).await?.into_iter().map(one).collect()
}
