//! The state within a drill: case after case is shown, answered and explained. Nothing here is
//! called wrong: an answer is right, or there is something to be seen.

mod state;
mod step;
#[cfg(test)]
mod tests;

pub use state::{Answer, Drill};
pub(super) use step::events;
