//! The phone's pages lead where they say.

use super::{Page, State};
use crate::fixtures::phone_touch;
use crate::simulators::{Signal, Simulator, SimulatorId};

#[test]
fn the_touch_pages_follow_one_another() {
    let values = phone_touch().scenario.values(0, 0);
    let mut state = State::start("touch").unwrap();
    for control in ["blue-button", "small-button", "yellow-button"] {
        assert!(state.on_screen().contains(&control));
        state = state.tap(control, &values).0;
    }
    assert_eq!(state.page, Page::StrangePage);
    state = state.back();
    for flower in ["flower-4", "flower-1", "flower-1"] {
        state = state.tap(flower, &values).0;
    }
    assert_eq!(state.page, Page::Flowers([true, false, false, true, false]));
}

#[test]
fn apps_open_and_close() {
    let values = phone_touch().scenario.values(0, 0);
    let home = State::default();
    assert_eq!(home.tap("bank", &values).1, Some(Signal::Open(SimulatorId::Bank)));
    for app in ["photos", "messages"] {
        let opened = home.tap(app, &values).0;
        assert_ne!(opened, home);
        assert_eq!(opened.tap("home", &values).0, home);
        assert_eq!(opened.back(), home);
    }
}

#[test]
fn a_control_of_another_page_does_nothing() {
    let values = phone_touch().scenario.values(0, 0);
    let home = State::default();
    assert_eq!(home.tap("flower-1", &values), (home.clone(), None));
}
