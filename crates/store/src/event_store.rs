//! What every store can do, and the rules that all of them share.

use std::collections::BTreeMap;

use progress::Progress;
use protocol::{Event, Frame, InstallId, LogId, PersonId, Recorded, Stamp, UnixMillis};

use crate::StoreError;
use crate::people::{Consent, Erased, Pin};
use crate::sharing::{Imported, LocalLog, LogPart};

/// Somebody who uses this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// The form of address: the `address` preference, or else the one they began with.
    pub address: String,
    /// What to call them: the `nickname` preference, or else the one they began with.
    pub nickname: Option<String>,
    /// When they were added, by the wall clock.
    pub added: UnixMillis,
}

/// An append-only log of events and what follows from them. Every implementation passes the same
/// suite, `tests/conformance.rs`.
pub trait EventStore {
    /// Memory is short: gives back what can be read again from the disk. Nothing is lost by it.
    fn spare_memory(&self) {}

    /// Records `events` about `subject`, in this order, all or none. They are durable when this
    /// returns, and every other method sees them. A [`Event::PersonAdded`] begins the log of
    /// somebody who has none yet.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPerson`], [`StoreError::BadEvent`], and whatever the disk does.
    fn append(
        &mut self,
        subject: PersonId,
        author: PersonId,
        stamp: Stamp,
        events: &[Event],
    ) -> Result<Vec<Recorded>, StoreError>;

    /// Records events that happened at different times, in this order, all or none: what a guest
    /// did before they decided to stay. Otherwise as [`append`](Self::append).
    ///
    /// # Errors
    /// As `append`.
    fn append_stamped(
        &mut self,
        subject: PersonId,
        author: PersonId,
        events: &[(Stamp, Event)],
    ) -> Result<Vec<Recorded>, StoreError>;

    /// Every event with a local insertion number above `n`, in that order.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn events_after(&self, n: u64) -> Result<Vec<Recorded>, StoreError>;

    /// Every event about `subject`, by local insertion number.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn events_of(&self, subject: PersonId) -> Result<Vec<Recorded>, StoreError>;

    /// The events about `subject` that this device wrote since the last
    /// [`Event::LessonOpened`], with it; empty when no lesson was opened. Where it opened none, the
    /// play that another device handed over, and what was added to it here; see
    /// [`import`](Self::import). What this costs does not grow with the history before.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn current_play(&self, subject: PersonId) -> Result<Vec<Recorded>, StoreError>;

    /// Everybody who was added, in that order.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn people(&self) -> Result<Vec<Person>, StoreError>;

    /// What `subject` has learnt.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn progress(&self, subject: PersonId) -> Result<Progress, StoreError>;

    /// The preferences of `subject`: the last value of each.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn preferences(&self, subject: PersonId) -> Result<BTreeMap<String, String>, StoreError>;

    /// What `subject` answered last for each purpose; a purpose without an answer isn't there.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn consents(&self, subject: PersonId) -> Result<BTreeMap<String, Consent>, StoreError>;

    /// Who took up this device last; none before anybody did.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn last_opened(&self) -> Result<Option<PersonId>, StoreError>;

    /// The secret number before somebody's lessons; none where they want none. It is of this
    /// device alone, and lost when its file is damaged.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn pin(&self, subject: PersonId) -> Result<Option<Pin>, StoreError>;

    /// Sets or takes away the secret number of `subject`. Durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPerson`], and whatever the disk does.
    fn set_pin(&mut self, subject: PersonId, pin: Option<&Pin>) -> Result<(), StoreError>;

    /// The installation that writes from now on: its logs are begun anew, and the older ones of
    /// this device stay as they are. Durable when this returns.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn set_install(&mut self, install: InstallId) -> Result<(), StoreError>;

    /// Takes over what other installations wrote, all in one; durable when this returns. An event
    /// that is known already is skipped, also one that differs from the known one of this name.
    /// Somebody new begins with their [`Event::PersonAdded`]; what is said about others whom
    /// nobody added is refused, and can be brought again later.
    ///
    /// As long as this device wrote nothing about a person, the newest play found in the imported
    /// logs is handed over to it: [`current_play`](Self::current_play) goes on there. Of two logs
    /// the newer is the one with the later last event. From the first event of its own on, the
    /// play, the name and the preferences that count are this device's.
    ///
    /// # Errors
    /// [`StoreError::BadEvent`], and whatever the disk does. Then nothing was taken over.
    fn import(&mut self, parts: &[LogPart]) -> Result<Imported, StoreError>;

    /// Every log that this device wrote, also as an earlier installation, in the order of being
    /// begun.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn local_logs(&self) -> Result<Vec<LocalLog>, StoreError>;

    /// At most `limit` events of a log, those with a number above `seq`, in order. Costs as much
    /// as it finds.
    ///
    /// # Errors
    /// Whatever the disk does.
    fn events_of_log_after(
        &self,
        log: LogId,
        seq: u64,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError>;

    /// Erases a person: every event about them whoever wrote it, their preferences, progress,
    /// answers and secret number, and their name as the author of events about others (which then
    /// have the author [`ERASED`]). What is kept in files goes from every file. It is finished
    /// when this returns; once begun, it is finished at the next opening at the latest.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPerson`], and whatever the disk does.
    fn erase(&mut self, subject: PersonId) -> Result<Erased, StoreError>;
}

/// The author of events about others whose author was erased.
pub const ERASED: PersonId = PersonId([0; 16]);

/// The events as they are stored.
///
/// # Errors
/// When one doesn't belong to `subject`, could not be read back, or nobody was added yet.
pub(crate) fn checked<'a>(
    subject: PersonId,
    events: impl ExactSizeIterator<Item = &'a Event>,
    is_known: impl FnOnce() -> Result<bool, StoreError>,
) -> Result<Vec<Frame>, StoreError> {
    let mut adds = false;
    let mut frames = Vec::with_capacity(events.len());
    for event in events {
        if let Event::PersonAdded(added) = event {
            if added.person != subject {
                return Err(StoreError::NoSuchPerson);
            }
            adds = true;
        }
        frames.push(framed(event)?);
    }
    if adds || is_known()? { Ok(frames) } else { Err(StoreError::NoSuchPerson) }
}

/// The event as it is stored.
///
/// # Errors
/// When it could not be read back.
pub(crate) fn framed(event: &Event) -> Result<Frame, StoreError> {
    let frame = event.to_frame().map_err(|_| StoreError::BadEvent)?;
    // Only what this version doesn't know can lie about itself.
    if matches!(event, Event::Unknown(_)) && Event::from_frame(&frame).as_ref() != Ok(event) {
        return Err(StoreError::BadEvent);
    }
    Ok(frame)
}
