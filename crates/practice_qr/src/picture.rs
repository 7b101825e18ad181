//! A text as the modules of a QR code. Refuses real payment codes and damaged
//! ones; draws anything else, since enrolment codes are pictures too.

use std::fmt;

use practice_code::{NotPaymentKind, Scanned, classify, is_document_text};
use qrcode::QrCode;
use qrcode::bits::Bits;
use qrcode::optimize::{Optimizer, Parser, Segment};
use qrcode::types::{Color, EcLevel, Mode, QrError, Version};

/// The white margin around a code, in modules: four, by ISO/IEC 18004.
pub const QUIET_ZONE: usize = 4;

/// The most pixels a module is drawn with, so that no picture fills the memory.
pub const LARGEST_SCALE: usize = 32;

/// A QR code, with its quiet zone around it.
#[derive(Clone, PartialEq, Eq)]
pub struct QrPicture {
    side: usize,
    dark: Vec<bool>,
}

/// Why a text is not drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// A real payment code, whole or damaged. Those are read and never drawn.
    #[error("this is the code of a real shop; Cầm Tay draws practice codes only")]
    RealCode,
    /// A practice code with something missing, added or changed.
    #[error("this practice code is damaged")]
    DamagedPracticeCode,
    /// What stands on somebody's paper. It is read, and never drawn.
    #[error("this is the code of an identity card; Cầm Tay draws practice codes only")]
    IdentityCard,
    /// There is nothing to draw.
    #[error("there is no text to draw a code of")]
    Empty,
    /// The text does not fit into the largest QR code.
    #[error("the text is too long for a QR code")]
    TooLong,
}

/// The picture of a text: of a practice code, or of any text that is no
/// payment code (an enrolment code, say).
///
/// # Errors
/// What the variants of [`PictureError`] say.
pub fn picture(text: &str) -> Result<QrPicture, PictureError> {
    match classify(text) {
        Scanned::Real(_) | Scanned::NotPayment(NotPaymentKind::DamagedPaymentCode) => {
            return Err(PictureError::RealCode);
        }
        Scanned::NotPayment(NotPaymentKind::DamagedPracticeCode) if !is_document_text(text) => {
            return Err(PictureError::DamagedPracticeCode);
        }
        Scanned::NotPayment(NotPaymentKind::IdentityCard) => {
            return Err(PictureError::IdentityCard);
        }
        Scanned::NotPayment(NotPaymentKind::Empty) => return Err(PictureError::Empty),
        Scanned::NotPayment(NotPaymentKind::TooLong) => return Err(PictureError::TooLong),
        Scanned::Practice(_)
        | Scanned::NotPayment(
            NotPaymentKind::DamagedPracticeCode
            | NotPaymentKind::WebLink
            | NotPaymentKind::WiFi
            | NotPaymentKind::NameCard
            | NotPaymentKind::DialCode
            | NotPaymentKind::CallForwarding
            | NotPaymentKind::PlainText,
        ) => {}
    }
    // Level M survives a scratch or a thumb; L is only for what M can't hold.
    let code = smallest(text, EcLevel::M)
        .or_else(|_| smallest(text, EcLevel::L))
        .map_err(|_| PictureError::TooLong)?;
    let modules = code.width();
    let side = modules + 2 * QUIET_ZONE;
    let mut dark = vec![false; side * side];
    for (at, color) in code.to_colors().into_iter().enumerate() {
        let (x, y) = (at % modules + QUIET_ZONE, at / modules + QUIET_ZONE);
        dark[y * side + x] = color == Color::Dark;
    }
    Ok(QrPicture { side, dark })
}

/// The smallest code that holds `text`.
fn smallest(text: &str, level: EcLevel) -> Result<QrCode, QrError> {
    let data = text.as_bytes();
    let segments = segments(data);
    (1..=40)
        .map(Version::Normal)
        .find_map(|version| {
            let mut bits = Bits::new(version);
            let best = Optimizer::new(segments.iter().copied(), version);
            bits.push_segments(data, best).ok()?;
            bits.push_terminator(level).ok()?;
            Some(bits)
        })
        .ok_or(QrError::DataTooLong)
        .and_then(|bits| QrCode::with_bits(bits, level))
}

/// Stretches of digits, of capitals and of bytes. The library would also make
/// Kanji of what happens to look like Shift JIS, and the UTF-8 of `ễ` does: a
/// reader would show Chinese characters in a Vietnamese name. Those stretches
/// are joined with the bytes around them, so that no character is cut in two.
fn segments(data: &[u8]) -> Vec<Segment> {
    let mut joined: Vec<Segment> = Vec::new();
    for mut segment in Parser::new(data) {
        if segment.mode == Mode::Kanji {
            segment.mode = Mode::Byte;
        }
        match joined.last_mut() {
            Some(last) if last.mode == Mode::Byte && segment.mode == Mode::Byte => {
                last.end = segment.end;
            }
            _ => joined.push(segment),
        }
    }
    joined
}

impl fmt::Debug for QrPicture {
    /// The size alone: thousands of modules help nobody in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QrPicture").field("side", &self.side).finish_non_exhaustive()
    }
}

impl QrPicture {
    /// Modules on each side, the quiet zone included.
    pub fn side(&self) -> usize {
        self.side
    }

    /// Modules on each side of the code alone: 21, 25 … 177.
    pub fn code_side(&self) -> usize {
        self.side - 2 * QUIET_ZONE
    }

    /// Whether the module in column `x` and row `y` is dark. Both count from
    /// 0 at the upper left corner of the quiet zone; what is outside is light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && y < self.side && self.dark[y * self.side + x]
    }

    /// Pixels on each side when a module is `scale` pixels wide, from 1 to
    /// [`LARGEST_SCALE`]; other scales are brought into that range.
    pub fn pixel_side(&self, scale: usize) -> usize {
        self.side * scale.clamp(1, LARGEST_SCALE)
    }

    /// The picture in shades of grey, a byte a pixel (0 black, 255 white), row
    /// by row. For its size see [`QrPicture::pixel_side`].
    pub fn to_luma(&self, scale: usize) -> Vec<u8> {
        let scale = scale.clamp(1, LARGEST_SCALE);
        let mut pixels = Vec::with_capacity(self.pixel_side(scale).pow(2));
        for row in self.dark.chunks_exact(self.side) {
            let start = pixels.len();
            for dark in row {
                pixels.extend(std::iter::repeat_n(if *dark { 0 } else { 255 }, scale));
            }
            let end = pixels.len();
            for _ in 1..scale {
                pixels.extend_from_within(start..end);
            }
        }
        pixels
    }

    /// The same in red, green, blue and opacity, four bytes a pixel.
    pub fn to_rgba(&self, scale: usize) -> Vec<u8> {
        self.to_luma(scale).into_iter().flat_map(|grey| [grey, grey, grey, 255]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_and_damaged_codes_are_not_drawn() {
        let real = "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F";
        assert_eq!(picture(real), Err(PictureError::RealCode));
        assert_eq!(picture(&real[..60]), Err(PictureError::RealCode));
        assert_eq!(picture(&format!("x{real}")), Err(PictureError::RealCode));
        assert_eq!(picture("CAMTAY-TAP:0002"), Err(PictureError::DamagedPracticeCode));
        assert_eq!(picture(" "), Err(PictureError::Empty));
        assert_eq!(picture(&"ễ".repeat(9_800)), Err(PictureError::TooLong));
        let largest = "x".repeat(practice_code::LONGEST_TEXT_BYTES);
        assert_eq!(picture(&largest).map(|code| code.code_side()), Ok(177));
    }

    #[test]
    fn a_practice_paper_is_drawn() {
        let text = practice_code::document_text("Nguyễn Thị Mẫu").unwrap();
        assert!(picture(&text).is_ok());
        assert_eq!(picture(&text.replace("LUYEN", "THAT")), Err(PictureError::DamagedPracticeCode));
    }

    #[test]
    fn a_quiet_zone_surrounds_the_finder_patterns() {
        let code = picture("xin chào").unwrap();
        assert_eq!((code.side(), code.code_side()), (29, 21));
        for at in 0..code.side() {
            for edge in (0..QUIET_ZONE).chain(code.side() - QUIET_ZONE..code.side() + 2) {
                assert!(!code.is_dark(at, edge) && !code.is_dark(edge, at));
            }
        }
        let (first, last) = (QUIET_ZONE, code.side() - QUIET_ZONE - 1);
        assert!(code.is_dark(first, first) && code.is_dark(last, first));
        assert!(code.is_dark(first, last));
    }

    #[test]
    fn pixels_follow_the_modules_at_every_scale() {
        let code = picture("xin chào").unwrap();
        for scale in [0, 1, 3, LARGEST_SCALE, usize::MAX] {
            let side = code.pixel_side(scale);
            let used = side / code.side();
            let (luma, rgba) = (code.to_luma(scale), code.to_rgba(scale));
            assert_eq!((luma.len(), rgba.len()), (side * side, side * side * 4));
            for (at, grey) in luma.iter().enumerate() {
                let dark = code.is_dark(at % side / used, at / side / used);
                assert_eq!(*grey, if dark { 0 } else { 255 });
                assert_eq!(rgba[at * 4..at * 4 + 4], [*grey, *grey, *grey, 255]);
            }
        }
    }

    #[test]
    fn no_stretch_is_kanji_and_none_cuts_a_character() {
        for text in ["Nguyễn Thị Mỹ Lệ", "ễễễ", "A1ễ2B", "ố1ố2ố", "漢字かな"]
        {
            for segment in segments(text.as_bytes()) {
                assert_ne!(segment.mode, Mode::Kanji);
                let part = &text.as_bytes()[segment.begin..segment.end];
                assert!(std::str::from_utf8(part).is_ok(), "{text}");
            }
        }
    }
}
