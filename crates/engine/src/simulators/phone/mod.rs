//! The practice phone: a first page with a few apps, its settings, and pages on which to practise
//! touching. Nothing here changes the real phone.

mod state;
mod step;
#[cfg(test)]
mod tests;

pub use state::{FLOWERS, MOST_STEPS, Page, State};
