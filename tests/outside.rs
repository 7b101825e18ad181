//! Inputs that people really met with, and what is right about each: amounts, codes, names, numbers
//! and keys, in tests/fixtures/outside.tsv. A row added there is a test. The kinds that the rows
//! stand for are tested by rule in the crates that judge them.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use vietnamese::{Dong, Field, Key, Kind, Typing, private, same_spelling, search_key, telex};

/// What is made of an input, in a line.
fn answer(what: &str, input: &str) -> String {
    match what {
        "money" => match Dong::parse(input) {
            Ok(dong) => dong.get().to_string(),
            Err(error) => {
                let sentence = error.to_string();
                let meant = sentence.split_once(';').map(|(_, meant)| meant.to_owned());
                format!("refused;{}", meant.unwrap_or_default())
            }
        },
        "qr" => practice_qr::describe(input),
        "search" => search_key(input),
        "private" => {
            private(input, Field::Free).map(|(kind, _)| format!("{kind:?}")).unwrap_or_default()
        }
        "telex" => telex(input),
        "keyboard" => {
            let mut typing = Typing::new(Kind::NAME, 40);
            for letter in input.chars() {
                typing.press(Key::Typed(letter));
            }
            typing.text().to_owned()
        }
        other => panic!("{other} is nothing that is judged here"),
    }
}

#[test]
fn each_row_is_answered_right() {
    let mut rows = 0;
    for line in include_str!("fixtures/outside.tsv").lines().skip(1) {
        let [what, input, right] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("a row has three fields: {line}");
        };
        let input: String = serde_json::from_str(input).unwrap();
        assert_eq!(answer(what, &input), right, "{what} {input:?}");
        rows += 1;
    }
    assert!(rows >= 35, "{rows}");
}

#[test]
fn a_name_typed_with_eth_is_a_duplicate() {
    assert!(same_spelling("\u{d0}ặng Văn Quý", "Đặng Văn Quý"));
}
