//! Driving and touring a small app: the contract of `drive` and of `tour.json`, line by line.

use driver::app::{Opening, Place};
use driver::drive::{answer_line, serve};
use driver::learner::Learner;
use driver::rules::Rule;
use driver::session::Session;
use driver::tour;
use driver::tremor::{RandomHand, TremblingHand};
use serde_json::{Value, json};

use crate::sample;

fn session(folder: &std::path::Path) -> Session {
    Session::open(sample::open, &Opening::on(folder)).expect("the sample opens")
}

fn ask(session: &mut Session, request: &Value) -> Value {
    answer_line(session, &request.to_string()).0
}

/// The answer, which has to be a refusal, as its sentence.
fn refused(session: &mut Session, request: &str) -> String {
    let (answer, goes_on) = answer_line(session, request);
    assert!(goes_on, "a refusal doesn't end it");
    assert_eq!(answer["ok"], json!(false), "{request} was not refused: {answer}");
    answer["error"].as_str().expect("a sentence").to_owned()
}

#[test]
fn a_tree_says_where_one_is_and_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let answer = ask(&mut session, &json!({"do": "tree"}));
    assert_eq!(answer["ok"], json!(true));
    assert_eq!(answer["screen"], json!("welcome"));
    for absent in ["lesson", "stage", "step"] {
        assert_eq!(answer[absent], Value::Null, "{absent}");
    }
    let rows = answer["tree"].as_array().unwrap();
    let main = rows.iter().find(|row| row["id"] == "main").unwrap();
    let expected = json!({
        "id": "main", "role": "button", "label": "Tiếp tục", "value": "", "enabled": true,
        "text_px": 22.0, "bounds": [16.0, 440.0, 328.0, 88.0], "color": "#ffffff", "background": "#0b5d3b",
    });
    assert_eq!(*main, expected);
}

#[test]
fn taps_go_by_id_by_label_and_by_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    assert_eq!(ask(&mut session, &json!({"do": "tap", "id": "main"}))["screen"], "home");
    assert_eq!(
        ask(&mut session, &json!({"do": "tap", "label": "home.settings"}))["screen"],
        "settings"
    );
    let back = ask(&mut session, &json!({"do": "tap", "at": [180.0, 590.0]}));
    assert_eq!((&back["screen"], &back["tapped"]["id"]), (&json!("home"), &json!("fixed.back")));
    let events = ask(&mut session, &json!({"do": "events", "after": 1}));
    let targets: Vec<&Value> =
        events["events"].as_array().unwrap().iter().map(|event| &event["target"]).collect();
    assert_eq!(targets, ["home.settings", "fixed.back"]);
}

#[test]
fn sliding_off_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    ask(&mut session, &json!({"do": "press", "at": [180.0, 480.0]}));
    ask(&mut session, &json!({"do": "release", "at": [180.0, 300.0]}));
    assert_eq!(session.place().screen, "welcome");
    ask(&mut session, &json!({"do": "press", "at": [180.0, 480.0]}));
    ask(&mut session, &json!({"do": "release", "at": [180.0, 490.0]}));
    assert_eq!(session.place().screen, "home");
}

#[test]
fn only_advance_moves_the_clock() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let start = session.now();
    for request in [
        json!({"do": "tap", "id": "main"}),
        json!({"do": "tap", "id": "main"}),
        json!({"do": "heard"}),
    ] {
        ask(&mut session, &request);
    }
    assert_eq!((session.now(), session.place().stage.as_deref()), (start, Some("watch")));
    ask(&mut session, &json!({"do": "advance", "ms": 4_999}));
    assert_eq!(session.place().stage.as_deref(), Some("watch"));
    ask(&mut session, &json!({"do": "advance", "ms": 1}));
    assert_eq!(session.place().stage.as_deref(), Some("alone"));
    let heard = ask(&mut session, &json!({"do": "heard"}));
    let expected =
        json!([{"text": "Chạm nút trả tiền.", "clips": [{"file": "one.opus", "ms": 1200}]}]);
    assert_eq!(heard["heard"], expected);
    assert_eq!(ask(&mut session, &json!({"do": "heard"}))["heard"], json!([]));
}

#[test]
fn nonsense_is_refused_in_a_sentence_and_the_next_line_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    refused(&mut session, "not json");
    refused(&mut session, r#"{"do":"dance"}"#);
    refused(&mut session, r#"{"do":"tap"}"#);
    refused(&mut session, r#"{"do":"tap","id":"main","label":"Tiếp tục"}"#);
    refused(&mut session, r#"{"do":"tap","id":"main","speed":9}"#);
    refused(&mut session, r#"{"do":"key","key":"Anykey"}"#);
    refused(&mut session, r#"{"do":"screenshot","path":"/nowhere/at/all.png"}"#);
    let sentence = refused(&mut session, r#"{"do":"tap","id":"bank.pay"}"#);
    assert!(sentence.contains("`bank.pay`") && sentence.contains("fixed.help"), "{sentence}");
    assert_eq!(ask(&mut session, &json!({"do": "tap", "id": "main"}))["ok"], json!(true));
}

#[test]
fn lines_are_answered_in_order_until_quit() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let picture = folder.path().join("one.png");
    let requests = format!(
        "{}\n\n{}\n{}\n{}\n{}\n",
        json!({"do": "screenshot", "path": picture}),
        json!({"do": "key", "key": "Back"}),
        json!({"do": "type", "text": "xin chào"}),
        json!({"do": "quit"}),
        json!({"do": "tree"}),
    );
    let mut answers = Vec::new();
    serve(&mut session, requests.as_bytes(), &mut answers).unwrap();
    let answers = String::from_utf8(answers).unwrap();
    assert_eq!(answers, "{\"ok\":true}\n".repeat(4), "nothing is answered after quit");
    assert!(picture.metadata().unwrap().len() > 1_000);
}

#[test]
fn a_tour_keeps_every_screen_with_what_was_touched_and_heard() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("tour");
    let opening = Opening::on(folder.path().join("data"));
    let plan = tour::Plan { opening, lessons: Vec::new(), beside_lessons: false, out: out.clone() };
    let toured = tour::run(sample::open, &plan).unwrap();
    assert_eq!(tour::report(&toured), Vec::<String>::new());

    let file = std::fs::read_to_string(out.join("tour.json")).unwrap();
    let entries: Vec<Value> = serde_json::from_str(&file).unwrap();
    let touched: Vec<&str> = entries.iter().filter_map(|e| e["tapped"]["id"].as_str()).collect();
    assert_eq!(
        touched,
        [
            "main",
            "home.settings",
            "settings.large",
            "settings.small", // the first visit ends here
            "bank.history",   // a slip
            "fixed.back",
            "bank.pay",
            "bank.pay", // after standing still
            "fixed.replay",
            "bank.pay",
            "fixed.help",
            "bank.pay",
            "main",
        ]
    );
    for (index, entry) in entries.iter().enumerate() {
        assert_eq!(entry["n"], json!(index + 1));
        assert!(out.join(entry["png"].as_str().unwrap()).is_file(), "{}", entry["png"]);
        assert!(entry["tree"].as_array().is_some_and(|tree| tree.len() >= 8));
    }
    let hint = |e: &&Value| e["heard"].to_string().contains("Nút màu xanh");
    assert_eq!(entries.iter().filter(hint).count(), 1, "standing still brings one hint");
    assert!(std::fs::read_to_string(out.join("index.html")).unwrap().contains("0001-welcome.png"));
    assert!(tour::may_write(&out) && !tour::may_write(folder.path()));
}

#[test]
fn a_learner_comes_back_to_where_they_were() {
    let mut learner = Learner::fresh(sample::open, |_| {}).unwrap();
    learner.do_right_until(5, |place| place.stage.as_deref() == Some("alone")).unwrap();
    learner.tap("bank.history").unwrap();
    let there = learner.place().unwrap();
    learner.reopen(86_400_000).unwrap();
    assert_eq!(learner.place().unwrap(), there);
    assert_eq!(learner.findings().unwrap().iter().filter(|f| f.rule == Rule::Clipped).count(), 0);
    let home = |place: &Place| place.screen == "home";
    assert_eq!(learner.do_right_until(9, home).unwrap(), 6);
}

#[test]
fn a_trembling_hand_does_the_same_again_with_the_same_seed() {
    let play = |seed| {
        let mut learner = Learner::fresh(sample::open, |_| {}).unwrap();
        let mut hand = TremblingHand::new(seed);
        let session = learner.session().unwrap();
        (0..40).map(|_| hand.tap(session, "main").unwrap()).collect::<Vec<_>>()
    };
    let attempts = play(7);
    assert_eq!(attempts, play(7));
    assert_ne!(attempts, play(8));
    assert!(
        attempts.iter().any(|a| a.again_after.is_some()) && attempts.iter().any(|a| a.slid_off)
    );
    let middle = [180.0, 484.0];
    let misses =
        attempts.iter().map(|a| (a.touched.at[0] - middle[0]).hypot(a.touched.at[1] - middle[1]));
    let average = misses.sum::<f32>() / 40.0;
    assert!((14.0..28.0).contains(&average), "21 px on average, not {average}");
}

#[test]
fn a_hand_that_touches_anything_wanders_and_never_gets_stuck() {
    let mut learner = Learner::fresh(sample::open, |_| {}).unwrap();
    let mut hand = RandomHand::new(3);
    let mut screens = std::collections::BTreeSet::new();
    for _ in 0..60 {
        hand.tap(learner.session().unwrap()).unwrap();
        screens.insert(learner.place().unwrap().screen);
    }
    assert!(screens.len() >= 3, "{screens:?}");
}
