//! Devices, people, logs and segments to try things with.

use hub::storage::{Intake, NewFact, NewLog, NewSegment, SegmentStore, State, Storage, Stored};
use progress::Fact;
use protocol::{
    ContentHash, Event, EventId, LessonId, LessonOpened, PersonId, Purpose, Recorded, Stage, Stamp,
    UnixMillis, log_id,
};
use segment::{DeviceKey, DevicePublicKey, Hash, Header, PersonKey, Scope, SealedKey, Segment};

pub fn key(n: u8) -> DeviceKey {
    DeviceKey::from_secret(&[n; 32])
}

pub fn device(n: u8) -> DevicePublicKey {
    key(n).public()
}

pub fn person(n: u8) -> PersonId {
    PersonId([n; 16])
}

/// The log of device `by` about person `about`.
pub fn log(by: u8, about: u8) -> NewLog {
    NewLog {
        log: log_id(device(by).install(), person(about)),
        device: device(by),
        person: person(about),
        card_key: SealedKey([about; 80]),
        key: Some(SealedKey([about.wrapping_add(100); 80])),
        group: Some(format!("Tổ {}", about % 3)),
        instructor: None,
    }
}

/// A segment with the numbers `first` to `first + count - 1`; another for another `salt`. Its body
/// is no real one.
pub fn segment(log: &NewLog, first: u64, count: u32, salt: u8) -> NewSegment {
    let header = Header {
        log: log.log,
        first,
        count,
        previous: None,
        person: log.person,
        scope: Scope::PERSON,
    };
    let name = [log.log.0.as_slice(), &first.to_be_bytes(), &count.to_be_bytes(), &[salt]].concat();
    let hash = Hash::of("a test's segment", &name);
    NewSegment {
        hash,
        header,
        bytes: hash.0.repeat(3),
        state: State::Durable,
        facts: Vec::new(),
        projected: true,
    }
}

/// A segment that can be verified and opened, with `count` openings of a lesson.
pub fn sealed(by: u8, about: u8, first: u64, count: u64) -> NewSegment {
    let log = log(by, about);
    let events: Vec<_> = (first..first + count)
        .map(|seq| Recorded {
            n: 0,
            id: EventId { log: log.log, seq },
            author: log.person,
            subject: log.person,
            stamp: Stamp::default(),
            event: Event::LessonOpened(LessonOpened {
                lesson: LessonId::from("qr-pay"),
                content: ContentHash::default(),
                seed: 0,
                plays_before: 0,
                purpose: Purpose::Learn,
            }),
        })
        .collect();
    let person = PersonKey::from_secret([about; 32]);
    let previous = (first > 1).then(|| Hash::of("a test's segment", b"before"));
    let segment = segment::seal(&events, previous, &person, &key(by), [by; 24]).unwrap();
    NewSegment {
        hash: segment.hash(),
        header: *segment.header(),
        bytes: segment.to_bytes(),
        state: State::Durable,
        facts: (first..first + count).map(|seq| opened("qr-pay", seq)).collect(),
        projected: true,
    }
}

pub fn opened(lesson: &str, seq: u64) -> NewFact {
    NewFact { lesson: lesson.into(), seq, fact: Fact::Opened { at: Stamp::default() } }
}

pub fn checked(lesson: &str, seq: u64, passed: bool) -> NewFact {
    let fact = Fact::Finished {
        at: Stamp { wall: UnixMillis(seq.cast_signed()), ..Stamp::default() },
        stage: Stage::Check,
        purpose: Purpose::Learn,
        slips: 1,
        hints: 0,
        passed,
    };
    NewFact { lesson: lesson.into(), seq, fact }
}

/// What the device of these logs sends; nobody known when there are none.
pub fn intake(logs: &[NewLog], segments: Vec<NewSegment>) -> Intake {
    Intake {
        sender: logs.first().map(|log| log.device),
        at: UnixMillis(1_000),
        logs: logs.to_vec(),
        segments,
        quarantined: Vec::new(),
    }
}

/// What the device of this log sends.
pub fn sent(log: &NewLog, segments: Vec<NewSegment>) -> Intake {
    intake(std::slice::from_ref(log), segments)
}

/// Takes in one log's segments.
pub async fn commit(storage: &Storage, log: &NewLog, segments: Vec<NewSegment>) {
    let taken = storage.commit(vec![sent(log, segments)]).await.unwrap();
    assert_eq!(taken.len(), 1);
}

pub fn hashes(segments: &[Stored]) -> Vec<Hash> {
    segments.iter().map(|segment| segment.hash).collect()
}

/// Whether these bytes still have a body.
pub fn has_body(bytes: &[u8]) -> bool {
    Segment::from_bytes(bytes).unwrap().body().is_some()
}
