//! One play of one lesson: its state, what an input leads to, and how events rebuild it.
//!
//! [`step`] decides which events an input makes and gives the session with them applied; the same
//! [`Session::apply`] replays them later. So a session *is* its events: replaying any prefix of
//! them gives exactly the session of that moment.

mod apply;
mod attention;
mod drill;
mod expected;
#[cfg(test)]
mod helping_tests;
mod jump;
mod state;
mod step;
#[cfg(test)]
mod tests;

pub use apply::PlayError;
pub use attention::{Attention, advice_is_due, hint_is_due};
pub use drill::{Answer, Drill};
pub use expected::{MAX_TYPED, next_target};
pub use state::{Footprint, Phase, Play, Remark, SHOWN_WHERE, Session};
pub use step::{Effect, Input, Transition, open, step};

/// A check is passed with at most this many slips (UX.md, Teaching).
pub const SLIPS_ALLOWED: u16 = 1;
