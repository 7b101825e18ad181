//! The `[scenario]` of a lesson: where it begins, and what names and amounts it draws.

use std::collections::BTreeMap;

use engine::{Draw, Scenario, SimulatorId};

use super::paying;
use super::rows::{At, Row, Teller};
use crate::problem::{quote, suggest};

/// The practice bank's number pad takes no larger amount, in dong.
pub(super) const MAX_AMOUNT: u64 = 999_999_999;
/// The largest balance that still fits a narrow screen, in dong.
const MAX_BALANCE: u64 = 99_999_999_999;
/// Nothing costs less than the smallest coin that is still in use.
pub(super) const MIN_AMOUNT: u64 = 200;

const KEYS: [&str; 6] = ["balance", "payee", "amount", "code_payee", "code_amount", "texts"];

/// The scenario, and the payees with their lines.
pub(super) struct Read<'t> {
    pub(super) scenario: Scenario,
    pub(super) payees: Vec<At<&'t str>>,
}

/// Reads `start` and `[scenario]`.
pub(super) fn read<'t>(
    head: Row<'t>,
    row: Option<Row<'t>>,
    simulators: &[SimulatorId],
    teller: &mut Teller<'_>,
) -> Read<'t> {
    let (start, start_screen) = start(head, simulators, teller);
    let mut scenario = Scenario {
        start,
        start_screen,
        balance_dong: Draw(vec![0]),
        payee: Draw(vec![String::new()]),
        code_payee: None,
        amount_dong: Draw(vec![0]),
        code_amount_dong: None,
        paying: engine::Paying::default(),
        texts: BTreeMap::new(),
    };
    let pays = simulators.contains(&SimulatorId::Bank) || simulators.contains(&SimulatorId::Scan);
    let Some(row) = row else {
        if pays {
            let message = "`[scenario]` is missing. Add it with `balance`, `payee` and `amount`.";
            teller.add(head.line, message);
        }
        return Read { scenario, payees: Vec::new() };
    };
    let keys: Vec<&str> = KEYS.into_iter().chain(paying::KEYS).collect();
    row.refuse_others(&keys, teller);
    if pays {
        row.need("balance", "`balance = 200_000`", teller);
        row.need("payee", "`payee = \"stall-vegetables\"`", teller);
        row.need("amount", "`amount = 35_000`", teller);
    }
    let mut payees = row.ids("payee", teller);
    let code_payees = row.ids("code_payee", teller);
    if !payees.is_empty() {
        scenario.payee = owned(&payees);
    }
    if !code_payees.is_empty() {
        scenario.code_payee = Some(owned(&code_payees));
    }
    payees.extend(code_payees);
    let balance = row.amounts("balance", 0..=MAX_BALANCE, teller);
    if !balance.is_empty() {
        scenario.balance_dong = Draw(balance);
    }
    let amount = row.amounts("amount", MIN_AMOUNT..=MAX_AMOUNT, teller);
    if !amount.is_empty() {
        scenario.amount_dong = Draw(amount);
    }
    let in_code = row.amounts("code_amount", MIN_AMOUNT..=MAX_AMOUNT, teller);
    if !in_code.is_empty() {
        scenario.code_amount_dong = Some(Draw(in_code));
    }
    payees.extend(paying::read(row, &mut scenario, teller));
    scenario.texts = texts(row, teller);
    Read { scenario, payees }
}

/// The most letters of a text that is drawn: a name, a practice number.
const MAX_TEXT: usize = 40;

/// `[scenario.texts]`: by name, the texts that are drawn.
fn texts(row: Row<'_>, teller: &mut Teller<'_>) -> BTreeMap<String, Draw<String>> {
    let Some(row) = row.section("texts", "`[scenario.texts]`", teller) else {
        return BTreeMap::new();
    };
    let mut texts = BTreeMap::new();
    for name in row.keys() {
        let mut values = Vec::new();
        for text in row.texts(name, teller) {
            let letters = text.value.chars().count();
            if letters == 0 || letters > MAX_TEXT {
                let message = format!("A text of `{name}` has 1 to {MAX_TEXT} letters or digits.");
                teller.add(text.line, message);
            } else if name == "citizen-number" && !is_practice_number(text.value) {
                let message = "A practice number has 12 digits and begins with 000, so that it is \
                               nobody's.";
                teller.add(text.line, message);
            } else {
                values.push(text.value.to_owned());
            }
        }
        if !values.is_empty() {
            texts.insert(name.to_owned(), Draw(values));
        }
    }
    texts
}

/// Whether it is shaped like a citizen's number and can be nobody's (SAFETY.md: no province has
/// the code 000).
fn is_practice_number(text: &str) -> bool {
    text.len() == 12 && text.starts_with("000") && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn owned(ids: &[At<&str>]) -> Draw<String> {
    Draw(ids.iter().map(|id| id.value.to_owned()).collect())
}

/// Where the lesson begins: as `start` says, or else the first screen of its first practice app.
fn start(
    head: Row<'_>,
    simulators: &[SimulatorId],
    teller: &mut Teller<'_>,
) -> (SimulatorId, String) {
    let first = simulators.first().copied().unwrap_or(SimulatorId::Phone);
    let fallback = (first, first.starts().first().copied().unwrap_or_default().to_owned());
    let Some(start) = head.text("start", teller) else { return fallback };
    let known: Vec<String> = simulators
        .iter()
        .flat_map(|app| app.starts().iter().map(|screen| format!("{}.{screen}", app.name())))
        .collect();
    let found = start.value.split_once('.').and_then(|(app, screen)| {
        let app = SimulatorId::by_name(app).filter(|app| simulators.contains(app))?;
        app.starts().contains(&screen).then(|| (app, screen.to_owned()))
    });
    found.unwrap_or_else(|| {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let hint = suggest(start.value, &known);
        let name = quote(start.value);
        teller.add(
            start.line,
            format!("No lesson of these practice apps can start at {name}.{hint}"),
        );
        fallback
    })
}
