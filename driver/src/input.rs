//! A finger and a keyboard: real pointer and key events, as a phone would send them. Moves no
//! clock, and doesn't know what it hits.

use slint::platform::{Key, PointerEventButton, WindowEvent};
use slint::{LogicalPosition, SharedString};

use crate::backend;

/// One finger on one window.
pub struct Hand<'a> {
    window: &'a slint::Window,
}

impl<'a> Hand<'a> {
    /// A finger above this window.
    #[must_use]
    pub fn new(window: &'a slint::Window) -> Self {
        Self { window }
    }

    /// Puts the finger down at a point in logical pixels.
    pub fn press(&mut self, at: [f32; 2]) {
        let position = LogicalPosition::new(at[0], at[1]);
        self.window.dispatch_event(WindowEvent::PointerMoved { position });
        let button = PointerEventButton::Left;
        self.window.dispatch_event(WindowEvent::PointerPressed { position, button });
        backend::settle();
    }

    /// Slides the finger to a point.
    pub fn slide(&mut self, to: [f32; 2]) {
        let position = LogicalPosition::new(to[0], to[1]);
        self.window.dispatch_event(WindowEvent::PointerMoved { position });
        backend::settle();
    }

    /// Lifts the finger at a point; one that lies elsewhere than the press is slid to first.
    pub fn release(&mut self, at: [f32; 2]) {
        let position = LogicalPosition::new(at[0], at[1]);
        self.window.dispatch_event(WindowEvent::PointerMoved { position });
        let button = PointerEventButton::Left;
        self.window.dispatch_event(WindowEvent::PointerReleased { position, button });
        // A finger that is lifted is nowhere; a mouse would go on hovering.
        self.window.dispatch_event(WindowEvent::PointerExited);
        backend::settle();
    }

    /// Puts the finger down and lifts it.
    pub fn tap(&mut self, at: [f32; 2]) {
        self.press(at);
        self.release(at);
    }

    /// Types a text, key by key, into whatever has the focus.
    pub fn write(&mut self, text: &str) {
        for letter in text.chars() {
            self.key_text(letter.into());
        }
    }

    /// Presses and releases one of the keys of [`key_by_name`].
    pub fn key(&mut self, key: Key) {
        self.key_text(key.into());
    }

    fn key_text(&mut self, text: SharedString) {
        self.window.dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        self.window.dispatch_event(WindowEvent::KeyReleased { text });
        backend::settle();
    }
}

/// The key with this name: `Back`, `Return`, `Escape`, `Tab`, `Space`, `UpArrow` …; none if there
/// is no such key.
#[must_use]
pub fn key_by_name(name: &str) -> Option<Key> {
    Some(match name {
        "Back" => Key::Back,
        "Return" | "Enter" => Key::Return,
        "Escape" => Key::Escape,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Tab" => Key::Tab,
        "Backtab" => Key::Backtab,
        "Space" => Key::Space,
        "UpArrow" | "Up" => Key::UpArrow,
        "DownArrow" | "Down" => Key::DownArrow,
        "LeftArrow" | "Left" => Key::LeftArrow,
        "RightArrow" | "Right" => Key::RightArrow,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "F5" => Key::F5,
        "Menu" => Key::Menu,
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        _ => return None,
    })
}
