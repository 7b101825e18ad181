//! JPEG files as photos: brightness alone, so that a photo of 48 million
//! pixels takes as many bytes. Refuses those that take more.

use std::io::{BufRead, Read, Seek, SeekFrom};

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::files::{LONGEST_SIDE, MOST_BYTES, ReadError, shrinking, shrunk};
use crate::photo::Photo;

/// The most times that a picture may grow sharper while it is read. Usual are ten.
const MOST_SCANS: usize = 40;

const DAMAGED: ReadError = ReadError::Damaged("JPEG");

/// What the head of a file says of its picture (ITU-T T.81, B.2).
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Head {
    width: usize,
    height: usize,
    /// How many samples there are for each pixel, in sixteenths.
    sixteenths: usize,
    /// Whether all of a pixel is told at once, from the top to the bottom.
    at_once: bool,
}

pub(crate) fn photo(mut file: impl BufRead + Seek) -> Result<Photo, ReadError> {
    let io = |error: std::io::Error| ReadError::File(error.kind());
    let begin = file.stream_position().map_err(io)?;
    let head = head(&mut file).ok_or(DAMAGED)?;
    file.seek(SeekFrom::Start(begin)).map_err(io)?;
    let pixels = head.width.saturating_mul(head.height);
    let factor = shrinking(head.width, head.height)?;
    // Where it isn't told at once, every sample waits in two bytes.
    let waiting = if head.at_once { 0 } else { pixels * head.sixteenths / 8 };
    if pixels + waiting > MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    let options = DecoderOptions::default()
        .set_max_width(LONGEST_SIDE)
        .set_max_height(LONGEST_SIDE)
        .jpeg_set_max_scans(MOST_SCANS);
    let mut decoder = JpegDecoder::new_with_options(&mut file, options);
    decoder.decode_headers().map_err(|_| DAMAGED)?;
    let size = decoder.dimensions().ok_or(DAMAGED)?;
    if size != (head.width, head.height) {
        return Err(DAMAGED);
    }
    // The library makes brightness of these two alone; of what printers use, colours.
    let is_plain = matches!(decoder.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::Luma));
    if !is_plain && pixels * 3 + waiting > MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    let (color, samples) = if is_plain { (ColorSpace::Luma, 1) } else { (ColorSpace::RGB, 3) };
    decoder.set_options(options.jpeg_set_out_colorspace(color));
    let mut grey = vec![0; pixels * samples];
    decoder.decode_into(&mut grey).map_err(|_| DAMAGED)?;
    drop(decoder);
    if samples == 3 {
        return shrunk(&grey, size, samples);
    }
    let mut photo = Photo { width: size.0, height: size.1, grey };
    photo.shrink(factor);
    Ok(photo)
}

/// Reads the segments up to the first that has pixels. None where there is
/// no such head.
fn head(file: &mut impl BufRead) -> Option<Head> {
    let mut head = Head::default();
    let mut components = 0;
    let mut is_baseline = false;
    read::<2>(file)?;
    loop {
        let [mut mark, mut code] = read::<2>(file)?;
        // Any number of fill bytes may stand before a mark, and writers leave others behind.
        while mark != 0xFF || code == 0xFF || code == 0 {
            mark = code;
            [code] = read::<1>(file)?;
        }
        if matches!(code, 0x01 | 0xD0..=0xD8) {
            continue;
        }
        let length = usize::from(u16::from_be_bytes(read::<2>(file)?)).checked_sub(2)?;
        match code {
            // The frame; C4, C8 and CC are tables.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let [_, tall, low, wide, narrow, count] = read::<6>(file)?;
                head.height = usize::from(u16::from_be_bytes([tall, low]));
                head.width = usize::from(u16::from_be_bytes([wide, narrow]));
                components = usize::from(count);
                is_baseline = matches!(code, 0xC0 | 0xC1);
                head.sixteenths = samples(file, components)?;
                skip(file, length.checked_sub(6 + 3 * components)?)?;
            }
            0xDA => {
                let [count] = read::<1>(file)?;
                head.at_once = is_baseline && usize::from(count) == components;
                return (head.width > 0).then_some(head);
            }
            0xD9 => return None,
            _ => skip(file, length)?,
        }
    }
}

/// How many samples of these components there are for each pixel, in sixteenths.
fn samples(file: &mut impl BufRead, components: usize) -> Option<usize> {
    let (mut sum, mut widest, mut tallest) = (0, 1, 1);
    for _ in 0..components {
        let [_, sampling, _] = read::<3>(file)?;
        let (across, down) = (usize::from(sampling >> 4), usize::from(sampling & 15));
        sum += across * down;
        (widest, tallest) = (widest.max(across), tallest.max(down));
    }
    Some((16 * sum).div_ceil(widest * tallest))
}

/// The next `N` bytes. None where the file ends.
fn read<const N: usize>(file: &mut impl BufRead) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// Passes over so many bytes.
fn skip(file: &mut impl BufRead, bytes: usize) -> Option<()> {
    let passed = std::io::copy(&mut file.take(bytes as u64), &mut std::io::sink()).ok()?;
    (passed == bytes as u64).then_some(())
}
