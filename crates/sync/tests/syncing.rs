//! What a device sends and takes in, with every fault that a network and a hub can have.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod common;

use common::*;
use proptest::prelude::*;
use protocol::*;
use store::EventStore;
use sync::*;

#[test]
fn what_was_done_is_at_the_hub_once_and_a_quiet_sync_is_short() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::enrolled(1, &hub);
    device.taps(40);
    let mut network = FakeNetwork::to(&[&hub]);
    let report = device.syncs(&mut network);
    assert_eq!((report.sent, report.acknowledged, report.pending), (42, 42, 0));
    assert_eq!(device.standing().acknowledged, 42);
    assert!(device.standing().last_success.is_some());
    assert_all_there(&hub, &[&device]);
    // Its own segments come back, and change nothing.
    assert_eq!(report.received, 0);

    let again = device.syncs(&mut network);
    assert_eq!((again.sent, again.acknowledged, again.traffic.round_trips), (0, 0, 1));
    assert!(again.traffic.up < 60, "{}", again.traffic.up);
    device.taps(40);
    let more = device.syncs(&mut network);
    assert_eq!(more.acknowledged, 40);
    // Made-up taps fit the dictionary of real lessons badly; HTTP's headers are not counted here.
    assert!(more.traffic.up < 40 * 12, "{}", more.traffic.up);
}

#[test]
fn only_those_whose_ward_it_is_and_who_agreed_are_sent() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::enrolled(1, &hub);
    // A neighbour who was not there at the enrolment, and another who agrees.
    device.does(2, &[added(2), tapped(1)]);
    device.does(3, &[added(3), answered(true), tapped(1)]);
    let mut network = FakeNetwork::to(&[&hub]);
    let report = device.syncs(&mut network);
    assert_eq!((report.acknowledged, report.pending), (5, 0));
    let known = || -> Vec<u8> {
        let mut people: Vec<_> =
            hub.borrow().events().values().map(|recorded| recorded.subject.0[0]).collect();
        people.dedup();
        people.sort_unstable();
        people.dedup();
        people
    };
    assert_eq!(known(), [1, 3]);

    // Somebody takes it back: nothing more of theirs leaves the phone.
    device.does(1, &[answered(false), tapped(2)]);
    assert_eq!(device.syncs(&mut network).sent, 0);
    device.does(1, &[answered(true)]);
    assert_eq!(device.syncs(&mut network).sent, 3);
    device.does(2, &[answered(true)]);
    assert_eq!(device.syncs(&mut network).sent, 3);
    assert_eq!(known(), [1, 2, 3]);
}

#[test]
fn a_device_enrolled_before_anybody_was_there_is_for_who_comes_first() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::new(1);
    let code = Code::Link(hub.borrow_mut().invitation(9, None));
    let mut network = FakeNetwork::to(&[&hub]);
    device.sync.enrol(&code, None, &mut device.store, &mut network).unwrap();
    assert_eq!(device.syncs(&mut network).sent, 0);
    device.does(1, &[added(1), tapped(0)]);
    device.does(2, &[added(2), tapped(0)]);
    assert_eq!(device.syncs(&mut network).acknowledged, 2);
}

#[test]
fn each_goes_to_their_own_ward() {
    let (north, south) = (FakeHub::new(1, false), FakeHub::new(2, false));
    let mut device = Device::new(1);
    device.does(1, &[added(1), tapped(0)]);
    device.does(2, &[added(2), tapped(0)]);
    let mut network = FakeNetwork::to(&[&north, &south]);
    for (hub, who) in [(&north, 1), (&south, 2)] {
        let code = Code::Link(hub.borrow_mut().invitation(who, None));
        let person = Some(person(who));
        device.sync.enrol(&code, person, &mut device.store, &mut network).unwrap();
    }
    assert_eq!(device.syncs(&mut network).acknowledged, 4);
    for (hub, who) in [(&north, 1), (&south, 2)] {
        assert!(hub.borrow().events().values().all(|recorded| recorded.subject == person(who)));
        assert_eq!(hub.borrow().events().len(), 2);
    }
}

#[test]
fn a_code_works_once_and_the_same_device_may_repeat_it() {
    let hub = FakeHub::new(1, false);
    let code = Code::Link(hub.borrow_mut().invitation(1, None));
    let mut network = FakeNetwork::to(&[&hub]);
    let mut device = Device::new(1);
    network.fates = vec![Fate::Unanswered];
    let enrol = |device: &mut Device, network: &mut FakeNetwork, code: &Code| {
        device.sync.enrol(code, None, &mut device.store, network)
    };
    assert!(matches!(enrol(&mut device, &mut network, &code), Err(EnrolError::Carry(_))));
    assert!(device.sync.outbox.hubs().unwrap().is_empty());
    let enrolled = enrol(&mut device, &mut network, &code).unwrap();
    assert_eq!(enrolled.ward_name, "Phường Thử");
    enrol(&mut device, &mut network, &code).unwrap();
    assert_eq!(device.sync.outbox.hubs().unwrap().len(), 1);
    let other = enrol(&mut Device::new(2), &mut network, &code);
    assert_eq!(other, Err(EnrolError::CodeRefused));
}

#[test]
fn a_typed_code_finds_the_hub_that_made_it_and_no_other() {
    let hub = FakeHub::new(1, false);
    let invitation = hub.borrow_mut().invitation(7, None);
    let typed: Code = invitation.to_typed().parse().unwrap();
    let mut network = FakeNetwork::to(&[&hub]);
    let mut device = Device::new(1);
    device.sync.enrol(&typed, None, &mut device.store, &mut network).unwrap();
    let hubs = device.sync.outbox.hubs().unwrap();
    assert_eq!(hubs[0].certificate, invitation.certificate_sha256);
    assert_eq!(hubs[0].ward, invitation.ward);

    let mut mistyped = invitation;
    mistyped.token = [8; 16];
    let mistyped: Code = mistyped.to_typed().parse().unwrap();
    let refused = device.sync.enrol(&mistyped, None, &mut device.store, &mut network);
    assert_eq!(refused, Err(EnrolError::CodeRefused));
}

#[test]
fn a_hub_that_forgot_whose_a_log_is_gets_its_card_again() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::enrolled(1, &hub);
    let mut network = FakeNetwork::to(&[&hub]);
    device.syncs(&mut network);
    hub.borrow_mut().cards.clear();
    device.taps(3);
    let report = device.syncs(&mut network);
    assert_eq!(report.acknowledged, 3);
    assert_all_there(&hub, &[&device]);
}

#[test]
fn what_is_put_aside_holds_up_nothing() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::enrolled(1, &hub);
    let mut network = FakeNetwork::to(&[&hub]);
    device.syncs(&mut network);
    hub.borrow_mut().puts_aside.insert(3);
    device.taps(2);
    device.syncs(&mut network);
    device.taps(5);
    let report = device.syncs(&mut network);
    assert_eq!((report.acknowledged, report.pending), (5, 0));
    let standing = device.standing();
    assert_eq!((standing.quarantined, standing.acknowledged, standing.total), (2, 7, 9));
    assert_eq!(device.syncs(&mut network).sent, 0);
}

#[test]
fn what_a_relay_received_counts_when_the_ward_has_it() {
    let (ward, relay) = (FakeHub::new(1, false), FakeHub::new(1, true));
    let mut device = Device::enrolled(1, &relay);
    device.taps(10);
    let report = device.syncs(&mut FakeNetwork::to(&[&relay]));
    assert_eq!((report.sent, report.acknowledged, report.pending), (12, 0, 12));
    assert_eq!(device.standing().received_by_relay, 12);
    // Nothing is sent twice while it waits there.
    let again = device.syncs(&mut FakeNetwork::to(&[&relay]));
    assert_eq!((again.sent, again.traffic.round_trips), (0, 1));
    relay.borrow_mut().forward_to(&ward);
    let report = device.syncs(&mut FakeNetwork::to(&[&relay]));
    assert_eq!((report.sent, report.acknowledged, report.pending), (0, 12, 0));
    assert_all_there(&ward, &[&device]);
}

#[test]
fn what_a_relay_lost_is_sent_to_the_ward_itself() {
    let (ward, relay) = (FakeHub::new(1, false), FakeHub::new(1, true));
    let mut device = Device::enrolled(1, &relay);
    let code = Code::Link(ward.borrow_mut().invitation(5, None));
    let mut network = FakeNetwork::to(&[&ward, &relay]);
    device.sync.enrol(&code, Some(person(1)), &mut device.store, &mut network).unwrap();
    device.syncs(&mut FakeNetwork::to(&[&relay]));
    assert_eq!(device.standing().received_by_relay, 2);
    let report = device.syncs(&mut FakeNetwork::to(&[&ward]));
    assert_eq!((report.acknowledged, report.troubles.len()), (2, 1));
    assert_all_there(&ward, &[&device]);
    assert_eq!(device.standing().received_by_relay, 0);
}

#[test]
fn a_hub_that_was_restored_is_filled_again() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::enrolled(1, &hub);
    let mut network = FakeNetwork::to(&[&hub]);
    device.syncs(&mut network);
    let backup = hub.borrow().segments.clone();
    for _ in 0..100 {
        device.taps(1);
        device.syncs(&mut network);
    }
    hub.borrow_mut().restore(backup);
    device.syncs(&mut network);
    assert_all_there(&hub, &[&device]);
    assert_eq!(device.standing().acknowledged, 102);
    // And after that, a sync is as short as ever, whatever the history.
    let quiet = device.syncs(&mut network);
    assert_eq!(quiet.traffic.round_trips, 1);
    assert!(quiet.traffic.up < 60, "{}", quiet.traffic.up);
}

#[test]
fn a_copied_phone_begins_new_logs_and_both_lose_nothing() {
    let hub = FakeHub::new(1, false);
    let mut one = Device::enrolled(1, &hub);
    let mut network = FakeNetwork::to(&[&hub]);
    one.syncs(&mut network);
    // The copy: the same store, the same keys, the same memory of what was sent.
    let mut other = Device::new(1);
    std::fs::copy(one.folder.path().join(OUTBOX_NAME), other.folder.path().join(OUTBOX_NAME))
        .unwrap();
    for end in ["-wal", "-shm"] {
        let name = format!("{OUTBOX_NAME}{end}");
        let _ = std::fs::copy(one.folder.path().join(&name), other.folder.path().join(&name));
    }
    other = other.restart();
    other.sync.random = random(99);
    other.store = one.store.clone();
    one.taps(3);
    other.does(1, &[tapped(90), tapped(91)]);
    let first = one.syncs(&mut network);
    assert!(!first.forked);
    let second = other.syncs(&mut network);
    assert!(second.forked);
    let new = other.does(1, &[tapped(92)]);
    assert_eq!(new[0].id.seq, 1);
    let third = other.syncs(&mut network);
    assert!(!third.forked);
    // Every segment of both is there, also where they disagree.
    let hub = hub.borrow();
    let mut steps = Vec::new();
    for (_, segment) in hub.segments.values() {
        for recorded in segment.open(&hub.keys[&person(1)][0]).unwrap() {
            if let Event::Tapped(tapped) = recorded.event {
                steps.push(tapped.step);
            }
        }
    }
    steps.sort_unstable();
    assert_eq!(steps, [0, 1, 2, 90, 91, 92]);
}

#[test]
fn somebody_is_restored_on_a_new_phone_where_they_were() {
    let hub = FakeHub::new(1, false);
    let mut lost = Device::enrolled(1, &hub);
    lost.taps(300);
    let mut network = FakeNetwork::to(&[&hub]);
    lost.syncs(&mut network);

    let mut new = Device::new(2);
    let code = Code::Link(hub.borrow_mut().invitation(50, Some(person(1))));
    let enrolled = new.sync.enrol(&code, None, &mut new.store, &mut network).unwrap();
    assert_eq!(enrolled.restored, Some(person(1)));
    let report = new.syncs(&mut network);
    assert_eq!((report.received, report.people_changed), (302, true));
    let play = new.store.current_play(person(1)).unwrap();
    assert_eq!(play.len(), 301);
    assert_eq!(play.last().unwrap().event, tapped(299));
    new.does(1, &[tapped(300)]);
    assert_eq!(new.syncs(&mut network).acknowledged, 1);
    assert_eq!(new.store.current_play(person(1)).unwrap().len(), 302);
    assert_all_there(&hub, &[&lost, &new]);
    // The other phone goes on as well, and gets what was done here.
    assert_eq!(lost.syncs(&mut network).received, 1);
}

/// The same device after its data were damaged: new logs, and what can be salvaged of the old.
fn loses_its_events(device: &mut Device, secret: u8) {
    device.sync.keys.renew(&[secret; 32]).unwrap();
    device.store = store::MemoryStore::new(device.sync.keys.install());
    device.sync.outbox.fetch_again().unwrap();
}

#[test]
fn what_was_lost_comes_back_from_what_was_sealed_and_from_the_ward() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::enrolled(1, &hub);
    device.taps(40);
    let mut network = FakeNetwork::to(&[&hub]);
    device.syncs(&mut network);
    let older = ["", "-wal"].map(|end| {
        let path = device.folder.path().join(format!("{OUTBOX_NAME}{end}"));
        std::fs::read(path).unwrap_or_default()
    });
    device.taps(30);
    device.syncs(&mut network);
    let made = device.store.events_after(0).unwrap();
    let names = |events: &[Recorded]| -> Vec<EventId> {
        let mut names: Vec<_> = events.iter().map(|event| event.id).collect();
        names.sort_unstable();
        names
    };

    // Without any network: what this device sealed it has itself.
    loses_its_events(&mut device, 201);
    let report = device.syncs(&mut FakeNetwork::to(&[]));
    assert_eq!((report.received, report.people_changed), (72, true));
    assert_eq!(names(&device.store.events_after(0).unwrap()), names(&made));
    let new = device.does(1, &[tapped(500)]);
    assert!(made.iter().all(|event| event.id != new[0].id), "no number is used twice");
    assert_eq!(new[0].id.seq, 1);
    assert_eq!(device.syncs(&mut network).acknowledged, 1);

    // What sync remembers was set back as well: the rest is at the ward.
    loses_its_events(&mut device, 202);
    device.sync.outbox = Outbox::open(tempfile::TempDir::new().unwrap().path()).unwrap();
    for (end, older) in ["", "-wal"].into_iter().zip(older) {
        std::fs::write(device.folder.path().join(format!("{OUTBOX_NAME}{end}")), older).unwrap();
    }
    let _ = std::fs::remove_file(device.folder.path().join(format!("{OUTBOX_NAME}-shm")));
    let mut device = device.restart();
    device.sync.outbox.fetch_again().unwrap();
    device.syncs(&mut network);
    assert_eq!(names(&device.store.events_after(0).unwrap()).len(), 73);
    assert_all_there(&hub, &[&device]);
    // And once is enough.
    let again = device.syncs(&mut network);
    assert_eq!((again.received, again.sent, again.forked), (0, 0, false));
}

#[test]
fn what_lacks_its_key_waits_for_it() {
    let hub = FakeHub::new(1, false);
    let mut lost = Device::enrolled(1, &hub);
    let mut network = FakeNetwork::to(&[&hub]);
    lost.syncs(&mut network);
    let keys = std::mem::take(&mut hub.borrow_mut().keys);
    let mut new = Device::new(2);
    let code = Code::Link(hub.borrow_mut().invitation(50, Some(person(1))));
    new.sync.enrol(&code, None, &mut new.store, &mut network).unwrap();
    assert_eq!(new.syncs(&mut network).received, 0);
    let mut new = new.restart();
    hub.borrow_mut().keys = keys;
    // The hub hands keys out to who begins.
    hub.borrow_mut().incarnation += 1;
    assert_eq!(new.syncs(&mut network).received, 2);
}

#[test]
fn erasing_reaches_the_hub_and_comes_back_from_it() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::enrolled(1, &hub);
    device.does(2, &[added(2), answered(true)]);
    let mut network = FakeNetwork::to(&[&hub]);
    device.syncs(&mut network);
    assert_eq!(hub.borrow().events().len(), 4);

    // By the person, on their phone; the phone dies before the events are gone.
    // By now it writes as another installation, and its logs are those of the former.
    device.sync.keys.renew(&[77; 32]).unwrap();
    device.sync.outbox.erase(person(1), &device.sync.keys).unwrap();
    let mut device = device.restart();
    let report = device.syncs(&mut network);
    assert!(report.people_changed);
    assert_eq!(device.store.events_of(person(1)).unwrap(), []);
    assert!(hub.borrow().events().values().all(|recorded| recorded.subject == person(2)));
    assert_eq!(hub.borrow().tombstones.len(), 1);
    assert_eq!(device.syncs(&mut network).sent, 0);
    assert_eq!(hub.borrow().tombstones.len(), 1, "it is said once");

    // By the ward.
    hub.borrow_mut().erase(person(2));
    let report = device.syncs(&mut network);
    assert!(report.people_changed);
    assert_eq!(device.store.events_after(0).unwrap(), []);
    // Of a ward that isn't theirs nobody is erased.
    device.does(3, &[added(3)]);
    let stranger = segment::WardKey::from_secret(&[66; 32]);
    hub.borrow_mut().tombstones.push(wire::Tombstone::by_ward(person(3), &stranger));
    device.syncs(&mut network);
    assert_eq!(device.store.events_after(0).unwrap().len(), 1);
}

#[test]
fn a_damaged_memory_is_begun_anew_and_nothing_counts_twice() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::enrolled(1, &hub);
    let mut network = FakeNetwork::to(&[&hub]);
    device.taps(20);
    device.syncs(&mut network);
    device.taps(4);
    let path = device.folder.path().join(OUTBOX_NAME);
    device.sync.outbox = Outbox::open(tempfile::TempDir::new().unwrap().path()).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[18] = 77;
    bytes[..16].fill(0);
    std::fs::write(&path, &bytes).unwrap();
    let mut device = device.restart();
    assert!(device.folder.path().join(format!("{OUTBOX_NAME}.damaged-1")).exists());
    assert!(device.sync.outbox.hubs().unwrap().is_empty(), "its header is gone");
    let code = Code::Link(hub.borrow_mut().invitation(77, None));
    device.sync.enrol(&code, None, &mut device.store, &mut network).unwrap();
    device.syncs(&mut network);
    assert_all_there(&hub, &[&device]);
    assert_eq!(device.standing().acknowledged, 26);
}

#[test]
fn on_a_link_that_breaks_every_few_kilobytes_everything_arrives() {
    let hub = FakeHub::new(1, false);
    let mut device = Device::enrolled(1, &hub);
    // As varied as no lesson is.
    for step in 0..1_500_u16 {
        device.does(1, &[tapped(step.wrapping_mul(31_337))]);
    }
    let mut network = FakeNetwork::to(&[&hub]);
    network.breaks_after = Some(2_600);
    let mut syncs = 0;
    while device.syncs(&mut network).pending > 0 {
        syncs += 1;
        assert!(syncs < 40, "{:?}", device.standing());
    }
    assert_all_there(&hub, &[&device]);
    assert!(syncs > 1);
}

#[test]
fn limits_are_kept_and_a_hub_that_asks_for_rest_gets_it() {
    let hub = FakeHub::new(1, false);
    hub.borrow_mut().limits = wire::Limits { request_bytes: 4_000, segments: 2 };
    let mut device = Device::enrolled(1, &hub);
    let mut network = FakeNetwork::to(&[&hub]);
    device.syncs(&mut network);
    hub.borrow_mut().largest = 0;
    for step in 0..1_000_u16 {
        device.does(1, &[tapped(step.wrapping_mul(31_337))]);
    }
    device.syncs(&mut network);
    assert_eq!(device.standing().acknowledged, 1_002);
    assert!(hub.borrow().largest <= 4_000, "{}", hub.borrow().largest);

    hub.borrow_mut().retry_after = Some(600);
    let report = device.syncs(&mut network);
    assert_eq!(report.retry_after_seconds, Some(600));
    let before = hub.borrow().requests;
    device.syncs(&mut network);
    assert_eq!(hub.borrow().requests, before);
    device.minute += 10;
    device.syncs(&mut network);
    assert_eq!(hub.borrow().requests, before + 1);
}

#[test]
fn the_learner_chooses_the_network() {
    let (ward, relay) = (FakeHub::new(1, false), FakeHub::new(1, true));
    let mut device = Device::enrolled(1, &relay);
    let code = Code::Link(ward.borrow_mut().invitation(5, None));
    let mut network = FakeNetwork::to(&[&ward, &relay]);
    device.sync.enrol(&code, Some(person(1)), &mut device.store, &mut network).unwrap();
    let mut asked = |choice: Network, link| {
        device.sync.outbox.set(Network::SETTING, choice.name()).unwrap();
        let before = (ward.borrow().requests, relay.borrow().requests);
        device.syncs_over(&mut network, link);
        (ward.borrow().requests > before.0, relay.borrow().requests > before.1)
    };
    assert_eq!(asked(Network::Any, LinkKind::Metered), (true, true));
    assert_eq!(asked(Network::Any, LinkKind::Offline), (false, false));
    assert_eq!(asked(Network::Unmetered, LinkKind::Metered), (false, false));
    assert_eq!(asked(Network::Unmetered, LinkKind::Unmetered), (true, true));
    assert_eq!(asked(Network::Classroom, LinkKind::Metered), (false, true));
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        Just(Fate::Arrives),
        Just(Fate::Lost),
        Just(Fate::Unanswered),
        Just(Fate::Repeated),
        Just(Fate::CutOff),
    ]
}

#[derive(Debug, Clone)]
enum Deed {
    Taps(usize, u16),
    Syncs(usize, Vec<Fate>),
    Restarts(usize),
    HubIsRestored,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0..2_usize, 1..30_u16).prop_map(|(who, count)| Deed::Taps(who, count)),
        5 => (0..2_usize, prop::collection::vec(fate(), 0..5))
            .prop_map(|(who, fates)| Deed::Syncs(who, fates)),
        1 => (0..2_usize).prop_map(Deed::Restarts),
        1 => Just(Deed::HubIsRestored),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_happens_on_the_way_each_event_is_counted_once(
        deeds in prop::collection::vec(deed(), 1..25)
    ) {
        let hub = FakeHub::new(1, false);
        let mut devices = vec![Device::enrolled(1, &hub), Device::enrolled(2, &hub)];
        let mut backup = hub.borrow().segments.clone();
        let mut network = FakeNetwork::to(&[&hub]);
        for deed in deeds {
            match deed {
                Deed::Taps(who, count) => devices[who].taps(count),
                Deed::Syncs(who, fates) => {
                    network.fates = fates;
                    let report = devices[who].syncs(&mut network);
                    prop_assert!(!report.forked);
                    // What is said to be there is there.
                    let acknowledged = devices[who].standing().acknowledged;
                    let there = hub.borrow().events().len() as u64;
                    prop_assert!(hub.borrow().incarnation > 1 || acknowledged <= there);
                }
                Deed::Restarts(who) => {
                    let device = devices.remove(who);
                    devices.insert(who, device.restart());
                }
                Deed::HubIsRestored => {
                    let now = hub.borrow().segments.clone();
                    hub.borrow_mut().restore(std::mem::replace(&mut backup, now));
                }
            }
        }
        network.fates = Vec::new();
        for device in &mut devices {
            let report = device.syncs(&mut network);
            prop_assert_eq!(report.pending, 0);
        }
        assert_all_there(&hub, &devices.iter().collect::<Vec<_>>());
    }
}
