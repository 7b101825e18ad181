//! What sync remembers, in a file of its own beside the events: hubs, keys, what was sealed and
//! what became of it. Its thread owns it. A damaged file is moved aside and begun anew: what was
//! sealed is sealed again from the events, and hubs count each event once.

mod hubs;
mod open;
mod people;
mod pins;
mod received;
mod segments;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

pub use hubs::{Enrolled, Hub};
pub(crate) use hubs::{put_hub, put_shown};
pub(crate) use people::{forget, prefer_key};
pub(crate) use pins::put_pin;
pub(crate) use received::{FETCHING, keep_card, keep_received};
pub use segments::Standing;
pub(crate) use segments::{Sealed, State, asked as note_asked, put_state, relay_of};

use crate::SyncError;

/// The file within the data folder.
pub const OUTBOX_NAME: &str = "sync.db";

/// The open file.
#[derive(Debug)]
pub struct Outbox {
    pub(crate) db: Connection,
}

impl Outbox {
    /// A transaction that will write.
    pub(crate) fn transaction(&mut self) -> Result<Transaction<'_>, SyncError> {
        Ok(self.db.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// A setting of this device.
    ///
    /// # Errors
    /// Whatever the disk does.
    pub fn setting(&self, name: &str) -> Result<Option<String>, SyncError> {
        let mut statement = self.db.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Changes a setting. Durable when this returns.
    ///
    /// # Errors
    /// Whatever the disk does.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), SyncError> {
        self.db.execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, value],
        )?;
        Ok(())
    }
}
