//! Whether a write-ahead log belongs to the database that it lies beside. SQLite takes in any log
//! that is whole in itself, also that of somebody else's data: then their events would stand among
//! this person's. The log of a device's own last run is known by its salts, which the tally holds;
//! any other has to prove itself. Only looks; moves and changes nothing.
//!
//! What is recorded is only ever added to. So the database with its log holds every row that it
//! holds without; a log for which that isn't so is a stranger's, or an older one of its own.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use protocol::LogId;
use rusqlite::Connection;

use super::pages::Pages;
use super::tally::{self, Tally};
use super::{files, salvage};
use crate::StoreError;

/// Where the header says that the database has a write-ahead log: 2 in both places.
const FORMAT: std::ops::Range<usize> = 18..20;

/// What is known of a write-ahead log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// There is none, or nothing in it.
    NoLog,
    /// It is the one that this device wrote last.
    Known,
    /// Nothing is known yet.
    Unknown,
}

/// What is known of the log beside `database` before looking into it.
pub(super) fn bond(database: &Path, tally: Option<&Tally>) -> Bond {
    match tally::salts(&files::companion(database, "-wal")) {
        None => Bond::NoLog,
        salts if tally.is_some_and(|tally| tally.salts == salts) => Bond::Known,
        Some(_) => Bond::Unknown,
    }
}

/// A database as it is without its log.
pub(super) struct Alone {
    /// Where SQLite finds nothing wrong with it.
    db: Option<Connection>,
    /// The logs that can be read from its pages.
    logs: BTreeSet<LogId>,
    /// Those in the write-ahead log.
    in_log: BTreeSet<LogId>,
}

impl Alone {
    /// Reads it into memory. To be done before SQLite has the file open: closing a file gives up
    /// every lock that a process has on it.
    pub fn read(database: &Path) -> Result<Self, StoreError> {
        let nothing = Path::new("");
        let log = files::companion(database, "-wal");
        let logs = salvage::logs(&Pages::read(database, nothing)?);
        let in_log = salvage::logs(&Pages::read(nothing, &log)?);
        let mut bytes = match fs::read(database) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            bytes => bytes?,
        };
        if let Some(format) = bytes.get_mut(FORMAT) {
            // A database in memory can't have a log.
            format.fill(1);
        }
        Ok(Self { db: in_memory(&bytes), logs, in_log })
    }

    /// Whether the log is a stranger's to this database: `pair` is the two together, if they are
    /// sound.
    pub fn is_stranger(&self, pair: Option<&Connection>, tally: Option<&Tally>) -> bool {
        let contradicts = match (pair, &self.db) {
            (Some(pair), Some(alone)) => !contains(pair, alone).unwrap_or(false),
            (Some(pair), None) => {
                let known = |logs: BTreeSet<LogId>| self.logs.intersection(&logs).count();
                // Of a damaged page a name may be read that nobody has.
                log_names(pair).map_or(0, known) * 2 < self.logs.len()
            }
            // What is sound by itself, and not with the log, does without it.
            (None, Some(_)) => true,
            (None, None) => !self.logs.is_empty() && is_strange(&self.in_log, &self.logs),
        };
        contradicts || tally.is_some_and(|tally| self.is_behind(pair, tally))
    }

    /// Whether the log lacks what the tally counted, and the database does better without.
    fn is_behind(&self, pair: Option<&Connection>, tally: &Tally) -> bool {
        let missing = |db: &Connection| {
            let extents = tally::extents(db);
            extents.map_or(u64::MAX, |extents| tally.missing(&extents))
        };
        let counted: BTreeSet<LogId> = tally.lines.keys().copied().collect();
        match (pair, &self.db) {
            (Some(pair), Some(alone)) => missing(pair) > missing(alone),
            (Some(pair), None) => {
                let names = log_names(pair).unwrap_or_default();
                !names.is_empty() && !counted.is_empty() && names.is_disjoint(&counted)
            }
            (None, _) => !counted.is_empty() && is_strange(&self.in_log, &counted),
        }
    }
}

/// Whether a log holds others' events and none of `ours`. One that names nobody could be anybody's.
fn is_strange(in_log: &BTreeSet<LogId>, ours: &BTreeSet<LogId>) -> bool {
    !in_log.is_empty() && in_log.is_disjoint(ours)
}

/// Whether a write-ahead log without a database is a stranger's, by what the tally knows.
pub(super) fn is_strange_orphan(database: &Path, tally: &Tally) -> Result<bool, StoreError> {
    let pages = Pages::read(Path::new(""), &files::companion(database, "-wal"))?;
    let counted = tally.lines.keys().copied().collect();
    Ok(salvage::logs(&pages).is_disjoint(&counted))
}

/// The database of these bytes, if it is sound.
fn in_memory(bytes: &[u8]) -> Option<Connection> {
    if bytes.is_empty() {
        return None;
    }
    let mut db = Connection::open_in_memory().ok()?;
    db.deserialize_read_exact("main", bytes, bytes.len(), true).ok()?;
    let verdict: String = db.pragma_query_value(None, "quick_check", |row| row.get(0)).ok()?;
    (verdict == "ok").then_some(db)
}

fn log_names(db: &Connection) -> Result<BTreeSet<LogId>, rusqlite::Error> {
    let mut statement = db.prepare("SELECT id FROM log")?;
    statement.query_map([], |row| row.get(0).map(LogId))?.collect()
}

/// Whether every log and every event of `less` is in `more`, as it is there.
fn contains(more: &Connection, less: &Connection) -> Result<bool, rusqlite::Error> {
    const LOGS: &str = "SELECT n, id, install, subject FROM log ORDER BY n";
    const EVENTS: &str =
        "SELECT n, log, seq, wall, boot, monotonic, kind, schema, body FROM event ORDER BY n";
    // A database whose first events are all in its log has no tables yet.
    let count = "SELECT count(*) FROM sqlite_schema WHERE name IN ('log', 'event')";
    if less.query_row(count, [], |row| row.get::<_, u32>(0))? < 2 {
        return Ok(true);
    }
    for (query, columns) in [(LOGS, 4), (EVENTS, 9)] {
        let (mut in_more, mut in_less) = (more.prepare(query)?, less.prepare(query)?);
        let (mut in_more, mut in_less) = (in_more.query([])?, in_less.query([])?);
        while let Some(row) = in_less.next()? {
            let n: i64 = row.get(0)?;
            let same = loop {
                let Some(other) = in_more.next()? else { return Ok(false) };
                match other.get::<_, i64>(0)?.cmp(&n) {
                    std::cmp::Ordering::Less => {}
                    std::cmp::Ordering::Greater => return Ok(false),
                    std::cmp::Ordering::Equal => break other,
                }
            };
            for column in 1..columns {
                if row.get_ref(column)? != same.get_ref(column)? {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}
