//! Makes the projections anew from the segments: after an update of the folds, or when a newer
//! program can read what an older one only kept.

use segment::Segment;

use crate::service::{Hub, facts};
use crate::storage::{SegmentFacts, Stored};

/// How many segments are read at a time.
const BATCH: usize = 2_000;

/// Drops the projections and replays everything; how many segments were replayed.
///
/// # Errors
/// Whatever the storage does. Interrupted, it is begun anew at the next start.
pub async fn rebuild(hub: &Hub) -> anyhow::Result<u64> {
    hub.store().reset_projections().await?;
    let (mut position, mut replayed) = (0, 0);
    loop {
        let segments = hub.store().segments_after(position, BATCH).await?;
        let Some(last) = segments.last() else { break };
        position = last.position;
        replayed += segments.len() as u64;
        let keys = super::keys(hub, &segments).await?;
        let facts = tokio::task::spawn_blocking(move || {
            let read = |stored: &Stored| {
                let key = keys.get(&stored.owner.person)?;
                let events = Segment::from_bytes(&stored.bytes).ok()?.open(key).ok()?;
                let (person, log) = (stored.owner.person, stored.owner.log);
                Some(SegmentFacts { person, log, facts: facts(&events) })
            };
            // Two halves at once: opening is all that takes time.
            let (left, right) = segments.split_at(segments.len() / 2);
            std::thread::scope(|scope| {
                let left = scope.spawn(|| left.iter().filter_map(read).collect::<Vec<_>>());
                let mut all: Vec<_> = right.iter().filter_map(read).collect();
                if let Ok(left) = left.join() {
                    all.splice(0..0, left);
                }
                all
            })
        });
        hub.store().project(&facts.await?).await?;
    }
    hub.store().finish_projections().await?;
    Ok(replayed)
}
