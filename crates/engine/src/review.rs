//! When a lesson that was passed should be asked again: fixed steps first, then FSRS.
//!
//! Pure: the times come in with the history, and the days with a calendar. It never refuses a
//! history, however wrong the clock was that dated it, and it knows nothing of lessons, screens or
//! storage. When something happened can be uncertain: of what is possible, what brings a review
//! sooner is taken, and that a review was done on the day it was due for.
//!
//! | Figure | Source |
//! |---|---|
//! | steps on days 1, 3, 7, 21, then FSRS | UX.md, Teaching |
//! | FSRS-6 and its 21 default parameters | the `fsrs` crate, `DEFAULT_PARAMETERS` |
//! | desired retention 0.9 | FSRS's own default; its forgetting curve is defined by R(S) = 0.9 |
//! | at most 365 days between reviews | this project's choice: screens change within a year |
//! | days begin at midnight where the learner is | see [`Calendar`] |

use fsrs::{FSRS, FSRSItem, FSRSReview};
use protocol::UnixMillis;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;

/// The days after passing on which the first reviews are due.
pub const STEP_DAYS: [i64; 4] = [1, 3, 7, 21];
/// The longest time between two reviews, in days.
pub const MAX_INTERVAL_DAYS: u32 = 365;
/// The probability of recall at which FSRS asks again.
pub const DESIRED_RETENTION: f32 = 0.9;

/// A check (*Kiểm tra*) that came to its end: the one that passed the lesson, or a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Review {
    /// When it ended: the earliest that it can have been.
    pub at: UnixMillis,
    /// The latest that it can have been; the same where the clock was right.
    pub latest: UnixMillis,
    /// Slips in it.
    pub slips: u16,
    /// Whether it was passed.
    pub passed: bool,
}

impl Review {
    /// A check whose time is known.
    #[must_use]
    pub fn exactly(at: UnixMillis, slips: u16, passed: bool) -> Self {
        Self { at, latest: at, slips, passed }
    }

    /// The day on which it was done, if it was asked on `due` or later: that day itself, where it
    /// can have been. None where it was done before.
    fn day_from(&self, due: i64, calendar: &Calendar) -> Option<i64> {
        let (earliest, latest) = (calendar.day(self.at), calendar.day(self.latest));
        (latest >= due).then(|| earliest.max(due))
    }
}

/// When the lesson should be asked again: the midnight that begins the day, so that a
/// learner who comes a little earlier each morning still finds it waiting. `None` until a check
/// was passed.
///
/// `history` holds the checks in any order; those before the first passed one don't count. Each
/// step is taken when the review before it was passed on its day or later, and is measured from
/// that review when it came late. A pass before its day changes nothing in the steps. A failed
/// review is due again the next day and steps back one. Never earlier than the last check.
#[must_use]
pub fn next_review(history: &[Review], calendar: &Calendar) -> Option<UnixMillis> {
    let mut checks = history.to_vec();
    checks.sort_unstable();
    let first = checks.iter().position(|check| check.passed)?;
    let counted = &checks[first..];
    let passed_on = calendar.day(counted[0].at);

    let mut step = 0_usize;
    let mut due = passed_on.saturating_add(STEP_DAYS[0]);
    let mut days = vec![passed_on];
    for (index, check) in counted.iter().enumerate().skip(1) {
        let earliest = calendar.day(check.at);
        let on_time = check.day_from(due, calendar);
        days.push(on_time.unwrap_or(earliest));
        let interval = || interval_days(&counted[..=index], &days);
        if !check.passed {
            step = step.saturating_sub(1);
            due = earliest.saturating_add(1);
        } else if step >= STEP_DAYS.len() {
            due = due.max(days[index].saturating_add(interval()));
        } else if let Some(today) = on_time {
            step += 1;
            due = match STEP_DAYS.get(step) {
                Some(days) => {
                    let gap = days - STEP_DAYS[step - 1];
                    passed_on.saturating_add(*days).max(today.saturating_add(gap))
                }
                None => today.saturating_add(interval()),
            };
        }
    }
    Some(calendar.begin_of(due))
}

/// FSRS's interval after these checks in order, done on these days, in whole days from 1 to
/// [`MAX_INTERVAL_DAYS`].
fn interval_days(checks: &[Review], days: &[i64]) -> i64 {
    let mut reviews = Vec::with_capacity(checks.len());
    let mut before = None;
    for (check, today) in checks.iter().zip(days.iter().copied()) {
        // Longer than the longest interval is a wrong clock or a long absence: counting it as
        // the longest interval is the careful direction.
        let delta_t = before.map_or(0, |before| {
            let days = u32::try_from(today.saturating_sub(before)).unwrap_or(u32::MAX);
            days.min(MAX_INTERVAL_DAYS)
        });
        reviews.push(FSRSReview { rating: rating(*check), delta_t });
        before = Some(today);
    }
    let model = FSRS::default();
    let days = model
        .memory_state(FSRSItem { reviews }, None)
        .map_or(1.0, |state| model.next_interval(Some(state.stability), DESIRED_RETENTION, 3));
    // `clamp` lets NaN through, and the cast makes 0 of it; hence the second bound.
    (days.round().clamp(1.0, MAX_INTERVAL_DAYS as f32) as i64).max(1)
}

/// FSRS's rating: 1 (again) when failed, 2 (hard) with a slip, 3 (good) without. Never 4 (easy):
/// how much effort it took isn't measured.
fn rating(check: Review) -> u32 {
    match (check.passed, check.slips) {
        (false, _) => 1,
        (true, 0) => 3,
        (true, _) => 2,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::Offset;

    const DAY_MILLIS: i64 = 86_400_000;
    /// 20 October 2026, 09:00 in Hanoi.
    const PASSED: i64 = 1_792_461_600_000;

    fn next_review(history: &[Review]) -> Option<UnixMillis> {
        super::next_review(history, &Calendar::default())
    }

    fn day(at: UnixMillis) -> i64 {
        Calendar::default().day(at)
    }

    fn on(days: i64, slips: u16, passed: bool) -> Review {
        Review::exactly(UnixMillis(PASSED + days * DAY_MILLIS), slips, passed)
    }

    /// Passed without a slip, on one of these days.
    fn between(earliest: i64, latest: i64) -> Review {
        Review { latest: good(latest).at, ..good(earliest) }
    }

    fn good(days: i64) -> Review {
        on(days, 0, true)
    }

    /// The day, counted from the day of `PASSED`, on which the next review is due.
    fn due_day(history: &[Review]) -> Option<i64> {
        next_review(history).map(|due| day(due) - day(UnixMillis(PASSED)))
    }

    /// The gaps between reviews that are each passed on the day they are due.
    fn gaps_when_on_time(count: usize) -> Vec<i64> {
        let mut history = vec![good(0)];
        let mut gaps = Vec::new();
        for _ in 0..count {
            let due = due_day(&history).expect("was passed");
            let last = day(history[history.len() - 1].at) - day(UnixMillis(PASSED));
            gaps.push(due - last);
            history.push(good(due));
        }
        gaps
    }

    #[test]
    fn nothing_is_due_before_a_lesson_is_passed() {
        assert_eq!(next_review(&[]), None);
        assert_eq!(next_review(&[on(0, 4, false), on(1, 2, false)]), None);
    }

    #[test]
    fn the_first_reviews_fall_on_days_1_3_7_and_21() {
        let history = [good(0), good(1), good(3), good(7)];
        let days: Vec<_> = (1..=4).map(|n| due_day(&history[..n])).collect();
        assert_eq!(days, [Some(1), Some(3), Some(7), Some(21)]);
    }

    #[test]
    fn a_review_is_due_from_the_first_minute_of_its_day_in_vietnam() {
        // Midnight of 21 October 2026 in Hanoi.
        assert_eq!(next_review(&[good(0)]), Some(UnixMillis(1_792_515_600_000)));
        let late_evening = Review::exactly(UnixMillis(1_792_515_599_999), 0, true);
        assert_eq!(next_review(&[late_evening]), Some(UnixMillis(1_792_515_600_000)));
    }

    #[test]
    fn a_late_review_moves_the_ones_after_it() {
        assert_eq!(due_day(&[good(0), good(10)]), Some(12));
        assert_eq!(due_day(&[good(0), good(10), good(12)]), Some(16));
    }

    #[test]
    fn practising_again_the_same_day_does_not_hurry_the_steps() {
        let same_day = Review::exactly(UnixMillis(PASSED + 60_000), 0, true);
        assert_eq!(due_day(&[good(0), same_day, same_day]), Some(1));
        assert_eq!(due_day(&[good(0), good(1), good(2)]), Some(3));
    }

    #[test]
    fn a_failed_review_comes_back_the_next_day_and_one_step_lower() {
        let mut history = vec![good(0), good(1), good(3), on(7, 3, false)];
        assert_eq!(due_day(&history), Some(8));
        history.push(good(8));
        assert_eq!(due_day(&history), Some(12), "the 4-day gap from day 3 to day 7 again");
        history.push(good(12));
        assert_eq!(due_day(&history), Some(26), "then the 14-day gap from day 7 to day 21");
    }

    #[test]
    fn a_failed_first_review_stays_at_the_first_step() {
        assert_eq!(due_day(&[good(0), on(1, 5, false), on(2, 5, false)]), Some(3));
        assert_eq!(due_day(&[good(0), on(1, 5, false), good(2)]), Some(4));
    }

    #[test]
    fn after_day_21_fsrs_takes_over_and_the_gaps_grow_to_a_year() {
        let gaps = gaps_when_on_time(10);
        assert_eq!(gaps[..4], [1, 2, 4, 14]);
        assert!(gaps[4] > 21, "{gaps:?}");
        assert_eq!(gaps.last(), Some(&365), "{gaps:?}");
        assert!(gaps.windows(2).all(|pair| pair[0] <= pair[1]), "{gaps:?}");
    }

    #[test]
    fn a_slip_shortens_the_interval_and_a_failure_brings_tomorrow() {
        let steps = [good(0), good(1), good(3), good(7)];
        let after = |check| due_day(&[&steps[..], &[check]].concat()).expect("was passed");
        assert!(after(on(21, 1, true)) < after(good(21)));
        assert_eq!(after(on(21, 4, false)), 22);

        let lapse = [&steps[..], &[good(21), on(90, 4, false), good(91)]].concat();
        let smooth = [&steps[..], &[good(21), good(90)]].concat();
        assert!(due_day(&lapse).expect("passed") - 91 < due_day(&smooth).expect("passed") - 90);
    }

    #[test]
    fn what_can_have_been_done_on_its_day_was_done_on_its_day() {
        let before = [good(0), good(1)];
        assert_eq!(due_day(&[&before[..], &[between(1, 4)]].concat()), Some(7), "as on day 3");
        assert_eq!(due_day(&[&before[..], &[between(1, 2)]].concat()), Some(3), "before its day");
        assert_eq!(due_day(&[&before[..], &[between(5, 9)]].concat()), Some(9), "late");
    }

    #[test]
    fn what_was_passed_or_failed_some_day_is_asked_the_sooner() {
        assert_eq!(due_day(&[between(0, 9)]), Some(1));
        let failed = Review { passed: false, ..between(4, 9) };
        assert_eq!(due_day(&[good(0), good(1), failed]), Some(5));
    }

    #[test]
    fn in_berlin_the_day_begins_at_berlins_midnight() {
        let mut berlin = Calendar::default();
        berlin.arrive(UnixMillis(0), Offset::of_minutes(120).expect("on earth"));
        // 04:00 on 20 October there; 20 hours later is midnight.
        let due = super::next_review(&[good(0)], &berlin).expect("was passed");
        assert_eq!(due.0, PASSED + 20 * 3_600_000);
    }

    fn reviews(at: impl Strategy<Value = i64>) -> impl Strategy<Value = Vec<Review>> {
        let one = (at, 0_i64..40, 0_u16..6, any::<bool>());
        let one = one.prop_map(|(at, unsure, slips, passed)| Review {
            latest: UnixMillis(at.saturating_add(unsure * DAY_MILLIS)),
            ..Review::exactly(UnixMillis(at), slips, passed)
        });
        prop::collection::vec(one, 0..24)
    }

    proptest! {
        #[test]
        fn no_clock_is_so_wrong_that_it_panics(history in reviews(any::<i64>())) {
            let due = next_review(&history);
            prop_assert_eq!(due.is_some(), history.iter().any(|check| check.passed));
        }

        #[test]
        fn due_after_the_last_check_and_within_a_year_of_it(
            history in reviews(-6_000_000_000_000_i64..6_000_000_000_000)
        ) {
            if let Some(due) = next_review(&history) {
                let last = history.iter().map(|check| check.latest).max().expect("not empty");
                let check = history.iter().max().expect("not empty");
                prop_assert!(due > check.at);
                prop_assert!(day(due) - day(last) <= i64::from(MAX_INTERVAL_DAYS));
            }
        }

        #[test]
        fn what_is_uncertain_never_comes_later_than_by_any_of_the_days_that_are_possible(
            days in prop::collection::vec((0_i64..3, 0_i64..6, 0_i64..6), 0..3),
        ) {
            // Each review is done on the day it is due or later, as it is asked.
            let (mut known, mut unsure) = (vec![good(0)], vec![good(0)]);
            for (late, earlier, later) in days {
                let last = day(known[known.len() - 1].at) - day(UnixMillis(PASSED));
                let done = due_day(&known).expect("was passed") + late;
                unsure.push(between((done - earlier).max(last), done + later));
                known.push(good(done));
                prop_assert!(due_day(&unsure) <= due_day(&known));
            }
        }

        #[test]
        fn the_order_of_the_history_does_not_matter(
            history in reviews(PASSED..PASSED + 400 * DAY_MILLIS), by in 0_usize..24
        ) {
            let mut turned = history.clone();
            turned.reverse();
            let by = by % turned.len().max(1);
            turned.rotate_left(by);
            prop_assert_eq!(next_review(&history), next_review(&turned));
        }

        #[test]
        fn good_recalls_after_day_21_never_shorten_the_interval(
            late in prop::collection::vec(0_i64..40, 12)
        ) {
            let mut history = vec![good(0), good(1), good(3), good(7), good(21)];
            let mut last_gap = 0;
            for days in late {
                let last = day(history[history.len() - 1].at) - day(UnixMillis(PASSED));
                let due = due_day(&history).expect("was passed");
                prop_assert!(due - last >= last_gap, "{} < {last_gap}", due - last);
                last_gap = due - last;
                history.push(good(due + days));
            }
        }
    }
}
