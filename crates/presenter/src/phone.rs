//! The practice phone as a drawing: which page, and the words and amounts on it.

use engine::simulators::{SimulatorId, bank, eid, phone};
use engine::{Lesson, Play};
use practice_code::{PracticeCode, document_text};
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
        screen_code: None,
        steps: 0,
        customer_code: String::new(),
        paper_code: in_threes(&values.paying.customer_code),
        provider: String::new(),
        saved: false,
        typed: String::new(),
        paper: String::new(),
        holder: values.text("holder").to_owned(),
        number: in_threes(values.text("citizen-number")),
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
                phone::Page::Settings => PhonePage::PhoneSettings,
                phone::Page::Wifi => PhonePage::PhoneWifi,
                phone::Page::Display => PhonePage::PhoneDisplay,
                phone::Page::Sound => PhonePage::PhoneSound,
                phone::Page::TextSize => {
                    view.steps = world.phone.text_size;
                    PhonePage::PhoneTextSize
                }
                phone::Page::Brightness => {
                    view.steps = world.phone.brightness;
                    PhonePage::PhoneBrightness
                }
            };
        }
        SimulatorId::Scan => {
            view.page = PhonePage::ScanCounter;
            view.light = world.scan.light;
            let paper = world.scan.paper_code(values);
            view.payee = context.payee(lesson, &paper.payee);
            view.code = code(context, &view.payee, paper.amount_dong);
            view.screen_code = world.scan.screen_code(values).and_then(|read| {
                code(context, &context.payee(lesson, &read.payee), read.amount_dong)
            });
        }
        SimulatorId::Bank => bank_view(context, lesson, play, &mut view),
        SimulatorId::Eid => eid_view(context, play, &mut view),
    }
    view
}

fn eid_view(context: &Context<'_>, play: &Play, view: &mut PhoneView) {
    let values = &play.values;
    view.skin = context.word("skin-papers");
    view.page = match &play.world.eid.page {
        eid::Page::Number { typed } => {
            view.typed = in_threes(typed);
            view.paper = view.number.clone();
            PhonePage::EidNumber
        }
        eid::Page::Password { typed } => {
            view.typed = typed.clone();
            view.paper = values.text("password").to_owned();
            PhonePage::EidPassword
        }
        eid::Page::Passcode { typed } => {
            // Nobody beside her can read it.
            view.typed = "●".repeat(typed.chars().count());
            view.paper = in_threes(values.text("passcode"));
            PhonePage::EidPasscode
        }
        eid::Page::Forgotten => PhonePage::EidForgotten,
        eid::Page::Home => PhonePage::EidHome,
        eid::Page::Notices => PhonePage::EidNotices,
        eid::Page::Support => PhonePage::EidSupport,
        eid::Page::Wallet => PhonePage::EidWallet,
        eid::Page::HealthCard => PhonePage::EidHealthCard,
        eid::Page::Card => PhonePage::EidCard,
        eid::Page::Code => {
            view.code = document_text(&view.holder)
                .map(|text| QrView { text, words: context.word("code-words-papers") });
            PhonePage::EidCode
        }
        eid::Page::Scanned => PhonePage::EidScanned,
    };
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
            match &payment.bill {
                None => PhonePage::BankReview,
                Some(bill) => {
                    show_bill(context, bill.service, &bill.code, view);
                    PhonePage::BankBillReview
                }
            }
        }
        bank::Page::Receipt(payment) => {
            pay(&payment.payee, payment.amount_dong);
            match &payment.bill {
                None => PhonePage::BankReceipt,
                Some(bill) => {
                    show_bill(context, bill.service, &bill.code, view);
                    view.saved = bank.saved;
                    PhonePage::BankBillReceipt
                }
            }
        }
        bank::Page::Cancelled => PhonePage::BankCancelled,
        bank::Page::Bills => PhonePage::BankBills,
        bank::Page::BillCode { service, digits } => {
            show_bill(context, *service, digits, view);
            PhonePage::BankBillCode
        }
    };
}

/// Whom a bill is from, and the customer's code as far as it is known.
fn show_bill(context: &Context<'_>, service: bank::Service, code: &str, view: &mut PhoneView) {
    view.provider = context.word(match service {
        bank::Service::Electricity => "bill-from-electricity",
        bank::Service::Water => "bill-from-water",
        bank::Service::Internet => "bill-from-internet",
    });
    view.customer_code = in_threes(code);
}

/// Digits in groups of three, as they are read aloud.
fn in_threes(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == 0 {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

/// What was paid: in this stage, and before the lesson began.
fn history(context: &Context<'_>, lesson: &Lesson, play: &Play) -> Vec<Row> {
    let now = play.world.bank.paid.iter().map(|payment| Row {
        label: match &payment.bill {
            None => context.payee(lesson, &payment.payee),
            Some(bill) => context.word(match bill.service {
                bank::Service::Electricity => "bill-electricity",
                bank::Service::Water => "bill-water",
                bank::Service::Internet => "bill-internet",
            }),
        },
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
