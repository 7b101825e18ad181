//! The phone's pages lead where they say.

use super::{MOST_STEPS, Page, State};
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

#[test]
fn the_settings_lead_to_the_size_of_letters_and_back() {
    let values = phone_touch().scenario.values(0, 0);
    let mut state = State::default();
    for control in ["settings", "display", "text-size"] {
        assert!(state.on_screen().contains(&control));
        state = state.tap(control, &values).0;
    }
    assert_eq!(state.page, Page::TextSize);
    state = state.tap("plus", &values).0.tap("plus", &values).0.tap("minus", &values).0;
    assert_eq!(state.text_size, 1);
    state = state.tap("done", &values).0;
    assert_eq!((state.page.clone(), state.text_size), (Page::Display, 1));
    state = state.tap("return", &values).0.tap("home", &values).0;
    assert_eq!((state.page, state.text_size), (Page::Home, 1));
}

#[test]
fn plus_and_minus_stop_at_the_ends_and_each_has_its_own_page() {
    let values = phone_touch().scenario.values(0, 0);
    let mut state = State { page: Page::Brightness, ..State::default() };
    for _ in 0..9 {
        state = state.tap("plus", &values).0;
    }
    assert_eq!((state.brightness, state.text_size), (MOST_STEPS, 0));
    for _ in 0..9 {
        state = state.tap("minus", &values).0;
    }
    assert_eq!(state.brightness, 0);
}

#[test]
fn every_page_of_the_settings_has_a_way_back() {
    let values = phone_touch().scenario.values(0, 0);
    for page in [Page::Wifi, Page::Sound, Page::Display, Page::TextSize, Page::Brightness] {
        let mut state = State { page, ..State::default() };
        for control in state.on_screen() {
            assert!(State::CONTROLS.iter().any(|known| known.name == control), "{control}");
        }
        let way_back = ["return", "done"].into_iter().find(|c| state.on_screen().contains(c));
        assert_eq!(state.tap(way_back.unwrap(), &values).0, state.back());
        for _ in 0..3 {
            state = state.back();
        }
        assert_eq!(state.page, Page::Home);
    }
}
