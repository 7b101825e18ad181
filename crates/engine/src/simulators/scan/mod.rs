//! The practice scanner: a camera's view of a stall with a practice code on its counter.

mod state;
mod step;
#[cfg(test)]
mod tests;

pub use state::State;
