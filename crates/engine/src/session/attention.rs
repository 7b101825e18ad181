//! How long the learner has been still. Kept apart from the session: it is about the moment, not
//! about what was achieved, and isn't recorded.

use crate::Step;
use crate::drill::ADVICE_AFTER_SECONDS;

/// When the learner last touched something and when the narrator falls silent, both in
/// milliseconds by a clock that never jumps (the device's monotonic one).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attention {
    /// The last touch.
    pub last_touch_millis: u64,
    /// The end of what is being said, or was said last.
    pub speech_ends_millis: u64,
}

impl Attention {
    /// When waiting begins: the later of the last touch and the end of speech.
    #[must_use]
    pub fn still_since_millis(self) -> u64 {
        self.last_touch_millis.max(self.speech_ends_millis)
    }
}

/// Whether the learner has been still for the step's `hint_after_seconds` or longer.
#[must_use]
pub fn hint_is_due(attention: Attention, now_millis: u64, step: &Step) -> bool {
    now_millis.saturating_sub(attention.still_since_millis())
        >= u64::from(step.hint_after_seconds) * 1000
}

/// Whether the learner has been still over a case for [`ADVICE_AFTER_SECONDS`] or longer.
#[must_use]
pub fn advice_is_due(attention: Attention, now_millis: u64) -> bool {
    now_millis.saturating_sub(attention.still_since_millis())
        >= u64::from(ADVICE_AFTER_SECONDS) * 1000
}
