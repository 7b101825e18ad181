//! From the first greeting to vegetables paid for, hearing every sentence.

use std::collections::BTreeSet;

use crate::{learner_at, newcomer};

#[test]
fn a_newcomer_pays_35_000_through_all_four_stages_and_hears_every_sentence() {
    let mut learner = newcomer();
    let mut stages = BTreeSet::new();
    let mut receipts = BTreeSet::new();
    let mut sentences = 0;
    for _ in 0..900 {
        let place = learner.place().unwrap();
        if place.screen == "lesson-end" && place.lesson.as_deref() == Some("qr-pay") {
            break;
        }
        if place.lesson.as_deref() == Some("qr-pay") && place.step.as_deref() == Some("see-receipt")
        {
            let screen = learner.screen().unwrap();
            let shown = |text: &str| screen.rows.iter().any(|row| row.label.contains(text));
            assert!(shown("35.000\u{a0}₫"), "the receipt shows the amount");
            assert!(shown("Sạp rau cô Hạnh"), "and the name");
            receipts.insert(place.stage.clone());
        }
        stages.extend(place.stage);
        for heard in learner.heard().unwrap() {
            assert!(!heard.clips.is_empty(), "no clip says «{}»", heard.text);
            assert!(heard.clips.iter().all(|clip| clip.ms > 50), "{:?}", heard.clips);
            sentences += 1;
        }
        learner.do_right().unwrap();
    }
    assert_eq!(learner.place().unwrap().lesson.as_deref(), Some("qr-pay"));
    assert_eq!(learner.place().unwrap().screen, "lesson-end");
    assert_eq!(stages.len(), 4, "{stages:?}");
    assert_eq!(receipts.len(), 4, "a receipt in every stage");
    assert!(sentences > 60, "only {sentences} sentences were heard");
}

#[test]
fn the_amount_is_read_in_words_and_twice() {
    let mut learner = learner_at("qr-pay");
    learner
        .do_right_until(80, |place| {
            place.stage.as_deref() == Some("together")
                && place.step.as_deref() == Some("enter-amount")
        })
        .unwrap();
    let heard = learner.heard().unwrap();
    let said = heard.last().unwrap().text.to_lowercase();
    assert_eq!(said.matches("ba mươi lăm nghìn đồng").count(), 2, "«{said}»");
    assert!(!said.contains(|c: char| c.is_ascii_digit()), "«{said}»");
}

#[test]
fn the_code_on_the_counter_is_read_back_from_the_screen_s_own_pixels() {
    let mut learner = learner_at("qr-pay");
    learner.do_right_until(20, |place| place.step.as_deref() == Some("frame-code")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("screen.png");
    learner.screen().unwrap().picture.save(&file).unwrap();
    let line =
        practice_qr::describe_picture(std::io::Cursor::new(std::fs::read(&file).unwrap())).unwrap();
    assert!(line.starts_with("practice code of Sạp rau cô Hạnh"), "{line}");
}

#[test]
fn a_slip_is_explained_kindly_and_taken_back() {
    let mut learner = learner_at("qr-pay");
    learner
        .do_right_until(80, |place| {
            place.stage.as_deref() == Some("alone") && place.step.as_deref() == Some("open-scanner")
        })
        .unwrap();
    learner.heard().unwrap();
    learner.tap("bank.history").unwrap();
    let heard = learner.heard().unwrap();
    assert!(heard[0].text.contains("Chạm Quay lại"), "{heard:?}");
    assert!(!heard[0].text.to_lowercase().contains("sai"), "{heard:?}");
    learner.tap("fixed.back").unwrap();
    assert!(learner.screen().unwrap().row("bank.scan-button").is_some());
}

#[test]
fn everything_is_there_in_english_as_text() {
    let mut learner = newcomer();
    learner.do_right_until(20, |place| place.screen == "home").unwrap();
    learner.tap("home.settings").unwrap();
    learner.tap("settings.language.en").unwrap();
    learner.tap("fixed.back").unwrap();
    let screen = learner.screen().unwrap();
    let labels: Vec<_> = screen.rows.iter().map(|row| row.label.as_str()).collect();
    assert!(labels.contains(&"Help me"), "{labels:?}");
    assert!(labels.iter().any(|label| label.contains("Touching well")), "{labels:?}");
}

#[test]
fn without_a_touch_the_hand_shows_the_whole_of_watching() {
    let mut learner = learner_at("phone-touch");
    learner.advance(300_000).unwrap();
    let place = learner.place().unwrap();
    assert_eq!((place.screen.as_str(), place.stage.as_deref()), ("stage", Some("together")));
}
