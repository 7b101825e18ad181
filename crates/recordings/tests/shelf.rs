//! What is on disk: nothing is lost by a redo, a damaged file or a phone that dies; what is erased
//! is gone; a voice travels as one file, and no file that anyone made does harm.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use narration::{ClipId, SAMPLES_PER_MS, decode};
use proptest::prelude::*;
use protocol::{PersonId, UnixMillis};
use recordings::{Imported, PackError, Recordings, Take, VoiceId};

const TEXT: &str = "Chạm nút Quét mã ở giữa màn hình.";
const SENTENCE: &[u8] =
    include_bytes!("../../narration/tests/fixtures/open-scanner-1d3c50c91b201466.opus");
const WORD: &[u8] =
    include_bytes!("../../narration/tests/fixtures/number-ba-b51f1e48254663a1.opus");

const GRANDCHILD: VoiceId = VoiceId([7; 16]);
const LAN: PersonId = PersonId([1; 16]);

fn take(clip: &[u8], text: &str) -> Take {
    let mut samples = vec![0.0; 300 * SAMPLES_PER_MS];
    samples.extend(decode(clip).unwrap().into_samples());
    samples.resize(samples.len() + 300 * SAMPLES_PER_MS, 0.0);
    Take::listen(&samples, text).unwrap()
}

fn at(millis: i64) -> UnixMillis {
    UnixMillis(millis)
}

/// A grandchild's voice that says a sentence and a number.
fn shelf(folder: &Path) -> Recordings {
    let mut shelf = Recordings::open(folder);
    shelf.add_voice(GRANDCHILD, "Cháu Minh", Some(LAN), at(1_000)).unwrap();
    shelf.keep(GRANDCHILD, "qr-pay-open-scanner", TEXT, &take(SENTENCE, TEXT), at(2_000)).unwrap();
    shelf.keep(GRANDCHILD, "number-ba", "ba", &take(WORD, "ba"), at(3_000)).unwrap();
    shelf
}

fn wanted() -> BTreeSet<ClipId> {
    [TEXT, "ba", "bốn"].map(ClipId::of).into()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

#[test]
fn what_was_recorded_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let before = shelf(folder.path());
    let after = Recordings::open(folder.path());
    assert_eq!(before.voices(), after.voices());
    let voice = after.voice(GRANDCHILD).unwrap();
    assert_eq!((voice.name.as_str(), voice.person, voice.len()), ("Cháu Minh", Some(LAN), 2));
    assert_eq!(after.clip(GRANDCHILD, &ClipId::of("ba")).unwrap(), take(WORD, "ba").clip());
}

#[test]
fn a_later_take_replaces_an_earlier_one_also_when_the_clock_was_set_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut shelf = shelf(folder.path());
    let short = take(WORD, "ba");
    shelf.keep(GRANDCHILD, "x", "ba", &short, at(5)).unwrap();
    assert_eq!(shelf.voice(GRANDCHILD).unwrap().len(), 2);
    let opened = Recordings::open(folder.path());
    assert_eq!(opened.voices(), shelf.voices());
    assert_eq!(files(folder.path()).len(), 3, "no earlier take is left behind");
}

#[test]
fn a_phone_that_died_while_writing_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = shelf(folder.path());
    let own = folder.path().join(GRANDCHILD.to_string());
    // Half a new take under its own name for the time being, and both takes of a redo.
    fs::write(own.join("number-ba-9000-b51f1e48254663a1.opus.partial"), &SENTENCE[..99]).unwrap();
    let clip = shelf.clip(GRANDCHILD, &ClipId::of("ba")).unwrap();
    let redo = format!("number-ba-8000-{}.opus", ClipId::of("ba"));
    fs::write(own.join(&redo), &clip).unwrap();
    let opened = Recordings::open(folder.path());
    assert_eq!(opened.voice(GRANDCHILD).unwrap().len(), 2);
    assert!(own.join(redo).exists());
    assert_eq!(opened.clips(GRANDCHILD).len(), 2);
}

#[test]
fn a_damaged_take_counts_as_missing_and_stays_beside() {
    let folder = tempfile::tempdir().unwrap();
    drop(shelf(folder.path()));
    let path = files(folder.path()).into_iter().find(|p| p.to_string_lossy().contains("number"));
    let path = path.unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(&path, &bytes).unwrap();
    let opened = Recordings::open(folder.path());
    assert!(!opened.voice(GRANDCHILD).unwrap().has(&ClipId::of("ba")));
    assert!(!path.exists());
    let aside =
        files(folder.path()).into_iter().find(|p| p.to_string_lossy().ends_with("damaged-1"));
    assert_eq!(fs::read(aside.unwrap()).unwrap(), bytes);
    fs::write(folder.path().join(GRANDCHILD.to_string()).join("voice.json"), "{").unwrap();
    assert_eq!(Recordings::open(folder.path()).voices()[0].len(), 1, "takes outlive their name");
}

#[test]
fn erasing_a_person_leaves_no_byte_of_their_voice() {
    let folder = tempfile::tempdir().unwrap();
    let mut shelf = shelf(folder.path());
    let other = VoiceId([8; 16]);
    shelf.add_voice(other, "Cô giáo", None, at(4_000)).unwrap();
    shelf.keep(other, "number-ba", "ba", &take(WORD, "ba"), at(5_000)).unwrap();
    let own = folder.path().join(GRANDCHILD.to_string());
    fs::write(own.join("x.damaged-1"), "put beside").unwrap();
    assert_eq!(shelf.erase_person(LAN).unwrap(), 1);
    assert!(!own.exists());
    assert_eq!(shelf.voices().len(), 1);
    assert_eq!(files(folder.path()).len(), 2, "the teacher's voice stays");
    assert_eq!(shelf.erase_person(LAN).unwrap(), 0);
}

#[test]
fn a_voice_travels_as_one_file_and_says_the_same_there() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let one = shelf(here.path());
    let file = one.export(GRANDCHILD).unwrap();
    let mut two = Recordings::open(there.path());
    let imported = two.import(&file, &wanted(), at(9_000)).unwrap();
    assert_eq!(imported, Imported { voice: GRANDCHILD, taken: 2, left: 0 });
    let mut clips = two.clips(GRANDCHILD);
    clips.sort();
    let mut same = one.clips(GRANDCHILD);
    same.sort();
    assert_eq!(clips, same);
    assert_eq!(two.voice(GRANDCHILD).unwrap().person, None, "the person stays at home");
    let again = two.import(&file, &wanted(), at(9_000)).unwrap();
    assert_eq!((again.taken, again.left), (0, 2));
}

#[test]
fn an_import_never_replaces_a_later_take() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let old = shelf(here.path()).export(GRANDCHILD).unwrap();
    let mut two = shelf(there.path());
    two.keep(GRANDCHILD, "number-ba", "ba", &take(WORD, "ba"), at(50_000)).unwrap();
    let later = two.voices().to_vec();
    let imported = two.import(&old, &wanted(), at(60_000)).unwrap();
    assert_eq!((imported.taken, imported.left), (0, 2));
    assert_eq!(two.voices(), later);
    // And the other way round the later one goes in.
    let mut one = Recordings::open(here.path());
    let imported = one.import(&two.export(GRANDCHILD).unwrap(), &wanted(), at(60_000)).unwrap();
    assert_eq!((imported.taken, imported.left), (1, 1));
}

#[test]
fn each_wrong_file_has_a_sentence_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut shelf = shelf(folder.path());
    let file = shelf.export(GRANDCHILD).unwrap();
    let mut import = |bytes: &[u8]| shelf.import(bytes, &wanted(), at(0)).unwrap_err().key();
    assert_eq!(import(b"\x89PNG and so on"), "voice-file-not-ours");
    assert_eq!(import(b""), "voice-file-not-ours");
    assert_eq!(import(&file[..file.len() / 2]), "voice-file-damaged");
    assert_eq!(import(&vec![0; 65 << 20]), "voice-file-too-large");
    let mut other = shelf.import(&file, &BTreeSet::new(), at(0)).unwrap_err();
    assert_eq!(other.key(), "voice-file-other-texts");
    let newer = String::from_utf8_lossy(&file).contains("\"version\": 1");
    assert!(newer, "the manifest is readable");
    let mut changed = file.clone();
    let place = changed.windows(12).position(|w| w == b"\"version\": 1").unwrap();
    changed[place + 11] = b'9';
    other = shelf.import(&changed, &wanted(), at(0)).unwrap_err();
    // The archive's own checksum speaks first.
    assert_eq!(other.key(), "voice-file-damaged");
    let empty = VoiceId([9; 16]);
    shelf.add_voice(empty, "", None, at(0)).unwrap();
    assert!(matches!(shelf.export(empty), Err(PackError::Empty)));
}

/// An archive as a stranger might make it.
fn archive(manifest: &str, clips: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    use zip::write::SimpleFileOptions;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in [("giong.json", manifest.as_bytes())].iter().chain(clips) {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn manifest(version: u32, file: &str, clip: &[u8]) -> String {
    format!(
        r#"{{"format":"camtay-giong","version":{version},"id":"{GRANDCHILD}","name":"x","created":1,
        "clips":[{{"file":"{file}","blake3":"{}"}}]}}"#,
        blake3::hash(clip).to_hex()
    )
}

#[test]
fn no_archive_writes_outside_its_own_folder() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("recordings");
    let mut shelf = Recordings::open(&inside);
    let hash = ClipId::of("ba");
    for name in [
        format!("../../number-ba-1-{hash}.opus"),
        format!("/tmp/number-ba-1-{hash}.opus"),
        format!("a\\\\b-1-{hash}.opus"),
        format!("a/b-1-{hash}.opus"),
        format!("x-1-{hash}.opus.exe"),
        format!("{}-1-{hash}.opus", "x".repeat(300)),
    ] {
        let file = archive(&manifest(1, &name, WORD), &[(&name, WORD)]);
        let error = shelf.import(&file, &wanted(), at(0)).unwrap_err();
        assert!(matches!(error, PackError::Damaged), "{name}: {error}");
    }
    let good = format!("x-1-{hash}.opus");
    let newer = archive(&manifest(2, &good, WORD), &[(&good, WORD)]);
    assert!(matches!(shelf.import(&newer, &wanted(), at(0)), Err(PackError::Newer)));
    let no_sound = archive(&manifest(1, &good, b"no sound"), &[(&good, b"no sound")]);
    assert!(matches!(shelf.import(&no_sound, &wanted(), at(0)), Err(PackError::Damaged)));
    let swapped = archive(&manifest(1, &good, WORD), &[(&good, SENTENCE)]);
    assert!(matches!(shelf.import(&swapped, &wanted(), at(0)), Err(PackError::Damaged)));
    let huge = vec![0; 2_000_000];
    let huge = archive(&manifest(1, &good, &huge), &[(&good, &huge)]);
    assert!(matches!(shelf.import(&huge, &wanted(), at(0)), Err(PackError::TooLarge)));
    let missing = archive(&manifest(1, &good, WORD), &[]);
    assert!(matches!(shelf.import(&missing, &wanted(), at(0)), Err(PackError::Damaged)));
    assert_eq!(files(folder.path()), Vec::<PathBuf>::new(), "nothing was written");
    let fine = archive(&manifest(1, &good, WORD), &[(&good, WORD)]);
    assert_eq!(shelf.import(&fine, &wanted(), at(0)).unwrap().taken, 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever a cable, a chat or a stranger does to the file: it is taken in whole or refused,
    /// and what is on the shelf already stays as it is.
    #[test]
    fn any_damage_is_refused_and_touches_nothing(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        static FILE: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
        let file = FILE.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            shelf(folder.path()).export(GRANDCHILD).unwrap()
        });
        let mut bytes = file.clone();
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        let folder = tempfile::tempdir().unwrap();
        let mut there = Recordings::open(folder.path());
        if let Ok(imported) = there.import(&bytes, &wanted(), at(0)) {
            // Only what no checksum covers may differ: times, attributes.
            prop_assert_eq!(imported.taken, 2);
            for (_, clip) in there.clips(imported.voice) {
                prop_assert!(decode(&clip).is_ok());
            }
        } else {
            prop_assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
        }
    }

    #[test]
    fn any_bytes_at_all_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let folder = tempfile::tempdir().unwrap();
        let refused = Recordings::open(folder.path()).import(&bytes, &wanted(), at(0)).is_err();
        prop_assert!(refused);
    }
}
