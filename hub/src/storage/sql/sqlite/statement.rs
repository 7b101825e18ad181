//! Single statements on a connection of SQLite.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ToSql, params_from_iter};

use super::super::super::{Result, StorageError};
use super::super::{Insert, Row, Value};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn read(value: ValueRef<'_>) -> Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Text(text) => {
            Value::Text(String::from_utf8(text.to_vec()).map_err(|_| StorageError::Damaged)?)
        }
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
        ValueRef::Real(_) => return Err(StorageError::Damaged),
    })
}

/// `$1` is a name to SQLite, and numbered by its first use; `?1` is a number.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn rows(statement: &mut CachedStatement<'_>, values: &[Value]) -> Result<Vec<Row>> {
    let columns = statement.column_count();
    let mut found = statement.query(params_from_iter(values))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let row = (0..columns).map(|column| read(row.get_ref(column)?));
        rows.push(Row(row.collect::<Result<_>>()?));
    }
    Ok(rows)
}

pub(super) fn query(connection: &Connection, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
    rows(&mut connection.prepare_cached(&numbered(sql))?, values)
}

pub(super) fn query_each(
    connection: &Connection,
    sql: &str,
    each: &[Vec<Value>],
) -> Result<Vec<Vec<Row>>> {
    let mut statement = connection.prepare_cached(&numbered(sql))?;
    each.iter().map(|values| rows(&mut statement, values)).collect()
}

pub(super) fn execute(connection: &Connection, sql: &str, values: &[Value]) -> Result<u64> {
    let changed = connection.prepare_cached(&numbered(sql))?.execute(params_from_iter(values))?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

pub(super) fn insert(
    connection: &Connection,
    into: &Insert,
    all: &[Vec<Value>],
) -> Result<Vec<Row>> {
    let names: Vec<_> = into.columns.iter().map(|(name, _)| *name).collect();
    let places: Vec<_> = (1..=names.len()).map(|place| format!("?{place}")).collect();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({}) {}",
        into.table,
        names.join(", "),
        places.join(", "),
        into.then
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut returned = Vec::new();
    for values in all {
        returned.extend(rows(&mut statement, values)?);
    }
    Ok(returned)
}

/// Some pages at a time, so that nobody waits long. A new file, made durable before it has its
/// name.
pub(super) fn backup(from: &Connection, to: &Path) -> Result<()> {
    let failed = |error: std::io::Error| StorageError::Failed(error.kind().to_string());
    if to.exists() {
        return Err(StorageError::Failed("there is a file of this name already".into()));
    }
    let unfinished = to.with_extension("unfinished");
    let mut copy = Connection::open(&unfinished)?;
    // One transaction of the reader: the copy is of one moment, and never has to begin anew.
    let copied = from.execute_batch("BEGIN; SELECT 1 FROM hub").map_err(StorageError::from);
    let copied = copied.and_then(|()| {
        let backup = rusqlite::backup::Backup::new(from, &mut copy)?;
        Ok(backup.run_to_completion(1_024, Duration::ZERO, None)?)
    });
    let _ = from.execute_batch("COMMIT");
    let copied = copied.and_then(|()| {
        // A copy is one file: nothing of it waits in a log beside it.
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        copy.close().map_err(|(_, error)| error)?;
        std::fs::File::open(&unfinished).and_then(|file| file.sync_all()).map_err(failed)?;
        std::fs::rename(&unfinished, to).map_err(failed)
    });
    if copied.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    copied
}
