//! An event together with what the store knows of it.

use crate::{Event, EventId, PersonId, Stamp};

/// An event that was recorded, as folds, exports and the driver read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The order in which this device got to know it, from 1. Means nothing on another device.
    pub n: u64,
    /// Its name everywhere and for ever.
    pub id: EventId,
    /// Who wrote it: the subject, or an instructor.
    pub author: PersonId,
    /// Whom it is about.
    pub subject: PersonId,
    /// When it happened, by the clocks of the device that wrote it.
    pub stamp: Stamp,
    /// What happened.
    pub event: Event,
}
