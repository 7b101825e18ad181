//! Any bytes as what a stranger could send: the same function runs in the fuzzer and over its
//! committed corpus in the tests.

use protocol::{LogId, PersonId};

use crate::pack::{pack, unpack};
use crate::seal::expand;
use crate::{DeviceKey, MAX_EVENTS, PersonKey, Segment};

/// Reads `bytes` as a segment, and as what is left of one once it is decrypted, which a device
/// with the right keys and bad intentions could write: how many events, in two bytes, and these.
///
/// # Panics
/// Where a promise is broken: a segment has two encodings, or what was read can't be written.
pub fn read_anything(bytes: &[u8]) {
    if let Ok(segment) = Segment::from_bytes(bytes) {
        assert_eq!(segment.to_bytes(), bytes, "another encoding of the same segment");
        let _ = segment.verify(&DeviceKey::from_secret(&[3; 32]).public());
        if let Ok(events) = segment.open(&PersonKey::from_secret([1; 32])) {
            assert_eq!(events.len() as u64, u64::from(segment.header().count));
            assert_eq!(events.last().map(|last| last.id.seq), Some(segment.header().last()));
        }
        let erased = Segment::from_bytes(&segment.erased().to_bytes());
        assert_eq!(erased.map(|erased| erased.hash()), Ok(segment.hash()));
    }
    let Some((count, plain)) = bytes.split_first_chunk::<2>() else { return };
    let count = usize::from(u16::from_le_bytes(*count)).min(MAX_EVENTS);
    let Ok(packed) = expand(plain) else { return };
    let (log, subject) = (LogId([2; 16]), PersonId([1; 16]));
    if let Ok(events) = unpack(&packed, log, subject, 1, count) {
        let Some(again) = pack(&events) else { panic!("what was read can't be written") };
        assert_eq!(unpack(&again, log, subject, 1, count), Ok(events), "it is read otherwise");
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use proptest::prelude::*;
    use protocol::*;

    use super::*;
    use crate::seal;
    use crate::seal::compress;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/segment")
    }

    /// A short play, and events of all shapes and times.
    fn runs() -> Vec<(&'static str, Vec<Recorded>)> {
        let lesson = || LessonId::from("qr-pay");
        let tapped = |step, target: &str| {
            let outcome = Outcome::Done;
            Event::Tapped(Tapped { step, target: target.into(), outcome })
        };
        let opened = |seed| {
            let (content, purpose) = (ContentHash([7; 8]), Purpose::Learn);
            let lesson = lesson();
            Event::LessonOpened(LessonOpened { lesson, content, seed, plays_before: 0, purpose })
        };
        let shown = |step| Event::StepShown(StepShown { step });
        let unknown = |body| Event::Unknown(Unknown { kind: 40_000, schema: 0, body });
        let left = || Event::LessonLeft(LessonLeft { lesson: lesson() });
        let play = vec![opened(0), shown(0), shown(1), tapped(2, "phone.bank"), left()];
        let shapes = vec![opened(99), unknown(vec![0; 300]), unknown(Vec::new()), shown(9)];
        let times = (0..30).map(shown).collect();
        let run = |times: fn(u64) -> (i64, u32, u64), events: Vec<Event>| -> Vec<Recorded> {
            let log = log_id(DeviceKey::from_secret(&[3; 32]).public().install(), subject());
            let event = |(seq, event): (u64, Event)| {
                let (wall, boot, monotonic_millis) = times(seq);
                let stamp = Stamp { wall: UnixMillis(wall), boot, monotonic_millis };
                let author = if seq % 3 == 2 && boot > 1 { PersonId([8; 16]) } else { subject() };
                let id = EventId { log, seq };
                Recorded { n: 0, id, author, subject: subject(), stamp, event }
            };
            (1..).zip(events).map(event).collect()
        };
        let steady = |seq: u64| (1_793_600_000_000 + 5_000 * seq.cast_signed(), 1, 5_000 * seq);
        let wild = |seq: u64| {
            let mixed = seq.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            (mixed.cast_signed(), (seq / 9) as u32, mixed.rotate_left(9))
        };
        let still = |_| (0, 0, 0);
        vec![
            ("play", run(steady, play)),
            ("shapes", run(wild, shapes)),
            ("times", run(wild, times)),
            ("still", run(still, (0..30).map(shown).collect())),
        ]
    }

    fn subject() -> PersonId {
        PersonId([1; 16])
    }

    /// The corpus as this program makes it: whole segments, and what is encrypted in them.
    fn corpus() -> Vec<(String, Vec<u8>)> {
        let mut all = vec![("empty".to_owned(), Vec::new())];
        for (name, run) in runs() {
            let (key, device) = (PersonKey::from_secret([1; 32]), DeviceKey::from_secret(&[3; 32]));
            let segment = seal(&run, None, &key, &device, [7; 24]).unwrap();
            all.push((format!("sealed-{name}"), segment.to_bytes()));
            all.push((format!("erased-{name}"), segment.erased().to_bytes()));
            let plain = compress(&pack(&run).unwrap());
            let count = u16::try_from(run.len()).unwrap().to_le_bytes();
            all.push((format!("plain-{name}"), [count.as_slice(), &plain].concat()));
        }
        let mut newer = all[1].1.clone();
        newer[1] = 9;
        all.push(("newer".to_owned(), newer));
        all
    }

    #[test]
    fn the_committed_corpus() {
        if std::env::var_os("WRITE_CORPUS").is_some() {
            fs::create_dir_all(folder()).unwrap();
            corpus()
                .iter()
                .for_each(|(name, bytes)| fs::write(folder().join(name), bytes).unwrap());
        }
        let names: Vec<_> =
            fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
        for (name, bytes) in corpus() {
            assert!(names.contains(&folder().join(&name)), "no {name}: run with WRITE_CORPUS=1");
            read_anything(&bytes);
        }
        for path in names {
            read_anything(&fs::read(path).unwrap());
        }
    }

    #[test]
    fn what_is_sealed_and_what_is_packed_is_read() {
        for (name, run) in runs() {
            let plain = compress(&pack(&run).unwrap());
            let packed = expand(&plain).unwrap();
            let read = unpack(&packed, run[0].id.log, subject(), 1, run.len());
            assert_eq!(read.unwrap(), run, "{name}");
            assert!(unpack(&packed, run[0].id.log, subject(), 1, run.len() + 1).is_err());
            assert!(unpack(&packed, run[0].id.log, subject(), 1, run.len() - 1).is_err());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes: Vec<u8>) {
            read_anything(&bytes);
        }

        #[test]
        fn good_bytes_spoilt_end(
            which in 0..14_usize, at: prop::sample::Index, new: Vec<u8>, gone in 0..4_usize,
        ) {
            let corpus = corpus();
            let mut bytes = corpus[which % corpus.len()].1.clone();
            let from = at.index(bytes.len() + 1);
            let to = (from + gone).min(bytes.len());
            bytes.splice(from..to, new.into_iter().take(6));
            read_anything(&bytes);
        }
    }
}
