//! The keyboard on the screen, the keys of a real one, and the screen on which a text is typed.
//!
//! A key with the prefix `keyboard` types into the app; one of a practice app is a touch of its
//! control, like any other. A screen with a keyboard of its own shows the keyboard's state with
//! [`show_keys`] and puts a `Keyboard` with its prefix into its `.slint` file. It refuses to form
//! letters: that is the state's work, which is replayed.

use presenter::{Intent, KeyboardView, KeysShown, TypingView};
use slint::Global;
use vietnamese::{BACKSPACE, Key};

use crate::{AppWindow, KeyboardAdapter, TypingAdapter};

/// What the ids of the app's own keys begin with.
const OWN: &str = "keyboard.key-";

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + Clone + 'static) {
    let adapter = KeyboardAdapter::get(ui);
    let pressed = send.clone();
    adapter.on_pressed(move |id| match id.strip_prefix(OWN) {
        Some(name) => {
            if let Some(key) = Key::by_name(name) {
                pressed(Intent::Key(key));
            }
        }
        None => pressed(Intent::Tapped(id.as_str().into())),
    });
    adapter.on_typed(move |text| {
        for typed in text.chars() {
            // Slint names keys without a character by private and control characters.
            if typed == BACKSPACE || !(typed.is_control() || is_named(typed)) {
                send(Intent::Key(Key::Typed(typed)));
            }
        }
    });
}

/// Whether Slint uses this character for a key without one, such as an arrow.
fn is_named(typed: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&typed)
}

/// What is on the keys now: for every screen with a keyboard.
pub(super) fn show_keys(ui: &AppWindow, view: &KeyboardView) {
    let adapter = KeyboardAdapter::get(ui);
    adapter.set_shift(view.shift);
    adapter.set_signs(view.signs);
}

pub(super) fn show(ui: &AppWindow, view: &TypingView) {
    show_keys(ui, &view.keyboard);
    let adapter = TypingAdapter::get(ui);
    adapter.set_title(view.title.as_str().into());
    adapter.set_note(view.note.as_deref().unwrap_or_default().into());
    adapter.set_main(view.main.as_str().into());
    adapter.set_pad(view.keys == KeysShown::Pad);
    adapter.set_dots(count(view.dots.unwrap_or_default()));
    adapter.set_before(view.keyboard.before.as_str().into());
    adapter.set_lines(view.keyboard.before.trim_end().into());
    adapter.set_forming(view.keyboard.forming.as_str().into());
    adapter.set_keys(view.keyboard.keys.as_deref().unwrap_or_default().into());
    adapter.set_count(count(view.keyboard.count));
}

fn count(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
