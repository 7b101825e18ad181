//! The real program without a mouse and without eyes: once through the accessibility tree alone,
//! once with the keyboard alone. Nothing here knows a place on the screen or an id of the app's.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod desk;
mod goals;
mod person;
mod ring;
mod tree;

use person::{Means, Person};

#[test]
fn everything_is_done_through_the_accessibility_tree_alone() {
    let mut person = everything(Means::Tree);
    let heard = person.heard.join("\n");
    for said in ["Xin chạm vào cách gọi ưng ý nhất.", "Chạm nút Quét mã.", "Cài đặt", "Chào ông!"]
    {
        assert!(heard.contains(said), "nobody announced «{said}», only:\n{heard}");
    }
    // Other screen readers give the focus rather than act.
    person.ask_for_focus("Cài đặt");
    person.ask_for_focus("Nghe lại");
    is_kept(&mut person);
}

#[test]
fn everything_is_done_with_the_keyboard_alone() {
    let mut person = everything(Means::Keys);
    is_kept(&mut person);
}

#[test]
fn whoever_comes_by_a_link_is_asked_once_they_have_said_who_they_are() {
    let link = wire::Invitation {
        addresses: vec!["192.168.1.20:8443".to_owned()],
        certificate_sha256: [7; 32],
        ward: segment::WardPublicKey {
            verifying: segment::DevicePublicKey([8; 32]),
            wrapping: segment::BoxPublicKey([9; 32]),
        },
        token: [5; 16],
    }
    .to_link();
    let mut person = Person::at(desk::Desk::opened_for(&[&link]), Means::Tree);
    person.press("Bắt đầu");
    goals::say_who(&mut person, "Ông, bà", "Bà", "Bông sen");
    person.press("Không");
    let events = person.desk.close_and_export();
    let answered: Vec<_> = events.iter().filter(|event| event["kind"] == "consent-set").collect();
    assert_eq!(answered.len(), 1, "{events:#?}");
    assert_eq!(answered[0]["body"]["given"], false);
}

#[test]
fn the_window_is_that_of_the_desktops_entry() {
    let entry = include_str!("../../packaging/app/camtay.desktop");
    let class = entry.lines().find_map(|line| line.strip_prefix("StartupWMClass=")).unwrap();
    assert_eq!(desk::Desk::new().class_of_the_window(), class);
}

/// Two people introduce themselves; the first one learns to pay by a code, with what has to be
/// learnt before; then it is the second one's turn, who wants larger letters.
fn everything(means: Means) -> Person {
    let mut person = Person::new(means);
    person.press("Bắt đầu");
    goals::introduce(&mut person, "Ông, bà", "Bà", "Bông sen");
    let locked = goals::seek(&mut person, "Quét mã mua rau");
    assert_eq!(locked.name, "Quét mã mua rau, Học trước: Chạm cho đúng");
    assert!(locked.is_disabled(), "{locked:?}");

    assert_eq!(goals::finish(&mut person, "Chạm cho đúng"), 4, "four stages");
    assert_eq!(goals::finish(&mut person, "Quét mã mua rau"), 4, "four stages");

    goals::switch_to(&mut person, "Người mới");
    goals::introduce(&mut person, "Ông, bà", "Ông", "Con trâu");
    goals::enlarge_text(&mut person);
    goals::switch_to(&mut person, "Bà, Bông sen");
    goals::is_greeted(&mut person, "Chào bà!");
    goals::switch_to(&mut person, "Ông, Con trâu");
    goals::is_greeted(&mut person, "Chào ông!");
    person
}

/// What was done is what the program has kept.
fn is_kept(person: &mut Person) {
    let events = person.desk.close_and_export();
    let of_kind =
        |kind: &str| -> Vec<_> { events.iter().filter(|event| event["kind"] == kind).collect() };
    let who = |address: &str| {
        let added = of_kind("person-added");
        let person = added.into_iter().find(|event| event["body"]["address"] == address);
        &person.unwrap_or_else(|| panic!("{events:#?}"))["subject"]
    };
    let (first, second) = (who("ba"), who("ong"));
    let checked: Vec<_> = of_kind("stage-finished")
        .into_iter()
        .filter(|event| event["body"]["stage"] == "check" && event["subject"] == *first)
        .collect();
    assert_eq!(checked.len(), 2, "two lessons of the first one: {events:#?}");
    let sizes: Vec<_> = of_kind("preference-set")
        .into_iter()
        .filter(|event| event["body"]["name"] == "text-scale")
        .collect();
    assert_eq!(sizes.len(), 1, "{sizes:#?}");
    assert_eq!((&sizes[0]["subject"], &sizes[0]["body"]["value"]), (second, &"150".into()));
}
