//! Every kind of picture that people bring is read, in light and shadow and in
//! every format; what has no code never gives one; and no file, whatever it
//! claims, takes more than there is.

#![cfg(feature = "print")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod corpus;

use std::io::Cursor;

use corpus::kinds::{self, Kind, OTHER};
use corpus::{Dice, Pose, STALL, Scene};
use image::ImageFormat;
use practice_qr::{ReadError, describe_picture, read_picture};
use proptest::prelude::*;
use qrcode::types::EcLevel::{H, M};

fn read(file: &[u8]) -> Result<Vec<String>, ReadError> {
    read_picture(Cursor::new(file))
}

fn read_scene(scene: &Scene) -> Vec<String> {
    read(&kinds::file(scene, ImageFormat::Png)).unwrap()
}

#[test]
fn every_kind_of_picture_is_read() {
    let mut missed = Vec::new();
    for seed in 1..=2 {
        for Kind { name, file, texts } in kinds::kinds(seed) {
            let mut found = read(&file).unwrap();
            found.sort();
            let mut wanted = texts;
            wanted.sort_unstable();
            if found != wanted {
                missed.push(format!("{name} (seed {seed}): {found:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_shadow_tilt_and_light_together_are_read(
        degrees in 0.0_f32..360.0, tilt in 0.0_f32..0.5, left in 0.25_f32..1.0,
        edge in 1.0_f32..400.0, light in 0.3_f32..1.0, grain in 0.0_f32..6.0, seed in any::<u64>()
    ) {
        let scene = kinds::photo(degrees, tilt).shadow(left, edge).dim(light).grain(grain, seed);
        prop_assert_eq!(read(&kinds::jpeg(&scene, 60)), Ok(vec![STALL.to_owned()]));
    }

    #[test]
    // Of the versions that texts of this length have. In the thirteenth the rows of the middle hold
    // the same blocks again and again, so that a seventh of it is more than any reader can mend.
    fn any_logo_up_to_a_fifth_is_read(
        share in 0.05_f32..=0.2, version in 9_i16..=12, degrees in 0.0_f32..360.0
    ) {
        let code = Scene::code_of_version(STALL, H, version, 8).logo(share, 8);
        prop_assert_eq!(read_scene(&code), vec![STALL]);
        let pose = Pose { size: (1_600, 1_200), degrees, tilt: 0.1, share: 0.7 };
        prop_assert_eq!(read_scene(&code.laid(pose)), vec![STALL]);
    }

    #[test]
    fn any_two_greys_five_hundredths_apart_are_read(dark in 0.0_f32..242.0, inverted: bool) {
        let (ink, paper) = if inverted { (dark + 13.0, dark) } else { (dark, dark + 13.0) };
        prop_assert_eq!(read_scene(&kinds::bare().faint(ink, paper)), vec![STALL]);
    }

    #[test]
    fn no_code_is_read_where_there_is_none(seed in any::<u64>(), kind in 0_usize..5) {
        prop_assert_eq!(read_scene(&without_code(seed, kind)), Vec::<String>::new());
    }

    #[test]
    fn no_file_brings_the_reader_down(
        kind in 0_usize..5, cut in 0.0_f32..1.0, at in 0.0_f32..1.0, flip in 1_u8..
    ) {
        use ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
        let whole = kinds::file(&Scene::code(OTHER, M, 3), [Png, Jpeg, WebP, Gif, Bmp][kind]);
        let mut spoilt = whole.clone();
        spoilt[(at * whole.len() as f32) as usize % whole.len()] ^= flip;
        for bytes in [&spoilt[..], &whole[..(cut * whole.len() as f32) as usize]] {
            for text in read(bytes).unwrap_or_default() {
                prop_assert_eq!(text, OTHER);
            }
        }
    }
}

/// Grain, light falling off, lines of print, a chequered cloth, false corners.
fn without_code(seed: u64, kind: usize) -> Scene {
    let mut dice = Dice::new(seed);
    let plain = Scene::plain(500, 400, 180.0);
    match kind {
        0 => plain.grain(10.0 + 70.0 * dice.roll(), seed),
        1 => {
            let (across, down) = (dice.roll(), dice.roll());
            plain.each(|x, y, _| (x as f32 * across + y as f32 * down) % 256.0)
        }
        2 => {
            let mut letters = Dice::new(seed);
            let mut page = plain;
            for line in 0..25 {
                for letter in 0..60 {
                    if letters.roll() < 0.8 {
                        let (x, y) = (10 + letter * 8, 8 + line * 15);
                        page.fill(x, y, 2 + (letters.roll() * 4.0) as usize, 9, 30.0);
                        page.fill(x, y + (letters.roll() * 8.0) as usize, 6, 2, 30.0);
                    }
                }
            }
            page
        }
        3 => {
            let square = 2 + (dice.roll() * 9.0) as usize;
            plain.each(
                |x, y, _| if (x / square + y / square).is_multiple_of(2) { 40.0 } else { 210.0 },
            )
        }
        _ => {
            let mut page = plain;
            for _ in 0..30 {
                let module = 2 + (dice.roll() * 5.0) as usize;
                let (x, y) = ((dice.roll() * 450.0) as usize, (dice.roll() * 350.0) as usize);
                for (ring, grey) in [(0, 20.0), (1, 220.0), (2, 20.0)] {
                    let side = (7 - 2 * ring) * module;
                    page.fill(x + ring * module, y + ring * module, side, side, grey);
                }
            }
            page
        }
    }
}

#[test]
fn no_code_found_is_told_from_no_picture() {
    let line = describe_picture(Cursor::new(kinds::file(&without_code(1, 0), ImageFormat::Jpeg)));
    assert_eq!(
        line.unwrap(),
        "not a payment code but a picture in which no code is found: \
         more light, go nearer, and hold still"
    );
    let text = describe_picture(Cursor::new(b"00020101021138"));
    assert_eq!(text.unwrap_err().to_string(), "this is not a picture");
}

#[test]
fn kinds_that_are_not_read_are_named() {
    for (start, name) in [
        (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], "a HEIC picture"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "a HEIC picture"),
        (b"\0\0\0\x1Cftypavif\0\0\0\0", "an AVIF picture"),
        (b"II*\0\x08\0\0\0", "a TIFF picture"),
        (b"MM\0*\0\0\0\x08", "a TIFF picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "a film"),
        (b"<svg xmlns=", "an SVG drawing"),
    ] {
        let error = read(start).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("{name} can't be read; save it as a JPEG picture and try that")
        );
    }
}

#[test]
fn what_claims_to_be_huge_is_refused_before_it_is_unpacked() {
    let claims = |format, at: usize, side: &[u8]| {
        let mut file = kinds::file(&Scene::plain(64, 64, 200.0), format);
        file[at..at + side.len()].copy_from_slice(side);
        file
    };
    let frame = |file: &[u8]| file.windows(2).position(|mark| mark == [0xFF, 0xC0]).unwrap() + 5;
    let small = kinds::file(&Scene::plain(64, 64, 200.0), ImageFormat::Jpeg);
    for (name, file) in [
        ("JPEG", claims(ImageFormat::Jpeg, frame(&small), &[0xFF; 4])),
        ("GIF", claims(ImageFormat::Gif, 6, &[0xFF; 4])),
        ("BMP", claims(ImageFormat::Bmp, 18, &[0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0])),
        ("WebP", claims(ImageFormat::WebP, 21, &[0xFE, 0xBF, 0xFF, 0x0F])),
    ] {
        assert_eq!(read(&file), Err(ReadError::TooLarge), "{name}");
    }
    // A frame of a GIF that is larger than the picture it is in.
    let mut gif = kinds::file(&Scene::plain(64, 64, 200.0), ImageFormat::Gif);
    let at = gif.windows(9).position(|b| b[0] == 0x2C && b[5] == 64 && b[7] == 64).unwrap();
    gif[at + 5..at + 9].fill(0xFF);
    assert!(matches!(read(&gif), Err(ReadError::Damaged("GIF") | ReadError::TooLarge)));
}

#[test]
fn a_name_says_nothing_of_what_a_file_is() {
    // Neither is there one: bytes alone come here. A picture within other bytes is none.
    let mut shifted = vec![b' '];
    shifted.extend(kinds::file(&kinds::bare(), ImageFormat::Png));
    assert_eq!(read(&shifted), Err(ReadError::NotPicture));
    let mut later = Cursor::new(&shifted);
    later.set_position(1);
    assert_eq!(read_picture(later), Ok(vec![STALL.to_owned()]));
}
