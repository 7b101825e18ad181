//! Trying once more to take in what was put aside. Takes nothing out of quarantine: that is done
//! when the segment is durable elsewhere.

use segment::DevicePublicKey;

use super::Hub;
use crate::storage::StorageError;

impl Hub {
    /// Looks through what `sender` sent once, as if it came now; whether it is durable among the
    /// segments after that.
    ///
    /// # Errors
    /// Whatever the storage does.
    pub async fn try_again(
        &self,
        sender: &DevicePublicKey,
        bytes: &[u8],
    ) -> Result<bool, StorageError> {
        let devices = self.store.devices().await?;
        let Some(sender) = devices.into_iter().find(|row| row.device == *sender) else {
            return Ok(false);
        };
        let examined = self.examine(&sender, &[], &[bytes]).await?;
        if examined.intake.segments.is_empty() {
            return Ok(false);
        }
        self.writer.commit(examined.intake).await?;
        self.changed();
        Ok(true)
    }
}
