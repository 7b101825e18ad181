//! Holds every line of every table to what it claims: its signature is one, its page is the page of
//! that very member, and no file but `jvm.rs` calls Android past the tables.

use jni::signature::{JavaType, RuntimeFieldSignature, RuntimeMethodSignature};

use super::calls::{self, Call, Member};
use super::{insets, intent, leave, letters, network, reader, sharing, speech, vibration, volume};

const TABLES: &[(&str, &[Call])] = &[
    ("calls.rs", calls::TABLE),
    ("insets.rs", insets::TABLE),
    ("intent.rs", intent::TABLE),
    ("leave.rs", leave::TABLE),
    ("letters.rs", letters::TABLE),
    ("network.rs", network::TABLE),
    ("reader.rs", reader::TABLE),
    ("sharing.rs", sharing::TABLE),
    ("speech.rs", speech::TABLE),
    ("vibration.rs", vibration::TABLE),
    ("volume.rs", volume::TABLE),
];

fn lines() -> impl Iterator<Item = &'static Call> {
    TABLES.iter().flat_map(|(_, table)| *table)
}

/// The types between the brackets, as the documentation writes them.
fn written(mut types: &str) -> String {
    let mut all = Vec::new();
    while !types.is_empty() {
        let deep = types.chars().take_while(|letter| *letter == '[').count();
        let inner = &types[deep..];
        let (name, rest) = match inner.as_bytes()[0] {
            b'L' => {
                let (class, rest) = inner[1..].split_once(';').unwrap();
                (class.replace(['/', '$'], "."), rest)
            }
            letter => {
                let name = match letter {
                    b'Z' => "boolean",
                    b'I' => "int",
                    b'J' => "long",
                    b'F' => "float",
                    other => panic!("{}", other as char),
                };
                (name.to_owned(), &inner[1..])
            }
        };
        all.push(name + &"[]".repeat(deep));
        types = rest;
    }
    all.join(",%20")
}

/// Where Android documents a member, as it follows from its class and types.
fn page(call: &Call) -> String {
    let class = call.class.replace('$', ".");
    let types = || written(call.signature[1..].split_once(')').unwrap().0);
    let anchor = match call.member {
        Member::Field | Member::StaticField => call.name.to_owned(),
        Member::New => format!("{}({})", class.rsplit('/').next().unwrap(), types()),
        Member::Method | Member::Static => format!("{}({})", call.name, types()),
    };
    format!("https://developer.android.com/reference/{class}#{anchor}")
}

#[test]
fn every_signature_is_one() {
    for call in lines() {
        let label = call.label();
        match call.member {
            Member::Field | Member::StaticField => {
                RuntimeFieldSignature::from_str(call.signature).expect(&label);
            }
            _ => {
                let signature = RuntimeMethodSignature::from_str(call.signature).expect(&label);
                let gives = signature.method_signature().ret();
                let constructs = call.member == Member::New;
                assert_eq!(constructs, call.name == "<init>", "{label}");
                let is_void = matches!(gives, JavaType::Primitive(jni::signature::Primitive::Void));
                assert!(!constructs || is_void, "{label}");
            }
        }
        assert!(call.since >= 1 && call.since <= 36, "{label}");
    }
}

#[test]
fn every_page_is_that_of_the_member() {
    for call in lines() {
        assert_eq!(call.page, page(call));
    }
    // A wrong one is found.
    let first = lines().next().unwrap();
    let wrong = Call { signature: "(I)V", ..*first };
    assert_ne!(wrong.page, page(&wrong));
}

#[test]
fn nothing_is_called_past_the_tables() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platform/android");
    let mut services = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let calls = text.contains("calls! {") && !["tables.rs"].contains(&name.as_str());
        assert_eq!(calls, TABLES.iter().any(|(file, _)| *file == name), "{name}");
        services += usize::from(calls);
        let may = ["jvm.rs", "stand_in.rs", "tables.rs"].contains(&name.as_str());
        assert!(may || !text.contains("use jni"), "{name} goes past the tables");
    }
    assert_eq!(services, TABLES.len());
}
