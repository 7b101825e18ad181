//! PostgreSQL: many wards may share a database. One connection writes, and holds an advisory lock
//! on the ward for as long as the hub serves; a pool of others reads. Refuses a server that isn't
//! durable (`fsync`), since what is acknowledged has to last.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio_postgres::{Config, NoTls};

use super::super::{Result, StorageError};
use super::{Database, Insert, Row, Transaction, Value, WardId, Work};

mod open;
mod statement;

/// How many connections a hub has: one writes, the others read.
const CONNECTIONS: usize = 8;

/// A ward in a database.
pub struct Postgres {
    ward: WardId,
    connections: Pool,
    /// Held by whoever writes; none once the connection broke.
    writer: Arc<Mutex<Writer>>,
}

struct Writer {
    client: Option<Object>,
    /// Whether a transaction was left open.
    in_transaction: bool,
}

impl Postgres {
    /// Connects by a URL such as `postgres://hub@localhost/camtay` and brings the tables up to
    /// date.
    ///
    /// # Errors
    /// [`StorageError::InUse`] when another hub serves the ward; [`StorageError::Newer`];
    /// [`StorageError::Failed`] when the server can't be reached, or not be relied on.
    pub async fn open(url: &str, ward: WardId) -> Result<Self> {
        let mut config: Config =
            url.parse().map_err(|_| StorageError::Failed("the database's URL is wrong".into()))?;
        config.application_name("camtay-hub");
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config, NoTls, recycling);
        let connections = Pool::builder(manager).max_size(CONNECTIONS).build();
        let connections =
            connections.map_err(|_| StorageError::Failed("no pool could be made".into()))?;
        let client = open::writer(&connections, ward).await?;
        open::migrate(&client).await?;
        let add = "INSERT INTO hub (ward) VALUES ($1) ON CONFLICT DO NOTHING";
        client.execute(add, &[&ward.0.as_slice()]).await?;
        let writer = Writer { client: Some(client), in_transaction: false };
        Ok(Self { ward, connections, writer: Arc::new(Mutex::new(writer)) })
    }

    async fn reader(&self) -> Result<Object> {
        open::connection(&self.connections).await
    }
}

/// Names the kind of error only: the server's own words can hold values.
impl From<tokio_postgres::Error> for StorageError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(server) = error.as_db_error() else {
            return Self::Failed(match error.is_closed() {
                true => "the connection to PostgreSQL was closed".into(),
                false => "PostgreSQL can't be reached, or doesn't answer as expected".into(),
            });
        };
        match server.code().code() {
            "53100" => Self::Full,
            "XX001" | "XX002" => Self::Damaged,
            // Who may log in, and whether the server is up: it speaks to its keeper.
            code if ["28", "3D", "57"].iter().any(|class| code.starts_with(class)) => {
                Self::Failed(format!("{} (PostgreSQL {code})", server.message()))
            }
            code => Self::Failed(format!("PostgreSQL {code}")),
        }
    }
}

#[async_trait]
impl Database for Postgres {
    fn ward(&self) -> WardId {
        self.ward
    }

    async fn query(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>> {
        let client = self.reader().await?;
        statement::query(&client, sql, &values).await
    }

    async fn query_each(&self, sql: &'static str, each: Vec<Vec<Value>>) -> Result<Vec<Vec<Row>>> {
        if each.is_empty() {
            return Ok(Vec::new());
        }
        let client = self.reader().await?;
        statement::query_each(&client, sql, &each).await
    }

    async fn begin(&self) -> Result<Box<dyn Transaction>> {
        let mut writer = Arc::clone(&self.writer).lock_owned().await;
        if writer.client.as_ref().is_none_or(|client| client.is_closed()) {
            // The lock went with the connection: it is asked for again, or another hub has it.
            writer.client = None;
            writer.in_transaction = false;
            writer.client = Some(open::writer(&self.connections, self.ward).await?);
        }
        let left_open = std::mem::replace(&mut writer.in_transaction, true);
        let mut writing = Writing { writer };
        let client = writing.client()?;
        client.batch_execute(if left_open { "ROLLBACK; BEGIN" } else { "BEGIN" }).await?;
        Ok(Box::new(writing))
    }

    async fn transact(&self, work: Work) -> Result<()> {
        work(self.begin().await?).await
    }

    /// The dead rows of keys and of progress go; bodies can't be read without their keys. What
    /// lies in the server's own logs and backups is its keeper's to let expire.
    async fn scrub(&self) -> Result<()> {
        let client = self.reader().await?;
        Ok(client.batch_execute("VACUUM person, learner_lesson").await?)
    }

    async fn check(&self) -> Result<()> {
        Ok(self.reader().await?.batch_execute("SELECT 1").await?)
    }

    /// PostgreSQL has its own tool for that.
    async fn backup(&self, _: &Path) -> Result<()> {
        Err(StorageError::Failed("a PostgreSQL database is backed up with `pg_dump`".into()))
    }
}

/// A transaction on the writing connection.
struct Writing {
    writer: OwnedMutexGuard<Writer>,
}

impl Writing {
    fn client(&mut self) -> Result<&Object> {
        let closed = || StorageError::Failed("the connection to PostgreSQL was closed".into());
        self.writer.client.as_ref().ok_or_else(closed)
    }
}

#[async_trait]
impl Transaction for Writing {
    async fn query(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>> {
        statement::query(self.client()?, sql, &values).await
    }

    async fn query_each(
        &mut self,
        sql: &'static str,
        each: Vec<Vec<Value>>,
    ) -> Result<Vec<Vec<Row>>> {
        if each.is_empty() {
            return Ok(Vec::new());
        }
        statement::query_each(self.client()?, sql, &each).await
    }

    async fn execute(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64> {
        statement::execute(self.client()?, sql, &values).await
    }

    async fn insert(&mut self, into: &'static Insert, rows: Vec<Vec<Value>>) -> Result<Vec<Row>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        statement::insert(self.client()?, into, &rows).await
    }

    async fn commit(mut self: Box<Self>) -> Result<()> {
        // A transaction in which a statement failed is rolled back by `COMMIT`, without an error.
        // Whoever goes on after an error has it here.
        statement::execute(self.client()?, "SELECT 1", &[]).await?;
        self.client()?.batch_execute("COMMIT").await?;
        self.writer.in_transaction = false;
        Ok(())
    }
}
