//! How often somebody may try to log in: per name, whoever tries it and whether or not it exists,
//! and per address. A wait ends by itself; nobody is locked out for ever.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Tries in a row for one name.
const PER_NAME: u32 = 5;
/// Then one more after this long.
const NAME_AGAIN: Duration = Duration::from_secs(30);
/// Tries in a row from one address, which a whole office may share.
const PER_ADDRESS: u32 = 30;
/// Then one more after this long.
const ADDRESS_AGAIN: Duration = Duration::from_secs(5);

pub(super) struct Throttle {
    /// By hash: a name may be anything of any length.
    names: DefaultKeyedRateLimiter<[u8; 32]>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
}

fn quota(burst: u32, again: Duration) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(again)
        .unwrap_or_else(|| Quota::per_minute(NonZeroU32::MIN))
        .allow_burst(burst)
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            names: RateLimiter::keyed(quota(PER_NAME, NAME_AGAIN)),
            addresses: RateLimiter::keyed(quota(PER_ADDRESS, ADDRESS_AGAIN)),
        }
    }
}

impl Throttle {
    /// Counts a try; how many seconds to wait where there were too many.
    pub(super) fn check(&self, name: &str, address: IpAddr) -> Result<(), u64> {
        let address = self.addresses.check_key(&address);
        let address = address.and_then(|()| {
            self.names
                .check_key(&blake3::derive_key("camtay 2026-11 name of a try", name.as_bytes()))
        });
        address.map_err(|wait| {
            // What has been refilled long since needn't be remembered.
            self.names.retain_recent();
            self.addresses.retain_recent();
            wait.wait_time_from(DefaultClock::default().now()).as_secs() + 1
        })
    }
}
