//! From day to day: what was learnt is asked again, what is known already is passed over, and the
//! app is fitted to a hand. On a clock that is moved.

use driver::learner::Learner;
use driver::session::Aim;
use presenter::Steadiness;

use crate::{learner_at, newcomer};

const DAY: u64 = 86_400_000;
const TOUCHING: &str = "phone-touch";

/// A learner on the first page, fitted to nobody.
fn at_home() -> Learner {
    let mut learner = newcomer();
    learner.do_right_until(40, |place| place.screen == "home").unwrap();
    learner
}

fn is_there(learner: &mut Learner, id: &str) -> bool {
    learner.screen().unwrap().row(id).is_some()
}

fn is_due(learner: &mut Learner) -> bool {
    assert_eq!(learner.place().unwrap().screen, "home");
    is_there(learner, &format!("home.review.{TOUCHING}"))
}

fn label(learner: &mut Learner, id: &str) -> String {
    let screen = learner.screen().unwrap();
    screen.row(id).unwrap_or_else(|| panic!("there is no {id}")).label.clone()
}

/// Does what the one big button says, to the end of the lesson and back home.
fn do_today(learner: &mut Learner) -> String {
    learner.tap("main").unwrap();
    let lesson = learner.place().unwrap().lesson.expect("a lesson");
    learner.do_right_until(120, |place| place.screen == "lesson-end").unwrap();
    learner.tap("main").unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    lesson
}

/// The bodies of all events of a kind.
fn recorded(learner: &mut Learner, kind: &str) -> Vec<serde_json::Value> {
    let events = learner.events(0).unwrap().into_iter();
    events.filter(|event| event["kind"] == kind).map(|event| event["body"].clone()).collect()
}

#[test]
fn what_was_learnt_is_asked_again_on_days_1_3_7_and_21_and_then_seldom() {
    let mut learner = learner_at(TOUCHING);
    learner.do_right_until(120, |place| place.screen == "lesson-end").unwrap();
    learner.tap("main").unwrap();
    assert!(!is_due(&mut learner), "not on the day itself");
    let mut today = 0;
    for day in [1, 3, 7, 21] {
        if day > today + 1 {
            learner.reopen((day - 1 - today) * DAY).unwrap();
            assert!(!is_due(&mut learner), "not yet on day {}", day - 1);
            today = day - 1;
        }
        learner.reopen((day - today) * DAY).unwrap();
        today = day;
        assert!(is_due(&mut learner), "on day {day}");
        let before = recorded(&mut learner, "stage-finished").len();
        assert_eq!(do_today(&mut learner), TOUCHING, "what is due comes first, on day {day}");
        let done = recorded(&mut learner, "stage-finished").split_off(before);
        // Asked, not shown: the check alone.
        assert_eq!(done.len(), 1, "{done:?}");
        assert_eq!((&done[0]["stage"], &done[0]["purpose"]), (&"check".into(), &"review".into()));
        assert!(!is_due(&mut learner), "done on day {day}");
    }
    learner.reopen(21 * DAY).unwrap();
    assert!(!is_due(&mut learner), "remembered for more than three weeks more");
    learner.reopen(365 * DAY).unwrap();
    assert!(is_due(&mut learner), "but never for ever");
}

#[test]
fn what_was_left_waits_for_what_is_due_and_goes_on_at_its_step() {
    let mut learner = learner_at(TOUCHING);
    learner.do_right_until(120, |place| place.screen == "lesson-end").unwrap();
    learner.tap("main").unwrap();
    learner.tap("main").unwrap();
    learner.do_right_until(60, |place| place.stage.as_deref() == Some("together")).unwrap();
    for _ in 0..3 {
        learner.do_right().unwrap();
    }
    let mut left = learner.place().unwrap();
    for _ in 0..12 {
        learner.tap("fixed.back").unwrap();
        match learner.place().unwrap() {
            place if place.screen == "home" => break,
            place => left = place,
        }
    }
    assert!(label(&mut learner, "main").contains("Học tiếp"), "begun today");
    learner.reopen(DAY).unwrap();
    assert!(label(&mut learner, "main").contains("Ôn bài"), "what is due comes first");
    // The battery dies in the middle of the review, and she goes home from there.
    learner.tap("main").unwrap();
    assert_eq!(learner.place().unwrap().lesson.as_deref(), Some(TOUCHING));
    learner.do_right().unwrap();
    learner.reopen(60_000).unwrap();
    learner.do_right_until(120, |place| place.screen == "home").unwrap();
    assert!(label(&mut learner, "main").contains("Học tiếp"));
    learner.reopen(60_000).unwrap();
    learner.tap("main").unwrap();
    assert_eq!(learner.place().unwrap(), left, "at its exact step");
    learner.do_right().unwrap();
    learner.reopen(60_000).unwrap();
    assert_eq!(learner.place().unwrap().lesson, left.lesson, "also after one more start");
    learner.do_right_until(200, |place| place.screen == "lesson-end").unwrap();
}

#[test]
fn a_review_that_went_wrong_comes_again_the_next_day() {
    const LETTERS: &str = "phone-text-size";
    let mut learner = learner_at(LETTERS);
    learner.do_right_until(160, |place| place.screen == "lesson-end").unwrap();
    learner.tap("main").unwrap();
    learner.reopen(DAY).unwrap();
    let before = recorded(&mut learner, "stage-finished").len();
    learner.tap(&format!("home.review.{LETTERS}")).unwrap();
    learner.do_right_until(4, |place| place.step.as_deref() == Some("open-settings")).unwrap();
    // What isn't asked for, in two steps, each time taken back.
    for (wrong, right) in [("phone.photos", "phone.settings"), ("phone.wifi", "phone.display")] {
        learner.tap(wrong).unwrap();
        learner.tap("fixed.back").unwrap();
        learner.tap(right).unwrap();
    }
    learner.do_right_until(120, |place| place.screen == "lesson-end").unwrap();
    let mut finished = recorded(&mut learner, "stage-finished").split_off(before);
    finished.retain(|stage| stage["stage"] == "check");
    let passed: Vec<_> = finished.iter().map(|check| check["passed"] == true).collect();
    assert_eq!(passed, [false, true], "practised alone and asked once more");
    learner.tap("main").unwrap();
    learner.reopen(DAY).unwrap();
    assert!(is_there(&mut learner, &format!("home.review.{LETTERS}")));
}

#[test]
fn who_knows_it_already_is_led_past_it_in_two_minutes() {
    let mut learner = at_home();
    learner.tap("home.placement").unwrap();
    assert_eq!(learner.place().unwrap().screen, "placement");
    learner.tap("main").unwrap();
    let begun = learner.session().unwrap().now();
    let mut probes = Vec::new();
    for _ in 0..400 {
        let place = learner.place().unwrap();
        if place.screen == "placement" {
            break;
        }
        if place.lesson.is_some() && probes.last() != place.lesson.as_ref() {
            probes.extend(place.lesson);
        }
        if is_there(&mut learner, "placement.unknown") {
            assert_eq!(label(&mut learner, "placement.unknown"), "Tôi chưa biết");
        }
        learner.do_right().unwrap();
    }
    assert_eq!(learner.place().unwrap().screen, "placement");
    let took = learner.session().unwrap().now().millis_since(begun);
    assert!(took < 180_000, "no probe begins after two minutes: {took} ms");
    assert!(probes.len() > 1, "{probes:?}");
    let finished = recorded(&mut learner, "stage-finished");
    assert!(finished.iter().all(|stage| stage["purpose"] == "placement"), "{finished:?}");
    assert!(finished.iter().all(|stage| stage["stage"] == "check"), "asked, never shown");
    learner.tap("main").unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    let first = label(&mut learner, "main");
    assert!(!first.contains("Chạm cho đúng"), "the first lesson is passed over: {first}");
    let passed: Vec<_> = finished.iter().filter(|stage| stage["passed"] == true).collect();
    assert_eq!(passed.len(), probes.len(), "{finished:?}");
    assert!(!is_there(&mut learner, "home.placement"), "it isn't offered again");
}

#[test]
fn who_knows_nothing_yet_says_so_and_nothing_follows_from_it() {
    let mut learner = at_home();
    learner.tap("home.placement").unwrap();
    learner.tap("main").unwrap();
    for _ in 0..30 {
        if learner.place().unwrap().screen == "placement" {
            break;
        }
        // A battery that dies in the middle changes nothing.
        learner.reopen(1_000).unwrap();
        learner.tap("placement.unknown").unwrap();
    }
    assert_eq!(learner.place().unwrap().screen, "placement");
    assert!(recorded(&mut learner, "lesson-placed").is_empty());
    learner.tap("main").unwrap();
    assert!(label(&mut learner, "main").contains("Chạm cho đúng"));
    assert_eq!(do_today(&mut learner), TOUCHING);
}

/// The middle of the flower.
fn flower(learner: &mut Learner) -> [f32; 2] {
    learner.session().unwrap().find(&Aim::Id("calibration.flower")).unwrap().at
}

/// Touches all flowers, so far off their middle; each touch trembles again after so long.
fn touch_flowers(learner: &mut Learner, off: f32, again_after: Option<u64>) {
    for _ in 0..presenter::TOUCHES {
        learner.advance(2_500).unwrap();
        let [x, y] = flower(learner);
        let at = [x + off, y];
        let session = learner.session().unwrap();
        session.press(at);
        session.advance(80);
        session.release(at);
        if let Some(again) = again_after {
            session.advance(again);
            session.press(at);
            session.advance(40);
            session.release(at);
        }
    }
}

/// The calibration's page with the flowers, from its first one.
fn to_the_flowers(learner: &mut Learner) {
    for _ in 0..3 {
        assert_eq!(learner.place().unwrap().screen, "calibration");
        learner.tap("main").unwrap();
    }
    assert!(is_there(learner, "calibration.flower"));
}

#[test]
fn a_minute_fits_text_voice_and_touch_and_all_of_it_stays() {
    let mut learner = newcomer();
    learner.do_right_until(20, |place| place.screen == "calibration").unwrap();
    learner.tap("main").unwrap();
    let before = learner.session().unwrap().app().text_scale();
    learner.tap("calibration.larger").unwrap();
    assert!(learner.session().unwrap().app().text_scale() > before);
    learner.tap("main").unwrap();
    learner.tap("calibration.louder").unwrap();
    learner.tap("calibration.slower").unwrap();
    learner.tap("main").unwrap();
    touch_flowers(&mut learner, 25.0, Some(700));
    assert_eq!(learner.place().unwrap().screen, "calibration");
    learner.tap("main").unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    let set = recorded(&mut learner, "preference-set");
    let value = |name: &str| {
        let last = set.iter().rev().find(|body| body["name"] == name);
        last.unwrap_or_else(|| panic!("{name} is not set"))["value"].as_str().unwrap().to_owned()
    };
    assert_eq!((value("text-scale").as_str(), value("speed").as_str()), ("125", "slow"));
    assert_eq!(value("loudness"), "125");
    let usual = Steadiness::default();
    let guard: u64 = value("repeat-guard").parse().unwrap();
    assert!(guard > usual.repeat_guard_millis, "{guard}");
    assert!(value("key-guard").parse::<u64>().unwrap() > usual.key_guard_millis);
    assert!(value("touch-reach").parse::<u16>().unwrap() > usual.reach_px);
    // Nothing of the touches themselves is kept.
    assert!(recorded(&mut learner, "tapped").is_empty());

    learner.reopen(1_000).unwrap();
    assert_eq!(learner.session().unwrap().app().text_scale(), 125);
    // A second touch as late as this one trembled is one touch from now on.
    learner.tap("main").unwrap();
    learner.do_right_until(20, |place| place.stage.as_deref() == Some("watch")).unwrap();
    learner.advance(2_000).unwrap();
    let session = learner.session().unwrap();
    session.tap(&Aim::Id("main")).unwrap();
    let first = session.place();
    session.advance(780);
    session.tap(&Aim::Id("main")).unwrap();
    assert_eq!(session.place(), first, "trembling");
    session.advance(guard);
    session.tap(&Aim::Id("main")).unwrap();
    assert_ne!(session.place(), first, "and meant");
}

#[test]
fn a_steady_hand_is_listened_to_as_before_and_can_be_fitted_at_any_time() {
    let mut learner = at_home();
    learner.tap("home.settings").unwrap();
    learner.tap("settings.door.calibration").unwrap();
    to_the_flowers(&mut learner);
    touch_flowers(&mut learner, 2.0, None);
    learner.tap("main").unwrap();
    let set = recorded(&mut learner, "preference-set");
    let last = |name: &str| {
        let last = set.iter().rev().find(|body| body["name"] == name).expect(name);
        last["value"].as_str().unwrap().parse::<u64>().unwrap()
    };
    let usual = Steadiness::default();
    assert_eq!(last("repeat-guard"), usual.repeat_guard_millis);
    assert_eq!(last("touch-reach"), u64::from(usual.reach_px));
    assert_eq!(last("touch-slide"), u64::from(usual.slide_px));
}

#[test]
fn keys_alone_pass_the_flowers_and_change_nothing_about_the_hand() {
    let mut learner = newcomer();
    learner.do_right_until(20, |place| place.screen == "calibration").unwrap();
    to_the_flowers(&mut learner);
    learner.session().unwrap().key("Tab").unwrap();
    for _ in 0..presenter::TOUCHES {
        // The focus stays with the flower wherever it goes.
        let session = learner.session().unwrap();
        session.advance(2_000);
        session.key("Return").unwrap();
    }
    learner.advance(2_000).unwrap();
    learner.tap("main").unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    let set = recorded(&mut learner, "preference-set");
    assert!(set.iter().all(|body| body["name"] != "repeat-guard"), "{set:?}");
}
