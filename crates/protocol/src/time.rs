//! Points in time, as they are stored with an event. Never read from a clock here.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z by the device's wall clock, which may be wrong by years.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct UnixMillis(pub i64);

impl UnixMillis {
    /// Whole milliseconds from `earlier` to `self`; 0 when the clock went backwards.
    #[must_use]
    pub fn millis_since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// The point `millis` later.
    #[must_use]
    pub fn plus_millis(self, millis: u64) -> Self {
        Self(self.0.saturating_add_unsigned(millis))
    }

    /// Whole days (24 hours) from `earlier` to `self`; 0 when the clock went backwards.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> u32 {
        u32::try_from(self.millis_since(earlier) / 86_400_000).unwrap_or(u32::MAX)
    }
}

/// When something happened, by all the clocks a device has: the wall clock may jump, the
/// monotonic one starts anew with every boot. Nothing is ordered or allowed by them.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Stamp {
    /// The wall clock.
    pub wall: UnixMillis,
    /// Tells one boot of the device (or one start of the app) from another.
    pub boot: u32,
    /// Milliseconds since that boot, or start.
    pub monotonic_millis: u64,
}

/// What a hub's clock said when a device's monotonic clock said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockPin {
    /// Of this boot of the device, or start of the app.
    pub boot: u32,
    /// The device's monotonic clock.
    pub monotonic_millis: u64,
    /// The hub's clock.
    pub hub: UnixMillis,
}
