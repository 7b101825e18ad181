//! Erasing a person from every file of the data folder. The wish to be erased outranks keeping
//! things: copies of damaged files go as a whole, since nobody can say what their unreadable parts
//! hold, and what could be read of the others was taken over when they were moved aside. See
//! docs/adr/0010.
//!
//! A note with the person's id is made durable first and removed last. While it is there, everything
//! below is done again when the store is opened, and every step can be repeated: a kill at any
//! moment leaves all of the person, or nothing after the next opening.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use protocol::PersonId;
use rusqlite::{Connection, TransactionBehavior, params};

use super::tally::Tally;
use super::{files, tables};
use crate::StoreError;
use crate::event_store::ERASED;
use crate::people::Erased;

/// The note that somebody is being erased, within the data folder.
pub const ERASING_NAME: &str = "camtay.erasing";
/// The folder of exported files within the data folder.
pub const EXPORTS_NAME: &str = "exports";
/// The folder of recordings within the data folder. A folder within it that is named after a
/// person, or whose `voice.json` names them, is theirs.
pub const RECORDINGS_NAME: &str = "recordings";

/// Makes the wish durable.
pub(super) fn begin(folder: &Path, subject: PersonId) -> Result<(), StoreError> {
    let (note, draft) = (folder.join(ERASING_NAME), folder.join(format!("{ERASING_NAME}.new")));
    let mut file = File::create(&draft)?;
    file.write_all(subject.to_string().as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, &note)?;
    sync_folder(folder)?;
    Ok(())
}

/// Whom somebody began to erase; a draft of such a note counts for nothing and goes.
pub(super) fn under_way(folder: &Path) -> Option<PersonId> {
    let _ = wipe(&folder.join(format!("{ERASING_NAME}.new")));
    PersonId::from_hex(&fs::read_to_string(folder.join(ERASING_NAME)).ok()?)
}

/// Erases, from the first step to the last.
pub(super) fn finish(
    folder: &Path,
    db: &mut Connection,
    tally: Option<&mut Tally>,
    subject: PersonId,
) -> Result<Erased, StoreError> {
    let events = rows(db, subject)?;
    // Before the note goes: what isn't to be there any more must not be missed.
    if let Some(tally) = tally {
        tally.forget(subject)?;
    }
    let mut erased = Erased { events, ..Erased::default() };
    for database in [files::damaged(folder)?, files::put_aside(folder)?].concat() {
        for file in files::existing(&database) {
            if file.is_dir() {
                wipe_folder(&file)?;
            } else {
                wipe(&file)?;
            }
        }
        erased.damaged += 1;
    }
    erased.exports = exports(&folder.join(EXPORTS_NAME), subject)?;
    erased.recordings = recordings(&folder.join(RECORDINGS_NAME), subject)?;
    scrub(db)?;
    wipe(&folder.join(ERASING_NAME))?;
    sync_folder(folder)?;
    Ok(erased)
}

/// Everything about the person goes in one transaction; how many events that were.
fn rows(db: &mut Connection, subject: PersonId) -> Result<u64, StoreError> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let events = transaction.execute(
        "DELETE FROM event WHERE log IN (SELECT n FROM log WHERE subject = ?1)",
        [subject.0],
    )?;
    for table in ["log", "preference", "progress", "consent", "pin"] {
        transaction.execute(&format!("DELETE FROM {table} WHERE subject = ?1"), [subject.0])?;
    }
    transaction.execute("DELETE FROM person WHERE id = ?1", [subject.0])?;
    transaction
        .execute("UPDATE event SET author = ?1 WHERE author = ?2", params![ERASED.0, subject.0])?;
    debug_assert!(tables::are_current(&transaction)?, "a store is rebuilt before it is used");
    transaction.commit()?;
    Ok(events as u64)
}

/// No byte of what was deleted stays in the file or in its log. What is deleted is overwritten at
/// once, but what was moved or made shorter earlier may have left traces within a page: so every
/// page is written anew, and the log is cut off.
fn scrub(db: &Connection) -> Result<(), StoreError> {
    db.execute_batch("VACUUM")?;
    let (busy, ..): (i64, i64, i64) =
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    if busy == 0 { Ok(()) } else { Err(StoreError::InUse) }
}

/// Takes the person's lines out of every exported file; a file without other lines goes.
fn exports(folder: &Path, subject: PersonId) -> Result<u32, StoreError> {
    let id = subject.to_string();
    let mut count = 0;
    for path in entries(folder)? {
        if !path.is_file() {
            continue;
        }
        let bytes = fs::read(&path)?;
        let theirs = |line: &[u8]| has(line, id.as_bytes()) || has(line, &subject.0);
        if !theirs(&bytes) {
            continue;
        }
        let others: Vec<&[u8]> =
            bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !theirs(line)).collect();
        let others = others.concat();
        if others.is_empty() {
            wipe(&path)?;
        } else {
            // The others' lines are safe before the old file is touched.
            let draft = files::companion(&path, ".new");
            fs::write(&draft, &others)?;
            File::open(&draft)?.sync_all()?;
            overwrite_with_zeros(&path)?;
            fs::rename(&draft, &path)?;
        }
        count += 1;
    }
    Ok(count)
}

/// How many recordings of somebody's voice are in the data folder.
#[must_use]
pub fn recordings_of(folder: &Path, subject: PersonId) -> u64 {
    let mut folders = vec![folder.join(RECORDINGS_NAME)];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for path in entries(&folder).unwrap_or_default().into_iter().filter(|path| path.is_dir()) {
            if is_theirs(&path, subject) {
                let files = entries(&path).unwrap_or_default();
                count += files.iter().filter(|file| !file.ends_with("voice.json")).count() as u64;
            } else {
                folders.push(path);
            }
        }
    }
    count
}

/// Whether a folder of recordings is this person's.
fn is_theirs(folder: &Path, subject: PersonId) -> bool {
    let id = subject.to_string();
    let named = folder.file_name().is_some_and(|name| name.to_string_lossy() == id);
    named || has(&fs::read(folder.join("voice.json")).unwrap_or_default(), id.as_bytes())
}

/// Wipes the person's folders of recordings; how many files that were.
fn recordings(folder: &Path, subject: PersonId) -> Result<u32, StoreError> {
    let mut count = 0;
    for path in entries(folder)? {
        if !path.is_dir() {
            continue;
        }
        if is_theirs(&path, subject) {
            count += wipe_folder(&path)?;
        } else {
            count += recordings(&path, subject)?;
        }
    }
    Ok(count)
}

/// `voice.json` goes last: until then a kill leaves the folder known as theirs.
fn wipe_folder(folder: &Path) -> Result<u32, StoreError> {
    let mut count = 0;
    let mut paths = entries(folder)?;
    paths.sort_by_key(|path| path.ends_with("voice.json"));
    for path in paths {
        if path.is_dir() {
            count += wipe_folder(&path)?;
        } else {
            wipe(&path)?;
            count += 1;
        }
    }
    fs::remove_dir(folder)?;
    Ok(count)
}

/// What is in a folder; nothing where there is none.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Overwrites a file with zeros and removes it; a file that isn't there is as good.
fn wipe(path: &Path) -> Result<(), StoreError> {
    match overwrite_with_zeros(path) {
        Ok(()) => Ok(fs::remove_file(path)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Where the device allows it, in the very places of the old bytes.
fn overwrite_with_zeros(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let zeros = [0; 8192];
    let mut left = file.metadata()?.len();
    while left > 0 {
        let part = left.min(zeros.len() as u64);
        // `part` is at most the length of `zeros`.
        file.write_all(&zeros[..usize::try_from(part).unwrap_or(0)])?;
        left -= part;
    }
    file.sync_all()?;
    file.set_len(0)?;
    file.sync_all()
}

#[cfg_attr(not(unix), allow(clippy::unnecessary_wraps, reason = "folders can't be opened there"))]
fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
