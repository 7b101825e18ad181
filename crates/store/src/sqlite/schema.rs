//! The schema and how older files get there. Shipped migrations are frozen; see the tests.

use rusqlite_migration::{M, Migrations};

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
