//! Two lessons for the engine's own tests, shaped like the shipped ones.

use protocol::{ContentHash, LessonId};

use crate::{Action, Case, CasePool, Draw, Lesson, Scenario, Scene, SimulatorId, Step};

fn step(id: &str, action: Action) -> Step {
    Step { id: id.into(), action, hint_after_seconds: 10, when: Vec::new() }
}

fn tap(id: &str, target: &str) -> Step {
    step(id, Action::Tap(target.into()))
}

fn lesson(id: &str, start_screen: &str, simulators: Vec<SimulatorId>, steps: Vec<Step>) -> Lesson {
    Lesson {
        id: LessonId::from(id),
        unit: "unit".into(),
        requires: Vec::new(),
        simulators,
        competencies: Vec::new(),
        scenario: Scenario {
            start: SimulatorId::Phone,
            start_screen: start_screen.into(),
            balance_dong: Draw(vec![200_000, 350_000]),
            payee: Draw(vec!["stall-vegetables".into(), "stall-fish".into()]),
            code_payee: None,
            amount_dong: Draw(vec![35_000, 42_000, 18_500]),
            code_amount_dong: None,
            paying: crate::Paying::default(),
            texts: std::collections::BTreeMap::new(),
        },
        steps,
        drill: None,
        content: ContentHash([7; 8]),
    }
}

/// Paying by a scanned code.
pub fn qr_pay() -> Lesson {
    let choose =
        Action::Choose { choices: vec!["same".into(), "different".into()], answer: "same".into() };
    lesson(
        "qr-pay",
        "home",
        SimulatorId::ALL.to_vec(),
        vec![
            tap("open-bank", "phone.bank"),
            tap("open-scanner", "bank.scan-button"),
            tap("frame-code", "scan.code"),
            step("enter-amount", Action::EnterAmount),
            tap("amount-done", "bank.next"),
            step("check-name", choose),
            tap("confirm", "bank.confirm"),
            tap("see-receipt", "bank.done"),
        ],
    )
}

/// Touching.
pub fn phone_touch() -> Lesson {
    let flowers = (1..=5).map(|n| format!("phone.flower-{n}").into()).collect();
    lesson(
        "phone-touch",
        "touch",
        vec![SimulatorId::Phone],
        vec![
            step("look-blue", Action::Look),
            tap("tap-blue", "phone.blue-button"),
            tap("tap-small", "phone.small-button"),
            tap("open-strange", "phone.yellow-button"),
            step("go-back", Action::GoBack),
            step("five-flowers", Action::TapAll(flowers)),
        ],
    )
}

/// Finding a bill by the customer's code.
pub fn bill() -> Lesson {
    let mut bill = lesson(
        "bill-pay",
        "home",
        vec![SimulatorId::Phone, SimulatorId::Bank],
        vec![
            tap("open-bank", "phone.bank"),
            tap("open-bills", "bank.bills"),
            tap("choose", "bank.electricity"),
            step("enter-code", Action::Enter { field: "customer-code".into() }),
            tap("find", "bank.next"),
            tap("confirm", "bank.confirm"),
            tap("close", "bank.done"),
        ],
    );
    bill.scenario.paying.customer_code = vec!["104729".into(), "100493".into()];
    bill
}

/// Logging in to the e-ID.
pub fn eid_login() -> Lesson {
    let enter = |id: &str, field: &str| step(id, Action::Enter { field: field.into() });
    let mut eid = lesson(
        "eid-login",
        "home",
        vec![SimulatorId::Phone, SimulatorId::Eid],
        vec![
            tap("open", "phone.eid"),
            enter("number", "citizen-number"),
            tap("next", "eid.next"),
            enter("password", "password"),
            tap("log-in", "eid.log-in"),
            tap("wallet", "eid.wallet"),
            tap("card", "eid.citizen-card"),
            enter("passcode", "passcode"),
            tap("unlock", "eid.unlock"),
            tap("away", "eid.put-away"),
        ],
    );
    let texts = [
        ("citizen-number", ["000188001234", "000244005678"]),
        ("password", ["hoasen", "muaxuan"]),
        ("passcode", ["246810", "135790"]),
    ];
    for (name, texts) in texts {
        let draw = Draw(texts.map(str::to_owned).to_vec());
        eid.scenario.texts.insert(name.to_owned(), draw);
    }
    eid
}

/// A drill with so many genuine and so many fake cases, six a play.
pub fn drill(genuine: u16, fake: u16) -> Lesson {
    let case = |number: u16, genuine: bool| Case {
        id: format!("case-{number}-{genuine}").into(),
        scene: Scene::Message,
        genuine,
        look: "sender".into(),
    };
    let cases = (0..genuine).map(|n| case(n, true)).chain((0..fake).map(|n| case(n, false)));
    let drill = Some(CasePool { cases: cases.collect(), a_play: 6 });
    Lesson { drill, ..lesson("drill", "home", Vec::new(), Vec::new()) }
}
