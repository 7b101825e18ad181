//! The sound goes and comes back, as the driver's lines have it.

use driver::app::Opening;
use driver::drive::answer_line;
use driver::session::Session;
use serde_json::{Value, json};

fn ask(session: &mut Session, request: Value) -> Value {
    let answer = answer_line(session, &request.to_string()).0;
    assert_eq!(answer["ok"], json!(true), "{request}: {answer}");
    answer
}

fn heard(session: &mut Session) -> Vec<String> {
    let answer = ask(session, json!({"do": "heard"}));
    let heard = answer["heard"].as_array().unwrap();
    heard.iter().map(|heard| heard["text"].as_str().unwrap().to_owned()).collect()
}

fn labels(session: &mut Session) -> String {
    let answer = ask(session, json!({"do": "tree"}));
    let rows = answer["tree"].as_array().unwrap();
    rows.iter().filter_map(|row| row["label"].as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_sound_goes_in_the_middle_of_a_sentence_and_comes_back() {
    for (state, says) in [
        ("none", "Mình cắm loa"),
        ("swallowed", "Mình cắm loa"),
        ("muted", "Mình bấm nút tăng tiếng"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening { lesson: Some("qr-pay".to_owned()), ..Opening::on(folder.path()) };
        let mut session = Session::open(driver::real::open, &opening).unwrap();
        let sentence = heard(&mut session);
        assert_eq!(sentence.len(), 1);
        ask(&mut session, json!({"do": "advance", "ms": 500}));
        let place = ask(&mut session, json!({"do": "sound", "state": state}));
        assert_eq!(place["screen"], json!("silence"), "{state}");
        assert!(labels(&mut session).contains(says), "{state}");
        assert_eq!(heard(&mut session), Vec::<String>::new(), "{state}");
        ask(&mut session, json!({"do": "advance", "ms": 30_000}));
        assert_eq!(session.place().screen, "silence", "it stays until it is read");
        let place = ask(&mut session, json!({"do": "tap", "id": "main"}));
        assert_eq!((&place["screen"], &place["step"]), (&json!("lesson"), &json!("open-bank")));
        assert!(labels(&mut session).contains("Mất tiếng"), "{state}");
        ask(&mut session, json!({"do": "sound", "state": "back"}));
        ask(&mut session, json!({"do": "advance", "ms": 2_100}));
        assert_eq!(heard(&mut session), sentence, "{state}: from its start, and once");
        let labels = labels(&mut session);
        assert!(labels.contains("Nghe lại") && !labels.contains("Mất tiếng"), "{state}");
    }
}

#[test]
fn there_is_no_other_state_of_sound() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(driver::real::open, &Opening::on(folder.path())).unwrap();
    let (answer, goes_on) = answer_line(&mut session, r#"{"do":"sound","state":"loud"}"#);
    assert!(goes_on && answer["ok"] == json!(false), "{answer}");
}
