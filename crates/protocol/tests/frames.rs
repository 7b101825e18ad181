//! Events to bytes and back: whatever was written is read, what isn't known stays as it is, and
//! what is damaged is an error.

mod common;

use proptest::prelude::*;
use protocol::{Event, Frame, PersonId, Unknown};

fn is_known(kind: u16, schema: u8) -> bool {
    Event::KINDS.iter().any(|known| (known.0, known.1) == (kind, schema))
}

#[test]
fn a_body_that_is_cut_off_anywhere_is_an_error() {
    for (example, event) in common::examples() {
        let whole = event.to_frame().expect("encodes");
        for length in 0..whole.body.len() {
            let cut = Frame { body: whole.body[..length].to_vec(), ..whole.clone() };
            let error = Event::from_frame(&cut).expect_err(example);
            assert_eq!((error.kind, error.schema, error.length), (cut.kind, cut.schema, length));
        }
    }
}

#[test]
fn a_body_with_something_behind_it_is_an_error() {
    for (example, event) in common::examples() {
        let mut frame = event.to_frame().expect("encodes");
        frame.body.push(0);
        assert!(Event::from_frame(&frame).is_err(), "{example}");
    }
}

#[test]
fn a_newer_schema_of_a_known_kind_is_unknown() {
    let frame = Frame { kind: 107, schema: 3, body: vec![1, 2, 3] };
    let event = Event::from_frame(&frame).expect("kept");
    assert_eq!(event, Event::Unknown(Unknown { kind: 107, schema: 3, body: vec![1, 2, 3] }));
    assert_eq!(event.to_frame(), Ok(frame));
}

#[test]
fn ids_are_hexadecimal_in_text_and_bare_in_bytes() {
    let person = PersonId([0xa5; 16]);
    let text = serde_json::to_string(&person).expect("serializes");
    assert_eq!(text, format!("\"{}\"", "a5".repeat(16)));
    assert_eq!(serde_json::from_str::<PersonId>(&text).expect("reads"), person);
    assert_eq!(postcard::to_stdvec(&person), Ok(vec![0xa5; 16]));
    assert_eq!(PersonId::from_hex(&person.to_string()), Some(person));
    for wrong in ["", "a5", &"a5".repeat(17), &"zz".repeat(16), &"+1".repeat(16)] {
        assert_eq!(PersonId::from_hex(wrong), None, "{wrong}");
        assert!(serde_json::from_str::<PersonId>(&format!("\"{wrong}\"")).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(event in common::any_event()) {
        let frame = event.to_frame().expect("encodes");
        prop_assert!(is_known(frame.kind, frame.schema));
        prop_assert_eq!(Event::from_frame(&frame), Ok(event));
    }

    #[test]
    fn an_unknown_kind_is_kept_byte_for_byte(kind: u16, schema: u8, body: Vec<u8>) {
        prop_assume!(!is_known(kind, schema));
        let frame = Frame { kind, schema, body };
        let event = Event::from_frame(&frame).expect("kept");
        prop_assert_eq!(event.kind_name(), "unknown");
        prop_assert_eq!(event.to_frame(), Ok(frame));
    }

    #[test]
    fn random_bytes_are_an_event_or_an_error(
        which in 0..Event::KINDS.len(),
        body in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let (kind, schema, _) = Event::KINDS[which];
        let length = body.len();
        match Event::from_frame(&Frame { kind, schema, body }) {
            Ok(event) => prop_assert_eq!(event.kind(), (kind, schema)),
            Err(error) => {
                prop_assert_eq!((error.kind, error.schema, error.length), (kind, schema, length));
            }
        }
    }
}
