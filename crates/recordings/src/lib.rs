//! The voices of people whom the learner knows: a daughter, a grandchild, a teacher.
//!
//! A take is checked while its speaker is still there ([`Take`]), kept as a clip like any other
//! ([`Recordings`]), handed on as one file ([`Recordings::export`]) and erased without a trace
//! when its person is. It opens no sound device, knows no lesson, reads no clock, and touches no
//! file outside the folder it is given, but for the one file that is handed on.

mod encode;
mod files;
mod pack;
mod shelf;
mod take;

pub use encode::encode;
pub use pack::{EXTENSION, Imported, PackError};
pub use shelf::{Recordings, ShelfError, Voice, VoiceId};
pub use take::{Fault, LONGEST_MS, Take, bounds_ms, level};
