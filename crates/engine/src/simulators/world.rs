//! The practice phone as a whole: its apps, and which of them is in front.

use protocol::TargetId;
use serde::{Deserialize, Serialize};

use super::{
    Field, OTHER_KEY, Signal, Simulator, SimulatorId, bank, eid, phone, scan, split_target,
};
use crate::{FirstCode, Scenario, Values};

/// The state of the whole practice phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    /// The app in front.
    pub front: SimulatorId,
    /// The phone.
    pub phone: phone::State,
    /// The scanner.
    pub scan: scan::State,
    /// The bank.
    pub bank: bank::State,
    /// The e-ID.
    pub eid: eid::State,
}

impl World {
    /// The practice phone as a lesson's scenario begins; an unknown screen begins at the app's
    /// first.
    #[must_use]
    pub fn start(scenario: &Scenario) -> Self {
        let mut world = Self {
            front: scenario.start,
            phone: phone::State::default(),
            scan: scan::State::of(scenario),
            bank: bank::State::default(),
            eid: eid::State::default(),
        };
        let screen = scenario.start_screen.as_str();
        match scenario.start {
            SimulatorId::Phone => world.phone = phone::State::start(screen).unwrap_or_default(),
            // The scanner has one screen only.
            SimulatorId::Scan => {}
            SimulatorId::Bank => world.bank = bank::State::start(screen).unwrap_or_default(),
            SimulatorId::Eid => world.eid = eid::State::start(screen).unwrap_or_default(),
        }
        world
    }

    /// The controls on the screen, as targets.
    #[must_use]
    pub fn on_screen(&self) -> Vec<TargetId> {
        let names = match self.front {
            SimulatorId::Phone => self.phone.on_screen(),
            SimulatorId::Scan => self.scan.on_screen(),
            SimulatorId::Bank => self.bank.on_screen(),
            SimulatorId::Eid => self.eid.on_screen(),
        };
        let app = self.front.name();
        names.into_iter().map(|name| TargetId(format!("{app}.{name}"))).collect()
    }

    /// The phone after a touch; the same where the target isn't on the screen.
    #[must_use]
    pub fn tap(&self, target: &TargetId, values: &Values) -> Self {
        let mut world = self.clone();
        let Some((app, control)) = split_target(target) else { return world };
        if app != self.front || !self.on_screen().contains(target) {
            return world;
        }
        let signal;
        match app {
            SimulatorId::Phone => (world.phone, signal) = self.phone.tap(control, values),
            SimulatorId::Scan => (world.scan, signal) = self.scan.tap(control, values),
            SimulatorId::Bank => (world.bank, signal) = self.bank.tap(control, values),
            SimulatorId::Eid => (world.eid, signal) = self.eid.tap(control, values),
        }
        match signal {
            None => {}
            Some(Signal::Open(app)) => world.front = app,
            Some(Signal::Scanned(code)) => {
                world.front = SimulatorId::Bank;
                world.bank = world.bank.receive_code(&code, values);
            }
            Some(Signal::GivenUp) => {
                let wrong = values.paying.first_code != FirstCode::Right;
                world.scan.replaced = world.scan.replaced || wrong;
            }
        }
        world
    }

    /// Whether somebody is at the same place on both: a balance in view, a lamp that is on, larger
    /// letters or a brighter screen make no difference.
    #[must_use]
    pub fn is_same_place(&self, other: &Self) -> bool {
        let place = |world: &Self| {
            let mut world = world.clone();
            world.bank.balance_shown = false;
            world.scan.light = false;
            world.phone.text_size = 0;
            world.phone.brightness = 0;
            world
        };
        place(self) == place(other)
    }

    /// The field in front that takes only what the lesson gave, if there is one.
    #[must_use]
    pub fn field(&self, values: &Values) -> Option<Field> {
        match self.front {
            SimulatorId::Phone => self.phone.field(values),
            SimulatorId::Scan => self.scan.field(values),
            SimulatorId::Bank => self.bank.field(values),
            SimulatorId::Eid => self.eid.field(values),
        }
    }

    /// The control as events may name it: a key of a field that isn't the next one loses its name.
    #[must_use]
    pub fn nameable(&self, target: &TargetId, values: &Values) -> TargetId {
        let Some((app, control)) = split_target(target) else { return target.clone() };
        match self.field(values) {
            Some(field)
                if control.starts_with("key-")
                    && control != "key-delete"
                    && field.next_key().as_deref() != Some(control) =>
            {
                TargetId(format!("{}.{OTHER_KEY}", app.name()))
            }
            _ => target.clone(),
        }
    }

    /// The phone after its own way back.
    #[must_use]
    pub fn back(&self) -> Self {
        let mut world = self.clone();
        match self.front {
            SimulatorId::Phone => world.phone = self.phone.back(),
            SimulatorId::Scan => world.scan = self.scan.back(),
            SimulatorId::Bank => world.bank = self.bank.back(),
            SimulatorId::Eid => world.eid = self.eid.back(),
        }
        world
    }
}
