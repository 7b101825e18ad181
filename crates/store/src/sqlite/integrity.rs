//! Whether everything in the file fits together: for tests, and for whoever keeps the device.

use std::collections::BTreeMap;

use protocol::{Event, LogId, log_id};

use super::{SqliteStore, rows, tables};
use crate::StoreError;

impl SqliteStore {
    /// What is wrong with the store, a sentence each, none about a person; empty when all is
    /// well. Reads everything.
    ///
    /// # Errors
    /// When it can't be read at all.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut findings = Vec::new();
        let mut statement = self.db.prepare("PRAGMA integrity_check")?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
        for line in lines {
            let line = line?;
            if line != "ok" {
                findings.push(format!("SQLite: {line}"));
            }
        }
        let mut statement = self.db.prepare("PRAGMA foreign_key_check")?;
        if statement.exists([])? {
            findings.push("an event belongs to no log".to_owned());
        }

        let events = rows::recorded(&self.db, "ORDER BY event.n", [])?;
        let mut logs: BTreeMap<LogId, Vec<u64>> = BTreeMap::new();
        for event in &events {
            // A log that was taken over from a damaged file may well have gaps.
            if event.id.log == log_id(self.install, event.subject) {
                logs.entry(event.id.log).or_default().push(event.id.seq);
            }
        }
        for (log, numbers) in logs {
            if !numbers.iter().copied().eq(1..=numbers.len() as u64) {
                findings.push(format!("log {log} has gaps, or is out of order"));
            }
        }
        let damaged = |event: &Event| match event {
            Event::Unknown(unknown) => {
                let known = (unknown.kind, unknown.schema);
                Event::KINDS.iter().any(|(kind, schema, _)| (*kind, *schema) == known)
            }
            _ => false,
        };
        for event in events.iter().filter(|recorded| damaged(&recorded.event)) {
            findings.push(format!("event {} doesn't have the layout of its kind", event.n));
        }
        match tables::all(&self.db) {
            Ok(tables) if tables == tables::folded(&self.db)? => {}
            Ok(_) | Err(StoreError::Corrupt) => {
                findings.push("the projections differ from a replay of the events".to_owned());
            }
            Err(error) => return Err(error),
        }
        Ok(findings)
    }
}
