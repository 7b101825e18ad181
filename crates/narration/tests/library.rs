//! Who says a sentence: one speaker or nobody, and how long it takes.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use narration::{
    Library, PART_PAUSE_MS, Speaker, Spoken, Utterance, WORD_PAUSE_MS, decode, file_name,
};

const SENTENCE: &[u8] = include_bytes!("fixtures/open-scanner-1d3c50c91b201466.opus");
const BA: &[u8] = include_bytes!("fixtures/number-ba-b51f1e48254663a1.opus");
const NGHIN: &[u8] = include_bytes!("fixtures/number-nghin-7f886130c7a5c7ac.opus");
const DONG: &[u8] = include_bytes!("fixtures/number-dong-43406124fc842ce0.opus");
const PAY: &str = "Bác trả";

fn library(recorded: &[(&str, &'static [u8])], synthesised: &[(&str, &'static [u8])]) -> Library {
    let paths =
        |folder: &'static str, clips: &[(&str, &'static [u8])]| -> Vec<(String, &'static [u8])> {
            clips
                .iter()
                .map(|(text, bytes)| {
                    (format!("lessons/pay/narration{folder}/{}", file_name("a", text)), *bytes)
                })
                .collect()
        };
    Library::new(paths("", synthesised).into_iter().chain(paths("/recorded", recorded)))
}

/// *Bác trả 3.000 ₫*; the recorded voice differs in length, so that it shows.
fn amount() -> Utterance {
    Utterance {
        text: "Bác trả 3.000\u{a0}₫".to_owned(),
        fragments: [PAY, "ba", "nghìn", "đồng"].map(str::to_owned).to_vec(),
    }
}

const SYNTHESISED: [(&str, &[u8]); 4] = [(PAY, BA), ("ba", BA), ("nghìn", NGHIN), ("đồng", DONG)];

fn speaker(spoken: &Spoken) -> Option<Speaker> {
    match spoken {
        Spoken::Clips { speaker, .. } => Some(*speaker),
        Spoken::Silent { .. } => None,
    }
}

#[test]
fn a_recording_goes_before_the_synthesiser() {
    let library = library(&[(PAY, SENTENCE)], &[(PAY, BA)]);
    let spoken = library.resolve(&Utterance::whole(PAY));
    assert_eq!(speaker(&spoken), Some(Speaker::Recorded));
    assert_eq!(spoken.total_ms(), 2_635);
    assert_eq!(spoken.clips()[0].file, file_name("a", PAY));
}

#[test]
fn no_sentence_mixes_two_voices() {
    // The recorded voice lacks one word of the amount: it says none of it.
    let library = library(&[(PAY, SENTENCE), ("ba", SENTENCE), ("nghìn", SENTENCE)], &SYNTHESISED);
    let spoken = library.resolve(&amount());
    assert_eq!(speaker(&spoken), Some(Speaker::Synthesised));
    assert!(spoken.clips().iter().all(|clip| clip.ms < 400), "{spoken:?}");
}

#[test]
fn with_a_word_missing_everywhere_nothing_is_spoken() {
    let mut parts = SYNTHESISED.to_vec();
    parts.remove(1);
    let spoken = library(&[("ba", BA)], &parts).resolve(&amount());
    assert_eq!(spoken, Spoken::Silent { missing: vec!["ba".to_owned()] });
    assert_eq!(spoken.total_ms(), 0);
}

#[test]
fn a_damaged_recording_is_as_good_as_none() {
    let broken = &SENTENCE[..SENTENCE.len() - 1];
    let utterance = Utterance::whole(PAY);
    let spoken = library(&[(PAY, broken)], &[(PAY, BA)]).resolve(&utterance);
    assert_eq!(speaker(&spoken), Some(Speaker::Synthesised));
    let spoken = library(&[], &[(PAY, broken)]).resolve(&utterance);
    assert_eq!(spoken, Spoken::Silent { missing: vec![PAY.to_owned()] });
}

#[test]
fn the_total_is_what_is_heard_to_the_millisecond_a_clip() {
    let library = library(&[], &SYNTHESISED);
    let spoken = library.resolve(&amount());
    let lengths = [BA, BA, NGHIN, DONG].map(|bytes| decode(bytes).unwrap().duration_ms());
    assert_eq!(spoken.total_ms(), lengths.iter().sum::<u32>() + PART_PAUSE_MS + 2 * WORD_PAUSE_MS);
    let heard = library.samples(&spoken).unwrap();
    assert!(heard.duration_ms().abs_diff(spoken.total_ms()) <= 4);
    // The pause between the first part and the amount is really silent.
    let start = decode(BA).unwrap().samples().len();
    let pause = &heard.samples()[start..start + PART_PAUSE_MS as usize * 48];
    assert!(pause.iter().all(|&sample| sample == 0.0));
    assert_ne!(heard.samples()[start + pause.len()..][..4_800], [0.0; 4_800]);
}

#[test]
fn the_slug_and_the_folder_do_not_matter_the_text_does() {
    let path = format!("anywhere/else/{}", file_name("another name", PAY));
    let library = Library::new([(path.as_str(), BA), ("anywhere/README.md", SENTENCE)]);
    assert_eq!((library.len(Speaker::Synthesised), library.len(Speaker::Recorded)), (1, 0));
    assert_eq!(
        speaker(&library.resolve(&Utterance::whole(" Bác trả "))),
        Some(Speaker::Synthesised)
    );
    assert_eq!(speaker(&library.resolve(&Utterance::whole("Bác trả."))), None);
}

#[test]
fn a_folder_called_recorded_decides_and_a_file_called_so_does_not() {
    let name = file_name("recorded", PAY);
    let library = Library::new([(name.as_str(), BA)]);
    assert_eq!((library.len(Speaker::Synthesised), library.len(Speaker::Recorded)), (1, 0));
}

/// A voice of the device with these texts.
fn voice(clips: &[(&str, &[u8])]) -> Vec<(String, Vec<u8>)> {
    clips.iter().map(|(text, bytes)| (file_name("a-7", text), bytes.to_vec())).collect()
}

#[test]
fn the_first_voice_that_has_the_whole_sentence_says_it_and_no_two_mix() {
    let before = library(&[(PAY, SENTENCE)], &SYNTHESISED);
    let whole = voice(&SYNTHESISED);
    let part = voice(&SYNTHESISED[..3]);
    let spoken_with = |voices| {
        let library = before.with_voices(voices);
        let spoken = library.resolve(&amount());
        let samples = library.samples(&spoken).unwrap();
        assert!(samples.duration_ms().abs_diff(spoken.total_ms()) <= 4);
        speaker(&spoken)
    };
    assert_eq!(spoken_with(vec![]), Some(Speaker::Synthesised));
    assert_eq!(spoken_with(vec![part.clone()]), Some(Speaker::Synthesised));
    assert_eq!(spoken_with(vec![whole.clone(), part.clone()]), Some(Speaker::Familiar(0)));
    assert_eq!(spoken_with(vec![part, whole]), Some(Speaker::Familiar(1)));
    assert_eq!(speaker(&before.resolve(&amount())), Some(Speaker::Synthesised), "as it was");
}

#[test]
fn a_familiar_voice_goes_before_a_recording_that_was_built_in() {
    let library = library(&[(PAY, SENTENCE)], &SYNTHESISED).with_voices(vec![voice(&[(PAY, BA)])]);
    let spoken = library.resolve(&Utterance::whole(PAY));
    assert_eq!(speaker(&spoken), Some(Speaker::Familiar(0)));
    assert_eq!(library.len(Speaker::Familiar(0)), 1);
    assert_eq!(library.len(Speaker::Familiar(1)), 0);
    let damaged = library.with_voices(vec![voice(&[(PAY, &BA[1..])])]);
    assert_eq!(speaker(&damaged.resolve(&Utterance::whole(PAY))), Some(Speaker::Recorded));
}
