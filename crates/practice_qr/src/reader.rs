//! Codes found in PNG pictures, by a reader that shares nothing with what
//! draws them. Takes any bytes; refuses what is not a PNG with a sentence, and
//! keeps nothing of a picture.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use png::{ColorType, Decoder, Limits, Transformations};
use practice_code::{Scanned, classify};

use crate::describe::describe;

/// The largest picture that is read, in pixels: more than phones take.
pub const MOST_PIXELS: usize = 64_000_000;

/// What the PNG library may allocate for itself, in bytes.
const DECODER_BYTES: usize = 64 * 1024 * 1024;

/// Longer sides, in pixels, to which a large picture is brought one after the
/// other until a code is found. Fine grain, noise and moiré hide a code from
/// the reader at full size; a small code in a large photo needs the second.
const LONGER_SIDES: [usize; 3] = [1_200, 2_600, 500];

/// A picture this small or smaller may have modules of a pixel or two.
const SMALL_SIDE: usize = 600;

/// The white border put around, in pixels, for codes cut out to their edge.
const BORDER: usize = 16;

/// Why a picture could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes are something else, such as a JPEG photo.
    #[error("this is not a PNG picture")]
    NotPng,
    /// It starts as a PNG and can't be read to its end.
    #[error("this PNG picture is damaged")]
    Damaged,
    /// The picture has more than [`MOST_PIXELS`].
    #[error("this picture is too large to be searched for codes")]
    TooLarge,
}

/// The texts of all codes in a PNG picture, each once; none if there is none.
/// Bytes that are not UTF-8 are shown as `\u{FFFD}`.
///
/// # Errors
/// What the variants of [`ReadError`] say. A picture without a code is none.
pub fn read_png(png: &[u8]) -> Result<Vec<String>, ReadError> {
    let photo = decode(png)?;
    let longer = photo.width.max(photo.height);
    let mut factors: Vec<usize> = Vec::new();
    for side in LONGER_SIDES {
        let factor = longer.div_ceil(side);
        // Half a small picture has nothing that the whole does not have.
        if !factors.contains(&factor) && (factor == 1 || longer / factor >= 200) {
            factors.push(factor);
        }
    }
    for factor in &factors {
        let found = codes(&photo.shrunk(*factor));
        if !found.is_empty() {
            return Ok(found);
        }
    }
    if longer <= SMALL_SIDE {
        let found = codes(&photo.enlarged(4));
        if !found.is_empty() {
            return Ok(found);
        }
    }
    // Light on dark, as on a screen in dark mode.
    Ok(codes(&photo.shrunk(longer.div_ceil(LONGER_SIDES[0])).inverted()))
}

/// One line on what is in a PNG picture, as [`describe`] has it. Of several
/// codes a real one comes first, then practice codes, then the rest.
///
/// # Errors
/// As [`read_png`].
pub fn describe_png(png: &[u8]) -> Result<String, ReadError> {
    let mut texts = read_png(png)?;
    if texts.is_empty() {
        return Ok("not a payment code but a picture without any code".to_owned());
    }
    texts.sort_by_key(|text| match classify(text) {
        Scanned::Real(_) => 0,
        Scanned::Practice(_) => 1,
        Scanned::NotPayment(_) => 2,
    });
    let lines: Vec<String> = texts.iter().map(|text| describe(text)).collect();
    Ok(lines.join(" | "))
}

/// A picture in shades of grey.
struct Photo {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

fn decode(bytes: &[u8]) -> Result<Photo, ReadError> {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Err(ReadError::NotPng);
    }
    let limits = Limits { bytes: DECODER_BYTES };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| ReadError::Damaged)?;
    let (width, height) = reader.info().size();
    let pixels = (width as usize).saturating_mul(height as usize);
    if pixels > MOST_PIXELS {
        return Err(ReadError::TooLarge);
    }
    let size = reader.output_buffer_size().ok_or(ReadError::TooLarge)?;
    let mut buffer = vec![0; size];
    let frame = reader.next_frame(&mut buffer).map_err(|_| ReadError::Damaged)?;
    buffer.truncate(frame.buffer_size());
    let grey = match frame.color_type {
        ColorType::Grayscale => buffer,
        ColorType::GrayscaleAlpha => each(&buffer, |[grey, alpha]| on_white(grey, alpha)),
        ColorType::Rgb => each(&buffer, luminance),
        ColorType::Rgba => each(&buffer, |[r, g, b, alpha]| on_white(luminance([r, g, b]), alpha)),
        // Palettes were expanded above.
        ColorType::Indexed => return Err(ReadError::Damaged),
    };
    let (width, height) = (frame.width as usize, frame.height as usize);
    if width == 0 || grey.len() != width * height {
        return Err(ReadError::Damaged);
    }
    Ok(Photo { width, height, grey })
}

fn each<const N: usize>(pixels: &[u8], shade: impl Fn([u8; N]) -> u8) -> Vec<u8> {
    let (pixels, _) = pixels.as_chunks::<N>();
    pixels.iter().map(|pixel| shade(*pixel)).collect()
}

/// Luma by ITU-R BT.601, in 256ths.
fn luminance([r, g, b]: [u8; 3]) -> u8 {
    ((77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b)) >> 8) as u8
}

/// A half-transparent grey on white paper.
fn on_white(grey: u8, alpha: u8) -> u8 {
    let alpha = u32::from(alpha);
    ((u32::from(grey) * alpha + 255 * (255 - alpha)) / 255) as u8
}

impl Photo {
    /// Every `factor` × `factor` pixels averaged to one.
    fn shrunk(&self, factor: usize) -> Self {
        let factor = factor.clamp(1, self.width.min(self.height));
        let (width, height) = (self.width / factor, self.height / factor);
        let mut grey = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let sum: usize = (y * factor..(y + 1) * factor)
                    .map(|row| row * self.width + x * factor)
                    .flat_map(|start| &self.grey[start..start + factor])
                    .map(|grey| usize::from(*grey))
                    .sum();
                grey.push((sum / (factor * factor)) as u8);
            }
        }
        Self { width, height, grey }
    }

    /// Every pixel as `factor` × `factor` ones.
    fn enlarged(&self, factor: usize) -> Self {
        let (width, height) = (self.width * factor, self.height * factor);
        let at = |i: usize| i / width / factor * self.width + i % width / factor;
        let grey = (0..width * height).map(|i| self.grey[at(i)]).collect();
        Self { width, height, grey }
    }

    fn inverted(mut self) -> Self {
        for grey in &mut self.grey {
            *grey = 255 - *grey;
        }
        self
    }

    /// The grey at a place on the photo with its white border.
    fn bordered(&self, x: usize, y: usize) -> u8 {
        match (x.checked_sub(BORDER), y.checked_sub(BORDER)) {
            (Some(x), Some(y)) if x < self.width && y < self.height => {
                self.grey[y * self.width + x]
            }
            _ => 255,
        }
    }
}

/// The texts of the codes that the reader finds at this size.
fn codes(photo: &Photo) -> Vec<String> {
    let (width, height) = (photo.width + 2 * BORDER, photo.height + 2 * BORDER);
    // The reader asserts that the corners it guesses lie within reason, and on
    // rare photos they don't. Nothing of ours is left half-done by its panic.
    // Where a profile aborts on panic this can't help: keep it from programs
    // that read pictures as part of a longer task.
    let texts = catch_unwind(AssertUnwindSafe(|| {
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| photo.bordered(x, y));
        let grids = image.detect_grids();
        grids
            .iter()
            .filter_map(|grid| {
                let mut bytes = Vec::new();
                grid.decode_to(&mut bytes).ok()?;
                Some(String::from_utf8_lossy(&bytes).into_owned())
            })
            .collect::<Vec<_>>()
    }));
    let mut found: Vec<String> = Vec::new();
    for text in texts.unwrap_or_default() {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}
