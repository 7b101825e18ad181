//! A sheet of coloured pixels to draw a card on, and its PNG. Knows areas,
//! hatching and coverage; letters and layout are elsewhere.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};

/// Red, green and blue, 0 to 255 each.
pub(crate) type Colour = [u8; 3];

/// An area in pixels: `left` and `top` belong to it, `right` and `bottom` don't.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) right: usize,
    pub(crate) bottom: usize,
}

impl Area {
    /// The area without a margin of this many pixels on every side.
    pub(crate) fn inset(self, margin: usize) -> Self {
        Self {
            left: self.left + margin,
            top: self.top + margin,
            right: self.right.saturating_sub(margin),
            bottom: self.bottom.saturating_sub(margin),
        }
    }
}

/// A sheet of pixels, white to begin with.
pub(crate) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

impl Canvas {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![[255; 3]; width * height] }
    }

    /// The whole sheet.
    pub(crate) fn area(&self) -> Area {
        Area { left: 0, top: 0, right: self.width, bottom: self.height }
    }

    /// Lays a colour over one pixel: at coverage 0 nothing, at 1 all of it.
    /// Places outside the sheet are passed over.
    pub(crate) fn blend(&mut self, x: usize, y: usize, colour: Colour, coverage: f32) {
        if x >= self.width || y >= self.height {
            return;
        }
        let coverage = coverage.clamp(0.0, 1.0);
        for (below, above) in self.pixels[y * self.width + x].iter_mut().zip(colour) {
            let mixed = f32::from(*below) * (1.0 - coverage) + f32::from(above) * coverage;
            *below = mixed.round() as u8;
        }
    }

    /// Fills an area with a colour.
    pub(crate) fn fill(&mut self, area: Area, colour: Colour) {
        for y in area.top..area.bottom.min(self.height) {
            for x in area.left..area.right.min(self.width) {
                self.pixels[y * self.width + x] = colour;
            }
        }
    }

    /// Fills an area with slanting stripes of a colour, `stripe` pixels wide
    /// and as far apart, with smooth edges. What was there shows in between.
    pub(crate) fn hatch(&mut self, area: Area, stripe: f32, colour: Colour) {
        for y in area.top..area.bottom {
            for x in area.left..area.right {
                let across = (x + y) as f32 * std::f32::consts::FRAC_1_SQRT_2;
                // How far inside the nearest stripe this pixel's middle lies.
                let inside = stripe / 2.0 - (across.rem_euclid(2.0 * stripe) - stripe).abs();
                self.blend(x, y, colour, inside + 0.5);
            }
        }
    }

    /// The sheet as a PNG.
    ///
    /// # Errors
    /// What the PNG library reports, as of a sheet without pixels.
    pub(crate) fn to_png(&self) -> Result<Vec<u8>, EncodingError> {
        let mut bytes = Vec::new();
        let (width, height) = (self.width as u32, self.height as u32);
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::High);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(self.pixels.as_flattened())?;
        writer.finish()?;
        Ok(bytes)
    }
}
