//! The friendly touches of the calibration: a flower that moves on when it is touched. Tells an
//! aimed touch from a second one that trembling made. Keeps the touches only until they are done.

use crate::steadiness::AimedTouch;

/// How many touches are aimed.
pub const TOUCHES: usize = 6;

/// How long after a touch another one at the same place is taken for trembling, in milliseconds.
const TREMBLING_MILLIS: u64 = 1_600;

/// A finger's place, in logical pixels from the middle of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Offset {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

impl Offset {
    fn distance(self, to: Self) -> u16 {
        let (x, y) = (f64::from(self.x - to.x), f64::from(self.y - to.y));
        // As wide as any screen; the cast saturates.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        let distance = x.hypot(y).round() as u16;
        distance
    }

    fn length(self) -> u16 {
        self.distance(Self::default())
    }
}

/// The touches so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TouchTest {
    touches: Vec<AimedTouch>,
    /// How many flowers were passed without a finger: by key, or by a screen reader.
    passed_over: usize,
    down: Option<Offset>,
    lifted_millis: Option<u64>,
}

impl TouchTest {
    /// Which flower is to be touched, from 0.
    #[must_use]
    pub fn flower(&self) -> usize {
        self.touches.len() + self.passed_over
    }

    /// Whether all were touched.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.flower() >= TOUCHES
    }

    /// The touches that were aimed.
    #[must_use]
    pub fn touches(&self) -> &[AimedTouch] {
        &self.touches
    }

    /// A finger came down, so far from the flower and from where the flower was before.
    pub fn down(&mut self, at: Offset, from_last: Offset, now_millis: u64) {
        let since = self.lifted_millis.map(|lifted| now_millis.saturating_sub(lifted));
        let again =
            since.filter(|since| *since < TREMBLING_MILLIS && from_last.length() < at.length());
        match (again, self.touches.last_mut()) {
            (Some(again), Some(last)) => {
                last.again_after_millis = last.again_after_millis.max(Some(again));
                self.down = None;
            }
            _ => self.down = Some(at),
        }
    }

    /// The finger was lifted; whether the flower moves on.
    pub fn up(&mut self, at: Offset, now_millis: u64) -> bool {
        let Some(down) = self.down.take() else { return false };
        self.touches.push(AimedTouch {
            off_px: down.length(),
            slid_px: down.distance(at),
            again_after_millis: None,
        });
        self.lifted_millis = Some(now_millis);
        true
    }

    /// The flower moves on though no finger touched it: by key, or by a screen reader.
    pub fn pass_over(&mut self) {
        self.passed_over += 1;
        self.lifted_millis = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAR: Offset = Offset { x: 200, y: 100 };

    #[test]
    fn a_second_touch_at_the_old_place_is_trembling_and_one_at_the_new_place_is_aimed() {
        let mut test = TouchTest::default();
        test.down(Offset { x: 3, y: 4 }, FAR, 1_000);
        assert!(test.up(Offset { x: 3, y: 10 }, 1_080));
        test.down(FAR, Offset { x: 2, y: 2 }, 1_300);
        assert!(!test.up(FAR, 1_310), "the flower stays");
        test.down(FAR, Offset { x: 2, y: 2 }, 1_780);
        assert!(!test.up(FAR, 1_790));
        assert_eq!(test.flower(), 1);
        test.down(Offset { x: 5, y: 0 }, FAR, 2_000);
        assert!(test.up(Offset { x: 5, y: 0 }, 2_090));
        let first = AimedTouch { off_px: 5, slid_px: 6, again_after_millis: Some(700) };
        let second = AimedTouch { off_px: 5, slid_px: 0, again_after_millis: None };
        assert_eq!(test.touches(), [first, second]);
    }

    #[test]
    fn a_late_touch_far_off_is_aimed_badly_but_aimed() {
        let mut test = TouchTest::default();
        test.down(Offset::default(), FAR, 0);
        assert!(test.up(Offset::default(), 10));
        test.down(FAR, Offset::default(), 5_000);
        assert!(test.up(FAR, 5_010));
        assert_eq!(test.touches()[1].off_px, 224);
    }

    #[test]
    fn keys_pass_on_without_being_measured() {
        let mut test = TouchTest::default();
        for _ in 0..TOUCHES {
            assert!(!test.is_done());
            test.pass_over();
        }
        assert!(test.is_done() && test.touches().is_empty());
    }
}
