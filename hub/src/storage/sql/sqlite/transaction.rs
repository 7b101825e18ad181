//! Transactions of SQLite: told to the writing thread statement by statement, or on it.

use std::sync::Arc;

use async_trait::async_trait;
use rusqlite::Connection;
use tokio::sync::OwnedMutexGuard;

use super::super::super::Result;
use super::super::{Insert, Row, Transaction, Value};
use super::statement;
use super::thread::ConnectionThreads;

/// The transaction of whoever is on the writing thread.
pub(super) struct OnThread<'c>(pub(super) &'c mut Connection);

#[async_trait]
impl Transaction for OnThread<'_> {
    async fn query(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>> {
        statement::query(self.0, sql, &values)
    }

    async fn query_each(
        &mut self,
        sql: &'static str,
        each: Vec<Vec<Value>>,
    ) -> Result<Vec<Vec<Row>>> {
        statement::query_each(self.0, sql, &each)
    }

    async fn execute(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64> {
        statement::execute(self.0, sql, &values)
    }

    async fn insert(&mut self, into: &'static Insert, rows: Vec<Vec<Value>>) -> Result<Vec<Row>> {
        statement::insert(self.0, into, &rows)
    }

    async fn commit(self: Box<Self>) -> Result<()> {
        Ok(self.0.execute_batch("COMMIT")?)
    }
}

/// A transaction that is told to the writing thread.
pub(super) struct Writing {
    pub(super) writer: Arc<ConnectionThreads>,
    pub(super) open: bool,
    pub(super) _turn: OwnedMutexGuard<()>,
}

impl Writing {
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.writer.run(move |connection| work(connection)).await
    }
}

#[async_trait]
impl Transaction for Writing {
    async fn query(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>> {
        self.run(move |connection| statement::query(connection, sql, &values)).await
    }

    async fn query_each(
        &mut self,
        sql: &'static str,
        each: Vec<Vec<Value>>,
    ) -> Result<Vec<Vec<Row>>> {
        if each.is_empty() {
            return Ok(Vec::new());
        }
        self.run(move |connection| statement::query_each(connection, sql, &each)).await
    }

    async fn execute(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64> {
        self.run(move |connection| statement::execute(connection, sql, &values)).await
    }

    async fn insert(&mut self, into: &'static Insert, rows: Vec<Vec<Value>>) -> Result<Vec<Row>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        self.run(move |connection| statement::insert(connection, into, &rows)).await
    }

    async fn commit(mut self: Box<Self>) -> Result<()> {
        self.run(|connection| Ok(connection.execute_batch("COMMIT")?)).await?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Writing {
    /// The thread does what it is told in order, so the next transaction begins after this one
    /// was taken back.
    fn drop(&mut self) {
        if self.open {
            self.writer.post(|connection| {
                if !connection.is_autocommit() {
                    let _ = connection.execute_batch("ROLLBACK");
                }
            });
        }
    }
}
