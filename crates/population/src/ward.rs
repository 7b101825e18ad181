//! A made-up ward: who lives where, who learns, who teaches whom.

use std::collections::BTreeMap;
use std::ops::Range;

use protocol::{PersonId, UnixMillis};
use vietnamese::Address;

use crate::chance::Chance;
use crate::learner::NAMES;
use crate::{Curriculum, Diligence, GroupTruth, Learner};

/// What a ward is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// How many people live there, all of whom could learn.
    pub people: u32,
    /// How many residential groups there are, at least one.
    pub groups: u16,
    /// How many of a thousand people never begin.
    pub never_of_thousand: u32,
    /// How many of a thousand people begin and stop midway.
    pub stop_of_thousand: u32,
    /// How many learners an instructor has at most.
    pub roster: usize,
    /// When the campaign begins: midnight in Vietnam.
    pub begins: UnixMillis,
    /// How many days it lasts, and learners come back.
    pub days: u32,
}

impl Default for Shape {
    /// A ward of a city, in its first half year.
    fn default() -> Self {
        Self {
            people: 26_500,
            groups: 26,
            never_of_thousand: 350,
            stop_of_thousand: 350,
            roster: 60,
            // Monday, 2 November 2026, 00:00 in Hanoi.
            begins: UnixMillis(1_793_552_400_000),
            days: 180,
        }
    }
}

/// A residential group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// *Tổ dân phố* and its number.
    pub name: String,
    /// Its learners, by number.
    pub learners: Range<u32>,
}

/// People who live together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// The residential group's index.
    pub group: u16,
    /// Who lives in it, by number.
    pub learners: Range<u32>,
}

/// Somebody who teaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instructor {
    /// Their id.
    pub person: PersonId,
    /// How they are addressed.
    pub address: Address,
    /// What they are called.
    pub name: &'static str,
    /// The residential group's index.
    pub group: u16,
    /// Whom they teach, by number: all who ever begin have one instructor.
    pub roster: Vec<u32>,
}

/// A made-up ward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ward {
    /// The residential groups.
    pub groups: Vec<Group>,
    /// The households.
    pub households: Vec<Household>,
    /// Everybody who could learn, by number.
    pub learners: Vec<Learner>,
    /// Those who teach.
    pub instructors: Vec<Instructor>,
}

impl Ward {
    /// The ward of this shape that follows from `seed`.
    #[must_use]
    pub fn new(seed: u64, shape: &Shape) -> Self {
        let mut chance = Chance::of(&[seed, 0]);
        let count = u32::from(shape.groups.max(1));
        let mut ward = Self {
            groups: Vec::new(),
            households: Vec::new(),
            learners: Vec::new(),
            instructors: Vec::new(),
        };
        for group in 0..shape.groups.max(1) {
            let share =
                |group: u16| (u64::from(shape.people) * u64::from(group) / u64::from(count)) as u32;
            let people = share(group)..share(group + 1);
            let name = format!("Tổ dân phố {}", group + 1);
            ward.settle(seed, shape, group, people.clone(), &mut chance);
            ward.groups.push(Group { name, learners: people });
            ward.teach(shape, group, &mut chance);
        }
        ward
    }

    /// Fills a group with households.
    fn settle(
        &mut self,
        seed: u64,
        shape: &Shape,
        group: u16,
        people: Range<u32>,
        chance: &mut Chance,
    ) {
        let mut next = people.start;
        while next < people.end {
            let size = 1 + chance.below(5) as u32;
            let members = next..people.end.min(next + size);
            let household = self.households.len() as u32;
            for number in members.clone() {
                let mut learner = Learner::new(seed, shape, number, group, household);
                if chance.happens(400) {
                    learner.phone = members.start;
                }
                self.learners.push(learner);
            }
            next = members.end;
            self.households.push(Household { group, learners: members });
        }
    }

    /// Gives those of a group who begin to instructors, as evenly as can be.
    fn teach(&mut self, shape: &Shape, group: u16, chance: &mut Chance) {
        let begin: Vec<u32> = self.of_group(group).map(|learner| learner.number).collect();
        let rosters = begin.len().div_ceil(shape.roster.max(1)).max(1);
        for roster in begin.chunks(begin.len().div_ceil(rosters).max(1)) {
            self.instructors.push(Instructor {
                person: PersonId(chance.id()),
                address: Address::ALL[chance.index(Address::ALL.len())],
                name: NAMES[chance.index(NAMES.len())],
                group,
                roster: roster.to_vec(),
            });
        }
    }

    /// Those of a group who begin.
    fn of_group(&self, group: u16) -> impl Iterator<Item = &Learner> {
        let begins = move |learner: &&Learner| {
            learner.group == group && learner.diligence != Diligence::Never
        };
        self.learners.iter().filter(begins)
    }

    /// What is true of each group, in their order.
    #[must_use]
    pub fn truth(&self, curriculum: &Curriculum) -> Vec<GroupTruth> {
        let lessons = curriculum.lessons();
        let none: BTreeMap<_, _> = lessons.iter().map(|lesson| (lesson.id.clone(), 0)).collect();
        let mut groups: Vec<GroupTruth> = self
            .groups
            .iter()
            .map(|group| GroupTruth {
                people: group.learners.len() as u32,
                passed: none.clone(),
                ..GroupTruth::default()
            })
            .collect();
        for learner in self.learners.iter().filter(|one| one.diligence != Diligence::Never) {
            let truth = learner.truth(curriculum);
            let group = &mut groups[usize::from(learner.group)];
            group.begun += 1;
            group.events += truth.events;
            group.passed_all += u32::from(truth.passed() == lessons.len());
            for (lesson, _) in truth.lessons.iter().filter(|(_, lesson)| lesson.is_passed()) {
                *group.passed.entry(lesson.clone()).or_default() += 1;
            }
        }
        groups
    }
}
