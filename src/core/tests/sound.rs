//! Nothing can be heard: what is shown, what is said again and when, and that nobody is held up.

use super::*;
use crate::platform::Hearing;

const SILENT: [Hearing; 4] = [Hearing::NoCard, Hearing::Swallowed, Hearing::Stuck, Hearing::Muted];

fn in_a_lesson(seed: u64) -> Device {
    let mut device = Device::with_a_person(seed);
    device.goes_right_until(|screen| matches!(screen, ScreenView::Lesson(_)));
    device
}

fn said(updates: &[Update]) -> Vec<&str> {
    let said = updates.iter().filter_map(|update| match update {
        Update::Say(speech) => Some(speech.text.as_str()),
        _ => None,
    });
    said.collect()
}

/// The sentence of the page about it, if that is what is to be seen.
fn notice(device: &Device) -> Option<String> {
    match device.core.view().screen {
        ScreenView::Notice(notice) if notice.about == "silence" => Some(notice.sentence),
        _ => None,
    }
}

fn is_marked(device: &Device) -> bool {
    device.core.view().silent.is_some()
}

/// The next time something happens by itself, and what.
fn next(device: &mut Device) -> (u64, Vec<Update>) {
    let wait =
        device.core.next_wake_millis().expect("something happens").saturating_sub(device.millis);
    device.millis += wait;
    (wait, device.request(&Request::Tick))
}

#[test]
fn it_is_shown_until_it_is_read_and_goes_away_by_itself() {
    for hearing in SILENT {
        let mut device = in_a_lesson(1);
        let before = device.core.view();
        assert!(!is_marked(&device));
        let updates = device.request(&Request::Sound(hearing));
        assert!(matches!(&updates[..], [Update::Show(_)]), "{hearing:?}: {updates:?}");
        let sentence = notice(&device).expect("a page says so");
        assert_eq!(sentence.contains("đang tắt"), hearing == Hearing::Muted, "{sentence}");
        assert!(device.request(&Request::Sound(hearing)).is_empty(), "shown it is");
        device.does(Intent::Main);
        assert_eq!(notice(&device), None, "it has been read");
        assert_eq!(device.core.view().screen, before.screen, "and what was there is there again");
        assert!(is_marked(&device), "with a mark that stays");
        device.does(Intent::Replay);
        assert!(notice(&device).is_some(), "and brings it back");
        let updates = device.request(&Request::Sound(Hearing::Heard));
        assert!(matches!(&updates[..], [Update::Show(_)]), "it is being said already");
        assert_eq!(device.core.view(), before);
    }
}

#[test]
fn the_sentence_of_the_screen_is_said_again_ever_more_seldom() {
    for (hearing, waits) in [
        (Hearing::NoCard, [2_000, 4_000, 8_000, 8_000, 8_000, 8_000]),
        (Hearing::Swallowed, [2_000, 4_000, 8_000, 16_000, 32_000, 32_000]),
    ] {
        let mut device = in_a_lesson(1);
        device.request(&Request::Sound(hearing));
        let now = said(&device.does(Intent::Replay)).join(" ");
        assert!(!now.is_empty());
        for expected in waits {
            let (wait, updates) = next(&mut device);
            assert_eq!((wait, said(&updates)), (expected, vec![now.as_str()]), "{hearing:?}");
        }
        // What is said then is what is on the screen then.
        device.does(Intent::Main);
        let later = said(&device.does(Intent::Main)).join(" ");
        assert_ne!(later, now);
        let (wait, updates) = next(&mut device);
        assert_eq!((wait, said(&updates)), (2_000, vec![later.as_str()]), "soon again");
        device.request(&Request::Sound(Hearing::Heard));
        let again = device.waits(1_900);
        assert_eq!(said(&again), Vec::<&str>::new(), "once there is sound, nothing is tried");
    }
}

#[test]
fn nothing_wakes_up_for_it_while_the_app_is_not_seen() {
    let mut device = in_a_lesson(1);
    device.request(&Request::Sound(Hearing::NoCard));
    assert!(device.core.next_wake_millis().is_some());
    device.request(&Request::Paused);
    assert_eq!(device.core.next_wake_millis(), None);
    assert_eq!(said(&device.request(&Request::Sound(Hearing::Lost))), Vec::<&str>::new());
    assert_eq!(device.core.next_wake_millis(), None);
    let updates = device.request(&Request::Resumed);
    assert_eq!(said(&updates).len(), 1, "seen again, it is tried at once");
}

#[test]
fn who_wants_no_voice_or_has_none_is_told_nothing() {
    let mut device = in_a_lesson(1);
    for (off, on) in [
        (Intent::Narration(false), Intent::Narration(true)),
        (Intent::Language(content::Lang::En), Intent::Language(content::Lang::Vi)),
    ] {
        device.does(off);
        for hearing in SILENT {
            device.request(&Request::Sound(hearing));
            assert!(!is_marked(&device) && notice(&device).is_none(), "{hearing:?}");
            assert_eq!(device.core.sound_wake(), None, "and nothing is tried");
        }
        device.does(on);
        assert!(is_marked(&device) && notice(&device).is_some());
        device.request(&Request::Sound(Hearing::Heard));
    }
}

#[test]
fn a_card_that_is_pulled_once_leads_to_the_next_one_and_twice_to_the_page() {
    let mut device = in_a_lesson(1);
    let now = said(&device.does(Intent::Replay)).join(" ");
    let updates = device.request(&Request::Sound(Hearing::Lost));
    assert_eq!(said(&updates), [now.as_str()], "from its start, at once");
    assert!(!is_marked(&device), "another card may have taken over");
    assert!(device.request(&Request::Sound(Hearing::Heard)).is_empty());
    device.request(&Request::Sound(Hearing::Lost));
    assert!(notice(&device).is_some(), "a card that comes and goes is none");
    // A new sentence has its own chance.
    device.request(&Request::Sound(Hearing::Heard));
    device.does(Intent::Main);
    assert_eq!(said(&device.request(&Request::Sound(Hearing::Lost))).len(), 1);
    device.request(&Request::Sound(Hearing::NoCard));
    assert!(notice(&device).is_some(), "and where there is no other one, it is said");
}

#[test]
fn lessons_go_on_by_reading() {
    let mut device = in_a_lesson(1);
    let start = device.millis;
    device.does(Intent::Replay);
    let heard_until = device.core.attention.speech_ends_millis;
    device.request(&Request::Sound(Hearing::NoCard));
    let read_until = device.core.attention.speech_ends_millis;
    assert!(read_until > heard_until, "reading takes longer");
    // Beneath the page nothing goes on, however long it stays.
    let before = device.events().len();
    device.waits(120_000);
    assert_eq!(device.events().len(), before);
    device.does(Intent::Main);
    assert!(notice(&device).is_none());
    // Then the watching goes on by itself, whatever is tried meanwhile.
    let shown = device.core.view().screen;
    let mut waited = 0;
    while device.core.view().screen == shown {
        let (wait, updates) = next(&mut device);
        waited += wait;
        if !said(&updates).is_empty() {
            device.request(&Request::Sound(Hearing::NoCard));
        }
        assert!(waited < 60_000, "it is held up");
    }
    assert!(device.millis > start);
    assert!(notice(&device).is_none(), "what was read isn't shown again");
}

#[test]
fn a_whole_lesson_can_be_learnt_by_reading_and_holds_the_same_events() {
    let play = |hearing: Option<Hearing>| {
        let mut device = Device::with_a_person(7);
        for _ in 0..400 {
            if is_end(&device.core.view().screen) {
                break;
            }
            let intent = device.right_intent().unwrap();
            let updates = device.does(intent);
            if let Some(hearing) = hearing.filter(|_| !said(&updates).is_empty()) {
                device.request(&Request::Sound(hearing));
            }
        }
        assert!(is_end(&device.core.view().screen));
        device
            .events()
            .into_iter()
            .map(|recorded| format!("{:?}", recorded.event))
            .collect::<Vec<_>>()
    };
    let heard = play(None);
    for hearing in SILENT {
        assert_eq!(play(Some(hearing)), heard, "{hearing:?}");
    }
}

#[test]
fn whatever_is_touched_on_the_page_it_leads_back() {
    for intent in [
        Intent::Main,
        Intent::Back,
        Intent::Key(Key::Typed('a')),
        Intent::Tapped(TargetId::from("phone.bank")),
        Intent::OpenSettings,
    ] {
        let mut device = in_a_lesson(1);
        let before = device.core.view().screen;
        let events = device.events().len();
        device.request(&Request::Sound(Hearing::NoCard));
        let label = format!("{intent:?}");
        device.does(intent);
        assert!(notice(&device).is_none(), "{label}");
        assert_eq!(device.core.view().screen, before, "{label}");
        assert_eq!(device.events().len(), events, "{label}");
    }
}
