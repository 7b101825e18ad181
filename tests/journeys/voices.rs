//! A familiar voice on the device: it speaks on the app's screens as it was recorded, before the
//! narrator, whole sentences only; and on another device once it was carried there.

use std::path::Path;

use driver::app::{Heard, Opening};
use driver::learner::Learner;
use narration::{Library, SAMPLES_PER_MS, Utterance, decode};
use protocol::UnixMillis;
use recordings::{Recordings, Take, VoiceId};

const GRANDCHILD: VoiceId = VoiceId([7; 16]);

/// The sentences of the home screen of somebody new.
const HOME: [&str; 3] = [
    "Xin chào! Hôm nay mình cùng học nhé.",
    "Hôm nay mình học một bài mới nhé.",
    "Chạm nút to ở phía dưới là học được ngay.",
];

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
    record_as(data, GRANDCHILD, 1_000, texts)
}

/// The same in another voice, at another time, which is in the files' names.
fn record_as(data: &Path, voice: VoiceId, at: i64, texts: &[&str]) -> Recordings {
    let library = camtay::bundled::library();
    let mut recordings = Recordings::open(&data.join("recordings"));
    recordings.add_voice(voice, "Cháu", None, UnixMillis(at)).unwrap();
    for text in texts {
        let take = Take::listen(&spoken(&library, text), text).unwrap();
        recordings.keep(voice, "home", text, &take, UnixMillis(at)).unwrap();
    }
    recordings
}

/// What is said on the home screen of the device with this data.
fn heard_at_home(data: &Path) -> Heard {
    let mut learner = Learner::new(driver::real::open, Opening::on(data)).expect("the app opens");
    learner.do_right_until(20, |place| place.screen == "home").unwrap();
    learner.tap("fixed.replay").unwrap();
    learner.heard().unwrap().pop().unwrap()
}

#[test]
fn a_recorded_voice_speaks_as_recorded_here_and_where_it_was_carried() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let recordings = record(here.path(), &HOME);
    let heard = heard_at_home(here.path());
    assert_eq!(heard.clips.len(), HOME.len());
    for (clip, text) in heard.clips.iter().zip(HOME) {
        let bytes = recordings.clip(GRANDCHILD, &narration::ClipId::of(text)).unwrap();
        assert!(clip.file.contains("-1000-"), "{clip:?} is the narrator's");
        assert_eq!(clip.ms, decode(&bytes).unwrap().duration_ms());
    }
    let file = recordings.export(GRANDCHILD).unwrap();
    let wanted = HOME.map(narration::ClipId::of).into();
    let mut carried = Recordings::open(&there.path().join("recordings"));
    assert_eq!(carried.import(&file, &wanted, UnixMillis(9_000)).unwrap().taken, HOME.len());
    assert_eq!(heard_at_home(there.path()), heard);
}

#[test]
fn half_a_sentence_of_a_familiar_voice_is_never_mixed_with_the_narrator() {
    let here = tempfile::tempdir().unwrap();
    drop(record(here.path(), &HOME[..1]));
    let heard = heard_at_home(here.path());
    assert_eq!(heard.clips.len(), HOME.len());
    assert!(heard.clips.iter().all(|clip| !clip.file.contains("-1000-")), "{heard:?}");
}

#[test]
fn each_person_chooses_whose_voice_comes_first() {
    const TEACHER: VoiceId = VoiceId([8; 16]);
    let here = tempfile::tempdir().unwrap();
    drop(record(here.path(), &HOME));
    drop(record_as(here.path(), TEACHER, 2_000, &HOME));
    let said_by = |heard: &Heard, at: &str| heard.clips.iter().all(|clip| clip.file.contains(at));
    assert!(said_by(&heard_at_home(here.path()), "-1000-"), "the first that was recorded");

    let mut learner = Learner::new(driver::real::open, Opening::on(here.path())).unwrap();
    learner.tap("home.settings").unwrap();
    learner.tap("settings.door.voices").unwrap();
    learner.tap(&format!("voices.row.{TEACHER}")).unwrap();
    learner.tap("voices.row.prefer").unwrap();
    learner.close();
    assert!(said_by(&heard_at_home(here.path()), "-2000-"), "the one that was chosen, also later");

    let mut learner = Learner::new(driver::real::open, Opening::on(here.path())).unwrap();
    learner.tap("home.me").unwrap();
    learner.tap("people.new").unwrap();
    learner.do_right_until(40, |place| place.screen == "home").unwrap();
    learner.tap("fixed.replay").unwrap();
    let heard = learner.heard().unwrap().pop().unwrap();
    assert!(said_by(&heard, "-1000-"), "somebody else has chosen nothing: {heard:?}");
}
