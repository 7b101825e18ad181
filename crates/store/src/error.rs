//! Everything that can go wrong with a store, each with a key for the learner's sentence and a
//! plain one for operators. Neither says anything about a learner, and neither names a path.

use std::io;

use rusqlite::ErrorCode;

/// Why the store couldn't do it. After any of these the file is as it was before the call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The device has no room left. Nothing was recorded; it works again once there is room.
    #[error("there is no room left on the device: nothing was recorded")]
    Full,
    /// The folder or the file may not be written to.
    #[error("the data folder is read-only")]
    ReadOnly,
    /// The file was written by a newer version of the app. It is left untouched; the app has to
    /// be updated.
    #[error("the data file has schema {found}, and this version knows only up to {known}")]
    Newer {
        /// The schema of the file.
        found: u32,
        /// The newest schema that this version knows.
        known: u32,
    },
    /// The file turned out to be damaged while in use. Opening it anew moves it aside and takes
    /// over every event that can still be read.
    #[error("the data file is damaged; it will be repaired when it is opened anew")]
    Corrupt,
    /// Another copy of the app uses the folder, and is not harmed by this.
    #[error("another program is using the data folder")]
    InUse,
    /// The path of the folder belongs to something that isn't a folder.
    #[error("the data folder's path is not a folder")]
    NotAFolder,
    /// The device could not read or write, for a reason that only its keeper can find.
    #[error("the data folder cannot be read or written: {0}")]
    Unreadable(String),
    /// Events about somebody who was never added, or a `PersonAdded` of somebody else.
    #[error("events about a person who was never added")]
    NoSuchPerson,
    /// An event that could not be read back, which no part of the app makes.
    #[error("an event that could not be read back was refused")]
    BadEvent,
}

impl StoreError {
    /// The Fluent message that tells a learner about it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Full => "store-full",
            Self::ReadOnly => "store-read-only",
            Self::Newer { .. } => "store-newer",
            Self::Corrupt => "store-corrupt",
            Self::InUse => "store-in-use",
            Self::NotAFolder | Self::Unreadable(_) => "store-unreadable",
            Self::NoSuchPerson | Self::BadEvent => "store-refused",
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            // The code alone: SQLite's own messages may quote a path or a value.
            Some(_) => Self::Unreadable(match error.sqlite_error() {
                Some(failure) => format!("SQLite error {}", failure.extended_code),
                None => "SQLite error".to_owned(),
            }),
            // A column of another type than the schema says.
            None => Self::Corrupt,
        }
    }
}

impl From<rusqlite_migration::Error> for StoreError {
    fn from(error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
            _ => Self::Corrupt,
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Self::NotAFolder,
            io::ErrorKind::WouldBlock => Self::InUse,
            kind => Self::Unreadable(kind.to_string()),
        }
    }
}
