//! The network of a desktop computer: its cards, as the kernel lists them, and whether bytes cost, as
//! NetworkManager knows it. A laptop in a hall without Wi-Fi often hangs on somebody's phone.

use std::sync::Arc;
use std::time::Duration;

use sync::LinkKind;
use zbus::blocking::connection::Builder;
use zbus::zvariant::OwnedValue;

use super::Connect;
use crate::platform::{Network, Trouble};

const SERVICE: &str = "org.freedesktop.NetworkManager";
const PATH: &str = "/org/freedesktop/NetworkManager";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// `NM_METERED_YES` and `NM_METERED_GUESS_YES`: said by the network's owner, or guessed by its kind.
/// <https://networkmanager.dev/docs/api/latest/nm-dbus-types.html#NMMetered>
const METERED: [u32; 2] = [1, 3];

/// How long the system may take to answer; a sync waits for it.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);

/// The network that this computer is on.
pub struct SystemNetwork(Connect);

impl SystemNetwork {
    /// The system is reached anew each time: between two questions nothing is held, and nothing wakes.
    #[must_use]
    pub fn new() -> Self {
        Self::reached_by(Arc::new(|| Builder::system()?.method_timeout(ANSWERS_WITHIN).build()))
    }

    pub(super) fn reached_by(connect: Connect) -> Self {
        Self(connect)
    }

    fn metered(&self) -> zbus::Result<bool> {
        let system = self.0()?;
        let with = (SERVICE, "Metered");
        let answer = system.call_method(Some(SERVICE), PATH, Some(PROPERTIES), "Get", &with)?;
        let value: OwnedValue = answer.body().deserialize()?;
        Ok(METERED.contains(&u32::try_from(value)?))
    }
}

impl Network for SystemNetwork {
    /// Where nobody knows, nobody pays by the byte: most computers that have no NetworkManager hang on
    /// a cable.
    fn link(&mut self) -> Result<LinkKind, Trouble> {
        let metered = self.metered().unwrap_or(false);
        Ok(if metered { LinkKind::Metered } else { LinkKind::Unmetered })
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
