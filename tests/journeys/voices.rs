//! A familiar voice on the device: it speaks on the app's screens as it was recorded, before the
//! narrator, whole sentences only; and on another device once it was carried there.

use std::path::Path;

use driver::app::Heard;
use driver::learner::Learner;
use narration::{Library, SAMPLES_PER_MS, Utterance, decode};
use protocol::UnixMillis;
use recordings::{Recordings, Take, VoiceId};

const GRANDCHILD: VoiceId = VoiceId([7; 16]);

/// The two sentences of the home screen, and the sentences of the narrator that are spoken into
/// the microphone in their place: somebody who reads them otherwise than he does.
const HOME: [&str; 2] =
    ["Xin chào! Hôm nay mình cùng học nhé.", "Chạm nút to ở phía dưới là học được ngay."];

fn spoken(library: &Library, text: &str) -> Vec<f32> {
    let spoken = library.resolve(&Utterance::whole(text));
    let clip = library.samples(&spoken).unwrap().into_samples();
    assert!(!clip.is_empty(), "no clip says «{text}»");
    let mut all = vec![0.0; 500 * SAMPLES_PER_MS];
    // A slower reader than the narrator, and softer.
    all.extend(narration::stretch(clip, narration::Speed::Slow).iter().map(|s| s * 0.3));
    all.resize(all.len() + 400 * SAMPLES_PER_MS, 0.0);
    all
}

/// Records these texts into a device's folder.
fn record(data: &Path, texts: &[&str]) -> Recordings {
    let library = camtay::bundled::library();
    let mut recordings = Recordings::open(&data.join("recordings"));
    recordings.add_voice(GRANDCHILD, "Cháu", None, UnixMillis(1)).unwrap();
    for text in texts {
        let take = Take::listen(&spoken(&library, text), text).unwrap();
        recordings.keep(GRANDCHILD, "home", text, &take, UnixMillis(1_000)).unwrap();
    }
    recordings
}

/// What is said on the home screen of the device with this data.
fn heard_at_home(data: &Path) -> Heard {
    let mut learner =
        Learner::new(driver::real::open, driver::app::Opening::on(data)).expect("the app opens");
    learner.do_right_until(20, |place| place.screen == "home").unwrap();
    learner.tap("fixed.replay").unwrap();
    learner.heard().unwrap().pop().unwrap()
}

#[test]
fn a_recorded_voice_speaks_as_recorded_here_and_where_it_was_carried() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let recordings = record(here.path(), &HOME);
    let heard = heard_at_home(here.path());
    assert_eq!(heard.clips.len(), 2);
    for (clip, text) in heard.clips.iter().zip(HOME) {
        let bytes = recordings.clip(GRANDCHILD, &narration::ClipId::of(text)).unwrap();
        assert!(clip.file.contains("-1000-"), "{clip:?} is the narrator's");
        assert_eq!(clip.ms, decode(&bytes).unwrap().duration_ms());
    }
    let file = recordings.export(GRANDCHILD).unwrap();
    let wanted = HOME.map(narration::ClipId::of).into();
    let mut carried = Recordings::open(&there.path().join("recordings"));
    assert_eq!(carried.import(&file, &wanted, UnixMillis(9_000)).unwrap().taken, 2);
    assert_eq!(heard_at_home(there.path()), heard);
}

#[test]
fn half_a_sentence_of_a_familiar_voice_is_never_mixed_with_the_narrator() {
    let here = tempfile::tempdir().unwrap();
    drop(record(here.path(), &HOME[..1]));
    let heard = heard_at_home(here.path());
    assert_eq!(heard.clips.len(), 2);
    assert!(heard.clips.iter().all(|clip| !clip.file.contains("-1000-")), "{heard:?}");
}
