//! Guards the frozen layouts: the bytes of every example are those that were committed. Never
//! writes the committed file.

mod common;

use protocol::{Event, Frame};

const GOLDEN: &str = include_str!("golden/events.txt");

const WHAT_TO_DO: &str = "\n\
    A layout that has shipped never changes: phones hold these bytes and nobody can rewrite them.\n\
    Give the kind a new schema number in `kinds!` (src/frame.rs), keep reading the old one, and\n\
    append examples of the new one to tests/common/mod.rs and tests/golden/events.txt.\n\
    Never edit a line of tests/golden/events.txt that is already there.";

/// `kind schema name: hex  # example`, without the digits.
fn label(event: &Event, example: &str) -> String {
    let (kind, schema) = event.kind();
    format!("{kind} {schema} {} ({example})", event.kind_name())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn golden() -> Vec<(&'static str, &'static str)> {
    let lines = GOLDEN.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(": ").expect("a label, a colon and the digits")).collect()
}

#[test]
fn the_bytes_of_every_example_are_the_frozen_ones() {
    let now: Vec<_> = common::examples()
        .iter()
        .map(|(example, event)| {
            let frame = event.to_frame().expect("encodes");
            (label(event, example), hex(&frame.body))
        })
        .collect();
    let mut missing = String::new();
    for (label, body) in &now {
        match golden().iter().find(|(frozen, _)| frozen == label) {
            Some((_, frozen)) => assert_eq!(body, frozen, "{label}{WHAT_TO_DO}"),
            None => missing += &format!("{label}: {body}\n"),
        }
    }
    assert!(missing.is_empty(), "not frozen yet; append to tests/golden/events.txt:\n{missing}");
    for (frozen, _) in golden() {
        let there = now.iter().any(|(label, _)| label == frozen);
        assert!(there, "the example of `{frozen}` is gone or was renumbered.{WHAT_TO_DO}");
    }
}

#[test]
fn the_frozen_bytes_are_read_as_the_examples() {
    for (example, event) in common::examples() {
        let label = label(&event, example);
        let (_, digits) =
            golden().into_iter().find(|(frozen, _)| *frozen == label).expect("frozen");
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("digits");
        let body = (0..digits.len()).step_by(2).map(byte).collect();
        let (kind, schema) = event.kind();
        assert_eq!(Event::from_frame(&Frame { kind, schema, body }), Ok(event), "{label}");
    }
}

#[test]
fn every_kind_and_schema_is_frozen() {
    for (kind, schema, name) in Event::KINDS {
        let start = format!("{kind} {schema} {name} (");
        let there = golden().iter().any(|(label, _)| label.starts_with(&start));
        assert!(there, "`{name}`, schema {schema}, has no example in tests/common/mod.rs");
    }
}

#[test]
fn no_two_kinds_share_a_number_or_a_name() {
    for (index, one) in Event::KINDS.iter().enumerate() {
        for other in &Event::KINDS[index + 1..] {
            assert_ne!((one.0, one.1), (other.0, other.1));
            assert_eq!(one.0 == other.0, one.2 == other.2, "{one:?} {other:?}");
        }
    }
}
