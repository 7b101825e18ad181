//! What a desktop computer has of all that. It has less than a phone, and says so: no voice of its own
//! is used, and there is no motor.

mod network;
mod screen;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use network::SystemNetwork;
use screen::SessionScreen;
use zbus::blocking::Connection;

use super::{
    Leave, MicrophoneLeave, Moments, Platform, Shared, Sharing, Trouble, Vibration, Volume,
};
use crate::launch::Places;

/// Where programs of the session, or of the whole system, are reached.
type Connect = Arc<dyn Fn() -> zbus::Result<Connection> + Send + Sync>;

/// A desktop computer; data is kept in `places`.
///
/// Its synthesiser, speech-dispatcher where there is one, isn't used: what is in the program sounds
/// the same or better, and tells when it ends.
#[must_use]
pub fn platform(places: Places) -> Platform {
    Platform {
        places,
        own_voice: None,
        volume: Box::new(Desktop),
        vibration: Box::new(Desktop),
        network: Box::new(SystemNetwork::new()),
        screen: Box::new(SessionScreen::new()),
        microphone: Box::new(Desktop),
        sharing: Box::new(Desktop),
        moments: Moments::default(),
        letters: 100,
    }
}

/// A desktop computer.
#[derive(Debug, Clone, Copy)]
pub struct Desktop;

impl Vibration for Desktop {
    fn buzz(&mut self) -> Result<(), Trouble> {
        Err(Trouble::NotThere("a motor".to_owned()))
    }
}

impl Volume for Desktop {
    /// Every sound server has its own way to be asked, and the card knows nothing of it.
    fn is_zero(&mut self) -> Result<bool, Trouble> {
        Err(Trouble::NotThere("the volume".to_owned()))
    }
}

impl MicrophoneLeave for Desktop {
    /// Whoever may run the program may listen; a system that asks does so when it opens.
    fn leave(&mut self) -> Result<Leave, Trouble> {
        Ok(Leave::Given)
    }

    fn ask(&mut self) -> Result<(), Trouble> {
        Ok(())
    }
}

impl Sharing for Desktop {
    /// It already lies where people can get at it.
    fn share(&mut self, file: &Path, _kind: &str) -> Result<Shared, Trouble> {
        Ok(Shared::Folder(file.parent().map(PathBuf::from).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests;
