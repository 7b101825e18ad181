//! What a reader asks for, and when it is told something.

use accesskit::{Action, ActionData, NodeId, Role};

use super::elements::{Everything, everything, node};
use super::scene::{BETWEEN_BARS, Scene};

#[test]
fn what_a_reader_asks_for_happens() {
    let mut scene = everything();
    let level = scene.find("level").unwrap().node;
    scene.ask(Action::Increment, level, None);
    assert_eq!(scene.ui.get_level(), 50.0);
    scene.ask(Action::Decrement, level, None);
    scene.ask(Action::Decrement, level, None);
    assert_eq!(scene.ui.get_level(), 30.0);
    scene.ask(Action::SetValue, level, Some(ActionData::NumericValue(70.0)));
    assert_eq!(node(&scene, "level").numeric_value(), Some(70.0));
    let name = scene.find("name").unwrap().node;
    scene.ask(Action::SetValue, name, Some(ActionData::Value("Lan".into())));
    assert_eq!(scene.ui.get_typed(), "Lan");
    let switch = scene.find("switch").unwrap().node;
    scene.ask(Action::Click, switch, None);
    assert_eq!(node(&scene, "switch").toggled(), Some(accesskit::Toggled::False));
    // What an element doesn't do, and what has no value with it, is passed over.
    scene.ask(Action::Increment, switch, None);
    scene.ask(Action::SetValue, name, None);
    assert_eq!(scene.ui.get_typed(), "Lan");
}

#[test]
fn scrolling_goes_by_most_of_a_page_and_stops_at_the_ends() {
    let mut scene = everything();
    let view = |scene: &Scene<Everything>| {
        scene.elements().into_iter().find(|it| it.role == Role::ScrollView).unwrap().node
    };
    let flick = view(&scene);
    scene.ask(Action::ScrollUp, flick, None);
    assert_eq!(scene.ui.get_scrolled(), 0.0);
    scene.ask(Action::ScrollDown, flick, None);
    assert_eq!(scene.ui.get_scrolled(), -80.0);
    assert_eq!(scene.find("line.0"), None);
    assert!(scene.find("line.3").is_some());
    for _ in 0..9 {
        scene.ask(Action::ScrollDown, flick, None);
    }
    assert_eq!(scene.ui.get_scrolled(), -300.0);
    assert!(scene.find("line.7").is_some());
    assert_eq!(view(&scene), flick, "it is still the same one");
    for _ in 0..9 {
        scene.ask(Action::ScrollUp, flick, None);
    }
    assert_eq!(scene.ui.get_scrolled(), 0.0);
}

#[test]
fn names_stay_with_their_elements_and_are_never_given_again() {
    let mut scene = everything();
    let names = |scene: &Scene<Everything>| -> Vec<(String, NodeId)> {
        scene.elements().into_iter().map(|it| (it.id, it.node)).collect()
    };
    let before = names(&scene);
    scene.ui.set_level(90.0);
    scene.settle();
    assert_eq!(names(&scene), before);
    // An element that goes and comes back is another one, whose name nobody has had.
    let mut had: Vec<NodeId> = before.iter().map(|(_, node)| *node).collect();
    for _ in 0..20 {
        let gone = scene.find("there").unwrap().node;
        scene.ui.set_there(false);
        scene.settle();
        scene.ask(Action::Click, gone, None);
        scene.ask(Action::Focus, gone, None);
        assert_eq!(scene.ui.get_clicks(), 0, "it has gone");
        scene.ui.set_there(true);
        scene.settle();
        let new = scene.find("there").unwrap().node;
        assert!(!had.contains(&new), "{new:?} was another's");
        had.push(new);
        scene.ask(Action::Click, gone, None);
        assert_eq!(scene.ui.get_clicks(), 0, "what is there now wasn't meant");
    }
    assert!(scene.accessibility.ids.len() < 20, "nothing piles up");
    // Nobody has ever been told of such a thing.
    scene.ask(Action::Click, NodeId(0), None);
    scene.ask(Action::Click, NodeId(u64::MAX), None);
    assert_eq!(scene.ui.get_clicks(), 0);
}

#[test]
fn nobody_presses_what_has_become_something_else_meanwhile() {
    let mut scene = everything();
    let count = scene.find("count").unwrap().node;
    // Changed, and the reader doesn't know yet: its request is on the way.
    scene.ui.set_label("Pay".into());
    scene.ask(Action::Click, count, None);
    assert_eq!(scene.ui.get_clicks(), 0);
    scene.ask(Action::Click, count, None);
    assert_eq!(scene.ui.get_clicks(), 1, "now it knows");
    scene.ui.set_on(false);
    scene.ask(Action::Click, count, None);
    scene.ask(Action::Click, count, None);
    assert_eq!(scene.ui.get_clicks(), 1, "it can't be used");
    assert_eq!(node(&scene, "count").label(), Some("Pay"));
    assert!(node(&scene, "count").is_disabled());
}

#[test]
fn the_focus_goes_where_a_reader_puts_it() {
    let mut scene = everything();
    assert_eq!(scene.focused(), None, "the page has it");
    let two = scene.find("name.two").unwrap().node;
    scene.ask(Action::Focus, two, None);
    assert_eq!(scene.focused().as_deref(), Some("name.two"));
    // It falls back to the page with its element.
    let names = slint::ModelRc::from([slint::SharedString::from("one")]);
    scene.ui.set_names(names);
    scene.settle();
    assert_eq!((scene.find("name.two"), scene.focused()), (None, None));
}

#[test]
fn nothing_is_told_while_nothing_changes_and_nothing_made_while_nobody_asks() {
    let mut scene = Scene::new(BETWEEN_BARS, || Everything::new().unwrap());
    scene.ui.set_level(50.0);
    scene.settle();
    assert_eq!((scene.accessibility.ids.len(), scene.reader.borrow().told), (0, 0));
    scene.switch_on();
    assert_eq!(scene.reader.borrow().told, 1);
    scene.settle();
    assert_eq!(scene.reader.borrow().told, 1);
    scene.ui.set_level(60.0);
    scene.settle();
    assert_eq!(scene.reader.borrow().told, 2);
    // Asked once more, it is told once more.
    scene.switch_on();
    assert_eq!(scene.reader.borrow().told, 3);
    // Switched off: nobody is told, and what is asked too late isn't done.
    let count = scene.find("count").unwrap().node;
    scene.accessibility.leave();
    scene.ui.set_level(70.0);
    scene.ask(Action::Click, count, None);
    assert_eq!((scene.reader.borrow().told, scene.ui.get_clicks()), (3, 0));
    // And on again: the names are those of before.
    scene.switch_on();
    assert_eq!(scene.reader.borrow().told, 4);
    assert_eq!(scene.find("count").unwrap().node, count);
    assert_eq!(node(&scene, "level").numeric_value(), Some(70.0));
}
