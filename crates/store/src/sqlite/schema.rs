//! The schema and how older files get there. Shipped migrations are frozen; see the tests.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::StoreError;

/// Tells this file from any other program's: 'CmTy'.
pub(super) const APPLICATION_ID: u32 = 0x436d_5479;

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_event_log.sql")),
    M::up(include_str!("../../migrations/0002_people.sql")),
    M::up(include_str!("../../migrations/0003_sync.sql")),
];

/// The newest schema that this version knows.
pub(super) const VERSION: u32 = STEPS.len() as u32;

/// All migrations, oldest first.
pub(super) fn migrations() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}

/// Whether a database has exactly the tables and indexes of this version.
pub(super) fn is_of(db: &Connection, version: u32) -> Result<bool, StoreError> {
    let mut fresh = Connection::open_in_memory()?;
    migrations().to_version(&mut fresh, version as usize)?;
    let all = |db: &Connection| -> Result<Vec<[Option<String>; 4]>, rusqlite::Error> {
        let mut statement =
            db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")?;
        let rows = statement
            .query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
        rows.collect()
    };
    Ok(all(db)? == all(&fresh)?)
}
