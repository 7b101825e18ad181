//! What is handed on above the ward: no number about fewer than five people, also by subtraction.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use hub::http::api::aggregate::{FEWEST, of};
use hub::http::api::{Aggregate, Cell};
use hub::storage::Figure;
use proptest::collection::vec;
use proptest::prelude::*;

/// People, and of each lesson how many opened and passed it, in one group.
type Group = (u64, Vec<(u64, u64)>);

fn figures(groups: &[Group]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (number, (people, lessons)) in groups.iter().enumerate() {
        for (lesson, (opened, passed)) in lessons.iter().enumerate() {
            figures.push(Figure {
                // The first are without a group.
                group: (number > 0).then(|| format!("Tổ {number}")),
                lesson: format!("lesson-{lesson}").into(),
                people: *people,
                opened: *opened,
                passed: *passed,
            });
        }
    }
    figures
}

fn group() -> impl Strategy<Value = Group> {
    let lesson =
        |people: u64| (0..=people).prop_flat_map(move |opened| (Just(opened), 0..=opened)).boxed();
    prop_oneof![0..8_u64, 0..60_u64]
        .prop_flat_map(move |people| (Just(people), vec(lesson(people), 3)))
}

/// Everything that can be had about one lesson by adding what is shown of some groups and taking
/// it from something else that is shown: each has to be about five people, or about nobody's
/// choice at all.
fn told(aggregate: &Aggregate, lesson: usize) -> Vec<(String, i64)> {
    let lesson = &aggregate.lessons[lesson];
    let mut numbers: Vec<(String, i64)> = Vec::new();
    let parts = aggregate.groups.len();
    let measure = [
        ("opened", (|cell: &Cell| cell.opened) as fn(&Cell) -> Option<u64>),
        ("passed", |cell: &Cell| cell.passed),
    ];
    let people: Vec<u64> = aggregate.groups.iter().map(|group| group.people).collect();
    for some in 1..(1_u32 << parts) {
        let chosen: Vec<usize> = (0..parts).filter(|at| some & (1 << at) != 0).collect();
        let sum = |of: fn(&Cell) -> Option<u64>| {
            let numbers = chosen.iter().map(|at| of(&lesson.groups[*at]));
            numbers.sum::<Option<u64>>().map(|sum| sum as i64)
        };
        let all_people: u64 = chosen.iter().map(|at| people[*at]).sum();
        let whole = chosen.len() == parts;
        for (name, of) in measure {
            if let Some(number) = sum(of) {
                numbers.push((format!("{name} of {chosen:?}"), number));
                numbers.push((format!("not {name} of {chosen:?}"), all_people as i64 - number));
            }
            if let (Some(all), Some(number)) = (of(&lesson.all), sum(of))
                && !whole
            {
                let rest = aggregate.people.unwrap() - all_people;
                numbers.push((format!("{name} of the rest of {chosen:?}"), all as i64 - number));
                let not = rest as i64 - (all as i64 - number);
                numbers.push((format!("not {name} of the rest of {chosen:?}"), not));
            }
        }
        if let (Some(opened), Some(passed)) = (sum(measure[0].1), sum(measure[1].1)) {
            numbers.push((format!("opened, not passed, of {chosen:?}"), opened - passed));
            if let (Some(all_opened), Some(all_passed)) = (lesson.all.opened, lesson.all.passed)
                && !whole
            {
                let rest = (all_opened as i64 - opened) - (all_passed as i64 - passed);
                numbers.push((format!("opened, not passed, of the rest of {chosen:?}"), rest));
            }
        }
    }
    for (name, of) in measure {
        if let Some(all) = of(&lesson.all) {
            numbers.push((format!("{name} of all"), all as i64));
            let not = aggregate.people.unwrap() as i64 - all as i64;
            numbers.push((format!("not {name} of all"), not));
        }
    }
    if let (Some(opened), Some(passed)) = (lesson.all.opened, lesson.all.passed) {
        numbers.push(("opened, not passed, of all".to_owned(), opened as i64 - passed as i64));
    }
    numbers
}

proptest! {
    #[test]
    fn no_number_is_about_fewer_than_five_people(groups in vec(group(), 0..6)) {
        let figures = figures(&groups);
        let aggregate = of(&figures);
        for group in &aggregate.groups {
            prop_assert!(group.people >= FEWEST, "{:?}", group);
        }
        for lesson in 0..aggregate.lessons.len() {
            for (what, number) in told(&aggregate, lesson) {
                prop_assert!(number >= FEWEST as i64, "{what} is {number}: {aggregate:?}");
            }
        }
    }

    #[test]
    fn what_is_shown_is_true(groups in vec(group(), 0..6)) {
        let figures = figures(&groups);
        let aggregate = of(&figures);
        for (at, part) in aggregate.groups.iter().enumerate() {
            let Some(name) = &part.group else { continue };
            for lesson in &aggregate.lessons {
                let row = figures.iter().find(|row| {
                    row.group.as_ref() == Some(name) && row.lesson.as_str() == lesson.lesson
                });
                let row = row.unwrap();
                prop_assert_eq!(part.people, row.people);
                let cell = lesson.groups[at];
                prop_assert!(cell.opened.is_none_or(|opened| opened == row.opened));
                prop_assert!(cell.passed.is_none_or(|passed| passed == row.passed));
            }
        }
    }
}

#[test]
fn a_small_group_hides_behind_a_larger_one() {
    let groups = [(0, vec![]), (30, vec![(20, 10)]), (40, vec![(20, 10)]), (3, vec![(3, 3)])];
    let aggregate = of(&figures(&groups));
    let shown: Vec<_> =
        aggregate.groups.iter().map(|part| (part.group.as_deref(), part.people)).collect();
    assert_eq!(shown, [(Some("Tổ 2"), 40), (None, 33)]);
    let lesson = &aggregate.lessons[0];
    assert_eq!(lesson.all, Cell { opened: Some(43), passed: Some(23) });
    assert_eq!(lesson.groups[1], Cell { opened: Some(23), passed: Some(13) });
}

#[test]
fn a_large_ward_is_shown() {
    let groups = [(0, vec![]), (30, vec![(20, 10)]), (40, vec![(25, 12)]), (35, vec![(6, 1)])];
    let aggregate = of(&figures(&groups));
    assert_eq!(aggregate.people, Some(105));
    let lesson = &aggregate.lessons[0];
    // One group passed too rarely: it and the smallest other are left out of `passed`, or
    // everything of the lesson would be known of it.
    assert!(lesson.all.opened.is_some(), "{lesson:?}");
    assert!(lesson.groups.iter().filter(|cell| cell.opened.is_some()).count() >= 1);
}
