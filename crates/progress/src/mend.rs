//! What time it really was, as well as can be told, where a clock was wrong: an estimate from the
//! order of a log, from monotonic clocks, and from what hubs said. It never changes what was
//! recorded, and gates nothing: SYNC.md, *No clock gates anything*.
//!
//! A right clock never goes back in a log. Where a reading is earlier than one before it, either
//! the earlier one was ahead, or this one is behind: behind is what comes forward again after a
//! shorter time than the other would have been ahead for; a clock that was ahead was so since it
//! last leapt as far as it went back. Readings of a clock that was wrong keep their distances from
//! each other, and lie between the right ones around them.
//!
//! | Figure | Source |
//! |---|---|
//! | nothing happened before 2026 | the program did not exist |
//! | a step back of less than two hours is none | clocks drift, and phones set them right again |
//! | readings a year and a month apart are not of one setting | this project's choice |
//! | one day between two starts of which nothing is known | lessons are meant for every day |
//! | the same date in a possible year is possible | who sets a clock by hand gets the year wrong |

use protocol::{ClockPin, Stamp, UnixMillis};
use time::OffsetDateTime;

const DAY: i64 = 86_400_000;
/// 1 January 2026.
const MADE: i64 = 1_767_225_600_000;
/// How far a clock may go back and be right both times.
const SLACK: i64 = 2 * 3_600_000;
/// How far apart two readings of the same setting of a clock can be.
const MOST_APART: i64 = 400 * DAY;
/// How far a clock may be from the hub's and count as right: the monotonic clock stands still while
/// a phone sleeps.
const BESIDE_HUB: i64 = DAY + SLACK;
/// Beyond this no clock is taken at its word: some 285,000 years.
const FARTHEST: i64 = 9_000_000_000_000_000;

/// When something happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// Not before.
    pub earliest: UnixMillis,
    /// Not after; the same where the clock was right.
    pub latest: UnixMillis,
}

impl Window {
    /// A point in time that is known.
    #[must_use]
    pub fn exactly(at: UnixMillis) -> Self {
        Self { earliest: at, latest: at }
    }
}

/// When each of these readings was taken, which come in the order of their log; what the clock says
/// at this moment is the last of them. Never decreases from one to the next.
#[must_use]
pub fn mend(readings: &[Stamp], pins: &[ClockPin]) -> Vec<Window> {
    let readings: Vec<Reading> = readings.iter().map(|stamp| Reading::of(stamp, pins)).collect();
    let mut windows = vec![(0, 0); readings.len()];
    let right = right_ones(&readings);
    let mut left = None;
    for at in right.iter().copied().map(Some).chain([None]) {
        let begin = left.map_or(0, |left| left + 1);
        let run = begin..at.unwrap_or(readings.len());
        place(&readings, run, left, at, &mut windows);
        if let Some(at) = at {
            windows[at] = (readings[at].wall, readings[at].wall);
        }
        left = at;
    }
    // What came later happened no earlier.
    let mut after = (i64::MAX, i64::MAX);
    for window in windows.iter_mut().rev() {
        after = (window.0.min(after.0), window.1.min(after.1));
        *window = (after.0.min(after.1), after.1);
    }
    windows
        .into_iter()
        .map(|(earliest, latest)| Window {
            earliest: UnixMillis(earliest),
            latest: UnixMillis(latest),
        })
        .collect()
}

/// A reading of a device's clocks.
struct Reading {
    boot: u32,
    monotonic: i64,
    wall: i64,
    /// Whether a hub's clock vouches for it.
    firm: bool,
}

impl Reading {
    fn of(stamp: &Stamp, pins: &[ClockPin]) -> Self {
        let monotonic = i64::try_from(stamp.monotonic_millis).unwrap_or(i64::MAX).min(FARTHEST);
        let wall = stamp.wall.0.clamp(-FARTHEST, FARTHEST);
        let mut reading = Self { boot: stamp.boot, monotonic, wall, firm: false };
        let of_boot = pins.iter().filter(|pin| pin.boot == stamp.boot && pin.hub.0 >= MADE);
        let distance = |pin: &&ClockPin| pin.monotonic_millis.abs_diff(stamp.monotonic_millis);
        if let Some(pin) = of_boot.min_by_key(distance) {
            let since = monotonic.saturating_sub_unsigned(pin.monotonic_millis);
            let hub = pin.hub.0.saturating_add(since).clamp(-FARTHEST, FARTHEST);
            if hub.abs_diff(wall) > BESIDE_HUB.unsigned_abs() {
                reading.wall = hub;
            }
            reading.firm = true;
        }
        reading
    }

    fn is_possible(&self) -> bool {
        self.wall >= MADE
    }

    /// How long after `before` this was at the least, if one start of the app had both.
    fn monotonic_since(&self, before: &Self) -> Option<i64> {
        (self.boot == before.boot).then(|| self.monotonic - before.monotonic).filter(|it| *it >= 0)
    }

    /// How long after `before` this was, both by a clock that was wrong.
    fn since(&self, before: &Self) -> i64 {
        let wall = Some(self.wall - before.wall).filter(|wall| (0..=MOST_APART).contains(wall));
        let monotonic = self.monotonic_since(before);
        // Started before it, and yet later: the clock began anew in between.
        let anew = monotonic.is_none() && self.wall - self.monotonic < before.wall;
        match (monotonic, wall.filter(|_| !anew)) {
            (Some(monotonic), wall) => wall.unwrap_or(0).max(monotonic),
            (None, Some(wall)) => wall,
            (None, None) => DAY,
        }
    }
}

/// Which readings are taken at their word.
fn right_ones(readings: &[Reading]) -> Vec<usize> {
    let wall = |at: usize| readings[at].wall;
    let mut right: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < readings.len() {
        if !readings[at].is_possible() {
            at += 1;
            continue;
        }
        let here = wall(at);
        let Some(last) = right.last().copied().filter(|last| here + SLACK < wall(*last)) else {
            right.push(at);
            at += 1;
            continue;
        };
        // The clock went back: the ones ahead of here were wrong, or those from here until it has
        // come forward again.
        let kept = right.iter().rposition(|kept| wall(*kept) <= here).map_or(0, |kept| kept + 1);
        let ahead = &right[kept..];
        let is_firm = |at: &usize| readings[*at].firm;
        let again = (at..readings.len()).find(|later| wall(*later) >= wall(last));
        let behind = at..again.unwrap_or(readings.len());
        let lasted = behind.clone().map(wall).max().unwrap_or(here) - here;
        let shorter = again.is_some() && lasted + DAY / 2 < wall(last) - wall(ahead[0]);
        let is_behind = match (ahead.iter().any(is_firm), behind.clone().any(|at| is_firm(&at))) {
            (true, false) => true,
            (false, true) => false,
            _ => shorter,
        };
        if is_behind {
            at = behind.end;
            continue;
        }
        let first = leap(&right, kept, here, readings);
        right.truncate(first);
        right.push(at);
        at += 1;
    }
    right
}

/// Where the clock leapt that was ahead of `here` from `right[kept]` on at the latest: so far that
/// it explains how far ahead it was. It may have leapt again since; then only the first leap is
/// looked for. Where nothing explains it, it was ahead from the first reading on, or from the first
/// one after which a hub vouched for it.
fn leap(right: &[usize], kept: usize, here: i64, readings: &[Reading]) -> usize {
    let wall = |at: usize| readings[right[at]].wall;
    let gap = |at: usize| wall(at) - wall(at - 1);
    let loose = (0..kept).rev().take_while(|at| !readings[right[*at]].firm).last();
    let from = loose.unwrap_or(kept);
    let mut end = right.len();
    while end > kept {
        let back = wall(end - 1) - here;
        if let Some(at) = (from.max(1)..=kept).rev().find(|at| gap(*at) >= back) {
            return at;
        }
        match (kept + 1..end).max_by_key(|at| gap(*at)).filter(|at| gap(*at) > back / 2) {
            Some(again) => end = again,
            None => break,
        }
    }
    from
}

/// Where the wrong readings in `run` lie, between the right ones before and after them.
fn place(
    readings: &[Reading],
    run: std::ops::Range<usize>,
    left: Option<usize>,
    right: Option<usize>,
    windows: &mut [(i64, i64)],
) {
    let Some(of_run) = readings.get(run.clone()).filter(|of_run| !of_run.is_empty()) else {
        return;
    };
    let (left, right) = (left.map(|at| &readings[at]), right.map(|at| &readings[at]));
    let mut offsets = vec![0];
    for pair in of_run.windows(2) {
        offsets.push(offsets[offsets.len() - 1] + pair[1].since(&pair[0]));
    }
    let (first, last) = (&of_run[0], &of_run[of_run.len() - 1]);
    let room = left.zip(right).map(|(left, right)| right.wall - left.wall);
    if room.is_some_and(|room| offsets[offsets.len() - 1] > room) {
        // The clock was set in between: nothing is known of the distances.
        offsets.fill(0);
    }
    let span = offsets[offsets.len() - 1];
    let lead = left.and_then(|left| first.monotonic_since(left));
    let tail = right.and_then(|right| right.monotonic_since(last));
    let end = right.map(|right| right.wall - tail.unwrap_or(0));
    // When the first and when the last of them were, at the earliest and at the latest.
    let (earliest, latest) = match (left, right, end) {
        (Some(left), Some(right), Some(end)) => {
            let begin = left.wall + lead.unwrap_or(0);
            let before = right.wall - DAY;
            match in_another_year(first.wall, begin, end - span) {
                _ if tail.is_some() || begin + span > before => (begin, end),
                // Whoever sets a clock right does so another day, or else on the day that it showed.
                Some(meant) => (begin, before.max(meant + span)),
                None => (begin, before),
            }
        }
        (None, Some(right), Some(end)) => {
            let end = if tail.is_none() { right.wall - DAY } else { end };
            (end - span, end)
        }
        (Some(left), ..) => {
            let begin = left.wall + lead.unwrap_or(DAY);
            (begin, begin + span)
        }
        _ => (first.wall, first.wall + span),
    };
    for (window, offset) in windows[run].iter_mut().zip(offsets) {
        let at_latest = (latest - span + offset).max(earliest.min(latest));
        *window = ((earliest + offset).min(at_latest), at_latest);
    }
}

/// `wall` in another year, if that lies from `begin` to `end`.
fn in_another_year(wall: i64, begin: i64, end: i64) -> Option<i64> {
    let moment = |millis: i64| {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).ok()
    };
    let (typed, first, last) = (moment(wall)?, moment(begin)?, moment(end)?);
    (first.year()..=last.year()).take(3).find_map(|year| {
        let meant = typed.replace_year(year).ok()?.unix_timestamp_nanos() / 1_000_000;
        i64::try_from(meant).ok().filter(|meant| (begin..=end).contains(meant))
    })
}

#[cfg(test)]
mod tests;
