//! Opening: the folder, the lock, a sound file of a known version, and what of damaged files can
//! still be read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use protocol::{InstallId, UnixMillis};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};

use super::{SqliteStore, erase, files, salvage, schema, tables};
use crate::StoreError;

/// How long to wait for another program that looks into the file, such as a backup.
const BUSY: Duration = Duration::from_secs(2);

/// An open store, and what there is to say about it.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: SqliteStore,
    /// Something the learner or the keeper should know.
    pub notice: Option<Notice>,
    /// The ends of this installation's logs may have been lost with a damaged file: what is
    /// written next could take numbers that are known elsewhere. Another installation has to be
    /// set with [`set_install`](crate::EventStore::set_install) before anything is recorded. Said
    /// at every opening until that was done.
    pub used_up: bool,
}

/// Something that happened while opening.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// A damaged file was moved aside, a new one begun, and what could be read was taken over.
    Salvaged {
        /// Where the damaged files are now, beside the store.
        moved_to: Vec<PathBuf>,
        /// How many events were taken over.
        kept: u64,
        /// How many are missing, at least: gaps before the last event of each log. What was
        /// lost at a log's end leaves no gap.
        missing: u64,
    },
}

impl Notice {
    /// The Fluent message that tells a learner about it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Salvaged { missing: 0, .. } => "store-salvaged",
            Self::Salvaged { .. } => "store-salvaged-partly",
        }
    }
}

enum Refused {
    /// To be moved aside.
    Damaged,
    Error(StoreError),
}

impl<E: Into<StoreError>> From<E> for Refused {
    fn from(error: E) -> Self {
        match error.into() {
            StoreError::Corrupt => Self::Damaged,
            error => Self::Error(error),
        }
    }
}

impl SqliteStore {
    /// Opens the store in `folder`, which is made if missing, as the installation `install`. Where
    /// the file belongs to another one (it was copied, or restored from a backup), new logs are
    /// begun from now on, and those in the file stay this device's. A new file is dated `now`.
    ///
    /// # Errors
    /// Every [`StoreError`] but those of `append`. A file of a newer version stays untouched, and
    /// a store that is in use is not disturbed.
    pub fn open(folder: &Path, install: InstallId, now: UnixMillis) -> Result<Opened, StoreError> {
        fs::create_dir_all(folder)?;
        let lock = files::lock(folder)?;
        let path = folder.join(files::DATABASE_NAME);
        if files::has_orphan_log(&path) {
            files::move_aside(folder)?;
        }
        let mut opened = sound(&path);
        if matches!(opened, Err(Refused::Damaged)) {
            files::move_aside(folder)?;
            opened = sound(&path);
        }
        let mut db = match opened {
            Ok(db) => db,
            Err(Refused::Damaged) => return Err(StoreError::Corrupt),
            Err(Refused::Error(error)) => return Err(error),
        };
        let notice = salvage_all(folder, &mut db)?;
        let used_up = !take_install(&mut db, install, now)?;
        if !tables::are_current(&db)? {
            let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            tables::rebuild(&transaction)?;
            transaction.commit()?;
        }
        // Somebody asked to be erased and the app was killed over it. Where it can't be finished
        // now, such as on a full disk, it is tried again at the next opening.
        if let Some(subject) = erase::under_way(folder) {
            let _ = erase::finish(folder, &mut db, subject);
        }
        let store = Self { db, install, folder: folder.to_owned(), _lock: lock };
        Ok(Opened { store, notice, used_up })
    }
}

/// Opens a file that is sound, ours, and of a version we know; or begins one. Writes nothing
/// before all that is known.
fn sound(path: &Path) -> Result<Connection, Refused> {
    let known = schema::VERSION;
    if let Some(found) = files::plain_version(path).filter(|found| *found > known) {
        return Err(Refused::Error(StoreError::Newer { found, known }));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags)?;
    // SQLite is content to open such a file for reading.
    if db.is_readonly("main")? {
        return Err(Refused::Error(StoreError::ReadOnly));
    }
    // Closing would copy the log into a file that we may have to leave as it is.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    db.busy_timeout(BUSY)?;
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    db.pragma_update(None, "cell_size_check", true)?;
    let tables: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        let number = |name| db.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
        if number("application_id")? != schema::APPLICATION_ID {
            return Err(Refused::Damaged);
        }
        // Reads the whole file: about a millisecond for each megabyte. Damage that is found here
        // can be repaired at once; damage found under a tap only at the next start.
        let verdict: String = db.pragma_query_value(None, "quick_check", |row| row.get(0))?;
        if verdict != "ok" {
            return Err(Refused::Damaged);
        }
        let found = number("user_version")?;
        if found > known {
            return Err(Refused::Error(StoreError::Newer { found, known }));
        }
    }
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    db.pragma_update(None, "page_size", super::pages::SIZE as u32)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    // In a write-ahead log anything less would let a power cut take back the last events.
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    // What is deleted is overwritten; see `erase`.
    db.pragma_update(None, "secure_delete", true)?;
    // Android gives an app no folder for temporary files.
    db.pragma_update(None, "temp_store", "MEMORY")?;
    schema::migrations().to_latest(&mut db)?;
    Ok(db)
}

/// Lets `install` write into this file from now on. Not if the file is another's and yet holds
/// logs of this one: they come from a damaged file, or from a file that was put in its place.
fn take_install(
    db: &mut Connection,
    install: InstallId,
    now: UnixMillis,
) -> Result<bool, StoreError> {
    let known = db.query_row("SELECT id FROM install", [], |row| row.get(0)).optional()?;
    if known == Some(install.0) {
        return Ok(true);
    }
    let used: bool =
        db.query_row("SELECT EXISTS (SELECT 1 FROM log WHERE install = ?1)", [install.0], |row| {
            row.get(0)
        })?;
    if !used {
        let created = db.query_row("SELECT created FROM install", [], |row| row.get(0));
        put_install(db, install, UnixMillis(created.optional()?.unwrap_or(now.0)))?;
    }
    Ok(!used)
}

/// Writes down which installation the file belongs to.
pub(super) fn put_install(
    db: &mut Connection,
    install: InstallId,
    created: UnixMillis,
) -> Result<(), StoreError> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute("DELETE FROM install", [])?;
    transaction.execute(
        "INSERT INTO install (id, created) VALUES (?1, ?2)",
        params![install.0, created.0],
    )?;
    transaction.commit()?;
    Ok(())
}

/// Takes over the events of every damaged file that this one doesn't have yet: also of those
/// that were moved aside just before the app was killed.
fn salvage_all(folder: &Path, db: &mut Connection) -> Result<Option<Notice>, StoreError> {
    let mut moved_to = Vec::new();
    let (mut kept, mut missing) = (0, 0);
    for path in files::damaged(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done: bool = transaction.query_row(
            "SELECT EXISTS (SELECT 1 FROM salvage WHERE file = ?1)",
            [&name],
            |row| row.get(0),
        )?;
        if done {
            continue;
        }
        let found = salvage::take_over(&path, &transaction)?;
        transaction.execute(
            "INSERT INTO salvage (file, kept, missing) VALUES (?1, ?2, ?3)",
            params![name, found.kept.cast_signed(), found.missing.cast_signed()],
        )?;
        tables::rebuild(&transaction)?;
        transaction.commit()?;
        kept += found.kept;
        missing += found.missing;
        moved_to.extend(files::existing(&path));
    }
    Ok((!moved_to.is_empty()).then_some(Notice::Salvaged { moved_to, kept, missing }))
}
