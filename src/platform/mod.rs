//! What the app needs of the system that it runs on: one small trait each, with what a desktop has in
//! `desktop` and what a phone has in `android`.
//!
//! It decides nothing: when the phone vibrates, speaks or asks is the app's affair. Where a system
//! lacks something, it says so by a [`Trouble`], and the app goes on without.

#[cfg(any(test, target_os = "android"))]
pub mod android;
#[cfg(not(target_os = "android"))]
pub mod desktop;
mod links;
mod moments;

use std::path::{Path, PathBuf};

use presenter::Manner;
use sync::LinkKind;

use crate::launch::Places;

pub use links::{Links, code_of_link};
pub use moments::{Moment, Moments};

/// Why the system didn't do what it was asked. It names what was asked, never what with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// This system, or this version of it, has no such thing.
    #[error("{0} isn't there")]
    NotThere(String),
    /// It is there, and it failed.
    #[error("{0} failed")]
    Failed(String),
    /// A person or the system doesn't allow it.
    #[error("{0} isn't allowed")]
    NotAllowed(String),
    /// The answer makes no sense.
    #[error("{0} gave an answer that can't be used")]
    Unusable(String),
    /// The disk.
    #[error("a file couldn't be written: {0}")]
    Disk(std::io::ErrorKind),
}

/// Whether the phone itself can say a sentence in Vietnamese, with no connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// Not known yet: the system is still getting the voice ready.
    Waking,
    /// Every sentence.
    Ready,
    /// Only after somebody has fetched data for it, or over the network.
    NeedsData,
    /// There is a voice, for other languages.
    NoVietnamese,
    /// There is no voice at all.
    Absent,
}

/// The device's own synthesiser. It says whole sentences and nothing less; it waits for nothing.
/// Called on a thread of its own, never on the one that draws.
pub trait OwnVoice: Send {
    /// How far it is.
    ///
    /// # Errors
    /// Where the system can't even tell.
    fn readiness(&mut self) -> Result<Readiness, Trouble>;

    /// Says this instead of whatever it is saying. Numbers, money and times come in words.
    ///
    /// # Errors
    /// Where it says nothing.
    fn say(&mut self, sentence: &str, manner: Manner) -> Result<(), Trouble>;

    /// Whether it is speaking.
    ///
    /// # Errors
    /// Where the system can't tell.
    fn is_speaking(&mut self) -> Result<bool, Trouble>;

    /// Falls silent.
    ///
    /// # Errors
    /// Where it can't be reached any more.
    fn stop(&mut self) -> Result<(), Trouble>;
}

/// What becomes of what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hearing {
    /// A card takes it as fast as it is spoken. That somebody hears it, no program can know.
    #[default]
    Heard,
    /// There is no card, or it can't be opened.
    NoCard,
    /// The card went away in the middle of a sentence.
    Lost,
    /// The card takes everything at once, as nothing does that makes it heard.
    Swallowed,
    /// The card is open and takes nothing.
    Stuck,
    /// The system's own volume is at zero.
    Muted,
}

/// The system's own volume, which stands above the app's. Asked before a sentence, never on the thread
/// that draws; it changes nothing.
pub trait Volume: Send {
    /// Whether what is played now is turned down to nothing.
    ///
    /// # Errors
    /// Where the system can't tell; what is said counts as heard then.
    fn is_zero(&mut self) -> Result<bool, Trouble>;
}

/// A motor that can be felt.
pub trait Vibration: Send {
    /// One short and soft buzz.
    ///
    /// # Errors
    /// Where there is no motor, or it isn't to be used.
    fn buzz(&mut self) -> Result<(), Trouble>;
}

/// The network that the device is on. Asked when there is an occasion; it calls nobody back.
pub trait Network: Send {
    /// What kind of network it is now.
    ///
    /// # Errors
    /// Where the system can't tell.
    fn link(&mut self) -> Result<LinkKind, Trouble>;

    /// Which networks are up, in some order of names: a change is an occasion to sync.
    fn networks(&mut self) -> Vec<String>;
}

/// The screen, which goes dark by itself.
pub trait Screen: Send {
    /// Whether it is to stay on for as long as the app is seen.
    fn stay_on(&mut self, on: bool);
}

/// Whether the app may listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// It may.
    Given,
    /// It may not, or hasn't been told yet.
    NotGiven,
}

/// The right to use the microphone.
pub trait MicrophoneLeave: Send {
    /// Whether it is given now.
    ///
    /// # Errors
    /// Where the system can't tell.
    fn leave(&mut self) -> Result<Leave, Trouble>;

    /// Has the system ask the person. Their answer shows in [`MicrophoneLeave::leave`] when the app
    /// is seen again.
    ///
    /// # Errors
    /// Where it can't ask.
    fn ask(&mut self) -> Result<(), Trouble>;
}

/// Where a copy was put for people to find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shared {
    /// Where the system keeps downloads; where the system could, it also asks whom to send it to.
    Downloads,
    /// In this folder, that a computer connected by cable, or a file manager, can reach.
    Folder(PathBuf),
}

/// Handing a file over to other apps.
pub trait Sharing: Send {
    /// Hands this file over under its own name.
    ///
    /// # Errors
    /// Where the system takes no files; the file stays where it is.
    fn share(&mut self, file: &Path, kind: &str) -> Result<Shared, Trouble>;
}

/// All that the app needs of a system.
pub struct Platform {
    /// Folders for what is kept, and for what no backup copies.
    pub places: Places,
    /// The device's own voice, where it may have one.
    pub own_voice: Option<Box<dyn OwnVoice>>,
    /// How loud the system itself is.
    pub volume: Box<dyn Volume>,
    /// The motor.
    pub vibration: Box<dyn Vibration>,
    /// The network.
    pub network: Box<dyn Network>,
    /// The screen.
    pub screen: Box<dyn Screen>,
    /// The right to listen.
    pub microphone: Box<dyn MicrophoneLeave>,
    /// Handing over files.
    pub sharing: Box<dyn Sharing>,
    /// What the system tells while the app runs.
    pub moments: Moments,
    /// How large the phone's own letters are, in percent of the usual.
    pub letters: u16,
}
