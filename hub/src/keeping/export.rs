//! Everything as JSON lines, as a device exports it: sorted by log, number and segment, each event
//! once. What was erased isn't there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use protocol::{PersonId, export_line};
use segment::{Hash, Segment};

use crate::service::Hub;
use crate::storage::Stored;

/// Stands for an author who was erased.
const ERASED: PersonId = PersonId([0; 16]);

/// Writes the events about `person`, or all; how many segments could not be read yet.
///
/// # Errors
/// Whatever the storage or `to` does.
pub async fn export(
    hub: &Hub,
    person: Option<PersonId>,
    mut to: impl Write,
) -> anyhow::Result<u64> {
    let erased: BTreeSet<PersonId> =
        hub.store().tombstones().await?.into_iter().map(|tombstone| tombstone.person).collect();
    let mut places = hub.store().places(person).await?;
    places.sort_unstable();
    let mut unread = 0;
    for of_log in places.chunk_by(|one, two| one.0 == two.0) {
        let positions: Vec<u64> = of_log.iter().map(|(_, _, position)| *position).collect();
        let segments = hub.store().segments_at(&positions).await?;
        let keys = super::keys(hub, &segments).await?;
        let (lines, skipped) = lines(&segments, &keys, &erased);
        unread += skipped;
        for line in lines {
            writeln!(to, "{line}")?;
        }
    }
    to.flush()?;
    Ok(unread)
}

fn lines(
    segments: &[Stored],
    keys: &BTreeMap<PersonId, segment::PersonKey>,
    erased: &BTreeSet<PersonId>,
) -> (Vec<String>, u64) {
    let mut lines: BTreeMap<(u64, Hash), String> = BTreeMap::new();
    let mut unread = 0;
    for stored in segments {
        let opened = keys
            .get(&stored.owner.person)
            .and_then(|key| Segment::from_bytes(&stored.bytes).ok()?.open(key).ok());
        let Some(events) = opened else {
            unread += u64::from(!erased.contains(&stored.owner.person));
            continue;
        };
        for mut recorded in events {
            if erased.contains(&recorded.author) {
                recorded.author = ERASED;
            }
            lines.insert((recorded.id.seq, stored.hash), export_line(&recorded));
        }
    }
    // Sealed anew after a device lost what it knew of its segments: the same event, once.
    let mut seen = BTreeSet::new();
    let mut number = 0;
    lines.retain(|(seq, _), line| {
        if *seq != number {
            seen.clear();
            number = *seq;
        }
        seen.insert(line.clone())
    });
    (lines.into_values().collect(), unread)
}
