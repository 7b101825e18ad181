//! The corpora of the fuzzers of messages and codes, through the same functions, without the
//! fuzzer. With `WRITE_CORPUS=1` they are written anew.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use protocol::{PersonId, UnixMillis};
use segment::{DeviceKey, Hash, PersonKey, SealedKey, WardKey};
use wire::*;

const LAN: PersonId = PersonId([1; 16]);

/// Name, bytes.
type Files = Vec<(&'static str, Vec<u8>)>;

fn device() -> DeviceKey {
    DeviceKey::from_secret(&[3; 32])
}

fn ward() -> WardKey {
    WardKey::from_secret(&[3; 32])
}

fn key() -> SealedKey {
    let wrapping = ward().public().wrapping;
    let by = device().public();
    SealedKey::seal(&PersonKey::from_secret([1; 32]), LAN, &by, &wrapping, [2; 32]).unwrap()
}

fn card(group: Option<&str>) -> Card {
    Card { device: device().public(), person: LAN, key: key(), group: group.map(str::to_owned) }
}

fn segment() -> Bytes {
    let hex: Vec<u8> = include_str!("../../segment/tests/frozen-1.hex")
        .bytes()
        .filter(|digit| !digit.is_ascii_whitespace())
        .collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    Bytes(hex.chunks(2).map(byte).collect())
}

fn requests() -> Files {
    let clock = Clock { wall: 1_793_600_000_000, boot: 4, monotonic_millis: 77_000 };
    let bare = SyncRequest::new(Credential([9; 16]), clock, Vec::new());
    let mut full = SyncRequest::new(Credential([9; 16]), clock, vec![1, 2, 3]);
    full.segments = vec![segment(), Bytes(Vec::new())];
    full.cards = vec![card(None), card(Some("Tổ dân phố 4"))];
    full.asked = vec![Hash([5; 32])];
    full.erased = vec![Tombstone::by_device(LAN, &device()), Tombstone::by_ward(LAN, &ward())];
    vec![("empty", Vec::new()), ("bare", to_bytes(&bare)), ("full", to_bytes(&full))]
}

fn responses() -> Files {
    let bare = SyncResponse::new(7, UnixMillis(1_793_600_000_000));
    let mut full = bare.clone();
    full.acks = vec![Ack::Durable, Ack::Received, Ack::Quarantined(Reason::Forged), Ack::Later];
    full.answers = vec![Ack::NeedsCard];
    full.forked = vec![Log(card(None).log())];
    full.segments = vec![segment()];
    full.keys = vec![WrappedKey { person: LAN, key: key() }];
    full.cursor = Bytes(vec![8; 30]);
    full.more = true;
    full.erased = vec![Tombstone::by_ward(LAN, &ward())];
    full.limits = Some(Limits::default());
    full.retry_after_seconds = Some(30);
    full.cards = vec![card(None)];
    full.relay = true;
    vec![("empty", Vec::new()), ("bare", to_bytes(&bare)), ("full", to_bytes(&full))]
}

fn enrolments() -> Files {
    let request = EnrolRequest::signed([4; 16], &device(), vec![card(None)]);
    let response = EnrolResponse {
        credential: Credential([9; 16]),
        ward: ward().public(),
        ward_name: "Phường 1".to_owned(),
        role: Role::Instructor,
        group: Some("Tổ dân phố 4".to_owned()),
        person: Some(Person(LAN)),
        relay: true,
    };
    vec![
        ("empty", Vec::new()),
        ("request", to_bytes(&request)),
        ("response", to_bytes(&response)),
        ("offer-request", to_bytes(&OfferRequest::of(&[4; 16]))),
        ("offer", to_bytes(&Offer::to(&[4; 16], [2; 32], ward().public()))),
    ]
}

fn codes() -> Files {
    let invitation = Invitation {
        addresses: vec!["192.168.43.1:8443".to_owned(), "[fe80::1]:8443".to_owned()],
        certificate_sha256: [2; 32],
        ward: ward().public(),
        token: [4; 16],
    };
    vec![
        ("empty", Vec::new()),
        ("link", invitation.to_link().into_bytes()),
        ("typed", invitation.to_typed().into_bytes()),
        ("typed-loosely", invitation.to_typed().to_lowercase().replace('-', " ").into_bytes()),
    ]
}

/// The target, how it reads, and its corpus.
type Target = (&'static str, fn(&[u8]), Files);

fn targets() -> [Target; 4] {
    [
        ("sync_request", reading::sync_request, requests()),
        ("sync_response", reading::sync_response, responses()),
        ("enrol", reading::enrol, enrolments()),
        ("code", reading::code, codes()),
    ]
}

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target)
}

#[test]
fn the_committed_corpora() {
    for (target, read, files) in targets() {
        let folder = folder(target);
        if std::env::var_os("WRITE_CORPUS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            files.iter().for_each(|(name, bytes)| fs::write(folder.join(name), bytes).unwrap());
        }
        for (name, bytes) in files {
            let committed = fs::read(folder.join(name)).unwrap_or_default();
            assert!(committed == bytes, "{target}/{name} is stale: run with WRITE_CORPUS=1");
        }
        for entry in fs::read_dir(&folder).unwrap() {
            read(&fs::read(entry.unwrap().path()).unwrap());
        }
    }
}

#[test]
fn the_corpora_are_what_they_are_named_for() {
    assert!(from_bytes::<SyncRequest>(&requests()[2].1).is_ok());
    assert!(from_bytes::<SyncResponse>(&responses()[2].1).is_ok());
    assert!(from_bytes::<EnrolRequest>(&enrolments()[1].1).unwrap().is_signed());
    assert!(segment::Segment::from_bytes(&segment().0).is_ok());
}

proptest! {
    #[test]
    fn good_bytes_spoilt_end(
        which in 0..4_usize,
        file: prop::sample::Index,
        at: prop::sample::Index,
        new in prop::collection::vec(any::<u8>(), 0..6),
        gone in 0..4_usize,
    ) {
        let (_, read, files) = &targets()[which];
        let mut bytes = file.get(files).1.clone();
        let from = at.index(bytes.len() + 1);
        let to = (from + gone).min(bytes.len());
        bytes.splice(from..to, new);
        read(&bytes);
    }
}
