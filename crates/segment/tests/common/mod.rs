//! Runs of events of made-up learners, other than those that the dictionary was made from.

#![allow(dead_code, reason = "each test uses some of it")]

use std::path::Path;

use content::{Catalog, Source};
use population::{Curriculum, Learner, Shape, Ward};
use protocol::{EventId, Recorded, log_id};
use segment::{DeviceKey, Hash, PersonKey, Segment, seal};

/// The lessons of this program.
pub fn curriculum() -> Curriculum {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (catalog, problems) =
        Catalog::read(&Source::Folder(root.join("lessons")), &Source::Folder(root.join("i18n")));
    assert!(problems.is_empty(), "{problems:?}");
    Curriculum::new(&catalog)
}

/// The device that seals.
pub fn device() -> DeviceKey {
    DeviceKey::from_secret(&[3; 32])
}

/// A ward of so many people.
pub fn ward(people: u32) -> Ward {
    Ward::new(77, &Shape { people, groups: 2, ..Shape::default() })
}

/// Everything of one learner.
pub fn life(learner: &Learner, curriculum: &Curriculum) -> Vec<Recorded> {
    let (author, subject) = (learner.person, learner.person);
    let log = log_id(device().public().install(), subject);
    let events = (1..).zip(learner.events(curriculum));
    events
        .map(|(seq, (stamp, event))| Recorded {
            n: 0,
            id: EventId { log, seq },
            author,
            subject,
            stamp,
            event,
        })
        .collect()
}

/// Some runs of `length` events from the midst of each life.
pub fn runs(lives: &[Vec<Recorded>], length: usize) -> Vec<&[Recorded]> {
    let long = lives.iter().filter(|life| life.len() > 10 + length);
    long.flat_map(|life| {
        let from = 8 + usize::from(life[0].subject.0[0]) % 97;
        let from = from.min(life.len() - length);
        life[from..].chunks_exact(length).step_by(3).take(8)
    })
    .collect()
}

/// A run as it is sent.
pub fn sealed(run: &[Recorded]) -> Segment {
    let previous = (run[0].id.seq > 1).then_some(Hash([1; 32]));
    let key = PersonKey::from_secret([1; 32]);
    seal(run, previous, &key, &device(), [7; 24]).expect("a run")
}

/// The middle one, and the one that 95 of 100 don't exceed.
pub fn median_and_95(mut sizes: Vec<usize>) -> (usize, usize) {
    sizes.sort_unstable();
    (sizes[sizes.len() / 2], sizes[sizes.len() * 95 / 100])
}
