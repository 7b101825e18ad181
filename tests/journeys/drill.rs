//! Drills on the real pixels: choosing, being wrong and hearing why; no one answer for all passes;
//! fresh cases come each time, and a battery that dies loses nothing.

use std::collections::BTreeSet;

use driver::app::Heard;
use driver::learner::Learner;
use driver::rules::places::{Placed, moved};

use crate::learner_at;

const DRILL: &str = "scam-qr-link";
const DAY: u64 = 86_400_000;

/// A learner at the drill's card.
fn learner() -> Learner {
    learner_at(DRILL)
}

/// The answer that is right now.
fn right(learner: &mut Learner) -> String {
    learner.session().unwrap().app().right_element().expect("something to touch")
}

fn other(choice: &str) -> &'static str {
    if choice == "choice.go" { "choice.stop" } else { "choice.go" }
}

/// The case in view.
fn case(learner: &mut Learner) -> String {
    let place = learner.place().unwrap();
    assert_eq!((place.screen.as_str(), place.stage.as_deref()), ("drill", Some("check")));
    place.step.expect("a case is in view")
}

/// Plays one hand from its card, with `answer` given the right choice; says which cases came.
fn hand(
    learner: &mut Learner,
    mut answer: impl FnMut(usize, &str) -> &'static str,
) -> BTreeSet<String> {
    assert_eq!(learner.place().unwrap().screen, "stage");
    learner.tap("main").unwrap();
    let mut cases = BTreeSet::new();
    for number in 0..6 {
        cases.insert(case(learner));
        let right = right(learner);
        learner.tap(answer(number, &right)).unwrap();
        learner.tap("main").unwrap();
    }
    assert_eq!(cases.len(), 6, "a case came twice in one hand");
    cases
}

fn rightly(_: usize, right: &str) -> &'static str {
    other(other(right))
}

fn finished(learner: &mut Learner) -> (u64, bool) {
    let events = learner.events(0).unwrap();
    let last = events.iter().rev().find(|event| event["kind"] == "stage-finished").unwrap();
    let last = &last["body"];
    assert_eq!((&last["lesson"], &last["stage"]), (&DRILL.into(), &"check".into()));
    (last["slips"].as_u64().unwrap(), last["passed"].as_bool().unwrap())
}

/// What was heard last, with a clip for every piece.
fn last_heard(learner: &mut Learner) -> Heard {
    let heard = learner.heard().unwrap().pop().expect("something was said");
    assert!(heard.clips.iter().all(|clip| clip.ms > 50), "{heard:?}");
    heard
}

#[test]
fn who_looks_closely_passes_and_comes_to_the_end() {
    let mut learner = learner();
    hand(&mut learner, rightly);
    assert_eq!(finished(&mut learner), (0, true));
    assert_eq!(learner.place().unwrap().screen, "lesson-end");
}

#[test]
fn one_answer_for_all_never_passes_and_brings_other_cases() {
    for choice in ["choice.stop", "choice.go"] {
        let mut learner = learner();
        let first = hand(&mut learner, |_, _| choice);
        assert_eq!(finished(&mut learner), (3, false));
        let second = hand(&mut learner, |_, _| choice);
        assert_eq!(finished(&mut learner), (3, false));
        let third = hand(&mut learner, rightly);
        assert_eq!(finished(&mut learner), (0, true));
        assert_eq!(first.union(&second).chain(&third).collect::<BTreeSet<_>>().len(), 18);
    }
}

#[test]
fn a_wrong_answer_is_answered_with_why_and_never_with_blame() {
    let mut learner = learner();
    learner.tap("main").unwrap();
    for number in 0..6 {
        let asked = last_heard(&mut learner);
        assert!(!asked.clips.is_empty(), "no clip asks «{}»", asked.text);
        let right = right(&mut learner);
        let wrong = number % 2 == 0;
        learner.tap(if wrong { other(&right) } else { rightly(0, &right) }).unwrap();
        let screen = learner.screen().unwrap();
        let shown = |id: &str| {
            screen.rows.iter().find(|row| row.id == id).map(|row| row.label.clone()).expect(id)
        };
        let heard = last_heard(&mut learner);
        let opening = if wrong { "Mình cùng xem lại nhé." } else { "Đúng rồi!" };
        assert!(heard.text.starts_with(opening), "{heard:?}");
        assert!(heard.text.ends_with(&shown("remark.act")), "{heard:?}");
        assert!(heard.clips.len() >= 3, "why and what to do are both heard: {heard:?}");
        assert!(!shown("remark.cue").is_empty());
        for blame in ["sai", "lỗi", "nhầm"] {
            assert!(!heard.text.to_lowercase().contains(blame), "{heard:?}");
        }
        learner.tap("main").unwrap();
    }
}

#[test]
fn help_gives_advice_for_every_case_and_no_answer() {
    let mut learner = learner();
    learner.tap("main").unwrap();
    let mut advice = BTreeSet::new();
    for _ in 0..6 {
        learner.tap("fixed.help").unwrap();
        advice.insert(last_heard(&mut learner).text);
        let choice = right(&mut learner);
        learner.tap(&choice).unwrap();
        learner.tap("main").unwrap();
    }
    assert_eq!(advice.len(), 1, "advice that differs gives the answer away: {advice:?}");
}

#[test]
fn standing_still_brings_the_advice_once() {
    let mut learner = learner();
    learner.tap("main").unwrap();
    let before = learner.events(0).unwrap().len();
    learner.advance(600_000).unwrap();
    let events = learner.events(0).unwrap();
    assert_eq!(events.len(), before + 1);
    assert_eq!(
        (&events[before]["kind"], &events[before]["body"]["reason"]),
        (&"hint-shown".into(), &"still".into())
    );
}

#[test]
fn going_back_shows_what_was_answered_and_then_leads_home_and_back() {
    let mut learner = learner();
    learner.tap("main").unwrap();
    let first = case(&mut learner);
    let choice = right(&mut learner);
    learner.tap(&choice).unwrap();
    learner.tap("main").unwrap();
    let second = case(&mut learner);
    learner.tap("fixed.back").unwrap();
    assert_eq!(case(&mut learner), first);
    assert!(learner.screen().unwrap().row("choice.go").is_none(), "an answer stays");
    learner.tap("fixed.back").unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    learner.tap("main").unwrap();
    assert_eq!(case(&mut learner), first);
    learner.tap("main").unwrap();
    assert_eq!(case(&mut learner), second);
}

#[test]
fn a_day_later_the_review_brings_fresh_cases() {
    let mut learner = learner();
    let first = hand(&mut learner, rightly);
    learner.tap("main").unwrap();
    learner.reopen(DAY + 3_600_000).unwrap();
    assert_eq!(learner.place().unwrap().screen, "home");
    learner.tap("main").unwrap();
    let place = learner.place().unwrap();
    assert_eq!((place.screen.as_str(), place.lesson.as_deref()), ("stage", Some(DRILL)));
    let second = hand(&mut learner, rightly);
    assert!(first.is_disjoint(&second), "{first:?} {second:?}");
    let events = learner.events(0).unwrap();
    let purposes: Vec<_> = events
        .iter()
        .filter(|event| event["kind"] == "stage-finished")
        .map(|event| event["body"]["purpose"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(purposes, ["learn", "review"]);
}

#[test]
fn closed_at_any_moment_it_opens_at_that_very_case() {
    let mut learner = learner();
    learner.tap("main").unwrap();
    for number in 0..6 {
        for _ in 0..2 {
            let place = learner.place().unwrap();
            let labels = |learner: &mut Learner| -> Vec<String> {
                learner.screen().unwrap().rows.into_iter().map(|row| row.label).collect()
            };
            let shown = labels(&mut learner);
            learner.reopen(60_000).unwrap();
            assert_eq!(learner.place().unwrap(), place);
            assert_eq!(labels(&mut learner), shown);
            let right = right(&mut learner);
            let id = match right.as_str() {
                "main" => "main",
                choice if number == 2 => other(choice),
                choice => rightly(0, choice),
            };
            learner.tap(id).unwrap();
        }
    }
    assert_eq!(finished(&mut learner), (1, true));
}

#[test]
fn the_code_in_the_drawing_reads_as_the_name_below_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("screen.png");
    let mut learner = learner();
    let mut read = 0;
    for _ in 0..3 {
        learner.tap("main").unwrap();
        for number in 0..6 {
            let screen = learner.screen().unwrap();
            screen.picture.save(&file).unwrap();
            let line =
                practice_qr::describe_picture(std::io::Cursor::new(std::fs::read(&file).unwrap()))
                    .unwrap();
            if let Some(name) = line.strip_prefix("practice code of ") {
                let shown = screen.rows.iter().any(|row| name.starts_with(&row.label));
                assert!(shown, "«{name}» isn't on the screen");
                read += 1;
            }
            let right = right(&mut learner);
            let wrong = number < 2;
            learner.tap(if wrong { other(&right) } else { rightly(0, &right) }).unwrap();
            learner.tap("main").unwrap();
        }
    }
    assert_eq!(read, 11, "every drawing with a code in it");
}

/// Plays three hands, so that every case is seen asked and answered, both ways, and judges each
/// screen on the way.
fn judge(text_scale: u16, theme: &str, lang: &str) {
    let mut learner = Learner::fresh(driver::real::open, |opening| {
        opening.text_scale = Some(text_scale);
        opening.theme = Some(theme.to_owned());
        opening.lang = Some(lang.to_owned());
        opening.lesson = Some(DRILL.to_owned());
    })
    .unwrap();
    let (mut found, mut placed, mut cases) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut answers = 0;
    while learner.place().unwrap().screen != "lesson-end" {
        let place = learner.place().unwrap();
        let name = format!("{place:?}");
        placed.push(Placed::of(name.clone(), &learner.screen().unwrap()));
        found
            .extend(learner.findings().unwrap().iter().map(|finding| format!("{name}: {finding}")));
        cases.extend(place.step);
        let right = right(&mut learner);
        if right == "main" {
            learner.tap("main").unwrap();
            continue;
        }
        if answers == 3 {
            learner.tap("fixed.help").unwrap();
            let advised = learner.findings().unwrap();
            found.extend(advised.iter().map(|finding| format!("{name}, advised: {finding}")));
            if self::right(&mut learner) == "main" {
                learner.tap("main").unwrap();
            }
        }
        let wrong = answers < 12 && answers % 3 == 0;
        learner.tap(if wrong { other(&right) } else { rightly(0, &right) }).unwrap();
        answers += 1;
        assert!(answers <= 18, "it doesn't come to an end");
        // What is below is judged as well.
        while learner.screen().unwrap().targets().any(|row| row.id == "remark.down" && row.enabled)
        {
            learner.tap("remark.down").unwrap();
            let below = learner.findings().unwrap();
            found.extend(below.iter().map(|finding| format!("{name}, below: {finding}")));
        }
    }
    found.extend(moved(&placed).iter().map(ToString::to_string));
    assert_eq!(cases.len(), 18, "every case is seen");
    assert!(found.is_empty(), "{text_scale}%, {theme}, {lang}:\n{}", found.join("\n"));
}

macro_rules! every_case_keeps_the_rules {
    ($($name:ident: $scale:literal $theme:literal $lang:literal;)+) => {
        $(#[test]
        fn $name() {
            judge($scale, $theme, $lang);
        })+
    };
}

every_case_keeps_the_rules! {
    every_case_keeps_the_rules_at_100_light: 100 "light" "vi";
    every_case_keeps_the_rules_at_150_light: 150 "light" "vi";
    every_case_keeps_the_rules_at_200_light: 200 "light" "vi";
    every_case_keeps_the_rules_at_100_contrast: 100 "contrast" "vi";
    every_case_keeps_the_rules_at_150_contrast: 150 "contrast" "vi";
    every_case_keeps_the_rules_at_200_contrast: 200 "contrast" "vi";
    every_case_keeps_the_rules_in_english: 125 "light" "en";
    every_case_keeps_the_rules_in_large_english: 200 "contrast" "en";
}
