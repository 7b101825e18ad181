//! What the dashboard reads beside [`SegmentStore`](super::SegmentStore). Reads only.

use std::sync::Arc;

use async_trait::async_trait;
use protocol::{PersonId, UnixMillis};
use segment::{DevicePublicKey, Hash};

use super::sql::{Database, Row};
use super::{LearnerSummary, Result};
use crate::values;

/// Questions of the dashboard.
#[async_trait]
pub trait DashboardStore: Send + Sync + 'static {
    /// Whether the device was enrolled and not revoked.
    async fn is_admitted(&self, device: &DevicePublicKey) -> Result<bool>;

    /// Whether the person is on the roster of the instructor's device, and not erased.
    async fn is_on_roster(&self, instructor: &DevicePublicKey, person: &PersonId) -> Result<bool>;

    /// The learners on the roster of the instructor's device, by id, after `after`, at most
    /// `limit`.
    async fn roster(
        &self,
        instructor: &DevicePublicKey,
        after: Option<PersonId>,
        limit: usize,
    ) -> Result<Vec<LearnerSummary>>;

    /// The groups that have people, by name, and how many; none for people without one.
    async fn groups(&self) -> Result<Vec<(Option<String>, u64)>>;

    /// What was put aside under this name, and who sent it.
    async fn put_aside(&self, hash: &Hash) -> Result<Option<(Option<DevicePublicKey>, Vec<u8>)>>;

    /// When the hub last got something about anybody, by its clock.
    async fn last_received(&self) -> Result<Option<UnixMillis>>;
}

/// The dashboard's questions to the hub's database.
pub struct Dashboard(pub Arc<dyn Database>);

/// In `visible.reasons`: the person is on the device's roster.
const ON_ROSTER: u32 = 4;

#[async_trait]
impl DashboardStore for Dashboard {
    async fn is_admitted(&self, device: &DevicePublicKey) -> Result<bool> {
        let rows = self
            .0
            .query(
                "SELECT 1 FROM device WHERE ward = $1 AND device = $2 AND revoked = 0",
                values![self.0.ward(), device.0],
            )
            .await?;
        Ok(!rows.is_empty())
    }

    async fn is_on_roster(&self, instructor: &DevicePublicKey, person: &PersonId) -> Result<bool> {
        let rows = self
            .0
            .query(
                "SELECT 1 FROM visible JOIN person ON person.ward = visible.ward \
                 AND person.person = visible.person \
                 WHERE visible.ward = $1 AND visible.device = $2 AND visible.person = $3 \
                 AND (visible.reasons & $4) <> 0 AND person.erased IS NULL",
                values![self.0.ward(), instructor.0, person.0, ON_ROSTER],
            )
            .await?;
        Ok(!rows.is_empty())
    }

    async fn roster(
        &self,
        instructor: &DevicePublicKey,
        after: Option<PersonId>,
        limit: usize,
    ) -> Result<Vec<LearnerSummary>> {
        // Every id is longer than no bytes, and so comes after them.
        let after = after.map_or_else(Vec::new, |after| after.0.to_vec());
        let rows = self
            .0
            .query(
                "SELECT person.person, person.group_name, person.last_received, \
                 (SELECT count(*) FROM learner_lesson AS one WHERE one.ward = person.ward \
                  AND one.person = person.person AND one.opened <> 0), \
                 (SELECT count(*) FROM learner_lesson AS one WHERE one.ward = person.ward \
                  AND one.person = person.person AND one.passed <> 0) \
                 FROM visible JOIN person ON person.ward = visible.ward \
                 AND person.person = visible.person \
                 WHERE visible.ward = $1 AND visible.device = $2 AND visible.person > $3 \
                 AND (visible.reasons & $4) <> 0 AND person.erased IS NULL \
                 ORDER BY visible.person LIMIT $5",
                values![self.0.ward(), instructor.0, after, ON_ROSTER, limit],
            )
            .await?;
        rows.into_iter().map(summary).collect()
    }

    async fn groups(&self) -> Result<Vec<(Option<String>, u64)>> {
        let rows = self
            .0
            .query(
                "SELECT group_name, people FROM ward_group WHERE ward = $1 AND people > 0 \
                 ORDER BY group_name",
                values![self.0.ward()],
            )
            .await?;
        let group = |mut row: Row| {
            let name: String = row.take(0)?;
            Ok(((!name.is_empty()).then_some(name), row.take(1)?))
        };
        rows.into_iter().map(group).collect()
    }

    async fn put_aside(&self, hash: &Hash) -> Result<Option<(Option<DevicePublicKey>, Vec<u8>)>> {
        let mut rows = self
            .0
            .query(
                "SELECT sender, bytes FROM quarantine WHERE ward = $1 AND hash = $2",
                values![self.0.ward(), hash.0],
            )
            .await?;
        let Some(row) = rows.first_mut() else { return Ok(None) };
        let sender: Option<[u8; 32]> = row.take(0)?;
        Ok(Some((sender.map(DevicePublicKey), row.take(1)?)))
    }

    async fn last_received(&self) -> Result<Option<UnixMillis>> {
        let rows = self
            .0
            .query("SELECT max(last_received) FROM person WHERE ward = $1", values![self.0.ward()])
            .await?;
        let last: Option<Option<i64>> =
            rows.into_iter().next().map(|mut row| row.take(0)).transpose()?;
        Ok(last.flatten().map(UnixMillis))
    }
}

fn summary(mut row: Row) -> Result<LearnerSummary> {
    let group: String = row.take(1)?;
    let last: Option<i64> = row.take(2)?;
    Ok(LearnerSummary {
        person: PersonId(row.take(0)?),
        group: (!group.is_empty()).then_some(group),
        opened: row.take(3)?,
        passed: row.take(4)?,
        last_received: last.map(UnixMillis),
    })
}
