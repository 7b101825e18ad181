//! What a hub's keeper does with everything that is kept: exports it, verifies it, makes the
//! projections anew. Reads log by log, so that millions of events need little memory.

mod export;
mod rebuild;
mod verify;

use std::collections::{BTreeMap, BTreeSet};

use protocol::PersonId;
use segment::PersonKey;

use crate::service::Hub;
use crate::storage::{PersonRow, StorageError, Stored};

pub use export::export;
pub use rebuild::rebuild;
pub use verify::{Finding, Verified, verify};

/// The keys of the people of these segments.
async fn keys(
    hub: &Hub,
    segments: &[Stored],
) -> Result<BTreeMap<PersonId, PersonKey>, StorageError> {
    let people: BTreeSet<_> = segments.iter().map(|stored| stored.owner.person).collect();
    let people: Vec<_> = people.into_iter().collect();
    let rows = hub.store().people(&people).await?;
    let key = |row: PersonRow| Some((row.person, hub.key_of(&row)?));
    Ok(rows.into_iter().flatten().filter_map(key).collect())
}
