//! Segments that were sealed once are opened for ever. Only reading is tested: a later zstd may
//! compress the same events otherwise.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use protocol::*;
use segment::{DeviceKey, Hash, PersonKey, Segment};

const SEALED: &str = include_str!("frozen-1.hex");
const HASH: &str = "5a5eb934239431fbe4cfd593e97a5c9fa6b71a335871f97214ec680097112049";
/// BLAKE3 of the dictionary: with another one, segments of version 1 could not be opened.
const DICTIONARY: &str = "f5ed295bc2bf6e58e40d451f6838bf3f43409fcb3ed75ccda0dbe3ad9aa76683";

const LAN: PersonId = PersonId([0x11, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const TEACHER: PersonId = PersonId([0x22; 16]);

/// Something of everything that is packed in a way of its own.
fn events() -> Vec<Recorded> {
    let opened = |seed, purpose| {
        let lesson = LessonId::from("qr-pay");
        let content = ContentHash([1, 2, 3, 4, 5, 6, 7, 8]);
        Event::LessonOpened(LessonOpened { lesson, content, seed, plays_before: 0, purpose })
    };
    // What follows from the subject's id.
    let seed = LAN.0.iter().fold(0, |seed: u64, byte| seed.rotate_left(8) ^ u64::from(*byte));
    let shown = |step| Event::StepShown(StepShown { step });
    let tapped = |step, target: &str, outcome| {
        Event::Tapped(Tapped { step, target: target.into(), outcome })
    };
    let started = |stage| Event::StageStarted(StageStarted { stage, round: 0 });
    let ended = |stage| {
        let (lesson, purpose) = (LessonId::from("qr-pay"), Purpose::Learn);
        let (slips, hints, passed) = (1, 0, true);
        Event::StageFinished(StageFinished { lesson, stage, purpose, slips, hints, passed })
    };
    let lesson = || LessonId::from("qr-pay");
    let unknown = |schema| Event::Unknown(Unknown { kind: 65_000, schema, body: vec![0, 255, 7] });
    let told = vec![
        (1, 0, LAN, opened(seed, Purpose::Learn)),
        (1, 4_000, LAN, started(Stage::Watch)),
        (1, 9_313, LAN, shown(0)),
        (1, 15_001, LAN, shown(1)),
        (1, 15_001, LAN, ended(Stage::Watch)),
        (1, 21_777, LAN, started(Stage::Alone)),
        (1, 25_140, LAN, tapped(0, "phone.bank", Outcome::Done)),
        (1, 31_019, LAN, tapped(1, "bank.history", Outcome::Slip)),
        (1, 33_640, LAN, Event::WentBack(WentBack { step: 1, outcome: Outcome::Returned })),
        (1, 36_512, LAN, tapped(1, "bank.scan-button", Outcome::Done)),
        (1, 36_512, LAN, ended(Stage::Alone)),
        (1, 40_000, LAN, Event::LessonLeft(LessonLeft { lesson: lesson() })),
        (2, 90_000_000, TEACHER, Event::LessonPlaced(LessonPlaced { lesson: lesson() })),
        (2, 90_000_000, TEACHER, unknown(1)),
        (2, 90_004_000, LAN, unknown(9)),
        (2, 90_009_000, LAN, opened(42, Purpose::Placement)),
        (2, 90_011_000, LAN, Event::ProbeDeclined(ProbeDeclined { lesson: lesson() })),
        (3, -5_000, LAN, Event::PersonOpened(PersonOpened {})),
    ];
    let device = DeviceKey::from_secret(&[5; 32]);
    let log = log_id(device.public().install(), LAN);
    (301..)
        .zip(told)
        .map(|(seq, (boot, at, author, event))| {
            let since: u64 = match boot {
                1 => 1_000_000,
                2 => 20,
                _ => 50_000_000,
            };
            // The wall clock is now and then a millisecond ahead, and in the second boot it is
            // set while the app runs.
            let ahead = match (boot, at % 7) {
                (2, _) if at > 90_005_000 => 3_600_000,
                (1, 0..3) => 1,
                _ => 0,
            };
            let stamp = Stamp {
                wall: UnixMillis(1_793_600_000_000 + at + ahead),
                boot,
                monotonic_millis: since + u64::try_from(at.rem_euclid(90_000_000)).unwrap(),
            };
            let id = EventId { log, seq };
            Recorded { n: 0, id, author, subject: LAN, stamp, event }
        })
        .collect()
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().filter(|digit| !digit.is_whitespace()).collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

#[test]
fn a_segment_of_version_1_opens_to_the_same_events_for_ever() {
    let bytes = bytes_of(SEALED);
    let segment = Segment::from_bytes(&bytes).unwrap();
    assert_eq!(segment.to_bytes(), bytes);
    assert_eq!(segment.hash().to_string(), HASH);
    assert_eq!(segment.header().previous, Some(Hash([9; 32])));
    segment.verify(&DeviceKey::from_secret(&[5; 32]).public()).unwrap();
    assert_eq!(segment.open(&PersonKey::from_secret([6; 32])).unwrap(), events());
}

#[test]
fn the_dictionary_of_version_1_is_the_one_it_was() {
    let dictionary = include_bytes!("../dictionary/1.bin");
    assert_eq!(blake3::hash(dictionary).to_string(), DICTIONARY);
}
