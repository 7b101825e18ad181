//! The practice e-ID: logging in, a wallet of papers behind a passcode, a card and its code.

mod state;
mod step;
#[cfg(test)]
mod tests;

pub use state::{Page, State};
