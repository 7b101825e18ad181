//! The practice phone: a first page with a few apps, and pages on which to practise touching.

mod state;
mod step;
#[cfg(test)]
mod tests;

pub use state::{FLOWERS, Page, State};
