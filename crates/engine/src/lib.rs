//! Lessons, practice apps, scoring and the review schedule.
//!
//! Pure: an input and a session go in, events come out, and the new session is nothing but the
//! old one with those events applied. There is no clock here, no randomness, no file and no
//! network; time and seeds come in as arguments. See `clippy.toml` for what the compiler refuses.

pub mod calendar;
pub mod drill;
#[cfg(test)]
mod fixtures;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod lesson;
mod paying;
mod rehearsal;
pub mod review;
mod scenario;
mod session;
pub mod simulators;
mod slips;

pub use drill::{Case, CasePool, Scene};
pub use lesson::{Action, Lesson, MAX_STEPS, Step};
pub use paying::{FirstCode, Paying, PayingValues};
pub use rehearsal::{Rehearsal, rehearse, right_input};
pub use scenario::{Draw, Scenario, Values};
pub use session::{
    Answer, Attention, Drill, Effect, Footprint, Input, MAX_TYPED, Phase, Play, PlayError, Remark,
    SHOWN_WHERE, SLIPS_ALLOWED, Session, Transition, advice_is_due, hint_is_due, next_target, open,
    step,
};
pub use simulators::{Control, SimulatorId, World};
pub use slips::slips;
