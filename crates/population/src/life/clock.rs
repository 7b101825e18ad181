//! The clocks of a made-up phone. They run together, apart from what reading each in whole
//! milliseconds makes of it; the wall clock may be wrong.

use protocol::{Stamp, UnixMillis};

use crate::Shape;
use crate::chance::Chance;

const DAY_MICROS: u64 = 86_400_000_000;
const HOUR_MICROS: u64 = DAY_MICROS / 24;
const YEAR_MICROS: u64 = 365 * DAY_MICROS;

/// The clocks of one phone, in microseconds.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    begins_micros: i64,
    /// How far the wall clock is from the truth.
    wrong_micros: i64,
    days: u32,
    /// Since the campaign began.
    now: u64,
    boot: u32,
    /// When the app was started last.
    booted: u64,
}

impl Clock {
    pub(crate) fn of(shape: &Shape, chance: &mut Chance) -> Self {
        // Seconds at most, but for one phone in fifty.
        let wrong = chance.below(4_000_000).cast_signed() - 2_000_000;
        let far = chance.below(2 * YEAR_MICROS).cast_signed() - YEAR_MICROS.cast_signed();
        Self {
            begins_micros: shape.begins.0.saturating_mul(1_000),
            wrong_micros: if chance.happens(20) { far } else { wrong },
            days: shape.days,
            now: 0,
            boot: 0,
            booted: 0,
        }
    }

    /// On to the learner's first day, in the first half of the campaign.
    pub(crate) fn start(&mut self, chance: &mut Chance) {
        let day = chance.below(u64::from(self.days / 2).max(1));
        self.wake(day, chance);
    }

    /// On by some days; false when the campaign is over by then.
    pub(crate) fn next_day(&mut self, days: u32, chance: &mut Chance) -> bool {
        let day = self.now / DAY_MICROS + u64::from(days);
        if day >= u64::from(self.days) {
            return false;
        }
        self.wake(day, chance);
        true
    }

    /// On to some hour of that day's light. Mostly the app is started anew.
    fn wake(&mut self, day: u64, chance: &mut Chance) {
        let hour = day * DAY_MICROS + 6 * HOUR_MICROS + chance.below(14 * HOUR_MICROS);
        self.now = hour.max(self.now);
        if self.boot == 0 || chance.happens(800) {
            self.boot += 1;
            self.booted = self.now;
            self.wait_millis(chance.pause(1_500, 20_000));
        }
    }

    pub(crate) fn wait_millis(&mut self, millis: u64) {
        // The part of a millisecond is anything.
        let part = (self.now ^ self.booted).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        self.now += millis * 1_000 + part % 1_000;
    }

    pub(crate) fn stamp(&self) -> Stamp {
        let wall = self.begins_micros + self.now.cast_signed() + self.wrong_micros;
        Stamp {
            wall: UnixMillis(wall.div_euclid(1_000)),
            boot: self.boot,
            monotonic_millis: (self.now - self.booted) / 1_000,
        }
    }
}
