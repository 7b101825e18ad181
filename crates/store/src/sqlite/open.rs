//! Opening: the folder, the lock, a sound file of a known version, and what of damaged files can
//! still be read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use protocol::{InstallId, UnixMillis};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};

use super::notice::Notice;
use super::pair::{self, Alone, Bond};
use super::tally::{self, Extents, Tally};
use super::{SqliteStore, erase, files, rows, salvage, schema, tables};
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

/// Where a device keeps what must not be copied with its data, as the folder of its keys.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    /// The folder; it exists.
    pub folder: &'a Path,
    /// Whether the device had no keys before this start, and so can't have had any data.
    pub is_new: bool,
}

impl Beside<'_> {
    /// Writes down that nothing was recorded yet. To be called before a new device makes its keys:
    /// keys without a tally are those of a device that had data.
    ///
    /// # Errors
    /// Whatever the disk does.
    pub fn begin(&self) -> Result<(), StoreError> {
        match Tally::read(self.folder)? {
            Some(_) => Ok(()),
            None => Tally::new(self.folder, InstallId([0; 16])).begin(),
        }
    }
}

enum Refused {
    /// To be moved aside.
    Damaged,
    Error(StoreError),
}

impl Refused {
    fn into_error(self) -> StoreError {
        match self {
            Self::Damaged => StoreError::Corrupt,
            Self::Error(error) => error,
        }
    }
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
        Self::open_beside(folder, None, install, now)
    }

    /// The same, and keeps a tally of its logs `beside` the data. With it is known what a damaged,
    /// lost or older file lacks, and that a log is somebody else's.
    ///
    /// # Errors
    /// As `open`.
    pub fn open_beside(
        folder: &Path,
        beside: Option<Beside<'_>>,
        install: InstallId,
        now: UnixMillis,
    ) -> Result<Opened, StoreError> {
        fs::create_dir_all(folder)?;
        let lock = files::lock(folder)?;
        let erasing = erase::under_way(folder);
        let mut tally = match beside {
            Some(beside) => Tally::read(beside.folder)?,
            None => None,
        };
        if let (Some(tally), Some(subject)) = (&mut tally, erasing) {
            tally.lines.retain(|_, line| line.subject != subject);
        }
        // A device that has keys had data as well; of a new one the tally says so.
        let had_data = match (&tally, beside) {
            (Some(tally), _) => tally.counted_any(),
            (None, Some(beside)) => !beside.is_new,
            (None, None) => false,
        };
        let scene = Scene { folder, tally: tally.as_ref(), erasing: erasing.is_some() };
        let path = folder.join(files::DATABASE_NAME);
        let is_lost = had_data && files::is_nothing(&path);
        // Then what follows from the events is made anew as well.
        let in_doubt = pair::bond(&path, scene.tally) == Bond::Unknown;
        let mut strange = scene.clear()?;
        if path.is_dir() || is_lost && path.exists() && !files::has_orphan_log(&path) {
            files::move_aside(folder)?;
        }
        let mut db = scene.open(&mut strange, beside.is_some())?;

        let salvaged = salvage_all(folder, &mut db)?;
        let have = tally::extents(&db)?;
        let found = Found { salvaged, strange, is_lost, had_data };
        let notice = found.notice(tally.as_ref(), &have);
        let may_reuse = found.salvaged.is_some()
            || is_lost
            || tally.as_ref().is_some_and(|it| !it.is_covered(&have));
        let used_up = !take_install(&mut db, install, now, may_reuse)?;
        if !tables::are_current(&db)? || in_doubt && !tables::are_right(&db) {
            let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            tables::rebuild(&transaction)?;
            transaction.commit()?;
        }
        let mut tally = tally.or_else(|| beside.map(|beside| Tally::new(beside.folder, install)));
        // Until the other installation is set, the tally says what it said.
        if let Some(tally) = tally.as_mut().filter(|_| !used_up) {
            tally.settle(install, &have, &files::companion(&path, "-wal"))?;
        }
        // Somebody asked to be erased and the app was killed over it. Where it can't be finished
        // now, such as on a full disk, it is tried again at the next opening.
        if let Some(subject) = erasing {
            let _ = erase::finish(folder, &mut db, tally.as_mut(), subject);
        }
        let store = Self { db, install, folder: folder.to_owned(), tally, _lock: lock };
        Ok(Opened { store, notice, used_up })
    }
}

/// A data folder before it is opened.
struct Scene<'a> {
    folder: &'a Path,
    tally: Option<&'a Tally>,
    /// Somebody is being erased: then rows go.
    erasing: bool,
}

impl Scene<'_> {
    fn database(&self) -> PathBuf {
        self.folder.join(files::DATABASE_NAME)
    }

    /// Moves aside what SQLite would take in, or delete, and what can't be the database's own.
    fn clear(&self) -> Result<Vec<PathBuf>, StoreError> {
        let database = self.database();
        let mut strange = Vec::new();
        if files::has_strange_journal(&database) {
            strange.extend(files::set_aside(self.folder, &["-journal"])?);
        }
        let is_orphan = files::has_orphan_log(&database);
        let counted = self.tally.filter(|_| pair::bond(&database, self.tally) != Bond::Known);
        if files::companion(&database, "-wal").is_dir()
            || is_orphan
                && counted
                    .is_some_and(|tally| pair::is_strange_orphan(&database, tally).unwrap_or(false))
        {
            strange.extend(files::set_aside(self.folder, &["-wal", "-shm"])?);
        } else if is_orphan {
            files::move_aside(self.folder)?;
        }
        Ok(strange)
    }

    /// The database, with its log if that is its own; a new one where it is damaged.
    fn open(
        &self,
        strange: &mut Vec<PathBuf>,
        keeps_copies: bool,
    ) -> Result<Connection, StoreError> {
        let path = self.database();
        let alone = match pair::bond(&path, self.tally) {
            Bond::Unknown if !self.erasing => Some(Alone::read(&path)?),
            _ => None,
        };
        let mut looked = look(&path);
        if let Some(alone) = alone {
            let pair = match &looked {
                Ok(pair) => Some(pair),
                Err(Refused::Damaged) => None,
                Err(Refused::Error(_)) => return looked.map_err(Refused::into_error),
            };
            if alone.is_stranger(pair, self.tally) {
                drop(looked);
                strange.extend(files::set_aside(self.folder, &["-wal", "-shm"])?);
                looked = look(&path);
            } else if keeps_copies && pair.is_some() {
                drop(looked);
                files::keep_copy(self.folder)?;
                looked = look(&path);
            }
        }
        let mut opened = looked.and_then(settle);
        if matches!(opened, Err(Refused::Damaged)) {
            files::move_aside(self.folder)?;
            opened = look(&path).and_then(settle);
        }
        opened.map_err(Refused::into_error)
    }
}

/// What an opening came upon.
struct Found {
    salvaged: Option<Salvaged>,
    strange: Vec<PathBuf>,
    /// Data were there before, and now there was no file, or an empty one.
    is_lost: bool,
    had_data: bool,
}

impl Found {
    /// What there is to say, where the store now holds `have`.
    fn notice(&self, tally: Option<&Tally>, have: &Extents) -> Option<Notice> {
        let lacking = tally.map_or(0, |tally| tally.missing(have));
        let strange = self.strange.iter().cloned();
        if self.salvaged.is_some() || self.is_lost {
            let nothing = Salvaged { moved_to: Vec::new(), kept: 0, missing: 0, is_whole: false };
            let salvaged = self.salvaged.as_ref().unwrap_or(&nothing);
            let is_all = tally.map_or(salvaged.is_whole, |tally| tally.is_covered(have));
            // The first moments of a new device left nothing that could have been lost.
            let is_nothing = is_all && have.is_empty() && tally.is_some() && !self.had_data;
            return (!is_nothing).then(|| Notice::Salvaged {
                moved_to: salvaged.moved_to.iter().cloned().chain(strange).collect(),
                kept: salvaged.kept,
                missing: salvaged.missing.max(lacking),
                is_all,
            });
        }
        if lacking > 0 {
            return Some(Notice::Older { moved_to: strange.collect(), missing: lacking });
        }
        let is_worth_it = !self.strange.is_empty() && (self.had_data || !have.is_empty());
        is_worth_it.then(|| Notice::Strange { moved_to: strange.collect() })
    }
}

/// Opens a file that is sound, ours, and of a version we know; or a new one. Writes nothing.
fn look(path: &Path) -> Result<Connection, Refused> {
    let known = schema::VERSION;
    if let Some(found) = files::plain_version(path).filter(|found| *found > known) {
        return Err(Refused::Error(StoreError::Newer { found, known }));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    // SQLite is content to open such a file for reading.
    if db.is_readonly("main")? {
        return Err(Refused::Error(StoreError::ReadOnly));
    }
    // Closing would copy the log into a file that we may have to leave as it is.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    db.busy_timeout(BUSY)?;
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    db.pragma_update(None, "cell_size_check", true)?;
    let tables = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, u32>(0));
    let tables = match tables {
        // A format or a schema that SQLite can't make sense of.
        Err(rusqlite::Error::SqliteFailure(failure, _))
            if failure.extended_code == rusqlite::ffi::SQLITE_ERROR =>
        {
            return Err(Refused::Damaged);
        }
        tables => tables?,
    };
    if tables == 0 && files::is_torn(path) {
        return Err(Refused::Damaged);
    }
    if tables > 0 {
        let number = |name| db.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
        if number("application_id")? != schema::APPLICATION_ID {
            return Err(Refused::Damaged);
        }
        // Reads the whole file, a few milliseconds for each megabyte, and compares every index with
        // its table: an index that lost a row would refuse the next event. Damage that is found
        // here can be repaired at once; damage found under a tap only at the next start.
        let verdict: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(Refused::Damaged);
        }
        let found = number("user_version")?;
        if found > known {
            return Err(Refused::Error(StoreError::Newer { found, known }));
        }
        if !schema::is_of(&db, found)? {
            return Err(Refused::Damaged);
        }
        // SQLite is content with a byte that makes another number of a number: no kind that an
        // event has, or a name too short. Then nothing at all could be read.
        if found == known && !rows::can_be_read(&db)? {
            return Err(Refused::Damaged);
        }
    }
    Ok(db)
}

/// Makes it ready for use: from now on it may be written to.
fn settle(mut db: Connection) -> Result<Connection, Refused> {
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

/// Lets `install` write into this file from now on. Not if numbers of its logs may be known
/// elsewhere: they come from a damaged file, or the file is an older one; or it is another's and
/// yet holds logs of this one.
fn take_install(
    db: &mut Connection,
    install: InstallId,
    now: UnixMillis,
    may_reuse: bool,
) -> Result<bool, StoreError> {
    let known = db.query_row("SELECT id FROM install", [], |row| row.get(0)).optional()?;
    if known == Some(install.0) {
        return Ok(!may_reuse);
    }
    // Nobody's yet, after damage: the one whose it was might have written what can't be read.
    let is_unclaimed = known.is_none()
        && db.query_row("SELECT EXISTS (SELECT 1 FROM salvage)", [], |row| row.get(0))?;
    let used = is_unclaimed
        || may_reuse
        || db.query_row(
            "SELECT EXISTS (SELECT 1 FROM log WHERE install = ?1)",
            [install.0],
            |row| row.get(0),
        )?;
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

/// What came of taking over damaged files.
struct Salvaged {
    moved_to: Vec<PathBuf>,
    kept: u64,
    missing: u64,
    /// Whether each of them says how much it held, and all that was read.
    is_whole: bool,
}

/// Takes over the events of every damaged file that this one doesn't have yet: also of those
/// that were moved aside just before the app was killed.
fn salvage_all(folder: &Path, db: &mut Connection) -> Result<Option<Salvaged>, StoreError> {
    let mut all = Salvaged { moved_to: Vec::new(), kept: 0, missing: 0, is_whole: true };
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
        all.kept += found.kept;
        all.missing += found.missing;
        all.is_whole &= found.is_whole;
        all.moved_to.extend(files::existing(&path));
    }
    Ok((!all.moved_to.is_empty()).then_some(all))
}
