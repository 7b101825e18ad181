//! Leaves out of the ward's figures what is about fewer than five people, also by subtraction:
//! passed from opened, opened from people, groups from the whole.
//!
//! First the groups: those of fewer than five people are put together with the smallest others
//! until what is shown has five. Then lesson by lesson: one set of measures (opened and passed, or
//! one of them) is shown for every group in which each step from people to opened to passed leaves
//! out at least five; for the groups that aren't shown, together, the same has to hold, or the
//! smallest shown group joins them. So everything that can be had by adding and subtracting is a
//! union of parts that have five people each.

use std::collections::BTreeMap;

use super::{Aggregate, AggregateGroup, AggregateLesson, Cell};
use crate::storage::Figure;

/// The fewest people whom a number may be about.
pub const FEWEST: u64 = 5;

/// Some people and a lesson.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    people: u64,
    opened: u64,
    passed: u64,
}

impl std::ops::Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            people: self.people + other.people,
            opened: self.opened + other.opened,
            passed: self.passed + other.passed,
        }
    }
}

/// Which numbers of a lesson are shown.
#[derive(Debug, Clone, Copy)]
struct Measures {
    opened: bool,
    passed: bool,
}

/// From the most telling.
const MEASURES: [Measures; 3] = [
    Measures { opened: true, passed: true },
    Measures { opened: false, passed: true },
    Measures { opened: true, passed: false },
];

impl Measures {
    /// Whether these numbers, and their differences, are each about five people or more.
    fn hold(self, count: Count) -> bool {
        let mut above = count.people;
        let shown = [(self.opened, count.opened), (self.passed, count.passed)];
        let apart = shown.into_iter().filter(|(shown, _)| *shown).all(|(_, number)| {
            let left_out = above.saturating_sub(number);
            above = number;
            left_out >= FEWEST
        });
        apart && above >= FEWEST
    }

    fn cell(self, count: Count) -> Cell {
        Cell {
            opened: self.opened.then_some(count.opened),
            passed: self.passed.then_some(count.passed),
        }
    }
}

/// What of the figures may be handed on.
#[must_use]
pub fn of(figures: &[Figure]) -> Aggregate {
    let parts = parts(figures);
    let people = parts.iter().map(|(_, groups, _)| groups).sum::<u64>();
    let mut lessons: BTreeMap<&str, Vec<Count>> = BTreeMap::new();
    for row in figures {
        let counts = lessons.entry(row.lesson.as_str()).or_insert_with(|| {
            let of = |people: &u64| Count { people: *people, ..Count::default() };
            parts.iter().map(|(_, people, _)| of(people)).collect()
        });
        let part = parts.iter().position(|(.., members)| members.contains(&row.group));
        if let Some(count) = part.and_then(|part| counts.get_mut(part)) {
            count.opened += row.opened;
            count.passed += row.passed;
        }
    }
    Aggregate {
        people: (people >= FEWEST).then_some(people),
        lessons: lessons.into_iter().map(|(name, counts)| lesson(name, &counts)).collect(),
        groups: parts
            .into_iter()
            .map(|(group, people, _)| AggregateGroup { group, people })
            .collect(),
    }
}

type Part = (Option<String>, u64, Vec<Option<String>>);

/// The groups that are shown, and the others together: each has five people or more. People
/// without a group are among the others.
fn parts(figures: &[Figure]) -> Vec<Part> {
    let mut people: BTreeMap<&Option<String>, u64> = BTreeMap::new();
    for row in figures {
        let most = people.entry(&row.group).or_default();
        *most = row.people.max(*most);
    }
    let alone = |group: &Option<String>, people: u64| group.is_some() && people >= FEWEST;
    let (mut shown, mut others): (Vec<_>, Vec<_>) =
        people.into_iter().partition(|(group, people)| alone(group, *people));
    let together =
        |others: &[(&Option<String>, u64)]| others.iter().map(|(_, people)| people).sum();
    while !others.is_empty() && together(&others) < FEWEST && !shown.is_empty() {
        let smallest = shown.iter().enumerate().min_by_key(|(_, (_, people))| *people);
        let at = smallest.map_or(0, |(at, _)| at);
        others.push(shown.remove(at));
    }
    let mut parts: Vec<Part> = shown
        .into_iter()
        .map(|(group, people)| (group.clone(), people, vec![group.clone()]))
        .collect();
    if together(&others) >= FEWEST {
        let members = others.iter().map(|(group, _)| (*group).clone()).collect();
        parts.push((None, together(&others), members));
    }
    parts
}

/// What is shown of a lesson: the measures that show the most.
fn lesson(name: &str, counts: &[Count]) -> AggregateLesson {
    let candidates = MEASURES.into_iter().map(|measures| shown(name, measures, counts));
    let numbers = |lesson: &AggregateLesson| {
        let cells = lesson.groups.iter().chain([&lesson.all]);
        cells.map(|cell| cell.opened.iter().chain(&cell.passed).count()).sum::<usize>()
    };
    let none = AggregateLesson {
        lesson: name.to_owned(),
        all: Cell::default(),
        groups: vec![Cell::default(); counts.len()],
    };
    candidates.fold(none, |best, next| if numbers(&next) > numbers(&best) { next } else { best })
}

fn shown(name: &str, measures: Measures, counts: &[Count]) -> AggregateLesson {
    let mut shown: Vec<bool> = counts.iter().map(|count| measures.hold(*count)).collect();
    let sum = |shown: &[bool], which: bool| {
        let of = counts.iter().zip(shown).filter(|(_, shown)| **shown == which);
        of.fold(Count::default(), |sum, (count, _)| sum + *count)
    };
    while shown.contains(&false) && !measures.hold(sum(&shown, false)) {
        let of_shown = counts.iter().enumerate().filter(|(at, _)| shown[*at]);
        let Some((at, _)) = of_shown.min_by_key(|(_, count)| count.people) else { break };
        shown[at] = false;
    }
    let all = sum(&shown, true) + sum(&shown, false);
    let cell = |(count, shown): (&Count, &bool)| {
        if *shown { measures.cell(*count) } else { Cell::default() }
    };
    AggregateLesson {
        lesson: name.to_owned(),
        all: if measures.hold(all) { measures.cell(all) } else { Cell::default() },
        groups: counts.iter().zip(&shown).map(cell).collect(),
    }
}
