//! What comes from outside is judged once: where the app takes a text, it says of it what the
//! command line says. One text of each kind, typed on a real keyboard into the field for a ward's
//! code.

use std::collections::BTreeSet;

use driver::learner::Learner;

use crate::{learner_at, newcomer};

/// A text of each kind, how the command line's line on it goes on after `not a payment code but `
/// or begins, and how the app's sentence begins.
const KINDS: &[(&str, &str, &str)] = &[
    ("Nhận quà tại https://qua.example nhé", "a link", "Trong này có đường dẫn"),
    ("10.0.0.1:8080", "a link", "Trong này có đường dẫn"),
    ("ｈｔｔｐ：／／qua.example", "a link", "Trong này có đường dẫn"),
    ("data:text/html,<script>", "a link", "Trong này có đường dẫn"),
    ("bitcoin:1abc", "a link", "Trong này có đường dẫn"),
    (
        "000000000000|000000000|Nguyễn Văn A|01011950|Nam|Phường Tây Hồ, Hà Nội|01012022",
        "the code of an identity card",
        "Đây là mã trên thẻ căn cước",
    ),
    ("WIFI:S:Nha ba Tu;T:WPA;P:matkhau123;;", "the code of a Wi-Fi", "Đây là mã để vào mạng"),
    ("MECARD:N:Ba Tu;TEL:0900000000;;", "a name card", "Đây là danh thiếp"),
    ("*100#", "a code to be dialled", "Đây là mã để bấm gọi"),
    ("**21*0900000000#", "a code to be dialled that forwards your calls", "Mã này chuyển cuộc gọi"),
    (
        "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F",
        "real VietQR code",
        "Đây là mã trả tiền thật của cửa hàng",
    ),
    (
        "00020101021238540010A00000072701240006970422011000000123450208QRIBFTTA530370454035e45802VN6304B077",
        "an amount that can't be read",
        "Đây là mã trả tiền thật, nhưng số tiền đọc không ra",
    ),
    (
        "00020101021238540010A00000072701240006970422011000000123450208QRIBFTTA530370454055000054065000005802VN6304F5E0",
        "a damaged code of a real shop",
        "Đây là mã trả tiền đã hỏng",
    ),
    (
        "00020201021126580014A000000615000101065887340212MBBQR0000629031000000000005204581253034585802MY5908TAKOYAKI6006PAHANG630400A0",
        "real foreign payment code",
        "Đây là mã trả tiền thật của nước ngoài",
    ),
    ("CAMTAY-TAP:000201", "a damaged practice code", "Đây là mã luyện tập nhưng"),
    ("xin chào bà", "plain text", "Mã chưa đúng"),
];

fn at_the_code() -> Learner {
    let mut learner = newcomer();
    learner.do_right_until(60, |place| place.screen == "home").unwrap();
    for id in ["home.settings", "settings.mine", "people.join"] {
        learner.tap(id).unwrap();
    }
    learner
}

#[test]
fn the_field_for_a_ward_s_code_says_of_each_kind_what_the_command_line_says() {
    let mut learner = at_the_code();
    for (text, line, begins) in KINDS {
        let said = practice_qr::describe(text);
        assert!(said.contains(line), "{said}");
        learner.session().unwrap().write(text);
        learner.heard().unwrap();
        learner.tap("main").unwrap();
        let screen = learner.screen().unwrap();
        let note = screen.row("instruction").unwrap_or_else(|| panic!("nothing is said of {text}"));
        assert!(note.label.starts_with(begins), "{text}: {}", note.label);
        let secret = ["matkhau123", "Nguyễn Văn A", "000000000000", "0900000000", "qua.example"];
        for row in &screen.rows {
            assert!(!secret.iter().any(|secret| row.label.contains(secret)), "{}", row.label);
        }
        let heard = learner.heard().unwrap();
        let last = heard.last().unwrap_or_else(|| panic!("nothing is spoken of {text}"));
        assert!(last.text.starts_with(begins) && !last.clips.is_empty(), "{last:?}");
        learner.tap("main").unwrap();
        // What is another thing is gone; what may be a mistyped code stays to be corrected.
        let screen = learner.screen().unwrap();
        assert!(screen.row("keyboard.key-a").is_some(), "the note was read, and the keys are back");
        // The field shows the end of a long text.
        let tail: String = text.chars().skip(text.chars().count().saturating_sub(8)).collect();
        let is_kept = screen.rows.iter().any(|row| row.label.contains(&tail));
        assert_eq!(is_kept, *line == "plain text", "{text}");
    }
    let findings = learner.findings().unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn nothing_of_it_is_recorded() {
    let mut learner = at_the_code();
    let before = learner.events(0).unwrap().len();
    for (text, ..) in KINDS {
        learner.session().unwrap().write(text);
        learner.tap("main").unwrap();
        learner.tap("main").unwrap();
    }
    let events = learner.events(0).unwrap();
    assert_eq!(events.len(), before, "typing records nothing");
    let folder = learner.folder().to_owned();
    learner.close();
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        if !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for secret in ["matkhau123", "Nguyễn Văn A", "000000000000|", "qua.example"] {
            let there = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!there, "{secret} is in {}", path.display());
        }
    }
}

/// Whom the code names that is seen in this picture, and what it asks for, as the command line
/// tells it.
fn by_the_command_line(picture: &std::path::Path) -> Vec<String> {
    let file = std::io::Cursor::new(std::fs::read(picture).unwrap());
    let line = practice_qr::describe_picture(file).unwrap();
    let told = line.strip_prefix("practice code of ").unwrap_or_else(|| panic!("{line}"));
    let told = told.strip_suffix(", for “LUYEN TAP”").unwrap();
    let (payee, amount) = told.rsplit_once(", ").unwrap();
    [payee, amount].into_iter().filter(|part| *part != "no amount").map(str::to_owned).collect()
}

#[test]
fn the_practice_scanner_says_of_a_code_on_the_counter_what_the_command_line_says() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("screen.png");
    let (mut read, mut amounts) = (BTreeSet::new(), 0);
    for lesson in ["qr-pay", "qr-check-before-pay"] {
        let mut learner = learner_at(lesson);
        learner.do_right_until(20, |place| place.lesson.is_some()).unwrap();
        while learner.place().unwrap().screen != "lesson-end" {
            let screen = learner.screen().unwrap();
            let sees_a_code = screen.row("scan.code").is_some();
            screen.picture.save(&picture).unwrap();
            learner.do_right().unwrap();
            if !sees_a_code || learner.screen().unwrap().row("scan.code").is_some() {
                continue;
            }
            let told = by_the_command_line(&picture);
            // A sentence may have the screen to itself before the bank's page is seen.
            while learner.screen().unwrap().row("text").is_none() {
                learner.do_right().unwrap();
            }
            let rows = learner.screen().unwrap().rows;
            for part in &told {
                let is_there = rows.iter().any(|row| row.label.contains(part.as_str()));
                assert!(is_there, "{part} isn't on the bank's page: {rows:#?}");
            }
            amounts += usize::from(told.len() == 2);
            read.insert(told);
        }
    }
    assert!(read.len() >= 4 && amounts >= 4, "{amounts} amounts in {read:?}");
}
