//! Which touches of an unsteady hand count.

use crate::Steadiness;

/// How soon the same control answers again, in milliseconds (UX.md, Touch), to a hand that was not
/// measured.
pub const SAME_CONTROL_MILLIS: u64 = 600;
/// The same for keys of a number pad, or `000` could not be typed.
pub const SAME_KEY_MILLIS: u64 = 150;
/// How long nothing answers after the screen has changed.
pub const NEW_SCREEN_MILLIS: u64 = 400;

/// Lets through the touches that were meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TouchGuard {
    limits: Steadiness,
    last: Option<(String, u64)>,
    screen_changed_millis: Option<u64>,
}

impl TouchGuard {
    /// Fits the guard to a hand.
    pub fn fit(&mut self, limits: Steadiness) {
        self.limits = limits.bounded();
    }

    /// Whether a touch on `control` counts, at `now_millis` by a clock that never jumps. `pad` says
    /// that it is a key of a number pad. A touch that doesn't count leaves no trace, so that
    /// trembling never locks a control for longer.
    pub fn admits(&mut self, control: &str, pad: bool, now_millis: u64) -> bool {
        let wait = if pad { self.limits.key_guard_millis } else { self.limits.repeat_guard_millis };
        let repeats = self
            .last
            .as_ref()
            .is_some_and(|(last, at)| last == control && now_millis.saturating_sub(*at) < wait);
        let fresh = self
            .screen_changed_millis
            .is_some_and(|at| now_millis.saturating_sub(at) < NEW_SCREEN_MILLIS);
        if repeats || fresh {
            return false;
        }
        self.last = Some((control.to_owned(), now_millis));
        true
    }

    /// Another screen is there: what is under the finger now was not what it aimed at.
    pub fn screen_changed(&mut self, now_millis: u64) {
        self.screen_changed_millis = Some(now_millis);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trembling_second_tap_is_ignored_and_a_later_one_counts() {
        let mut guard = TouchGuard::default();
        assert!(guard.admits("main", false, 1_000));
        assert!(!guard.admits("main", false, 1_300));
        assert!(!guard.admits("main", false, 1_599));
        assert!(guard.admits("main", false, 1_600));
    }

    #[test]
    fn a_key_repeats_after_150_ms() {
        let mut guard = TouchGuard::default();
        assert!(guard.admits("bank.key-0", true, 0));
        assert!(!guard.admits("bank.key-0", true, 149));
        assert!(guard.admits("bank.key-0", true, 150));
    }

    #[test]
    fn a_hand_that_trembles_longer_is_waited_for() {
        let mut guard = TouchGuard::default();
        guard.fit(Steadiness {
            repeat_guard_millis: 900,
            key_guard_millis: 9_000,
            ..Steadiness::default()
        });
        assert!(guard.admits("main", false, 0));
        assert!(!guard.admits("main", false, 899));
        assert!(guard.admits("main", false, 900));
        assert!(guard.admits("key", true, 1_000));
        assert!(!guard.admits("key", true, 1_349));
        assert!(guard.admits("key", true, 1_350), "never longer than its range");
    }

    #[test]
    fn another_control_answers_at_once_but_not_on_a_new_screen() {
        let mut guard = TouchGuard::default();
        assert!(guard.admits("a", false, 0));
        assert!(guard.admits("b", false, 10));
        guard.screen_changed(20);
        assert!(!guard.admits("c", false, 419));
        assert!(guard.admits("c", false, 420));
    }
}
