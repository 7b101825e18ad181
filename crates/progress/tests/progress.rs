//! What progress says of a learner's history, and that no order or repetition changes it.

use progress::{Clocks, LessonProgress, Progress};
use proptest::prelude::*;
use protocol::*;

const DAY: i64 = 86_400_000;
/// 20 October 2026, 09:00 in Hanoi.
const START: i64 = 1_792_461_600_000;

fn lesson() -> LessonId {
    LessonId::from("qr-pay")
}

fn recorded(log: u8, seq: u64, wall: i64, event: Event) -> Recorded {
    Recorded {
        n: seq,
        id: EventId { log: LogId([log; 16]), seq },
        author: PersonId([1; 16]),
        subject: PersonId([1; 16]),
        stamp: Stamp { wall: UnixMillis(wall), boot: 1, monotonic_millis: 0 },
        event,
    }
}

fn opened(lesson: LessonId, purpose: Purpose) -> Event {
    let content = ContentHash([0; 8]);
    Event::LessonOpened(LessonOpened { lesson, content, seed: 0, plays_before: 0, purpose })
}

fn finished(lesson: LessonId, stage: Stage, slips: u16, passed: bool) -> Event {
    let purpose = Purpose::Learn;
    Event::StageFinished(StageFinished { lesson, stage, purpose, slips, hints: 0, passed })
}

/// The fold of events that happened one day after the other in one log.
fn days(events: Vec<Event>) -> Progress {
    let numbered = (1..).zip(events);
    let recorded: Vec<_> = numbered
        .map(|(seq, event)| recorded(1, seq, START + DAY * (seq.cast_signed() - 1), event))
        .collect();
    Progress::fold(&recorded)
}

#[test]
fn an_unknown_lesson_has_no_progress() {
    assert_eq!(Progress::default().lesson(&lesson()), LessonProgress::default());
    assert_eq!(Progress::default().plays(&lesson()), 0);
    assert!(Progress::default().due(UnixMillis(i64::MAX)).is_empty());
}

#[test]
fn a_lesson_is_passed_by_its_check() {
    let until_alone = vec![
        opened(lesson(), Purpose::Learn),
        finished(lesson(), Stage::Watch, 0, true),
        finished(lesson(), Stage::Together, 0, true),
        finished(lesson(), Stage::Alone, 9, true),
    ];
    let failed = [until_alone.clone(), vec![finished(lesson(), Stage::Check, 2, false)]].concat();
    let passed = [failed.clone(), vec![finished(lesson(), Stage::Check, 1, true)]].concat();

    let before = days(until_alone).lesson(&lesson());
    assert_eq!(before.stage_reached, Some(Stage::Alone));
    assert_eq!((before.attempts, before.best_slips, before.is_passed()), (0, None, false));

    let failed = days(failed).lesson(&lesson());
    assert_eq!(failed.stage_reached, Some(Stage::Alone), "a failed check doesn't count");
    assert_eq!((failed.attempts, failed.best_slips), (1, Some(2)));
    assert_eq!((failed.passed_at, failed.next_review), (None, None));

    let passed = days(passed).lesson(&lesson());
    assert_eq!(passed.stage_reached, Some(Stage::Check));
    assert_eq!((passed.attempts, passed.best_slips), (2, Some(1)));
    assert_eq!(passed.passed_at, Some(UnixMillis(START + 5 * DAY)));
    assert!(passed.reviews.is_empty());
    assert!(passed.next_review.expect("was passed") > UnixMillis(START + 5 * DAY));
}

#[test]
fn checks_after_passing_are_reviews() {
    let progress = days(vec![
        finished(lesson(), Stage::Check, 0, true),
        finished(lesson(), Stage::Check, 3, false),
        finished(lesson(), Stage::Check, 1, true),
    ]);
    let reviews = progress.lesson(&lesson()).reviews;
    assert_eq!(reviews.iter().map(|review| review.passed).collect::<Vec<_>>(), [false, true]);
    assert_eq!(progress.lesson(&lesson()).passed_at, Some(UnixMillis(START)));
}

#[test]
fn plays_count_every_opening_of_that_lesson() {
    let other = LessonId::from("wifi");
    let progress = days(vec![
        opened(lesson(), Purpose::Learn),
        opened(lesson(), Purpose::Review),
        opened(other.clone(), Purpose::Learn),
    ]);
    assert_eq!((progress.plays(&lesson()), progress.plays(&other)), (2, 1));
    assert_eq!(progress.lessons().count(), 2);
}

#[test]
fn the_longest_due_lesson_comes_first() {
    let (first, second) = (LessonId::from("zebra"), LessonId::from("apple"));
    let progress = days(vec![
        finished(first.clone(), Stage::Check, 0, true),
        finished(second.clone(), Stage::Check, 0, true),
    ]);
    assert!(progress.due(UnixMillis(START)).is_empty());
    let next_day = progress.due(UnixMillis(START + DAY));
    assert_eq!(next_day, std::slice::from_ref(&first));
    assert_eq!(progress.due(UnixMillis(START + 2 * DAY)), [first, second]);
}

#[test]
fn a_copied_phone_that_writes_the_same_number_twice_loses_neither() {
    let one = recorded(1, 1, START, finished(lesson(), Stage::Check, 0, true));
    let other = recorded(1, 1, START + DAY, finished(lesson(), Stage::Check, 1, true));
    let forwards = Progress::fold([&one, &other]);
    assert_eq!(forwards, Progress::fold([&other, &one]));
    assert_eq!(forwards.lesson(&lesson()).attempts, 2);
}

#[test]
fn the_bytes_of_this_version_are_known() {
    let progress = Progress::fold(&[
        recorded(1, 1, START, opened(lesson(), Purpose::Learn)),
        recorded(1, 300, START, finished(lesson(), Stage::Check, 1, true)),
    ]);
    let bytes = progress.to_bytes().expect("encodes");
    let log = "01".repeat(16);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let at = "80d4cbf0aa680100";
    let expected = format!("010671722d70617901{log}020100{at}ac0201{at}0300010001");
    assert_eq!(hex, expected.as_str(), "other bytes need another progress::VERSION");
    assert_eq!(Progress::from_bytes(&bytes).expect("decodes"), progress);
}

#[test]
fn a_placed_lesson_counts_as_passed_and_is_reviewed_after_a_day() {
    let placed = || Event::LessonPlaced(LessonPlaced { lesson: lesson() });
    let progress = days(vec![placed()]);
    let then = progress.lesson(&lesson());
    assert!(then.is_passed() && then.placed);
    assert_eq!((then.attempts, then.best_slips), (0, None), "nothing was tried");
    // From the first hour of the next day in Hanoi.
    assert_eq!(then.next_review, Some(UnixMillis(START + 15 * 3_600_000)));
    assert_eq!(progress.plays(&lesson()), 0);
    let learnt = days(vec![placed(), finished(lesson(), Stage::Check, 0, true)]);
    assert!(!learnt.lesson(&lesson()).placed, "by then it was shown");
    assert_eq!(learnt.lesson(&lesson()).reviews.len(), 1);
}

/// A lesson that was passed on day 0 and is asked again whenever the device says that it is due,
/// by somebody who comes every day. `clock` says what the device's clock shows on a day. The days
/// on which it was asked again.
fn days_of_reviews(days: i64, clock: impl Fn(i64) -> i64) -> Vec<i64> {
    days_of(days, clock, true)
}

/// The same; `busy` says whether she does something else every day.
fn days_of(days: i64, clock: impl Fn(i64) -> i64, busy: bool) -> Vec<i64> {
    let (mut progress, mut asked, mut seq) = (Progress::default(), Vec::new(), 0);
    for day in 0..days {
        let boot = u32::try_from(day).expect("a day");
        let at = |minutes: i64| Stamp {
            wall: UnixMillis(clock(day) + minutes * 60_000),
            boot,
            monotonic_millis: minutes.cast_unsigned() * 60_000,
        };
        let seen = |progress: &Progress, minutes| {
            let clocks = Clocks { now: Some(at(minutes)), ..Clocks::default() };
            progress.clone().seen_by(&clocks)
        };
        let mut does = |progress: &mut Progress, minutes, event| {
            seq += 1;
            progress.record(&Recorded { stamp: at(minutes), ..recorded(1, seq, 0, event) });
        };
        let now = seen(&progress, 0);
        let is_due = now.due(now.times().now()) == [lesson()];
        if day == 0 || is_due {
            does(&mut progress, 1, opened(lesson(), Purpose::Review));
            does(&mut progress, 9, finished(lesson(), Stage::Check, 0, true));
            let now = seen(&progress, 10);
            assert!(now.due(now.times().now()).is_empty(), "asked twice on day {day}");
            let due = now.lesson(&lesson()).next_review.expect("was passed");
            let wait = now.times().calendar().days_between(now.times().now(), due);
            assert!((1..=365).contains(&wait), "in {wait} days, on day {day}");
        }
        if busy {
            does(&mut progress, 20, opened(LessonId::from("wifi"), Purpose::Learn));
        }
        if is_due {
            asked.push(day);
        }
    }
    asked
}

fn right(day: i64) -> i64 {
    START + day * DAY
}

/// 1 January 2124, about noon.
const FAR: i64 = 4_859_697_600_000;

#[test]
fn after_a_day_in_2124_reviews_come_on_their_days() {
    let usual = days_of_reviews(60, right);
    assert_eq!(usual[..4], [1, 3, 7, 21]);
    for wrong in 0..30 {
        let clock = |day| if day == wrong { FAR } else { right(day) };
        let mut asked = days_of_reviews(60, clock);
        // In 2124 everything is due; it changes nothing.
        if !usual.contains(&wrong) {
            asked.retain(|day| *day != wrong);
        }
        assert_eq!(asked, usual, "day {wrong} in 2124");
    }
}

#[test]
fn several_wrong_days_far_apart_change_no_other_day() {
    let usual = days_of_reviews(60, right);
    for busy in [true, false] {
        let clock = |day| match day {
            4 | 12 | 23 | 24 => FAR + day * DAY,
            9 => right(day) + 150 * DAY,
            30 => 600_000,
            _ => right(day),
        };
        let asked = days_of(60, clock, busy);
        let wrong = [4, 9, 12, 23, 24, 30];
        let others: Vec<_> = asked.iter().copied().filter(|day| !wrong.contains(day)).collect();
        let usual: Vec<_> = usual.iter().copied().filter(|day| !wrong.contains(day)).collect();
        assert_eq!(others, usual, "busy: {busy}, all: {asked:?}");
    }
}

#[test]
fn after_a_week_by_a_wrong_clock_reviews_come_when_they_are_due() {
    for (name, from, to, by) in [
        ("months ahead", 9, 16, 200 * DAY),
        ("years ahead from the first day", 0, 6, FAR - START),
        ("days ahead", 9, 16, 3 * DAY),
        ("in 1970, and counting", 9, 16, -START),
        ("in 1970 from the first day", 0, 6, -START),
        ("six hours ahead for good", 5, 60, DAY / 4),
        ("twelve hours behind for good", 5, 60, -DAY / 2),
    ] {
        let clock = |day| if (from..to).contains(&day) { right(day) + by } else { right(day) };
        let asked = days_of_reviews(60, clock);
        let last = asked.iter().copied().filter(|day| *day < 30).max();
        assert!(last >= Some(20) && last <= Some(23), "{name}: {asked:?}");
        assert!(asked.len() >= 4, "{name}: {asked:?}");
    }
}

#[test]
fn a_clock_that_begins_with_1970_at_every_start_keeps_nobody_from_reviews() {
    let asked = days_of_reviews(60, |day| if day < 2 { right(day) } else { 60_000 });
    assert_eq!(asked[..4], [1, 3, 7, 21]);
}

#[test]
fn a_clock_that_is_years_behind_now_loses_nothing_and_asks_again() {
    let asked = days_of_reviews(40, |day| right(day) - if day < 9 { 0 } else { 150 * DAY });
    assert_eq!(asked[..3], [1, 3, 7]);
    assert!(asked.iter().any(|day| (20..=22).contains(day)), "{asked:?}");
}

fn any_recorded() -> impl Strategy<Value = Recorded> {
    let ids = (0_u8..3, 1_u64..12);
    let body = (0_usize..4, 0_usize..4, any::<bool>(), 0_u16..4, -400_i64..400);
    (ids, body).prop_map(|((log, seq), (kind, stage, passed, slips, days))| {
        let lesson = LessonId::from(["qr-pay", "wifi"][usize::from(passed)]);
        let stage = [Stage::Watch, Stage::Together, Stage::Alone, Stage::Check][stage];
        let event = match kind {
            0 => opened(lesson, Purpose::Learn),
            1 => finished(lesson, stage, slips, passed),
            2 => Event::LessonPlaced(LessonPlaced { lesson }),
            _ => Event::StepShown(StepShown { step: slips }),
        };
        recorded(log, seq, START + days * DAY, event)
    })
}

proptest! {
    #[test]
    fn any_order_and_any_duplication_gives_the_same_bytes(
        events in prop::collection::vec(any_recorded(), 0..40)
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
        cut in any::<prop::sample::Index>(),
    ) {
        let (events, mut shuffled) = events;
        if !events.is_empty() {
            shuffled.extend(again.iter().map(|index| index.get(&events).clone()));
        }
        let whole = Progress::fold(&events);
        prop_assert_eq!(whole.to_bytes(), Progress::fold(&shuffled).to_bytes());

        let (left, right) = shuffled.split_at(cut.index(shuffled.len() + 1));
        let mut merged = Progress::fold(right);
        merged.merge(Progress::fold(left));
        prop_assert_eq!(whole.to_bytes(), merged.to_bytes());
        prop_assert_eq!(
            whole.lessons().collect::<Vec<_>>(),
            merged.lessons().collect::<Vec<_>>()
        );
    }

    #[test]
    fn one_wrong_day_leaves_the_reviews_of_all_others_as_they_were(
        wrong in 4_i64..40, by in prop_oneof![5_i64..40_000, -20_000_i64..-50], hour in 0_i64..12,
    ) {
        let clock = |day| {
            let by = by * DAY + hour * 3_600_000;
            if day == wrong { right(day) + by } else { right(day) }
        };
        let others = |asked: Vec<i64>| asked.into_iter().filter(|day| *day != wrong);
        let (asked, usual) = (days_of_reviews(45, clock), days_of_reviews(45, right));
        // While the clock is behind, a review of that day can wait for the next.
        if by > 0 || !usual.contains(&wrong) {
            prop_assert_eq!(others(asked).collect::<Vec<_>>(), others(usual).collect::<Vec<_>>());
        } else {
            prop_assert!(others(asked.clone()).count() + 1 >= usual.len(), "{asked:?}");
        }
    }

    #[test]
    fn only_the_first_telling_is_news(event in any_recorded()) {
        let mut progress = Progress::default();
        let counts = !matches!(event.event, Event::StepShown(_));
        prop_assert_eq!(progress.record(&event), counts);
        prop_assert!(!progress.record(&event));
    }

    #[test]
    fn the_bytes_are_read_back(events in prop::collection::vec(any_recorded(), 0..20)) {
        let progress = Progress::fold(&events);
        let bytes = progress.to_bytes().expect("encodes");
        prop_assert_eq!(Progress::from_bytes(&bytes).expect("decodes"), progress);
    }

    #[test]
    fn damaged_bytes_never_panic(bytes: Vec<u8>) {
        if let Ok(progress) = Progress::from_bytes(&bytes) {
            prop_assert!(progress.lessons().all(|(_, lesson)| lesson.attempts as usize <= bytes.len()));
        }
    }
}
