//! The scanner reads its one code, and its lamp is just a lamp.

use super::State;
use crate::fixtures::qr_pay;
use crate::simulators::{Signal, Simulator, SimulatorId};

#[test]
fn touching_the_code_reads_it() {
    let values = qr_pay().scenario.values(0, 0);
    assert_eq!(State::default().tap("code", &values).1, Some(Signal::Scanned));
}

#[test]
fn the_lamp_goes_on_and_off_and_closing_returns_to_the_bank() {
    let values = qr_pay().scenario.values(0, 0);
    let lit = State::default().tap("light", &values).0;
    assert!(lit.light);
    assert!(!lit.tap("light", &values).0.light);
    assert_eq!(lit.tap("close", &values).1, Some(Signal::Open(SimulatorId::Bank)));
}
