//! How a person wants the app to be: recorded as events, the last value counts.

use std::collections::BTreeMap;

use content::Lang;
use presenter::{Intent, LOUDNESSES, Manner, Speed, Steadiness, TEXT_SCALES, Theme};
use protocol::{Event, PreferenceSet};
use vietnamese::{Address, Region};

use super::{Core, Update};

/// What it is recorded as that a placement was put off.
pub(super) const PLACEMENT_PUT_OFF: &str = "placement-put-off";
/// The name of the preference that says where a person has been.
pub(super) const ZONE: &str = "zone";

/// A person's preferences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// The form of address, once chosen.
    pub address: Option<Address>,
    /// One of [`TEXT_SCALES`], in percent.
    pub text_scale: u16,
    /// The colours.
    pub theme: Theme,
    /// The language shown.
    pub lang: Lang,
    /// How numbers are read.
    pub region: Region,
    /// Whether sentences are spoken.
    pub narration: bool,
    /// How fast and how loud.
    pub manner: Manner,
    /// How the app listens to this hand.
    pub steadiness: Steadiness,
    /// The picture that they are known by, as it was recorded.
    pub picture: Option<String>,
    /// The places where they have been, as the calendar writes them; see `days.rs`.
    pub zone: String,
    /// The familiar voice that they want to hear before the others, by its id.
    pub voice: Option<String>,
    /// Whether they didn't want to be asked what they know already: it isn't offered on the first
    /// page any more.
    pub placement_put_off: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            address: None,
            text_scale: 100,
            theme: Theme::Light,
            lang: Lang::Vi,
            region: Region::North,
            narration: true,
            manner: Manner::default(),
            steadiness: Steadiness::default(),
            picture: None,
            zone: String::new(),
            voice: None,
            placement_put_off: false,
        }
    }
}

/// Values that outrank the recorded ones until the person changes them: a driver's options.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Text size in percent.
    pub text_scale: Option<u16>,
    /// The colours.
    pub theme: Option<Theme>,
    /// The language shown.
    pub lang: Option<Lang>,
    /// How numbers are read.
    pub region: Option<Region>,
}

impl Preferences {
    /// The preferences that were recorded; what a newer version wrote is passed over.
    #[must_use]
    pub fn recorded(values: &BTreeMap<String, String>) -> Self {
        let mut preferences = Self::default();
        for (name, value) in values {
            preferences.set(name, value);
        }
        preferences
    }

    pub(super) fn set(&mut self, name: &str, value: &str) {
        match name {
            "address" => self.address = value.parse().ok().or(self.address),
            "text-scale" => {
                self.text_scale = value
                    .parse()
                    .ok()
                    .filter(|scale| TEXT_SCALES.contains(scale))
                    .unwrap_or(self.text_scale);
            }
            "theme" => {
                self.theme = if value == "contrast" { Theme::Contrast } else { Theme::Light };
            }
            "language" => self.lang = value.parse().unwrap_or(self.lang),
            "region" => {
                self.region = if value == "south" { Region::South } else { Region::North };
            }
            PLACEMENT_PUT_OFF => self.placement_put_off = value == "yes",
            "voice" => self.voice = Some(value.to_owned()),
            "picture" => self.picture = Some(value.to_owned()),
            ZONE => value.clone_into(&mut self.zone),
            "narration" => self.narration = value != "off",
            "speed" => self.manner.speed = Speed::parse(value).unwrap_or(self.manner.speed),
            "loudness" => {
                self.manner.loudness = value
                    .parse()
                    .ok()
                    .filter(|percent| LOUDNESSES.contains(percent))
                    .unwrap_or(self.manner.loudness);
            }
            "repeat-guard" => {
                let guard = value.parse().unwrap_or(self.steadiness.repeat_guard_millis);
                self.steadiness.repeat_guard_millis = guard;
            }
            "key-guard" => {
                let guard = value.parse().unwrap_or(self.steadiness.key_guard_millis);
                self.steadiness.key_guard_millis = guard;
            }
            "touch-reach" => {
                self.steadiness.reach_px = value.parse().unwrap_or(self.steadiness.reach_px);
            }
            "touch-slide" => {
                self.steadiness.slide_px = value.parse().unwrap_or(self.steadiness.slide_px);
            }
            _ => {}
        }
        self.steadiness = self.steadiness.bounded();
    }

    /// What differs from the default, as events for a new person's log.
    #[must_use]
    pub fn as_events(&self) -> Vec<Event> {
        let default = Self::default();
        let mut events = Vec::new();
        let mut record = |differs: bool, name: &str, value: String| {
            if differs {
                events.push(preference(name, value));
            }
        };
        record(self.text_scale != default.text_scale, "text-scale", self.text_scale.to_string());
        record(self.theme != default.theme, "theme", "contrast".to_owned());
        record(self.lang != default.lang, "language", self.lang.as_str().to_owned());
        record(self.region != default.region, "region", "south".to_owned());
        record(!self.narration, "narration", "off".to_owned());
        let (manner, usual) = (self.manner, default.manner);
        record(manner.speed != usual.speed, "speed", manner.speed.as_str().to_owned());
        record(manner.loudness != usual.loudness, "loudness", manner.loudness.to_string());
        events
    }
}

pub(super) fn preference(name: &str, value: String) -> Event {
    Event::PreferenceSet(PreferenceSet { name: name.to_owned(), value })
}

impl Core {
    pub(super) fn set_preference(&mut self, intent: &Intent) -> Vec<Update> {
        let (name, value) = match intent {
            Intent::TextScale(scale) => ("text-scale", scale.to_string()),
            Intent::Theme(Theme::Light) => ("theme", "light".to_owned()),
            Intent::Theme(Theme::Contrast) => ("theme", "contrast".to_owned()),
            Intent::Language(lang) => ("language", lang.as_str().to_owned()),
            Intent::Region(Region::North) => ("region", "north".to_owned()),
            Intent::Region(Region::South) => ("region", "south".to_owned()),
            Intent::Narration(true) => ("narration", "on".to_owned()),
            Intent::Narration(false) => ("narration", "off".to_owned()),
            Intent::Speed(speed) => ("speed", speed.as_str().to_owned()),
            Intent::Loudness(percent) => ("loudness", percent.to_string()),
            _ => return Vec::new(),
        };
        if let Err(error) = self.append(&[preference(name, value.clone())]) {
            return self.in_trouble(&error);
        }
        match name {
            "text-scale" => self.overrides.text_scale = None,
            "theme" => self.overrides.theme = None,
            "language" => self.overrides.lang = None,
            "region" => self.overrides.region = None,
            _ => {}
        }
        self.preferences.set(name, &value);
        self.show_and_say()
    }
}
