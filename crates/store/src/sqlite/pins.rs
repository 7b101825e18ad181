//! Secret numbers as a table of this device alone. It refuses to know more than their hashes.

use protocol::{PersonId, UnixMillis};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Pin, StoreError};

/// The secret number of one person.
pub(super) fn of(db: &Connection, subject: PersonId) -> Result<Option<Pin>, StoreError> {
    let pin = db
        .prepare_cached("SELECT hash, wrong, tried, forgotten FROM pin WHERE subject = ?1")?
        .query_row([subject.0], |row| {
            Ok(Pin {
                hash: row.get(0)?,
                wrong: row.get(1)?,
                tried: UnixMillis(row.get(2)?),
                forgotten: row.get::<_, Option<i64>>(3)?.map(UnixMillis),
            })
        })
        .optional()?;
    Ok(pin)
}

/// Sets it, or takes it away.
pub(super) fn put(db: &Connection, subject: PersonId, pin: Option<&Pin>) -> Result<(), StoreError> {
    let Some(pin) = pin else {
        db.execute("DELETE FROM pin WHERE subject = ?1", [subject.0])?;
        return Ok(());
    };
    db.execute(
        "INSERT INTO pin (subject, hash, wrong, tried, forgotten) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (subject) DO UPDATE SET hash = excluded.hash, wrong = excluded.wrong, \
         tried = excluded.tried, forgotten = excluded.forgotten",
        params![subject.0, pin.hash, pin.wrong, pin.tried.0, pin.forgotten.map(|at| at.0)],
    )?;
    Ok(())
}
