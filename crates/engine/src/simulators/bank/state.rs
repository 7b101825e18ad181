//! What the practice bank shows.

use serde::{Deserialize, Serialize};

use crate::Values;
use crate::simulators::CodeRead;

/// The most digits that the number pad takes: amounts below one thousand million dong.
pub const MAX_DIGITS: usize = 9;

/// How many digits a customer's code has.
pub const CODE_DIGITS: usize = 6;

/// The practice bank.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// The page in view.
    pub page: Page,
    /// Whether the balance is in view.
    pub balance_shown: bool,
    /// The payment made in this stage, if any; it leads the history.
    pub paid: Option<Payment>,
    /// Whether the receipt in view was saved.
    pub saved: bool,
}

/// What bills are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// Electricity.
    Electricity,
    /// Water.
    Water,
    /// The internet at home.
    Internet,
}

/// Whose bill it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// What it is for.
    pub service: Service,
    /// The customer's code, digits only.
    pub code: String,
}

/// A payment, made or about to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Who gets it, as the code says.
    pub payee: String,
    /// How much, in dong.
    pub amount_dong: u64,
    /// The bill that is paid; none where a code was scanned. The payee is the customer then.
    pub bill: Option<Bill>,
}

/// A page of the practice bank.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Page {
    /// The first page.
    #[default]
    Home,
    /// What was paid before.
    History,
    /// A code was read; the amount is to be typed.
    Amount {
        /// Whom the code names.
        payee: String,
        /// The digits typed so far, without leading zeros.
        digits: String,
    },
    /// The account doesn't hold that much.
    NotEnough {
        /// Whom the code names.
        payee: String,
        /// The amount that was asked for, in dong.
        amount_dong: u64,
        /// Whether it was typed, and so can be typed anew; else the code carried it.
        typed: bool,
    },
    /// Name and amount, to be checked before confirming.
    Review(Payment),
    /// Paid.
    Receipt(Payment),
    /// The payment was given up; nothing was paid.
    Cancelled,
    /// Which bill is to be paid.
    Bills,
    /// The customer's code is to be typed.
    BillCode {
        /// What the bill is for.
        service: Service,
        /// The digits typed so far.
        digits: String,
    },
}

impl State {
    /// The balance, in dong, after what was paid.
    #[must_use]
    pub fn balance_dong(&self, values: &Values) -> u64 {
        let paid = self.paid.as_ref().map_or(0, |payment| payment.amount_dong);
        values.balance_dong.saturating_sub(paid)
    }

    /// The page after a code was read: the amount is typed, unless the code carries it.
    #[must_use]
    pub fn receive_code(&self, code: &CodeRead, values: &Values) -> Self {
        let payee = code.payee.clone();
        let page = match code.amount_dong {
            None => Page::Amount { payee, digits: String::new() },
            Some(amount_dong) if amount_dong > self.balance_dong(values) => {
                Page::NotEnough { payee, amount_dong, typed: false }
            }
            Some(amount_dong) => Page::Review(Payment { payee, amount_dong, bill: None }),
        };
        Self { page, ..self.clone() }
    }
}
