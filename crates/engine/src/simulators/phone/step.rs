//! What a touch on the practice phone does.

use super::{FLOWERS, MOST_STEPS, Page, State};
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
        Control::button("settings"),
        Control::button("wifi"),
        Control::button("display"),
        Control::button("sound"),
        Control::button("text-size"),
        Control::button("brightness"),
        Control::adjusting("minus"),
        Control::adjusting("plus"),
        Control::button("done"),
        Control::button("return"),
        Control::button("eid"),
    ];
    const STARTS: &'static [&'static str] = &["home", "touch"];

    fn start(screen: &str) -> Option<Self> {
        let page = match screen {
            "home" => Page::Home,
            "touch" => Page::BlueButton,
            _ => return None,
        };
        Some(Self { page, ..Self::default() })
    }

    fn on_screen(&self) -> Vec<&'static str> {
        match self.page {
            Page::Home => vec!["bank", "eid", "photos", "messages", "settings"],
            Page::Photos | Page::Messages => vec!["home"],
            Page::BlueButton => vec!["blue-button"],
            Page::SmallButton => vec!["small-button", "blue-button"],
            Page::YellowButton => vec!["yellow-button"],
            Page::StrangePage => vec![],
            Page::Flowers(_) => FLOWER_NAMES.to_vec(),
            Page::Settings => vec!["wifi", "display", "sound", "home"],
            Page::Display => vec!["text-size", "brightness", "return"],
            Page::Wifi | Page::Sound => vec!["return"],
            Page::TextSize | Page::Brightness => vec!["minus", "plus", "done"],
        }
    }

    fn tap(&self, control: &str, _values: &Values) -> (Self, Option<Signal>) {
        let mut signal = None;
        let mut next = self.clone();
        next.page = match (&self.page, control) {
            (Page::Home, "bank") => {
                signal = Some(Signal::Open(SimulatorId::Bank));
                Page::Home
            }
            (Page::Home, "eid") => {
                signal = Some(Signal::Open(SimulatorId::Eid));
                Page::Home
            }
            (Page::Home, "photos") => Page::Photos,
            (Page::Home, "messages") => Page::Messages,
            (Page::Home, "settings") => Page::Settings,
            (Page::Photos | Page::Messages | Page::Settings, "home") => Page::Home,
            (Page::Settings, "wifi") => Page::Wifi,
            (Page::Settings, "display") => Page::Display,
            (Page::Settings, "sound") => Page::Sound,
            (Page::Wifi | Page::Sound | Page::Display, "return") => Page::Settings,
            (Page::Display, "text-size") => Page::TextSize,
            (Page::Display, "brightness") => Page::Brightness,
            (Page::TextSize, "plus" | "minus") => {
                next.text_size = adjusted(self.text_size, control);
                Page::TextSize
            }
            (Page::Brightness, "plus" | "minus") => {
                next.brightness = adjusted(self.brightness, control);
                Page::Brightness
            }
            (Page::TextSize | Page::Brightness, "done") => Page::Display,
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
        (next, signal)
    }

    fn back(&self) -> Self {
        let page = match self.page {
            Page::StrangePage => Page::Flowers([false; FLOWERS]),
            Page::Photos | Page::Messages | Page::Settings => Page::Home,
            Page::Wifi | Page::Sound | Page::Display => Page::Settings,
            Page::TextSize | Page::Brightness => Page::Display,
            ref page => page.clone(),
        };
        Self { page, ..self.clone() }
    }
}

/// One step more or less, within what there is.
fn adjusted(steps: u8, control: &str) -> u8 {
    if control == "plus" {
        steps.saturating_add(1).min(MOST_STEPS)
    } else {
        steps.saturating_sub(1)
    }
}
