//! Exports: the JSON of every event, the shape of a line, and the order of lines.

mod common;

use proptest::prelude::*;
use protocol::*;

fn recorded(log: u8, seq: u64, event: Event) -> Recorded {
    Recorded {
        n: 1,
        id: EventId { log: LogId([log; 16]), seq },
        author: PersonId([2; 16]),
        subject: PersonId([3; 16]),
        stamp: Stamp { wall: UnixMillis(1_792_461_600_000), boot: 7, monotonic_millis: 90_210 },
        event,
    }
}

#[test]
fn every_event_as_json() {
    let lines: Vec<String> = common::examples()
        .iter()
        .map(|(example, event)| {
            let json = serde_json::to_string(event).expect("serializes");
            format!("{} ({example}): {json}", event.kind_name())
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_line_has_all_fields_sorted() {
    let (_, event) = common::examples().remove(0);
    let unknown = Event::Unknown(Unknown { kind: 999, schema: 3, body: vec![0, 0xff] });
    let lines = [export_line(&recorded(1, 1, event)), export_line(&recorded(1, 2, unknown))];
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn lines_are_sorted_by_log_and_number() {
    let event = || Event::StepShown(StepShown { step: 0 });
    let mixed = [(2, 1), (1, 10), (1, 9)].map(|(log, seq)| recorded(log, seq, event()));
    let sorted = [(1, 9), (1, 10), (2, 1)].map(|(log, seq)| recorded(log, seq, event()));
    assert_eq!(export(mixed.to_vec()), sorted.iter().map(export_line).collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn a_line_is_one_line_of_json_with_sorted_keys(event in common::any_event(), n: u64) {
        let line = export_line(&recorded(1, 1, event.clone()));
        prop_assert!(!line.contains('\n'));
        let read: serde_json::Value = serde_json::from_str(&line).expect("is JSON");
        prop_assert_eq!(&read["kind"], event.kind_name());
        let keys = ["author", "body", "boot", "kind", "log", "monotonic", "schema", "seq",
            "subject", "wall"];
        let places: Vec<_> = keys.map(|key| line.rfind(&format!("\"{key}\":"))).to_vec();
        prop_assert!(places.iter().all(Option::is_some));
        prop_assert!(places.is_sorted());
        let mut elsewhere = recorded(1, 1, event);
        elsewhere.n = n;
        prop_assert_eq!(export_line(&elsewhere), line, "the same on every device");
    }
}
