//! Does with an element what a reader asks for. Whether it may is decided before.

use accesskit::{Action, ActionData, ActionRequest};
use i_slint_core::SharedString;
use i_slint_core::accessibility::AccessibilityAction;
use i_slint_core::input::FocusReason;
use i_slint_core::items::{Flickable, ItemRc};
use i_slint_core::lengths::LogicalLength;
use i_slint_core::window::WindowInner;
use slint::Window;

/// How much of what is seen goes by when a reader scrolls: the rest shows where one was.
const SCROLLED: f32 = 0.8;

/// Does it.
pub fn perform(window: &Window, item: &ItemRc, request: &ActionRequest) {
    let action = match (request.action, &request.data) {
        (Action::Click, _) => AccessibilityAction::Default,
        (Action::Increment, _) => AccessibilityAction::Increment,
        (Action::Decrement, _) => AccessibilityAction::Decrement,
        (Action::Expand, _) => AccessibilityAction::Expand,
        (Action::SetValue, Some(ActionData::Value(value))) => {
            AccessibilityAction::SetValue(SharedString::from(&**value))
        }
        (Action::SetValue, Some(ActionData::NumericValue(value))) => {
            AccessibilityAction::SetValue(i_slint_core::format!("{value}"))
        }
        (Action::Focus, _) => {
            // As on the desktop, where Slint calls a reader's focus a click: `Focus` in `ui/` knows.
            let reason = FocusReason::PointerClick;
            return WindowInner::from_pub(window).set_focus_item(item, true, reason);
        }
        (Action::ScrollUp, _) => return scroll(item, 0.0, -1.0),
        (Action::ScrollDown, _) => return scroll(item, 0.0, 1.0),
        (Action::ScrollLeft, _) => return scroll(item, -1.0, 0.0),
        (Action::ScrollRight, _) => return scroll(item, 1.0, 0.0),
        _ => return,
    };
    item.accessible_action(&action);
}

/// Scrolls by most of what is seen, and no further than there is something.
fn scroll(item: &ItemRc, across: f32, down: f32) {
    let Some(flickable) = item.downcast::<Flickable>() else { return };
    let flickable = flickable.as_pin_ref();
    let seen = item.geometry().size;
    let to = |at: LogicalLength, content: LogicalLength, seen: f32, pages: f32| {
        let least = (seen - content.get()).min(0.0);
        LogicalLength::new((at.get() - pages * SCROLLED * seen).clamp(least, 0.0))
    };
    if across != 0.0 {
        let (at, content) = (flickable.content_x(), flickable.content_width());
        flickable.content_x.set(to(at, content, seen.width, across));
    }
    if down != 0.0 {
        let (at, content) = (flickable.content_y(), flickable.content_height());
        flickable.content_y.set(to(at, content, seen.height, down));
    }
    flickable.flicked.call(&());
}
