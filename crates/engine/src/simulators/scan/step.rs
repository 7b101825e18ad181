//! What a touch in the scanner does.

use super::State;
use crate::Values;
use crate::simulators::{Control, Signal, Simulator, SimulatorId};

impl Simulator for State {
    const CONTROLS: &'static [Control] =
        &[Control::button("code"), Control::button("light"), Control::button("close")];
    const STARTS: &'static [&'static str] = &["counter"];

    fn start(screen: &str) -> Option<Self> {
        (screen == "counter").then(Self::default)
    }

    fn on_screen(&self) -> Vec<&'static str> {
        vec!["code", "light", "close"]
    }

    fn tap(&self, control: &str, _values: &Values) -> (Self, Option<Signal>) {
        match control {
            "code" => (Self::default(), Some(Signal::Scanned)),
            "light" => (Self { light: !self.light }, None),
            "close" => (Self::default(), Some(Signal::Open(SimulatorId::Bank))),
            _ => (self.clone(), None),
        }
    }

    fn back(&self) -> Self {
        self.clone()
    }
}
