//! The app itself, used with nothing but what a reader is told of it.

use std::collections::{BTreeMap, BTreeSet};

use accesskit::{Action, NodeId, Rect, Role};
use driver::walk::walk;
use proptest::prelude::*;
use protocol::{LessonId, UnixMillis};
use slint::ComponentHandle;

use super::scene::{BEHIND_BARS, BETWEEN_BARS, Element, Glass, SMALL, Scene};
use crate::{AppOptions, InlineApp};

/// 2026-03-02, 08:00 in Hanoi.
const MORNING: UnixMillis = UnixMillis(1_772_413_200_000);

struct App {
    inline: InlineApp,
    _folder: tempfile::TempDir,
}

type AppScene = Scene<App>;

fn open(lesson: Option<&str>, glass: Glass) -> AppScene {
    let mut scene = Scene::new(glass, || {
        let folder = tempfile::tempdir().unwrap();
        let inline = InlineApp::new(AppOptions {
            data: folder.path().to_owned(),
            now: MORNING,
            here: engine::calendar::Offset::VIETNAM,
            seed: 1,
            text_scale: None,
            theme: None,
            lang: None,
            region: None,
            lesson: lesson.map(LessonId::from),
            lessons: None,
            instructor: false,
            microphone: None,
        })
        .unwrap();
        App { inline, _folder: folder }
    });
    scene.switch_on();
    scene
}

impl AppScene {
    fn passes(&mut self, millis: u64) {
        let app = &self.ui.inline;
        app.set_now(app.now().plus_millis(millis));
        self.settle();
    }

    /// Double-taps it, a moment after whatever was before.
    fn double_tap(&mut self, element: &Element) {
        self.passes(2_000);
        self.ask(Action::Click, element.node, None);
    }

    fn double_tap_on(&mut self, id: &str) {
        let element = self.find(id).unwrap_or_else(|| {
            let there: Vec<String> = self.elements().into_iter().map(|it| it.id).collect();
            panic!("there is no `{id}` on `{}`: {there:?}", self.ui.inline.screen_name())
        });
        self.double_tap(&element);
    }

    /// Does what is right, by double taps alone, until `there`.
    fn go(&mut self, there: impl Fn(&Self) -> bool) {
        for _ in 0..120 {
            if there(self) {
                return;
            }
            self.passes(2_000);
            let Some(right) = self.ui.inline.right_element() else { continue };
            let Some(element) = self.find(&right) else {
                // Further down on the page.
                let view = self.elements().into_iter().find(|it| it.role == Role::ScrollView);
                let view = view.unwrap_or_else(|| panic!("`{right}` isn't there, nor more to see"));
                self.ask(Action::ScrollDown, view.node, None);
                continue;
            };
            self.double_tap(&element);
        }
        panic!("stuck on `{}`", self.ui.inline.screen_name());
    }
}

fn welcome(glass: Glass) -> AppScene {
    open(None, glass)
}

fn home(glass: Glass) -> AppScene {
    let mut scene = open(None, glass);
    scene.go(|scene| scene.ui.inline.screen_name() == "home");
    scene
}

fn settings(glass: Glass) -> AppScene {
    let mut scene = home(glass);
    scene.double_tap_on("home.settings");
    assert_eq!(scene.ui.inline.screen_name(), "settings");
    scene
}

fn bank_keys(glass: Glass) -> AppScene {
    let mut scene = open(Some("qr-pay"), glass);
    scene.go(|scene| scene.find("bank.key-3").is_some());
    scene
}

fn letters(glass: Glass) -> AppScene {
    let mut scene = open(Some("eid-login"), glass);
    scene.go(|scene| scene.find("eid.key-a").is_some());
    scene
}

type State = (&'static str, fn(Glass) -> AppScene);

const STATES: [State; 5] = [
    ("welcome", welcome),
    ("home", home),
    ("settings", settings),
    ("the practice bank with its keys", bank_keys),
    ("the practice identity with its letters", letters),
];

fn holds(outer: Rect, inner: Rect) -> bool {
    outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && inner.x1 <= outer.x1 && inner.y1 <= outer.y1
}

#[test]
fn every_control_has_a_name_a_role_and_a_place_within_the_page() {
    for (glass, page) in [
        (BETWEEN_BARS, Rect::new(0.0, 0.0, 720.0, 1_468.0)),
        (BEHIND_BARS, Rect::new(0.0, 48.0, 720.0, 1_516.0)),
    ] {
        for (name, state) in STATES {
            let scene = state(glass);
            let elements = scene.elements();
            let mut names = BTreeSet::new();
            for element in &elements {
                assert!(names.insert(element.node), "{name}: {element:?} twice");
                assert!(holds(page, element.bounds), "{name}: {element:?}");
                assert!(element.bounds.width() >= 1.0 && element.bounds.height() >= 1.0);
                if element.role != Role::ScrollView {
                    assert!(!element.label.trim().is_empty(), "{name}: {element:?}");
                }
                if element.clicks {
                    assert_eq!(element.role, Role::Button, "{name}: {element:?}");
                }
            }
            assert!(elements.iter().filter(|it| it.clicks).count() >= 2, "{name}: {elements:?}");
        }
    }
}

#[test]
fn a_reader_is_told_of_the_controls_that_are_seen_and_of_no_others() {
    for (name, state) in STATES {
        let scene = state(BEHIND_BARS);
        let seen = walk(scene.ui.inline.window().window()).unwrap().found;
        let seen: BTreeMap<String, String> = seen
            .into_iter()
            .filter_map(|found| Some((found.declared_id?, found.control?)))
            .filter(|(_, control)| control.is_target())
            .map(|(id, control)| (id, control.label))
            .collect();
        let told: BTreeMap<String, String> = scene
            .elements()
            .into_iter()
            .filter(|element| element.role == Role::Button)
            .map(|element| (element.id, element.label))
            .collect();
        let ids = |map: &BTreeMap<String, String>| map.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&told), ids(&seen), "{name}");
        for (id, label) in &seen {
            assert!(told[id].starts_with(label), "{name}: {id} is «{}», not «{label}»", told[id]);
        }
    }
}

/// What a reader would read, and where.
fn read(scene: &AppScene) -> Vec<(String, Role, String, Rect)> {
    let elements = scene.elements().into_iter();
    elements.map(|it| (it.id, it.role, it.label, it.bounds)).collect()
}

#[test]
fn a_double_tap_does_what_a_finger_does() {
    for (name, state) in STATES {
        let controls = state(SMALL).elements().into_iter().filter(|it| it.clicks);
        let (keys, others): (Vec<_>, Vec<_>) = controls.partition(|it| it.id.contains(".key-"));
        // They are all made of the same: some from everywhere on the page, and a few keys.
        let some = others.iter().step_by(others.len().div_ceil(4));
        let mut changes = 0;
        for control in some.chain(keys.iter().step_by(20)) {
            let mut by_reader = state(SMALL);
            let before = read(&by_reader);
            by_reader.double_tap_on(&control.id);
            changes += usize::from(read(&by_reader) != before);
            let mut by_finger = state(SMALL);
            by_finger.passes(2_000);
            let same = by_finger.find(&control.id).unwrap();
            by_finger.tap(&same);
            assert_eq!(read(&by_reader), read(&by_finger), "{name}: {}", control.id);
        }
        assert!(changes > 0, "{name}: nothing does anything");
    }
}

#[test]
fn a_lesson_is_learnt_by_double_taps_alone() {
    let mut scene = open(Some("qr-pay"), BETWEEN_BARS);
    let mut pages = BTreeSet::new();
    for _ in 0..400 {
        if scene.ui.inline.screen_name() == "lesson-end" {
            break;
        }
        let here = scene.ui.inline.place();
        pages.insert(format!("{here:?}"));
        scene.go(|scene| {
            scene.ui.inline.place() != here || scene.ui.inline.screen_name() == "lesson-end"
        });
    }
    assert_eq!(scene.ui.inline.screen_name(), "lesson-end");
    assert!(pages.len() > 20, "{pages:?}");
    assert!(!scene.reader.borrow().announced.is_empty(), "each page is read out by itself");
}

#[test]
fn the_focus_of_a_reader_stays_with_its_control() {
    let mut scene = settings(BETWEEN_BARS);
    let control = scene.elements().into_iter().rfind(|it| it.clicks).unwrap();
    scene.ask(Action::Focus, control.node, None);
    assert_eq!(scene.focused().as_deref(), Some(control.id.as_str()));
    scene.passes(1_000);
    assert_eq!(scene.focused().as_deref(), Some(control.id.as_str()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever a reader asks for, in whatever order and however late: what it is told fits together
    /// (or AccessKit's own tree would have given up), and lies within the page.
    #[test]
    fn any_reader_is_told_something_that_makes_sense(
        asked in prop::collection::vec((0_usize..6, any::<prop::sample::Index>()), 1..14),
    ) {
        let mut scene = home(BEHIND_BARS);
        let page = Rect::new(0.0, 48.0, 720.0, 1_516.0);
        let mut known: Vec<NodeId> = Vec::new();
        for (what, which) in asked {
            scene.passes(1_000);
            let elements = scene.elements();
            known.extend(elements.iter().map(|it| it.node));
            let now = which.get(&elements).node;
            match what {
                0 => scene.ask(Action::Focus, now, None),
                // It may be gone by now.
                1 => scene.ask(Action::Click, *which.get(&known), None),
                2 => scene.ask(Action::ScrollDown, now, None),
                _ => scene.ask(Action::Click, now, None),
            }
            let elements = scene.elements();
            let names: BTreeSet<NodeId> = elements.iter().map(|it| it.node).collect();
            prop_assert_eq!(names.len(), elements.len());
            for element in elements {
                prop_assert!(holds(page, element.bounds), "{element:?}");
                prop_assert!(element.role != Role::Button || !element.label.is_empty());
            }
        }
    }
}
