//! The thread lets the device be let in and sends what was done, while the core's thread has the
//! store.

#[path = "../../tests/common/small_hub.rs"]
mod small_hub;

use protocol::{ConsentSet, Event, PersonAdded, WordingHash};

use super::*;
use crate::core::Overrides;
use crate::core_thread;
use crate::effects::{Microphone, NoMicrophone};
use crate::platform::Trouble;

/// A network that never changes and costs nothing.
struct Cable;

impl Network for Cable {
    fn link(&mut self) -> Result<LinkKind, Trouble> {
        Ok(LinkKind::Unmetered)
    }
    fn networks(&mut self) -> Vec<String> {
        Vec::new()
    }
}

struct Deaf;

impl Microphone for Deaf {
    fn start(&mut self) -> Result<(), NoMicrophone> {
        Err(NoMicrophone::Missing)
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
    device_on(data, Box::new(Cable))
}

/// The same on a network of its own.
fn device_on(data: &std::path::Path, network: Box<dyn Network>) -> (PersonId, SyncHandle) {
    let (places, clock) = (Places::of(data), Clock::new(1));
    let for_core = places.clone();
    let build = move || {
        let (chances, now) = (launch::seeded_chances(1), clock.stamp().wall);
        launch::core(&for_core, chances, Overrides::default(), now, Box::new(Deaf))
    };
    let spawned = core_thread::spawn(clock, build, |updates| drop(updates.unwrap()));
    let (core, _) = spawned.unwrap();
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
    (person, spawn(places, clock, core, network).unwrap())
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

/// A network that is as it was told, and counts how often it was asked.
#[derive(Clone)]
struct Air {
    link: Arc<Mutex<Result<LinkKind, Trouble>>>,
    names: Arc<Mutex<Vec<String>>>,
    asked: Sender<()>,
}

impl Network for Air {
    fn link(&mut self) -> Result<LinkKind, Trouble> {
        let _ = self.asked.send(());
        self.link.lock().unwrap().clone()
    }
    fn networks(&mut self) -> Vec<String> {
        self.names.lock().unwrap().clone()
    }
}

#[test]
fn a_phone_back_on_a_network_sends_when_it_is_seen_again_and_not_before() {
    let (invitation, kept) = small_hub::hub();
    let data = tempfile::TempDir::new().unwrap();
    let (asked, asks) = channel();
    let air =
        Air { link: Arc::new(Mutex::new(Ok(LinkKind::Offline))), names: Arc::default(), asked };
    let (person, sync) = device_on(data.path(), Box::new(air.clone()));
    let code = invitation.to_typed().parse().unwrap();
    let occasions = sync.occasions();
    occasions.send(Occasion::Join(code, person)).unwrap();
    // Let in, and then asked about the network, which isn't there.
    asks.recv_timeout(Duration::from_secs(30)).unwrap();
    occasions.send(Occasion::Paused).unwrap();
    *air.link.lock().unwrap() = Ok(LinkKind::Unmetered);
    air.names.lock().unwrap().push("101".to_owned());
    assert!(kept.lock().unwrap().is_empty());
    occasions.send(Occasion::Resumed).unwrap();
    asks.recv_timeout(Duration::from_secs(30)).unwrap();
    sync.close();
    assert_eq!(kept.lock().unwrap().len(), 1);
}

/// A thread that has something to send, as it stands between two syncs.
fn restless(network: Box<dyn Network>) -> Worker {
    let clock = Clock::new(1);
    Worker {
        places: Places::of(std::path::Path::new("nowhere")),
        clock,
        remote: Remote { core: Arc::default() },
        open: None,
        network,
        link: LinkKind::Metered,
        paused: false,
        failures: 1,
        is_restless: true,
        due: Some(clock.stamp().monotonic_millis + 600_000),
    }
}

#[test]
fn nothing_wakes_up_while_the_app_is_not_seen() {
    let mut worker = restless(Box::new(Cable));
    assert_eq!(worker.wait(), Some(RESTLESS));
    worker.paused = true;
    assert_eq!(worker.wait(), None);
}
