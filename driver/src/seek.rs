//! Finds what is scrolled out of view the way a learner does: by the arrow buttons, first all the
//! way down, then all the way up. Never drags.

use crate::tree::{Row, Screen};
use crate::walk::Cut;

/// How much of a partly visible control has to be seen to touch it, in logical pixels.
const ENOUGH: f32 = 32.0;

/// What to do to get something into view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// It can be touched.
    Touch,
    /// First this arrow has to be touched.
    Scroll(String),
    /// It is nowhere on this screen.
    Lost,
}

/// A search that is under way.
#[derive(Debug, Default)]
pub struct Seek {
    upwards: bool,
}

/// Whether this is the id of an arrow button that scrolls: `<what scrolls>.up` or `.down`.
#[must_use]
pub fn is_arrow(id: &str) -> bool {
    id.ends_with(DOWN) || id.ends_with(UP)
}

/// How the id of an arrow ends that scrolls down.
pub const DOWN: &str = ".down";
/// How the id of an arrow ends that scrolls up.
pub const UP: &str = ".up";

impl Seek {
    /// What to do next to touch `id` on this screen.
    pub fn next(&mut self, screen: &Screen, id: &str) -> Next {
        if screen.row(id).is_some_and(can_be_touched) {
            return Next::Touch;
        }
        if !self.upwards {
            if let Some(arrow) = arrow(screen, DOWN) {
                return Next::Scroll(arrow);
            }
            self.upwards = true;
        }
        arrow(screen, UP).map_or(Next::Lost, Next::Scroll)
    }
}

fn can_be_touched(row: &Row) -> bool {
    row.cut != Some(Cut::Scroll) || row.bounds.smaller_side() >= ENOUGH
}

fn arrow(screen: &Screen, end: &str) -> Option<String> {
    screen.targets().find(|row| row.enabled && row.id.ends_with(end)).map(|row| row.id.clone())
}
