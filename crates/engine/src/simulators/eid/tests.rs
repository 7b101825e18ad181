//! The practice e-ID opens with what the lesson gave and with nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::{Page, State};
use crate::Values;
use crate::fixtures::eid_login;
use crate::simulators::{Signal, Simulator, SimulatorId};

fn values() -> Values {
    let texts =
        [("citizen-number", "000188001234"), ("password", "hoasen"), ("passcode", "246810")];
    let texts: BTreeMap<_, _> =
        texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    Values { texts, ..eid_login().scenario.values(0, 0) }
}

fn typing(state: &State, text: &str) -> State {
    text.chars()
        .fold(state.clone(), |state, letter| state.tap(&format!("key-{letter}"), &values()).0)
}

fn after(state: &State, control: &str) -> State {
    state.tap(control, &values()).0
}

#[test]
fn number_password_and_passcode_open_it_one_after_the_other() {
    let number = typing(&State::default(), "000188001234");
    let password = after(&number, "next");
    assert_eq!(password.page, Page::Password { typed: String::new() });
    let home = after(&typing(&password, "hoasen"), "log-in");
    assert_eq!(home.page, Page::Home);
    let locked = after(&after(&home, "wallet"), "citizen-card");
    let card = after(&typing(&locked, "246810"), "unlock");
    assert_eq!(card.page, Page::Card);
    let scanned = after(&after(&card, "show-code"), "hold-up");
    assert_eq!(scanned.page, Page::Scanned);
    assert_eq!(after(&scanned, "put-away").page, Page::Home);
}

#[test]
fn nothing_else_opens_it_or_stays_in_it() {
    let real = typing(&State::default(), "001085012345");
    let Page::Number { typed } = &real.page else { panic!("{:?}", real.page) };
    assert!("000188001234".starts_with(typed.as_str()), "{typed}");
    assert_eq!(after(&real, "next"), real);
    let half = typing(&State::default(), "0001");
    assert_eq!(after(&half, "next"), half, "half a number opens nothing");
    let locked = State { page: Page::Passcode { typed: String::new() } };
    assert_eq!(after(&typing(&locked, "13579"), "unlock").page, locked.page);
}

#[test]
fn the_card_is_locked_again_once_it_is_put_away() {
    for page in [Page::Card, Page::Code, Page::Scanned] {
        let away = after(&State { page }, "put-away");
        assert_eq!(
            after(&after(&away, "wallet"), "citizen-card").page,
            Page::Passcode { typed: String::new() }
        );
    }
}

#[test]
fn a_letter_too_many_is_deleted() {
    let typed = typing(&State::default(), "0001");
    assert_eq!(after(&typed, "delete").page, Page::Number { typed: "000".into() });
    let password = State { page: Page::Password { typed: "ho".into() } };
    assert_eq!(after(&password, "key-delete").page, Page::Password { typed: "h".into() });
}

#[test]
fn every_control_on_every_page_is_known_and_answers_without_losing_the_way() {
    let mut open = vec![State::default()];
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(state) = open.pop() {
        if !seen.insert(format!("{state:?}")) {
            continue;
        }
        for control in state.on_screen() {
            assert!(State::CONTROLS.iter().any(|known| known.name == control), "{control}");
            let (next, signal) = state.tap(control, &values());
            assert!(matches!(signal, None | Some(Signal::Open(SimulatorId::Phone))));
            open.push(next);
        }
        open.push(state.back());
    }
    assert!(seen.iter().any(|state| state.contains("Scanned")), "everything can be reached");
}
