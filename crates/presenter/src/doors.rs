//! The doors of the settings: ways to screens that have a place of their own. Decides only which
//! are shown and what they say; where they lead, the core knows.

use serde::Serialize;

use crate::Context;

/// A way from the settings to somewhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// Fits text, voice and touch to the person, in a minute.
    Calibration,
    /// Finds out what is known already.
    Placement,
    /// Another person takes the phone.
    People,
    /// What is kept about the person, and how to have it gone.
    MyData,
    /// Records the voice of somebody in the family.
    Voices,
    /// Shows everything large, for a group.
    Demonstration,
}

/// The doors that lead somewhere, in the order in which they are shown.
pub const DOORS: &[Door] = &[Door::Calibration, Door::Placement, Door::Voices, Door::Demonstration];

impl Door {
    /// Every door, whether it leads somewhere yet or not.
    pub const ALL: [Self; 6] = [
        Self::Calibration,
        Self::Placement,
        Self::People,
        Self::MyData,
        Self::Voices,
        Self::Demonstration,
    ];

    /// Its name: in the id `settings.door.<name>`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Calibration => "calibration",
            Self::Placement => "placement",
            Self::People => "people",
            Self::MyData => "my-data",
            Self::Voices => "voices",
            Self::Demonstration => "demonstration",
        }
    }

    /// The door of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|door| door.name() == name)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Calibration => "door-calibration",
            Self::Placement => "door-placement",
            Self::People => "door-people",
            Self::MyData => "door-my-data",
            Self::Voices => "door-voices",
            Self::Demonstration => "door-demonstration",
        }
    }
}

/// A door as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoorView {
    /// Which.
    pub door: Door,
    /// Its words.
    pub label: String,
}

/// The doors that lead somewhere.
#[must_use]
pub(crate) fn door_views(context: &Context<'_>) -> Vec<DoorView> {
    let view = |door: &Door| DoorView { door: *door, label: context.word(door.key()) };
    DOORS.iter().map(view).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_door_is_found_by_its_name_and_shown_at_most_once() {
        for door in Door::ALL {
            assert_eq!(Door::named(door.name()), Some(door));
            assert!(DOORS.iter().filter(|shown| **shown == door).count() <= 1);
        }
        assert_eq!(Door::named("cellar"), None);
    }
}
