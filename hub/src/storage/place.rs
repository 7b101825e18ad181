//! Where a hub's storage is: a file of SQLite, or a PostgreSQL database; and putting a copy in a
//! file's place. Never deletes what was there.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use segment::WardPublicKey;

use super::sql::{Options, Sqlite, WardId};
use super::{Result, Storage, StorageError};

/// Opens the storage of a ward to serve it: at `url`, or in `file`.
///
/// # Errors
/// When another hub serves it, when it is damaged or newer, or can't be reached.
pub async fn open(url: Option<&str>, file: &Path, ward: &WardPublicKey) -> Result<Arc<Storage>> {
    let ward = WardId::of(ward);
    Ok(Arc::new(match url {
        Some(url) => Storage::postgres(url, ward).await?,
        None => Storage::sqlite(file, ward, Options::default()).await?,
    }))
}

/// Opens it to read alone, also while a hub serves it.
///
/// # Errors
/// As [`open`].
pub async fn open_to_read(
    url: Option<&str>,
    file: &Path,
    ward: &WardPublicKey,
) -> Result<Arc<Storage>> {
    match url {
        Some(_) => open(url, file, ward).await,
        None if !file.exists() => open(None, file, ward).await,
        None => Ok(Arc::new(Storage::sqlite_to_read(file, WardId::of(ward)).await?)),
    }
}

/// Checks that `file` is a sound copy of this ward's storage, and of no newer version.
///
/// # Errors
/// When it isn't.
pub async fn check_copy(file: &Path, ward: &WardPublicKey) -> Result<()> {
    if !file.is_file() {
        return Err(StorageError::Failed("there is no such copy".to_owned()));
    }
    let file = file.to_owned();
    let ward = WardId::of(ward);
    let opened = tokio::task::spawn_blocking(move || Sqlite::open_to_read(&file, ward)).await;
    let ended = |_| StorageError::Failed("its thread has ended".to_owned());
    super::sql::Database::check(&opened.map_err(ended)??).await
}

/// Puts the copy `from` in the place of `file`; where what was there is now.
///
/// # Errors
/// When the folder can't be written. What was there is never lost.
pub fn put_in_place(from: &Path, file: &Path) -> std::io::Result<Option<PathBuf>> {
    let part = file.with_extension("db.part");
    fs::copy(from, &part)?;
    fs::File::open(&part)?.sync_all()?;
    let aside = (1..).map(|number| file.with_extension(format!("db.before-{number}")));
    let aside = aside.into_iter().find(|path| !path.exists()).filter(|_| file.exists());
    if let Some(aside) = &aside {
        fs::rename(file, aside)?;
        for end in ["-wal", "-shm"] {
            let beside = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
            if beside(file).exists() {
                fs::rename(beside(file), beside(aside))?;
            }
        }
    }
    fs::rename(&part, file)?;
    if cfg!(unix)
        && let Some(folder) = file.parent()
    {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(aside)
}
