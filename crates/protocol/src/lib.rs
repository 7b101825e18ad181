//! Event types that are written to disk and, later, sent to a hub: versioned,
//! and frozen byte by byte once shipped. Knows nothing of lessons' contents,
//! screens or storage, and holds no logic beyond encoding and decoding.

mod event;
mod export;
mod frame;
mod hex;
mod id;
mod recorded;
mod time;

pub use event::{
    Chosen, ConsentSet, DrillCaseAnswered, DrillCaseShown, Event, HintReason, HintShown,
    LessonLeft, LessonOpened, LessonPlaced, LessonResumed, Outcome, PersonAdded, PersonOpened,
    PreferenceSet, ProbeDeclined, Purpose, Stage, StageFinished, StageStarted, StepShown, Tapped,
    Unknown, WentBack,
};
pub use export::{export, export_line};
pub use frame::{Frame, FrameError};
pub use id::{
    CaseId, ChoiceId, ContentHash, EventId, InstallId, LessonId, LogId, PersonId, StepId, TargetId,
    WordingHash, log_id,
};
pub use recorded::Recorded;
pub use time::{ClockPin, Stamp, UnixMillis};
