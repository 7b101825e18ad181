//! The real program without a mouse and without eyes: once through the accessibility tree alone,
//! once with the keyboard alone. Nothing here knows a place on the screen or an id of the app's.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod desk;
mod goals;
mod person;
mod ring;
mod tree;

use desk::told;
use person::{Means, Person};
use tree::state;

#[test]
fn everything_is_done_through_the_accessibility_tree_alone() {
    everything(Means::Tree);
}

#[test]
fn everything_is_done_with_the_keyboard_alone() {
    everything(Means::Keys);
}

/// Two people introduce themselves; the first one learns to pay by a code, with what has to be
/// learnt before; then it is the second one's turn, who wants larger letters.
fn everything(means: Means) {
    let mut person = Person::new(means);
    person.press("Bắt đầu");
    goals::introduce(&mut person, "Ông, bà", "Bà", "Bông sen");

    let locked = goals::seek(&mut person, "Quét mã mua rau");
    assert_eq!(locked.name, "Quét mã mua rau, Học trước: Chạm cho đúng");
    assert!(!locked.is(state::ENABLED) && !locked.is(state::SENSITIVE), "{locked:?}");

    assert_eq!(goals::finish(&mut person, "Chạm cho đúng"), 4, "four stages");
    assert_eq!(goals::finish(&mut person, "Quét mã mua rau"), 4, "four stages");

    goals::switch_to(&mut person, "Người mới");
    goals::introduce(&mut person, "Ông, bà", "Ông", "Con trâu");
    goals::enlarge_text(&mut person);
    goals::switch_to(&mut person, "Bà, Bông sen");
    let page = person.page_with("Cài đặt");
    assert!(page.iter().any(|node| node.name.starts_with("Chào bà")), "{}", told(&page));
    println!("{} presses, {} announcements", person.pressed, person.heard.len());
}
