//! The keys the app knows: Back, and what moves and presses on a keyboard or a remote control.
//!
//! It refuses letters and digits: turning those into Vietnamese needs the system's input method,
//! which an app without Java can't reach.

use android_activity::input::Keycode;
use slint::platform::Key;

/// Slint's name for this key; `None` leaves the key to the system, as with the volume keys.
pub fn key_of(code: Keycode, with_shift: bool) -> Option<Key> {
    Some(match code {
        Keycode::Back => Key::Back,
        Keycode::Escape => Key::Escape,
        Keycode::Enter | Keycode::NumpadEnter | Keycode::DpadCenter => Key::Return,
        Keycode::Space => Key::Space,
        Keycode::Tab if with_shift => Key::Backtab,
        Keycode::Tab => Key::Tab,
        Keycode::DpadUp => Key::UpArrow,
        Keycode::DpadDown => Key::DownArrow,
        Keycode::DpadLeft => Key::LeftArrow,
        Keycode::DpadRight => Key::RightArrow,
        _ => return None,
    })
}
