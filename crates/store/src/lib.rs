//! The event log and its projections, in one SQLite file of the data folder.
//!
//! An event is durable when [`EventStore::append`] returns, and the projections are changed in
//! the same transaction. No clock and no randomness of its own: ids and times come in as
//! arguments. No file is ever deleted: a damaged one is moved aside and its events are taken over
//! into a new one, since events that were not sent anywhere have no other copy. Errors carry no
//! learner's data and no paths.

mod error;
mod event_store;
mod memory;
mod projection;
mod sqlite;

pub use error::StoreError;
pub use event_store::{EventStore, Person, log_id};
pub use memory::MemoryStore;
pub use sqlite::{DATABASE_NAME, LOCK_NAME, Notice, Opened, SqliteStore};
