//! What a touch in the scanner does.

use super::State;
use crate::Values;
use crate::simulators::{Control, Signal, Simulator, SimulatorId};

impl Simulator for State {
    const CONTROLS: &'static [Control] = &[
        Control::button("code"),
        Control::button("screen-code"),
        Control::button("light"),
        Control::button("close"),
    ];
    const STARTS: &'static [&'static str] = &["counter"];

    fn start(screen: &str) -> Option<Self> {
        (screen == "counter").then(Self::default)
    }

    fn on_screen(&self) -> Vec<&'static str> {
        let codes: &[&str] = if self.has_screen { &["code", "screen-code"] } else { &["code"] };
        [codes, &["light", "close"]].concat()
    }

    fn tap(&self, control: &str, values: &Values) -> (Self, Option<Signal>) {
        match control {
            "code" => (self.dark(), Some(Signal::Scanned(self.paper_code(values)))),
            "screen-code" => (self.dark(), self.screen_code(values).map(Signal::Scanned)),
            "light" => (Self { light: !self.light, ..self.clone() }, None),
            "close" => (self.dark(), Some(Signal::Open(SimulatorId::Bank))),
            _ => (self.clone(), None),
        }
    }

    fn back(&self) -> Self {
        self.clone()
    }
}

impl State {
    /// With the lamp off, as it is whenever the scanner is left.
    fn dark(&self) -> Self {
        Self { light: false, ..self.clone() }
    }
}
