//! The tables' history. What has shipped never changes: a change is another file at the end.

/// What SQLite's file went through, from the first.
pub(super) const SQLITE: &[&str] = &[
    include_str!("../../../migrations/sqlite/0001_hub.sql"),
    include_str!("../../../migrations/sqlite/0002_accounts.sql"),
    include_str!("../../../migrations/sqlite/0003_devices_by_time.sql"),
];

/// The same for PostgreSQL.
pub(super) const POSTGRES: &[&str] = &[
    include_str!("../../../migrations/postgres/0001_hub.sql"),
    include_str!("../../../migrations/postgres/0002_accounts.sql"),
    include_str!("../../../migrations/postgres/0003_devices_by_time.sql"),
];
