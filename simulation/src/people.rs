//! Who takes part, and what they do: learners of a made-up ward, played through the real lessons.
//! Made once and used by every run.

use std::path::Path;
use std::sync::LazyLock;

use content::{Catalog, Source};
use population::{Curriculum, Diligence, Shape, Ward};
use protocol::{Event, PersonId, Stamp};

/// How many events are kept of each.
const EVENTS: usize = 320;
/// How many people there are.
const PEOPLE: u32 = 96;

/// Somebody, and what they do in order.
#[derive(Debug)]
pub struct Learner {
    /// Who.
    pub person: PersonId,
    /// Their residential group.
    pub group: String,
    /// What they do; it begins with their being added.
    pub events: Vec<(Stamp, Event)>,
}

static LEARNERS: LazyLock<Vec<Learner>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (catalog, _) =
        Catalog::read(&Source::Folder(root.join("lessons")), &Source::Folder(root.join("i18n")));
    let curriculum = Curriculum::new(&catalog);
    let ward = Ward::new(7, &Shape { people: PEOPLE, groups: 3, ..Shape::default() });
    let begun = ward.learners.iter().filter(|learner| learner.diligence != Diligence::Never);
    let learner = |learner: &population::Learner| Learner {
        person: learner.person,
        group: ward.groups[usize::from(learner.group)].name.clone(),
        events: learner.events(&curriculum).take(EVENTS).collect(),
    };
    begun.map(learner).filter(|learner| learner.events.len() > 60).collect()
});

/// Everybody, always the same.
#[must_use]
pub fn learners() -> &'static [Learner] {
    &LEARNERS
}
