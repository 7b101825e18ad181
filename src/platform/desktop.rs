//! What a desktop computer has of all that. It has less than a phone, and says so: no voice of its own
//! is used, there is no motor, and the screen goes dark as its owner has set it.

use std::path::{Path, PathBuf};

use sync::LinkKind;

use super::{
    Leave, MicrophoneLeave, Moments, Network, Platform, Screen, Shared, Sharing, Trouble, Vibration,
};
use crate::launch::Places;

/// A desktop computer; data is kept in `places`.
///
/// Its synthesiser, speech-dispatcher where there is one, isn't used: what is in the program sounds
/// the same or better, and tells when it ends.
#[must_use]
pub fn platform(places: Places) -> Platform {
    Platform {
        places,
        own_voice: None,
        vibration: Box::new(Desktop),
        network: Box::new(Desktop),
        screen: Box::new(Desktop),
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

impl Network for Desktop {
    /// Where a desktop computer is connected, nobody pays by the byte.
    fn link(&mut self) -> Result<LinkKind, Trouble> {
        Ok(LinkKind::Unmetered)
    }

    fn networks(&mut self) -> Vec<String> {
        let folder = std::fs::read_dir("/sys/class/net").into_iter().flatten().flatten();
        let up = folder.filter_map(|entry| {
            let state = std::fs::read_to_string(entry.path().join("operstate")).ok()?;
            let name = entry.file_name().to_string_lossy().into_owned();
            (state.trim() == "up").then_some(name)
        });
        let mut up: Vec<_> = up.collect();
        up.sort();
        up
    }
}

impl Screen for Desktop {
    fn stay_on(&mut self, _on: bool) {}
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
mod tests {
    use super::*;

    #[test]
    fn a_desktop_says_what_it_lacks() {
        let mut platform = platform(Places::of(Path::new("data")));
        assert!(platform.own_voice.is_none());
        assert!(matches!(platform.vibration.buzz(), Err(Trouble::NotThere(_))));
        assert_eq!(platform.microphone.leave(), Ok(Leave::Given));
        assert_eq!(platform.network.link(), Ok(LinkKind::Unmetered));
        let file = Path::new("data/exports/copy.jsonl");
        let shared = platform.sharing.share(file, "application/json");
        assert_eq!(shared, Ok(Shared::Folder("data/exports".into())));
    }
}
