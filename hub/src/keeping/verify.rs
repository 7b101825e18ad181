//! Checks everything that is kept: every signature, every chain, every count. Changes nothing.

use std::collections::BTreeMap;

use protocol::LogId;
use segment::{Hash, OpenError, Segment};

use crate::service::Hub;
use crate::storage::Stored;

/// What was checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Verified {
    /// Logs.
    pub logs: u64,
    /// Segments.
    pub segments: u64,
    /// Events, each counted once.
    pub events: u64,
    /// Segments whose bodies were erased.
    pub erased: u64,
    /// Segments of a newer version.
    pub newer: u64,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The log, in hexadecimal.
    pub log: String,
    /// The segment's place.
    pub position: u64,
    /// A sentence.
    pub what: &'static str,
}

/// Checks everything.
///
/// # Errors
/// Whatever the storage does; what is wrong with the data is no error but a finding.
pub async fn verify(hub: &Hub) -> anyhow::Result<Verified> {
    let mut verified = Verified::default();
    let mut places = hub.store().places(None).await?;
    places.sort_unstable();
    for of_log in places.chunk_by(|one, two| one.0 == two.0) {
        let positions: Vec<u64> = of_log.iter().map(|(_, _, position)| *position).collect();
        let segments = hub.store().segments_at(&positions).await?;
        let keys = super::keys(hub, &segments).await?;
        check_log(of_log[0].0, &segments, &keys, hub.is_relay(), &mut verified);
    }
    let counted = hub.store().counts().await?.segments;
    if counted != verified.segments {
        verified.findings.push(Finding {
            log: String::new(),
            position: 0,
            what: "the number of segments is not what was counted",
        });
    }
    Ok(verified)
}

fn check_log(
    log: LogId,
    segments: &[Stored],
    keys: &BTreeMap<protocol::PersonId, segment::PersonKey>,
    is_relay: bool,
    verified: &mut Verified,
) {
    let mut ends: BTreeMap<Hash, u64> = BTreeMap::new();
    let mut numbers = std::collections::BTreeSet::new();
    let find =
        |stored: &Stored, what| Finding { log: log.to_string(), position: stored.position, what };
    let parsed: Vec<Option<Segment>> =
        segments.iter().map(|stored| Segment::from_bytes(&stored.bytes).ok()).collect();
    for (stored, segment) in segments.iter().zip(&parsed) {
        if let Some(segment) = segment {
            ends.insert(stored.hash, segment.header().last());
        }
    }
    for (stored, segment) in segments.iter().zip(&parsed) {
        verified.segments += 1;
        let Some(segment) = segment else {
            verified.findings.push(find(stored, "its bytes are no segment"));
            continue;
        };
        let header = segment.header();
        if segment.hash() != stored.hash {
            verified.findings.push(find(stored, "its hash is another"));
        }
        if header.log != log || segment.verify(&stored.owner.device).is_err() {
            verified.findings.push(find(stored, "its signature doesn't hold"));
        }
        // A relay has what came its way: what was before it can have gone another.
        if let Some(previous) = header.previous
            && !is_relay
            // Of somebody who was erased nothing is taken in any more that came late.
            && segment.body().is_some()
            && ends.get(&previous).is_none_or(|last| last + 1 != header.first)
        {
            verified.findings.push(find(stored, "the segment before it is missing"));
        }
        numbers.extend(header.first..=header.last());
        match keys.get(&stored.owner.person).map(|key| segment.open(key)) {
            Some(Ok(_)) => {}
            _ if segment.body().is_none() => verified.erased += 1,
            Some(Err(OpenError::Newer(_))) => verified.newer += 1,
            Some(Err(_)) => {
                verified.findings.push(find(stored, "its person's key doesn't open it"))
            }
            None if is_relay => {}
            None => verified.findings.push(find(stored, "its person's key is missing")),
        }
    }
    verified.logs += 1;
    verified.events += numbers.len() as u64;
}
