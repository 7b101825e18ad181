//! What the scanner shows.

use serde::{Deserialize, Serialize};

/// The scanner, always looking at the stall's counter. No camera is opened: it is a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// Whether the lamp is on.
    pub light: bool,
}
