//! The practice bank: a balance that stays hidden until asked for, paying by a scanned code, the
//! history, and every way out again. Its money is play money.

mod state;
mod step;
#[cfg(test)]
mod tests;

pub use state::{MAX_DIGITS, Page, Payment, State};
