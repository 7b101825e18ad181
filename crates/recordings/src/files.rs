//! Writing and removing files so that a phone may die at any moment.
//!
//! A file is there whole or not at all; a damaged one is put beside, never deleted; what is to be
//! erased is overwritten first.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a file is called while it is being written.
const PARTIAL: &str = "partial";

/// Writes a whole file under another name, makes it durable, then gives it its name.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".");
    partial.push(PARTIAL);
    let partial = PathBuf::from(partial);
    let mut file = File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&partial, path)?;
    sync_folder(path);
    Ok(())
}

/// Makes the names in a file's folder durable, where the system can.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}

/// Puts a damaged file beside, under a name that no other file has.
pub(crate) fn put_aside(path: &Path) -> io::Result<()> {
    for number in 1..1_000 {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".damaged-{number}"));
        let aside = PathBuf::from(name);
        if !aside.exists() {
            return fs::rename(path, aside);
        }
    }
    Err(io::Error::other("there are a thousand damaged files of one name"))
}

/// Overwrites a file, makes that durable, and removes it.
pub(crate) fn erase(path: &Path) -> io::Result<()> {
    let length = fs::metadata(path)?.len();
    let mut file = OpenOptions::new().write(true).open(path)?;
    let zeros = [0; 8_192];
    let mut left = length;
    while left > 0 {
        let part = usize::try_from(left).unwrap_or(usize::MAX).min(zeros.len());
        file.write_all(&zeros[..part])?;
        left -= part as u64;
    }
    file.sync_all()?;
    drop(file);
    fs::remove_file(path)?;
    sync_folder(path);
    Ok(())
}

/// Erases everything in a folder, and the folder.
pub(crate) fn erase_folder(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            erase_folder(&entry.path())?;
        } else {
            erase(&entry.path())?;
        }
    }
    fs::remove_dir(folder)?;
    sync_folder(folder);
    Ok(())
}
