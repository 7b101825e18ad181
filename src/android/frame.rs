//! The picture between Slint and the phone's screen, and the copying from one to the other.
//!
//! Slint redraws only what has changed, so it needs a picture that keeps its pixels from frame to
//! frame; Android hands out a different buffer each time. Pure: knows no Android, makes no calls.

use slint::platform::software_renderer::PremultipliedRgbaColor;

/// The bytes of one pixel, in memory order red, green, blue, alpha.
pub const BYTES_PER_PIXEL: usize = 4;

/// What shows where the app doesn't draw: behind the status bar and the navigation bar.
const BEHIND_SYSTEM_BARS: PremultipliedRgbaColor =
    PremultipliedRgbaColor { red: 0, green: 0, blue: 0, alpha: u8::MAX };

/// A rectangle in physical pixels from the window's top left corner; `right` and `bottom` are
/// just outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub left: usize,
    pub top: usize,
    pub right: usize,
    pub bottom: usize,
}

impl Bounds {
    /// The bounds with these edges as Android gives them, cut to a window of `width` × `height`.
    ///
    /// `None` if nothing is left: before the first layout, Android reports an empty rectangle.
    pub fn new(edges: [i32; 4], width: usize, height: usize) -> Option<Self> {
        let [left, top, right, bottom] = edges.map(|edge| usize::try_from(edge).unwrap_or(0));
        let bounds = Self { left, top, right: right.min(width), bottom: bottom.min(height) };
        (bounds.left < bounds.right && bounds.top < bounds.bottom).then_some(bounds)
    }

    /// Everything in a window of this size.
    pub fn whole(width: usize, height: usize) -> Self {
        Self { left: 0, top: 0, right: width, bottom: height }
    }

    /// How wide it is, in pixels.
    pub fn width(self) -> usize {
        self.right - self.left
    }

    /// How high it is, in pixels.
    pub fn height(self) -> usize {
        self.bottom - self.top
    }
}

/// The pixels of the whole window, of which Slint draws `content`.
pub struct Frame {
    width: usize,
    height: usize,
    content: Bounds,
    pixels: Vec<PremultipliedRgbaColor>,
}

impl Frame {
    /// An empty picture for a window of `width` × `height`; `content` has to lie within it.
    pub fn new(width: usize, height: usize, content: Bounds) -> Self {
        // One row more than is shown: the renderer takes whole rows from the content's left edge
        // on, and the last of them would otherwise end beyond the picture.
        let pixels = vec![BEHIND_SYSTEM_BARS; width * (height + 1)];
        Self { width, height, content, pixels }
    }

    /// Whether the picture still fits a window of this size with this content.
    pub fn fits(&self, width: usize, height: usize, content: Bounds) -> bool {
        (self.width, self.height, self.content) == (width, height, content)
    }

    /// The part that Slint draws.
    pub fn content(&self) -> Bounds {
        self.content
    }

    /// The whole window's size: width, height.
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// The pixels from the content's top left corner on, and how many lie between two rows.
    pub fn content_pixels(&mut self) -> (&mut [PremultipliedRgbaColor], usize) {
        let first = self.content.top * self.width + self.content.left;
        let end = first + self.content.height() * self.width;
        (&mut self.pixels[first..end], self.width)
    }

    /// Copies what lies within `bounds` to the same place in `lines`, the rows of a screen buffer
    /// whose bytes are made by `byte`.
    ///
    /// A buffer of another size (the phone was turned meanwhile) gets what they have in common.
    pub fn copy_to<'line, Byte: 'line>(
        &self,
        lines: impl Iterator<Item = &'line mut [Byte]>,
        bounds: Bounds,
        byte: impl Fn(u8) -> Byte + Copy,
    ) {
        let rows = self.pixels.chunks_exact(self.width.max(1)).take(self.height);
        for (row, line) in rows.zip(lines).take(bounds.bottom).skip(bounds.top) {
            let (line, _) = line.as_chunks_mut::<BYTES_PER_PIXEL>();
            for (pixel, bytes) in row.iter().zip(line).take(bounds.right).skip(bounds.left) {
                *bytes = [pixel.red, pixel.green, pixel.blue, pixel.alpha].map(byte);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;
    use slint::ComponentHandle;
    use slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
    use slint::platform::{Platform, PlatformError, WindowAdapter};

    use super::*;

    slint::slint! {
        export component Probe inherits Window {
            in property <bool> marked;
            background: white;
            if marked: Rectangle { x: 1px; y: 1px; width: 1px; height: 1px; background: black; }
        }
    }

    struct OneWindow(Rc<MinimalSoftwareWindow>);

    impl Platform for OneWindow {
        fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
            Ok(self.0.clone())
        }
    }

    const UNTOUCHED: u8 = 7;

    /// The red of each pixel of a screen of this size after `frame` was copied to it.
    fn reds(frame: &Frame, width: usize, height: usize, bounds: Bounds) -> Vec<Vec<u8>> {
        let mut screen = vec![vec![UNTOUCHED; width * BYTES_PER_PIXEL]; height];
        frame.copy_to(screen.iter_mut().map(Vec::as_mut_slice), bounds, |byte| byte);
        screen.iter().map(|line| line.iter().copied().step_by(BYTES_PER_PIXEL).collect()).collect()
    }

    #[test]
    fn slint_draws_inside_the_content_and_nowhere_else() {
        let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
        slint::platform::set_platform(Box::new(OneWindow(window.clone()))).expect("first platform");
        let probe = Probe::new().expect("a window");
        probe.show().expect("shown");
        let content = Bounds { left: 1, top: 2, right: 5, bottom: 5 };
        let mut frame = Frame::new(6, 6, content);
        window.set_size(slint::PhysicalSize::new(4, 3));

        let draw = |frame: &mut Frame| {
            window.draw_if_needed(|renderer| {
                let (pixels, stride) = frame.content_pixels();
                renderer.render(pixels, stride);
                renderer.set_repaint_buffer_type(RepaintBufferType::ReusedBuffer);
            })
        };
        assert!(draw(&mut frame));
        let mut wanted = vec![vec![0; 6]; 6];
        for line in &mut wanted[2..5] {
            line[1..5].fill(255);
        }
        assert_eq!(reds(&frame, 6, 6, Bounds::whole(6, 6)), wanted);

        // A later frame draws over the former one.
        probe.set_marked(true);
        assert!(draw(&mut frame));
        wanted[3][2] = 0;
        assert_eq!(reds(&frame, 6, 6, Bounds::whole(6, 6)), wanted);
        assert!(!draw(&mut frame), "nothing changed, so nothing is drawn");
    }

    #[test]
    fn bounds_are_cut_to_the_window() {
        let whole = Some(Bounds::whole(720, 1600));
        assert_eq!(Bounds::new([-3, -1, 9_000, 9_000], 720, 1600), whole);
        assert_eq!(Bounds::new([0, 0, 0, 0], 720, 1600), None);
        assert_eq!(Bounds::new([800, 0, 900, 100], 720, 1600), None);
    }

    proptest! {
        #[test]
        fn exactly_what_is_within_bounds_is_copied(
            (width, height) in (1_usize..8, 1_usize..8),
            (screen_width, screen_height) in (0_usize..8, 0_usize..8),
            edges in prop::array::uniform4(-2_i32..10),
        ) {
            let frame = Frame::new(width, height, Bounds::whole(width, height));
            let Some(bounds) = Bounds::new(edges, width, height) else { return Ok(()) };
            let reds = reds(&frame, screen_width, screen_height, bounds);
            for (y, line) in reds.into_iter().enumerate() {
                for (x, red) in line.into_iter().enumerate() {
                    let inside = (bounds.left..bounds.right).contains(&x)
                        && (bounds.top..bounds.bottom).contains(&y);
                    prop_assert_eq!(red, if inside { 0 } else { UNTOUCHED });
                }
            }
        }
    }
}
