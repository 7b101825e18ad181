//! Minh shows lessons to a room, by keys alone or by touch: huge type, the hand first, wrong on
//! purpose and back. Nothing of it is kept, and nobody is named.

use driver::app::Opening;
use driver::learner::Learner;
use driver::rules::{Finding, Rule};
use tempfile::TempDir;

const HALL: [f32; 2] = [1280.0, 720.0];
/// How long the hand rests on a control at the longest.
const HAND: u64 = 1_500;

fn opened(folder: &TempDir, lesson: Option<&str>, adjust: impl FnOnce(&mut Opening)) -> Learner {
    let mut opening = Opening::on(folder.path());
    opening.instructor = true;
    opening.lesson = lesson.map(str::to_owned);
    adjust(&mut opening);
    Learner::new(driver::real::open, opening).expect("the app opens")
}

fn key(learner: &mut Learner, name: &str) {
    let session = learner.session().unwrap();
    session.advance(700);
    match name.chars().count() {
        1 => session.write(name),
        _ => session.key(name).unwrap(),
    }
}

fn labels(learner: &mut Learner) -> Vec<String> {
    learner.screen().unwrap().rows.into_iter().map(|row| row.label).collect()
}

fn shows(learner: &mut Learner, text: &str) -> bool {
    labels(learner).iter().any(|label| label.contains(text))
}

fn step(learner: &mut Learner) -> String {
    let place = learner.place().unwrap();
    assert_eq!((place.screen.as_str(), place.stage), ("demonstration", None));
    place.step.unwrap_or_default()
}

fn said(learner: &mut Learner) -> String {
    let heard = learner.heard().unwrap();
    assert!(heard.iter().all(|heard| !heard.clips.is_empty()), "{heard:?}");
    heard.last().map(|heard| heard.text.clone()).unwrap_or_default()
}

/// Lets the hand do what it is on.
fn let_it_touch(learner: &mut Learner) {
    while learner.session().unwrap().app().right_element().is_none() {
        learner.advance(HAND).unwrap();
    }
}

#[test]
fn a_lesson_is_shown_from_the_list_to_its_end_by_keys_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut minh = opened(&folder, None, |opening| opening.size = HALL);
    assert_eq!(minh.place().unwrap().screen, "demonstrations");
    assert_eq!(said(&mut minh), "Mời bà con cùng xem. Chọn một bài nhé.");
    // All lessons are there, and none is locked.
    let all = minh.session().unwrap().app().lessons();
    assert!(all.len() >= 9, "{all:?}");
    let at = all.iter().position(|id| id == "qr-pay").unwrap();
    for _ in 0..at {
        key(&mut minh, "PageDown");
    }
    key(&mut minh, "F5");
    assert_eq!(step(&mut minh), "open-bank");
    assert!(shows(&mut minh, "Bước 1 trên 8"));
    assert_eq!(said(&mut minh), "Chạm vào Ngân hàng tập.", "nobody is addressed");

    // The hand is on the control before it touches it.
    key(&mut minh, "Right");
    assert_eq!(step(&mut minh), "open-bank");
    assert_eq!(minh.session().unwrap().app().right_element(), None, "the hand is on its way");
    minh.advance(HAND).unwrap();
    assert_eq!(step(&mut minh), "open-scanner");
    assert_eq!(said(&mut minh), "Chạm nút Quét mã.");
    // Whoever is in a hurry presses twice.
    key(&mut minh, "n");
    key(&mut minh, "PageDown");
    assert_eq!(step(&mut minh), "frame-code");
    // A step back undoes what it did.
    key(&mut minh, "PageUp");
    assert_eq!(step(&mut minh), "open-scanner");
    assert!(minh.screen().unwrap().row("bank.scan-button").is_some());
    for next in
        ["frame-code", "enter-amount", "amount-done", "check-name", "confirm", "see-receipt"]
    {
        key(&mut minh, if next == "confirm" { "Space" } else { "Return" });
        let_it_touch(&mut minh);
        assert_eq!(step(&mut minh), next, "all digits of an amount are one step");
    }
    assert!(shows(&mut minh, "35.000\u{a0}₫"), "{:?}", labels(&mut minh));
    key(&mut minh, "Down");
    minh.advance(HAND).unwrap();
    assert_eq!(step(&mut minh), "", "it is over");
    assert!(shows(&mut minh, "Nhớ đọc kỹ tên và số tiền rồi mới chạm Xác nhận."));
    key(&mut minh, "Left");
    assert_eq!(step(&mut minh), "see-receipt");
    key(&mut minh, "Right");
    key(&mut minh, "Right");
    key(&mut minh, "Right");
    assert_eq!(minh.place().unwrap().screen, "demonstrations");
    assert_eq!(minh.events(0).unwrap(), Vec::<serde_json::Value>::new());
}

#[test]
fn wrong_on_purpose_is_pointed_at_explained_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut minh = opened(&folder, Some("qr-pay"), |opening| opening.size = HALL);
    key(&mut minh, "Right");
    minh.advance(HAND).unwrap();
    assert_eq!(step(&mut minh), "open-scanner");
    said(&mut minh);
    key(&mut minh, "w");
    assert!(minh.screen().unwrap().row("bank.scan-button").is_some(), "the hand comes first");
    minh.advance(HAND).unwrap();
    let heard = said(&mut minh);
    assert!(heard.contains("Mình tìm nút Quét mã nhé."), "the lesson explains it: {heard}");
    let huge = minh.screen().unwrap().row("instruction").unwrap().clone();
    assert!(huge.label.contains("Mình tìm nút Quét mã nhé."), "{huge:?}");
    key(&mut minh, "Right");
    minh.advance(HAND).unwrap();
    assert_eq!(step(&mut minh), "open-scanner");
    assert_eq!(said(&mut minh), "Chạm nút Quét mã.", "back on the path");
    // A remote's start button is wrong on purpose, and its other half, Escape, leads back.
    key(&mut minh, "F5");
    minh.advance(HAND).unwrap();
    assert!(said(&mut minh).contains("Mình tìm nút Quét mã nhé."));
    key(&mut minh, "Escape");
    assert_eq!(
        (step(&mut minh).as_str(), said(&mut minh).as_str()),
        ("open-scanner", "Chạm nút Quét mã.")
    );
    // A wrong answer is no way astray, and is taken back all the same.
    while step(&mut minh) != "check-name" {
        key(&mut minh, "Right");
        let_it_touch(&mut minh);
    }
    said(&mut minh);
    key(&mut minh, "W");
    minh.advance(HAND).unwrap();
    assert!(said(&mut minh).starts_with("Phải trả cho"));
    key(&mut minh, "Right");
    assert!(said(&mut minh).starts_with("Đọc tên người nhận."));
    key(&mut minh, "Escape");
    assert_eq!(minh.place().unwrap().screen, "demonstrations");
}

#[test]
fn the_narrator_is_silent_while_muted() {
    let folder = tempfile::tempdir().unwrap();
    let mut minh = opened(&folder, Some("qr-pay"), |opening| opening.size = HALL);
    said(&mut minh);
    for mute in ["m", ".", "b"] {
        key(&mut minh, mute);
        let unmute = minh.screen().unwrap().row("demonstration.mute").unwrap().label.clone();
        assert_eq!(unmute, "Bật tiếng");
        key(&mut minh, "Right");
        minh.advance(HAND).unwrap();
        assert_eq!(step(&mut minh), "open-scanner");
        assert_eq!(minh.heard().unwrap(), [], "muted by {mute}");
        key(&mut minh, mute);
        assert_eq!(said(&mut minh), "Chạm nút Quét mã.");
        key(&mut minh, "Left");
        assert_eq!(step(&mut minh), "open-bank");
        said(&mut minh);
    }
}

#[test]
fn what_is_touched_is_pointed_at_and_done() {
    let folder = tempfile::tempdir().unwrap();
    let mut minh = opened(&folder, Some("phone-touch"), |opening| opening.size = HALL);
    minh.tap("demonstration.next").unwrap();
    assert_eq!(step(&mut minh), "tap-blue");
    minh.tap("phone.blue-button").unwrap();
    assert_eq!(step(&mut minh), "tap-blue", "the hand is seen first");
    minh.advance(HAND).unwrap();
    assert_eq!(step(&mut minh), "tap-small");
    minh.tap("demonstration.slip").unwrap();
    minh.advance(HAND).unwrap();
    assert!(shows(&mut minh, "Nút xanh này chạm xong rồi."));
    minh.tap("demonstration.next").unwrap();
    assert!(shows(&mut minh, "Bây giờ chạm vào nút nhỏ."));
    while step(&mut minh) != "go-back" {
        minh.tap("demonstration.next").unwrap();
        let_it_touch(&mut minh);
    }
    // *Quay lại* does here what the lesson says that it does.
    minh.tap("fixed.back").unwrap();
    assert_eq!(step(&mut minh), "five-flowers");
    minh.tap("demonstration.next").unwrap();
    let_it_touch(&mut minh);
    assert_eq!(step(&mut minh), "", "all five flowers are one step");
}

#[test]
fn a_drill_is_voted_on_and_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut minh = opened(&folder, Some("scam-qr-link"), |opening| opening.size = HALL);
    assert!(shows(&mut minh, "Xem hình thật kỹ rồi hãy chọn."), "the card comes first");
    key(&mut minh, "Right");
    let case = step(&mut minh);
    assert!(shows(&mut minh, "Chuyện 1 trên 6"));
    let screen = minh.screen().unwrap();
    assert!(screen.row("choice.go").is_some() && screen.row("choice.stop").is_some());
    said(&mut minh);
    key(&mut minh, "Right");
    minh.advance(HAND).unwrap();
    assert_eq!(step(&mut minh), case);
    assert!(said(&mut minh).starts_with("Đúng rồi!"), "the right answer, and why");
    key(&mut minh, "Right");
    let next = step(&mut minh);
    assert_ne!(next, case);
    said(&mut minh);
    key(&mut minh, "w");
    minh.advance(HAND).unwrap();
    assert_eq!(step(&mut minh), next);
    let why = said(&mut minh);
    assert!(why.starts_with("Mình cùng xem lại nhé."), "{why}");
    key(&mut minh, "Right");
    assert_ne!(step(&mut minh), next, "on to the next");
    for _ in 0..20 {
        key(&mut minh, "Right");
        let_it_touch(&mut minh);
        if minh.place().unwrap().step.is_none() {
            break;
        }
    }
    assert!(shows(&mut minh, "Thế là biết nhìn mã"));
}

/// A person with a picture of their own, in the middle of a lesson.
fn somebody(folder: &TempDir) -> Learner {
    let mut learner =
        Learner::new(driver::real::open, Opening::on(folder.path())).expect("the app opens");
    learner.do_right_until(60, |place| place.stage.as_deref() == Some("together")).unwrap();
    learner
}

#[test]
fn nothing_is_kept_nobody_is_named_and_they_are_put_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let mut learner = somebody(&folder);
    let (place, before) = (learner.place().unwrap(), learner.events(0).unwrap());
    learner.close();
    let mut minh = opened(&folder, None, |_| {});
    let mut texts = Vec::new();
    let mut look = |minh: &mut Learner| {
        let screen = minh.screen().unwrap();
        assert!(screen.rows.iter().all(|row| !row.id.contains("picture")));
        texts.extend(screen.rows.into_iter().map(|row| row.label));
    };
    for id in minh.session().unwrap().app().lessons() {
        minh.tap(&format!("demonstration.lesson.{id}")).unwrap();
        for _ in 0..4 {
            look(&mut minh);
            key(&mut minh, "Right");
            let_it_touch(&mut minh);
        }
        key(&mut minh, "w");
        let_it_touch(&mut minh);
        look(&mut minh);
        key(&mut minh, "Escape");
        look(&mut minh);
    }
    for personal in ["Chào", "Mời bà,", "đã học", "Đã học", "Đang học", "Học tiếp", "Bài mới"]
    {
        let found: Vec<_> = texts.iter().filter(|text| text.contains(personal)).collect();
        assert!(found.is_empty(), "«{personal}» in {found:?}");
    }
    key(&mut minh, "Escape");
    assert_eq!(minh.place().unwrap(), place, "where they were");
    assert_eq!(minh.events(0).unwrap(), before);
    minh.close();
    // And so it is when the app is opened again, and from the settings' door as well.
    learner.reopen(1_000).unwrap();
    assert_eq!(learner.place().unwrap(), place);
    assert_eq!(learner.events(0).unwrap(), before);
    learner.tap("fixed.back").unwrap();
    for _ in 0..20 {
        if learner.place().unwrap().screen == "home" {
            break;
        }
        learner.tap("fixed.back").unwrap();
    }
    let home = labels(&mut learner);
    let before = learner.events(0).unwrap();
    learner.tap("home.settings").unwrap();
    learner.tap("settings.door.demonstration").unwrap();
    assert_eq!(learner.place().unwrap().screen, "demonstrations");
    learner.tap("demonstration.lesson.phone-touch").unwrap();
    key(&mut learner, "Right");
    key(&mut learner, "Escape");
    learner.tap("fixed.back").unwrap();
    assert_eq!(labels(&mut learner), home, "the first page, as it was");
    assert_eq!(learner.events(0).unwrap(), before);
}

/// Shows these lessons to their ends and judges every screen.
fn judge(
    size: [f32; 2],
    text_scale: u16,
    theme: &str,
    lessons: &[&str],
    mut also: impl FnMut(&mut Learner),
) {
    let folder = tempfile::tempdir().unwrap();
    let mut minh = opened(&folder, None, |opening| {
        opening.size = size;
        opening.text_scale = Some(text_scale);
        opening.theme = Some(theme.to_owned());
    });
    let mut found = Vec::new();
    let mut seen = 0;
    let mut look = |minh: &mut Learner| {
        minh.advance(100).unwrap();
        let place = minh.place().unwrap();
        seen += 1;
        // The hand lies over the edge of the key below the one that it touches.
        let under_hand =
            |it: &Finding| it.rule == Rule::ControlContrast && it.id.starts_with("eid.key-");
        let findings = minh.findings().unwrap().into_iter().filter(|it| !under_hand(it));
        found.extend(findings.map(|finding| format!("{place:?}: {finding}")));
        also(minh);
    };
    look(&mut minh);
    for lesson in lessons {
        minh.tap(&format!("demonstration.lesson.{lesson}")).unwrap();
        let mut slipped = String::new();
        for _ in 0..300 {
            look(&mut minh);
            let place = minh.place().unwrap();
            if place.screen == "demonstrations" {
                break;
            }
            let step = place.step.unwrap_or_default();
            if step != slipped
                && ["open-scanner", "check-name", "enter-amount"].contains(&step.as_str())
            {
                slipped = step;
                key(&mut minh, "w");
                look(&mut minh);
                minh.advance(HAND).unwrap();
                look(&mut minh);
            }
            key(&mut minh, "Right");
            look(&mut minh);
            let_it_touch(&mut minh);
        }
        assert_eq!(minh.place().unwrap().screen, "demonstrations", "{lesson} has no end");
    }
    assert!(seen > 15 * lessons.len(), "only {seen} screens were seen");
    found.dedup();
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

const PHONE: [f32; 2] = [360.0, 640.0];

/// A lesson of touches, one of amounts and answers, one that types, and a drill.
const ALL: [&str; 4] = ["phone-touch", "qr-pay", "eid-login", "scam-qr-link"];

#[test]
fn a_phone_in_the_hand_keeps_the_rules_at_100() {
    judge(PHONE, 100, "light", &ALL, |_| {});
}

#[test]
fn a_phone_in_the_hand_keeps_the_rules_at_200() {
    judge(PHONE, 200, "contrast", &ALL, |_| {});
}

/// Letters for the back row: an eighteenth of the window's height at least.
fn huge(minh: &mut Learner) {
    if minh.place().unwrap().screen != "demonstration" {
        return;
    }
    let screen = minh.screen().unwrap();
    let sentence = screen.row("instruction").or_else(|| screen.row("demonstration.words"));
    let px = sentence.expect("a sentence").text_px.unwrap();
    assert!(px >= HALL[1] / 18.0 - 0.01, "{px} px");
}

#[test]
fn a_projector_shows_huge_type_and_keeps_the_rules() {
    judge(HALL, 100, "light", &ALL, huge);
}

#[test]
fn a_projector_keeps_the_rules_in_high_contrast() {
    judge(HALL, 100, "contrast", &ALL[1..2], huge);
}
