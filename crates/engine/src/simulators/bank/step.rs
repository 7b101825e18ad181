//! What a touch in the practice bank does.

use super::{Bill, MAX_DIGITS, Page, Payment, Service, State};
use crate::Values;
use crate::simulators::{Control, Field, OTHER_KEY, Signal, Simulator, SimulatorId};

const KEYS: [&str; 12] = [
    "key-1", "key-2", "key-3", "key-4", "key-5", "key-6", "key-7", "key-8", "key-9", "key-000",
    "key-0", "delete",
];

/// The keys for a customer's code, of which nobody types three zeros at once.
const CODE_KEYS: [&str; 11] = [
    "key-1", "key-2", "key-3", "key-4", "key-5", "key-6", "key-7", "key-8", "key-9", "key-0",
    "delete",
];

impl Simulator for State {
    const CONTROLS: &'static [Control] = &[
        Control::button("balance"),
        Control::button("scan-button"),
        Control::button("history"),
        Control::button("close"),
        Control::button("back"),
        Control::key(KEYS[0]),
        Control::key(KEYS[1]),
        Control::key(KEYS[2]),
        Control::key(KEYS[3]),
        Control::key(KEYS[4]),
        Control::key(KEYS[5]),
        Control::key(KEYS[6]),
        Control::key(KEYS[7]),
        Control::key(KEYS[8]),
        Control::key(KEYS[9]),
        Control::key(KEYS[10]),
        Control::key(KEYS[11]),
        Control::button("next"),
        Control::button("confirm"),
        Control::button("cancel"),
        Control::button("done"),
        Control::button("bills"),
        Control::button("electricity"),
        Control::button("water"),
        Control::button("internet"),
        Control::button("save"),
        Control::key(OTHER_KEY),
    ];
    const STARTS: &'static [&'static str] = &["home"];

    fn start(screen: &str) -> Option<Self> {
        (screen == "home").then(Self::default)
    }

    fn on_screen(&self) -> Vec<&'static str> {
        match &self.page {
            Page::Home => vec!["balance", "scan-button", "bills", "history", "close"],
            Page::Bills => vec!["electricity", "water", "internet", "back"],
            Page::BillCode { .. } => CODE_KEYS.into_iter().chain(["next"]).collect(),
            // What is saved already can't be saved again.
            Page::Receipt(Payment { bill: Some(_), .. }) if !self.saved => vec!["save", "done"],
            Page::History | Page::NotEnough { .. } => vec!["back"],
            Page::Amount { .. } => KEYS.into_iter().chain(["next"]).collect(),
            Page::Review(_) => vec!["confirm", "cancel"],
            Page::Receipt(_) | Page::Cancelled => vec!["done"],
        }
    }

    fn tap(&self, control: &str, values: &Values) -> (Self, Option<Signal>) {
        let mut next = self.clone();
        let mut signal = None;
        match (&self.page, control) {
            (Page::Home, "balance") => next.balance_shown = !self.balance_shown,
            (Page::Home, "scan-button") => signal = Some(Signal::Open(SimulatorId::Scan)),
            (Page::Home, "history") => next.page = Page::History,
            (Page::Home, "bills") => next.page = Page::Bills,
            (Page::Home, "close") => signal = Some(Signal::Open(SimulatorId::Phone)),
            (Page::Bills, "electricity") => next.page = bill_code(Service::Electricity),
            (Page::Bills, "water") => next.page = bill_code(Service::Water),
            (Page::Bills, "internet") => next.page = bill_code(Service::Internet),
            (Page::BillCode { service, digits }, "next") => {
                next.page = self.find_bill(*service, digits, values);
            }
            (Page::BillCode { service, digits }, key) => {
                let digits = code_field(digits, values).after(key);
                next.page = Page::BillCode { service: *service, digits };
            }
            (Page::Receipt(_), "save") => next.saved = true,
            (Page::Amount { payee, digits }, "next") => {
                next.page = self.check_amount(payee, digits, values);
            }
            (Page::Amount { payee, digits }, key) => {
                next.page = Page::Amount { payee: payee.clone(), digits: type_key(digits, key) };
            }
            (Page::Review(payment), "confirm") => {
                next.saved = false;
                next.paid = Some(payment.clone());
                next.page = Page::Receipt(payment.clone());
            }
            (Page::Review(_), "cancel") => {
                next.page = Page::Cancelled;
                signal = Some(Signal::GivenUp);
            }
            (Page::Receipt(_) | Page::Cancelled, "done") => next.page = Page::Home,
            (Page::History | Page::NotEnough { .. } | Page::Bills, "back") => {
                return (self.back(), None);
            }
            _ => {}
        }
        (next, signal)
    }

    fn back(&self) -> Self {
        let page = match &self.page {
            Page::NotEnough { payee, typed: true, .. } => {
                Page::Amount { payee: payee.clone(), digits: String::new() }
            }
            Page::Receipt(payment) => Page::Receipt(payment.clone()),
            Page::BillCode { .. } => Page::Bills,
            _ => Page::Home,
        };
        Self { page, ..self.clone() }
    }

    fn field(&self, values: &Values) -> Option<Field> {
        match &self.page {
            Page::BillCode { digits, .. } => Some(code_field(digits, values)),
            _ => None,
        }
    }
}

impl State {
    /// The page after *Tiếp tục* on a customer's code: one that isn't complete stays where it is.
    fn find_bill(&self, service: Service, digits: &str, values: &Values) -> Page {
        let wanted = &values.paying.customer_code;
        if digits.is_empty() || digits != wanted {
            return Page::BillCode { service, digits: digits.to_owned() };
        }
        let payee = values.payee.clone();
        let amount_dong = values.amount_dong;
        if amount_dong > self.balance_dong(values) {
            return Page::NotEnough { payee, amount_dong, typed: false };
        }
        let bill = Some(Bill { service, code: digits.to_owned() });
        Page::Review(Payment { payee, amount_dong, bill })
    }

    /// The page after *Tiếp tục*: an empty amount stays where it is.
    fn check_amount(&self, payee: &str, digits: &str, values: &Values) -> Page {
        let payee = payee.to_owned();
        match digits.parse::<u64>() {
            Ok(amount_dong) if amount_dong > self.balance_dong(values) => {
                Page::NotEnough { payee, amount_dong, typed: true }
            }
            Ok(amount_dong) if amount_dong > 0 => {
                Page::Review(Payment { payee, amount_dong, bill: None })
            }
            _ => Page::Amount { payee, digits: digits.to_owned() },
        }
    }
}

/// The digits after one key of the pad: no leading zeros, never more than [`MAX_DIGITS`].
fn type_key(digits: &str, key: &str) -> String {
    if key == "delete" {
        let mut shorter = digits.to_owned();
        shorter.pop();
        return shorter;
    }
    let typed = key.strip_prefix("key-").unwrap_or_default();
    let longer = format!("{digits}{typed}");
    let longer = longer.trim_start_matches('0');
    if longer.len() > MAX_DIGITS { digits.to_owned() } else { longer.to_owned() }
}

fn bill_code(service: Service) -> Page {
    Page::BillCode { service, digits: String::new() }
}

/// A customer's code: only the practice one is taken, nobody's real one can be put in by habit.
fn code_field(digits: &str, values: &Values) -> Field {
    let wanted = values.paying.customer_code.clone();
    Field { name: "customer-code", typed: digits.to_owned(), wanted }
}
