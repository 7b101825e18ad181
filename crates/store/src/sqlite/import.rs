//! What other installations wrote, taken over in one transaction.

use std::collections::BTreeSet;

use protocol::{InstallId, PersonId, Recorded};
use rusqlite::{Connection, OptionalExtension, params};

use super::{rows, tables};
use crate::StoreError;
use crate::event_store::framed;
use crate::sharing::{Imported, LogPart, added, belongs, same};

/// Takes the parts over, within the caller's transaction.
pub(super) fn import(
    db: &Connection,
    writing: InstallId,
    parts: &[LogPart],
) -> Result<Imported, StoreError> {
    let mut imported = Imported::default();
    let newcomers = added(parts);
    let mut subjects = BTreeSet::new();
    for part in parts {
        for recorded in &part.events {
            let subject = recorded.subject;
            let known = || Ok::<_, StoreError>(rows::has_log(db, subject)?);
            let whose = newcomers.contains(&subject) || known()?;
            if !whose || !belongs(recorded, part.install, writing) {
                imported.refused += 1;
                continue;
            }
            match take(db, part.install, recorded)? {
                Taken::New => imported.new += 1,
                Taken::Known => imported.known += 1,
                Taken::Differing => imported.differing += 1,
            }
            subjects.insert(subject);
        }
    }
    for subject in subjects {
        hand_over(db, subject)?;
    }
    Ok(imported)
}

enum Taken {
    New,
    Known,
    Differing,
}

fn take(db: &Connection, install: InstallId, recorded: &Recorded) -> Result<Taken, StoreError> {
    let (id, subject) = (recorded.id, recorded.subject);
    let found = db
        .prepare_cached("SELECT n, local FROM log WHERE id = ?1")?
        .query_row([id.log.0], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)))
        .optional()?;
    let (log, local) = match found {
        Some(found) => found,
        None => {
            db.execute(
                "INSERT INTO log (id, install, subject, local) VALUES (?1, ?2, ?3, 0)",
                params![id.log.0, install.0, subject.0],
            )?;
            (db.last_insert_rowid(), false)
        }
    };
    let known = rows::recorded(
        db,
        "WHERE event.log = ?1 AND event.seq = ?2",
        params![log, id.seq.cast_signed()],
    )?;
    if let Some(known) = known.first() {
        return Ok(if same(known, recorded) { Taken::Known } else { Taken::Differing });
    }
    let counts = local || !rows::wrote_about(db, subject)?;
    let mut recorded = recorded.clone();
    recorded.n = rows::insert_event(db, log, &recorded, &framed(&recorded.event)?)?;
    tables::apply(db, &recorded, counts)?;
    Ok(Taken::New)
}

/// As long as this device wrote nothing about the person, all that others wrote is where it goes
/// on from.
fn hand_over(db: &Connection, subject: PersonId) -> Result<(), StoreError> {
    if rows::wrote_about(db, subject)? {
        return Ok(());
    }
    db.execute(
        "INSERT INTO handed_over (log, seq) \
         SELECT log.n, max(event.seq) FROM log JOIN event ON event.log = log.n \
         WHERE log.subject = ?1 AND log.local = 0 GROUP BY log.n \
         ON CONFLICT (log) DO UPDATE SET seq = excluded.seq",
        [subject.0],
    )?;
    Ok(())
}
