//! Lessons that change while they are being played: an author saves, and the lesson goes on at the
//! same step. A lesson with a mistake in it is not taken up: the one that was stays.

use std::sync::Arc;

use content::{Catalog, Problem};
use engine::Phase;
use protocol::LessonId;

use super::{Core, Place, Update};

/// A folder of lessons as it was read at one moment.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The lessons that can be taught.
    pub catalog: Arc<Catalog>,
    /// What is wrong with the others.
    pub problems: Vec<Problem>,
}

impl PartialEq for Edition {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.catalog, &other.catalog) && self.problems == other.problems
    }
}

impl Eq for Edition {}

/// The author's side of a core that plays lessons from a folder.
#[derive(Debug, Default)]
pub(super) struct Workshop {
    /// The lesson that is to be opened once it can be.
    waiting: Option<LessonId>,
    /// What is wrong now.
    sentence: Option<String>,
}

impl Core {
    /// Lets the lessons be replaced while they are played; `problems` are those of the first
    /// reading, and `wanted` is the lesson that the author writes.
    #[must_use]
    pub fn with_workshop(mut self, problems: &[Problem], wanted: Option<LessonId>) -> Self {
        let sentence = foremost(problems, wanted.as_ref());
        let waiting = wanted.filter(|id| self.catalog.lesson(id).is_none());
        self.workshop = Workshop { waiting, sentence };
        self
    }

    /// What the author has to put right.
    pub(super) fn author_sentence(&self) -> Option<String> {
        self.workshop.sentence.clone()
    }

    /// Takes up what was saved, unless it can't be played.
    pub(super) fn reload(&mut self, edition: &Edition) -> Vec<Update> {
        let open = self.play.as_ref().filter(|open| open.session.phase != Phase::Finished);
        let wanted = open.map(|open| open.session.lesson.clone());
        let wanted = wanted.or_else(|| self.workshop.waiting.clone());
        let sound = match &wanted {
            Some(id) => edition.catalog.lesson(id).is_some(),
            None => edition.problems.is_empty(),
        };
        self.workshop.sentence = foremost(&edition.problems, wanted.as_ref());
        if !sound {
            let gone = || wanted.map(|id| format!("{id}: There is no such lesson any more."));
            self.workshop.sentence = self.workshop.sentence.take().or_else(gone);
            return vec![Update::Show(Box::new(self.view()))];
        }
        self.catalog = Arc::clone(&edition.catalog);
        if let Some(open) = &mut self.play
            && let Some(lesson) = edition.catalog.lesson(&open.session.lesson)
        {
            open.session = open.session.moved_to(&open.lesson, lesson);
            if let Some(show) = &mut self.demonstration {
                show.move_to(&open.lesson, lesson);
            }
            open.lesson = lesson.clone();
            self.moment.note = None;
        }
        if self.place == Place::Home
            && let Some(id) = self.workshop.waiting.take()
        {
            return self.open_directly(&id);
        }
        self.touched();
        self.show_and_say()
    }
}

/// What is told first: what is wrong with the author's own lesson, or else with another.
fn foremost(problems: &[Problem], lesson: Option<&LessonId>) -> Option<String> {
    let own = |problem: &&Problem| {
        lesson.is_some_and(|id| problem.path.split('/').any(|part| part == id.as_str()))
    };
    problems.iter().find(own).or(problems.first()).map(ToString::to_string)
}
