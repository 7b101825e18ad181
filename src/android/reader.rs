//! Joins `accessibility` to the activity: finds the view that screen readers ask, lets AccessKit into
//! it, and looks whether a reader is on still. All of it on the event loop's thread, but for the view,
//! which is looked up on Android's main thread.
//!
//! Where Android refuses any of it, the app goes on without a reader.

use std::sync::{Arc, mpsc};

use android_activity::AndroidApp;
use slint::platform::WindowAdapter as _;

use super::accessibility::{Accessibility, Asked, injected::Injected};
use super::stage::Stage;
use crate::platform::android::calls::{Java, Object};
use crate::platform::android::reader;

/// The way to whoever reads the screen out.
pub struct Reader {
    app: AndroidApp,
    java: Arc<dyn Java>,
    accessibility: Accessibility,
    finds: Option<mpsc::Receiver<Object>>,
    view: Option<Object>,
}

impl Reader {
    /// For the activity behind `app`. Nobody can ask yet.
    pub fn new(app: AndroidApp, java: Arc<dyn Java>) -> Self {
        let waker = app.create_waker();
        let accessibility = Accessibility::new(Arc::new(Asked::new(move || waker.wake())));
        Self { app, java, accessibility, finds: None, view: None }
    }

    /// Has the activity's view looked up on the main thread, where views are at home.
    pub fn open(&mut self) {
        let (find, finds) = mpsc::channel();
        let (java, waker) = (Arc::clone(&self.java), self.app.create_waker());
        self.java.on_main_thread(Box::new(move || match reader::view(&java) {
            Ok(view) => {
                // Fails only when the loop has ended.
                let _ = find.send(view);
                waker.wake();
            }
            Err(trouble) => eprintln!("no screen reader can ask: {trouble}"),
        }));
        self.finds = Some(finds);
    }

    /// Lets AccessKit into the view, in the place of the one before.
    fn let_in(&mut self) {
        // That one leaves first: Android has room for one.
        self.accessibility.leave();
        let Some(view) = &self.view else { return };
        match Injected::new(self.app.vm_as_ptr(), view, &self.accessibility.asked()) {
            Ok(injected) => self.accessibility.join(Box::new(injected)),
            Err(error) => eprintln!("no screen reader can ask: {error}"),
        }
    }

    /// A reader that was switched off while the app wasn't seen is told nothing any more. Whoever
    /// comes in its place is told nothing until it asks.
    pub fn look(&mut self) {
        if !self.accessibility.is_on() {
            return;
        }
        match reader::is_on(&self.java) {
            Ok(true) => {}
            Ok(false) => self.let_in(),
            Err(trouble) => eprintln!("whether a screen reader is on: {trouble}"),
        }
    }

    /// Does what a reader asked for.
    pub fn act(&mut self, stage: &Stage) {
        if let Some(view) = self.finds.as_ref().and_then(|finds| finds.try_recv().ok()) {
            self.finds = None;
            self.view = Some(view);
            self.let_in();
        }
        if let Some(origin) = stage.origin() {
            self.accessibility.act(stage.window().window(), origin);
        }
    }

    /// Tells a reader what is on the screen now.
    pub fn tell(&mut self, stage: &Stage) {
        if let Some(origin) = stage.origin() {
            self.accessibility.tell(stage.window().window(), origin);
        }
    }

    /// Takes AccessKit out of the view: the loop has ended. Later, when the platform is dropped, its
    /// thread may no longer be the virtual machine's.
    pub fn close(&mut self) {
        self.accessibility.leave();
        self.view = None;
        self.finds = None;
    }
}
