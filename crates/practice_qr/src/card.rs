//! A practice code on a card to print: the warning above and below, the payee,
//! the amount, and a hatched frame like that of every practice screen. No card
//! leaves here unless an independent reader finds exactly its code in it.

use std::io::Cursor;

use practice_code::{PracticeCode, WARNING};

use crate::canvas::{Area, Canvas, Colour};
use crate::describe::dong;
use crate::lettering::{Ink, Typeface};
use crate::picture::{LARGEST_SCALE, PictureError, QrPicture, picture};
use crate::reader::read_picture;

/// The fewest pixels to a module of a card; with fewer its words, which are
/// set in proportion, could not be read.
pub const SMALLEST_CARD_SCALE: usize = 6;

const REGULAR: &[u8] = include_bytes!("../../../ui/fonts/BeVietnamPro-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../ui/fonts/BeVietnamPro-Bold.ttf");

/// What stands in the amount's place where the buyer types it.
const NO_AMOUNT: &str = "Người mua tự nhập số tiền";

const GREEN: Colour = [0x0b, 0x5d, 0x3b];
const BLACK: Colour = [0x1a, 0x1a, 0x1a];
const GREY: Colour = [0x4a, 0x4a, 0x4a];
const WHITE: Colour = [0xff, 0xff, 0xff];

/// Line height in sizes: room for `Ẵ` above and `g` below.
const LINE_HEIGHT: f32 = 1.5;

/// Where the baseline lies in a line's height.
const BASELINE: f32 = 0.785;

/// Why there is no card.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The code can't be drawn.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The bundled typeface is damaged.
    #[error("the bundled typeface can't be read")]
    Font,
    /// The bundled typeface has Vietnamese and Latin letters, and no others.
    #[error("the bundled typeface has no “{letter}”; leave it out of the name")]
    NoLetter {
        /// The character that can't be set.
        letter: char,
    },
    /// The PNG could not be written.
    #[error("the picture could not be written: {0}")]
    Png(#[from] png::EncodingError),
    /// The card was drawn and did not read back as its code.
    #[error("the code on the card does not read back; try a larger scale")]
    Unreadable,
}

/// A card with this code as a PNG, `scale` pixels to a module, from
/// [`SMALLEST_CARD_SCALE`] to [`LARGEST_SCALE`]; other scales are brought into
/// that range. 12 prints sharp at a width of 8 cm.
///
/// # Errors
/// What the variants of [`PrintError`] say.
pub fn printable_png(code: &PracticeCode, scale: usize) -> Result<Vec<u8>, PrintError> {
    let text = code.encode();
    let card = Card::new(code, picture(&text)?, scale)?;
    let png = card.draw()?.0.to_png()?;
    match read_picture(Cursor::new(&png)) {
        Ok(found) if found == [text] => Ok(png),
        _ => Err(PrintError::Unreadable),
    }
}

/// A line of text with its place on the card.
struct Placed {
    text: String,
    bold: bool,
    size: f32,
    colour: Colour,
    /// The band across the card that is the line's own, in pixels from the top.
    top: f32,
    height: f32,
}

/// A card laid out and not yet drawn. Lengths are in pixels.
struct Card {
    regular: Typeface,
    bold: Typeface,
    qr: QrPicture,
    scale: usize,
    frame: usize,
    pad: usize,
    band: usize,
    qr_top: usize,
    width: usize,
    height: usize,
    lines: Vec<Placed>,
}

impl Card {
    fn new(code: &PracticeCode, qr: QrPicture, scale: usize) -> Result<Self, PrintError> {
        let (regular, bold) = (Typeface::new(REGULAR)?, Typeface::new(BOLD)?);
        let scale = scale.clamp(SMALLEST_CARD_SCALE, LARGEST_SCALE);
        // All lengths are parts of the code's width, so that a card looks the
        // same whatever the number of its modules.
        let side = qr.pixel_side(scale);
        let part = |share: f32| (side as f32 * share).round();
        let (frame, pad, band) = (part(0.036), part(0.045), part(0.105));
        let width = side as f32 + 2.0 * (frame + pad);
        let inner = side as f32;

        let warning = part(0.052).min(inner / bold.line(WARNING)?.width(1.0));
        let band_line = |top: f32| Placed {
            text: WARNING.to_owned(),
            bold: true,
            size: warning,
            colour: WHITE,
            top: top + (band - warning * LINE_HEIGHT) / 2.0,
            height: warning * LINE_HEIGHT,
        };
        let mut lines = vec![band_line(frame)];
        let qr_top = frame + band + pad / 2.0;
        let mut y = qr_top + inner;
        let mut add = |y: &mut f32, text: String, bold: bool, size: f32, colour: Colour| {
            let (top, height) = (*y, size * LINE_HEIGHT);
            lines.push(Placed { text, bold, size, colour, top, height });
            *y += height;
        };
        let (size, names) = fit_name(&bold, code.payee().name(), inner)?;
        for name in names {
            add(&mut y, name, true, size, BLACK);
        }
        y += part(0.006);
        match code.amount() {
            Some(amount) => {
                let text = dong(amount);
                let size = part(0.1).min(inner / bold.line(&text)?.width(1.0));
                add(&mut y, text, true, size, GREEN);
            }
            None => add(&mut y, NO_AMOUNT.to_owned(), false, part(0.056), GREY),
        }
        y += pad;
        lines.push(band_line(y));
        Ok(Self {
            regular,
            bold,
            qr,
            scale,
            frame: frame as usize,
            pad: pad as usize,
            band: band as usize,
            qr_top: qr_top as usize,
            width: width as usize,
            height: (y + band + frame).ceil() as usize,
            lines,
        })
    }

    /// The card, and for each line the area that is its own and its ink.
    fn draw(&self) -> Result<(Canvas, Vec<(Area, Ink)>), PrintError> {
        let mut canvas = Canvas::new(self.width, self.height);
        let sheet = canvas.area();
        canvas.hatch(sheet, self.frame as f32 * 0.5, GREEN);
        let paper = sheet.inset(self.frame);
        canvas.fill(paper, WHITE);
        let upper = Area { bottom: paper.top + self.band, ..paper };
        let lower = Area { top: paper.bottom - self.band, ..paper };
        canvas.fill(upper, GREEN);
        canvas.fill(lower, GREEN);
        self.draw_code(&mut canvas);
        let mut inks = Vec::new();
        for placed in &self.lines {
            let face = if placed.bold { &self.bold } else { &self.regular };
            let line = face.line(&placed.text)?;
            let left = (self.width as f32 - line.width(placed.size)) / 2.0;
            let baseline = (placed.top + placed.height * BASELINE).round();
            let at = (left, baseline);
            let area = Area {
                top: placed.top as usize,
                bottom: (placed.top + placed.height).ceil() as usize,
                ..paper
            };
            let ink = face.draw(&mut canvas, &line, placed.size, at, placed.colour);
            inks.extend(ink.map(|ink| (area, ink)));
        }
        Ok((canvas, inks))
    }

    fn draw_code(&self, canvas: &mut Canvas) {
        let (left, top) = (self.frame + self.pad, self.qr_top);
        for row in 0..self.qr.side() {
            for column in 0..self.qr.side() {
                if self.qr.is_dark(column, row) {
                    let (left, top) = (left + column * self.scale, top + row * self.scale);
                    let (right, bottom) = (left + self.scale, top + self.scale);
                    canvas.fill(Area { left, top, right, bottom }, [0; 3]);
                }
            }
        }
    }
}

/// The name's size and lines: as large as one line allows, then as two, then
/// three; lines of one name are about equally long.
fn fit_name(face: &Typeface, name: &str, width: f32) -> Result<(f32, Vec<String>), PrintError> {
    const CHOICES: [(usize, f32); 6] =
        [(1, 0.082), (1, 0.068), (2, 0.076), (2, 0.064), (3, 0.064), (3, 0.052)];
    for (most, share) in CHOICES {
        let size = width * share;
        let lines = face.wrap(name, size, width)?;
        let whole = lines.join(" ") == name.split_whitespace().collect::<Vec<_>>().join(" ");
        if whole && lines.len() <= most {
            return Ok((size, balanced(face, name, size, width, lines)?));
        }
    }
    let size = width * 0.046;
    Ok((size, face.wrap(name, size, width)?))
}

/// The lines again, as narrow as they can be without becoming more.
fn balanced(
    face: &Typeface,
    name: &str,
    size: f32,
    width: f32,
    lines: Vec<String>,
) -> Result<Vec<String>, PrintError> {
    let mut best = lines;
    for percent in (50..100).rev().step_by(5) {
        let narrower = face.wrap(name, size, width * percent as f32 / 100.0)?;
        if narrower.len() > best.len() || narrower.concat().len() != best.concat().len() {
            break;
        }
        best = narrower;
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lays out and draws a card and checks that no ink leaves its own area.
    fn check_nothing_is_clipped(name: &str, amount: Option<u64>) {
        let code = PracticeCode::for_payee(name, amount).unwrap();
        for scale in [SMALLEST_CARD_SCALE, 11] {
            let card = Card::new(&code, picture(&code.encode()).unwrap(), scale).unwrap();
            let (canvas, inks) = card.draw().unwrap();
            assert!(inks.len() >= 4, "{name}: two warnings, a name, an amount");
            for (area, ink) in inks {
                let inside = ink.left >= area.left as f32
                    && ink.right <= area.right as f32
                    && ink.top >= area.top as f32
                    && ink.bottom <= area.bottom as f32;
                assert!(inside, "{name} at {scale}: {ink:?} leaves {area:?}");
                assert!(area.bottom <= canvas.area().bottom);
            }
        }
    }

    #[test]
    fn no_mark_is_clipped_and_no_line_too_wide() {
        check_nothing_is_clipped("Ẵ Ỗ Ự Ặ g y", Some(35_000));
        check_nothing_is_clipped("ẴẪẨỖỔỮ Ậgjpqy", None);
        check_nothing_is_clipped(
            "Tiệm bánh mì Hạnh Phúc của bà Nguyễn Thị Ngọc Ánh, chợ Bưởi",
            Some(1),
        );
        check_nothing_is_clipped(&"W".repeat(60), Some(practice_code::LARGEST_AMOUNT));
        check_nothing_is_clipped(&"Ệ".repeat(60), None);
    }

    /// Writes cards to be looked at: `cargo test -p practice_qr -- --ignored`,
    /// with the folder in `CARDS`.
    #[test]
    #[ignore = "makes pictures for the eye; it checks nothing that the others don't"]
    fn cards_to_look_at() {
        let folder = std::path::PathBuf::from(std::env::var_os("CARDS").unwrap());
        let cards = [
            ("amount", "Sạp rau bà Tư", Some(35_000)),
            ("static", "Ẵ Ỗ Ự Ặ g y Phở Thìn Tạ Vân", None),
            (
                "long",
                "Tiệm bánh mì Hạnh Phúc của bà Nguyễn Thị Ngọc Ánh, chợ Bưởi",
                Some(1_250_000),
            ),
        ];
        for (file, name, amount) in cards {
            let code = PracticeCode::for_payee(name, amount).unwrap();
            let png = printable_png(&code, 10).unwrap();
            std::fs::write(folder.join(file).with_extension("png"), png).unwrap();
        }
    }

    #[test]
    fn the_warning_stands_above_and_below_in_full() {
        let code = PracticeCode::for_payee("Cô Ba", None).unwrap();
        let card = Card::new(&code, picture(&code.encode()).unwrap(), 8).unwrap();
        let warnings: Vec<&Placed> = card.lines.iter().filter(|l| l.text == WARNING).collect();
        let [above, below] = warnings[..] else {
            panic!("{} warnings", warnings.len());
        };
        assert!(above.top + above.height < card.qr_top as f32);
        assert!(below.top > (card.qr_top + card.qr.pixel_side(8)) as f32);
        assert!(above.size >= 20.0, "readable on a print of 8 cm: {}", above.size);
    }

    #[test]
    fn loose_marks_are_set_like_whole_letters() {
        let face = Typeface::new(BOLD).unwrap();
        let (loose, whole) = ("Pho\u{31B}\u{309} bo\u{300}", "Phở bò");
        let width = |text: &str| face.line(text).unwrap().width(100.0);
        assert_eq!(width(loose), width(whole));
    }

    #[test]
    fn letters_are_kerned() {
        let face = Typeface::new(BOLD).unwrap();
        let width = |text: &str| face.line(text).unwrap().width(100.0);
        assert!(width("Tư") < width("T") + width("ư"));
    }

    #[test]
    fn a_letter_the_typeface_lacks_is_named() {
        let code = PracticeCode::for_payee("Tiệm 🍜 Hà", None).unwrap();
        let refused = printable_png(&code, 8).unwrap_err().to_string();
        assert!(refused.contains('🍜'), "{refused}");
    }
}
