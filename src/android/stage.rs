//! The window, between Slint and whatever the system draws on and touches with: what is shown, what
//! was touched, and whether there is anything to do. Knows no Android; `event_loop` hands it what
//! Android gives, and the tests of this file something that stands in for it.
//!
//! It draws only what has changed, nothing while nothing has, and nothing while nobody looks. It holds
//! on to no surface.

use std::cell::{Cell, RefCell};
use std::io;
use std::mem::MaybeUninit;
use std::rc::Rc;
use std::time::{Duration, Instant};

use slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
use slint::platform::{Key, WindowEvent, WindowEventDispatchResult};
use slint::platform::{duration_until_next_timer_update, update_timers_and_animations};
use slint::{LogicalPosition, PhysicalSize};

use super::accessibility::Origin;
use super::fitting::{free_part, scale_factor};
use super::frame::{BYTES_PER_PIXEL, Bounds, Frame};
use super::one_finger::OneFinger;
use super::whole_millis;
use crate::platform::android::insets::Insets;

/// From one frame of an animation to the next: sixty a second.
const FRAME_INTERVAL: Duration = Duration::from_micros(16_667);

/// A buffer of the screen, while it may be written to.
pub struct Buffer<'buffer> {
    /// What has to be written, in pixels from the left, top, right and bottom edge: at least what was
    /// wanted, and more where this buffer missed earlier changes.
    pub missing: [i32; 4],
    /// The bytes of a pixel; none for formats without.
    pub bytes_per_pixel: Option<usize>,
    /// How many pixels of a line are seen.
    pub width: usize,
    /// How many lines there are.
    pub height: usize,
    /// From one line to the next, in pixels: at least the width.
    pub stride: usize,
    /// All lines, with what lies between them.
    pub bytes: &'buffer mut [MaybeUninit<u8>],
}

/// What is drawn on.
pub trait Surface {
    /// Asks for pixels of red, green, blue and a byte that doesn't count, as large as the window.
    ///
    /// # Errors
    /// Where the system has none.
    fn prepare(&mut self) -> io::Result<()>;

    /// Width and height, in physical pixels.
    fn size(&self) -> (usize, usize);

    /// Hands out a buffer for what has `changed`, and shows it afterwards.
    ///
    /// # Errors
    /// Where there is none, or it wasn't filled.
    fn fill(
        &mut self,
        changed: Bounds,
        write: &mut dyn FnMut(Buffer<'_>) -> io::Result<()>,
    ) -> io::Result<()>;
}

/// What the system tells of the window.
#[derive(Debug, Clone, Copy, Default)]
pub struct Layout {
    /// The rectangle that the activity was told, by its edges.
    pub told: [i32; 4],
    /// What reaches into the window.
    pub insets: Insets,
    /// Dots an inch, with the display size that was chosen.
    pub density: Option<u32>,
}

/// A finger by the system's number for it, and where it is in the window, in physical pixels.
pub type Finger = (i32, f32, f32);

/// What fingers do.
#[derive(Debug, Clone, PartialEq)]
pub enum Touch {
    /// The first finger, or a further one, touches the glass.
    Down {
        /// Which one.
        finger: Finger,
        /// Whether there was none before.
        first: bool,
    },
    /// These are on the glass, and one of them has moved.
    Moved(Vec<Finger>),
    /// One leaves the glass.
    Up(Finger),
    /// The system has taken the touch away.
    Cancelled,
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// It goes down.
    Down,
    /// It is held.
    Held,
    /// It is let go.
    Up,
}

/// The one window.
pub struct Stage {
    window: Rc<MinimalSoftwareWindow>,
    frame: RefCell<Frame>,
    touch: RefCell<OneFinger>,
    /// Where the system's own view begins in the window: left and top, in physical pixels.
    view: Cell<[i32; 2]>,
    /// The surface is new, or has another size: measure it and show everything anew.
    surface_changed: Cell<bool>,
    /// Whether the app is seen.
    seen: Cell<bool>,
    last_frame: Cell<Instant>,
}

impl Stage {
    /// A window with nothing to draw on yet.
    pub fn new() -> Self {
        Self {
            window: MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer),
            frame: RefCell::new(Frame::new(0, 0, Bounds::whole(0, 0))),
            touch: RefCell::default(),
            view: Cell::default(),
            surface_changed: Cell::new(true),
            seen: Cell::new(true),
            last_frame: Cell::new(Instant::now()),
        }
    }

    /// Slint's side of it.
    pub fn window(&self) -> Rc<MinimalSoftwareWindow> {
        Rc::clone(&self.window)
    }

    /// The surface is another one, or its size, its free part or its density may be.
    pub fn surface_changed(&self) {
        self.surface_changed.set(true);
    }

    /// The app is seen from now on, or isn't: then no timer and no animation wakes it.
    pub fn seen(&self, seen: bool) {
        self.seen.set(seen);
        if !seen {
            self.touched(Touch::Cancelled);
        }
    }

    /// Where the page begins in the view that a screen reader asks, which fills the rectangle that the
    /// activity was told; none while there is nothing to draw on.
    pub fn origin(&self) -> Option<Origin> {
        let frame = self.frame.borrow();
        if frame.size() == (0, 0) {
            return None;
        }
        let (content, [left, top]) = (frame.content(), self.view.get());
        let away =
            |of: usize, from: i32| i32::try_from(of).unwrap_or(i32::MAX).saturating_sub(from);
        Some(Origin { x: away(content.left, left), y: away(content.top, top) })
    }

    /// How long there is nothing to do; for ever if `None`.
    pub fn idle_time(&self, has_surface: bool) -> Option<Duration> {
        if !self.seen.get() {
            return None;
        }
        let timer = duration_until_next_timer_update();
        let animated = self.window.has_active_animations() && has_surface;
        let frame =
            animated.then(|| FRAME_INTERVAL.saturating_sub(self.last_frame.get().elapsed()));
        timer.into_iter().chain(frame).min().map(whole_millis)
    }

    /// Does what is due by the clock.
    pub fn tick(&self) {
        update_timers_and_animations();
    }

    fn dispatch(&self, events: impl IntoIterator<Item = WindowEvent>) {
        for event in events {
            if let Err(error) = self.window.dispatch_event_with_result(event) {
                eprintln!("Slint couldn't take an event: {error}");
            }
        }
    }

    /// The window gets the keys, or loses them.
    pub fn focus(&self, active: bool) {
        self.touched(Touch::Cancelled);
        self.dispatch([WindowEvent::WindowActiveChanged(active)]);
    }

    /// Fingers do something.
    pub fn touched(&self, touch: Touch) {
        let (content, scale) = (self.frame.borrow().content(), self.window.scale_factor());
        let place = |(finger, x, y): Finger| {
            let (x, y) = (x - content.left as f32, y - content.top as f32);
            (finger, LogicalPosition::new(x / scale, y / scale))
        };
        let mut one = self.touch.borrow_mut();
        let mut events = Vec::new();
        match touch {
            Touch::Down { finger, first } => {
                if first {
                    // What came before the first finger on the glass has ended.
                    events.extend(one.cancelled());
                }
                let (finger, at) = place(finger);
                events.extend(one.down(finger, at));
            }
            Touch::Moved(fingers) => {
                for (finger, at) in fingers.into_iter().map(place) {
                    events.extend(one.moved(finger, at));
                }
            }
            Touch::Up(finger) => {
                let (finger, at) = place(finger);
                events.extend(one.up(finger, at));
            }
            Touch::Cancelled => events.extend(one.cancelled()),
        }
        drop(one);
        self.dispatch(events);
    }

    /// A key does something. Whether an element wanted it; Back that nobody wants leaves the app.
    pub fn key(&self, key: Key, stroke: Stroke) -> bool {
        let text = key.into();
        let event = match stroke {
            Stroke::Down => WindowEvent::KeyPressed { text },
            Stroke::Held => WindowEvent::KeyPressRepeated { text },
            Stroke::Up => WindowEvent::KeyReleased { text },
        };
        let result = self.window.dispatch_event_with_result(event);
        matches!(result, Ok(WindowEventDispatchResult::Accepted))
    }

    /// Draws if something has changed. `layout` is asked where the surface is new or another.
    pub fn draw(&self, surface: &mut dyn Surface, layout: impl FnOnce() -> Layout) {
        let measure = self.surface_changed.take();
        let mut new_picture = false;
        if measure {
            match self.measure(surface, layout()) {
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
        let Some(changed) = changed else { return };
        if let Err(error) = surface.fill(changed, &mut |buffer| write(&frame, buffer)) {
            // The next frame begins with asking for pixels anew, and shows everything.
            self.surface_changed.set(true);
            eprintln!("a frame was lost: {error}");
        }
    }

    /// Takes over the surface's size, the part of it that is free, and the density. Returns whether a
    /// new picture had to be begun.
    fn measure(&self, surface: &mut dyn Surface, layout: Layout) -> io::Result<bool> {
        surface.prepare()?;
        let (width, height) = surface.size();
        let content = free_part(layout.told, layout.insets, width, height);
        let [left, top, ..] = layout.told;
        self.view.set([left, top]);
        let scale_factor = scale_factor(layout.density, content);
        if scale_factor != self.window.scale_factor() {
            self.dispatch([WindowEvent::ScaleFactorChanged { scale_factor }]);
        }
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

/// Writes what a buffer misses.
fn write(frame: &Frame, buffer: Buffer<'_>) -> io::Result<()> {
    if buffer.bytes_per_pixel != Some(BYTES_PER_PIXEL) || buffer.stride < buffer.width {
        return Err(io::Error::other("the screen's pixels are of another kind"));
    }
    let Some(missing) = Bounds::new(buffer.missing, buffer.width, buffer.height) else {
        return Ok(());
    };
    let seen = buffer.width * BYTES_PER_PIXEL;
    let lines = buffer.bytes.chunks_exact_mut((buffer.stride * BYTES_PER_PIXEL).max(1));
    frame.copy_to(lines.map(|line| &mut line[..seen]), missing, MaybeUninit::new);
    Ok(())
}

#[cfg(test)]
mod tests;
