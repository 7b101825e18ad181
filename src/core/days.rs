//! Which day it is for whoever has the device: by its clocks, by what hubs said of them, and by the
//! place where it is. The place is told by the shell, and recorded with what the person did, so that
//! what was done before a journey stays on its day.

use engine::calendar::{Calendar, Offset};
use progress::{Clocks, Progress};
use protocol::{Event, UnixMillis};

use super::preferences::{ZONE, preference};
use super::{Core, Update};

/// How far the clock can be behind its own record before the record is doubted, in milliseconds.
const DAY_MILLIS: u64 = 86_400_000;

impl Core {
    /// On a device whose clocks are so far from UTC.
    #[must_use]
    pub fn with_offset(mut self, here: Offset) -> Self {
        self.here = here;
        self
    }

    /// The device was taken elsewhere, or summer time began or ended there.
    pub(super) fn moved(&mut self, here: Offset) -> Vec<Update> {
        if std::mem::replace(&mut self.here, here) == here {
            return Vec::new();
        }
        vec![Update::Show(Box::new(self.view()))]
    }

    /// The person's days.
    pub(super) fn calendar(&self) -> Calendar {
        let now = self.stamp.wall;
        let mut calendar = Calendar::recorded(&self.preferences.zone, now.plus_millis(DAY_MILLIS));
        calendar.arrive(now, self.here);
        calendar
    }

    /// What whoever has the device has learnt, seen from this moment.
    pub(super) fn progress(&self) -> Progress {
        let clocks = Clocks {
            now: Some(self.stamp),
            pins: self.synced.pins.clone(),
            calendar: self.calendar(),
        };
        let progress = self.person.and_then(|person| self.store.progress(person).ok());
        progress.unwrap_or_default().seen_by(&clocks)
    }

    /// That the person is elsewhere than was recorded last, if they are.
    pub(super) fn arrival(&self) -> Option<Event> {
        let recorded = Calendar::recorded(&self.preferences.zone, UnixMillis(i64::MAX));
        let news = recorded.offset() != self.here;
        news.then(|| preference(ZONE, self.calendar().to_string()))
    }

    /// When clocks in Hanoi show what those here showed at `at`: for what writes days and times.
    pub(super) fn as_in_hanoi(&self, at: UnixMillis) -> UnixMillis {
        let minutes = self.here.minutes() - Offset::VIETNAM.minutes();
        UnixMillis(at.0.saturating_add(i64::from(minutes) * 60_000))
    }
}
