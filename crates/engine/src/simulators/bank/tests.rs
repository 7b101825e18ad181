//! The bank answers every touch, and its play money adds up.

use super::{Page, Payment, State};
use crate::Values;
use crate::simulators::{Signal, Simulator, SimulatorId};

fn values() -> Values {
    Values {
        balance_dong: 200_000,
        payee: "stall".into(),
        code_payee: "stall".into(),
        amount_dong: 35_000,
        code_amount_dong: None,
        place: 0,
    }
}

fn after(controls: &[&str]) -> State {
    let scanned = State::default().receive_code(&values());
    controls.iter().fold(scanned, |state, control| state.tap(control, &values()).0)
}

#[test]
fn the_balance_is_hidden_until_asked_for() {
    let home = State::default();
    assert!(!home.balance_shown);
    let shown = home.tap("balance", &values()).0;
    assert!(shown.balance_shown);
    assert!(!shown.tap("balance", &values()).0.balance_shown);
}

#[test]
fn paying_takes_the_money_and_leads_the_history() {
    let paid = after(&["key-3", "key-5", "key-000", "next", "confirm"]);
    let payment = Payment { payee: "stall".into(), amount_dong: 35_000 };
    assert_eq!(paid.page, Page::Receipt(payment.clone()));
    assert_eq!(paid.balance_dong(&values()), 165_000);
    assert_eq!(paid.tap("done", &values()).0.paid, Some(payment));
}

#[test]
fn cancelling_pays_nothing() {
    let cancelled = after(&["key-5", "next", "cancel"]);
    assert_eq!(cancelled.page, Page::Cancelled);
    assert_eq!(cancelled.balance_dong(&values()), 200_000);
}

#[test]
fn more_than_the_account_holds_is_refused_before_confirming() {
    let refused = after(&["key-2", "key-000", "key-000", "next"]);
    assert!(matches!(refused.page, Page::NotEnough { .. }));
    let again = refused.tap("back", &values()).0;
    assert!(matches!(again.page, Page::Amount { ref digits, .. } if digits.is_empty()));
}

#[test]
fn the_pad_takes_no_leading_zeros_and_no_endless_amounts() {
    assert!(
        matches!(after(&["key-0", "key-000"]).page, Page::Amount { ref digits, .. } if digits.is_empty())
    );
    assert!(matches!(after(&["next"]).page, Page::Amount { .. }));
    let long = after(&["key-9"; 30]);
    assert!(matches!(long.page, Page::Amount { ref digits, .. } if digits.len() == 9));
    assert!(
        matches!(after(&["key-1", "delete", "delete"]).page, Page::Amount { ref digits, .. } if digits.is_empty())
    );
}

#[test]
fn a_code_with_an_amount_goes_straight_to_the_check() {
    let dynamic = Values { code_amount_dong: Some(35_000), ..values() };
    assert!(matches!(State::default().receive_code(&dynamic).page, Page::Review(_)));
    let too_much = Values { code_amount_dong: Some(900_000), ..values() };
    let refused = State::default().receive_code(&too_much);
    assert!(matches!(refused.page, Page::NotEnough { .. }));
    assert_eq!(refused.back().page, Page::Home, "an amount in the code cannot be typed anew");
}

#[test]
fn the_name_shown_is_the_code_s_name() {
    let wrong = Values { code_payee: "stranger".into(), ..values() };
    let State { page: Page::Amount { payee, .. }, .. } = State::default().receive_code(&wrong)
    else {
        panic!("no amount page");
    };
    assert_eq!(payee, "stranger");
}

#[test]
fn every_control_on_a_screen_is_known_and_answers() {
    let pages = [
        State::default(),
        State { page: Page::History, ..State::default() },
        after(&[]),
        after(&["key-5"]),
        after(&["key-9", "key-000", "key-000", "next"]),
        after(&["key-5", "next"]),
        after(&["key-5", "next", "confirm"]),
        after(&["key-5", "next", "cancel"]),
    ];
    for state in &pages {
        for control in state.on_screen() {
            assert!(State::CONTROLS.iter().any(|known| known.name == control), "{control}");
        }
        let (same, signal) = state.tap("no-such-control", &values());
        assert_eq!((&same, signal), (state, None));
    }
    let (_, signal) = State::default().tap("scan-button", &values());
    assert_eq!(signal, Some(Signal::Open(SimulatorId::Scan)));
}
