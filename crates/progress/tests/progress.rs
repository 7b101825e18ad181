//! What progress says of a learner's history, and that no order or repetition changes it.

use progress::{LessonProgress, Progress};
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
    let expected = format!("010671722d70617901{log}020100ac020180d4cbf0aa680300010001");
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
