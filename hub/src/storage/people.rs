//! People, whose the logs are, and who may see whom.

use std::collections::{BTreeMap, BTreeSet};

use protocol::PersonId;
use segment::DevicePublicKey;

use super::codes::{group_name, maybe};
use super::sql::{Insert, Kind};
use super::write::Write;
use super::{NewLog, Result};
use crate::values;

/// Why somebody is visible to a device.
pub(super) mod reason {
    /// The device writes about them.
    pub(in super::super) const OWN: i64 = 1;
    /// They were restored on it.
    pub(in super::super) const RESTORED: i64 = 2;
    /// They are on its instructor's roster.
    pub(in super::super) const ROSTER: i64 = 4;
}

const PERSON: Insert = Insert {
    table: "person",
    columns: &[
        ("ward", Kind::Blob),
        ("person", Kind::Blob),
        ("group_name", Kind::Text),
        ("key", Kind::Blob),
    ],
    then: "ON CONFLICT (ward, person) DO NOTHING RETURNING person",
};

const LOG: Insert = Insert {
    table: "log",
    columns: &[
        ("ward", Kind::Blob),
        ("log", Kind::Blob),
        ("device", Kind::Blob),
        ("person", Kind::Blob),
        ("key", Kind::Blob),
    ],
    then: "ON CONFLICT (ward, log) DO NOTHING RETURNING log",
};

const VISIBLE: Insert = Insert {
    table: "visible",
    columns: &[
        ("ward", Kind::Blob),
        ("device", Kind::Blob),
        ("person", Kind::Blob),
        ("position", Kind::Integer),
        ("reasons", Kind::Integer),
    ],
    then: "ON CONFLICT (ward, device, person) \
           DO UPDATE SET reasons = visible.reasons | excluded.reasons",
};

const GROUP: Insert = Insert {
    table: "ward_group",
    columns: &[("ward", Kind::Blob), ("group_name", Kind::Text), ("people", Kind::Integer)],
    then: "ON CONFLICT (ward, group_name) DO UPDATE SET people = ward_group.people + excluded.people",
};

/// Adds the logs that aren't known, and the people whom they are about; `sender_groups` has the
/// group for whoever comes without one. From then on the people are visible to those who write
/// about them, and, if they are new, to the instructor named.
pub(super) async fn add_logs(
    write: &mut Write<'_>,
    logs: &[(&NewLog, Option<&str>)],
) -> Result<BTreeSet<PersonId>> {
    let ward = write.ward;
    let mut people = BTreeMap::new();
    for (log, sender_group) in logs {
        people.entry(log.person).or_insert((*log, log.group.as_deref().or(*sender_group)));
    }
    let rows = people.iter().map(|(person, (log, group))| {
        values![ward, person.0, group_name(*group), maybe(log.key.map(|key| key.0))]
    });
    let added = write.insert(&PERSON, rows.collect()).await?;
    let mut new = BTreeSet::new();
    for mut row in added {
        new.insert(PersonId(row.take(0)?));
    }
    let joined = new.iter().filter_map(|person| people.get(person)).map(|(_, group)| (*group, 1));
    count_people(write, joined).await?;
    let mut seen = BTreeMap::new();
    let rows = logs.iter().map(|(log, _)| {
        seen.insert(log.log.0, *log);
        values![ward, log.log.0, log.device.0, log.person.0, log.card_key.0]
    });
    let rows = rows.collect();
    let (mut visible, mut of_known) = (Vec::new(), Vec::new());
    for mut row in write.insert(&LOG, rows).await? {
        let Some(log) = seen.get(&row.take::<[u8; 16]>(0)?) else { continue };
        if !new.contains(&log.person) {
            of_known.push(values![ward, log.log.0, log.person.0]);
        }
        visible.push((log.device, log.person, reason::OWN));
        if let (Some(instructor), true) = (log.instructor, new.contains(&log.person)) {
            visible.push((instructor, log.person, reason::ROSTER));
        }
    }
    // No key of somebody who was erased is kept.
    let forget = "UPDATE log SET key = NULL WHERE ward = $1 AND log = $2 AND EXISTS (SELECT 1 \
                  FROM person WHERE ward = $1 AND person = $3 AND erased IS NOT NULL)";
    write.each(forget, of_known).await?;
    // Whoever was visible before they were known becomes so now.
    let anew = "UPDATE visible SET position = $3 WHERE ward = $1 AND person = $2";
    let mut moves = Vec::new();
    for person in &new {
        moves.push(values![ward, person.0, write.next()]);
    }
    write.each(anew, moves).await?;
    show(write, visible).await?;
    Ok(new)
}

/// Makes people visible to devices.
pub(super) async fn show(
    write: &mut Write<'_>,
    visible: Vec<(DevicePublicKey, PersonId, i64)>,
) -> Result<()> {
    let ward = write.ward;
    let mut reasons = BTreeMap::new();
    for (device, person, reason) in visible {
        *reasons.entry((device.0, person)).or_insert(0) |= reason;
    }
    let mut rows = Vec::new();
    for ((device, person), reasons) in reasons {
        rows.push(values![ward, device, person.0, write.next(), reasons]);
    }
    write.insert(&VISIBLE, rows).await.map(drop)
}

/// Counts people as they join groups and leave them.
pub(super) async fn count_people(
    write: &mut Write<'_>,
    changes: impl Iterator<Item = (Option<&str>, i64)>,
) -> Result<()> {
    let ward = write.ward;
    let mut groups = BTreeMap::new();
    for (group, change) in changes {
        *groups.entry(group_name(group)).or_insert(0) += change;
    }
    let rows = groups.into_iter().map(|(group, change)| values![ward, group, change]).collect();
    write.insert(&GROUP, rows).await.map(drop)
}

/// The groups of these devices, as far as they are known and have one.
pub(super) async fn groups_of_devices(
    write: &mut Write<'_>,
    devices: &BTreeSet<[u8; 32]>,
) -> Result<BTreeMap<[u8; 32], String>> {
    let sql = "SELECT group_name FROM device WHERE ward = $1 AND device = $2 AND group_name <> ''";
    let each = devices.iter().map(|device| values![write.ward, maybe(Some(*device))]).collect();
    let mut groups = BTreeMap::new();
    for (device, row) in devices.iter().zip(write.first_of_each(sql, each).await?) {
        if let Some(mut row) = row {
            groups.insert(*device, row.take(0)?);
        }
    }
    Ok(groups)
}
