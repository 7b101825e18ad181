//! The rules of the interface have to find every planted fault, and nothing on a clean screen.

mod planted {
    #![allow(missing_docs, clippy::all, clippy::unwrap_used, clippy::todo)]
    slint::include_modules!();
}

mod keyboard;
mod playing;
mod sample;

use driver::backend;
use driver::rules::{Finding, Placed, Rule, Setting, findings, moved};
use driver::tree::Screen;
use slint::ComponentHandle;

/// Shows a component on a phone of 360 × 640 and describes it.
fn screen_of(component: &impl ComponentHandle) -> Screen {
    backend::show(component.window(), [360.0, 640.0]).expect("the window can be shown");
    Screen::of(component.window()).expect("the screen can be described")
}

macro_rules! open {
    ($name:ident) => {{
        backend::init().expect("the testing backend can be set up");
        planted::$name::new().expect("the component can be made")
    }};
}

fn faults(screen: &Screen) -> Vec<Finding> {
    findings(screen, &Setting::default())
}

/// The component has exactly one kind of fault, on the element named.
macro_rules! check {
    ($name:ident, $rule:ident, $id:literal) => {{
        let found = faults(&screen_of(&open!($name)));
        let lines: Vec<String> = found.iter().map(|f| format!("{:?}: {f}", f.rule)).collect();
        assert!(
            found.iter().any(|f| f.rule == Rule::$rule && f.id == $id),
            "{} on `{}` was not found, but: {lines:#?}",
            stringify!($rule),
            $id
        );
        assert!(found.iter().all(|f| f.rule == Rule::$rule), "more than planted: {lines:#?}");
    }};
}

#[test]
fn a_clean_screen_has_no_findings() {
    let found = faults(&screen_of(&open!(Clean)));
    assert_eq!(found, []);
}

#[test]
fn each_planted_fault_is_found_and_nothing_else() {
    check!(SmallButton, TargetSize, "small");
    check!(SmallMain, TargetSize, "other.main");
    check!(CloseButtons, TargetGap, "left");
    check!(CloseAnswers, TargetGap, "ask.confirm");
    check!(ClippedText, Clipped, "text");
    check!(CutByFrame, Clipped, "text");
    check!(CutByWindow, Clipped, "text");
    check!(ElidedText, Elided, "text");
    check!(HiddenLines, Elided, "text");
    check!(LowContrast, TextContrast, "text");
    check!(HalfTransparent, TextContrast, "text");
    check!(Veiled, TextContrast, "text");
    check!(Invisible, TextContrast, "text");
    check!(PaleButton, ControlContrast, "pale");
    check!(DuplicateId, Id, "twin");
    check!(OverlappingTexts, Overlap, "text");
    check!(HalfCovered, Hidden, "text");
    check!(TightLines, LineHeight, "text");
    check!(FourChoices, Choices, "");
    check!(NoSkin, Skin, "bank.pay");
    check!(Decomposed, Nfc, "text");
    check!(Nameless, Name, "nameless");
    check!(SmallAmount, TextSize, "text");
    check!(LongInstruction, Length, "instruction");
    check!(NoFixed, WayOn, "fixed.back");
}

#[test]
fn a_broken_line_may_hang_its_space_over_but_no_word() {
    let component = open!(Wrapped);
    // Wide enough for the words of the first line, but not for the space after them.
    component.set_room(component.get_needed() + 1.0);
    assert_eq!(faults(&screen_of(&component)), []);
    component.set_words("Chào Nguyễnthịhồngnhunglanhuệ nhé".into());
    component.set_room(150.0);
    let rules: Vec<Rule> = faults(&screen_of(&component)).iter().map(|f| f.rule).collect();
    assert_eq!(rules, [Rule::Clipped]);
}

#[test]
fn a_small_grey_label_shows_up_as_it_is_drawn() {
    let screen = screen_of(&open!(SmallGreyLabel));
    let row = screen.row("text").expect("the label is a row");
    assert_eq!(
        (row.role.as_str(), row.label.as_str(), row.text_px),
        ("text", "chữ nhỏ", Some(12.0))
    );
    assert_eq!(row.color.to_string(), "#999999");
    assert_eq!(row.background.to_string(), "#fffdf5");
    let rules: Vec<Rule> = faults(&screen).iter().map(|f| f.rule).collect();
    assert_eq!(rules, [Rule::TextSize, Rule::TextContrast]);
}

#[test]
fn a_veil_is_part_of_the_colour_that_is_seen() {
    let plain = screen_of(&open!(ClippedText)).row("text").map(|row| row.color);
    let veiled = screen_of(&open!(Veiled)).row("text").map(|row| row.color);
    assert_eq!(plain.map(|c| c.to_string()).as_deref(), Some("#1a1a1a"));
    assert!(veiled.is_some_and(|c| c.luminance() > 0.3), "{veiled:?}");
}

#[test]
fn ids_stay_unique_even_where_they_were_given_twice() {
    let screen = screen_of(&open!(DuplicateId));
    let mut ids: Vec<&str> = screen.rows.iter().map(|row| row.id.as_str()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
    assert!(screen.row("twin").is_some() && screen.row("twin#2").is_some());
    assert_eq!(screen.row("twin#2/text").map(|row| row.label.as_str()), Some("Hai"));
}

#[test]
fn what_cannot_be_seen_is_not_in_the_tree() {
    let screen = screen_of(&open!(Clean));
    let labels: Vec<&str> = screen.rows.iter().map(|row| row.label.as_str()).collect();
    for hidden in ["Không ai thấy", "Ở ngoài", "Bị che"] {
        assert!(!labels.contains(&hidden), "{hidden} is in {labels:?}");
    }
    let pay = screen.row("bank.pay").expect("the button is there");
    assert_eq!(
        (pay.role.as_str(), pay.label.as_str(), pay.text_px),
        ("button", "Trả tiền", Some(22.0))
    );
    assert_eq!(
        (pay.color.to_string().as_str(), pay.background.to_string().as_str()),
        ("#ffffff", "#0b5d3b")
    );
}

#[test]
fn what_is_scrolled_away_comes_back_by_the_arrow() {
    let component = open!(Scrolling);
    component.set_with_arrow(false);
    let screen = screen_of(&component);
    assert!(screen.row("home.third").is_none(), "it is below the edge");
    assert!(screen.labelled("Chưa thấy").is_empty(), "its box peeks in, its letters don't");
    assert!(faults(&screen).iter().any(|f| f.rule == Rule::Scrolling));

    component.set_with_arrow(true);
    let screen = screen_of(&component);
    assert_eq!(faults(&screen), []);
    component.window().dispatch_event(slint::platform::WindowEvent::WindowActiveChanged(true));
    let mut hand = driver::input::Hand::new(component.window());
    hand.tap(screen.row("scroll.down").expect("the arrow").bounds.centre());
    let screen = screen_of(&component);
    let third = screen.row("home.third").expect("it has come into view").bounds;
    assert!(screen.row("home.first").is_none());
    hand.tap(third.centre());
    assert_eq!(component.get_tapped(), "third");
}

#[test]
fn keys_may_be_smaller_but_not_too_small() {
    let component = open!(Keys);
    let screen = screen_of(&component);
    assert_eq!(screen.row("eid.key-a").map(|row| row.role.as_str()), Some("key"));
    assert_eq!(faults(&screen), []);
    let only = |rule: Rule, why: &str| {
        let found = faults(&screen_of(&component));
        assert!(!found.is_empty() && found.iter().all(|f| f.rule == rule), "{why}: {found:?}");
    };
    component.set_key_width(30.0);
    only(Rule::TargetSize, "30 px wide");
    component.set_key_width(34.0);
    component.set_key_height(46.0);
    only(Rule::TargetSize, "46 px high");
    component.set_key_height(50.0);
    component.set_key_gap(2.0);
    only(Rule::TargetGap, "2 px apart");
}

#[test]
fn only_keys_of_a_keyboard_may_be_smaller() {
    let component = open!(Keys);
    component.set_group("eid.form".into());
    let screen = screen_of(&component);
    assert_eq!(screen.row("eid.key-a").map(|row| row.role.as_str()), Some("button"));
    let rules: Vec<Rule> = faults(&screen).iter().map(|f| f.rule).collect();
    assert_eq!(rules, [Rule::TargetSize, Rule::TargetSize, Rule::TargetGap]);
}

#[test]
fn text_has_to_grow_with_the_setting() {
    let screen = screen_of(&open!(Clean));
    let large = Setting { text_scale: 150, ..Setting::default() };
    let found = findings(&screen, &large);
    assert!(found.iter().all(|f| f.rule == Rule::TextSize), "{found:?}");
    assert!(found.iter().any(|f| f.id == "instruction"));
    // 32 px are enough for an amount at every size.
    assert!(!found.iter().any(|f| f.message.contains("an amount")), "{found:?}");
}

#[test]
fn a_main_button_that_moves_is_found() {
    let here = Placed::of("home", &screen_of(&open!(Clean)));
    let there = Placed::of("lesson", &screen_of(&open!(MovedMain)));
    assert_eq!(moved(&[here.clone(), here.clone()]), []);
    let found = moved(&[here, there]);
    assert_eq!(
        found.iter().map(|f| (f.rule, f.id.as_str())).collect::<Vec<_>>(),
        [(Rule::Place, "main")]
    );
}

#[test]
fn a_press_is_seen_and_sliding_off_cancels_it() {
    let component = open!(Clean);
    let screen = screen_of(&component);
    let main = screen.row("main").expect("the main button").bounds;
    let mut hand = driver::input::Hand::new(component.window());
    hand.press(main.centre());
    let pressed = Screen::of(component.window()).expect("the screen can be described");
    assert!(pressed.picture.difference(&screen.picture, &main) > 0.0, "the press can't be seen");
    hand.release([main.centre()[0], main.y - 30.0]);
    assert_eq!(component.get_seen_taps(), 0, "sliding off cancels");
    hand.tap(main.centre());
    assert_eq!((component.get_seen_taps(), component.get_seen_last().as_str()), (1, "main"));
}
