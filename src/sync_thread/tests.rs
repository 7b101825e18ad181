//! The thread lets the device be let in and sends what was done, while the core's thread has the
//! store.

#[path = "../../tests/common/small_hub.rs"]
mod small_hub;

use protocol::{ConsentSet, Event, PersonAdded, WordingHash};

use super::*;
use crate::core::Overrides;
use crate::core_thread;
use crate::effects::{Microphone, NoMicrophone};

struct Deaf;

impl Microphone for Deaf {
    fn start(&mut self) -> Result<(), NoMicrophone> {
        Err(NoMicrophone)
    }
    fn level(&self) -> u8 {
        0
    }
    fn stop(&mut self) -> Vec<f32> {
        Vec::new()
    }
}

/// Somebody who agreed, on a device that belongs to no ward, and what the two threads are asked
/// through.
fn device(data: &std::path::Path) -> (PersonId, SyncHandle) {
    let (places, clock) = (Places::of(data), Clock::new(1));
    let for_core = places.clone();
    let build = move || {
        let (chances, now) = (launch::seeded_chances(1), clock.stamp().wall);
        launch::core(&for_core, chances, Overrides::default(), now, Box::new(Deaf))
    };
    let core = core_thread::spawn(clock, build, |updates| drop(updates.unwrap())).unwrap();
    let person = PersonId([7; 16]);
    let stamp = clock.stamp();
    core.with_store(move |store| {
        let added = PersonAdded { person, address: "ba".to_owned(), nickname: None };
        let purpose = sync::SEND_PROGRESS.to_owned();
        let agreed = ConsentSet { purpose, given: true, wording: WordingHash::default() };
        let events = [Event::PersonAdded(added), Event::ConsentSet(agreed)];
        store.append(person, person, stamp, &events).unwrap();
    })
    .unwrap();
    (person, spawn(places, clock, core).unwrap())
}

#[test]
fn whoever_joins_a_ward_is_let_in_and_what_they_did_is_sent() {
    let (invitation, kept) = small_hub::hub();
    let data = tempfile::TempDir::new().unwrap();
    let (person, sync) = device(data.path());
    let code = invitation.to_typed().parse().unwrap();
    sync.occasions().send(Occasion::Join(code, person)).unwrap();
    sync.close();
    assert_eq!(kept.lock().unwrap().len(), 1);
    let hubs = Outbox::open(data.path()).unwrap().hubs().unwrap();
    assert_eq!(hubs.len(), 1);
    assert!(hubs[0].succeeded.is_some());
}

#[test]
fn where_nobody_answers_nothing_changes() {
    let (mut invitation, kept) = small_hub::hub();
    // Nothing listens there.
    invitation.addresses = vec!["127.0.0.1:1".to_owned()];
    let data = tempfile::TempDir::new().unwrap();
    let (person, sync) = device(data.path());
    sync.occasions().send(Occasion::Join(Code::Link(invitation), person)).unwrap();
    sync.close();
    assert!(kept.lock().unwrap().is_empty());
    assert_eq!(Outbox::open(data.path()).unwrap().hubs().unwrap().len(), 0);
}
