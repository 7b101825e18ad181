//! An app being played: what is on its screen, what is done to it, and the clock. The clock moves
//! by [`Session::advance`] and by nothing else.

use protocol::UnixMillis;

use crate::app::{Heard, Open, Opening, Place, Playable, Sound};
use crate::backend;
use crate::input::{Hand, key_by_name};
use crate::tree::{Row, Screen};
use crate::walk::WalkError;

/// Why something could not be done to the app.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// There is no such element on the screen.
    #[error("there is no `{wanted}` on the screen `{screen}`; it has {there}")]
    NotThere {
        /// What was looked for.
        wanted: String,
        /// The screen.
        screen: String,
        /// What could be touched instead.
        there: String,
    },
    /// Several elements have that label.
    #[error("{count} elements of this screen are called «{label}»: name one by its id")]
    NotOne {
        /// The label.
        label: String,
        /// How many.
        count: usize,
    },
    /// There is no such key.
    #[error("there is no key `{0}`; there are Back, Return, Escape, Tab, Space, arrows and others")]
    NoKey(String),
    /// The screen can't be described.
    #[error(transparent)]
    Walk(#[from] WalkError),
}

/// Where a finger goes.
#[derive(Debug, Clone, PartialEq)]
pub enum Aim<'a> {
    /// The middle of what can be seen of the element with this id.
    Id(&'a str),
    /// The middle of what can be seen of the control with this label.
    Label(&'a str),
    /// A point in logical pixels.
    At([f32; 2]),
}

/// What was touched, and where.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Touch {
    /// The element; none if the point is on no control.
    pub id: Option<String>,
    /// The point, in logical pixels.
    pub at: [f32; 2],
}

/// One app, opened.
pub struct Session {
    app: Box<dyn Playable>,
    now: UnixMillis,
}

impl Session {
    /// Opens an app and shows its window.
    ///
    /// # Errors
    /// When the app or its window can't be opened.
    pub fn open(open: Open, opening: &Opening) -> anyhow::Result<Self> {
        backend::init()?;
        let app = open(opening)?;
        backend::show(app.window(), opening.size)?;
        Ok(Self { app, now: opening.now })
    }

    /// The app.
    #[must_use]
    pub fn app(&self) -> &dyn Playable {
        self.app.as_ref()
    }

    /// What the clock says.
    #[must_use]
    pub fn now(&self) -> UnixMillis {
        self.now
    }

    /// Where one is.
    #[must_use]
    pub fn place(&self) -> Place {
        self.app.place()
    }

    /// Draws and describes the screen.
    ///
    /// # Errors
    /// When it can't be drawn, or has no debug information.
    pub fn screen(&self) -> Result<Screen, WalkError> {
        Screen::of(self.app.window())
    }

    /// What is on the screen and where, without its colours: much quicker.
    pub(crate) fn outline(&self) -> Result<Screen, WalkError> {
        Screen::outline(self.app.window())
    }

    /// Where a finger has to go.
    ///
    /// # Errors
    /// When there is no such element, or more than one with that label.
    pub fn find(&self, aim: &Aim<'_>) -> Result<Touch, SessionError> {
        let screen = self.outline()?;
        let row = match aim {
            Aim::At(at) => {
                let id = screen.at(*at).map(|row| row.id.clone());
                return Ok(Touch { id, at: *at });
            }
            Aim::Id(id) => screen.row(id).ok_or_else(|| self.not_there(id, &screen))?,
            Aim::Label(label) => match screen.labelled(label).as_slice() {
                [] => return Err(self.not_there(label, &screen)),
                [row] => *row,
                several => {
                    let (label, count) = ((*label).to_owned(), several.len());
                    return Err(SessionError::NotOne { label, count });
                }
            },
        };
        Ok(Touch { id: Some(row.id.clone()), at: row.bounds.centre() })
    }

    fn not_there(&self, wanted: &str, screen: &Screen) -> SessionError {
        let there: Vec<&str> = screen.targets().map(|row: &Row| row.id.as_str()).collect();
        let there = if there.is_empty() { "no controls".to_owned() } else { there.join(", ") };
        SessionError::NotThere { wanted: wanted.to_owned(), screen: self.place().screen, there }
    }

    /// Touches something; when this returns, what it brought about is recorded and shown.
    ///
    /// # Errors
    /// When it isn't there.
    pub fn tap(&mut self, aim: &Aim<'_>) -> Result<Touch, SessionError> {
        let touch = self.find(aim)?;
        self.press(touch.at);
        self.release(touch.at);
        Ok(touch)
    }

    /// Puts the finger down.
    pub fn press(&mut self, at: [f32; 2]) {
        Hand::new(self.app.window()).press(at);
        self.settle();
    }

    /// Slides the finger.
    pub fn slide(&mut self, to: [f32; 2]) {
        Hand::new(self.app.window()).slide(to);
        self.settle();
    }

    /// Lifts the finger.
    pub fn release(&mut self, at: [f32; 2]) {
        Hand::new(self.app.window()).release(at);
        self.settle();
    }

    /// Types a text.
    pub fn write(&mut self, text: &str) {
        Hand::new(self.app.window()).write(text);
        self.settle();
    }

    /// Presses the key with this name, such as `Back` or `Return`.
    ///
    /// # Errors
    /// When there is no such key.
    pub fn key(&mut self, name: &str) -> Result<(), SessionError> {
        let key = key_by_name(name).ok_or_else(|| SessionError::NoKey(name.to_owned()))?;
        Hand::new(self.app.window()).key(key);
        self.settle();
        Ok(())
    }

    /// What is due at this moment happens.
    fn settle(&mut self) {
        self.app.set_now(self.now);
        backend::settle();
    }

    /// Moves the clock: speech, hints and animations run on the way, each at its time.
    pub fn advance(&mut self, millis: u64) {
        /// Something that never stops moving is no longer drawn frame by frame after this many.
        const FRAMES: u32 = 2_000;
        let mut left = millis;
        for frame in 0.. {
            if left == 0 {
                break;
            }
            let app = self.app.next_wake_in_millis().unwrap_or(u64::MAX);
            let mut slint = backend::next_due(self.app.window()).unwrap_or(u64::MAX);
            if frame > FRAMES {
                slint = slint.max(1_000);
            }
            let step = left.min(app).min(slint).max(1);
            left -= step;
            self.now = self.now.plus_millis(step);
            backend::elapse(step);
            self.app.set_now(self.now);
            if step == app {
                backend::settle();
            }
        }
        backend::settle();
    }

    /// Moves the clock until the app itself does something, but no longer than `most`
    /// milliseconds. Says how long it took; none if nothing was due.
    pub fn wait_for_app(&mut self, most: u64) -> Option<u64> {
        let wait = self.app.next_wake_in_millis().filter(|wait| *wait <= most)?.max(1);
        self.advance(wait);
        Some(wait)
    }

    /// Takes the sound away, or brings it back.
    ///
    /// # Errors
    /// When the app has no voice.
    pub fn set_sound(&mut self, state: Sound) -> anyhow::Result<()> {
        self.app.set_sound(state)?;
        self.settle();
        Ok(())
    }

    /// What was spoken since the last call.
    #[must_use]
    pub fn take_heard(&self) -> Vec<Heard> {
        self.app.take_heard()
    }
}
