//! The practice bank: a balance that stays hidden until asked for, paying by a scanned code or
//! a bill by the customer's code, the history, and every way out again. Its money is play money.

mod state;
mod step;
#[cfg(test)]
mod tests;

pub use state::{Bill, CODE_DIGITS, MAX_DIGITS, Page, Payment, Service, State};
