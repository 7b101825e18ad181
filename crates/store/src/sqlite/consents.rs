//! Answers to what was asked, as a table: changed event by event, or made anew.

use std::collections::BTreeMap;

use protocol::{PersonId, UnixMillis, WordingHash};
use rusqlite::{Connection, Row, params};

use crate::{Consent, StoreError};

/// The answers of one person, by purpose.
pub(super) fn of(
    db: &Connection,
    subject: PersonId,
) -> Result<BTreeMap<String, Consent>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT subject, purpose, given, wording, answered FROM consent WHERE subject = ?1",
    )?;
    let rows = statement.query_map([subject.0], read)?;
    rows.map(|row| Ok(row.map(|(_, purpose, answer)| (purpose, answer))?)).collect()
}

/// Everybody's answers.
pub(super) fn all(
    db: &Connection,
) -> Result<BTreeMap<PersonId, BTreeMap<String, Consent>>, StoreError> {
    let mut statement =
        db.prepare("SELECT subject, purpose, given, wording, answered FROM consent")?;
    let mut all: BTreeMap<PersonId, BTreeMap<String, Consent>> = BTreeMap::new();
    for row in statement.query_map([], read)? {
        let (subject, purpose, answer) = row?;
        all.entry(subject).or_default().insert(purpose, answer);
    }
    Ok(all)
}

/// Sets the last answer for a purpose.
pub(super) fn put(
    db: &Connection,
    subject: PersonId,
    purpose: &str,
    answer: &Consent,
) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO consent (subject, purpose, given, wording, answered) \
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (subject, purpose) DO UPDATE SET \
         given = excluded.given, wording = excluded.wording, answered = excluded.answered",
    )?
    .execute(params![
        subject.0,
        purpose,
        answer.given,
        answer.wording.0,
        answer.answered.0
    ])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<(PersonId, String, Consent)> {
    let given = row.get(2)?;
    let (wording, answered) = (WordingHash(row.get(3)?), UnixMillis(row.get(4)?));
    Ok((PersonId(row.get(0)?), row.get(1)?, Consent { given, wording, answered }))
}
