//! The scanner reads the code that is touched, and its lamp is just a lamp.

use super::State;
use crate::fixtures::qr_pay;
use crate::simulators::{CodeRead, Signal, Simulator, SimulatorId};
use crate::{FirstCode, Values};

fn values() -> Values {
    qr_pay().scenario.values(0, 0)
}

fn with_first(first_code: FirstCode) -> Values {
    let mut values = values();
    values.paying.first_code = first_code;
    values.paying.wrong_payee = "stranger".into();
    values.paying.wrong_amount_dong = Some(53_000);
    values
}

fn code(payee: &str, amount_dong: Option<u64>) -> CodeRead {
    CodeRead { payee: payee.into(), amount_dong }
}

#[test]
fn touching_the_code_reads_it() {
    let read = code("stall-vegetables", None);
    assert_eq!(State::default().tap("code", &values()).1, Some(Signal::Scanned(read)));
    assert_eq!(State::default().tap("screen-code", &values()).1, None, "there is no screen");
}

#[test]
fn the_lamp_goes_on_and_off_and_closing_returns_to_the_bank() {
    let lit = State::default().tap("light", &values()).0;
    assert!(lit.light);
    assert!(!lit.tap("light", &values()).0.light);
    assert_eq!(lit.tap("close", &values()).1, Some(Signal::Open(SimulatorId::Bank)));
}

#[test]
fn a_wrong_code_is_wrong_until_it_is_replaced() {
    let mut name = with_first(FirstCode::WrongName);
    name.paying.price_in_code = true;
    let amount = Values { paying: name.paying.clone(), ..with_first(FirstCode::Right) };
    let mut amount = Values { ..amount };
    amount.paying.first_code = FirstCode::WrongAmount;
    let first = State::default();
    assert_eq!(first.paper_code(&name), code("stranger", Some(35_000)));
    assert_eq!(first.paper_code(&amount), code("stall-vegetables", Some(53_000)));
    let replaced = State { replaced: true, ..State::default() };
    for values in [&name, &amount] {
        assert_eq!(replaced.paper_code(values), code("stall-vegetables", Some(35_000)));
    }
}

#[test]
fn with_a_screen_there_are_two_codes_and_only_the_screen_s_is_ever_wrong() {
    let mut values = with_first(FirstCode::WrongAmount);
    values.paying.screen_amount_dong = Some(27_000);
    let state = State { has_screen: true, ..State::default() };
    assert_eq!(state.on_screen(), ["code", "screen-code", "light", "close"]);
    assert_eq!(state.paper_code(&values), code("stall-vegetables", None));
    assert_eq!(state.screen_code(&values), Some(code("stall-vegetables", Some(53_000))));
    let replaced = State { replaced: true, ..state };
    assert_eq!(replaced.screen_code(&values), Some(code("stall-vegetables", Some(27_000))));
}
