//! Clocks that were wrong in every way, and what is made of them.

use proptest::prelude::*;

use super::*;

/// 20 October 2026, 09:00 in Hanoi.
const START: i64 = 1_792_461_600_000;
const HOUR: i64 = 3_600_000;
/// Some 98 years: until 2124, and not a whole number of them.
const FAR: i64 = 35_796 * DAY + 5 * HOUR;

/// Each day is a start of its own, at nine in the morning.
fn on(days: &[i64]) -> Vec<Stamp> {
    let starts = (1..).zip(days);
    starts.map(|(boot, day)| stamp(boot, 1_000, START + day * DAY)).collect()
}

fn stamp(boot: u32, monotonic_millis: u64, wall: i64) -> Stamp {
    Stamp { wall: UnixMillis(wall), boot, monotonic_millis }
}

/// The windows in days since `START`, rounded down.
fn days(windows: &[Window]) -> Vec<(i64, i64)> {
    let day = |at: UnixMillis| (at.0 - START).div_euclid(DAY);
    windows.iter().map(|window| (day(window.earliest), day(window.latest))).collect()
}

fn mended(readings: &[i64]) -> Vec<(i64, i64)> {
    days(&mend(&on(readings), &[]))
}

#[test]
fn a_day_in_2124_lies_between_the_days_around_it() {
    let ahead = FAR / DAY + 3;
    assert_eq!(mended(&[0, 1, ahead, 4]), [(0, 0), (1, 1), (1, 3), (4, 4)]);
    assert_eq!(mended(&[0, 1, ahead, ahead + 1, 4]), [(0, 0), (1, 1), (1, 2), (2, 3), (4, 4)]);
}

#[test]
fn the_right_date_in_a_wrong_year_can_have_been_that_day() {
    // 365 days in each, and 24 of 366 from 2028 to 2124 but 2100.
    let years = 98 * 365 + 24;
    for wrong in [3 + years, 3 - 365] {
        let mut readings = on(&[0, 1, wrong, 3]);
        readings[3].wall.0 += HOUR;
        assert_eq!(days(&mend(&readings, &[]))[2], (1, 3), "set right an hour later");
        readings[2].wall.0 += 40 * DAY;
        assert_eq!(days(&mend(&readings, &[]))[2], (1, 2), "or else another day");
    }
}

#[test]
fn a_clock_that_began_in_1970_lies_before_what_came_when_it_was_right() {
    let dead = -START.div_euclid(DAY);
    assert_eq!(mended(&[dead, dead + 1, dead + 2, 9]), [(6, 6), (7, 7), (8, 8), (9, 9)]);
    assert_eq!(mended(&[0, dead, dead + 1, 9]), [(0, 0), (0, 7), (1, 8), (9, 9)]);
}

#[test]
fn a_clock_that_begins_anew_with_every_start_counts_a_day_for_each() {
    let dead = -START.div_euclid(DAY);
    let windows = mend(&on(&[0, 1, dead, dead, dead]), &[]);
    let days = days(&windows);
    assert_eq!(days[1..], [(1, 1), (2, 2), (3, 3), (4, 4)]);
    let stuck: Vec<Stamp> = (3..6).map(|boot| stamp(boot, 5, i64::from(9 - boot))).collect();
    let windows = mend(&[on(&[0, 1]), stuck].concat(), &[]);
    assert_eq!(self::days(&windows)[1..], [(1, 1), (2, 2), (3, 3), (4, 4)]);
}

#[test]
fn a_whole_week_some_months_ahead_is_put_back() {
    let readings = [0, 1, 2, 203, 204, 205, 206, 207, 8];
    let days = mended(&readings);
    assert_eq!(days[..3], [(0, 0), (1, 1), (2, 2)]);
    assert_eq!(days[3..8], [(2, 3), (3, 4), (4, 5), (5, 6), (6, 7)]);
    // Also when the same days have come by the right clock.
    let later = [&readings[..], &[9, 30, 100, 210, 211]].concat();
    assert_eq!(mended(&later)[..9], days[..]);
}

#[test]
fn a_week_some_days_ahead_is_put_back_altogether() {
    let days = mended(&[0, 1, 5, 6, 7, 8, 9, 7, 8, 9, 10]);
    assert_eq!(days[2..7], [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)]);
    assert_eq!(days[7..], [(7, 7), (8, 8), (9, 9), (10, 10)]);
}

#[test]
fn a_clock_that_leapt_twice_leaves_the_days_before_alone() {
    let before = [(0, 0), (1, 1), (2, 2), (3, 3)];
    for further in [FAR / DAY, 320] {
        let days = mended(&[0, 1, 2, 3, 154, further, 15]);
        assert_eq!(days[..4], before);
        assert!(days[4].0 == 3 && days[4].1 <= 14 && days[5].1 <= 14, "{days:?}");
    }
    assert_eq!(mended(&[3, 4, 5, 6, 7, 8, 9, 7])[..2], [(0, 0), (1, 1)], "from the first day on");
}

#[test]
fn one_day_behind_leaves_the_days_before_it_alone() {
    let days = mended(&[0, 1, 2, 3, -90, 5, 6]);
    assert_eq!(days, [(0, 0), (1, 1), (2, 2), (3, 3), (3, 4), (5, 5), (6, 6)]);
}

#[test]
fn what_is_now_is_the_end_of_time_even_when_it_is_early() {
    let days = mended(&[0, 1, 2, 3, -90]);
    assert_eq!(days, [(-94, -94), (-93, -93), (-92, -92), (-91, -91), (-90, -90)]);
}

#[test]
fn a_clock_set_right_while_the_app_runs_is_known_to_the_second() {
    let boot = [
        stamp(7, 1_000, START + FAR),
        stamp(7, 61_000, START + FAR + 60_000),
        stamp(7, 100_000, START + 99_000),
    ];
    let windows = mend(&[on(&[-1]), boot.to_vec()].concat(), &[]);
    assert_eq!(windows[1].latest, UnixMillis(START));
    assert_eq!(windows[2].latest, UnixMillis(START + 60_000));
}

#[test]
fn a_hubs_clock_goes_before_all_others() {
    let pin = ClockPin { boot: 3, monotonic_millis: 61_000, hub: UnixMillis(START + 5 * DAY) };
    let readings = on(&[0, 1, FAR / DAY, 900]);
    let windows = mend(&readings, &[pin]);
    assert_eq!(windows[2], Window::exactly(UnixMillis(START + 5 * DAY - 60_000)));
    // Days ahead of it are wrong, however many they are.
    let readings = on(&[40, 41, 5]);
    assert_eq!(days(&mend(&readings, &[pin])), [(3, 3), (4, 4), (5, 5)]);
}

#[test]
fn clocks_that_drift_are_right() {
    let readings: Vec<Stamp> = (0..60_i64)
        .map(|day| {
            let fast = day * 60_000;
            // Every tenth day it is set right.
            let wall = START + day * DAY + fast % 600_000;
            stamp(day as u32, 1_000, wall)
        })
        .collect();
    let windows = mend(&readings, &[]);
    for (stamp, window) in readings.iter().zip(windows) {
        assert_eq!(window, Window::exactly(stamp.wall));
    }
}

fn any_stamp() -> impl Strategy<Value = Stamp> {
    let wall = prop_oneof![any::<i64>(), 0_i64..5_000_000_000_000, START - DAY..START + 90 * DAY];
    (0_u32..4, any::<u64>(), wall).prop_map(|(boot, monotonic, wall)| stamp(boot, monotonic, wall))
}

fn any_pin() -> impl Strategy<Value = ClockPin> {
    any_stamp().prop_map(|Stamp { wall, boot, monotonic_millis }| ClockPin {
        boot,
        monotonic_millis,
        hub: wall,
    })
}

/// A person who comes on these days, by a right clock, for some minutes each.
fn life() -> impl Strategy<Value = Vec<Stamp>> {
    prop::collection::vec((1_i64..4, 0_i64..12, 1_u64..30), 8..40).prop_map(|days| {
        let (mut day, mut stamps) = (0, Vec::new());
        for (boot, (gap, hour, minutes)) in (1..).zip(days) {
            day += gap;
            let at = START + day * DAY + hour * HOUR;
            stamps.push(stamp(boot, 1_000, at));
            let minutes = minutes * 60_000;
            stamps.push(stamp(boot, 1_000 + minutes, at.saturating_add_unsigned(minutes)));
        }
        stamps
    })
}

proptest! {
    #[test]
    fn no_readings_panic_and_mended_times_never_decrease(
        readings in prop::collection::vec(any_stamp(), 0..60),
        pins in prop::collection::vec(any_pin(), 0..4),
    ) {
        let windows = mend(&readings, &pins);
        prop_assert_eq!(windows.len(), readings.len());
        prop_assert!(windows.iter().all(|window| window.earliest <= window.latest));
        for pair in windows.windows(2) {
            prop_assert!(pair[0].earliest <= pair[1].earliest, "{pair:?}");
            prop_assert!(pair[0].latest <= pair[1].latest, "{pair:?}");
        }
    }

    #[test]
    fn a_right_clock_is_taken_at_its_word(life in life()) {
        for (stamp, window) in life.iter().zip(mend(&life, &[])) {
            prop_assert_eq!(window, Window::exactly(stamp.wall));
        }
    }

    #[test]
    fn one_wrong_day_changes_no_other_and_is_found_about_where_it_was(
        life in life(),
        which in 3_usize..6,
        by in prop_oneof![
            5_i64..40_000, Just(FAR / DAY), -20_000_i64..-12
        ],
    ) {
        let mut wrong = life.clone();
        for stamp in &mut wrong[2 * which..2 * which + 2] {
            stamp.wall.0 += by * DAY + 3 * HOUR;
        }
        let windows = mend(&wrong, &[]);
        for (at, (stamp, window)) in life.iter().zip(windows).enumerate() {
            if at / 2 == which {
                prop_assert!(window.earliest <= stamp.wall, "{window:?} {stamp:?}");
                // To a day: whoever sets a clock right is thought to do so the day after.
                prop_assert!(window.latest.0 + DAY >= stamp.wall.0, "{window:?} {stamp:?}");
            } else {
                prop_assert_eq!(window, Window::exactly(stamp.wall));
            }
        }
    }

    #[test]
    fn while_a_clock_is_ahead_nothing_is_thought_later_than_it_was_once_it_is_right(
        life in life(),
        from in 0_usize..6,
        lasts in 1_usize..8,
        by in 40_i64..40_000,
    ) {
        let mut wrong = life.clone();
        let until = (2 * (from + lasts)).min(life.len() - 2);
        for stamp in &mut wrong[2 * from..until] {
            stamp.wall.0 += by * DAY + 3 * HOUR;
        }
        let windows = mend(&wrong, &[]);
        for (at, (stamp, window)) in life.iter().zip(windows).enumerate() {
            if at >= 2 * from && at < until && from > 0 {
                prop_assert!(window.earliest <= stamp.wall, "{at}: {window:?} {stamp:?}");
                prop_assert!(window.latest.0 + DAY >= stamp.wall.0, "{at}: {window:?} {stamp:?}");
            } else if at >= until {
                prop_assert_eq!(window, Window::exactly(stamp.wall));
            }
        }
    }
}
