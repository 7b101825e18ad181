//! Typing: keys of the screen and of a real keyboard, into a text of the app's own or into a
//! practice app.
//!
//! To ask for a text, put a [`TextEntry`](presenter::TextEntry) into `Core::entry` and show: the
//! screen for it covers the place until the main button hands the text to [`Core::entered`], which
//! tells by the entry's id what it was for, or until *Quay lại*. Nothing typed is recorded here.

use presenter::{Entered, Intent};
use protocol::TargetId;
use vietnamese::{BACKSPACE, Key};

use super::{Core, Place, Update};

impl Core {
    /// Whether a real keyboard sent it: no finger trembles there, and a fast one is meant.
    pub(super) fn is_typed(intent: &Intent) -> bool {
        matches!(intent, Intent::Key(Key::Typed(_)))
    }

    /// A key, wherever one is.
    pub(super) fn key(&mut self, key: Key) -> Vec<Update> {
        if self.in_settings {
            return Vec::new();
        }
        if let Some(entry) = &mut self.entry {
            return match entry.press(key) {
                Entered::Nothing => Vec::new(),
                Entered::Note => self.show_and_say(),
                Entered::Changed | Entered::Text(_) => self.show_and_say_key(&key.name()),
            };
        }
        match (self.place, key) {
            (Place::Lesson, Key::Typed(typed)) => self.type_into_practice(typed),
            _ => Vec::new(),
        }
    }

    /// The main button under a text: hands the text on, or says what is missing.
    pub(super) fn finish_entry(&mut self) -> Vec<Update> {
        let Some(entry) = &mut self.entry else { return Vec::new() };
        let id = entry.id();
        match entry.finish() {
            Entered::Text(text) => {
                self.entry = None;
                self.entered(id, &text)
            }
            _ => self.show_and_say(),
        }
    }

    /// What becomes of a text that was typed, by the id of its entry.
    fn entered(&mut self, id: &'static str, text: &str) -> Vec<Update> {
        match id {
            super::my_data::NICKNAME => self.name_me(text),
            super::joining::CODE => self.code_typed(text),
            super::voices::NAME => self.add_voice(text),
            _ => self.show_and_say(),
        }
    }

    /// A real keyboard touches the keys of the practice app that is in front, if it has them.
    fn type_into_practice(&mut self, typed: char) -> Vec<Update> {
        let Some(target) = self.practice_key(typed) else { return Vec::new() };
        self.lesson(&Intent::Tapped(target))
    }

    fn practice_key(&self, typed: char) -> Option<TargetId> {
        let on_screen = self.play.as_ref()?.session.play()?.world.on_screen();
        let name = Key::Typed(typed).name();
        let key = format!(".key-{name}");
        let is_delete = |id: &str| typed == BACKSPACE && id.ends_with(".delete");
        on_screen.into_iter().find(|target| {
            let id = target.as_str();
            !name.is_empty() && (id.ends_with(&key) || is_delete(id))
        })
    }
}
