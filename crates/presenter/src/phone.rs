//! The practice phone as a drawing: which page, and the words and amounts on it.

use engine::simulators::{SimulatorId, bank, phone};
use engine::{Lesson, Play};
use practice_code::PracticeCode;
use vietnamese::Dong;

use crate::{Context, PhonePage, PhoneView, QrView, Row};

/// The practice phone of `play`.
pub(crate) fn phone_view(context: &Context<'_>, lesson: &Lesson, play: &Play) -> PhoneView {
    let world = &play.world;
    let values = &play.values;
    let mut view = PhoneView {
        page: PhonePage::PhoneHome,
        skin: context.word("skin-money"),
        balance: String::new(),
        payee: String::new(),
        amount: money(0),
        rows: Vec::new(),
        code: None,
        lit: [false; 5],
        place: values.place,
        light: false,
    };
    match world.front {
        SimulatorId::Phone => {
            view.page = match &world.phone.page {
                phone::Page::Home => PhonePage::PhoneHome,
                phone::Page::Photos => PhonePage::PhonePhotos,
                phone::Page::Messages => PhonePage::PhoneMessages,
                phone::Page::BlueButton => PhonePage::PhoneBlueButton,
                phone::Page::SmallButton => PhonePage::PhoneSmallButton,
                phone::Page::YellowButton => PhonePage::PhoneYellowButton,
                phone::Page::StrangePage => PhonePage::PhoneStrangePage,
                phone::Page::Flowers(lit) => {
                    view.lit = *lit;
                    PhonePage::PhoneFlowers
                }
            };
        }
        SimulatorId::Scan => {
            view.page = PhonePage::ScanCounter;
            view.light = world.scan.light;
            view.payee = context.payee(lesson, &values.code_payee);
            view.code = code(context, &view.payee, values.code_amount_dong);
        }
        SimulatorId::Bank => bank_view(context, lesson, play, &mut view),
    }
    view
}

fn bank_view(context: &Context<'_>, lesson: &Lesson, play: &Play, view: &mut PhoneView) {
    let bank = &play.world.bank;
    if bank.balance_shown {
        view.balance = money(bank.balance_dong(&play.values));
    }
    let mut pay = |payee: &str, amount_dong: u64| {
        view.payee = context.payee(lesson, payee);
        view.amount = money(amount_dong);
    };
    view.page = match &bank.page {
        bank::Page::Home => PhonePage::BankHome,
        bank::Page::History => {
            view.rows = history(context, lesson, play);
            PhonePage::BankHistory
        }
        bank::Page::Amount { payee, digits } => {
            pay(payee, digits.parse().unwrap_or(0));
            PhonePage::BankAmount
        }
        bank::Page::NotEnough { payee, amount_dong, .. } => {
            pay(payee, *amount_dong);
            PhonePage::BankNotEnough
        }
        bank::Page::Review(payment) => {
            pay(&payment.payee, payment.amount_dong);
            PhonePage::BankReview
        }
        bank::Page::Receipt(payment) => {
            pay(&payment.payee, payment.amount_dong);
            PhonePage::BankReceipt
        }
        bank::Page::Cancelled => PhonePage::BankCancelled,
    };
}

/// What was paid: in this stage, and before the lesson began.
fn history(context: &Context<'_>, lesson: &Lesson, play: &Play) -> Vec<Row> {
    let now = play.world.bank.paid.iter().map(|payment| Row {
        label: context.payee(lesson, &payment.payee),
        value: money(payment.amount_dong),
    });
    let before = [("history-electricity", 186_000), ("history-phone", 50_000)]
        .map(|(key, dong)| Row { label: context.word(key), value: money(dong) });
    now.chain(before).collect()
}

/// The code on the counter; none for a payee whose name can't be put into one.
fn code(context: &Context<'_>, payee: &str, amount_dong: Option<u64>) -> Option<QrView> {
    let code = PracticeCode::for_payee(payee, amount_dong).ok()?;
    Some(QrView { text: code.encode(), words: context.word("code-words") })
}

fn money(dong: u64) -> String {
    Dong::new(dong).format()
}
