//! Touching, as the rules of the interface have it.

use driver::session::Aim;

use crate::learner_at;

#[test]
fn a_tap_counts_when_the_finger_is_lifted_on_the_control_and_not_before() {
    let mut learner = learner_at("phone-touch");
    let session = learner.session().unwrap();
    session.advance(1_000);
    let main = session.find(&Aim::Id("main")).unwrap().at;
    let before = session.place();
    session.press(main);
    assert_eq!(session.place(), before, "pressing alone does nothing");
    session.slide([main[0], main[1] - 300.0]);
    session.release([main[0], main[1] - 300.0]);
    assert_eq!(session.place(), before, "sliding off cancels");
    session.advance(1_000);
    session.press(main);
    session.release(main);
    assert_ne!(session.place(), before);
}

#[test]
fn a_pressed_control_looks_pressed_at_once() {
    let mut learner = learner_at("phone-touch");
    let session = learner.session().unwrap();
    session.advance(1_000);
    let main = session.find(&Aim::Id("main")).unwrap().at;
    let before = session.screen().unwrap();
    session.press(main);
    let after = session.screen().unwrap();
    let bounds = before.row("main").unwrap().bounds;
    assert!(before.picture.difference(&after.picture, &bounds) > 0.01);
    session.release(main);
}

#[test]
fn a_second_tap_within_600_ms_is_not_a_second_step() {
    let mut learner = learner_at("phone-touch");
    let session = learner.session().unwrap();
    session.advance(5_000);
    let first = session.place();
    session.tap(&Aim::Id("main")).unwrap();
    let second = session.place();
    assert_ne!(second, first);
    session.advance(300);
    session.tap(&Aim::Id("main")).unwrap();
    assert_eq!(session.place(), second);
    session.advance(700);
    session.tap(&Aim::Id("main")).unwrap();
    assert_ne!(session.place(), second);
}

#[test]
fn zeros_can_be_typed_quickly() {
    let mut learner = learner_at("qr-pay");
    learner
        .do_right_until(120, |place| {
            place.stage.as_deref() == Some("alone") && place.step.as_deref() == Some("enter-amount")
        })
        .unwrap();
    // The sentence has the screen to itself first.
    learner.tap("main").unwrap();
    learner.tap("bank.key-3").unwrap();
    learner.tap("bank.key-5").unwrap();
    let session = learner.session().unwrap();
    for _ in 0..3 {
        session.advance(200);
        session.tap(&Aim::Id("bank.key-0")).unwrap();
    }
    assert_eq!(learner.place().unwrap().step.as_deref(), Some("amount-done"));
}

#[test]
fn the_keyboard_s_back_key_goes_back_on_every_screen() {
    let mut learner = learner_at("phone-touch");
    learner.do_right_until(6, |place| place.step.as_deref() == Some("tap-small")).unwrap();
    let session = learner.session().unwrap();
    session.advance(1_000);
    session.key("Back").unwrap();
    assert_eq!(learner.place().unwrap().step.as_deref(), Some("tap-blue"));
}
