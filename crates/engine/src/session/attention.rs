//! How long the learner has been still. Kept apart from the session: it is about the moment, not
//! about what was achieved, and isn't recorded.

use protocol::UnixMillis;

use crate::Step;

/// When the learner last touched something and when the narrator falls silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attention {
    /// The last touch.
    pub last_touch: UnixMillis,
    /// The end of what is being said, or was said last.
    pub speech_ends: UnixMillis,
}

impl Attention {
    /// When waiting begins: the later of the last touch and the end of speech.
    #[must_use]
    pub fn still_since(self) -> UnixMillis {
        self.last_touch.max(self.speech_ends)
    }
}

/// Whether the learner has been still for the step's `hint_after_seconds` or longer.
#[must_use]
pub fn hint_is_due(attention: Attention, now: UnixMillis, step: &Step) -> bool {
    now.millis_since(attention.still_since()) >= u64::from(step.hint_after_seconds) * 1000
}
