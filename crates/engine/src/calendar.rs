//! Which day it was, or will be, for a person: days are those of the place where they are.
//!
//! A calendar is the list of the places they have been in, each only as its distance from UTC:
//! neither names of places nor tables of the world's time zones are known here. Summer time is a
//! place like any other, and begins when the device says so.
//!
//! | Figure | Source |
//! |---|---|
//! | UTC+7 until a device said something else | Viet Nam has one time zone and no summer time |
//! | at most 14 hours from UTC | the farthest in the IANA tables is Kiribati's, +14:00 |

use std::fmt::{self, Display};

use protocol::UnixMillis;

const DAY_MILLIS: i64 = 86_400_000;
/// A calendar remembers no more places than this; the oldest are forgotten, which moves the
/// midnights of years ago by some hours.
const MOST_PLACES: usize = 40;

/// How far a place's clocks are from UTC, in minutes to the east.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset(i16);

impl Offset {
    /// Viet Nam's.
    pub const VIETNAM: Self = Self(7 * 60);

    /// So many minutes east of UTC; none where no clock on earth is so far from it.
    #[must_use]
    pub fn of_minutes(minutes: i64) -> Option<Self> {
        let minutes = i16::try_from(minutes).ok()?;
        (minutes.abs() <= 14 * 60).then_some(Self(minutes))
    }

    /// In minutes to the east.
    #[must_use]
    pub fn minutes(self) -> i16 {
        self.0
    }

    fn millis(self) -> i64 {
        i64::from(self.0) * 60_000
    }
}

impl Default for Offset {
    fn default() -> Self {
        Self::VIETNAM
    }
}

/// A person's days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Since when they have been at which distance from UTC, by time.
    places: Vec<(UnixMillis, Offset)>,
}

impl Calendar {
    /// What [`Display`] wrote. What can't be read, as a newer version may have written it, is
    /// passed over; so is what is dated after `now`, by a clock that was wrong.
    #[must_use]
    pub fn recorded(text: &str, now: UnixMillis) -> Self {
        let place = |word: &str| {
            let at = word.rfind(['+', '-'])?;
            let (since, minutes) = word.split_at_checked(at)?;
            let since = UnixMillis(since.parse::<i64>().ok()?.checked_mul(1_000)?);
            Some((since, Offset::of_minutes(minutes.parse().ok()?)?))
        };
        let mut places: Vec<_> = text.split_whitespace().filter_map(place).collect();
        places.retain(|(since, _)| *since <= now);
        places.sort_by_key(|(since, _)| *since);
        Self { places }
    }

    /// Where they are now.
    #[must_use]
    pub fn offset(&self) -> Offset {
        self.places.last().map_or(Offset::VIETNAM, |(_, offset)| *offset)
    }

    /// They are here, since `now`; whether that is news.
    pub fn arrive(&mut self, now: UnixMillis, here: Offset) -> bool {
        if here == self.offset() {
            return false;
        }
        let since = self.places.last().map_or(now, |(since, _)| now.max(*since));
        // To the second, as it is written.
        self.places.push((UnixMillis(since.0.div_euclid(1_000).saturating_mul(1_000)), here));
        let forgotten = self.places.len().saturating_sub(MOST_PLACES);
        self.places.drain(..forgotten);
        true
    }

    /// The day on which `at` fell or will fall, counted from 1970-01-01.
    #[must_use]
    pub fn day(&self, at: UnixMillis) -> i64 {
        let there = self.places.iter().rev().find(|(since, _)| *since <= at);
        let offset = there.map_or(Offset::VIETNAM, |(_, offset)| *offset);
        at.0.saturating_add(offset.millis()).div_euclid(DAY_MILLIS)
    }

    /// The midnight that begins that day where they are now.
    #[must_use]
    pub fn begin_of(&self, day: i64) -> UnixMillis {
        let midnight = day.saturating_mul(DAY_MILLIS);
        UnixMillis(midnight.saturating_sub(self.offset().millis()))
    }

    /// Midnights from `earlier` to `later`; 0 when that isn't later.
    #[must_use]
    pub fn days_between(&self, earlier: UnixMillis, later: UnixMillis) -> u32 {
        let days = self.day(later).saturating_sub(self.day(earlier));
        u32::try_from(days.max(0)).unwrap_or(u32::MAX)
    }
}

/// `1792461600+420 1793000000+120`: seconds since 1970, and minutes east of UTC since then.
impl Display for Calendar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (since, offset)) in self.places.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            write!(formatter, "{space}{}{:+}", since.0.div_euclid(1_000), offset.0)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 3_600_000;
    /// 20 October 2026, 09:00 in Hanoi.
    const MORNING: UnixMillis = UnixMillis(1_792_461_600_000);
    const SUMMER: Offset = Offset(120);
    const WINTER: Offset = Offset(60);

    fn after(hours: i64) -> UnixMillis {
        UnixMillis(MORNING.0 + hours * HOUR)
    }

    #[test]
    fn days_are_viet_nams_until_a_device_says_something_else() {
        let mut calendar = Calendar::default();
        assert_eq!(calendar.days_between(after(14), after(15)), 1);
        assert!(!calendar.arrive(MORNING, Offset::VIETNAM));
        assert_eq!(calendar.to_string(), "");
    }

    #[test]
    fn in_berlin_a_day_begins_at_berlins_midnight_in_summer_and_in_winter() {
        let mut calendar = Calendar::default();
        assert!(calendar.arrive(MORNING, SUMMER));
        // 04:00 there; midnight is 20 hours later.
        assert_eq!(calendar.days_between(MORNING, after(19)), 0);
        assert_eq!(calendar.days_between(MORNING, after(20)), 1);
        assert!(calendar.arrive(after(24 * 5), WINTER));
        assert!(!calendar.arrive(after(24 * 6), WINTER));
        assert_eq!(calendar.days_between(MORNING, after(24 * 7 + 20)), 7);
        assert_eq!(calendar.days_between(MORNING, after(24 * 7 + 21)), 8);
        assert_eq!(calendar.day(calendar.begin_of(20_800)), 20_800);
    }

    #[test]
    fn what_was_done_at_home_stays_on_its_day_after_a_flight() {
        let mut calendar = Calendar::default();
        // 05:00 in Hanoi, the evening before in Berlin.
        let early = after(-4);
        let day = calendar.day(early);
        calendar.arrive(after(12), SUMMER);
        assert_eq!(calendar.day(early), day);
    }

    #[test]
    fn what_a_wrong_clock_or_a_newer_version_wrote_is_passed_over() {
        let text = "1792461600+420 4889000000+60 x+9 1792400000+9999 1792461700Europe/Berlin";
        assert_eq!(Calendar::recorded(text, after(1)).to_string(), "1792461600+420");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            moves in prop::collection::vec((0_i64..4_000_000_000, -840_i64..=840), 0..60)
        ) {
            let mut calendar = Calendar::default();
            for (seconds, minutes) in moves {
                let here = Offset::of_minutes(minutes).expect("on earth");
                calendar.arrive(UnixMillis(seconds * 1_000), here);
                prop_assert_eq!(calendar.offset(), here);
            }
            let read = Calendar::recorded(&calendar.to_string(), UnixMillis(i64::MAX));
            prop_assert_eq!(&read, &calendar);
            prop_assert!(calendar.to_string().len() < 1_000);
        }

        #[test]
        fn no_text_and_no_time_panics(text: String, now: i64, at: i64, here in -840_i64..=840) {
            let mut calendar = Calendar::recorded(&text, UnixMillis(now));
            calendar.arrive(UnixMillis(at), Offset::of_minutes(here).expect("on earth"));
            let _ = calendar.begin_of(calendar.day(UnixMillis(at)));
            let _ = calendar.days_between(UnixMillis(now), UnixMillis(at));
        }
    }
}
