//! What the dashboard reads beside [`SegmentStore`](super::SegmentStore). Reads only.

use async_trait::async_trait;
use protocol::{PersonId, UnixMillis};
use segment::DevicePublicKey;

use super::{LearnerSummary, Result};

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

    /// When the hub last got something about anybody, by its clock.
    async fn last_received(&self) -> Result<Option<UnixMillis>>;
}
