//! A made-up ward: residential groups, households, learners and instructors, and every event that
//! the app would have recorded of them, with the truth that follows from how it was made. For
//! demonstrations, simulations and measurements.
//!
//! Everything follows from a seed: there is no clock here and no other source of chance. Nobody
//! in it is real. Lessons are played through the real engine, so that every play can be replayed.

mod chance;
mod curriculum;
mod learner;
mod life;
mod manner;
mod play;
mod truth;
mod ward;

pub use curriculum::Curriculum;
pub use learner::{Diligence, Learner};
pub use life::Events;
pub use manner::Manner;
pub use play::{Pace, Play};
pub use truth::{GroupTruth, LessonTruth, Truth};
pub use ward::{Group, Household, Instructor, Shape, Ward};
