//! Files of pictures as photos in grey. What a file is is told by its bytes,
//! never by its name. Refuses with a sentence what is no picture, what is
//! spoilt, and what would take more memory than [`MOST_BYTES`].

use std::io::{BufRead, Read, Seek, SeekFrom};

use image::codecs::{bmp::BmpDecoder, gif::GifDecoder};
use image::{ImageDecoder, Limits};
use image_webp::WebPDecoder;
use png::{Decoder, Transformations};

use crate::jpeg;
use crate::photo::Photo;
use crate::shrinking::Shrinking;

/// The largest picture that is read, in pixels: more than phones take.
pub const MOST_PIXELS: usize = 64_000_000;

/// The longest side that is read, in pixels.
pub(crate) const LONGEST_SIDE: usize = 32_768;

/// What unpacking a picture may take at a time, in bytes, where it can't be
/// done row by row: WebP, GIF, BMP, and the PNG and JPEG that grow sharper.
pub(crate) const MOST_BYTES: usize = 74_000_000;

/// What is kept of a picture to be searched, in pixels: a photo of 12 million
/// as it is, one of 48 million at half its width and height.
const KEPT_PIXELS: usize = 12_600_000;

/// What the PNG library may allocate beside the rows, in bytes.
const PNG_BYTES: usize = 8 * 1024 * 1024;

/// Why a picture could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes are of no kind of picture that is known.
    #[error("this is not a picture")]
    NotPicture,
    /// A kind that is known by name and not read, such as iPhones take.
    #[error("{0} can't be read; save it as a JPEG picture and try that")]
    OtherKind(&'static str),
    /// It starts as a picture of this kind and can't be read to its end.
    #[error("this {0} picture is damaged")]
    Damaged(&'static str),
    /// The picture has more than [`MOST_PIXELS`], or is of a kind that takes
    /// too much memory to unpack at that size.
    #[error("this picture is too large to be searched for codes; make it smaller and try again")]
    TooLarge,
    /// The file itself could not be read.
    #[error("the picture can't be read: {0}")]
    File(std::io::ErrorKind),
}

/// What a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    WebP,
    Gif,
    Bmp,
    Other(&'static str),
}

/// How many bytes at the start tell a kind.
const TELLING: usize = 16;

impl Kind {
    fn of(start: &[u8]) -> Option<Self> {
        let starts = |with: &[u8]| start.starts_with(with);
        let brand = start.get(4..8).filter(|tag| *tag == b"ftyp").and(start.get(8..12));
        let kind = match brand {
            Some(b"avif" | b"avis") => Self::Other("an AVIF picture"),
            Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
                Self::Other("a HEIC picture")
            }
            Some(_) => Self::Other("a film"),
            None if starts(b"\x89PNG\r\n\x1a\n") => Self::Png,
            None if starts(b"\xFF\xD8\xFF") => Self::Jpeg,
            None if starts(b"RIFF") && start.get(8..12) == Some(b"WEBP") => Self::WebP,
            None if starts(b"GIF87a") || starts(b"GIF89a") => Self::Gif,
            // The two bytes may begin a text; the four that are kept empty after the size don't.
            None if starts(b"BM") && start.get(6..10) == Some(&[0; 4]) => Self::Bmp,
            None if starts(b"II*\0") || starts(b"MM\0*") => Self::Other("a TIFF picture"),
            None if starts(b"\xFF\x0A") || starts(b"\0\0\0\x0CJXL ") => {
                Self::Other("a JPEG XL picture")
            }
            None if starts(b"%PDF") => Self::Other("a PDF document"),
            None if starts(b"<svg") => Self::Other("an SVG drawing"),
            None => return None,
        };
        Some(kind)
    }
}

/// The picture in this file, in grey and no larger than can be searched.
///
/// # Errors
/// What the variants of [`ReadError`] say.
pub(crate) fn photo(mut file: impl BufRead + Seek) -> Result<Photo, ReadError> {
    let io = |error: std::io::Error| ReadError::File(error.kind());
    let begin = file.stream_position().map_err(io)?;
    let mut start = Vec::with_capacity(TELLING);
    (&mut file).take(TELLING as u64).read_to_end(&mut start).map_err(io)?;
    file.seek(SeekFrom::Start(begin)).map_err(io)?;
    let photo = match Kind::of(&start).ok_or(ReadError::NotPicture)? {
        Kind::Png => png(file),
        Kind::Jpeg => jpeg::photo(file),
        Kind::WebP => webp(file),
        Kind::Gif => GifDecoder::new(file)
            .map_err(|_| ReadError::Damaged("GIF"))
            .and_then(|decoder| whole(decoder, "GIF", 5)),
        Kind::Bmp => BmpDecoder::new(file)
            .map_err(|_| ReadError::Damaged("BMP"))
            .and_then(|decoder| whole(decoder, "BMP", 0)),
        Kind::Other(name) => Err(ReadError::OtherKind(name)),
    }?;
    if photo.grey.is_empty() { Err(ReadError::NotPicture) } else { Ok(photo) }
}

/// By how much a picture of this size is to be shrunk while it is read.
///
/// # Errors
/// [`ReadError::TooLarge`].
pub(crate) fn shrinking(width: usize, height: usize) -> Result<usize, ReadError> {
    let pixels = width.saturating_mul(height);
    if pixels > MOST_PIXELS || width.max(height) > LONGEST_SIDE {
        return Err(ReadError::TooLarge);
    }
    let fits = |factor: &usize| pixels / (factor * factor) <= KEPT_PIXELS;
    Ok((1..8).find(fits).unwrap_or(8))
}

fn png(file: impl BufRead + Seek) -> Result<Photo, ReadError> {
    let damaged = |_| ReadError::Damaged("PNG");
    let mut decoder = Decoder::new_with_limits(file, png::Limits { bytes: PNG_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    // Nothing but the pixels is wanted, and a profile may unpack to anything.
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let size = decoder.read_header_info().map_err(damaged)?.size();
    let (width, height) = (size.0 as usize, size.1 as usize);
    let factor = shrinking(width, height)?;
    let mut reader = decoder.read_info().map_err(damaged)?;
    let samples = reader.output_color_type().0.samples();
    if reader.info().interlaced {
        // Its rows come seven times over, so it has to be there as a whole.
        if width * height * (samples + 1) > MOST_BYTES {
            return Err(ReadError::TooLarge);
        }
        let mut pixels = vec![0; width * height * samples];
        reader.next_frame(&mut pixels).map_err(damaged)?;
        return shrunk(&pixels, (width, height), samples);
    }
    let mut smaller = Shrinking::new(width, height, factor);
    let mut grey = Vec::with_capacity(width);
    for _ in 0..height {
        let row = reader.next_row().map_err(damaged)?.ok_or(ReadError::Damaged("PNG"))?;
        greys(row.data(), samples, &mut grey);
        smaller.push(&grey);
    }
    Ok(smaller.finish())
}

fn webp(file: impl BufRead + Seek) -> Result<Photo, ReadError> {
    let damaged = |_| ReadError::Damaged("WebP");
    let mut decoder = WebPDecoder::new(file).map_err(damaged)?;
    let size = decoder.dimensions();
    let samples = if decoder.has_alpha() { 4 } else { 3 };
    // What it works on: brightness and a quarter of each colour, or all four of a pixel.
    let work = if decoder.is_lossy() && !decoder.is_animated() { 2 } else { 4 };
    let bytes = affordable(size, samples, work)?;
    decoder.set_memory_limit(MOST_BYTES);
    let mut pixels = vec![0; bytes];
    decoder.read_image(&mut pixels).map_err(damaged)?;
    shrunk(&pixels, (size.0 as usize, size.1 as usize), samples)
}

/// A picture that is unpacked as a whole, with so much `work` of the library
/// for each pixel, in bytes, beside what it hands out.
fn whole(
    mut decoder: impl ImageDecoder,
    kind: &'static str,
    work: usize,
) -> Result<Photo, ReadError> {
    let (size, color) = (decoder.dimensions(), decoder.color_type());
    let samples = usize::from(color.channel_count());
    if usize::from(color.bytes_per_pixel()) != samples {
        return Err(ReadError::Damaged(kind));
    }
    let mut pixels = vec![0; affordable(size, samples, work)?];
    // A frame may claim to be larger than the picture that it belongs to.
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES as u64);
    decoder.set_limits(limits).map_err(|_| ReadError::TooLarge)?;
    decoder.read_image(&mut pixels).map_err(|_| ReadError::Damaged(kind))?;
    shrunk(&pixels, (size.0 as usize, size.1 as usize), samples)
}

/// How many bytes the pixels are, if there is memory for them and the work.
fn affordable(size: (u32, u32), samples: usize, work: usize) -> Result<usize, ReadError> {
    let (width, height) = (size.0 as usize, size.1 as usize);
    shrinking(width, height)?;
    if width * height * (samples + work) > MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    Ok(width * height * samples)
}

/// Pixels of so many `samples` each as a photo, shrunk to what is kept.
pub(crate) fn shrunk(
    pixels: &[u8],
    (width, height): (usize, usize),
    samples: usize,
) -> Result<Photo, ReadError> {
    let mut smaller = Shrinking::new(width, height, shrinking(width, height)?);
    let mut grey = Vec::with_capacity(width);
    for row in pixels.chunks_exact((width * samples).max(1)) {
        greys(row, samples, &mut grey);
        smaller.push(&grey);
    }
    Ok(smaller.finish())
}

/// A row of pixels of so many `samples` each, in grey.
fn greys(row: &[u8], samples: usize, grey: &mut Vec<u8>) {
    grey.clear();
    match samples {
        1 => grey.extend_from_slice(row),
        2 => grey.extend(row.as_chunks().0.iter().map(|[grey, alpha]| on_white(*grey, *alpha))),
        3 => grey.extend(row.as_chunks().0.iter().copied().map(luminance)),
        _ => grey.extend(
            row.as_chunks()
                .0
                .iter()
                .map(|[r, g, b, alpha]| on_white(luminance([*r, *g, *b]), *alpha)),
        ),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_are_shrunk_and_the_largest_refused() {
        assert_eq!(shrinking(4_000, 3_000), Ok(1));
        assert_eq!(shrinking(6_000, 8_000), Ok(2));
        assert_eq!(shrinking(8_000, 8_000), Ok(3));
        assert_eq!(shrinking(8_001, 8_000), Err(ReadError::TooLarge));
        assert_eq!(shrinking(LONGEST_SIDE + 1, 1), Err(ReadError::TooLarge));
        assert_eq!(shrinking(usize::MAX, usize::MAX), Err(ReadError::TooLarge));
        assert_eq!(affordable((4_200, 4_200), 3, 2), Err(ReadError::TooLarge));
        assert_eq!(affordable((4_000, 3_000), 3, 2), Ok(36_000_000));
    }
}
