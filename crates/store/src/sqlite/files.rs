//! The files of the data folder: their names, the lock, and moving damaged ones aside. Never
//! deletes or overwrites one; only `erase` does.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::schema;
use crate::StoreError;

/// The store's file within the data folder.
pub const DATABASE_NAME: &str = "camtay.db";
/// The empty file whose lock says that the folder is in use.
pub const LOCK_NAME: &str = "camtay.lock";

const DAMAGED: &str = "camtay.db.damaged-";
/// Logs and journals that lay beside the database and weren't its own.
const STRANGE: &str = "camtay.db.strange-";
/// Copies of what was there before something in doubt was taken in.
const BEFORE: &str = "camtay.db.before-";
/// A second: so long the folder of a program that is just closing is waited for, and so long a
/// program that was started may hold on to it between fork and exec.
const RETRIES: u32 = 40;
const RETRY_AFTER: Duration = Duration::from_millis(25);
/// What SQLite keeps beside a file, under the same name with these ends.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The path of `file`'s companion, such as its write-ahead log.
pub(super) fn companion(file: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(end);
    name.into()
}

/// Takes the folder for this process, until the returned file is dropped or the process ends,
/// however it ends.
pub(super) fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join(LOCK_NAME);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    for _ in 0..RETRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(RETRY_AFTER),
            // SQLite's own exclusive lock still keeps a second copy out.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(file);
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err(StoreError::InUse)
}

/// The schema in the header of `database`, if the file is ours and has nothing in its
/// write-ahead log: then a newer version's file is told without even opening it as a database.
pub(super) fn plain_version(database: &Path) -> Option<u32> {
    if length(&companion(database, "-wal")) > 0 {
        return None;
    }
    let mut header = [0; 100];
    File::open(database).ok()?.read_exact(&mut header).ok()?;
    let number = |at: usize| {
        let bytes = header[at..at + 4].iter();
        bytes.fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
    };
    let ours = header.starts_with(b"SQLite format 3\0") && number(68) == schema::APPLICATION_ID;
    ours.then(|| number(60))
}

/// Whether there is a write-ahead log and no database that it could belong to. SQLite would
/// delete it.
pub(super) fn has_orphan_log(database: &Path) -> bool {
    length(database) == 0 && length(&companion(database, "-wal")) > 0
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// The damaged files of the folder, the oldest first.
pub(super) fn damaged(folder: &Path) -> io::Result<Vec<PathBuf>> {
    all(folder, DAMAGED)
}

/// Everything else that was put aside, or copied to be safe.
pub(super) fn put_aside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    Ok([all(folder, STRANGE)?, all(folder, BEFORE)?].concat())
}

fn all(folder: &Path, prefix: &str) -> io::Result<Vec<PathBuf>> {
    let numbers = numbers(folder, prefix)?.into_iter();
    Ok(numbers.map(|number| path(folder, prefix, number)).collect())
}

/// `database` and its companions, as far as they exist. The database may be a folder that lay in
/// its place.
pub(super) fn existing(database: &Path) -> Vec<PathBuf> {
    let companions = COMPANIONS.iter().map(|end| companion(database, end));
    let all = std::iter::once(database.to_owned()).chain(companions);
    all.filter(|path| path.exists()).collect()
}

fn path(folder: &Path, prefix: &str, number: u32) -> PathBuf {
    folder.join(format!("{prefix}{number}"))
}

/// The path with this prefix and the first number that is still free.
fn free_path(folder: &Path, prefix: &str) -> io::Result<PathBuf> {
    let last = numbers(folder, prefix)?.last().copied();
    Ok(path(folder, prefix, last.unwrap_or(0).saturating_add(1)))
}

fn numbers(folder: &Path, prefix: &str) -> io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(prefix)).map(|rest| {
            let digits = rest.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(rest.len());
            rest[..digits].parse::<u32>()
        });
        if let Some(Ok(number)) = number {
            numbers.push(number);
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

/// Moves the database and its companions to `camtay.db.damaged-N`. When a kill came between two
/// of these moves before, the rest follows to the same number.
pub(super) fn move_aside(folder: &Path) -> Result<(), StoreError> {
    let database = folder.join(DATABASE_NAME);
    let last = numbers(folder, DAMAGED)?.last().map(|number| path(folder, DAMAGED, *number));
    let interrupted =
        last.filter(|last| has_orphan_log(&database) && !companion(last, "-wal").exists());
    let target = match interrupted {
        Some(last) => last,
        None => free_path(folder, DAMAGED)?,
    };
    // The database first: without its log it could pass for an older, sound one.
    if database.exists() && !target.exists() {
        fs::rename(&database, &target)?;
    }
    for end in COMPANIONS {
        let (from, to) = (companion(&database, end), companion(&target, end));
        if from.exists() && !to.exists() {
            fs::rename(from, to)?;
        }
    }
    // The moves themselves have to last before a new file takes the place.
    sync_folder(folder)
}

/// Moves these companions of the database aside, as far as they exist and hold something; where
/// they are now.
pub(super) fn set_aside(folder: &Path, ends: &[&str]) -> Result<Vec<PathBuf>, StoreError> {
    let database = folder.join(DATABASE_NAME);
    let target = free_path(folder, STRANGE)?;
    let mut moved = Vec::new();
    for end in ends {
        let (from, to) = (companion(&database, end), companion(&target, end));
        if from.is_dir() || length(&from) > 0 {
            fs::rename(from, &to)?;
            moved.push(to);
        }
    }
    if !moved.is_empty() {
        sync_folder(folder)?;
    }
    Ok(moved)
}

/// Copies the database and its log, before the log is taken in. Where there is no room for it,
/// the copy isn't made: what was recorded has to be there all the same.
pub(super) fn keep_copy(folder: &Path) -> Result<(), StoreError> {
    let database = folder.join(DATABASE_NAME);
    let target = free_path(folder, BEFORE)?;
    for end in ["", "-wal"] {
        let copy = companion(&target, end);
        let copied = fs::copy(companion(&database, end), &copy);
        if copied.and_then(|_| File::open(&copy)?.sync_all()).is_err() {
            // Half a copy of our own making is of no use to anybody.
            let _ = fs::remove_file(&copy);
        }
    }
    Ok(())
}

/// Whether a rollback journal that lies beside the database can't be its own: ours has one only
/// until its first page says that it has a write-ahead log.
pub(super) fn has_strange_journal(database: &Path) -> bool {
    let mut header = [0; 20];
    let read = File::open(database).and_then(|mut file| file.read_exact(&mut header));
    length(&companion(database, "-journal")) > 0 && (read.is_err() || header[18..] == [2, 2])
}

/// Whether the file has not even one whole page. SQLite would take it for an empty one.
pub(super) fn is_torn(database: &Path) -> bool {
    (1..super::pages::SIZE as u64).contains(&length(database))
}

/// Whether there is nothing where the database should be: no file, or one without content.
pub(super) fn is_nothing(database: &Path) -> bool {
    !database.is_dir() && length(database) == 0
}

fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
