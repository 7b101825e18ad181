//! Practice apps as state machines behind one interface, so that a lesson can span several.
//! They answer every tap and can reach neither network nor files nor other apps: all they know is
//! their own state and the values that the lesson drew.

pub mod bank;
pub mod eid;
pub mod phone;
pub mod scan;
mod world;

use protocol::TargetId;
use serde::{Deserialize, Serialize};

use crate::Values;
pub use world::World;

/// The practice apps there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SimulatorId {
    /// The phone itself: its first page with the apps, and the pages to practise touching on.
    Phone,
    /// The scanner for payment codes.
    Scan,
    /// The bank.
    Bank,
    /// The e-ID.
    Eid,
}

impl SimulatorId {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Phone, Self::Scan, Self::Bank, Self::Eid];

    /// The name that lessons and target ids use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Scan => "scan",
            Self::Bank => "bank",
            Self::Eid => "eid",
        }
    }

    /// The app with this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.name() == name)
    }

    /// Every control that this app has on any of its screens, without the app's own name.
    #[must_use]
    pub fn controls(self) -> &'static [Control] {
        match self {
            Self::Phone => phone::State::CONTROLS,
            Self::Scan => scan::State::CONTROLS,
            Self::Bank => bank::State::CONTROLS,
            Self::Eid => eid::State::CONTROLS,
        }
    }

    /// The screens on which a lesson may begin.
    #[must_use]
    pub fn starts(self) -> &'static [&'static str] {
        match self {
            Self::Phone => phone::State::STARTS,
            Self::Scan => scan::State::STARTS,
            Self::Bank => bank::State::STARTS,
            Self::Eid => eid::State::STARTS,
        }
    }
}

/// Something on a practice app's screen that can be touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Control {
    /// Its name within the app, such as `scan-button`.
    pub name: &'static str,
    /// Whether it belongs to a number pad, where quick repeats are meant.
    pub pad: bool,
    /// Whether it only adjusts something to one's liking, so that touching it is never a slip.
    pub free: bool,
}

impl Control {
    pub(crate) const fn button(name: &'static str) -> Self {
        Self { name, pad: false, free: false }
    }

    pub(crate) const fn key(name: &'static str) -> Self {
        Self { name, pad: true, free: false }
    }

    pub(crate) const fn adjusting(name: &'static str) -> Self {
        Self { name, pad: false, free: true }
    }
}

/// What the scanner read from a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRead {
    /// Whom it names.
    pub payee: String,
    /// What it asks for, in dong; none where the amount is to be typed.
    pub amount_dong: Option<u64>,
}

/// What an app asks of the phone that it runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// Bring this app to the front.
    Open(SimulatorId),
    /// A code was read: hand it to the bank.
    Scanned(CodeRead),
    /// A payment was given up: the seller looks after the code.
    GivenUp,
}

/// A field of a practice app that takes one text only: the one that the lesson gave. Whatever else
/// is pressed is neither taken nor kept, so that nobody's real number or password can get in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, as lessons say it: `citizen-number`, `customer-code` …
    pub name: &'static str,
    /// What stands in it: always a beginning of `wanted`.
    pub typed: String,
    /// What the lesson gave to be typed.
    pub wanted: String,
}

impl Field {
    /// The control of the next key, without the app's name; none where nothing is missing.
    #[must_use]
    pub fn next_key(&self) -> Option<String> {
        let rest = self.wanted.strip_prefix(self.typed.as_str())?;
        rest.chars().next().map(|letter| format!("key-{letter}"))
    }

    /// Whether all of it has been typed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.typed == self.wanted
    }

    /// What stands in it after one key.
    #[must_use]
    pub fn after(&self, key: &str) -> String {
        let mut typed = self.typed.clone();
        if matches!(key, "delete" | "key-delete") {
            typed.pop();
        } else if self.next_key().as_deref() == Some(key) {
            typed.extend(key.strip_prefix("key-"));
        }
        typed
    }
}

/// The name of every [`Field`] that a practice app has.
pub const FIELDS: [&str; 4] = ["citizen-number", "password", "passcode", "customer-code"];

/// Stands in events for a key of a [`Field`] that was not the next one: which one it was is kept
/// nowhere.
pub const OTHER_KEY: &str = "key-other";

/// One practice app.
pub trait Simulator: Sized {
    /// Every control on any screen.
    const CONTROLS: &'static [Control];
    /// Screens on which a lesson may begin.
    const STARTS: &'static [&'static str];

    /// The state at one of [`Self::STARTS`].
    fn start(screen: &str) -> Option<Self>;

    /// The controls on the present screen.
    fn on_screen(&self) -> Vec<&'static str>;

    /// The state after a touch on `control`, and what the app asks of the phone. A control that
    /// isn't on the screen changes nothing.
    fn tap(&self, control: &str, values: &Values) -> (Self, Option<Signal>);

    /// The state after the phone's own way back; the same where there is none.
    fn back(&self) -> Self;

    /// The field on the present screen that takes only what the lesson gave, if there is one.
    fn field(&self, values: &Values) -> Option<Field> {
        let _ = values;
        None
    }
}

/// Splits `bank.scan-button` into the app and the control's name within it.
#[must_use]
pub fn split_target(target: &TargetId) -> Option<(SimulatorId, &str)> {
    let (app, control) = target.as_str().split_once('.')?;
    Some((SimulatorId::by_name(app)?, control))
}
