//! What a touch in the practice e-ID does.

use super::{Page, State};
use crate::Values;
use crate::simulators::{Control, Field, OTHER_KEY, Signal, Simulator, SimulatorId};

/// The keys of the number pad.
const DIGITS: [&str; 11] = [
    "key-1", "key-2", "key-3", "key-4", "key-5", "key-6", "key-7", "key-8", "key-9", "key-0",
    "delete",
];

/// The letters of the practice keyboard, and its key that deletes.
const LETTERS: [&str; 27] = [
    "key-a",
    "key-b",
    "key-c",
    "key-d",
    "key-e",
    "key-f",
    "key-g",
    "key-h",
    "key-i",
    "key-j",
    "key-k",
    "key-l",
    "key-m",
    "key-n",
    "key-o",
    "key-p",
    "key-q",
    "key-r",
    "key-s",
    "key-t",
    "key-u",
    "key-v",
    "key-w",
    "key-x",
    "key-y",
    "key-z",
    "key-delete",
];

const BUTTONS: [&str; 15] = [
    "next",
    "log-in",
    "forgotten",
    "wallet",
    "notices",
    "support",
    "close",
    "citizen-card",
    "health-card",
    "back",
    "unlock",
    "show-code",
    "hold-up",
    "put-away",
    OTHER_KEY,
];

/// All controls: buttons first, then the keys.
const ALL: [Control; BUTTONS.len() + DIGITS.len() + LETTERS.len()] = {
    let mut all = [Control::button(""); BUTTONS.len() + DIGITS.len() + LETTERS.len()];
    let mut at = 0;
    while at < BUTTONS.len() {
        all[at] = Control::button(BUTTONS[at]);
        at += 1;
    }
    // The last of the buttons stands for keys.
    all[at - 1] = Control::key(OTHER_KEY);
    let mut key = 0;
    while key < DIGITS.len() {
        all[at] = Control::key(DIGITS[key]);
        at += 1;
        key += 1;
    }
    key = 0;
    while key < LETTERS.len() {
        all[at] = Control::key(LETTERS[key]);
        at += 1;
        key += 1;
    }
    all
};

impl Simulator for State {
    const CONTROLS: &'static [Control] = &ALL;
    const STARTS: &'static [&'static str] = &["log-in", "home"];

    fn start(screen: &str) -> Option<Self> {
        match screen {
            "log-in" => Some(Self::default()),
            "home" => Some(Self { page: Page::Home }),
            _ => None,
        }
    }

    fn on_screen(&self) -> Vec<&'static str> {
        match &self.page {
            Page::Number { .. } => DIGITS.into_iter().chain(["next"]).collect(),
            Page::Password { .. } => LETTERS.into_iter().chain(["log-in", "forgotten"]).collect(),
            Page::Home => vec!["wallet", "notices", "support", "close"],
            Page::Wallet => vec!["citizen-card", "health-card", "back"],
            Page::Forgotten | Page::Notices | Page::Support | Page::HealthCard => vec!["back"],
            Page::Passcode { .. } => DIGITS.into_iter().chain(["unlock"]).collect(),
            Page::Card => vec!["show-code", "put-away"],
            Page::Code => vec!["hold-up", "put-away"],
            Page::Scanned => vec!["put-away"],
        }
    }

    fn tap(&self, control: &str, values: &Values) -> (Self, Option<Signal>) {
        let mut signal = None;
        let field = self.own_field(values);
        let complete = field.as_ref().is_some_and(Field::is_complete);
        let typed = || field.as_ref().map(|field| field.after(control)).unwrap_or_default();
        let page = match (&self.page, control) {
            (Page::Number { .. }, "next") if complete => Page::Password { typed: String::new() },
            (Page::Password { .. }, "log-in") if complete => Page::Home,
            (Page::Passcode { .. }, "unlock") if complete => Page::Card,
            (Page::Password { .. }, "forgotten") => Page::Forgotten,
            (Page::Number { .. }, _) => Page::Number { typed: typed() },
            (Page::Password { .. }, _) => Page::Password { typed: typed() },
            (Page::Passcode { .. }, _) => Page::Passcode { typed: typed() },
            (Page::Home, "wallet") => Page::Wallet,
            (Page::Home, "notices") => Page::Notices,
            (Page::Home, "support") => Page::Support,
            (Page::Home, "close") => {
                signal = Some(Signal::Open(SimulatorId::Phone));
                Page::Home
            }
            (Page::Wallet, "citizen-card") => Page::Passcode { typed: String::new() },
            (Page::Wallet, "health-card") => Page::HealthCard,
            (Page::Card, "show-code") => Page::Code,
            (Page::Code, "hold-up") => Page::Scanned,
            // The card is locked again, whoever picks up the phone next.
            (Page::Card | Page::Code | Page::Scanned, "put-away") => Page::Home,
            (_, "back") => return (self.back(), None),
            (page, _) => page.clone(),
        };
        (Self { page }, signal)
    }

    fn back(&self) -> Self {
        let page = match &self.page {
            Page::Password { .. } => Page::default(),
            Page::Forgotten => Page::Password { typed: String::new() },
            Page::Notices | Page::Support | Page::Wallet => Page::Home,
            Page::HealthCard | Page::Passcode { .. } | Page::Card => Page::Wallet,
            Page::Code => Page::Card,
            Page::Scanned => Page::Home,
            page @ (Page::Number { .. } | Page::Home) => page.clone(),
        };
        Self { page }
    }

    fn field(&self, values: &Values) -> Option<Field> {
        self.own_field(values)
    }
}
