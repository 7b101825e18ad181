//! From a few friendly touches to how the app listens to this hand: how long a second touch is
//! taken for trembling, how far beyond its drawing a control answers, how far a finger may slide.
//! Judges nobody: it gives limits, no score, and none of the touches are kept.

use serde::Serialize;

use crate::guard::{SAME_CONTROL_MILLIS, SAME_KEY_MILLIS};

/// The longest wait for the same control, in milliseconds.
pub const LONGEST_REPEAT_MILLIS: u64 = 1_400;
/// The longest wait for the same key, in milliseconds.
pub const LONGEST_KEY_MILLIS: u64 = 350;
/// The furthest beyond its drawing that a control answers, in logical pixels: half of the gap that
/// two controls keep, so that a touch in the gap goes to the nearer one.
pub const FURTHEST_REACH_PX: u16 = 6;
/// The furthest that a finger may slide off a control and still mean it, in logical pixels.
pub const FURTHEST_SLIDE_PX: u16 = 24;

/// A touch that was aimed at something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AimedTouch {
    /// How far from the middle of what was meant, in logical pixels.
    pub off_px: u16,
    /// How far the finger moved before it was lifted, in logical pixels.
    pub slid_px: u16,
    /// Milliseconds to the last further touch at the same place, if there was one: trembling.
    pub again_after_millis: Option<u64>,
}

/// How the app listens to a hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Steadiness {
    /// How soon the same control answers again: 600 … 1,400 ms.
    pub repeat_guard_millis: u64,
    /// How soon the same key answers again: 150 … 350 ms.
    pub key_guard_millis: u64,
    /// How far beyond its drawing a control answers: 0 … 6 logical pixels.
    pub reach_px: u16,
    /// How far beyond its drawing a finger may be lifted: 0 … 24 logical pixels.
    pub slide_px: u16,
}

impl Default for Steadiness {
    fn default() -> Self {
        Self {
            repeat_guard_millis: SAME_CONTROL_MILLIS,
            key_guard_millis: SAME_KEY_MILLIS,
            reach_px: 0,
            slide_px: 0,
        }
    }
}

impl Steadiness {
    /// These limits, each brought within its range.
    #[must_use]
    pub fn bounded(self) -> Self {
        Self {
            repeat_guard_millis: self
                .repeat_guard_millis
                .clamp(SAME_CONTROL_MILLIS, LONGEST_REPEAT_MILLIS),
            key_guard_millis: self.key_guard_millis.clamp(SAME_KEY_MILLIS, LONGEST_KEY_MILLIS),
            reach_px: self.reach_px.min(FURTHEST_REACH_PX),
            slide_px: self.slide_px.min(FURTHEST_SLIDE_PX),
        }
    }

    /// The limits that fit these touches. A hand that trembles more never gets tighter ones, and a
    /// single odd touch among several changes little.
    #[must_use]
    pub fn of(touches: &[AimedTouch]) -> Self {
        let gaps = touches.iter().map(|touch| touch.again_after_millis.unwrap_or(0));
        let (first, second) = two_largest(gaps.map(|gap| gap.min(LONGEST_REPEAT_MILLIS)));
        // What one touch alone did counts half.
        let gap = first.midpoint(second);
        let (_, slid) = two_largest(touches.iter().map(|touch| u64::from(touch.slid_px)));
        let slid = u16::try_from(slid).unwrap_or(u16::MAX);
        let off = median(touches.iter().map(|touch| touch.off_px).collect());
        Self {
            // A quarter more than what was seen, and the time that the finger rests.
            repeat_guard_millis: gap * 5 / 4 + 100,
            key_guard_millis: gap + 60,
            // From 10 px off the middle on; with 19 px, an average older hand, the gaps are used
            // up.
            reach_px: off.saturating_sub(10).saturating_mul(2) / 3,
            slide_px: if slid < 6 { 0 } else { slid },
        }
        .bounded()
    }
}

/// The largest and the second largest; zero where there is none.
fn two_largest(values: impl Iterator<Item = u64>) -> (u64, u64) {
    values.fold(
        (0, 0),
        |(first, second), value| {
            if value > first { (value, first) } else { (first, second.max(value)) }
        },
    )
}

fn median(mut values: Vec<u16>) -> u16 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}
