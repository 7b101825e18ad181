//! What the practice bank shows.

use serde::{Deserialize, Serialize};

use crate::Values;

/// The most digits that the number pad takes: amounts below one thousand million dong.
pub const MAX_DIGITS: usize = 9;

/// The practice bank.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// The page in view.
    pub page: Page,
    /// Whether the balance is in view.
    pub balance_shown: bool,
    /// The payment made in this stage, if any; it leads the history.
    pub paid: Option<Payment>,
}

/// A payment, made or about to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Who gets it, as the code says.
    pub payee: String,
    /// How much, in dong.
    pub amount_dong: u64,
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
    pub fn receive_code(&self, values: &Values) -> Self {
        let payee = values.code_payee.clone();
        let page = match values.code_amount_dong {
            None => Page::Amount { payee, digits: String::new() },
            Some(amount_dong) if amount_dong > self.balance_dong(values) => {
                Page::NotEnough { payee, amount_dong, typed: false }
            }
            Some(amount_dong) => Page::Review(Payment { payee, amount_dong }),
        };
        Self { page, ..self.clone() }
    }
}
