//! When a lesson that was passed should be asked again: fixed steps first, then FSRS.
//!
//! Pure: the times come in with the history. It never refuses a history, however wrong the clock
//! was that dated it, and it knows nothing of lessons, screens or storage.
//!
//! | Figure | Source |
//! |---|---|
//! | steps on days 1, 3, 7, 21, then FSRS | UX.md, Teaching |
//! | FSRS-6 and its 21 default parameters | the `fsrs` crate, `DEFAULT_PARAMETERS` |
//! | desired retention 0.9 | FSRS's own default; its forgetting curve is defined by R(S) = 0.9 |
//! | at most 365 days between reviews | this project's choice: screens change within a year |
//! | days begin at midnight UTC+7 | Vietnam has one time zone and no summer time |

use fsrs::{FSRS, FSRSItem, FSRSReview};
use protocol::UnixMillis;
use serde::{Deserialize, Serialize};

/// The days after passing on which the first reviews are due.
pub const STEP_DAYS: [i64; 4] = [1, 3, 7, 21];
/// The longest time between two reviews, in days.
pub const MAX_INTERVAL_DAYS: u32 = 365;
/// The probability of recall at which FSRS asks again.
pub const DESIRED_RETENTION: f32 = 0.9;

const DAY_MILLIS: i64 = 86_400_000;
const ZONE_MILLIS: i64 = 7 * 3_600_000;

/// A check (*Kiểm tra*) that came to its end: the one that passed the lesson, or a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Review {
    /// When it ended, by the device's wall clock.
    pub at: UnixMillis,
    /// Slips in it.
    pub slips: u16,
    /// Whether it was passed.
    pub passed: bool,
}

/// When the lesson should be asked again: the midnight (UTC+7) that begins the day, so that a
/// learner who comes a little earlier each morning still finds it waiting. `None` until a check
/// was passed.
///
/// `history` holds the checks in any order; those before the first passed one don't count. Each
/// step is taken when the review before it was passed on its day or later, and is measured from
/// that review when it came late. A pass before its day changes nothing in the steps. A failed
/// review is due again the next day and steps back one. Never earlier than the last check.
#[must_use]
pub fn next_review(history: &[Review]) -> Option<UnixMillis> {
    let mut checks = history.to_vec();
    checks.sort_unstable();
    let first = checks.iter().position(|check| check.passed)?;
    let counted = &checks[first..];
    let passed_on = day(counted[0].at);

    let mut step = 0_usize;
    let mut due = passed_on.saturating_add(STEP_DAYS[0]);
    for (index, check) in counted.iter().enumerate().skip(1) {
        let today = day(check.at);
        if !check.passed {
            step = step.saturating_sub(1);
            due = today.saturating_add(1);
        } else if step >= STEP_DAYS.len() {
            due = due.max(today.saturating_add(interval_days(&counted[..=index])));
        } else if today >= due {
            step += 1;
            due = match STEP_DAYS.get(step) {
                Some(days) => {
                    let gap = days - STEP_DAYS[step - 1];
                    passed_on.saturating_add(*days).max(today.saturating_add(gap))
                }
                None => today.saturating_add(interval_days(&counted[..=index])),
            };
        }
    }
    Some(begin_of(due))
}

/// As [`next_review`], for a device whose clock says `now`: a check dated more than a day after
/// `now` was dated by a clock that was wrong then, or is wrong now. It counts, but as if done
/// when the last credible check was, so that a single day with the clock in 2059 doesn't silence
/// a lesson for decades. With no credible check at all the review is due now.
#[must_use]
pub fn next_review_by(history: &[Review], now: UnixMillis) -> Option<UnixMillis> {
    let limit = now.plus_millis(DAY_MILLIS.unsigned_abs());
    let credible = history.iter().map(|check| check.at).filter(|at| *at <= limit).max();
    let mut checks = history.to_vec();
    checks.sort_unstable();
    for check in &mut checks {
        match credible {
            Some(last) => check.at = check.at.min(last),
            None => check.at = UnixMillis(0),
        }
    }
    let due = next_review(&checks)?;
    Some(if credible.is_none() { due.min(now) } else { due })
}

/// FSRS's interval after these checks in order, in whole days from 1 to [`MAX_INTERVAL_DAYS`].
fn interval_days(checks: &[Review]) -> i64 {
    let mut reviews = Vec::with_capacity(checks.len());
    let mut before = None;
    for check in checks {
        let today = day(check.at);
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

/// The day in Vietnam on which `at` falls, counted from 1970-01-01.
fn day(at: UnixMillis) -> i64 {
    at.0.saturating_add(ZONE_MILLIS).div_euclid(DAY_MILLIS)
}

/// The first millisecond of that day.
fn begin_of(day: i64) -> UnixMillis {
    UnixMillis(day.saturating_mul(DAY_MILLIS).saturating_sub(ZONE_MILLIS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 20 October 2026, 09:00 in Hanoi.
    const PASSED: i64 = 1_792_461_600_000;

    fn on(days: i64, slips: u16, passed: bool) -> Review {
        Review { at: UnixMillis(PASSED + days * DAY_MILLIS), slips, passed }
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
        let late_evening = Review { at: UnixMillis(1_792_515_599_999), slips: 0, passed: true };
        assert_eq!(next_review(&[late_evening]), Some(UnixMillis(1_792_515_600_000)));
    }

    #[test]
    fn a_late_review_moves_the_ones_after_it() {
        assert_eq!(due_day(&[good(0), good(10)]), Some(12));
        assert_eq!(due_day(&[good(0), good(10), good(12)]), Some(16));
    }

    #[test]
    fn practising_again_the_same_day_does_not_hurry_the_steps() {
        let same_day = Review { at: UnixMillis(PASSED + 60_000), slips: 0, passed: true };
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
    fn a_check_dated_in_2059_does_not_silence_a_lesson() {
        let (now, far) = (UnixMillis(PASSED + 2 * DAY_MILLIS), good(12_000));
        assert_eq!(next_review_by(&[far], now), Some(UnixMillis(61_200_000)), "due at once");
        let due = next_review_by(&[good(0), far], now).expect("was passed");
        assert_eq!(due, next_review(&[good(0)]).expect("was passed"));
        assert_eq!(next_review_by(&[good(0), good(1)], now), next_review(&[good(0), good(1)]));
    }

    fn reviews(at: impl Strategy<Value = i64>) -> impl Strategy<Value = Vec<Review>> {
        let one = (at, 0_u16..6, any::<bool>());
        let one = one.prop_map(|(at, slips, passed)| Review { at: UnixMillis(at), slips, passed });
        prop::collection::vec(one, 0..24)
    }

    proptest! {
        #[test]
        fn no_clock_is_so_wrong_that_it_panics(history in reviews(any::<i64>()), now: i64) {
            let due = next_review(&history);
            prop_assert_eq!(due.is_some(), history.iter().any(|check| check.passed));
            let by = next_review_by(&history, UnixMillis(now));
            prop_assert_eq!(by.is_some(), due.is_some());
        }

        #[test]
        fn due_after_the_last_check_and_within_a_year_of_it(
            history in reviews(-6_000_000_000_000_i64..6_000_000_000_000)
        ) {
            if let Some(due) = next_review(&history) {
                let last = history.iter().map(|check| check.at).max().expect("not empty");
                prop_assert!(due > last);
                prop_assert!(day(due) - day(last) <= i64::from(MAX_INTERVAL_DAYS));
            }
        }

        #[test]
        fn with_a_known_now_nothing_waits_longer_than_a_year_and_a_day(
            history in reviews(any::<i64>()), now in 0_i64..4_000_000_000_000
        ) {
            if let Some(due) = next_review_by(&history, UnixMillis(now)) {
                prop_assert!(due.0 <= now + DAY_MILLIS * i64::from(MAX_INTERVAL_DAYS + 1));
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
