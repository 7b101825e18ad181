//! Devices, relays and a ward's hub under every fault that they have to survive, driven by one
//! seed: what is done next, what is lost on the way, which bytes a disk forgets, every key and
//! nonce. The oracle is the plain set of events that were made. Never shipped.

mod chance;
pub mod check;
pub mod disk;
pub mod handset;
pub mod meeting;
pub mod network;
pub mod node;
pub mod oracle;
pub mod people;
pub mod phone;
pub mod rows;
pub mod run;
pub mod served;
pub mod world;

pub use chance::Chance;
pub use check::Outcome;
pub use run::{Plan, run};
