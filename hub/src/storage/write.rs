//! One transaction that writes, and the positions that it gives. Positions are taken from one
//! sequence for segments, for who becomes visible, and for erasures; what is given in a
//! transaction that isn't committed is given again.

use super::Result;
use super::sql::{Database, Insert, Row, Transaction, Value, WardId};
use crate::values;

pub(super) struct Write<'t> {
    pub(super) ward: WardId,
    /// The last position that was given.
    pub(super) position: u64,
    /// How many segments were added.
    pub(super) segments: u64,
    /// By which version the projections were made; 0 while they are incomplete.
    pub(super) projections: u64,
    transaction: Box<dyn Transaction + 't>,
}

impl Write<'static> {
    pub(super) async fn begin(database: &dyn Database) -> Result<Self> {
        Self::over(database.begin().await?, database.ward()).await
    }
}

impl<'t> Write<'t> {
    pub(super) async fn over(
        mut transaction: Box<dyn Transaction + 't>,
        ward: WardId,
    ) -> Result<Self> {
        let sql = "SELECT position, projections FROM hub WHERE ward = $1";
        let mut rows = transaction.query(sql, values![ward]).await?;
        let row = rows.first_mut().ok_or(super::StorageError::Damaged)?;
        let (position, projections) = (row.take(0)?, row.take(1)?);
        Ok(Self { ward, position, segments: 0, projections, transaction })
    }

    /// The next position.
    pub(super) fn next(&mut self) -> u64 {
        self.position += 1;
        self.position
    }

    pub(super) async fn query(&mut self, sql: &'static str, v: Vec<Value>) -> Result<Vec<Row>> {
        self.transaction.query(sql, v).await
    }

    /// The first row for each of these.
    pub(super) async fn first_of_each(
        &mut self,
        sql: &'static str,
        each: Vec<Vec<Value>>,
    ) -> Result<Vec<Option<Row>>> {
        let answers = self.transaction.query_each(sql, each).await?;
        Ok(answers.into_iter().map(|rows| rows.into_iter().next()).collect())
    }

    pub(super) async fn each(
        &mut self,
        sql: &'static str,
        each: Vec<Vec<Value>>,
    ) -> Result<Vec<Vec<Row>>> {
        self.transaction.query_each(sql, each).await
    }

    pub(super) async fn execute(&mut self, sql: &'static str, v: Vec<Value>) -> Result<u64> {
        self.transaction.execute(sql, v).await
    }

    pub(super) async fn insert(
        &mut self,
        into: &'static Insert,
        rows: Vec<Vec<Value>>,
    ) -> Result<Vec<Row>> {
        self.transaction.insert(into, rows).await
    }

    pub(super) async fn commit(mut self) -> Result<()> {
        let sql = "UPDATE hub SET position = $2, segments = segments + $3 WHERE ward = $1";
        self.execute(sql, values![self.ward, self.position, self.segments]).await?;
        self.transaction.commit().await
    }
}
