//! A person at the desk who can't see the screen, or can't use a mouse. They know what they want,
//! and find by name what they need; that they find it, and that nothing on the way is unnamed, is
//! the test.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::desk::{Desk, GLANCE, told};
use crate::ring;
use crate::tree::{Node, role, state};

/// A page has come to rest when it was the same for so long. The app itself lets nothing count in
/// the first 400 ms of a page (UX.md), so that whoever is quicker is not heard.
const REST: Duration = Duration::from_millis(450);
/// After that long without an answer people try again.
const AGAIN: Duration = Duration::from_millis(2_500);

/// What a person acts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// The actions of accessible objects: no place, no key.
    Tree,
    /// Keys; the tree only tells who has the focus.
    Keys,
}

/// See the module.
pub struct Person {
    pub desk: Desk,
    means: Means,
    /// How often something was pressed.
    pub pressed: usize,
    /// All that was announced.
    pub heard: Vec<String>,
    /// The last page that came to rest.
    rested: Vec<Node>,
}

impl Person {
    pub fn new(means: Means) -> Self {
        Self::at(Desk::new(), means)
    }

    pub fn at(desk: Desk, means: Means) -> Self {
        Self { desk, means, pressed: 0, heard: Vec::new(), rested: Vec::new() }
    }

    /// The page, once it has come to rest. Everything on it is looked at.
    pub fn page(&mut self) -> Vec<Node> {
        let begun = Instant::now();
        let mut since = Instant::now();
        let mut last = self.desk.reader.nodes().unwrap_or_default();
        let still_rests = !last.is_empty() && unfocused(&last) == unfocused(&self.rested);
        // On a busy machine one page turns into the next in steps, and rests between them.
        while !still_rests && (since.elapsed() < REST || !faults(&last).is_empty()) {
            let told = || format!("{}\non this page:\n{}", faults(&last).join("\n"), told(&last));
            assert!(begun.elapsed() < Duration::from_secs(10), "{}", told());
            sleep(GLANCE);
            let Some(nodes) = self.desk.reader.nodes() else { continue };
            if unfocused(&nodes) != unfocused(&last) {
                since = Instant::now();
            }
            last = nodes;
        }
        self.heard.extend(self.desk.reader.announced());
        self.rested.clone_from(&last);
        last
    }

    /// The page, once it has a control with this name.
    pub fn page_with(&mut self, name: &str) -> Vec<Node> {
        self.desk.until(&format!("«{name}»"), |nodes| named(nodes, name).is_some());
        self.page()
    }

    /// Presses the control with this name and waits for what comes of it.
    pub fn press(&mut self, name: &str) {
        let begun = Instant::now();
        let mut page = self.page_with(name);
        let mut has_moved = false;
        loop {
            let Some(control) = named(&page, name).cloned() else {
                // While watching, pages go on by themselves.
                assert!(has_moved, "«{name}» can't be used on this page:\n{}", told(&page));
                return;
            };
            let before = unfocused(&page);
            let has_acted = self.act(&page, &control);
            let has_changed = has_acted && self.has_changed(&before);
            if !has_changed {
                page = self.page();
            }
            has_moved = unfocused(&page) != before;
            if has_acted && (has_changed || has_moved) {
                self.pressed += 1;
                return;
            }
            let waited = begun.elapsed();
            assert!(waited < Duration::from_secs(30), "«{name}» does nothing:\n{}", told(&page));
        }
    }

    /// Goes back, as people with these means do.
    pub fn go_back(&mut self) {
        match self.means {
            Means::Tree => self.press("Quay lại"),
            Means::Keys => {
                let before = unfocused(&self.page());
                self.desk.key("Escape");
                assert!(self.has_changed(&before), "Escape doesn't lead back");
                self.pressed += 1;
            }
        }
    }

    /// Asks for the focus as screen readers do, and sees that it comes.
    pub fn ask_for_focus(&mut self, name: &str) {
        let page = self.page_with(name);
        let control = named(&page, name).unwrap();
        assert!(self.desk.reader.focus(control), "«{name}» refuses the focus");
        let has_it =
            |nodes: &[Node]| nodes.iter().any(|node| node.same(control) && node.is(state::FOCUSED));
        self.desk.until(&format!("the focus on «{name}»"), has_it);
        ring::is_drawn(&self.desk, control);
    }

    fn has_changed(&self, before: &[Node]) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < AGAIN {
            if self.desk.reader.nodes().is_some_and(|nodes| unfocused(&nodes) != before) {
                return true;
            }
            sleep(GLANCE);
        }
        false
    }

    fn act(&self, page: &[Node], control: &Node) -> bool {
        match self.means {
            Means::Tree => self.desk.reader.act(control),
            Means::Keys => {
                if !self.go_to(page, control) {
                    return false;
                }
                // Either key does it.
                self.desk.key(if self.pressed.is_multiple_of(2) { "Return" } else { "space" });
                true
            }
        }
    }

    /// Takes the focus to a control by Tab or Shift+Tab, whichever is nearer. On the way every
    /// control comes in reading order. False where the page has changed meanwhile.
    fn go_to(&self, page: &[Node], control: &Node) -> bool {
        let stops: Vec<&Node> = page.iter().filter(|node| is_stop(node)).collect();
        let has_focus =
            |node: &&Node| self.desk.reader.again(node).is_some_and(|now| now.is(state::FOCUSED));
        let Some(target) = stops.iter().position(|stop| stop.same(control)) else { return false };
        let Some(mut at) = stops.iter().position(has_focus) else {
            // Before the first key, the window has it.
            let frame = page.iter().find(|node| node.role == role::FRAME);
            assert!(
                self.pressed == 0 || frame.is_none_or(|frame| !has_focus(&frame)),
                "nobody has the focus:\n{}",
                told(page)
            );
            return false;
        };
        if stops[at].role == role::LANDMARK && self.pressed > 0 {
            ring::is_around_the_page(&self.desk);
        }
        let count = stops.len();
        let ahead = (target + count - at) % count;
        let forward = ahead <= count - ahead;
        while at != target {
            let next = if forward { (at + 1) % count } else { (at + count - 1) % count };
            self.desk.key(if forward { "Tab" } else { "shift+Tab" });
            let begun = Instant::now();
            let mut looks = 0;
            while !has_focus(&stops[next]) {
                looks += 1;
                if looks % 16 == 0 {
                    let now = self.desk.reader.nodes().unwrap_or_default();
                    // What was out of view comes into it, or the page goes on by itself.
                    if unfocused(&now) != unfocused(page) {
                        return false;
                    }
                    if begun.elapsed() < Duration::from_secs(3) {
                        continue;
                    }
                    panic!(
                        "after «{}» comes «{}» to the reader, but not to the keys:\n{}",
                        stops[at].name,
                        stops[next].name,
                        told(&now)
                    );
                }
                sleep(GLANCE / 5);
            }
            at = next;
        }
        ring::is_drawn(&self.desk, stops[target]);
        true
    }
}

/// What Tab stops at: the page itself, and what can be used. What has the focus keeps it when there
/// is nothing left to do for it.
fn is_stop(node: &Node) -> bool {
    node.role == role::LANDMARK
        || (node.is_control() && (!node.is_disabled() || node.is(state::FOCUSED)))
}

/// The usable control with this name.
pub fn named<'n>(nodes: &'n [Node], name: &str) -> Option<&'n Node> {
    nodes.iter().find(|node| node.is_usable() && node.name == name)
}

fn unfocused(nodes: &[Node]) -> Vec<Node> {
    nodes.iter().map(Node::unfocused).collect()
}

/// What is wrong with a page for somebody who doesn't see it.
fn faults(page: &[Node]) -> Vec<String> {
    let mut faults = Vec::new();
    for node in page {
        let known = node.is_control() || role::OTHERS.contains(&node.role);
        if !known {
            faults.push(format!("an object of role {} says nothing to anybody", node.role));
        }
        if !node.is_control() {
            continue;
        }
        if node.name.trim().is_empty() {
            faults.push(format!("a control without a name: {node:?}"));
        }
        if !node.is(state::SHOWING | state::VISIBLE) {
            faults.push(format!("«{}» isn't there", node.name));
        }
        if !node.is_disabled() && node.actions == 0 {
            faults.push(format!("«{}» can be used, but how?", node.name));
        }
        if !node.is_disabled() && !node.is(state::FOCUSABLE) {
            faults.push(format!("«{}» can't be reached by keys", node.name));
        }
    }
    if !page.iter().any(|node| node.is_usable()) {
        faults.push("nothing can be done".to_owned());
    }
    faults
}
