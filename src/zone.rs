//! How far the clocks of the place are from UTC, as the system says: on a desktop by `TZ` and
//! `/etc/localtime`, on Android by the property `persist.sys.timezone` and the system's own tables.
//! Never guessed from a language or a network.

use engine::calendar::Offset;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Here and now; Viet Nam's where the system doesn't say. Asked often: what it reads is kept for some
/// minutes.
#[must_use]
pub fn here() -> Offset {
    let Ok(zone) = TimeZone::try_system() else { return Offset::VIETNAM };
    let seconds = zone.to_offset(Timestamp::now()).seconds();
    Offset::of_minutes(i64::from(seconds).div_euclid(60)).unwrap_or_default()
}
