//! What a store exchanges with other installations: its own logs to be sent, and parts of theirs.
//! Knows neither segments nor hubs.

use std::collections::BTreeSet;

use protocol::{Event, InstallId, LogId, PersonId, Recorded, log_id};

/// A log that this device wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalLog {
    /// Which.
    pub log: LogId,
    /// As which installation; an older one where the device had to begin anew.
    pub install: InstallId,
    /// Whom it is about.
    pub subject: PersonId,
    /// The number of its last event.
    pub last: u64,
}

/// Events of one log that another installation wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPart {
    /// Which installation.
    pub install: InstallId,
    /// The events; their local numbers mean nothing.
    pub events: Vec<Recorded>,
}

/// What became of imported events, by their number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Taken over.
    pub new: u64,
    /// Known already.
    pub known: u64,
    /// Skipped: another event with this name is known.
    pub differing: u64,
    /// Refused: about somebody who was never added, or of a log that isn't the installation's, or
    /// of the log that this device is writing.
    pub refused: u64,
}

/// Everybody whom `parts` add.
pub(crate) fn added(parts: &[LogPart]) -> BTreeSet<PersonId> {
    let events = parts.iter().flat_map(|part| &part.events);
    let adds = |recorded: &Recorded| match &recorded.event {
        Event::PersonAdded(added) if added.person == recorded.subject => Some(added.person),
        _ => None,
    };
    events.filter_map(adds).collect()
}

/// Whether an event may stand in a log of `install`, which is not the one that writes here.
pub(crate) fn belongs(recorded: &Recorded, install: InstallId, writing: InstallId) -> bool {
    let about = match &recorded.event {
        Event::PersonAdded(added) => added.person == recorded.subject,
        _ => true,
    };
    about
        && install != writing
        && recorded.id.seq >= 1
        && i64::try_from(recorded.id.seq).is_ok()
        && recorded.id.log == log_id(install, recorded.subject)
}

/// Whether two events of the same name are the same; their local numbers apart.
pub(crate) fn same(one: &Recorded, other: &Recorded) -> bool {
    one.author == other.author && one.stamp == other.stamp && one.event == other.event
}
