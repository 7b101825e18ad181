//! The event log and its projections, in one SQLite file of the data folder.
//!
//! An event is durable when [`EventStore::append`] returns, and the projections are changed in
//! the same transaction. No clock and no randomness of its own: ids and times come in as
//! arguments. No file is deleted but by the wish of somebody to be erased: a damaged one is moved
//! aside and its events are taken over into a new one, since events that were not sent anywhere
//! have no other copy. Errors carry no learner's data and no paths.

mod error;
mod event_store;
mod memory;
mod people;
mod projection;
mod sharing;
mod sqlite;

pub use error::StoreError;
pub use event_store::{ERASED, EventStore, Person};
pub use memory::MemoryStore;
pub use people::{Consent, Erased, Pin};
pub use sharing::{Imported, LocalLog, LogPart};
pub use sqlite::{
    Beside, DATABASE_NAME, ERASING_NAME, EXPORTS_NAME, LOCK_NAME, Notice, Opened, RECORDINGS_NAME,
    SqliteStore, TALLY_NAMES, recordings_of,
};
