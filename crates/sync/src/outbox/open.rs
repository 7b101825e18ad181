//! Opening the file: sound and of a known version, or begun anew with what can still be read of
//! hubs and keys.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::types::Value;
use rusqlite_migration::{M, Migrations};
use store::StoreError;

use super::{OUTBOX_NAME, Outbox};
use crate::SyncError;

const APPLICATION_ID: u32 = 0x436d_5379;
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_outbox.sql")),
    M::up(include_str!("../../migrations/0002_clock_pin.sql")),
];
/// How long to wait for the thread that writes, such as when somebody is erased.
const BUSY: Duration = Duration::from_secs(10);
const COMPANIONS: [&str; 3] = ["", "-wal", "-shm"];
/// What a device can't make anew by itself.
const KEPT: [&str; 7] =
    ["hub", "member", "default_ward", "person_key", "erased", "setting", "clock_pin"];

impl Outbox {
    /// Opens the file in `folder`, or begins one.
    ///
    /// # Errors
    /// Where it can't be read or written, or is of a newer version.
    pub fn open(folder: &Path) -> Result<Self, SyncError> {
        let path = folder.join(OUTBOX_NAME);
        match sound(&path) {
            Err(StoreError::Corrupt) => {
                let damaged = move_aside(&path).map_err(|error| SyncError::Outbox(error.into()))?;
                let db = sound(&path).map_err(SyncError::Outbox)?;
                for table in KEPT {
                    // What is damaged is lost; whatever can be read is taken over.
                    let _ = take_over(&damaged, &db, table);
                }
                Ok(Self { db })
            }
            opened => Ok(Self { db: opened.map_err(SyncError::Outbox)? }),
        }
    }

    /// Whether this folder has such a file.
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        folder.join(OUTBOX_NAME).exists()
    }
}

fn sound(path: &Path) -> Result<Connection, StoreError> {
    let known = STEPS.len() as u32;
    let mut db = Connection::open(path)?;
    db.busy_timeout(BUSY)?;
    let tables: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        let number = |name| db.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
        let verdict: String = db.pragma_query_value(None, "quick_check", |row| row.get(0))?;
        if verdict != "ok" || number("application_id")? != APPLICATION_ID {
            return Err(StoreError::Corrupt);
        }
        let found = number("user_version")?;
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
    }
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    // Keys that were destroyed have to be gone.
    db.pragma_update(None, "secure_delete", true)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    Migrations::from_slice(STEPS).to_latest(&mut db)?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(db)
}

fn move_aside(path: &Path) -> std::io::Result<PathBuf> {
    let with = |path: &Path, end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let target = (1_u32..).map(|number| with(path, &format!(".damaged-{number}")));
    let target = target.into_iter().find(|target| !target.exists()).unwrap_or_default();
    for end in COMPANIONS {
        let from = with(path, end);
        if from.exists() {
            fs::rename(from, with(&target, end))?;
        }
    }
    Ok(target)
}

/// Copies the rows of a table, those that can be read.
fn take_over(damaged: &Path, db: &Connection, table: &str) -> rusqlite::Result<()> {
    let from = Connection::open(damaged)?;
    let mut statement = from.prepare(&format!("SELECT * FROM {table}"))?;
    let count = statement.column_count();
    let places: Vec<_> = (1..=count).map(|at| format!("?{at}")).collect();
    let insert = format!("INSERT OR IGNORE INTO {table} VALUES ({})", places.join(", "));
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let values: Vec<Value> = (0..count).map(|at| row.get(at)).collect::<Result<_, _>>()?;
        db.execute(&insert, rusqlite::params_from_iter(values))?;
    }
    Ok(())
}
