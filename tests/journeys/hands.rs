//! Hands that press anything, and hands that tremble, on the real pixels.

use std::path::Path;

use driver::app::Place;
use driver::learner::Learner;
use driver::tremor::{RandomHand, TremblingHand};
use progress::Progress;
use protocol::{LessonId, UnixMillis};
use store::EventStore;

use crate::newcomer;

/// Runs of each hand.
const RUNS: u64 = 20;

fn is_end(place: &Place) -> bool {
    place.screen == "lesson-end"
}

/// The store of an app that was just closed.
pub(crate) fn store_in(folder: &Path) -> store::SqliteStore {
    store::SqliteStore::open(folder, protocol::InstallId([9; 16]), UnixMillis(0)).unwrap().store
}

/// What is kept says the same as what happened: the store's projection is the fold of its events.
fn progress_is_the_fold(learner: &mut Learner) {
    let folder = learner.folder().to_owned();
    learner.close();
    let store = store_in(&folder);
    let events = EventStore::events_after(&store, 0).unwrap();
    for person in EventStore::people(&store).unwrap() {
        let own: Vec<_> = events.iter().filter(|event| event.subject == person.id).collect();
        let kept = EventStore::progress(&store, person.id).unwrap();
        assert_eq!(kept, Progress::fold(own));
    }
    drop(store);
    learner.reopen(1_000).unwrap();
}

#[test]
fn a_hand_that_presses_anything_is_never_trapped() {
    for seed in 0..RUNS {
        let mut learner = newcomer();
        let mut hand = RandomHand::new(seed);
        for _ in 0..40 {
            hand.tap(learner.session().unwrap()).unwrap();
        }
        progress_is_the_fold(&mut learner);
        learner.do_right_until(300, is_end).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        progress_is_the_fold(&mut learner);
    }
}

#[test]
fn a_trembling_hand_learns_to_touch() {
    for seed in 0..RUNS {
        let mut learner = newcomer();
        let mut hand = TremblingHand::new(seed);
        let mut touches = 0;
        while !is_end(&learner.place().unwrap()) {
            touches += 1;
            assert!(touches < 500, "seed {seed} doesn't come to the end");
            let session = learner.session().unwrap();
            session.advance(900);
            let right = session.app().right_element().expect("something to touch");
            let in_view = session.screen().unwrap().row(&right).is_some();
            if in_view {
                hand.tap(session, &right).unwrap();
            } else {
                learner.do_right().unwrap();
            }
        }
        let passed = LessonId::from("phone-touch");
        let folder = learner.folder().to_owned();
        learner.close();
        let store = store_in(&folder);
        let person = EventStore::people(&store).unwrap().remove(0);
        let progress = EventStore::progress(&store, person.id).unwrap();
        assert!(progress.lesson(&passed).is_passed(), "seed {seed}");
    }
}
