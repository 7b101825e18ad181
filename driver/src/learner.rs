//! Somebody who plays the app in a test: touches things at a human pace, scrolls by the arrows,
//! closes the app and opens it again. Asserts nothing.

use std::path::Path;

use anyhow::Context;
use engine::calendar::Offset;
use protocol::UnixMillis;
use tempfile::TempDir;

use crate::app::{Heard, Open, Opening, Place};
use crate::rules::{self, Finding, Setting};
use crate::seek::{Next, Seek};
use crate::session::{Aim, Session, Touch};
use crate::tree::Screen;

/// Between two touches, in milliseconds: longer than any guard against trembling fingers.
pub const PACE: u64 = 700;

/// A learner with the app in hand.
pub struct Learner {
    // Closed before its folder goes.
    session: Option<Session>,
    open: Open,
    opening: Opening,
    _folder: Option<TempDir>,
}

impl Learner {
    /// Opens the app.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn new(open: Open, opening: Opening) -> anyhow::Result<Self> {
        let session = Some(Session::open(open, &opening)?);
        Ok(Self { session, open, opening, _folder: None })
    }

    /// Opens the app on an empty folder of its own, after `adjust` had its say about how.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn fresh(open: Open, adjust: impl FnOnce(&mut Opening)) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut opening = Opening::on(folder.path());
        adjust(&mut opening);
        let learner = Self::new(open, opening)?;
        Ok(Self { _folder: Some(folder), ..learner })
    }

    /// Closes the app and opens it again on the same folder, `after` milliseconds later.
    ///
    /// # Errors
    /// When it can't be opened again.
    pub fn reopen(&mut self, after: u64) -> anyhow::Result<()> {
        self.close();
        self.opening.now = self.opening.now.plus_millis(after);
        self.session = Some(Session::open(self.open, &self.opening)?);
        Ok(())
    }

    /// Closes the app and opens it again on the same folder, where and when these clocks are.
    ///
    /// # Errors
    /// When it can't be opened again.
    pub fn reopen_at(&mut self, now: UnixMillis, here: Offset) -> anyhow::Result<()> {
        self.close();
        (self.opening.now, self.opening.here) = (now, here);
        self.session = Some(Session::open(self.open, &self.opening)?);
        Ok(())
    }

    /// Closes the app, so that its folder can be looked into.
    pub fn close(&mut self) {
        if let Some(session) = self.session.take() {
            self.opening.now = session.now();
        }
        // Somebody who comes back is not led to a lesson, but to where they were.
        self.opening.lesson = None;
    }

    /// The app's data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.opening.data
    }

    /// The app being played.
    ///
    /// # Errors
    /// When it was closed and could not be opened again.
    pub fn session(&mut self) -> anyhow::Result<&mut Session> {
        self.session.as_mut().context("the app isn't open")
    }

    /// Waits a moment, brings the element into view by the arrows, and touches it.
    ///
    /// # Errors
    /// When it is nowhere on the screen.
    pub fn tap(&mut self, id: &str) -> anyhow::Result<Touch> {
        let session = self.session()?;
        let mut seek = Seek::default();
        for _ in 0..40 {
            session.advance(PACE);
            match seek.next(&session.outline()?, id) {
                Next::Scroll(arrow) => session.tap(&Aim::Id(&arrow))?,
                Next::Touch | Next::Lost => return Ok(session.tap(&Aim::Id(id))?),
            };
        }
        anyhow::bail!("`{id}` does not come into view")
    }

    /// Waits a moment and touches the control with this label.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn tap_label(&mut self, label: &str) -> anyhow::Result<Touch> {
        let session = self.session()?;
        session.advance(PACE);
        Ok(session.tap(&Aim::Label(label))?)
    }

    /// Does what is right now: touches it, or waits where there is nothing to touch. Says what was
    /// touched.
    ///
    /// # Errors
    /// When what is right can't be reached, or there is nothing to touch and nothing to wait for.
    pub fn do_right(&mut self) -> anyhow::Result<Option<Touch>> {
        let session = self.session()?;
        if let Some(id) = session.app().right_element() {
            return self.tap(&id).map(Some);
        }
        session
            .wait_for_app(600_000)
            .context("there is nothing to touch and nothing to wait for")?;
        Ok(None)
    }

    /// Does what is right until `there` says so. Says how many touches and waits that took.
    ///
    /// # Errors
    /// When it takes more than `most`, or the right thing can't be done.
    pub fn do_right_until(
        &mut self,
        most: usize,
        mut there: impl FnMut(&Place) -> bool,
    ) -> anyhow::Result<usize> {
        for count in 0..=most {
            if there(&self.place()?) {
                return Ok(count);
            }
            self.do_right()?;
        }
        anyhow::bail!("not there after {most} touches, but on {:?}", self.place()?)
    }

    /// Where one is.
    ///
    /// # Errors
    /// When the app isn't open.
    pub fn place(&mut self) -> anyhow::Result<Place> {
        Ok(self.session()?.place())
    }

    /// What is on the screen.
    ///
    /// # Errors
    /// When it can't be drawn.
    pub fn screen(&mut self) -> anyhow::Result<Screen> {
        Ok(self.session()?.screen()?)
    }

    /// Which rules of the interface the screen breaks.
    ///
    /// # Errors
    /// When it can't be drawn.
    pub fn findings(&mut self) -> anyhow::Result<Vec<Finding>> {
        let text_scale = self.session()?.app().text_scale();
        let setting = Setting { text_scale, ..Setting::default() };
        Ok(rules::findings(&self.screen()?, &setting))
    }

    /// Lets time pass.
    ///
    /// # Errors
    /// When the app isn't open.
    pub fn advance(&mut self, millis: u64) -> anyhow::Result<()> {
        self.session()?.advance(millis);
        Ok(())
    }

    /// What was spoken since the last call.
    ///
    /// # Errors
    /// When the app isn't open.
    pub fn heard(&mut self) -> anyhow::Result<Vec<Heard>> {
        Ok(self.session()?.take_heard())
    }

    /// What was recorded after the event with this local number.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn events(&mut self, after: u64) -> anyhow::Result<Vec<serde_json::Value>> {
        self.session()?.app().events_after(after)
    }
}
