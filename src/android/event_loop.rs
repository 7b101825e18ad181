//! Slint's platform on Android: the window, the event loop, and the way in from other threads.
//!
//! Sleeps until the system, a timer or another thread has something to say; draws only what has
//! changed, and nothing while there is no surface to draw on. It refuses to hold on to a surface:
//! once the callback for [`MainEvent::TerminateWindow`] has returned, its memory is gone.

use std::cell::{Cell, RefCell};
use std::io;
use std::mem::MaybeUninit;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use android_activity::input::{InputEvent, KeyAction, KeyEvent, MotionAction, MotionEvent};
use android_activity::ndk::hardware_buffer_format::HardwareBufferFormat;
use android_activity::ndk::native_window::{NativeWindow, Rect};
use android_activity::{AndroidApp, InputStatus, MainEvent, PollEvent};
use slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
use slint::platform::{
    EventLoopProxy, Platform, PlatformError, WindowAdapter, WindowEvent, WindowEventDispatchResult,
    duration_until_next_timer_update, update_timers_and_animations,
};
use slint::{LogicalPosition, PhysicalSize};

use super::frame::{BYTES_PER_PIXEL, Bounds, Frame};
use super::keys::key_of;
use super::mailbox::{Mailbox, Proxy};
use super::one_finger::OneFinger;
use super::whole_millis;

/// From one frame of an animation to the next: sixty a second.
const FRAME_INTERVAL: Duration = Duration::from_micros(16_667);
/// A screen of this density shows one logical pixel as one physical pixel.
const DOTS_PER_INCH_AT_SCALE_1: f32 = 160.0;

/// One activity and its one window. Lives on the thread that `android_main` was called on.
pub struct AndroidPlatform {
    app: AndroidApp,
    window: Rc<MinimalSoftwareWindow>,
    frame: RefCell<Frame>,
    touch: RefCell<OneFinger>,
    /// The surface is new, or has another size: measure it and show everything anew.
    surface_changed: Cell<bool>,
    last_frame: Cell<Instant>,
    mailbox: Arc<Mailbox>,
}

impl AndroidPlatform {
    /// For the activity behind `app`; there is nothing to draw on yet.
    pub fn new(app: AndroidApp) -> Self {
        let waker = app.create_waker();
        Self {
            app,
            window: MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer),
            frame: RefCell::new(Frame::new(0, 0, Bounds::whole(0, 0))),
            touch: RefCell::default(),
            surface_changed: Cell::new(true),
            last_frame: Cell::new(Instant::now()),
            mailbox: Arc::new(Mailbox::new(move || waker.wake())),
        }
    }

    /// How long there is nothing to do; for ever if `None`.
    fn idle_time(&self) -> Option<Duration> {
        let timer = duration_until_next_timer_update();
        let animated = self.window.has_active_animations() && self.app.native_window().is_some();
        let frame =
            animated.then(|| FRAME_INTERVAL.saturating_sub(self.last_frame.get().elapsed()));
        timer.into_iter().chain(frame).min().map(whole_millis)
    }

    /// Waits, then hands on what has happened. Returns whether the activity still exists.
    fn wait_for_events(&self) -> bool {
        let (mut alive, mut input, mut focus) = (true, false, None);
        // Nothing is handed on from within: the callback runs under android-activity's lock.
        self.app.poll_events(self.idle_time(), |event| {
            let PollEvent::Main(event) = event else {
                return;
            };
            match event {
                MainEvent::InputAvailable => input = true,
                MainEvent::InitWindow { .. }
                | MainEvent::WindowResized { .. }
                | MainEvent::RedrawNeeded { .. }
                | MainEvent::ContentRectChanged { .. }
                | MainEvent::ConfigChanged { .. } => self.surface_changed.set(true),
                MainEvent::GainedFocus => focus = Some(true),
                MainEvent::LostFocus => focus = Some(false),
                MainEvent::Destroy => alive = false,
                // What a learner did is stored before it is shown, so there is nothing left to
                // save when the app is paused or stopped.
                _ => (),
            }
        });
        update_timers_and_animations();
        if let Some(active) = focus {
            let cancelled = self.touch.borrow_mut().cancelled();
            self.dispatch(cancelled);
            self.dispatch([WindowEvent::WindowActiveChanged(active)]);
        }
        if input && alive {
            self.read_input();
        }
        alive
    }

    fn dispatch(&self, events: impl IntoIterator<Item = WindowEvent>) {
        for event in events {
            if let Err(error) = self.window.dispatch_event_with_result(event) {
                eprintln!("Slint couldn't take an event: {error}");
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
        let content = self.frame.borrow().content();
        let scale = self.window.scale_factor();
        let place = |finger: &android_activity::input::Pointer<'_>| {
            let x = finger.x() - content.left as f32;
            let y = finger.y() - content.top as f32;
            (finger.pointer_id(), LogicalPosition::new(x / scale, y / scale))
        };
        let mut touch = self.touch.borrow_mut();
        let mut events = Vec::new();
        match motion.action() {
            action @ (MotionAction::Down | MotionAction::PointerDown) => {
                if action == MotionAction::Down {
                    // The first finger on the glass: what came before it has ended.
                    events.extend(touch.cancelled());
                }
                let (finger, at) = place(&motion.pointer_at_index(motion.pointer_index()));
                events.extend(touch.down(finger, at));
            }
            MotionAction::Up | MotionAction::PointerUp => {
                let (finger, at) = place(&motion.pointer_at_index(motion.pointer_index()));
                events.extend(touch.up(finger, at));
            }
            MotionAction::Move => {
                for (finger, at) in motion.pointers().map(|finger| place(&finger)) {
                    events.extend(touch.moved(finger, at));
                }
            }
            MotionAction::Cancel => events.extend(touch.cancelled()),
            _ => return InputStatus::Unhandled,
        }
        drop(touch);
        self.dispatch(events);
        InputStatus::Handled
    }

    /// A key that no element wants goes back to the system: Back then leaves the app.
    fn key_pressed(&self, event: &KeyEvent<'_>) -> InputStatus {
        let Some(key) = key_of(event.key_code(), event.meta_state().shift_on()) else {
            return InputStatus::Unhandled;
        };
        let text = key.into();
        let event = match event.action() {
            KeyAction::Down if event.repeat_count() > 0 => WindowEvent::KeyPressRepeated { text },
            KeyAction::Down => WindowEvent::KeyPressed { text },
            KeyAction::Up => WindowEvent::KeyReleased { text },
            _ => return InputStatus::Unhandled,
        };
        match self.window.dispatch_event_with_result(event) {
            Ok(WindowEventDispatchResult::Accepted) => InputStatus::Handled,
            _ => InputStatus::Unhandled,
        }
    }

    /// Draws if something has changed and there is a surface.
    fn draw(&self) {
        let Some(surface) = self.app.native_window() else {
            return;
        };
        let measure = self.surface_changed.take();
        let mut new_picture = false;
        if measure {
            match self.measure(&surface) {
                Ok(changed) => new_picture = changed,
                Err(error) => {
                    self.surface_changed.set(true);
                    return eprintln!("the surface can't be used: {error}");
                }
            }
        }
        let mut frame = self.frame.borrow_mut();
        let (width, height) = frame.size();
        if width == 0 || height == 0 {
            return;
        }
        let mut changed = measure.then_some(Bounds::whole(width, height));
        self.window.draw_if_needed(|renderer| {
            self.last_frame.set(Instant::now());
            renderer.set_repaint_buffer_type(match new_picture {
                true => RepaintBufferType::NewBuffer,
                false => RepaintBufferType::ReusedBuffer,
            });
            let content = frame.content();
            let (pixels, stride) = frame.content_pixels();
            let drawn = renderer.render(pixels, stride);
            let (origin, size) = (drawn.bounding_box_origin(), drawn.bounding_box_size());
            let (left, top) = (content.left as i32 + origin.x, content.top as i32 + origin.y);
            let edges = [left, top, left + size.width as i32, top + size.height as i32];
            changed = changed.or(Bounds::new(edges, width, height));
        });
        if let Some(changed) = changed
            && let Err(error) = show(&frame, &surface, changed)
        {
            eprintln!("a frame was lost: {error}");
        }
    }

    /// Takes over the surface's size, the part that the system bars leave free, and the density.
    /// Returns whether a new picture had to be begun.
    fn measure(&self, surface: &NativeWindow) -> io::Result<bool> {
        surface.set_buffers_geometry(0, 0, Some(HardwareBufferFormat::R8G8B8X8_UNORM))?;
        let density = self.app.config().density();
        let scale_factor = density.map_or(1.0, |dots| dots as f32 / DOTS_PER_INCH_AT_SCALE_1);
        if scale_factor != self.window.scale_factor() {
            self.dispatch([WindowEvent::ScaleFactorChanged { scale_factor }]);
        }
        let length = |length: i32| usize::try_from(length).unwrap_or(0);
        let (width, height) = (length(surface.width()), length(surface.height()));
        let free = self.app.content_rect();
        let content = Bounds::new([free.left, free.top, free.right, free.bottom], width, height)
            .unwrap_or(Bounds::whole(width, height));
        // Also after a mere change of density: Slint keeps its size in logical pixels.
        self.window.set_size(PhysicalSize::new(content.width() as u32, content.height() as u32));
        if self.frame.borrow().fits(width, height, content) {
            return Ok(false);
        }
        self.frame.replace(Frame::new(width, height, content));
        self.window.request_redraw();
        Ok(true)
    }
}

/// Puts what has `changed` on the screen.
fn show(frame: &Frame, surface: &NativeWindow, changed: Bounds) -> io::Result<()> {
    let mut bounds = Rect {
        left: changed.left as i32,
        top: changed.top as i32,
        right: changed.right as i32,
        bottom: changed.bottom as i32,
    };
    // The system hands out one buffer of several and widens the bounds by what that one missed.
    let mut buffer = surface.lock(Some(&mut bounds))?;
    if buffer.format().bytes_per_pixel() != Some(BYTES_PER_PIXEL) {
        return Err(io::Error::other(format!("unexpected pixels: {:?}", buffer.format())));
    }
    let edges = [bounds.left, bounds.top, bounds.right, bounds.bottom];
    let missing = Bounds::new(edges, buffer.width(), buffer.height());
    if let (Some(missing), Some(lines)) = (missing, buffer.lines()) {
        frame.copy_to(lines, missing, MaybeUninit::new);
    }
    Ok(())
}

impl Platform for AndroidPlatform {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(self.window.clone())
    }

    fn run_event_loop(&self) -> Result<(), PlatformError> {
        loop {
            update_timers_and_animations();
            self.draw();
            let alive = self.wait_for_events();
            self.mailbox.run_tasks();
            if !alive || self.mailbox.is_told_to_quit() {
                self.mailbox.close();
                return Ok(());
            }
        }
    }

    fn new_event_loop_proxy(&self) -> Option<Box<dyn EventLoopProxy>> {
        Some(Box::new(Proxy::new(self.mailbox.clone())))
    }
}
