//! What the phone tells: that the app isn't seen, how large its letters are, that it speaks, that it
//! lets the app listen, and that somebody touched a link.

use std::sync::{Arc, Mutex};

use narration::Utterance;
use presenter::{Door, PeoplePage, VoicesIntent};

use super::*;
use crate::effects::{Microphone, NoMicrophone};
use crate::platform::{Readiness, Shared, Trouble};

fn at_home(seed: u64) -> Device {
    let mut device = Device::with_a_person(seed);
    device.goes_right_until(|screen| matches!(screen, ScreenView::Home(_)));
    device
}

fn in_a_lesson(seed: u64) -> Device {
    let mut device = at_home(seed);
    device.goes_right_until(|screen| matches!(screen, ScreenView::Lesson(_)));
    device
}

fn said(updates: &[Update]) -> Option<&Speech> {
    updates.iter().find_map(|update| match update {
        Update::Say(speech) => Some(speech),
        _ => None,
    })
}

fn is_sentence(speech: &Speech) -> bool {
    speech.text.contains(' ')
}

#[test]
fn while_the_app_is_not_seen_it_is_silent_and_nothing_wakes_up() {
    let mut device = in_a_lesson(1);
    assert!(device.core.next_wake_millis().is_some(), "a hint would come");
    let events = device.events().len();
    let updates = device.request(&Request::Paused);
    assert!(updates.contains(&Update::Hush));
    assert_eq!(said(&updates), None);
    assert_eq!(device.core.next_wake_millis(), None);
    // Whatever else happens meanwhile, such as an answer of the ward, is shown and not said.
    device.millis += 1_000;
    assert_eq!(said(&device.request(&Request::Do(Intent::Replay))), None);
    // An hour later it goes on where it was: said once more, and a hint as late as ever.
    device.millis += 3_600_000;
    let updates = device.request(&Request::Resumed);
    assert!(said(&updates).is_some());
    let wake = device.core.next_wake_millis().expect("a hint comes");
    assert!(wake > device.millis, "not at once");
    assert_eq!(device.events().len(), events, "nothing was recorded by it");
    assert!(device.request(&Request::Resumed).is_empty(), "seen it was");
}

#[test]
fn letters_of_the_phone_and_of_the_app_count_together() {
    for (own, phone, shown) in [
        (100, 100, 100),
        (100, 85, 100),
        (100, 115, 125),
        (100, 130, 125),
        (100, 200, 200),
        (125, 115, 150),
        (150, 130, 200),
        (200, 200, 200),
        (175, 100, 175),
    ] {
        assert_eq!(super::super::phone::together(own, phone), shown, "{own} and {phone}");
    }
    let mut device = at_home(1);
    let updates = device.request(&Request::Letters(130));
    assert!(matches!(&updates[..], [Update::Show(view)] if view.look.text_scale == 125));
    // The settings show what the person chose.
    device.does(Intent::OpenSettings);
    let ScreenView::Settings(settings) = device.core.view().screen else { panic!("settings") };
    assert_eq!(settings.text_scale, 100);
    device.does(Intent::TextScale(150));
    assert_eq!(device.core.view().look.text_scale, 200);
    assert!(device.request(&Request::Letters(131)).is_empty(), "nothing to be seen of it");
}

#[test]
fn the_phones_voice_says_what_nobody_recorded_and_words_alone_stay_clips() {
    let mut device = at_home(1);
    let before = said(&device.does(Intent::Replay)).cloned().expect("something is said");
    assert!(!before.own_voice);
    assert!(device.request(&Request::OwnVoice(Readiness::NeedsData)).is_empty());
    assert!(!said(&device.does(Intent::Replay)).unwrap().own_voice);
    device.request(&Request::OwnVoice(Readiness::Ready));
    let now = said(&device.does(Intent::Replay)).cloned().expect("something is said");
    assert!(is_sentence(&now) && now.own_voice);
    assert_eq!((&now.text, &now.spoken), (&before.text, &before.spoken), "clips are at hand");
    // It lasts at least as long as the clips.
    let millis = super::super::words::speaking_millis;
    assert!(millis(&now) >= millis(&before));
    assert!(!device.core.speech_of(Utterance::whole("a")).own_voice, "a key's name");
    // What a person recorded comes first.
    let spoken = Spoken::Clips { speaker: narration::Speaker::Recorded, clips: Vec::new() };
    assert!(!device.core.speaks_itself("Mời bà.", &spoken));
    device.request(&Request::OwnVoice(Readiness::Absent));
    assert!(!said(&device.does(Intent::Replay)).unwrap().own_voice);
}

#[test]
fn a_voice_that_only_has_to_be_fetched_is_offered_to_the_family() {
    let mut device = at_home(1);
    device.does(Intent::OpenSettings);
    device.does(Intent::OpenDoor(Door::Voices));
    let offered = |device: &Device| {
        let ScreenView::Voices(voices) = device.core.view().screen else { panic!("voices") };
        voices.rows.iter().any(|row| row.id == "own")
    };
    for readiness in [Readiness::Absent, Readiness::NoVietnamese, Readiness::Ready] {
        device.request(&Request::OwnVoice(readiness));
        assert!(!offered(&device), "{readiness:?}");
    }
    let updates = device.request(&Request::OwnVoice(Readiness::NeedsData));
    assert!(matches!(&updates[..], [Update::Show(_)]), "shown at once, and nothing is said");
    assert!(offered(&device));
    let updates = device.does(Intent::Voices(VoicesIntent::Row("own".to_owned())));
    assert!(said(&updates).unwrap().text.contains("tải trong Cài đặt của máy"));
}

#[test]
fn what_the_phones_voice_is_handed_has_no_digits() {
    let mut device = at_home(3);
    device.request(&Request::OwnVoice(Readiness::Ready));
    let mut sentences = 0;
    for _ in 0..150 {
        let Some(intent) = device.right_intent() else { break };
        for update in device.does(intent) {
            let Update::Say(speech) = update else { continue };
            assert!(
                !speech.text.contains(|letter: char| letter.is_ascii_digit()),
                "{}",
                speech.text
            );
            assert!(!speech.text.contains('₫'), "{}", speech.text);
            assert!(speech.own_voice || !is_sentence(&speech), "{}", speech.text);
            sentences += usize::from(speech.own_voice);
        }
    }
    assert!(sentences > 30, "{sentences}");
}

#[test]
fn short_memory_drops_what_can_be_made_again() {
    let mut device = at_home(1);
    assert_eq!(device.request(&Request::MemoryIsLow), [Update::SpareMemory]);
}

fn code() -> sync::Code {
    wire::TypedCode { address: "192.168.1.20:8443".to_owned(), token: [5; 16] }
        .to_string()
        .parse()
        .unwrap()
}

#[test]
fn a_link_that_is_touched_leaves_a_lesson_and_asks() {
    let mut device = in_a_lesson(1);
    device.core.folder = Some("nowhere".into());
    device.request(&Request::Invited(code()));
    let ScreenView::People(view) = device.core.view().screen else { panic!("the question") };
    assert_eq!(view.page, PeoplePage::Consent);
    // The lesson waits at home.
    device.does(Intent::Back);
    device.does(Intent::Back);
    assert!(device.core.next_up().is_some_and(|next| matches!(next, NextUp::Continue(_))));
}

#[test]
fn a_link_before_anybody_is_there_waits_for_them() {
    let mut device = Device::new(1);
    device.core.folder = Some("nowhere".into());
    device.request(&Request::Invited(code()));
    assert!(matches!(device.core.view().screen, ScreenView::Welcome(_)));
    device.goes_right_until(
        |screen| matches!(screen, ScreenView::People(view) if view.page == PeoplePage::Consent),
    );
}

#[test]
fn a_copy_is_said_to_be_where_others_find_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut device = at_home(1);
    device.core.folder = Some(folder.path().to_owned());
    device.does(Intent::OpenSettings);
    device.does(Intent::People(PeopleIntent::Data));
    device.does(Intent::People(PeopleIntent::Kept));
    let updates = device.does(Intent::People(PeopleIntent::Export));
    let handed = updates.iter().find_map(|update| match update {
        Update::HandOver(file, kind) => Some((file.clone(), *kind)),
        _ => None,
    });
    let (file, kind) = handed.expect("it is handed over");
    assert!(file.is_file() && kind == "application/json");
    let shown = |device: &Device| match device.core.view().screen {
        ScreenView::People(view) => view.file,
        screen => panic!("{screen:?}"),
    };
    assert!(shown(&device).starts_with("exports/"));
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    device.request(&Request::HandedOver(Ok(Shared::Downloads)));
    assert_eq!(shown(&device), format!("Download/CamTay/{name}"));
    device.request(&Request::HandedOver(Ok(Shared::Folder("/storage/exports".into()))));
    assert_eq!(shown(&device), format!("/storage/exports/{name}"));
    let trouble = Trouble::Disk(std::io::ErrorKind::StorageFull);
    let updates = device.request(&Request::HandedOver(Err(trouble)));
    assert!(device.core.view().trouble.is_some() && said(&updates).is_some());
}

/// Ears that may listen when they are told so.
#[derive(Clone, Default)]
struct Ears {
    may: Arc<Mutex<bool>>,
    listen: Arc<Mutex<bool>>,
}

impl Microphone for Ears {
    fn start(&mut self) -> Result<(), NoMicrophone> {
        *self.listen.lock().unwrap() = *self.may.lock().unwrap();
        if *self.may.lock().unwrap() { Ok(()) } else { Err(NoMicrophone::Asked) }
    }
    fn may_listen(&mut self) -> bool {
        *self.may.lock().unwrap()
    }
    fn level(&self) -> u8 {
        10
    }
    fn stop(&mut self) -> Vec<f32> {
        *self.listen.lock().unwrap() = false;
        Vec::new()
    }
}

/// Somebody at the first sentence that is to be recorded.
fn at_a_sentence(folder: &std::path::Path, ears: &Ears) -> Device {
    let Device { core, millis, full } = at_home(1);
    let recorder = Recorder {
        recordings: recordings::Recordings::open(&folder.join("recordings")),
        microphone: Box::new(ears.clone()),
        folder: folder.to_owned(),
    };
    let mut device = Device { core: core.with_recorder(recorder), millis, full };
    device.does(Intent::OpenSettings);
    device.does(Intent::OpenDoor(Door::Voices));
    device.core.add_voice("Lan");
    device.does(Intent::Main);
    device.does(Intent::Voices(VoicesIntent::Row("common".to_owned())));
    device
}

fn voices(device: &Device) -> presenter::VoicesView {
    match device.core.view().screen {
        ScreenView::Voices(view) => *view,
        screen => panic!("{screen:?}"),
    }
}

#[test]
fn whoever_is_asked_for_the_microphone_may_say_no_and_is_not_scolded() {
    let (folder, ears) = (tempfile::tempdir().unwrap(), Ears::default());
    let mut device = at_a_sentence(folder.path(), &ears);
    device.does(Intent::Main);
    device.waits(1_000);
    let asking = voices(&device).sentence;
    assert!(device.core.view().trouble.is_none(), "nothing went wrong");
    assert!(asking.contains("Cho phép"), "{asking}");
    // The dialog hides the app; the answer shows when it is seen again.
    device.request(&Request::Paused);
    let updates = device.request(&Request::Resumed);
    let refused = voices(&device).sentence;
    assert!(refused.contains("không sao"), "{refused}");
    assert_eq!(said(&updates).map(|speech| speech.text.as_str()), Some(refused.as_str()));
    // The second time they agree.
    device.does(Intent::Main);
    device.waits(1_000);
    device.request(&Request::Paused);
    *ears.may.lock().unwrap() = true;
    device.request(&Request::Resumed);
    assert!(voices(&device).sentence.contains("nghe được rồi"));
    device.does(Intent::Main);
    device.waits(1_000);
    assert!(*ears.listen.lock().unwrap());
    // A call comes: the microphone is let go, and the sentence is there again.
    device.request(&Request::Paused);
    assert!(!*ears.listen.lock().unwrap());
    assert_eq!(voices(&device).level, None);
    device.request(&Request::Resumed);
    assert_eq!(voices(&device).level, None);
    assert!(!*ears.listen.lock().unwrap(), "it doesn't listen by itself");
}
