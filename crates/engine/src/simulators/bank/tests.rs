//! The bank answers every touch, and its play money adds up.

use super::{Page, Payment, Service, State};
use crate::Values;
use crate::simulators::{CodeRead, Signal, Simulator, SimulatorId};

fn values() -> Values {
    Values {
        balance_dong: 200_000,
        payee: "stall".into(),
        code_payee: "stall".into(),
        amount_dong: 35_000,
        code_amount_dong: None,
        place: 0,
        paying: crate::PayingValues { customer_code: "104729".into(), ..Default::default() },
        texts: std::collections::BTreeMap::new(),
    }
}

fn code(amount_dong: Option<u64>) -> CodeRead {
    CodeRead { payee: "stall".into(), amount_dong }
}

fn after(controls: &[&str]) -> State {
    let scanned = State::default().receive_code(&code(None), &values());
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
    let payment = Payment { payee: "stall".into(), amount_dong: 35_000, bill: None };
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
    let read = |amount| State::default().receive_code(&code(Some(amount)), &values());
    assert!(matches!(read(35_000).page, Page::Review(_)));
    let refused = read(900_000);
    assert!(matches!(refused.page, Page::NotEnough { .. }));
    assert_eq!(refused.back().page, Page::Home, "an amount in the code cannot be typed anew");
}

#[test]
fn the_name_shown_is_the_code_s_name() {
    let wrong = CodeRead { payee: "stranger".into(), amount_dong: None };
    let State { page: Page::Amount { payee, .. }, .. } =
        State::default().receive_code(&wrong, &values())
    else {
        panic!("no amount page");
    };
    assert_eq!(payee, "stranger");
}

#[test]
fn giving_a_payment_up_is_told_to_the_world() {
    let review = after(&["key-5", "next"]);
    assert_eq!(review.tap("cancel", &values()).1, Some(Signal::GivenUp));
    assert_eq!(review.tap("confirm", &values()).1, None);
}

fn at_the_bill(controls: &[&str]) -> State {
    let typed = ["bills", "electricity", "key-1", "key-0", "key-4", "key-7", "key-2", "key-9"];
    let all = typed.iter().chain(controls);
    all.fold(State::default(), |state, control| state.tap(control, &values()).0)
}

#[test]
fn a_bill_is_found_by_its_code_paid_and_saved() {
    let found = at_the_bill(&["next"]);
    let Page::Review(payment) = &found.page else { panic!("no review") };
    let bill = payment.bill.clone().unwrap();
    assert_eq!((bill.service, bill.code.as_str()), (Service::Electricity, "104729"));
    assert_eq!((payment.payee.as_str(), payment.amount_dong), ("stall", 35_000));
    let paid = at_the_bill(&["next", "confirm"]);
    assert_eq!(paid.on_screen(), ["save", "done"]);
    assert_eq!(paid.balance_dong(&values()), 165_000);
    let saved = paid.tap("save", &values()).0;
    assert!(saved.saved);
    assert_eq!(saved.on_screen(), ["done"]);
}

#[test]
fn only_the_next_digit_of_the_practice_code_is_taken() {
    let mut state = ["bills", "water", "key-9", "key-1", "key-1", "key-9"]
        .iter()
        .fold(State::default(), |state, control| state.tap(control, &values()).0);
    let typed = |state: &State| match &state.page {
        Page::BillCode { digits, .. } => digits.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(typed(&state), "1");
    assert!(matches!(state.tap("next", &values()).0.page, Page::BillCode { .. }), "not complete");
    state = state.tap("delete", &values()).0.tap("delete", &values()).0;
    assert_eq!(typed(&state), "");
    assert_eq!(state.back().page, Page::Bills);
    assert_eq!(state.back().back().page, Page::Home);
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
        State { page: Page::Bills, ..State::default() },
        at_the_bill(&[]),
        at_the_bill(&["next", "confirm"]),
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
