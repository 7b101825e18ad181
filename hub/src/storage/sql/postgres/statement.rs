//! Single statements on a connection of PostgreSQL. Statements are prepared once for a
//! connection; many of them travel together, and many rows in one statement.

use deadpool_postgres::ClientWrapper;
use futures_util::future::try_join_all;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::super::super::{Result, StorageError};
use super::super::{Insert, Kind, Row, Value};

type Boxed = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Boxed> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) if *kind == Type::INT8 => number.to_sql(kind, out),
            Self::Integer(number) if *kind == Type::INT4 => {
                i32::try_from(*number)?.to_sql(kind, out)
            }
            Self::Text(text) if *kind == Type::TEXT => text.to_sql(kind, out),
            Self::Blob(bytes) if *kind == Type::BYTEA => bytes.to_sql(kind, out),
            _ => Err("a value of another kind".into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT, Type::BYTEA].contains(kind)
    }

    to_sql_checked!();
}

fn read(row: &tokio_postgres::Row) -> Result<Row> {
    let value = |at: usize| {
        let kind = row.columns()[at].type_();
        Ok(if *kind == Type::INT8 {
            row.try_get::<_, Option<i64>>(at)?.map_or(Value::Null, Value::Integer)
        } else if *kind == Type::INT4 {
            row.try_get::<_, Option<i32>>(at)?.map_or(Value::Null, |n| Value::Integer(n.into()))
        } else if *kind == Type::BYTEA {
            row.try_get::<_, Option<Vec<u8>>>(at)?.map_or(Value::Null, Value::Blob)
        } else if *kind == Type::TEXT {
            row.try_get::<_, Option<String>>(at)?.map_or(Value::Null, Value::Text)
        } else {
            return Err(StorageError::Failed(format!("a column of the type {kind}")));
        })
    };
    (0..row.len()).map(value).collect::<Result<_>>().map(Row)
}

fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as _).collect()
}

pub(super) async fn query(client: &ClientWrapper, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
    let statement = client.prepare_cached(sql).await?;
    client.query(&statement, &parameters(values)).await?.iter().map(read).collect()
}

/// All are sent before the first answer is waited for.
pub(super) async fn query_each(
    client: &ClientWrapper,
    sql: &str,
    each: &[Vec<Value>],
) -> Result<Vec<Vec<Row>>> {
    let statement = client.prepare_cached(sql).await?;
    let ask = async |values: &Vec<Value>| client.query(&statement, &parameters(values)).await;
    let answers = try_join_all(each.iter().map(ask)).await?;
    answers.iter().map(|rows| rows.iter().map(read).collect()).collect()
}

pub(super) async fn execute(client: &ClientWrapper, sql: &str, values: &[Value]) -> Result<u64> {
    let statement = client.prepare_cached(sql).await?;
    Ok(client.execute(&statement, &parameters(values)).await?)
}

/// One statement whose parameters are the columns.
pub(super) async fn insert(
    client: &ClientWrapper,
    into: &Insert,
    rows: &[Vec<Value>],
) -> Result<Vec<Row>> {
    let names: Vec<_> = into.columns.iter().map(|(name, _)| *name).collect();
    let arrays: Vec<_> = into
        .columns
        .iter()
        .zip(1..)
        .map(|((_, kind), place)| match kind {
            Kind::Integer => format!("${place}::bigint[]"),
            Kind::Text => format!("${place}::text[]"),
            Kind::Blob => format!("${place}::bytea[]"),
        })
        .collect();
    let sql = format!(
        "INSERT INTO {} ({}) SELECT * FROM UNNEST({}) {}",
        into.table,
        names.join(", "),
        arrays.join(", "),
        into.then
    );
    let columns: Vec<Vec<&Value>> = (0..names.len())
        .map(|at| rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null)).collect())
        .collect();
    let parameters: Vec<_> = columns.iter().map(|column| column as &(dyn ToSql + Sync)).collect();
    let statement = client.prepare_cached(&sql).await?;
    client.query(&statement, &parameters).await?.iter().map(read).collect()
}
