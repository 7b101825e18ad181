//! Events as JSON lines: what `export` prints, and what people get when they ask for their data.
//! Leaves out the local insertion number, so that two devices that know the same events export
//! the same bytes.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::{Event, Recorded};

/// One JSON object with sorted keys, without the line's end.
///
/// | Key | Value |
/// |---|---|
/// | `log`, `author`, `subject` | 32 hexadecimal digits |
/// | `seq` | the number within the log, from 1 |
/// | `kind`, `schema` | the kind's name, or its number where it isn't known; the layout's number |
/// | `wall`, `boot`, `monotonic` | the stamp; `wall` in Unix milliseconds, `monotonic` in milliseconds |
/// | `body` | the event's fields, or the bytes in hexadecimal where the kind isn't known |
#[must_use]
pub fn export_line(recorded: &Recorded) -> String {
    let (number, schema) = recorded.event.kind();
    let kind = match &recorded.event {
        Event::Unknown(_) => json!(number),
        event => json!(event.kind_name()),
    };
    let line = json!({
        "log": recorded.id.log.to_string(),
        "seq": recorded.id.seq,
        "kind": kind,
        "schema": schema,
        "author": recorded.author.to_string(),
        "subject": recorded.subject.to_string(),
        "wall": recorded.stamp.wall.0,
        "boot": recorded.stamp.boot,
        "monotonic": recorded.stamp.monotonic_millis,
        "body": recorded.event,
    });
    serde_json::to_string(&Sorted(&line)).unwrap_or_else(|_| line.to_string())
}

/// The lines of these events, sorted by log and number.
#[must_use]
pub fn export(mut events: Vec<Recorded>) -> Vec<String> {
    events.sort_by_key(|recorded| recorded.id);
    events.iter().map(export_line).collect()
}

/// Writes objects with sorted keys, whether or not some other crate switched on `serde_json`'s
/// `preserve_order` for the whole build.
struct Sorted<'a>(&'a Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(fields) => {
                let fields: BTreeMap<_, _> =
                    fields.iter().map(|(key, value)| (key, Sorted(value))).collect();
                to.collect_map(fields)
            }
            Value::Array(items) => to.collect_seq(items.iter().map(Sorted)),
            other => other.serialize(to),
        }
    }
}
