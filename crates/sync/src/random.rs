//! Randomness, handed in: from the system in the app, from a seed in simulations.

use crate::SyncError;

/// Fills what it is given with random bytes, or says that it can't.
pub type Fill = Box<dyn FnMut(&mut [u8]) -> bool + Send>;

/// A source of random bytes.
pub struct Random(Fill);

impl Random {
    /// Randomness from this source.
    #[must_use]
    pub fn new(fill: Fill) -> Self {
        Self(fill)
    }

    /// Random bytes.
    pub(crate) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], SyncError> {
        let mut bytes = [0; N];
        if (self.0)(&mut bytes) { Ok(bytes) } else { Err(SyncError::NoRandomness) }
    }

    /// How long to wait before the next try after `failures` in a row, in milliseconds: twice as
    /// long each time up to an hour, and by chance anything between half of that and all of it, so
    /// that a class that lost its hub doesn't come back at once.
    pub fn backoff_millis(&mut self, failures: u32) -> u64 {
        const FIRST: u64 = 15_000;
        const LONGEST: u64 = 3_600_000;
        let whole = FIRST.saturating_mul(1 << failures.min(16)).min(LONGEST);
        let chance = self.bytes::<8>().map_or(whole, u64::from_le_bytes);
        whole / 2 + chance % (whole / 2 + 1)
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random")
    }
}
