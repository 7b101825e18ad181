//! Every screen of the app against the rules of the interface, at three text sizes and in both
//! themes, on the smallest screen.

use driver::learner::Learner;
use driver::rules::places::{Placed, moved};

/// Plays through both lessons with some slips and help, and judges each screen on the way.
fn judge(text_scale: u16, theme: &str, lang: &str) {
    let mut learner = Learner::fresh(driver::real::open, |opening| {
        opening.text_scale = Some(text_scale);
        opening.theme = Some(theme.to_owned());
        opening.lang = Some(lang.to_owned());
    })
    .unwrap();
    let mut found = Vec::new();
    let mut placed = Vec::new();
    let mut seen = 0;
    let mut look = |learner: &mut Learner| {
        let place = learner.place().unwrap();
        let name = format!("{place:?}");
        seen += 1;
        placed.push(Placed::of(name.clone(), &learner.screen().unwrap()));
        for finding in learner.findings().unwrap() {
            found.push(format!("{name}: {finding}"));
        }
    };
    look(&mut learner);
    learner.do_right_until(20, |place| place.screen == "home").unwrap();
    learner.tap("home.settings").unwrap();
    look(&mut learner);
    learner.tap("fixed.back").unwrap();
    let mut explored = 0;
    for _ in 0..260 {
        learner.advance(700).unwrap();
        look(&mut learner);
        let place = learner.place().unwrap();
        if place.screen == "lesson-end" && place.lesson.as_deref() == Some("qr-pay") {
            break;
        }
        let alone = place.stage.as_deref() == Some("alone");
        match place.step.as_deref() {
            // Off the path and back, where there is something to see.
            Some("open-bank") if alone && explored < 2 => {
                explored += 1;
                explore(&mut learner, "phone.photos", &mut look);
                explore(&mut learner, "phone.messages", &mut look);
            }
            Some("open-scanner") if alone && explored < 4 => {
                explored += 1;
                explore(&mut learner, "bank.history", &mut look);
                explore(&mut learner, "bank.balance", &mut look);
            }
            Some("frame-code") if alone && explored < 6 => {
                explored += 1;
                explore(&mut learner, "scan.light", &mut look);
            }
            Some("confirm") if alone && explored < 8 => {
                explored += 1;
                explore(&mut learner, "bank.cancel", &mut look);
            }
            _ => {}
        }
        learner.do_right().unwrap();
    }
    for finding in moved(&placed) {
        found.push(format!("{finding}"));
    }
    assert!(seen > 90, "only {seen} screens were seen");
    assert!(
        found.is_empty(),
        "{} findings at {text_scale}%, {theme}, {lang}:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// Touches something off the path, looks, asks for help, and goes back.
fn explore(learner: &mut Learner, id: &str, look: &mut impl FnMut(&mut Learner)) {
    if learner.screen().unwrap().row(id).is_none() {
        return;
    }
    learner.tap(id).unwrap();
    look(learner);
    // A sentence with the screen to itself is read first.
    if learner.session().unwrap().app().right_element().as_deref() == Some("main") {
        learner.tap("main").unwrap();
        look(learner);
    }
    learner.tap("fixed.back").unwrap();
}

macro_rules! every_screen_keeps_the_rules {
    ($($name:ident: $scale:literal $theme:literal $lang:literal;)+) => {
        $(#[test]
        fn $name() {
            judge($scale, $theme, $lang);
        })+
    };
}

every_screen_keeps_the_rules! {
    every_screen_keeps_the_rules_at_100_light: 100 "light" "vi";
    every_screen_keeps_the_rules_at_150_light: 150 "light" "vi";
    every_screen_keeps_the_rules_at_200_light: 200 "light" "vi";
    every_screen_keeps_the_rules_at_100_contrast: 100 "contrast" "vi";
    every_screen_keeps_the_rules_at_150_contrast: 150 "contrast" "vi";
    every_screen_keeps_the_rules_at_200_contrast: 200 "contrast" "vi";
    every_screen_keeps_the_rules_in_english: 125 "light" "en";
    every_screen_keeps_the_rules_in_large_english: 175 "contrast" "en";
}
