//! `enrol` and `sync` of the real program, against a small hub on a real socket.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

#[path = "common/small_hub.rs"]
mod small_hub;

use std::path::Path;
use std::process::{Command, Output};

use protocol::{Event, PersonAdded, PersonId, Stamp, UnixMillis};
use segment::WardKey;
use small_hub::{TOKEN, hub};
use store::{EventStore, SqliteStore};
use wire::Invitation;

fn camtay(folder: &Path, args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_camtay");
    Command::new(program).args(args).arg("--data").arg(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Somebody is added by hand; the device keeps its key.
fn add_somebody(folder: &Path) {
    // Makes the key.
    assert!(camtay(folder, &["export"]).status.success());
    let no_secret = || Err(std::io::ErrorKind::NotFound.into());
    let keys = sync::DeviceKeys::open(&folder.join("device"), no_secret).unwrap();
    let mut store = SqliteStore::open(folder, keys.install(), UnixMillis(0)).unwrap().store;
    let person = PersonId([7; 16]);
    let added = PersonAdded { person, address: "ba".to_owned(), nickname: None };
    store.append(person, person, Stamp::default(), &[Event::PersonAdded(added)]).unwrap();
}

#[test]
fn a_device_is_enrolled_by_each_form_of_the_code_and_sends_what_was_done() {
    let (invitation, kept) = hub();
    let data = tempfile::TempDir::new().unwrap();
    let picture = data.path().join("code.png");
    let link = invitation.to_link();
    let qr = practice_qr::picture(&link).unwrap();
    write_png(&picture, &qr);
    let forms = [link, picture.to_str().unwrap().to_owned(), invitation.to_typed()];
    for (at, code) in forms.iter().enumerate() {
        let folder = data.path().join(at.to_string());
        add_somebody(&folder);
        let refused = camtay(&folder, &["sync"]);
        assert_eq!(refused.status.code(), Some(1));
        assert_eq!(text(&refused.stdout), "");
        assert_eq!(text(&refused.stderr).lines().count(), 1);

        let enrolled = camtay(&folder, &["enrol", code]);
        assert_eq!(enrolled.status.code(), Some(0), "{}", text(&enrolled.stderr));
        let synced = camtay(&folder, &["sync"]);
        assert_eq!(synced.status.code(), Some(0), "{}", text(&synced.stderr));
        let line: serde_json::Value = serde_json::from_slice(&synced.stdout).unwrap();
        let number = |name: &str| line[name].as_u64().unwrap();
        assert_eq!(["sent", "acknowledged", "received", "pending"].map(number), [1, 1, 0, 0]);
        assert!(number("bytes_up") > 250 && number("bytes_down") > 40, "{line}");
        assert!(number("round_trips") >= 1, "{line}");
        assert_eq!(kept.lock().unwrap().len(), at + 1);
        let again = camtay(&folder, &["sync"]);
        let line: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
        assert_eq!((line["sent"].as_u64(), line["round_trips"].as_u64()), (Some(0), Some(1)));
        assert!(line["bytes_up"].as_u64().unwrap() < 400, "{line}");
    }
}

#[test]
fn what_cannot_be_done_is_one_sentence() {
    let data = tempfile::TempDir::new().unwrap();
    let refused = |args: &[&str], code: i32| {
        let output = camtay(data.path(), args);
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert_eq!(text(&output.stdout), "");
        assert_eq!(text(&output.stderr).lines().count(), 1, "{}", text(&output.stderr));
    };
    refused(&["enrol"], 2);
    refused(&["enrol", "camtay:nonsense"], 1);
    refused(&["enrol", "127.0.0.1:1", "AAAA-BBBB"], 1);
    refused(&["enrol", "nowhere.png"], 1);
    let nobody_there = Invitation {
        addresses: vec!["127.0.0.1:1".to_owned()],
        certificate_sha256: [0; 32],
        ward: WardKey::from_secret(&[4; 32]).public(),
        token: TOKEN,
    };
    refused(&["enrol", &nobody_there.to_link()], 1);
    let nobody = "00".repeat(16);
    refused(&["enrol", &nobody_there.to_link(), "--person", &nobody], 1);
    refused(&["sync"], 1);
}

fn write_png(path: &Path, qr: &practice_qr::QrPicture) {
    const SCALE: usize = 4;
    let side = u32::try_from(qr.pixel_side(SCALE)).unwrap();
    let file = std::fs::File::create(path).unwrap();
    let mut encoder = png::Encoder::new(file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(&qr.to_luma(SCALE)).unwrap();
}
