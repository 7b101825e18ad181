//! What authors and learners get: the right clips, equally loud, and no other.
//!
//! Needs the programs that make clips; they are part of setting up.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use narration::{Library, Speaker, Spoken, Utterance, decode};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

const SENTENCE: &str = "Chạm nút Quét mã ở giữa màn hình.";

fn want(slug: &str, text: &str) -> Wanted {
    Wanted { slug: slug.to_owned(), text: text.to_owned(), folder: "lessons/pay/narration".into() }
}

fn all_files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = root.join("lessons/pay/narration");
    let mut files = files_in(&folder).unwrap();
    files.extend(files_in(&folder.join("recorded")).unwrap());
    files
        .into_iter()
        .map(|path| (path.strip_prefix(root).unwrap().to_owned(), fs::read(path).unwrap()))
        .collect()
}

/// A WAV file of a tone with silence before and after it.
fn recording(hertz: f32, level: f32) -> Vec<u8> {
    let silence = vec![0.0; 24_000];
    let tone =
        (0..48_000).map(|n| level * (n as f32 * hertz * std::f32::consts::TAU / 48_000.0).sin());
    let samples: Vec<f32> =
        silence.iter().copied().chain(tone).chain(silence.iter().copied()).collect();
    let mut wav = Vec::new();
    let size = (samples.len() * 2) as u32;
    wav.extend_from_slice(b"RIFF");
    wav.extend_from_slice(&(36 + size).to_le_bytes());
    wav.extend_from_slice(
        b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0data",
    );
    wav.extend_from_slice(&size.to_le_bytes());
    wav.extend(samples.iter().flat_map(|s| ((s * 32_767.0) as i16).to_le_bytes()));
    wav
}

#[test]
fn only_what_is_missing_is_made_and_what_no_text_wants_is_named() {
    let root = TempDir::new().unwrap();
    let first =
        run(root.path(), &[want("a", SENTENCE), want("b", "ba"), want("c", " ba ")], None).unwrap();
    assert_eq!((first.made.len(), first.kept, first.stale.len()), (2, 0, 0), "{first}");
    let before = all_files(root.path());

    let second = run(root.path(), &[want("a", SENTENCE), want("b", "bốn")], None).unwrap();
    assert_eq!((second.made.len(), second.kept), (1, 1), "{second}");
    let gone = root.path().join("lessons/pay/narration").join(narration::file_name("b", "ba"));
    assert_eq!(second.stale, std::slice::from_ref(&gone));
    assert!(
        before.iter().all(|(path, bytes)| all_files(root.path())[path] == *bytes),
        "nothing is touched"
    );
    assert!(second.to_string().contains("no text wants this clip"));

    second.remove_stale().unwrap();
    assert!(!gone.exists());
    assert_eq!(all_files(root.path()).len(), 2);
}

#[test]
fn making_clips_anew_gives_the_same_bytes() {
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let wanted = [want("a", SENTENCE), want("b", "mươi"), want("c", "đồng")];
    run(one.path(), &wanted, None).unwrap();
    run(two.path(), &wanted, None).unwrap();
    assert_eq!(all_files(one.path()), all_files(two.path()));
}

#[test]
fn clips_are_equally_loud_small_and_at_the_narrators_pace() {
    let root = TempDir::new().unwrap();
    let texts = [
        SENTENCE,
        "Mời bác kiểm tra tên người nhận trước khi chuyển tiền.",
        "Nút có khung vuông màu xanh.",
        "không",
        "phút",
        "một",
        "tư",
        "mươi",
        "tỷ",
        "đồng",
    ];
    let wanted: Vec<_> = texts.iter().map(|text| want("a", text)).collect();
    run(root.path(), &wanted, None).unwrap();
    let (mut syllables, mut seconds) = (0, 0.0);
    for text in texts {
        let bytes = &all_files(root.path())
            [&Path::new("lessons/pay/narration").join(narration::file_name("a", text))];
        let clip = decode(bytes).unwrap();
        let (loudness, peak) =
            (audio::loudness(clip.samples()).unwrap(), audio::true_peak(clip.samples()).unwrap());
        assert!((-18.0..=-16.0).contains(&loudness), "{text}: {loudness} LUFS");
        assert!(peak <= -1.5, "{text}: {peak} dB");
        // 12 kb/s, and what the container takes however short the clip.
        let length = f64::from(clip.duration_ms()) / 1_000.0;
        assert!(bytes.len() as f64 <= 1_500.0 * length + 400.0, "{text}: {} bytes", bytes.len());
        if text.contains(' ') {
            syllables += text.split_whitespace().count();
            seconds += length;
        }
    }
    let pace = syllables as f64 / seconds * 60.0;
    assert!((160.0..=180.0).contains(&pace), "{pace} syllables a minute");
}

#[test]
fn a_word_of_a_number_is_said_in_passing_and_the_last_one_is_not() {
    // The same word as a sentence of its own is drawn out.
    for word in ["ba", "năm", "mươi", "tỷ"] {
        let length =
            |text: &str| decode(&texts::speak(text).unwrap()).unwrap().duration_ms() as f32;
        let (inside, alone) = (length(word), length(&format!("{word}.")));
        assert!(inside < 0.9 * alone, "{word}: {inside} ms in a number, {alone} alone");
    }
    let same = texts::speak("đồng").unwrap() == texts::speak("đồng.").unwrap();
    assert!(same, "đồng ends what it is in");
}

#[test]
fn every_word_that_values_are_read_with_is_one_of_a_number() {
    for word in vietnamese::all_spoken_words() {
        assert!(narration::is_number_word(word) || word == "đồng", "{word}");
    }
}

#[test]
fn a_recording_wins_and_is_trimmed_and_made_as_loud() {
    let (root, voice) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    fs::write(voice.path().join("open.wav"), recording(300.0, 0.02)).unwrap();
    fs::write(voice.path().join("other.wav"), recording(300.0, 0.02)).unwrap();
    fs::write(voice.path().join("notes.txt"), "not a sound").unwrap();
    let wanted = [want("open", SENTENCE)];
    let report = run(root.path(), &wanted, Some(voice.path())).unwrap();
    assert_eq!(
        (report.made.len(), report.recorded.len()),
        (1, 1),
        "the synthesised one is made all the same"
    );
    assert_eq!(report.unmatched, [voice.path().join("other.wav")]);

    let library = Library::new(all_files(root.path()));
    let spoken = library.resolve(&Utterance::whole(SENTENCE));
    let Spoken::Clips { speaker: Speaker::Recorded, clips } = &spoken else { panic!("{spoken:?}") };
    // One second of tone; of the half second before and after, the margins.
    assert!(clips[0].ms.abs_diff(1_120) <= 15, "{} ms", clips[0].ms);
    let loudness = audio::loudness(library.samples(&spoken).unwrap().samples()).unwrap();
    assert!((-18.0..=-16.0).contains(&loudness), "{loudness} LUFS");

    let again = run(root.path(), &wanted, Some(voice.path())).unwrap();
    assert_eq!((again.made.len(), again.recorded.len(), again.kept), (0, 0, 2));
    fs::write(voice.path().join("open.wav"), recording(500.0, 0.02)).unwrap();
    let better = run(root.path(), &wanted, Some(voice.path())).unwrap();
    assert_eq!(better.recorded.len(), 1, "a new recording replaces the old one");
}

#[test]
fn a_recording_of_the_earlier_text_is_refused() {
    let (root, voice) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    fs::write(voice.path().join("open.wav"), recording(300.0, 0.2)).unwrap();
    run(root.path(), &[want("open", SENTENCE)], Some(voice.path())).unwrap();
    let edited = [want("open", "Chạm nút Quét mã ở dưới cùng.")];
    let error = run(root.path(), &edited, Some(voice.path())).unwrap_err().to_string();
    assert!(error.contains("earlier text of `open`"), "{error}");
}

#[test]
fn a_recording_by_hash_is_found_and_an_ambiguous_or_silent_one_refused() {
    let (root, voice) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let wanted = [want("open", SENTENCE), want("open", "Xong rồi.")];
    let by_hash = voice.path().join(format!("{}.wav", ClipId::of("Xong rồi.")));
    fs::write(&by_hash, recording(300.0, 0.2)).unwrap();
    assert_eq!(run(root.path(), &wanted, Some(voice.path())).unwrap().recorded.len(), 1);

    fs::write(voice.path().join("open.wav"), recording(300.0, 0.2)).unwrap();
    let error = run(root.path(), &wanted, Some(voice.path())).unwrap_err().to_string();
    assert!(error.contains("several texts are called `open`"), "{error}");

    fs::remove_file(voice.path().join("open.wav")).unwrap();
    for nothing in [recording(300.0, 0.0), b"no sound at all".to_vec()] {
        fs::write(&by_hash, nothing).unwrap();
        let error = run(root.path(), &wanted, Some(voice.path())).unwrap_err();
        assert!(error.to_string().contains("can't be used"), "{error:#}");
    }
}

#[test]
fn what_would_be_misread_is_refused_all_at_once_and_nothing_is_made() {
    let root = TempDir::new().unwrap();
    let wanted = [
        want("good", SENTENCE),
        want("amount", "Trả 35 nghìn."),
        want("sign", "Trả năm đồng ₫."),
        want("placeable", "Mời { $you }."),
        want("foreign", "Нажмите."),
        want("empty", " … "),
    ];
    let error = run(root.path(), &wanted, None).unwrap_err().to_string();
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!(lines.len(), 5, "{error}");
    for slug in ["amount", "sign", "placeable", "foreign", "empty"] {
        assert!(
            lines.iter().any(|line| line.contains(&format!("`{slug}`")) && line.ends_with('.')),
            "{error}"
        );
    }
    assert!(error.contains("the digit `3`: write numbers out in words"), "{error}");
    assert!(all_files(root.path()).is_empty());
}

proptest! {
    #[test]
    fn plain_sentences_are_speakable_and_one_wrong_character_is_not(
        words in prop::collection::vec("[a-zđA-ZĐàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]{1,6}", 1..8),
        wrong in "[0-9₫$%&/@#+=_*<>|~\\\\{}\u{a0}\u{0}ñß日]",
    ) {
        let text = words.join(" ") + ".";
        prop_assert_eq!(texts::complaint("s", &text), None);
        let misread = format!("{text} {wrong}.");
        prop_assert!(texts::complaint("s", &misread).is_some());
    }
}
