//! Lines of text in the bundled typeface: kerned, with all marks, measured
//! before they are drawn. A letter that the typeface lacks is an error, never
//! an empty box.

use ab_glyph::{Font, FontRef, GlyphId, PxScale, point};
use harfrust::{ShapeOptions, ShaperData, UnicodeBuffer};

use crate::canvas::{Canvas, Colour};
use crate::card::PrintError;

/// One cut (regular or bold) of the bundled typeface.
pub(crate) struct Typeface {
    outlines: FontRef<'static>,
    shapes: harfrust::FontRef<'static>,
    data: ShaperData,
    units_per_em: f32,
}

/// A line of text, in fractions of its size.
pub(crate) struct Line {
    glyphs: Vec<(GlyphId, f32, f32)>,
    width: f32,
}

impl Line {
    /// How wide the line is at this size, in pixels.
    pub(crate) fn width(&self, size: f32) -> f32 {
        self.width * size
    }
}

/// Where ink came to lie, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ink {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
}

impl Typeface {
    /// The typeface in these bytes of a TrueType file.
    pub(crate) fn new(bytes: &'static [u8]) -> Result<Self, PrintError> {
        let outlines = FontRef::try_from_slice(bytes).map_err(|_| PrintError::Font)?;
        let shapes = harfrust::FontRef::from_index(bytes, 0).map_err(|_| PrintError::Font)?;
        let data = ShaperData::new(&shapes);
        let units_per_em = outlines.units_per_em().ok_or(PrintError::Font)?;
        Ok(Self { outlines, shapes, data, units_per_em })
    }

    /// Sets a text on one line. Loose marks are put together with their letter.
    pub(crate) fn line(&self, text: &str) -> Result<Line, PrintError> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaper = self.data.shaper(&self.shapes).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let mut pen = 0.0;
        let mut glyphs = Vec::with_capacity(shaped.len());
        for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let id = u16::try_from(info.glyph_id).map_err(|_| PrintError::Font)?;
            if id == 0 {
                let rest = text.get(info.cluster as usize..).unwrap_or(text);
                let letter = rest.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
                return Err(PrintError::NoLetter { letter });
            }
            let x = pen + place.x_offset as f32 / self.units_per_em;
            let y = -place.y_offset as f32 / self.units_per_em;
            glyphs.push((GlyphId(id), x, y));
            pen += place.x_advance as f32 / self.units_per_em;
        }
        Ok(Line { glyphs, width: pen })
    }

    /// Draws a line at `size` pixels to the em, from `left`, on `baseline`, and
    /// says where its ink lies; `None` if it has none.
    pub(crate) fn draw(
        &self,
        canvas: &mut Canvas,
        line: &Line,
        size: f32,
        (left, baseline): (f32, f32),
        colour: Colour,
    ) -> Option<Ink> {
        // The library's scale is the height from ascent to descent, not the em.
        let scale = PxScale::from(size * self.outlines.height_unscaled() / self.units_per_em);
        let mut ink: Option<Ink> = None;
        for (id, x, y) in &line.glyphs {
            let at = point(left + x * size, baseline + y * size);
            let glyph = id.with_scale_and_position(scale, at);
            let Some(outlined) = self.outlines.outline_glyph(glyph) else {
                continue;
            };
            let bounds = outlined.px_bounds();
            outlined.draw(|x, y, coverage| {
                let (x, y) = (bounds.min.x + x as f32, bounds.min.y + y as f32);
                if x >= 0.0 && y >= 0.0 {
                    canvas.blend(x as usize, y as usize, colour, coverage);
                }
            });
            let before = ink.unwrap_or(Ink {
                left: bounds.min.x,
                top: bounds.min.y,
                right: bounds.max.x,
                bottom: bounds.max.y,
            });
            ink = Some(Ink {
                left: before.left.min(bounds.min.x),
                top: before.top.min(bounds.min.y),
                right: before.right.max(bounds.max.x),
                bottom: before.bottom.max(bounds.max.y),
            });
        }
        ink
    }

    /// Breaks a text into lines no wider than `width` at this size: between
    /// words, and inside a word only where it alone is too wide.
    pub(crate) fn wrap(
        &self,
        text: &str,
        size: f32,
        width: f32,
    ) -> Result<Vec<String>, PrintError> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if let Some(last) = lines.last_mut() {
                let longer = format!("{last} {word}");
                if self.line(&longer)?.width(size) <= width {
                    *last = longer;
                    continue;
                }
            }
            lines.push(String::new());
            for letter in letters(word) {
                let last = lines.last().map_or("", String::as_str);
                let longer = format!("{last}{letter}");
                if !last.is_empty() && self.line(&longer)?.width(size) > width {
                    lines.push(letter.to_owned());
                } else if let Some(last) = lines.last_mut() {
                    *last = longer;
                }
            }
        }
        Ok(lines)
    }
}

/// The letters of a word, each with the loose marks that follow it.
fn letters(word: &str) -> impl Iterator<Item = &str> {
    let is_mark = |c: char| ('\u{300}'..='\u{36F}').contains(&c);
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?.len_utf8();
        let marks: usize =
            rest[first..].chars().take_while(|c| is_mark(*c)).map(char::len_utf8).sum();
        let (letter, after) = rest.split_at(first + marks);
        rest = after;
        Some(letter)
    })
}
