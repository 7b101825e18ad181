//! SQLite: one file for a ward, one thread that writes, and a few that read. Refuses a file of
//! another program, of another ward, of a newer version, and one that a hub is serving already.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::FutureExt as _;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::Mutex;

use super::super::{Result, StorageError};
use super::{Database, Row, Transaction, Value, WardId, Work, migrations};
use thread::ConnectionThreads;
use transaction::{OnThread, Writing};

mod statement;
mod thread;
mod transaction;

/// Says in the file's header that it is ours: `CTHB`.
const APPLICATION_ID: i32 = 0x4354_4842;

/// How the file is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How many threads read, at least one.
    pub readers: usize,
    /// The most bytes that the file may have; none for as many as fit on the disk.
    pub max_bytes: Option<u64>,
    /// By which VFS of SQLite the files are reached; none for its own. A simulator's loses what
    /// was not made durable.
    pub vfs: Option<&'static str>,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 4, max_bytes: None, vfs: None }
    }
}

/// A ward's file.
pub struct Sqlite {
    ward: WardId,
    writer: Arc<ConnectionThreads>,
    /// Held by whoever writes.
    turn: Arc<Mutex<()>>,
    readers: ConnectionThreads,
    file: PathBuf,
    vfs: Option<&'static str>,
    /// Tells other hubs that this one serves the file. Released last.
    _lock: Option<File>,
}

impl Sqlite {
    /// Opens the file, or makes it. Waits for nothing but the disk.
    ///
    /// # Errors
    /// [`StorageError::InUse`] when another hub serves it; [`StorageError::Newer`],
    /// [`StorageError::Damaged`], [`StorageError::Full`]; [`StorageError::Failed`] when it is of
    /// another program or ward, or can't be opened.
    pub fn open(file: &Path, ward: WardId, options: Options) -> Result<Self> {
        let lock = lock(file)?;
        let writer = prepare(file, ward, options)?;
        let readers = (0..options.readers.max(1)).map(|_| reader(file, options.vfs));
        let readers = readers.collect::<Result<_>>()?;
        Ok(Self {
            ward,
            writer: Arc::new(ConnectionThreads::start("hub writes", vec![writer])?),
            turn: Arc::default(),
            readers: ConnectionThreads::start("hub reads", readers)?,
            file: file.to_owned(),
            vfs: options.vfs,
            _lock: Some(lock),
        })
    }

    /// Opens the file to read it alone: also while a hub serves it. Whatever would write fails.
    ///
    /// # Errors
    /// As [`open`](Self::open), but for `InUse`.
    pub fn open_to_read(file: &Path, ward: WardId) -> Result<Self> {
        let readers: Vec<_> = (0..2).map(|_| reader(file, None)).collect::<Result<_>>()?;
        let of_another = || StorageError::Failed("the file is of another program or ward".into());
        let first = readers.first().ok_or_else(of_another)?;
        let known = i32::try_from(migrations::SQLITE.len()).unwrap_or(i32::MAX);
        let application: i32 = first.pragma_query_value(None, "application_id", |r| r.get(0))?;
        let version: i32 = first.pragma_query_value(None, "user_version", |r| r.get(0))?;
        if application != APPLICATION_ID || version < known {
            return Err(of_another());
        }
        if version > known {
            return Err(StorageError::Newer);
        }
        let ours = first.prepare("SELECT 1 FROM hub WHERE ward = ?1")?.exists([ward.0])?;
        if !ours {
            return Err(of_another());
        }
        Ok(Self {
            ward,
            writer: Arc::new(ConnectionThreads::start("hub reads", vec![reader(file, None)?])?),
            turn: Arc::default(),
            readers: ConnectionThreads::start("hub reads", readers)?,
            file: file.to_owned(),
            vfs: None,
            _lock: None,
        })
    }

    /// Long work on a connection of its own, so that nobody waits for it.
    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (file, vfs) = (self.file.clone(), self.vfs);
        let done = tokio::task::spawn_blocking(move || work(&reader(&file, vfs)?)).await;
        done.unwrap_or_else(|_| Err(StorageError::Failed("its thread has ended".into())))
    }
}

/// The lock of a file lies beside it: SQLite's own locks are for single transactions.
fn lock(file: &Path) -> Result<File> {
    let beside = file.with_extension("lock");
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(beside);
    let lock = lock.map_err(|error| StorageError::Failed(error.kind().to_string()))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StorageError::InUse),
        Err(TryLockError::Error(error)) => Err(StorageError::Failed(error.kind().to_string())),
    }
}

fn prepare(file: &Path, ward: WardId, options: Options) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = connect(file, flags, options.vfs)?;
    connection.busy_timeout(Duration::from_secs(30))?;
    let application: i32 = connection.pragma_query_value(None, "application_id", |r| r.get(0))?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |r| r.get(0))?;
    let tables: u32 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION_ID && (application, version, tables) != (0, 0, 0) {
        return Err(StorageError::Failed("the file is of another program".into()));
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    connection.pragma_update(None, "cache_size", -64 * 1024)?;
    // A page that changes with every transaction is copied from the log once for many of them.
    connection.pragma_update_and_check(None, "wal_autocheckpoint", 8 * 1024, |_| Ok(()))?;
    usual(&connection)?;
    if let Some(bytes) = options.max_bytes {
        let page: u32 = connection.pragma_query_value(None, "page_size", |r| r.get(0))?;
        let pages = i64::try_from((bytes / u64::from(page.max(1))).max(1)).unwrap_or(i64::MAX);
        connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    let steps = migrations::SQLITE.iter().map(|sql| rusqlite_migration::M::up(sql)).collect();
    rusqlite_migration::Migrations::new(steps).to_latest(&mut connection).map_err(migrating)?;
    let owner = connection.query_row(
        "INSERT INTO hub (ward) VALUES (?1) ON CONFLICT DO NOTHING RETURNING \
         (SELECT count(*) FROM hub)",
        [ward.0],
        |row| row.get(0),
    );
    match owner {
        Ok(1) | Err(rusqlite::Error::QueryReturnedNoRows) => {}
        Ok(_) => {
            connection.execute("DELETE FROM hub WHERE ward = ?1", [ward.0])?;
            return Err(StorageError::Failed("the file is of another ward".into()));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(connection)
}

fn connect(file: &Path, flags: OpenFlags, vfs: Option<&str>) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs)?,
        None => Connection::open_with_flags(file, flags)?,
    })
}

fn reader(file: &Path, vfs: Option<&str>) -> Result<Connection> {
    let connection = connect(file, OpenFlags::SQLITE_OPEN_READ_ONLY, vfs)?;
    connection.busy_timeout(Duration::from_secs(30))?;
    usual(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn usual(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}

fn migrating(error: rusqlite_migration::Error) -> StorageError {
    use rusqlite_migration::{Error, MigrationDefinitionError};
    match error {
        Error::RusqliteError { err, .. } => err.into(),
        Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            StorageError::Newer
        }
        _ => StorageError::Failed("the tables could not be brought up to date".into()),
    }
}

/// Names the kind of error only: SQLite's own words can hold values.
impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            _ => match error.sqlite_error() {
                Some(sqlite) => Self::Failed(format!(
                    "{} (SQLite {})",
                    rusqlite::ffi::code_to_str(sqlite.extended_code),
                    sqlite.extended_code
                )),
                None => Self::Failed("a statement doesn't fit the tables".into()),
            },
        }
    }
}

#[async_trait]
impl Database for Sqlite {
    fn ward(&self) -> WardId {
        self.ward
    }

    async fn query(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>> {
        self.readers.run(move |connection| statement::query(connection, sql, &values)).await
    }

    async fn query_each(&self, sql: &'static str, each: Vec<Vec<Value>>) -> Result<Vec<Vec<Row>>> {
        if each.is_empty() {
            return Ok(Vec::new());
        }
        self.readers.run(move |connection| statement::query_each(connection, sql, &each)).await
    }

    async fn begin(&self) -> Result<Box<dyn Transaction>> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let writing = Writing { writer: Arc::clone(&self.writer), open: true, _turn: turn };
        writing.writer.run(|connection| Ok(connection.execute_batch("BEGIN IMMEDIATE")?)).await?;
        Ok(Box::new(writing))
    }

    /// All of it on the writing thread, where no statement waits for another thread.
    async fn transact(&self, work: Work) -> Result<()> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let all = move |connection: &mut Connection| {
            let _turn = turn;
            connection.execute_batch("BEGIN IMMEDIATE")?;
            let waits = || StorageError::Failed("a transaction waits for something else".into());
            let done = work(Box::new(OnThread(connection))).now_or_never();
            if !connection.is_autocommit() {
                let _ = connection.execute_batch("ROLLBACK");
            }
            done.unwrap_or_else(|| Err(waits()))
        };
        self.writer.run(all).await
    }

    /// What was deleted is overwritten with zeros at once (`secure_delete`); here the old pages in
    /// the write-ahead log go too.
    async fn scrub(&self) -> Result<()> {
        let _turn = self.turn.lock().await;
        let checkpoint = |connection: &mut Connection| {
            let busy: i64 =
                connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            Ok(busy == 0)
        };
        match self.writer.run(checkpoint).await? {
            true => Ok(()),
            false => Err(StorageError::Failed("somebody is reading for very long".into())),
        }
    }

    async fn check(&self) -> Result<()> {
        let check = |connection: &Connection| {
            let sound: String =
                connection.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
            let keys = connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
            Ok(sound == "ok" && !keys)
        };
        match self.apart(check).await? {
            true => Ok(()),
            false => Err(StorageError::Damaged),
        }
    }

    async fn backup(&self, to: &Path) -> Result<()> {
        let to = to.to_owned();
        self.apart(move |connection| statement::backup(connection, &to)).await
    }
}
