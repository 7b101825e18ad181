//! What can go wrong on the device's own side of sync. Says nothing of any learner and names no
//! path.

use store::StoreError;

/// Why sync can't go on. Nothing is lost by any of these: the next sync does it again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SyncError {
    /// The events can't be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What sync itself remembers can't be read or written.
    #[error("what was sent cannot be written down: {0}")]
    Outbox(StoreError),
    /// The device's keys can't be written.
    #[error("the device's key cannot be written")]
    Keys,
    /// There is no randomness.
    #[error("the device gives no random numbers")]
    NoRandomness,
    /// The other side of a thread is gone: the app is closing.
    #[error("the app is closing")]
    Closing,
}

impl From<rusqlite::Error> for SyncError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Outbox(error.into())
    }
}
