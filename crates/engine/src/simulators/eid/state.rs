//! What the practice e-ID shows.

use serde::{Deserialize, Serialize};

use crate::Values;
use crate::simulators::Field;

/// The practice e-ID.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// The page in view.
    pub page: Page,
}

/// A page of the practice e-ID. What is typed is always a beginning of what the lesson gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Page {
    /// Logging in: the practice number.
    Number {
        /// The digits so far.
        typed: String,
    },
    /// Logging in: the practice password.
    Password {
        /// The letters so far.
        typed: String,
    },
    /// What to do who forgot the password; only to be read.
    Forgotten,
    /// The first page after logging in.
    Home,
    /// Notices; only to be read.
    Notices,
    /// Where help is to be had; only to be read.
    Support,
    /// The wallet with the papers.
    Wallet,
    /// The health card; only to be read.
    HealthCard,
    /// The card is locked: the practice passcode is to be typed.
    Passcode {
        /// The digits so far.
        typed: String,
    },
    /// The citizen's card.
    Card,
    /// Its code, for an official to scan.
    Code,
    /// The official has scanned it.
    Scanned,
}

impl Default for Page {
    fn default() -> Self {
        Self::Number { typed: String::new() }
    }
}

impl State {
    /// The field on the page, if it has one.
    pub(super) fn own_field(&self, values: &Values) -> Option<Field> {
        let (name, typed) = match &self.page {
            Page::Number { typed } => ("citizen-number", typed.as_str()),
            Page::Password { typed } => ("password", typed.as_str()),
            Page::Passcode { typed } => ("passcode", typed.as_str()),
            _ => return None,
        };
        Some(Field { name, typed: typed.to_owned(), wanted: values.text(name).to_owned() })
    }
}
