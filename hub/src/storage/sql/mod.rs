//! A small layer over SQLite and PostgreSQL, so that what a hub keeps is written once. Statements
//! are texts of the program itself (`&'static str`), never put together: no value from outside can
//! become SQL. Parameters are `$1`, `$2` …; numbers are 64 bits wide, truth is 0 or 1.
//!
//! ```ignore
//! let rows = database.query("SELECT name FROM account WHERE ward = $1", values![ward]).await?;
//! let mut write = database.begin().await?;
//! write.execute("DELETE FROM session WHERE ward = $1 AND id = $2", values![ward, id]).await?;
//! write.commit().await?;
//! ```

mod migrations;
mod postgres;
mod sqlite;
mod value;

use async_trait::async_trait;
use futures_util::future::BoxFuture;

pub use postgres::Postgres;
pub use sqlite::{Options, Sqlite};
pub use value::{FromValue, Kind, Row, Value};

use super::Result;

/// By what a ward is told from others in a database: the first 16 bytes of its verifying key. The
/// first column of every table and every unique index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WardId(pub [u8; 16]);

impl WardId {
    /// The id of the ward with this key.
    #[must_use]
    pub fn of(ward: &segment::WardPublicKey) -> Self {
        let mut id = [0; 16];
        id.copy_from_slice(&ward.verifying.0[..16]);
        Self(id)
    }
}

impl From<WardId> for Value {
    fn from(ward: WardId) -> Self {
        ward.0.into()
    }
}

/// An insertion of many rows at once.
#[derive(Debug)]
pub struct Insert {
    /// The table.
    pub table: &'static str,
    /// Its columns, in the order of the values.
    pub columns: &'static [(&'static str, Kind)],
    /// What comes after the values: `ON CONFLICT …`, `RETURNING …`.
    pub then: &'static str,
}

/// A database that one hub writes to for one ward.
#[async_trait]
pub trait Database: Send + Sync + 'static {
    /// The ward.
    fn ward(&self) -> WardId;

    /// Reads what has been committed.
    async fn query(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>>;

    /// Reads by the same statement for each of these, in order.
    async fn query_each(&self, sql: &'static str, each: Vec<Vec<Value>>) -> Result<Vec<Vec<Row>>>;

    /// Begins the next transaction that writes, once the one before has ended.
    async fn begin(&self) -> Result<Box<dyn Transaction>>;

    /// Does `work` in the next transaction that writes; it commits for itself. It may wait for
    /// nothing but that transaction, and is finished also when nobody waits for it any more.
    async fn transact(&self, work: Work) -> Result<()>;

    /// After an erasure has been committed: makes what was there before unreadable on the disk as
    /// far as this database can.
    async fn scrub(&self) -> Result<()>;

    /// Reads the whole database and tells whether it is sound.
    async fn check(&self) -> Result<()>;

    /// Copies the database, as it is at one moment, to a new file, while it is being written to.
    async fn backup(&self, to: &std::path::Path) -> Result<()>;
}

/// What is done in a transaction.
pub type Work =
    Box<dyn for<'t> FnOnce(Box<dyn Transaction + 't>) -> BoxFuture<'t, Result<()>> + Send>;

/// A transaction that writes. Dropped without [`commit`](Self::commit) it changes nothing.
#[async_trait]
pub trait Transaction: Send {
    /// Reads, and sees what this transaction wrote; or writes, with `RETURNING`.
    async fn query(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>>;

    /// The same statement for each of these, in order.
    async fn query_each(
        &mut self,
        sql: &'static str,
        each: Vec<Vec<Value>>,
    ) -> Result<Vec<Vec<Row>>>;

    /// Writes; how many rows were changed.
    async fn execute(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64>;

    /// Inserts rows; what they return, in no particular order. With `ON CONFLICT DO UPDATE` no row
    /// may come twice.
    async fn insert(&mut self, into: &'static Insert, rows: Vec<Vec<Value>>) -> Result<Vec<Row>>;

    /// Makes it durable.
    async fn commit(self: Box<Self>) -> Result<()>;
}
