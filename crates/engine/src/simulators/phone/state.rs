//! What the practice phone shows.

use serde::{Deserialize, Serialize};

/// How many flowers there are on the last page of touch practice.
pub const FLOWERS: usize = 5;

/// The most that *plus* adds to the size of letters or to the brightness, in touches.
pub const MOST_STEPS: u8 = 4;

/// The practice phone itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// The page in view.
    pub page: Page,
    /// How much larger than the smallest the letters are, in touches on *plus*: 0 …
    /// [`MOST_STEPS`].
    pub text_size: u8,
    /// How much brighter than the dimmest the screen is, in touches: 0 … [`MOST_STEPS`].
    pub brightness: u8,
}

/// A page of the practice phone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Page {
    /// The first page, with the apps.
    #[default]
    Home,
    /// The photo album.
    Photos,
    /// Text messages.
    Messages,
    /// Touch practice: one large blue button.
    BlueButton,
    /// Touch practice: a smaller one, after the blue one has answered.
    SmallButton,
    /// Touch practice: a yellow button that leads to a strange page.
    YellowButton,
    /// Touch practice: the strange page, from which *Quay lại* leads out.
    StrangePage,
    /// Touch practice: five flowers; which of them have been touched.
    Flowers([bool; FLOWERS]),
    /// The settings: networks, display, sound.
    Settings,
    /// The settings of the network; only to be read.
    Wifi,
    /// The settings of the display: size of letters, brightness.
    Display,
    /// The settings of the sound; only to be read.
    Sound,
    /// A sample sentence, and *minus*, *plus*, *done*.
    TextSize,
    /// A sample picture, and *minus*, *plus*, *done*.
    Brightness,
}
