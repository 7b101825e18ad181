//! The way out of every screen: from wherever the tour comes by, a few touches of *Quay lại* lead to
//! the first page, each touch is answered, and no sentence sends anybody to a button that isn't
//! there. Knows no lesson: what is right is what the app says is right.

use std::collections::BTreeSet;

use driver::app::{Place, Sound};
use driver::learner::Learner;
use driver::rules::Setting;
use driver::seek::is_arrow;
use driver::tree::Screen;
use driver::ways::{ANY, MAYBE, MUTED, NEXT_DAY, NO_SOUND, RIGHT, SOUND, WAIT, WAYS};

use crate::learner_at;

/// From any screen to the first page.
const MOST_BACKS: usize = 5;
/// More than this in one lesson, and it goes round in circles.
const TOO_MANY: usize = 1_500;

/// A page from which no way back leads further.
fn is_first(place: &Place) -> bool {
    ["home", "welcome", "people"].contains(&place.screen.as_str())
}

/// The words of all texts and the names of all controls.
fn words(screen: &Screen) -> Vec<String> {
    screen.rows.iter().map(|row| row.label.clone()).collect()
}

/// Touches *Quay lại* until the first page is there, and sees to it that each touch is answered.
fn leave(learner: &mut Learner, from: &str, hears: bool) {
    for _ in 0..MOST_BACKS {
        if is_first(&learner.place().unwrap()) {
            return;
        }
        learner.heard().unwrap();
        let before = learner.screen().unwrap();
        learner.tap("fixed.back").unwrap();
        let heard = learner.heard().unwrap();
        assert!(!hears || !heard.is_empty(), "after *Quay lại* from {from}, nothing is said");
        let after = learner.screen().unwrap();
        let everywhere = driver::bounds::Bounds::new(0.0, 0.0, 360.0, 640.0);
        let changed = before.picture.difference(&after.picture, &everywhere) > 0.0;
        assert!(changed, "after *Quay lại* from {from}, nothing is seen: {:?}", words(&after));
    }
    let place = learner.place().unwrap();
    assert!(is_first(&place), "after {MOST_BACKS} touches of *Quay lại* from {from}: {place:?}");
}

/// What tells one screen from another: where it is and what it says.
fn name(learner: &mut Learner) -> String {
    let place = learner.place().unwrap();
    let screen = learner.screen().unwrap();
    let said = screen.row("instruction").map_or("", |row| row.label.as_str());
    format!("{place:?} «{said}»")
}

/// Plays a lesson, leaves every screen of it, and goes on with it each time; at each step of *Tự
/// làm* also after a slip.
fn leave_everywhere(lesson: &str) {
    let mut learner = learner_at(lesson);
    let mut left = BTreeSet::new();
    let mut slipped = BTreeSet::new();
    for _ in 0..TOO_MANY {
        let place = learner.place().unwrap();
        if place.screen == "home" {
            assert!(left.len() > 10, "only {} screens of {lesson}", left.len());
            return;
        }
        let here = name(&mut learner);
        if left.insert(here.clone()) {
            leave(&mut learner, &here, true);
            if place.screen == "lesson-end" {
                return;
            }
            learner.tap("main").unwrap();
            continue;
        }
        let alone = place.screen == "lesson" && place.stage.as_deref() == Some("alone");
        if alone && slipped.insert(place.step.clone()) && slip(&mut learner) {
            let here = name(&mut learner);
            leave(&mut learner, &here, true);
            learner.tap("main").unwrap();
            continue;
        }
        learner.do_right().unwrap();
    }
    panic!("{lesson} has no end");
}

/// Touches something else on the practice phone, if there is something.
fn slip(learner: &mut Learner) -> bool {
    let setting = Setting::default();
    let right = learner.session().unwrap().app().right_element();
    let screen = learner.screen().unwrap();
    let other = screen.targets().find(|row| {
        row.enabled
            && setting.is_simulated(&row.id)
            && !is_arrow(&row.id)
            && Some(&row.id) != right.as_ref()
    });
    match other.map(|row| row.id.clone()) {
        Some(id) => learner.tap(&id).is_ok(),
        None => false,
    }
}

#[test]
fn out_of_every_screen_of_the_lessons() {
    for lesson in crate::lessons() {
        leave_everywhere(&lesson);
    }
}

/// Does one step of a way; false where it is only for those who have it, and isn't there.
fn follow(learner: &mut Learner, step: &str) {
    match step {
        WAIT => drop(learner.session().unwrap().wait_for_app(120_000)),
        NO_SOUND => learner.session().unwrap().set_sound(Sound::None).unwrap(),
        MUTED => learner.session().unwrap().set_sound(Sound::Muted).unwrap(),
        SOUND => learner.session().unwrap().set_sound(Sound::Back).unwrap(),
        NEXT_DAY => learner.reopen(86_400_000).unwrap(),
        RIGHT => drop(learner.do_right().unwrap()),
        _ => {
            let (id, maybe) = (step.trim_start_matches(MAYBE), step.starts_with(MAYBE));
            let (start, any) = (id.trim_end_matches(ANY), id.ends_with(ANY));
            let there = |screen: &Screen| {
                let wanted = |id: &str| if any { id.starts_with(start) } else { id == start };
                let row = screen.targets().find(|row| row.enabled && wanted(&row.id));
                row.map(|row| row.id.clone())
            };
            match there(&learner.screen().unwrap()) {
                Some(id) => drop(learner.tap(&id).unwrap()),
                None if maybe => {}
                None => drop(learner.tap(start).unwrap()),
            }
        }
    }
}

#[test]
fn out_of_what_lies_beside_the_lessons() {
    for (number, way) in WAYS.iter().enumerate() {
        for length in 1..=way.len() {
            let folder = tempfile::tempdir().unwrap();
            let silence = folder.path().join("silence");
            std::fs::write(&silence, [0; 4 * 48_000]).unwrap();
            let mut learner = Learner::fresh(driver::real::open, |opening| {
                opening.lesson = Some("phone-touch".to_owned());
                opening.microphone = Some(silence.clone());
            })
            .unwrap();
            learner.tap("fixed.back").unwrap();
            for step in &way[..length] {
                follow(&mut learner, step);
            }
            let from = format!("step {length} of way {number}, {:?}", learner.place().unwrap());
            let mut sound =
                way[..length].iter().rev().filter(|step| [NO_SOUND, MUTED, SOUND].contains(step));
            let hears = sound.next().is_none_or(|step| *step == SOUND);
            leave(&mut learner, &from, hears);
        }
    }
}

#[test]
fn where_going_back_is_what_is_asked_for_there_is_a_way_home_as_well() {
    let mut learner = learner_at("phone-touch");
    let asks = |place: &Place| {
        place.stage.as_deref() == Some("alone") && place.step.as_deref() == Some("go-back")
    };
    learner.do_right_until(80, asks).unwrap();
    let mut screens = Vec::new();
    while learner.place().unwrap().screen != "home" {
        learner.tap("fixed.back").unwrap();
        screens.push(learner.place().unwrap().screen);
    }
    assert_eq!(screens, ["lesson", "lesson", "lesson", "leaving", "home"]);
}

#[test]
fn whoever_wants_to_go_on_does_at_the_same_step() {
    let mut learner = learner_at("phone-touch");
    let alone = |place: &Place| place.stage.as_deref() == Some("alone");
    learner
        .do_right_until(80, |place| alone(place) && place.step.as_deref() == Some("five-flowers"))
        .unwrap();
    learner.do_right().unwrap();
    for _ in 0..3 {
        learner.tap("fixed.back").unwrap();
    }
    let there = learner.place().unwrap();
    learner.tap("fixed.back").unwrap();
    assert_eq!(learner.place().unwrap(), Place { screen: "leaving".to_owned(), ..there.clone() });
    learner.tap("leaving.later").unwrap();
    assert_eq!(learner.place().unwrap(), there);
    // Something else was done meanwhile: three more lead back before it is asked again.
    learner.tap("fixed.back").unwrap();
    assert_ne!(learner.place().unwrap().screen, "leaving");
}

#[test]
fn after_a_day_a_learner_is_greeted_and_told_where_they_are() {
    let mut learner = learner_at("phone-touch");
    let there = |place: &Place| place.stage.as_deref() == Some("together");
    learner.do_right_until(40, there).unwrap();
    learner.do_right().unwrap();
    learner.do_right().unwrap();
    let left = learner.place().unwrap();
    // A battery that died, a call in between: straight on.
    learner.reopen(30 * 60_000).unwrap();
    assert_eq!(learner.place().unwrap(), left);

    learner.reopen(86_400_000).unwrap();
    let greeted = learner.place().unwrap();
    assert_eq!(greeted, Place { screen: "coming-back".to_owned(), ..left.clone() });
    let heard = learner.heard().unwrap();
    let said = &heard.last().expect("a greeting").text;
    for word in ["Xin chào", "Chạm cho đúng", "Làm cùng"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(heard.iter().all(|heard| !heard.clips.is_empty()), "{heard:?}");
    learner.tap("main").unwrap();
    assert_eq!(learner.place().unwrap(), left);

    learner.reopen(86_400_000).unwrap();
    learner.tap("coming-back.later").unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    // Who left to the first page comes back to it, and is greeted there.
    learner.reopen(86_400_000).unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    learner.tap("main").unwrap();
    assert_eq!(learner.place().unwrap(), left);
}

#[test]
fn what_was_put_off_once_is_not_offered_again() {
    let mut learner = learner_at("phone-touch");
    learner.tap("fixed.back").unwrap();
    learner.tap("home.me").unwrap();
    learner.tap("people.guest").unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    learner.tap("home.placement").unwrap();
    learner.tap("placement.later").unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    assert!(learner.screen().unwrap().row("home.placement").is_none());
}

#[test]
fn out_of_a_lesson_that_is_shown_to_a_room() {
    for steps in 1..12 {
        let mut learner = Learner::fresh(driver::real::open, |opening| {
            opening.lesson = Some("qr-pay".to_owned());
            opening.instructor = true;
        })
        .unwrap();
        for _ in 0..steps {
            learner.advance(4_000).unwrap();
            learner.tap("demonstration.next").unwrap();
        }
        let from = format!("step {steps} shown to a room");
        leave(&mut learner, &from, true);
    }
}

#[test]
fn where_nothing_can_be_heard_it_takes_no_more_touches() {
    let mut learner = learner_at("phone-touch");
    let there = |place: &Place| {
        place.stage.as_deref() == Some("alone") && place.step.as_deref() == Some("five-flowers")
    };
    learner.do_right_until(80, there).unwrap();
    learner.do_right().unwrap();
    learner.session().unwrap().set_sound(Sound::None).unwrap();
    learner.tap("fixed.replay").unwrap();
    assert_eq!(learner.place().unwrap().screen, "silence");
    leave(&mut learner, "the page about silence", false);
}
