//! The real program without a mouse and without eyes: once through the accessibility tree alone,
//! once with the keyboard alone. Nothing here knows a place on the screen or an id of the app's.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod desk;
mod tree;

use desk::{Desk, told};

#[test]
fn probe() {
    let desk = Desk::new();
    let nodes = desk.until("a button", |nodes| nodes.iter().any(|node| node.is_usable()));
    println!("{}", told(&nodes));
    println!("{:?}", desk.reader.announced());
    for key in ["Tab", "Tab", "Tab"] {
        desk.key(key);
        std::thread::sleep(std::time::Duration::from_millis(300));
        println!("{}", told(&desk.reader.nodes().unwrap()));
    }
    let b = nodes.iter().find(|n| n.is_usable()).unwrap();
    println!("grab {}", desk.reader.focus(b));
    std::thread::sleep(std::time::Duration::from_millis(300));
    println!("{}", told(&desk.reader.nodes().unwrap()));
    println!("{:?} {:?}", desk.reader.extents(b), desk.size());
}
