//! Segments from outside: what is sealed comes back, and nothing else passes for it.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use proptest::collection::vec;
use proptest::prelude::*;
use protocol::*;
use segment::*;

const NONCE: [u8; 24] = [7; 24];

fn device(number: u8) -> DeviceKey {
    DeviceKey::from_secret(&[number; 32])
}

fn key(number: u8) -> PersonKey {
    PersonKey::from_secret([number; 32])
}

const LAN: PersonId = PersonId([1; 16]);

/// One event after the other in the log of `device` about Lan, numbered from `first`.
fn run(
    device: &DeviceKey,
    first: u64,
    events: Vec<(Stamp, Option<PersonId>, Event)>,
) -> Vec<Recorded> {
    let log = log_id(device.public().install(), LAN);
    (first..)
        .zip(events)
        .map(|(seq, (stamp, author, event))| Recorded {
            n: 0,
            id: EventId { log, seq },
            author: author.unwrap_or(LAN),
            subject: LAN,
            stamp,
            event,
        })
        .collect()
}

fn stamp() -> impl Strategy<Value = Stamp> {
    (any::<i64>(), any::<u32>(), any::<u64>()).prop_map(|(wall, boot, monotonic_millis)| Stamp {
        wall: UnixMillis(wall),
        boot,
        monotonic_millis,
    })
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (0..99_u16).prop_map(|step| Event::StepShown(StepShown { step })),
        (0..99_u16, "[a-z.-]{1,20}").prop_map(|(step, target)| Event::Tapped(Tapped {
            step,
            target: TargetId(target),
            outcome: Outcome::Done,
        })),
        (1_000..u16::MAX, any::<u8>(), vec(any::<u8>(), 0..50))
            .prop_map(|(kind, schema, body)| Event::Unknown(Unknown { kind, schema, body })),
    ]
}

fn author() -> impl Strategy<Value = Option<PersonId>> {
    prop_oneof![Just(None), Just(Some(PersonId([2; 16])))]
}

fn some_run() -> Vec<Recorded> {
    let event = |step| (Stamp::default(), None, Event::StepShown(StepShown { step }));
    run(&device(1), 1, (0..40).map(event).collect())
}

proptest! {
    #[test]
    fn what_is_sealed_is_opened(
        events in vec((stamp(), author(), event()), 1..60),
        first in 1..1_000_u64,
        nonce: [u8; 24],
    ) {
        let events = run(&device(1), first, events);
        let previous = (first > 1).then_some(Hash([9; 32]));
        let segment = seal(&events, previous, &key(1), &device(1), nonce).unwrap();
        let again = Segment::from_bytes(&segment.to_bytes()).unwrap();
        prop_assert_eq!(&again, &segment);
        again.verify(&device(1).public()).unwrap();
        prop_assert_eq!(again.open(&key(1)).unwrap(), events);
        prop_assert_eq!(again.header().previous, previous);
    }

    #[test]
    fn a_changed_bit_is_found(at: prop::sample::Index, bit in 0..8_u8) {
        let mut bytes = seal(&some_run(), None, &key(1), &device(1), NONCE).unwrap().to_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let passes = Segment::from_bytes(&bytes)
            .is_ok_and(|segment| segment.verify(&device(1).public()).is_ok());
        prop_assert!(!passes);
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes: Vec<u8>) {
        let _ = Segment::from_bytes(&bytes);
    }
}

#[test]
fn another_device_or_key_gets_nowhere() {
    let segment = seal(&some_run(), None, &key(1), &device(1), NONCE).unwrap();
    assert_eq!(segment.verify(&device(2).public()), Err(Forged));
    assert_eq!(segment.open(&key(2)), Err(OpenError::WrongKey));
    // Signed by another device about this one's log.
    let forged = seal(&some_run(), None, &key(1), &device(2), NONCE).unwrap();
    assert_eq!(forged.verify(&device(2).public()), Err(Forged));
    assert_eq!(forged.verify(&device(1).public()), Err(Forged));
}

#[test]
fn an_erased_segment_keeps_its_name_and_its_signature() {
    let segment = seal(&some_run(), None, &key(1), &device(1), NONCE).unwrap();
    let erased = Segment::from_bytes(&segment.erased().to_bytes()).unwrap();
    assert_eq!(erased.hash(), segment.hash());
    erased.verify(&device(1).public()).unwrap();
    assert_eq!(erased.open(&key(1)), Err(OpenError::Erased));
    assert!(erased.to_bytes().len() < 260, "{}", erased.to_bytes().len());
}

#[test]
fn only_runs_are_sealed() {
    let run = some_run();
    let sealed = |events: &[Recorded], previous| seal(events, previous, &key(1), &device(1), NONCE);
    assert_eq!(sealed(&[], None), Err(SealError::NotARun));
    assert_eq!(sealed(&[run[0].clone(), run[2].clone()], None), Err(SealError::NotARun));
    assert_eq!(sealed(&run[1..], None), Err(SealError::NotARun));
    assert_eq!(sealed(&run, Some(Hash([0; 32]))), Err(SealError::NotARun));
    let mut other = run.clone();
    other[3].subject = PersonId([5; 16]);
    assert_eq!(sealed(&other, None), Err(SealError::NotARun));
    let long = Event::Unknown(Unknown { kind: 999, schema: 1, body: vec![0; MAX_PACKED_BYTES] });
    let mut long_run = run.clone();
    long_run[0].event = long;
    assert_eq!(sealed(&long_run, None), Err(SealError::TooLong));
}

#[test]
fn a_wrapped_key_is_opened_by_whom_it_is_for() {
    let ward = WardKey::from_secret(&[4; 32]);
    let (to, by) = (ward.public().wrapping, device(1).public());
    let sealed = SealedKey::seal(&key(1), LAN, &by, &to, [3; 32]).unwrap();
    assert_eq!(sealed.open(LAN, &by, ward.opening()).unwrap(), key(1));
    assert_eq!(sealed.open(PersonId([2; 16]), &by, ward.opening()), Err(NotForUs));
    assert_eq!(sealed.open(LAN, &device(2).public(), ward.opening()), Err(NotForUs));
    assert_eq!(sealed.open(LAN, &by, &device(1).box_key()), Err(NotForUs));
    let low_order = BoxPublicKey([0; 32]);
    assert_eq!(SealedKey::seal(&key(1), LAN, &by, &low_order, [3; 32]), Err(NotForUs));
}
