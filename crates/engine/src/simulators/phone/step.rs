//! What a touch on the practice phone does.

use super::{FLOWERS, Page, State};
use crate::Values;
use crate::simulators::{Control, Signal, Simulator, SimulatorId};

const FLOWER_NAMES: [&str; FLOWERS] = ["flower-1", "flower-2", "flower-3", "flower-4", "flower-5"];

impl Simulator for State {
    const CONTROLS: &'static [Control] = &[
        Control::button("bank"),
        Control::button("photos"),
        Control::button("messages"),
        Control::button("home"),
        Control::button("blue-button"),
        Control::button("small-button"),
        Control::button("yellow-button"),
        Control::button(FLOWER_NAMES[0]),
        Control::button(FLOWER_NAMES[1]),
        Control::button(FLOWER_NAMES[2]),
        Control::button(FLOWER_NAMES[3]),
        Control::button(FLOWER_NAMES[4]),
    ];
    const STARTS: &'static [&'static str] = &["home", "touch"];

    fn start(screen: &str) -> Option<Self> {
        let page = match screen {
            "home" => Page::Home,
            "touch" => Page::BlueButton,
            _ => return None,
        };
        Some(Self { page })
    }

    fn on_screen(&self) -> Vec<&'static str> {
        match self.page {
            Page::Home => vec!["bank", "photos", "messages"],
            Page::Photos | Page::Messages => vec!["home"],
            Page::BlueButton => vec!["blue-button"],
            Page::SmallButton => vec!["small-button", "blue-button"],
            Page::YellowButton => vec!["yellow-button"],
            Page::StrangePage => vec![],
            Page::Flowers(_) => FLOWER_NAMES.to_vec(),
        }
    }

    fn tap(&self, control: &str, _values: &Values) -> (Self, Option<Signal>) {
        let mut signal = None;
        let page = match (&self.page, control) {
            (Page::Home, "bank") => {
                signal = Some(Signal::Open(SimulatorId::Bank));
                Page::Home
            }
            (Page::Home, "photos") => Page::Photos,
            (Page::Home, "messages") => Page::Messages,
            (Page::Photos | Page::Messages, "home") => Page::Home,
            (Page::BlueButton, "blue-button") => Page::SmallButton,
            (Page::SmallButton, "small-button") => Page::YellowButton,
            (Page::YellowButton, "yellow-button") => Page::StrangePage,
            (Page::Flowers(touched), flower) => {
                let mut touched = *touched;
                if let Some(at) = FLOWER_NAMES.iter().position(|name| *name == flower) {
                    touched[at] = true;
                }
                Page::Flowers(touched)
            }
            (page, _) => page.clone(),
        };
        (Self { page }, signal)
    }

    fn back(&self) -> Self {
        let page = match self.page {
            Page::StrangePage => Page::Flowers([false; FLOWERS]),
            Page::Photos | Page::Messages => Page::Home,
            ref page => page.clone(),
        };
        Self { page }
    }
}
