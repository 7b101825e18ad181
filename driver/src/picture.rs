//! What the window shows, as pixels: saved as PNG, and asked which colours lie where. Holds no
//! opinion on which colours are good.

use std::collections::HashMap;
use std::io::BufWriter;
use std::path::Path;

use crate::bounds::Bounds;
use crate::colour::Colour;

/// One picture of the window, in physical pixels.
#[derive(Debug, Clone)]
pub struct Picture {
    width: usize,
    height: usize,
    /// Physical pixels to a logical one.
    scale: f32,
    pixels: Vec<Colour>,
}

impl Picture {
    /// Draws the window.
    ///
    /// # Errors
    /// When the renderer can't draw it, for example because it has no size.
    pub fn of(window: &slint::Window) -> Result<Self, slint::PlatformError> {
        let buffer = window.take_snapshot()?;
        let pixels = buffer.as_slice().iter().map(|p| Colour::new(p.r, p.g, p.b)).collect();
        let (width, height) = (buffer.width() as usize, buffer.height() as usize);
        Ok(Self { width, height, scale: window.scale_factor(), pixels })
    }

    /// A picture without any pixels.
    pub(crate) fn empty() -> Self {
        Self { width: 0, height: 0, scale: 1.0, pixels: Vec::new() }
    }

    /// Reads a picture that was saved with one pixel to a logical one.
    ///
    /// # Errors
    /// When the file can't be read, or isn't such a picture.
    pub fn load(path: &Path) -> Result<Self, png::DecodingError> {
        let file = std::io::BufReader::new(std::fs::File::open(path)?);
        let mut reader = png::Decoder::new(file).read_info()?;
        let mut bytes = vec![0; reader.output_buffer_size().unwrap_or_default()];
        let frame = reader.next_frame(&mut bytes)?;
        let pixels = bytes.as_chunks::<3>().0.iter().map(|&[r, g, b]| Colour::new(r, g, b));
        let (width, height) = (frame.width as usize, frame.height as usize);
        Ok(Self { width, height, scale: 1.0, pixels: pixels.collect() })
    }

    /// The pixels in these bounds, row by row, and how many there are in a row.
    #[must_use]
    pub fn crop(&self, bounds: &Bounds) -> (usize, Vec<Colour>) {
        let row = Bounds { h: 1.0 / self.scale, y: 0.0, ..*bounds };
        (self.pixels_in(&row).count(), self.pixels_in(bounds).collect())
    }

    /// Writes it as PNG.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn save(&self, path: &Path) -> Result<(), png::EncodingError> {
        let file = BufWriter::new(std::fs::File::create(path)?);
        let (width, height) = (self.width as u32, self.height as u32);
        let mut encoder = png::Encoder::new(file, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        // A tour writes hundreds: the time counts, not the last kilobyte.
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header()?;
        let bytes: Vec<u8> = self.pixels.iter().flat_map(|p| [p.r, p.g, p.b]).collect();
        writer.write_image_data(&bytes)?;
        writer.finish()
    }

    /// The pixels in these bounds, given in logical pixels.
    fn pixels_in(&self, bounds: &Bounds) -> impl Iterator<Item = Colour> {
        let scale = self.scale;
        let edge = |v: f32, max: usize| (v * scale).round().clamp(0.0, max as f32) as usize;
        let columns = edge(bounds.x, self.width)..edge(bounds.right(), self.width);
        let rows = edge(bounds.y, self.height)..edge(bounds.bottom(), self.height);
        rows.flat_map(move |y| columns.clone().map(move |x| self.pixels[y * self.width + x]))
    }

    /// The colours in these bounds: the most frequent first, with the share of the area that each
    /// takes. Shades that look alike count together, under the most frequent of them.
    #[must_use]
    pub fn colours(&self, bounds: &Bounds) -> Vec<(Colour, f32)> {
        rank(self.pixels_in(bounds))
    }

    /// The colours in a frame of `width` logical pixels just outside `bounds`, most frequent first.
    #[must_use]
    pub fn colours_around(&self, bounds: &Bounds, width: f32) -> Vec<(Colour, f32)> {
        rank(frame(&bounds.grown(width), width).iter().flat_map(|strip| self.pixels_in(strip)))
    }

    /// The colours in a frame of `width` logical pixels just inside `bounds`, most frequent first.
    #[must_use]
    pub fn colours_along_edge(&self, bounds: &Bounds, width: f32) -> Vec<(Colour, f32)> {
        rank(frame(bounds, width).iter().flat_map(|strip| self.pixels_in(strip)))
    }

    /// The pixel in these bounds that differs most from `from`; none when they hold no pixel.
    #[must_use]
    pub fn farthest_from(&self, bounds: &Bounds, from: Colour) -> Option<Colour> {
        self.pixels_in(bounds).max_by_key(|pixel| pixel.distance_squared(from))
    }

    /// Which share of the pixels in `bounds` differs from another picture of the same window,
    /// 0 … 1.
    #[must_use]
    pub fn difference(&self, other: &Self, bounds: &Bounds) -> f32 {
        let pairs = self.pixels_in(bounds).zip(other.pixels_in(bounds));
        let (all, different) =
            pairs.fold((0u32, 0u32), |(n, d), (a, b)| (n + 1, d + u32::from(a != b)));
        if all == 0 { 0.0 } else { different as f32 / all as f32 }
    }
}

/// Four strips that make a frame of `width` along the inside of `bounds`.
fn frame(bounds: &Bounds, width: f32) -> [Bounds; 4] {
    let Bounds { x, y, w, h } = *bounds;
    let inner = (h - 2.0 * width).max(0.0);
    [
        Bounds::new(x, y, w, width),
        Bounds::new(x, bounds.bottom() - width, w, width),
        Bounds::new(x, y + width, width, inner),
        Bounds::new(bounds.right() - width, y + width, width, inner),
    ]
}

/// Counts colours; those that agree in the upper four bits of each channel count as one.
fn rank(pixels: impl Iterator<Item = Colour>) -> Vec<(Colour, f32)> {
    let mut exact: HashMap<Colour, u32> = HashMap::new();
    // Neighbours are mostly alike: a run of them costs one look-up.
    let mut run: Option<(Colour, u32)> = None;
    for pixel in pixels {
        match &mut run {
            Some((colour, count)) if *colour == pixel => *count += 1,
            _ => {
                if let Some((colour, count)) = run.replace((pixel, 1)) {
                    *exact.entry(colour).or_default() += count;
                }
            }
        }
    }
    if let Some((colour, count)) = run {
        *exact.entry(colour).or_default() += count;
    }
    let total = exact.values().sum::<u32>() as f32;
    let mut alike: HashMap<[u8; 3], (Colour, u32, u32)> = HashMap::new();
    for (colour, count) in exact {
        let key = [colour.r >> 4, colour.g >> 4, colour.b >> 4];
        let (best, most, sum) = alike.entry(key).or_insert((colour, 0, 0));
        *sum += count;
        // The colour itself breaks ties, so that the answer never depends on the map's order.
        if (count, colour) > (*most, *best) {
            (*best, *most) = (colour, count);
        }
    }
    let mut ranked: Vec<_> = alike.into_values().map(|(c, _, n)| (c, n as f32 / total)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;

    const INK: Colour = Colour::new(10, 10, 10);
    const PAPER: Colour = Colour::new(250, 250, 240);

    /// Paper with a square of ink from (2, 2) to (5, 5).
    fn square() -> Picture {
        let pixels = (0..100).map(|i| {
            if (2..5).contains(&(i % 10)) && (2..5).contains(&(i / 10)) { INK } else { PAPER }
        });
        Picture { width: 10, height: 10, scale: 1.0, pixels: pixels.collect() }
    }

    #[test]
    fn colours_come_with_their_share() {
        let ranked = square().colours(&Bounds::new(0.0, 0.0, 10.0, 10.0));
        assert_eq!(ranked, [(PAPER, 0.91), (INK, 0.09)]);
        assert_eq!(square().colours(&Bounds::new(2.0, 2.0, 3.0, 3.0)), [(INK, 1.0)]);
    }

    #[test]
    fn inside_and_outside_of_an_edge_are_told_apart() {
        let bounds = Bounds::new(2.0, 2.0, 3.0, 3.0);
        assert_eq!(square().colours_around(&bounds, 1.0), [(PAPER, 1.0)]);
        assert_eq!(square().colours_along_edge(&bounds, 1.0), [(INK, 1.0)]);
    }

    #[test]
    fn bounds_beyond_the_picture_hold_no_pixels() {
        assert!(square().colours(&Bounds::new(20.0, 20.0, 5.0, 5.0)).is_empty());
        assert_eq!(square().farthest_from(&Bounds::new(-5.0, -5.0, 2.0, 2.0), PAPER), None);
    }

    #[test]
    fn a_saved_picture_reads_back_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("square.png");
        square().save(&path).unwrap();
        let read = Picture::load(&path).unwrap();
        assert_eq!((read.width, read.pixels), (10, square().pixels));
    }
}
