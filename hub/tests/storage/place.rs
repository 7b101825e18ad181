//! Where a test keeps its storage: a folder of its own, or a database of its own.

use std::path::PathBuf;

use hub::storage::sql::{Options, WardId};
use hub::storage::{Result, Storage};

use crate::postgres_server;

/// The ward of most tests.
pub const WARD: WardId = WardId([7; 16]);

/// Where it is.
pub enum Place {
    Sqlite(tempfile::TempDir),
    Postgres(String),
}

impl Place {
    pub fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    pub fn postgres() -> Self {
        Self::Postgres(postgres_server::new_database())
    }

    /// The file of SQLite.
    pub fn file(&self) -> PathBuf {
        match self {
            Self::Sqlite(folder) => folder.path().join("ward.sqlite"),
            Self::Postgres(_) => panic!("a database has no file"),
        }
    }

    /// Opens it for a ward.
    pub async fn open_for(&self, ward: WardId) -> Result<Storage> {
        match self {
            Self::Sqlite(_) => Storage::sqlite(&self.file(), ward, Options::default()).await,
            Self::Postgres(url) => Storage::postgres(url, ward).await,
        }
    }

    pub async fn open(&self) -> Storage {
        self.open_for(WARD).await.unwrap()
    }

    /// Opens it again after whoever had it has gone. PostgreSQL notices a moment later that a
    /// connection has ended, so this waits for that.
    pub async fn open_again(&self) -> Storage {
        for _ in 0..500 {
            match self.open_for(WARD).await {
                Err(hub::storage::StorageError::InUse) => {
                    tokio::time::sleep(std::time::Duration::from_millis(10)).await;
                }
                opened => return opened.unwrap(),
            }
        }
        panic!("the lock on the ward was never given back");
    }
}

/// Runs a test of the suite.
pub fn run<F: Future<Output = ()>>(place: Place, test: impl FnOnce(Place) -> F) {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all().build().unwrap().block_on(test(place));
}
