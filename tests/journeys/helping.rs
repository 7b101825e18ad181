//! *Giúp tôi*, asked again: where it is, then together; by those who touch nothing else, and by
//! those who take over. What the hand did is nobody's.

use std::collections::BTreeSet;

use driver::bounds::Bounds;
use driver::colour::Colour;
use driver::learner::Learner;
use serde_json::Value;

use crate::{learner_at, newcomer};

/// At this step of this stage, everything before done right.
fn at(lesson: &str, stage: &str, step: &str) -> Learner {
    let mut learner = learner_at(lesson);
    learner
        .do_right_until(160, |place| {
            place.stage.as_deref() == Some(stage) && place.step.as_deref() == Some(step)
        })
        .unwrap();
    learner.heard().unwrap();
    learner
}

/// Asks for help and says what is heard.
fn ask(learner: &mut Learner) -> String {
    learner.heard().unwrap();
    learner.tap("fixed.help").unwrap();
    let heard = learner.heard().unwrap().pop().expect("every touch is answered aloud");
    assert!(!heard.clips.is_empty(), "no clip says «{}»", heard.text);
    heard.text
}

fn shown(learner: &mut Learner, words: &str) -> bool {
    learner.screen().unwrap().rows.iter().any(|row| row.label.contains(words))
}

/// The colour of the hand, which nothing else has.
const SKIN: Colour = Colour::new(0xf3, 0xc2, 0x99);

/// Whether exactly this colour is somewhere in the picture.
fn is_seen(learner: &mut Learner, wanted: Colour) -> bool {
    let screen = learner.screen().unwrap();
    let [w, h] = screen.size;
    let (_, pixels) = screen.picture.crop(&Bounds { x: 0.0, y: 0.0, w, h });
    pixels.contains(&wanted)
}

fn of_kind(learner: &mut Learner, kind: &str) -> Vec<Value> {
    let mut events = learner.events(0).unwrap();
    events.retain(|event| event["kind"] == kind);
    events
}

/// Touches nothing but *Giúp tôi* until the check is over, in a lesson or a drill, judging what is
/// seen on the way.
fn only_asks(lesson: &str, text_scale: u16, theme: &str) {
    let mut learner = Learner::fresh(driver::real::open, |opening| {
        opening.text_scale = Some(text_scale);
        opening.theme = Some(theme.to_owned());
        opening.lesson = Some(lesson.to_owned());
    })
    .unwrap();
    let (mut found, mut stages, mut asked) = (BTreeSet::new(), BTreeSet::new(), 0);
    let over = |end: &Value| end["body"]["stage"] == "check";
    while !of_kind(&mut learner, "stage-finished").iter().any(over) {
        let place = learner.place().unwrap();
        stages.extend(place.stage.clone());
        if place.stage.as_deref() == Some("watch") {
            // Watching goes on by itself, and on a page just come nothing is touched yet.
            learner.tap("fixed.help").unwrap();
        } else {
            ask(&mut learner);
        }
        asked += 1;
        assert!(asked < 400, "{lesson} has no end for those who only ask: {place:?}");
        let findings = learner.findings().unwrap();
        found.extend(findings.iter().map(|finding| format!("{place:?}: {finding}")));
    }
    let done = learner.events(0).unwrap().into_iter().filter(|event| {
        event["body"]["outcome"] == "done" || event["kind"] == "drill-case-answered"
    });
    assert_eq!(done.count(), 0, "what the hand did is nobody's");
    let ends = of_kind(&mut learner, "stage-finished");
    let check = &ends.last().unwrap()["body"];
    assert_eq!((&check["stage"], &check["passed"]), (&"check".into(), &false.into()), "{ends:?}");
    assert!(check["slips"].as_u64().unwrap() > 1, "{check}");
    let others = &ends[..ends.len() - 1];
    assert!(others.iter().all(|end| end["body"]["slips"] == 0), "help is no slip: {ends:?}");
    // It is practised again; and at home nothing says that it was learnt.
    assert_eq!(learner.place().unwrap().lesson.as_deref(), Some(lesson));
    assert!(found.is_empty(), "{lesson}, {text_scale}%, {theme}:\n{found:#?}");
    assert!(stages.len() == 4 || lesson.starts_with("scam"), "{stages:?}");
}

macro_rules! who_only_asks_gets_through {
    ($($name:ident: $lesson:literal $scale:literal $theme:literal;)+) => {
        $(#[test]
        fn $name() {
            only_asks($lesson, $scale, $theme);
        })+
    };
}

who_only_asks_gets_through! {
    who_only_asks_gets_through_paying: "qr-pay" 100 "light";
    who_only_asks_gets_through_touching_in_large_letters: "phone-touch" 200 "contrast";
    who_only_asks_gets_through_logging_in_in_larger_letters: "eid-login" 150 "light";
    who_only_asks_gets_through_a_drill: "scam-qr-link" 100 "light";
    who_only_asks_gets_through_a_drill_in_large_letters: "scam-qr-link" 200 "light";
}

#[test]
fn the_hand_points_then_touches_by_itself_and_says_so() {
    let mut learner = at("qr-pay", "alone", "open-scanner");
    let hint = ask(&mut learner);
    assert!(hint.contains("Nút Quét mã"), "{hint}");
    assert!(!is_seen(&mut learner, SKIN));
    let shows = ask(&mut learner);
    assert!(shows.contains("bàn tay"), "{shows}");
    assert!(shown(&mut learner, "Bà nhìn bàn tay nhé."), "what is said is also seen");
    assert!(is_seen(&mut learner, SKIN));
    let with_you = ask(&mut learner);
    assert!(with_you.starts_with("Mình làm cùng nhé."), "{with_you}");
    assert_eq!(learner.place().unwrap().step.as_deref(), Some("open-scanner"), "not at once");
    learner.advance(30_000).unwrap();
    assert_eq!(learner.place().unwrap().step.as_deref(), Some("frame-code"));
    let heard = learner.heard().unwrap();
    assert!(heard.iter().any(|heard| heard.text.starts_with("Xong rồi.")), "{heard:?}");
    let mut last = learner.events(0).unwrap();
    last.retain(|event| event["kind"] != "hint-shown" || event["body"]["reason"] != "still");
    let last = last.last().unwrap();
    assert_eq!((&last["kind"], &last["body"]["step"]), (&"step-shown".into(), &1.into()));
}

#[test]
fn who_touches_it_while_the_hand_waits_has_done_it() {
    let mut learner = at("qr-pay", "alone", "open-scanner");
    for _ in 0..3 {
        ask(&mut learner);
    }
    learner.tap("bank.scan-button").unwrap();
    learner.advance(5_000).unwrap();
    assert_eq!(learner.place().unwrap().step.as_deref(), Some("frame-code"), "and no further");
    let taps = of_kind(&mut learner, "tapped");
    assert_eq!(taps.last().unwrap()["body"]["outcome"], "done");
    assert!(!shown(&mut learner, "Xong rồi"));
}

#[test]
fn a_question_is_read_out_and_then_answered_with_its_reason() {
    let mut learner = at("qr-pay", "alone", "check-name");
    ask(&mut learner);
    let read = ask(&mut learner);
    assert!(read.contains("Đúng tên rồi") && read.contains("Tên khác"), "{read}");
    let told = ask(&mut learner);
    assert!(told.contains("câu đúng") && told.contains("Phải trả cho"), "{told}");
    learner.advance(40_000).unwrap();
    assert_eq!(learner.place().unwrap().step.as_deref(), Some("confirm"));
}

#[test]
fn off_the_path_the_way_back_is_shown_and_then_gone() {
    let mut learner = at("qr-pay", "alone", "open-scanner");
    learner.tap("bank.history").unwrap();
    ask(&mut learner);
    let back = ask(&mut learner);
    assert!(back.contains("Nút Quay lại"), "{back}");
    ask(&mut learner);
    ask(&mut learner);
    assert_eq!(learner.place().unwrap().step.as_deref(), Some("frame-code"));
}

#[test]
fn in_a_check_it_says_first_what_asking_again_means() {
    let mut learner = at("qr-pay", "check", "open-scanner");
    let note = ask(&mut learner);
    assert!(note.contains("lần nữa thì mình làm cùng"), "{note}");
    assert!(ask(&mut learner).contains("bàn tay"));
    ask(&mut learner);
    ask(&mut learner);
    learner.do_right_until(60, |place| place.screen == "lesson-end").unwrap();
    let check = of_kind(&mut learner, "stage-finished").pop().unwrap();
    assert_eq!((&check["body"]["slips"], &check["body"]["passed"]), (&1.into(), &true.into()));
}

#[test]
fn on_every_page_help_goes_further_and_decides_nothing_of_theirs() {
    let mut learner = newcomer();
    for screen in ["welcome", "home"] {
        learner.do_right_until(20, |place| place.screen == screen).unwrap();
        let said: BTreeSet<String> = (0..3).map(|_| ask(&mut learner)).collect();
        assert_eq!(said.len(), 3, "on {screen}: {said:?}");
        assert!(said.iter().any(|said| said.contains("viền cam")), "{said:?}");
        assert!(shown(&mut learner, "Mình làm cùng nhé."), "what is said is also seen");
        let page = learner.screen().unwrap();
        learner.advance(30_000).unwrap();
        let labels = |screen: &driver::tree::Screen| -> Vec<String> {
            screen.rows.iter().map(|row| row.label.clone()).collect()
        };
        assert_ne!(labels(&learner.screen().unwrap()), labels(&page), "{screen} was led on from");
    }
    assert_eq!(learner.place().unwrap().screen, "stage");
    learner.tap("fixed.back").unwrap();
    // What is chosen in the settings, nobody chooses for them.
    learner.tap("home.settings").unwrap();
    let said: Vec<String> = (0..4).map(|_| ask(&mut learner)).collect();
    assert!(said.windows(2).all(|two| two[0] != two[1]), "{said:?}");
    learner.advance(600_000).unwrap();
    assert_eq!(learner.place().unwrap().screen, "settings");
    // Nor whether something is erased.
    for id in ["settings.mine", "people.kept", "people.erase"] {
        learner.tap(id).unwrap();
    }
    for _ in 0..9 {
        ask(&mut learner);
        learner.advance(30_000).unwrap();
    }
    assert!(learner.screen().unwrap().row("main").is_some(), "still asked about erasing");
    assert_eq!(of_kind(&mut learner, "person-added").len(), 1);
}

#[test]
fn in_a_placement_help_leads_to_the_way_out_of_it() {
    let mut learner = newcomer();
    learner.do_right_until(20, |place| place.screen == "home").unwrap();
    learner.tap("home.placement").unwrap();
    let mut asked = 0;
    while of_kind(&mut learner, "probe-declined").is_empty() {
        ask(&mut learner);
        asked += 1;
        assert!(asked < 40, "there is no way out");
    }
    assert!(of_kind(&mut learner, "hint-shown").is_empty(), "a placement gives nothing away");
}

#[test]
fn in_a_drill_what_help_points_at_comes_into_view_in_large_letters() {
    const RING: Colour = Colour::new(0xd4, 0x48, 0x0b);
    let mut learner = Learner::fresh(driver::real::open, |opening| {
        opening.text_scale = Some(200);
        opening.lesson = Some("scam-qr-link".to_owned());
    })
    .unwrap();
    learner.tap("main").unwrap();
    for _ in 0..6 {
        ask(&mut learner);
        assert!(!is_seen(&mut learner, RING), "advice shows nothing yet");
        let looks = ask(&mut learner);
        assert!(looks.contains("viền cam"), "{looks}");
        learner.advance(500).unwrap();
        assert!(is_seen(&mut learner, RING), "{:?}", learner.place());
        ask(&mut learner);
        learner.tap("main").unwrap();
    }
    let end = of_kind(&mut learner, "stage-finished").pop().unwrap();
    assert_eq!((&end["body"]["slips"], &end["body"]["passed"]), (&6.into(), &false.into()));
}
