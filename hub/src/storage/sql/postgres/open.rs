//! Connecting to PostgreSQL: the lock on the ward, and the tables.

use deadpool_postgres::{ClientWrapper, Object, Pool, PoolError};

use super::super::super::{Result, StorageError};
use super::super::{WardId, migrations};

/// Taken while the tables are brought up to date; any number that nobody else would think of.
const MIGRATING: i64 = 0x4354_4842_0000;

/// Any connection.
pub(super) async fn connection(pool: &Pool) -> Result<Object> {
    pool.get().await.map_err(|error| match error {
        PoolError::Backend(error) => error.into(),
        _ => StorageError::Failed("no connection could be had".into()),
    })
}

/// The connection that writes. It has the lock on the ward, which the server takes back when the
/// connection ends, however that comes about.
pub(super) async fn writer(pool: &Pool, ward: WardId) -> Result<Object> {
    let client = connection(pool).await?;
    let settings = client
        .query_one(
            "SELECT current_setting('fsync') = 'on', current_setting('server_encoding') = 'UTF8', \
             set_config('synchronous_commit', CASE current_setting('synchronous_commit') \
             WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)",
            &[],
        )
        .await?;
    if !settings.get::<_, bool>(0) {
        return Err(StorageError::Failed("PostgreSQL runs with fsync off".into()));
    }
    if !settings.get::<_, bool>(1) {
        return Err(StorageError::Failed("the database's encoding isn't UTF8".into()));
    }
    let mut key = [0; 8];
    key.copy_from_slice(&ward.0[..8]);
    let lock = "SELECT pg_try_advisory_lock($1)";
    match client.query_one(lock, &[&i64::from_be_bytes(key)]).await?.get(0) {
        true => Ok(client),
        false => Err(StorageError::InUse),
    }
}

/// Brings the tables up to date, one hub at a time.
pub(super) async fn migrate(client: &ClientWrapper) -> Result<()> {
    client.batch_execute("BEGIN").await?;
    client.execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATING]).await?;
    client
        .batch_execute("CREATE TABLE IF NOT EXISTS camtay_schema (version bigint NOT NULL)")
        .await?;
    let row = client.query_one("SELECT max(version) FROM camtay_schema", &[]).await?;
    let version = usize::try_from(row.get::<_, Option<i64>>(0).unwrap_or(0)).unwrap_or(0);
    if version > migrations::POSTGRES.len() {
        return Err(StorageError::Newer);
    }
    for (at, sql) in migrations::POSTGRES.iter().enumerate().skip(version) {
        client.batch_execute(sql).await?;
        let reached = i64::try_from(at + 1).unwrap_or(i64::MAX);
        client.execute("INSERT INTO camtay_schema VALUES ($1)", &[&reached]).await?;
    }
    Ok(client.batch_execute("COMMIT").await?)
}
