//! What the practice phone shows.

use serde::{Deserialize, Serialize};

/// How many flowers there are on the last page of touch practice.
pub const FLOWERS: usize = 5;

/// The practice phone itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// The page in view.
    pub page: Page,
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
}
