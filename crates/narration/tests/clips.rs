//! Real clips, damaged clips and invented ones: what is decoded is what was
//! encoded, lengths agree, and no bytes whatever bring the program down.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::borrow::Cow;

use narration::{Clip, ClipError, SAMPLES_PER_MS, clip_hash, decode, duration_ms};
use ogg::{PacketWriteEndInfo, PacketWriter};
use proptest::prelude::*;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("fixtures/", $name)).as_slice()
    };
}

const SENTENCE: &[u8] = fixture!("open-scanner-1d3c50c91b201466.opus");
const CLIPS: [(&str, &[u8]); 7] = [
    ("Chạm nút Quét mã ở giữa màn hình.", SENTENCE),
    ("Mời bác,", fixture!("courtesy-94c051702a44d200.opus")),
    ("ba", fixture!("number-ba-b51f1e48254663a1.opus")),
    ("mươi", fixture!("number-muoi-a9458f70c03ad6c3.opus")),
    ("lăm", fixture!("number-lam-3bf257e39b8c40bc.opus")),
    ("nghìn", fixture!("number-nghin-7f886130c7a5c7ac.opus")),
    ("đồng", fixture!("number-dong-43406124fc842ce0.opus")),
];

/// The level of the sentence every 10 ms, on the scale of 16-bit samples, as
/// libopus (opusdec 0.2, libopus 1.3.1) decodes it.
const SENTENCE_BY_LIBOPUS: &str = include_str!("fixtures/open-scanner.envelope");

fn envelope(clip: &Clip) -> Vec<f32> {
    let level = |part: &[f32]| {
        (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt() * 32_768.0
    };
    clip.samples().chunks_exact(10 * SAMPLES_PER_MS).map(level).collect()
}

#[test]
fn a_sentence_sounds_as_it_does_from_the_reference_decoder() {
    let expected: Vec<f32> =
        SENTENCE_BY_LIBOPUS.lines().map(|line| line.parse().unwrap()).collect();
    let heard = envelope(&decode(SENTENCE).unwrap());
    assert_eq!(heard.len(), expected.len());
    let difference: f32 = heard.iter().zip(&expected).map(|(a, b)| (a - b).abs()).sum();
    let whole: f32 = expected.iter().sum();
    assert!(difference / whole < 0.02, "{}", difference / whole);
}

#[test]
fn the_clip_without_its_silence_begins_at_once_and_ends_at_once() {
    // Pre-skip and end trimming: otherwise 6 ms more at the start, up to 60
    // at the end, in every word of every amount.
    for (text, bytes) in CLIPS {
        let heard = envelope(&decode(bytes).unwrap());
        let loudest = heard.iter().copied().fold(0.0, f32::max);
        let first = heard.iter().position(|&level| level > loudest / 100.0).unwrap();
        let last = heard.iter().rposition(|&level| level > loudest / 100.0).unwrap();
        assert!(
            first <= 3 && heard.len() - last <= 4,
            "{text}: {first}..={last} of {}",
            heard.len()
        );
    }
}

#[test]
fn the_length_in_the_pages_is_the_length_heard() {
    for (text, bytes) in CLIPS {
        assert_eq!(duration_ms(bytes).unwrap(), decode(bytes).unwrap().duration_ms(), "{text}");
    }
    // As opusinfo and the reference decoder say: 126,480 samples.
    assert_eq!(decode(SENTENCE).unwrap().samples().len(), 126_480);
    assert_eq!(duration_ms(SENTENCE).unwrap(), 2_635);
}

#[test]
fn the_fixtures_are_named_by_what_they_say() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).unwrap();
    let names: Vec<String> =
        folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    for (text, _) in CLIPS {
        let ending = format!("-{}.opus", clip_hash(text));
        assert!(names.iter().any(|name| name.ends_with(&ending)), "{text}");
    }
}

#[test]
fn what_is_no_clip_is_refused_with_its_reason() {
    let reason = |bytes: &[u8]| duration_ms(bytes).unwrap_err().to_string();
    assert!(reason(b"").contains("damaged"));
    assert!(reason(b"RIFF....WAVEfmt ").contains("damaged"));
    assert!(
        reason(&SENTENCE[..SENTENCE.len() / 2]).contains("damaged"),
        "{}",
        reason(&SENTENCE[..SENTENCE.len() / 2])
    );
    assert!(matches!(
        decode(&pages(&HEAD, &[vec![0xff; 40]], 2_880)),
        Err(ClipError::Packet { packet: 0 })
    ));
    let stereo = {
        let mut head = HEAD;
        head[9] = 2;
        head
    };
    assert!(reason(&pages(&stereo, &[vec![0x58; 40]], 2_880)).contains("mono"));
    assert!(matches!(
        decode(&pages(&HEAD, &[vec![0x58; 40]], 2_881)),
        Err(ClipError::Truncated { promised: 2_881, packets: 2_880 })
    ));
    assert!(matches!(
        decode(&pages(&HEAD, &vec![vec![0x58; 4]; 2_001], 2_880)),
        Err(ClipError::TooLong)
    ));
}

const HEAD: [u8; 19] = *b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00";

/// A stream with valid checksums around any packets, ending where it says.
fn pages(head: &[u8], packets: &[Vec<u8>], end: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = PacketWriter::new(&mut bytes);
    let mut put = |packet: Vec<u8>, info, position| {
        writer.write_packet(Cow::Owned(packet), 1, info, position).unwrap()
    };
    put(head.to_vec(), PacketWriteEndInfo::EndPage, 0);
    put(b"OpusTags\x00\x00\x00\x00\x00\x00\x00\x00".to_vec(), PacketWriteEndInfo::EndPage, 0);
    for (number, packet) in packets.iter().enumerate() {
        let last = number + 1 == packets.len();
        let info =
            if last { PacketWriteEndInfo::EndStream } else { PacketWriteEndInfo::NormalPacket };
        let position = if last { end } else { (number as u64 + 1) * 2_880 };
        put(packet.clone(), info, position);
    }
    bytes
}

/// Nothing panics, and lengths agree whenever both are given.
fn check(bytes: &[u8]) -> Result<bool, TestCaseError> {
    let (told, decoded) = (duration_ms(bytes), decode(bytes));
    if let (Ok(told), Ok(clip)) = (&told, &decoded) {
        prop_assert_eq!(*told, clip.duration_ms());
        prop_assert!(clip.samples().iter().all(|sample| (-1.0..=1.0).contains(sample)));
    }
    prop_assert!(told.is_ok() || decoded.is_err(), "decoded, though its pages are refused");
    Ok(decoded.is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_is_always_found(which in 0..CLIPS.len(), at: prop::sample::Index, flip in 1_u8..) {
        let mut bytes = CLIPS[which].1.to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(!check(&bytes)?);
    }

    #[test]
    fn a_clip_cut_short_is_always_found(which in 0..CLIPS.len(), at: prop::sample::Index) {
        let bytes = CLIPS[which].1;
        prop_assert!(!check(&bytes[..at.index(bytes.len())])?);
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..2_000), at: prop::sample::Index) {
        check(&bytes)?;
        let mut inserted = CLIPS[2].1.to_vec();
        let at = at.index(inserted.len());
        inserted.splice(at..at, bytes);
        check(&inserted)?;
    }

    /// Checksums guard against accidents. Behind valid ones, any packet of
    /// speech must still be survived by the decoder.
    #[test]
    fn any_packets_with_valid_checksums_are_survived(
        packets in prop::collection::vec((0_u8..12, prop::collection::vec(any::<u8>(), 0..200)), 1..20),
        any_first_byte in prop::option::of(any::<u8>()),
        skip in any::<u16>(),
        gain in any::<i16>(),
        end in 0_u64..60_000,
    ) {
        let mut head = HEAD;
        head[10..12].copy_from_slice(&skip.to_le_bytes());
        head[16..18].copy_from_slice(&gain.to_le_bytes());
        let packet = |(config, mut body): (u8, Vec<u8>)| { body.insert(0, any_first_byte.unwrap_or(config << 3)); body };
        let packets: Vec<Vec<u8>> = packets.into_iter().map(packet).collect();
        check(&pages(&head, &packets, end))?;
        check(&pages(&HEAD, &packets, packets.len() as u64 * 480))?;
    }
}
