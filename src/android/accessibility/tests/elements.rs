//! Elements of each kind, whether the app has them or not.

use accesskit::{Action, Role};
use slint::ComponentHandle;

use super::scene::{BEHIND_BARS, BETWEEN_BARS, Glass, Scene};
use crate::android::stage::{Layout, Stage};

slint::slint! {
    component Key inherits Rectangle {
        in property <string> id;
        in property <string> label;
        in property <bool> on: true;
        callback clicked;
        accessible-role: button;
        accessible-id: root.id;
        accessible-label: root.label;
        accessible-description: root.on ? "it counts" : "nobody hears this";
        accessible-enabled: root.on;
        accessible-action-default => { root.clicked(); }
        width: 100px;
        height: 40px;
        forward-focus: keys;
        keys := FocusScope { enabled: root.on; }
    }

    export component Everything inherits Window {
        in-out property <int> clicks;
        in-out property <float> level: 40;
        in-out property <string> typed: "old";
        in-out property <bool> checked: true;
        in-out property <[string]> names: ["one", "two"];
        in-out property <string> said: "first";
        in-out property <string> label: "Count";
        in property <bool> there: true;
        in property <bool> on: true;
        out property <length> scrolled: flick.content-y;
        title: "Everything";
        forward-focus: page;

        public function open() { menu.show(); }

        page := FocusScope {}
        Key { x: 0px; y: 0px; id: "count"; label: root.label; on: root.on; clicked => { root.clicks += 1; } }
        Rectangle {
            x: 0px; y: 50px; width: 100px; height: 40px;
            accessible-role: slider;
            accessible-id: "level";
            accessible-label: "Level";
            accessible-value: root.level;
            accessible-value-minimum: 0;
            accessible-value-maximum: 100;
            accessible-value-step: 10;
            accessible-action-increment => { root.level += 10; }
            accessible-action-decrement => { root.level -= 10; }
            accessible-action-set-value(value) => { root.level = value.to-float(); }
        }
        Rectangle {
            x: 0px; y: 100px; width: 100px; height: 40px;
            accessible-role: text-input;
            accessible-id: "name";
            accessible-label: "Name";
            accessible-value: root.typed;
            accessible-placeholder-text: "Your name";
            accessible-action-set-value(value) => { root.typed = value; }
        }
        Rectangle {
            x: 0px; y: 150px; width: 100px; height: 40px;
            accessible-role: switch;
            accessible-id: "switch";
            accessible-label: "Switch";
            accessible-checkable: true;
            accessible-checked: root.checked;
            accessible-action-default => { root.checked = !root.checked; }
        }
        Rectangle {
            x: 0px; y: 0px; width: 1px; height: 1px;
            accessible-role: text;
            accessible-live-region: polite;
            accessible-label: root.said;
        }
        if root.there: Key { x: 0px; y: 200px; id: "there"; label: "There"; clicked => { root.clicks += 100; } }
        for name[i] in root.names: Key {
            x: 110px * i; y: 250px; id: "name." + name; label: name; clicked => { root.clicks += 10; }
        }
        Key { x: 0px; y: 300px; visible: false; id: "hidden"; label: "Hidden"; }
        Rectangle { x: 0px; y: 300px; width: 100px; height: 40px; opacity: 0; Key { id: "transparent"; label: "Transparent"; } }
        Key { x: 0px; y: 5000px; id: "below"; label: "Below the window"; }
        Rectangle {
            x: 0px; y: 350px; width: 50px; height: 40px; clip: true;
            Key { x: 0px; y: 0px; id: "half"; label: "Half"; }
            Key { x: 60px; y: 0px; id: "cut"; label: "Cut off"; }
        }
        flick := Flickable {
            x: 0px; y: 400px; width: 200px; height: 100px;
            content-height: 400px;
            for i in 8: Key { x: 0px; y: 50px * i; id: "line." + i; label: "Line " + i; }
        }
        menu := PopupWindow {
            x: 20px; y: 520px; width: 120px; height: 50px;
            Key { x: 0px; y: 0px; id: "in-menu"; label: "In the menu"; clicked => { root.clicks += 1000; } }
        }
    }
}

/// All of them between bars, and a reader that is on.
pub fn everything() -> Scene<Everything> {
    let mut scene = Scene::new(BETWEEN_BARS, || Everything::new().unwrap());
    scene.switch_on();
    scene
}

/// What is told of the one of this name.
pub fn node(scene: &Scene<Everything>, id: &str) -> accesskit::Node {
    let found = scene.find(id).unwrap_or_else(|| panic!("there is no `{id}`")).node;
    let reader = scene.reader.borrow();
    let nodes = &reader.last.as_ref().unwrap().nodes;
    nodes.iter().find(|(id, _)| *id == found).unwrap().1.clone()
}

#[test]
fn each_element_is_what_it_is() {
    let scene = everything();
    let elements = scene.elements();
    assert_eq!((elements[0].role, elements[0].label.as_str()), (Role::Window, "Everything"));
    // Not handed on by the adapter as a description, and so a part of the name.
    assert_eq!(node(&scene, "count").label(), Some("Count. it counts"));
    let level = node(&scene, "level");
    assert_eq!(level.role(), Role::Slider);
    assert_eq!((level.numeric_value(), level.value()), (Some(40.0), None));
    assert_eq!((level.min_numeric_value(), level.max_numeric_value()), (Some(0.0), Some(100.0)));
    assert_eq!(level.numeric_value_step(), Some(10.0));
    let name = node(&scene, "name");
    assert_eq!((name.role(), name.value()), (Role::TextInput, Some("old")));
    assert_eq!(name.placeholder(), Some("Your name"));
    let switch = node(&scene, "switch");
    assert_eq!((switch.role(), switch.toggled()), (Role::Switch, Some(accesskit::Toggled::True)));
}

#[test]
fn what_nobody_sees_nobody_is_told_of() {
    let scene = everything();
    for id in ["hidden", "transparent", "below", "cut", "line.2", "line.7", "in-menu"] {
        assert_eq!(scene.find(id), None, "{id}");
    }
    let half = scene.find("half").unwrap().bounds;
    assert_eq!((half.width(), half.height()), (100.0, 80.0), "what is seen of it, in pixels");
    assert!(scene.find("line.0").is_some() && scene.find("line.1").is_some());
}

#[test]
fn places_are_those_in_the_view_that_is_asked() {
    for (glass, above) in [(BETWEEN_BARS, 0.0), (BEHIND_BARS, 48.0)] {
        let mut scene = Scene::new(glass, || Everything::new().unwrap());
        scene.switch_on();
        let bounds = scene.find("level").unwrap().bounds;
        assert_eq!((bounds.x0, bounds.y0), (0.0, above + 100.0));
        assert_eq!((bounds.x1, bounds.y1), (200.0, above + 180.0));
        // A finger that explores finds it there, and finds nothing on the bar.
        let level = scene.find("level").map(|level| level.node);
        assert_eq!(scene.under(100.0, above + 140.0), level);
        assert_ne!(scene.under(100.0, above + 60.0), level);
        let tapped = scene.find("there").unwrap();
        // What can be double-tapped lies where a finger taps it: nothing listens to fingers here.
        scene.tap(&tapped);
        assert_eq!(scene.ui.get_clicks(), 0);
        scene.ask(Action::Click, tapped.node, None);
        assert_eq!(scene.ui.get_clicks(), 100);
    }
}

#[test]
fn a_menu_is_told_of_while_it_is_open() {
    let mut scene = everything();
    scene.ui.invoke_open();
    scene.settle();
    let entry = scene.find("in-menu").unwrap();
    assert_eq!((entry.bounds.x0, entry.bounds.y0), (40.0, 1_040.0));
    scene.ask(Action::Click, entry.node, None);
    assert_eq!(scene.ui.get_clicks(), 1_000);
}

#[test]
fn what_is_said_by_itself_is_heard() {
    let mut scene = everything();
    scene.ui.set_said("second".into());
    scene.settle();
    assert_eq!(scene.reader.borrow().announced, ["second"]);
}

#[test]
fn nothing_is_told_of_a_window_without_a_surface_and_all_of_a_turned_one() {
    let mut scene = Scene::new(BETWEEN_BARS, || Everything::new().unwrap());
    scene.glass.size = (0, 0);
    scene.stage = Stage::new();
    scene.switch_on();
    assert_eq!(scene.reader.borrow().told, 0);

    let mut scene = everything();
    let told = scene.reader.borrow().told;
    let told_now = [96, 48, 1_600, 720];
    scene.glass =
        Glass { size: (1_600, 720), layout: Layout { told: told_now, ..scene.glass.layout } };
    scene.stage.surface_changed();
    scene.settle();
    assert!(scene.reader.borrow().told > told);
    let window = scene.elements()[0].bounds;
    assert_eq!((window.x0, window.y0, window.x1, window.y1), (0.0, 0.0, 1_504.0, 672.0));
    assert_eq!(scene.ui.window().size(), slint::PhysicalSize::new(1_504, 672));
}
