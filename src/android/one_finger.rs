//! Turns touches into what one mouse button would have done: the first finger counts.
//!
//! A thumb resting on the edge or a palm on the glass is common with hands that aren't sure, so
//! every further finger is ignored until the first has left. Refuses gestures with two fingers.
//! Pure: knows no Android, makes no calls.

use slint::LogicalPosition;
use slint::platform::{PointerEventButton, WindowEvent};

/// Which finger is being followed, if any.
#[derive(Default)]
pub struct OneFinger {
    /// The system's id of the finger; it keeps the same one until it leaves the glass.
    followed: Option<i32>,
}

impl OneFinger {
    /// A finger touches the glass.
    pub fn down(&mut self, finger: i32, position: LogicalPosition) -> Vec<WindowEvent> {
        if self.followed.is_some() {
            return Vec::new();
        }
        self.followed = Some(finger);
        vec![WindowEvent::PointerPressed { position, button: PointerEventButton::Left }]
    }

    /// A finger has slid to `position`, or rests there while another one slides.
    pub fn moved(&self, finger: i32, position: LogicalPosition) -> Vec<WindowEvent> {
        if self.followed != Some(finger) {
            return Vec::new();
        }
        vec![WindowEvent::PointerMoved { position }]
    }

    /// A finger leaves the glass.
    pub fn up(&mut self, finger: i32, position: LogicalPosition) -> Vec<WindowEvent> {
        if self.followed != Some(finger) {
            return Vec::new();
        }
        self.followed = None;
        // Without the second event, Slint would believe that a mouse still hovers there.
        let released = WindowEvent::PointerReleased { position, button: PointerEventButton::Left };
        vec![released, WindowEvent::PointerExited]
    }

    /// The system has taken the touch away, for a gesture of its own or for another app: what was
    /// pressed is let go without being tapped.
    pub fn cancelled(&mut self) -> Vec<WindowEvent> {
        self.followed.take().map(|_| WindowEvent::PointerExited).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HERE: LogicalPosition = LogicalPosition { x: 10.0, y: 20.0 };
    const PRESSED: WindowEvent =
        WindowEvent::PointerPressed { position: HERE, button: PointerEventButton::Left };
    const RELEASED: WindowEvent =
        WindowEvent::PointerReleased { position: HERE, button: PointerEventButton::Left };

    #[test]
    fn a_tap_presses_releases_and_leaves() {
        let mut touch = OneFinger::default();
        assert_eq!(touch.down(3, HERE), [PRESSED]);
        assert_eq!(touch.moved(3, HERE), [WindowEvent::PointerMoved { position: HERE }]);
        assert_eq!(touch.up(3, HERE), [RELEASED, WindowEvent::PointerExited]);
    }

    #[test]
    fn a_second_finger_changes_nothing() {
        let mut touch = OneFinger::default();
        touch.down(0, HERE);
        let elsewhere = LogicalPosition::new(300.0, 500.0);
        assert!(touch.down(1, elsewhere).is_empty());
        assert!(touch.moved(1, elsewhere).is_empty());
        assert!(touch.up(1, elsewhere).is_empty());
        assert_eq!(touch.up(0, HERE), [RELEASED, WindowEvent::PointerExited]);
    }

    #[test]
    fn a_cancelled_touch_is_no_tap() {
        let mut touch = OneFinger::default();
        touch.down(0, HERE);
        assert_eq!(touch.cancelled(), [WindowEvent::PointerExited]);
        assert!(touch.up(0, HERE).is_empty());
    }

    proptest! {
        /// Whatever the fingers do, Slint sees a press, then moves, then an end, and so on.
        #[test]
        fn presses_and_ends_alternate(steps in prop::collection::vec((0..4, 0..3), 0..60)) {
            let mut touch = OneFinger::default();
            let mut pressed = false;
            for (what, finger) in steps {
                let events = match what {
                    0 => touch.down(finger, HERE),
                    1 => touch.moved(finger, HERE),
                    2 => touch.up(finger, HERE),
                    _ => touch.cancelled(),
                };
                match events.as_slice() {
                    [] => (),
                    [WindowEvent::PointerPressed { .. }] => {
                        prop_assert!(!pressed);
                        pressed = true;
                    }
                    [WindowEvent::PointerMoved { .. }] => prop_assert!(pressed),
                    [.., WindowEvent::PointerExited] => {
                        prop_assert!(pressed);
                        pressed = false;
                    }
                    other => prop_assert!(false, "unexpected {other:?}"),
                }
            }
        }
    }
}
