//! Which networks may be used for sending: the learner's choice.

use std::net::IpAddr;

use crate::Hub;

/// What kind of network the device is on, as far as it knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LinkKind {
    /// None at all.
    Offline,
    /// One where every byte may cost, such as mobile data.
    Metered,
    /// Any other.
    #[default]
    Unmetered,
}

/// The learner's choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Network {
    /// Whatever there is.
    #[default]
    Any,
    /// Not where it may cost.
    Unmetered,
    /// Only to a relay in the same room.
    Classroom,
}

impl Network {
    /// The setting's name in the outbox.
    pub const SETTING: &'static str = "network";

    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Any, Self::Unmetered, Self::Classroom];

    /// As it is written down.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Unmetered => "unmetered",
            Self::Classroom => "classroom",
        }
    }

    /// The choice of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }

    /// Whether `hub` may be asked over such a link.
    #[must_use]
    pub fn allows(self, link: LinkKind, hub: &Hub) -> bool {
        match (self, link) {
            (_, LinkKind::Offline) => false,
            (Self::Any, _) => true,
            (Self::Unmetered, link) => link == LinkKind::Unmetered,
            (Self::Classroom, _) => {
                hub.relay && hub.addresses.iter().all(|address| is_private(address))
            }
        }
    }
}

/// Whether an address leads no further than the next room.
fn is_private(address: &str) -> bool {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    match host.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(ip)) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        Ok(IpAddr::V6(ip)) => {
            ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local()
        }
        Err(_) => false,
    }
}
