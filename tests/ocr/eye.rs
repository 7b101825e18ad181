//! The texts of a screen as an engine gets to see them: exactly what is drawn where the tree says
//! that a text is, with whatever lies over it. Makes nothing clearer than it is.

use driver::colour::Colour;
use driver::picture::Picture;
use driver::tree::Row;

use crate::engine::Grey;

/// Ink that stands out from its paper by less is not seen by old eyes, whatever an engine makes of
/// it.
const FAINT: f64 = 4.5;
/// Paper around the letters, and between letters that are read in one line, in pixels.
const MARGIN: usize = 12;

/// What is read at a time: a text, or the single letters and digits of keys in one line.
#[derive(Debug)]
pub struct Piece {
    /// What the tree says that stands there.
    pub drawn: String,
    parts: Vec<(usize, Vec<u8>)>,
    paper: u8,
    px: f32,
}

/// The pieces of a screen, but for what is partly scrolled away.
pub fn pieces(rows: &[Row], picture: &Picture) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut letters: Vec<&Row> = Vec::new();
    let readable = |row: &&Row| row.is_text() && row.cut.is_none();
    for row in rows.iter().filter(readable) {
        if row.label.trim().chars().count() == 1 {
            letters.push(row);
        } else if row.label.contains(char::is_alphanumeric) {
            pieces.push(Piece::of(&[row], picture));
        }
    }
    letters.retain(|row| row.label.contains(char::is_alphanumeric));
    letters.sort_by(|a, b| {
        let line = |row: &Row| (row.bounds.centre()[1] / 8.0).round();
        line(a).total_cmp(&line(b)).then(a.bounds.x.total_cmp(&b.bounds.x))
    });
    let lines = letters.chunk_by(|a, b| (a.bounds.y - b.bounds.y).abs() < 8.0);
    pieces.extend(lines.map(|line| Piece::of(line, picture)));
    pieces
}

impl Piece {
    fn of(rows: &[&Row], picture: &Picture) -> Self {
        let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        let parts: Vec<_> = rows.iter().map(|row| part(row, picture)).collect();
        let paper = parts.first().map_or(255, |(.., paper)| *paper);
        Self {
            drawn: labels.join(" "),
            parts: parts.into_iter().map(|(width, pixels, _)| (width, pixels)).collect(),
            paper,
            px: rows.first().and_then(|row| row.text_px).unwrap_or(22.0),
        }
    }

    /// The piece with letters of this size in pixels.
    pub fn at(&self, px: f32) -> Grey {
        let height = self.parts.iter().map(|(width, pixels)| pixels.len() / width).max();
        let height = height.unwrap_or_default() + 2 * MARGIN;
        let width = self.parts.iter().map(|(width, _)| width + MARGIN).sum::<usize>() + MARGIN;
        let mut sheet = Grey { width, pixels: vec![self.paper; width * height] };
        let mut left = MARGIN;
        for (part, pixels) in &self.parts {
            for (y, row) in pixels.chunks(*part).enumerate() {
                let start = (y + MARGIN) * width + left;
                sheet.pixels[start..start + part].copy_from_slice(row);
            }
            left += part + MARGIN;
        }
        resized(&sheet, px / self.px)
    }
}

/// One text: width, pixels with dark letters on light paper, and the paper.
fn part(row: &Row, picture: &Picture) -> (usize, Vec<u8>, u8) {
    let (width, pixels) = picture.crop(&row.bounds);
    let paper = row.background;
    let dark = grey(paper) < 128;
    let shade = |colour: Colour| if dark { 255 - grey(colour) } else { grey(colour) };
    let faint = pixels.iter().all(|pixel| pixel.contrast(paper) < FAINT);
    let seen = |pixel: &Colour| shade(if faint { paper } else { *pixel });
    (width.max(1), pixels.iter().map(seen).collect(), shade(paper))
}

fn grey(colour: Colour) -> u8 {
    let sum = 299 * u32::from(colour.r) + 587 * u32::from(colour.g) + 114 * u32::from(colour.b);
    (sum / 1_000) as u8
}

/// Larger or a little smaller, with straight transitions between the pixels.
fn resized(sheet: &Grey, times: f32) -> Grey {
    let height = sheet.pixels.len() / sheet.width;
    let size = |side: usize| (side as f32 * times) as usize;
    let (width, new_height) = (size(sheet.width), size(height));
    // Of a place on the large sheet: the two pixels around it, and how near it is to the second.
    let around = |at: usize, side: usize| {
        let place = ((at as f32 + 0.5) / times - 0.5).clamp(0.0, (side - 1) as f32);
        (place as usize, (place as usize + 1).min(side - 1), place.fract())
    };
    let columns: Vec<_> = (0..width).map(|x| around(x, sheet.width)).collect();
    let mut pixels = Vec::with_capacity(width * new_height);
    for y in 0..new_height {
        let (above, below, low) = around(y, height);
        let at = |x: usize, y: usize| f32::from(sheet.pixels[y * sheet.width + x]);
        pixels.extend(columns.iter().map(|&(left, right, far)| {
            let top = at(left, above) * (1.0 - far) + at(right, above) * far;
            let bottom = at(left, below) * (1.0 - far) + at(right, below) * far;
            (top * (1.0 - low) + bottom * low).round() as u8
        }));
    }
    Grey { width, pixels }
}
