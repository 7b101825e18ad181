//! Nothing that is shaped like a real identity is taken in by the practice apps, nor kept in any
//! file, whoever types it.

use std::fs;

use crate::learner_at;
use crate::people::{files, has};

/// Shaped like a citizen's number of a province that exists.
const REAL: &str = "001190012345";

#[test]
fn a_real_citizen_s_number_is_refused_kindly_and_nothing_of_it_is_kept() {
    let mut learner = learner_at("eid-login");
    learner
        .do_right_until(200, |place| {
            place.stage.as_deref() == Some("alone") && place.step.as_deref() == Some("enter-number")
        })
        .unwrap();
    // The sentence has the screen to itself first.
    learner.tap("main").unwrap();
    let before = learner.events(0).unwrap().len();
    learner.heard().unwrap();
    for digit in REAL.chars() {
        let session = learner.session().unwrap();
        session.advance(700);
        session.write(&digit.to_string());
    }
    let said: Vec<String> = learner.heard().unwrap().into_iter().map(|heard| heard.text).collect();
    assert!(
        said.iter().any(|text| text.contains("tập")),
        "it is said what is typed here: {said:?}"
    );
    let typed: Vec<String> = learner
        .events(0)
        .unwrap()
        .split_off(before)
        .iter()
        .filter_map(|event| event["body"]["target"].as_str().map(str::to_owned))
        .filter(|target| target.starts_with("eid.key-"))
        .collect();
    // Keys that don't fit are recorded without their name; those that do spell no more than the
    // beginning of the practice number, which is nobody's.
    let named: String = typed
        .iter()
        .filter_map(|target| target.strip_prefix("eid.key-"))
        .filter(|key| *key != "other")
        .collect();
    assert!(named.starts_with("000") && named.len() < 6, "{typed:?}");
    let screen = learner.screen().unwrap();
    assert!(
        screen.rows.iter().all(|row| !row.label.contains("1190") && !row.value.contains("1190"))
    );
    learner.close();
    for file in files(learner.folder()) {
        assert!(!has(&fs::read(&file).unwrap(), REAL.as_bytes()), "in {}", file.display());
    }
}
