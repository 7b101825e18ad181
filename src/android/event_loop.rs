//! Slint's platform on Android: the event loop, and the way in from other threads. What is drawn and
//! touched is `stage`'s part.
//!
//! Sleeps until the system, a timer or another thread has something to say. It refuses to hold on to
//! a surface: once the callback for [`MainEvent::TerminateWindow`] has returned, its memory is gone.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use android_activity::input::{InputEvent, KeyAction, KeyEvent, MotionAction, MotionEvent};
use android_activity::ndk::hardware_buffer_format::HardwareBufferFormat;
use android_activity::ndk::native_window::{NativeWindow, Rect};
use android_activity::{AndroidApp, InputStatus, MainEvent, PollEvent};
use slint::platform::{EventLoopProxy, Platform, PlatformError, WindowAdapter};

use super::frame::Bounds;
use super::keys::key_of;
use super::mailbox::{Mailbox, Proxy};
use super::reader::Reader;
use super::stage::{Buffer, Finger, Layout, Stage, Stroke, Surface, Touch};
use crate::platform::android::calls::Java;
use crate::platform::android::insets::{Insets, insets};
use crate::platform::android::letters::letters;
use crate::platform::{Moment, Moments, Trouble};

/// One activity and its one window. Lives on the thread that `android_main` was called on.
pub struct AndroidPlatform {
    app: AndroidApp,
    java: Arc<dyn Java>,
    moments: Moments,
    stage: Stage,
    mailbox: Arc<Mailbox>,
    reader: RefCell<Reader>,
}

/// What the system said while it was waited for.
#[derive(Default)]
struct Said {
    input: bool,
    focus: Option<bool>,
    seen: Option<bool>,
    configuration: bool,
    memory_is_low: bool,
    destroyed: bool,
}

impl AndroidPlatform {
    /// For the activity behind `app`; there is nothing to draw on yet. `moments` hears what the
    /// system tells of the app.
    pub fn new(app: AndroidApp, java: Arc<dyn Java>, moments: Moments) -> Self {
        let waker = app.create_waker();
        let mailbox = Arc::new(Mailbox::new(move || waker.wake()));
        let reader = RefCell::new(Reader::new(app.clone(), Arc::clone(&java)));
        Self { app, java, moments, stage: Stage::new(), mailbox, reader }
    }

    /// The way in from other threads.
    pub fn proxy(&self) -> Proxy {
        Proxy::new(Arc::clone(&self.mailbox))
    }

    /// Waits, then hands on what has happened. Returns whether the activity still exists.
    fn wait_for_events(&self) -> bool {
        let mut said = Said::default();
        let wait = self.stage.idle_time(self.app.native_window().is_some());
        // Nothing is handed on from within: the callback runs under android-activity's lock.
        self.app.poll_events(wait, |event| {
            let PollEvent::Main(event) = event else {
                return;
            };
            match event {
                MainEvent::InputAvailable => said.input = true,
                MainEvent::ConfigChanged { .. } => {
                    said.configuration = true;
                    self.stage.surface_changed();
                }
                MainEvent::InitWindow { .. }
                | MainEvent::WindowResized { .. }
                | MainEvent::RedrawNeeded { .. }
                | MainEvent::ContentRectChanged { .. } => self.stage.surface_changed(),
                MainEvent::GainedFocus => said.focus = Some(true),
                MainEvent::LostFocus => said.focus = Some(false),
                MainEvent::Resume { .. } => said.seen = Some(true),
                MainEvent::Pause => said.seen = Some(false),
                MainEvent::LowMemory => said.memory_is_low = true,
                MainEvent::Destroy => said.destroyed = true,
                // What a learner did is stored before it is shown, so there is nothing left to
                // save when the app is stopped.
                _ => (),
            }
        });
        self.stage.tick();
        self.hand_on(&said);
        if said.input && !said.destroyed {
            self.read_input();
        }
        !said.destroyed
    }

    fn hand_on(&self, said: &Said) {
        if let Some(seen) = said.seen {
            self.stage.seen(seen);
            if seen {
                self.reader.borrow_mut().look();
            }
            self.moments.tell(if seen { Moment::Resumed } else { Moment::Paused });
        }
        if let Some(active) = said.focus {
            self.stage.focus(active);
        }
        if said.memory_is_low {
            self.moments.tell(Moment::MemoryIsLow);
        }
        if said.configuration {
            match letters(&self.java) {
                Ok(percent) => self.moments.tell(Moment::Letters(percent)),
                Err(trouble) => eprintln!("the size of the phone's letters: {trouble}"),
            }
        }
    }

    fn read_input(&self) {
        let mut events = match self.app.input_events_iter() {
            Ok(events) => events,
            Err(error) => return eprintln!("no input can be read: {error}"),
        };
        while events.next(|event| match event {
            InputEvent::MotionEvent(motion) => self.touched(motion),
            InputEvent::KeyEvent(key) => self.key_pressed(key),
            _ => InputStatus::Unhandled,
        }) {}
    }

    fn touched(&self, motion: &MotionEvent<'_>) -> InputStatus {
        let finger = |finger: android_activity::input::Pointer<'_>| -> Finger {
            (finger.pointer_id(), finger.x(), finger.y())
        };
        let acting = || finger(motion.pointer_at_index(motion.pointer_index()));
        self.stage.touched(match motion.action() {
            MotionAction::Down => Touch::Down { finger: acting(), first: true },
            MotionAction::PointerDown => Touch::Down { finger: acting(), first: false },
            MotionAction::Up | MotionAction::PointerUp => Touch::Up(acting()),
            MotionAction::Move => Touch::Moved(motion.pointers().map(finger).collect()),
            MotionAction::Cancel => Touch::Cancelled,
            // Hovering as well: that is a finger of somebody who explores the screen with TalkBack.
            // Only what goes unhandled here is handed on to the view that finds out what is under it.
            _ => return InputStatus::Unhandled,
        });
        InputStatus::Handled
    }

    /// A key that no element wants goes back to the system: Back then leaves the app.
    fn key_pressed(&self, event: &KeyEvent<'_>) -> InputStatus {
        let Some(key) = key_of(event.key_code(), event.meta_state().shift_on()) else {
            return InputStatus::Unhandled;
        };
        let stroke = match event.action() {
            KeyAction::Down if event.repeat_count() > 0 => Stroke::Held,
            KeyAction::Down => Stroke::Down,
            KeyAction::Up => Stroke::Up,
            _ => return InputStatus::Unhandled,
        };
        if self.stage.key(key, stroke) { InputStatus::Handled } else { InputStatus::Unhandled }
    }

    fn layout(&self) -> Layout {
        let told = self.app.content_rect();
        let insets = match insets(&self.java) {
            Ok(insets) => insets,
            // Before Android 11 there are none to ask for.
            Err(Trouble::NotThere(_)) => Insets::default(),
            Err(trouble) => {
                eprintln!("what reaches into the window: {trouble}");
                Insets::default()
            }
        };
        let told = [told.left, told.top, told.right, told.bottom];
        Layout { told, insets, density: self.app.config().density() }
    }

    /// Draws if something has changed and there is a surface.
    fn draw(&self) {
        if let Some(surface) = self.app.native_window() {
            self.stage.draw(&mut OnWindow(surface), || self.layout());
        }
    }
}

/// The activity's window.
struct OnWindow(NativeWindow);

impl Surface for OnWindow {
    fn prepare(&mut self) -> io::Result<()> {
        self.0.set_buffers_geometry(0, 0, Some(HardwareBufferFormat::R8G8B8X8_UNORM))
    }

    fn size(&self) -> (usize, usize) {
        let length = |length: i32| usize::try_from(length).unwrap_or(0);
        (length(self.0.width()), length(self.0.height()))
    }

    fn fill(
        &mut self,
        changed: Bounds,
        write: &mut dyn FnMut(Buffer<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut bounds = Rect {
            left: changed.left as i32,
            top: changed.top as i32,
            right: changed.right as i32,
            bottom: changed.bottom as i32,
        };
        // The system hands out one buffer of several and widens the bounds by what that one missed.
        let mut buffer = self.0.lock(Some(&mut bounds))?;
        let missing = [bounds.left, bounds.top, bounds.right, bounds.bottom];
        let bytes_per_pixel = buffer.format().bytes_per_pixel();
        let (width, height, stride) = (buffer.width(), buffer.height(), buffer.stride());
        let bytes = buffer.bytes().unwrap_or_default();
        write(Buffer { missing, bytes_per_pixel, width, height, stride, bytes })
    }
}

impl Platform for AndroidPlatform {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(self.stage.window())
    }

    fn run_event_loop(&self) -> Result<(), PlatformError> {
        self.reader.borrow_mut().open();
        loop {
            self.reader.borrow_mut().act(&self.stage);
            self.stage.tick();
            self.draw();
            self.reader.borrow_mut().tell(&self.stage);
            let alive = self.wait_for_events();
            self.mailbox.run_tasks();
            if !alive || self.mailbox.is_told_to_quit() {
                self.mailbox.close();
                self.reader.borrow_mut().close();
                return Ok(());
            }
        }
    }

    fn new_event_loop_proxy(&self) -> Option<Box<dyn EventLoopProxy>> {
        Some(Box::new(self.proxy()))
    }
}
