//! The part of `[scenario]` that only some lessons about paying have: a first code that may be a
//! wrong one, a code that carries the price, a second code on a screen, a customer's code. Refuses
//! a wrong code that would be right, and a customer's code that isn't made up.

use engine::simulators::bank;
use engine::{FirstCode, Paying, Scenario};

use super::rows::{At, Row, Teller};
use super::scenario::{MAX_AMOUNT, MIN_AMOUNT};
use crate::problem::{quote, suggest};

/// The keys of these values.
pub(super) const KEYS: [&str; 6] = [
    "first_code",
    "wrong_payee",
    "wrong_amount",
    "price_in_code",
    "screen_amount",
    "customer_code",
];

/// Reads the values into `scenario`, which has its names and prices already. Gives the names of
/// wrong codes with their lines.
pub(super) fn read<'t>(
    row: Row<'t>,
    scenario: &mut Scenario,
    teller: &mut Teller<'_>,
) -> Vec<At<&'t str>> {
    let wrong_payees = row.ids("wrong_payee", teller);
    let amounts = MIN_AMOUNT..=MAX_AMOUNT;
    let paying = Paying {
        first_code: kinds(row, "first_code", teller),
        wrong_payee: wrong_payees.iter().map(|at| at.value.to_owned()).collect(),
        wrong_amount_dong: row.amounts("wrong_amount", amounts.clone(), teller),
        price_in_code: row.yes("price_in_code", teller),
        screen_amount_dong: row.amounts("screen_amount", amounts, teller),
        customer_code: customer_codes(row, teller),
    };
    needed(row, &paying, FirstCode::WrongName, "wrong_payee", teller);
    needed(row, &paying, FirstCode::WrongAmount, "wrong_amount", teller);
    for wrong in &wrong_payees {
        if scenario.payee.0.iter().any(|payee| payee == wrong.value) {
            let name = quote(wrong.value);
            teller.add(wrong.line, format!("{name} is a payee as well, so it isn't wrong."));
        }
    }
    let prices = scenario.amount_dong.0.iter().chain(&paying.screen_amount_dong);
    if let Some(price) = prices.into_iter().find(|price| paying.wrong_amount_dong.contains(price)) {
        let line = row.line_of("wrong_amount", teller);
        teller.add(line, format!("{price} is a price as well, so it isn't wrong."));
    }
    scenario.paying = paying;
    wrong_payees
}

/// A list of kinds of first codes.
pub(super) fn kinds(row: Row<'_>, key: &str, teller: &mut Teller<'_>) -> Vec<FirstCode> {
    let known = FirstCode::ALL.map(FirstCode::name);
    let mut found = Vec::new();
    for name in row.texts(key, teller) {
        match FirstCode::by_name(name.value) {
            Some(kind) => found.push(kind),
            None => {
                let hint = suggest(name.value, &known);
                let message = format!("{} is no kind of code.{hint}", quote(name.value));
                teller.add(name.line, message);
            }
        }
    }
    found
}

/// Tells that `key` is missing where `kind` is drawn, and useless where it isn't.
fn needed(row: Row<'_>, paying: &Paying, kind: FirstCode, key: &str, teller: &mut Teller<'_>) {
    let drawn = paying.first_code.contains(&kind);
    let line = row.line_of("first_code", teller);
    if drawn && !row.has(key) {
        let kind = kind.name();
        teller.add(line, format!("`{key}` is missing for first codes of the kind `{kind}`."));
    } else if !drawn && row.has(key) {
        let line = row.line_of(key, teller);
        let kind = kind.name();
        teller.add(line, format!("`{key}` is for first codes of the kind `{kind}`. Remove it."));
    }
}

/// Customers' codes. Their length is nobody's: real ones are longer, and begin with letters.
fn customer_codes(row: Row<'_>, teller: &mut Teller<'_>) -> Vec<String> {
    let mut codes = Vec::new();
    for code in row.texts("customer_code", teller) {
        let digits = code.value.bytes().all(|c| c.is_ascii_digit());
        if digits && code.value.len() == bank::CODE_DIGITS {
            codes.push(code.value.to_owned());
        } else {
            let name = quote(code.value);
            let count = bank::CODE_DIGITS;
            teller.add(code.line, format!("{name} is no practice code of {count} digits."));
        }
    }
    codes
}
