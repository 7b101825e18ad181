//! When the events of a person happened, seen from one moment: by every clock that is known then,
//! in the days of the place where they are.

use std::collections::BTreeMap;

use engine::calendar::Calendar;
use protocol::{ClockPin, EventId, LogId, Stamp, UnixMillis};

use crate::{Window, mend};

/// What is known of time at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clocks {
    /// What the device's clocks say; none where nobody asks at a moment.
    pub now: Option<Stamp>,
    /// What hubs said.
    pub pins: Vec<ClockPin>,
    /// The days of the place.
    pub calendar: Calendar,
}

/// When everything happened; by default, as the clocks said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times {
    /// Only where it differs from what the clock said, or isn't certain.
    mended: BTreeMap<(EventId, Stamp), Window>,
    calendar: Calendar,
    now: UnixMillis,
}

impl Times {
    pub(crate) fn of_all(stamps: Vec<(EventId, Stamp)>, clocks: &Clocks) -> Self {
        let mut logs: BTreeMap<LogId, Vec<(EventId, Stamp)>> = BTreeMap::new();
        for (id, stamp) in stamps {
            logs.entry(id.log).or_default().push((id, stamp));
        }
        let mut times = Self { calendar: clocks.calendar.clone(), ..Self::default() };
        let mut now: Option<UnixMillis> = None;
        for stamps in logs.values_mut() {
            stamps.sort_unstable();
            let readings: Vec<Stamp> =
                stamps.iter().map(|(_, stamp)| *stamp).chain(clocks.now).collect();
            let windows = mend(&readings, &clocks.pins);
            for (named, window) in stamps.iter().zip(&windows) {
                if *window != Window::exactly(named.1.wall) {
                    times.mended.insert(*named, *window);
                }
            }
            // The log that came farthest knows best.
            let here = clocks.now.and(windows.last()).map(|window| window.earliest);
            now = now.max(here);
        }
        let read = clocks.now.map(|stamp| mend(&[stamp], &clocks.pins)[0].earliest);
        times.now = now.or(read).unwrap_or_default();
        times
    }

    /// When the event with this name, about which the device's clocks said this, happened.
    #[must_use]
    pub fn of(&self, id: EventId, stamp: Stamp) -> Window {
        let mended = self.mended.get(&(id, stamp)).copied();
        mended.unwrap_or(Window::exactly(stamp.wall))
    }

    /// What time it is, as well as can be told; the beginning of 1970 where nobody asked.
    #[must_use]
    pub fn now(&self) -> UnixMillis {
        self.now
    }

    /// The days of the place.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}
