//! What the app does to the world outside the screen.
//!
//! Nothing here decides: it is told what to do by the core and never asks back. What became of a
//! sentence it tells, for the core to decide what follows.

mod card;
pub mod copies;
mod own_voice;
mod record;
mod speak;
mod watch;

pub use own_voice::OwnVoiceFirst;
pub use record::{AskingMicrophone, CpalMicrophone, Microphone, NoMicrophone};
#[cfg(test)]
pub(crate) use speak::MOST_MS;
pub use speak::{RodioVoice, SilentVoice, Sound, Voice, sounds};
