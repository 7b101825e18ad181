//! The lessons in the order of the path, and plays of them, each made once and then kept.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use content::Catalog;
use engine::Lesson;
use protocol::{LessonId, Purpose};

use crate::{Manner, Play};

/// Of each lesson, picture and manner so many plays differ.
pub(crate) const SALTS: u64 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) lesson: u16,
    pub(crate) seed: u64,
    pub(crate) plays_before: u32,
    pub(crate) purpose: u8,
    pub(crate) manner: Manner,
    pub(crate) salt: u64,
}

/// What is taught.
#[derive(Debug)]
pub struct Curriculum {
    lessons: Vec<Lesson>,
    /// For each lesson, the numbers of those that it requires, itself or by way of others.
    before: Vec<BTreeSet<usize>>,
    probes: Vec<usize>,
    plays: RwLock<HashMap<Key, Arc<Play>>>,
}

impl Curriculum {
    /// The lessons of `catalog`.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        let lessons: Vec<Lesson> = catalog.lessons().cloned().collect();
        let place = |id: &LessonId| lessons.iter().position(|lesson| lesson.id == *id);
        let mut before: Vec<BTreeSet<usize>> = Vec::new();
        for lesson in &lessons {
            // In the order of the path, whatever is required stands earlier.
            let direct = lesson.requires.iter().filter_map(place);
            let all = direct.flat_map(|at| {
                let its = before.get(at).cloned().unwrap_or_default();
                its.into_iter().chain([at])
            });
            before.push(all.collect());
        }
        let probes = catalog.probes().filter_map(|probe| place(&probe.id)).collect();
        Self { before, probes, plays: RwLock::default(), lessons }
    }

    /// The lessons in the order of the path.
    #[must_use]
    pub fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }

    /// The lessons by their number that show whether a unit is known.
    pub(crate) fn probes(&self) -> &[usize] {
        &self.probes
    }

    /// What comes before a lesson, by number.
    pub(crate) fn before(&self, lesson: usize) -> &BTreeSet<usize> {
        &self.before[lesson]
    }

    /// The play that is told by `key`.
    pub(crate) fn play(&self, key: Key, purpose: Purpose) -> Arc<Play> {
        let plays = self.plays.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(play) = plays.get(&key) {
            return Arc::clone(play);
        }
        drop(plays);
        let lesson = &self.lessons[usize::from(key.lesson)];
        let play = Play::new(lesson, key.seed, key.plays_before, purpose, key.manner, key.salt);
        let mut plays = self.plays.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(plays.entry(key).or_insert_with(|| Arc::new(play)))
    }
}
