//! Everything drawn is decoded again by a reader that shares no code with what
//! draws; and no bytes, however spoilt, bring that reader down.

#![cfg(feature = "print")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::io::Cursor;

use practice_code::{LARGEST_AMOUNT, Payee, PracticeCode, Scanned, classify};
use practice_qr::{ReadError, describe_picture, picture, printable_png, read_picture};
use proptest::prelude::*;

fn read_png(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    read_picture(Cursor::new(bytes))
}

fn describe_png(bytes: &[u8]) -> Result<String, ReadError> {
    describe_picture(Cursor::new(bytes))
}

/// A PNG of grey pixels.
fn grey_png(width: usize, height: usize, grey: &[u8]) -> Vec<u8> {
    encoded(width, height, png::ColorType::Grayscale, grey)
}

fn encoded(width: usize, height: usize, color: png::ColorType, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(color);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    bytes
}

/// The text drawn as bare modules, as a PNG.
fn drawn(text: &str, scale: usize) -> Vec<u8> {
    let code = picture(text).unwrap();
    let side = code.pixel_side(scale);
    grey_png(side, side, &code.to_luma(scale))
}

/// A repeatable stream of noise, so that a failure can be looked at again.
fn noise(seed: u64) -> impl Iterator<Item = u8> {
    let mut state = seed | 1;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    })
}

/// A photo of `size` pixels on which the code lies turned by some degrees,
/// further away at its lower edge, unevenly lit and grainy.
fn photo(text: &str, size: (usize, usize), degrees: f32, module: f32) -> Vec<u8> {
    let code = picture(text).unwrap();
    let (sin, cos) = degrees.to_radians().sin_cos();
    let middle = (size.0 as f32 * 0.55, size.1 as f32 * 0.45);
    let mut grain = noise(7);
    let mut grey = Vec::with_capacity(size.0 * size.1);
    for y in 0..size.1 {
        for x in 0..size.0 {
            let (dx, dy) = (x as f32 - middle.0, y as f32 - middle.1);
            let further = 1.0 + 0.12 * dy / size.1 as f32;
            let column = (dx * cos + dy * sin) * further / module + code.side() as f32 / 2.0;
            let row = (dy * cos - dx * sin) * further / module + code.side() as f32 / 2.0;
            let on_paper = column >= 0.0
                && row >= 0.0
                && column < code.side() as f32
                && row < code.side() as f32;
            let ink =
                match (on_paper, code.is_dark(column.max(0.0) as usize, row.max(0.0) as usize)) {
                    (false, _) => 120.0,
                    (true, true) => 45.0,
                    (true, false) => 215.0,
                };
            let light = 0.7 + 0.3 * x as f32 / size.0 as f32;
            let grained = ink * light + f32::from(grain.next().unwrap()) / 10.0 - 12.0;
            grey.push(grained.clamp(0.0, 255.0) as u8);
        }
    }
    grey_png(size.0, size.1, &grey)
}

fn example() -> PracticeCode {
    PracticeCode::for_payee("Sạp rau bà Tư", Some(35_000)).unwrap()
}

#[test]
fn a_card_reads_back_as_its_code() {
    for (name, amount) in [
        ("Sạp rau bà Tư", Some(35_000)),
        ("Ẵ Ỗ Ự Ặ g y", None),
        ("Tiệm bánh mì Hạnh Phúc của bà Nguyễn Thị Ngọc Ánh, chợ Bưởi", Some(LARGEST_AMOUNT)),
    ] {
        let code = PracticeCode::for_payee(name, amount).unwrap();
        for scale in [0, 7, 12] {
            let png = printable_png(&code, scale).unwrap();
            assert_eq!(read_png(&png), Ok(vec![code.encode()]), "{name} at {scale}");
        }
    }
}

#[test]
fn a_card_is_described_as_practice() {
    let png = printable_png(&example(), 8).unwrap();
    let line = describe_png(&png).unwrap();
    assert_eq!(line, "practice code of Sạp rau bà Tư, 35.000\u{A0}₫, for “LUYEN TAP”");
}

#[test]
fn texts_that_are_no_payment_code_are_drawn_and_read_too() {
    // The bytes of these look like Shift JIS, digits and capitals in turn.
    for text in
        ["ễ", "Nguyễn Thị Mỹ Lệ 0123456789 ABC", "漢字かな", "https://hub.example:8443/#Az09-_"]
    {
        assert_eq!(read_png(&drawn(text, 4)), Ok(vec![text.to_owned()]));
    }
}

#[test]
fn every_kind_of_png_pixel_is_understood() {
    let text = example().encode();
    let code = picture(&text).unwrap();
    let (side, luma, rgba) = (code.pixel_side(4), code.to_luma(4), code.to_rgba(4));
    let rgb: Vec<u8> = luma.iter().flat_map(|grey| [*grey; 3]).collect();
    let with_alpha: Vec<u8> = luma.iter().flat_map(|grey| [*grey, 255]).collect();
    // Dark modules opaque on nothing at all: paper shows through.
    let see_through: Vec<u8> = luma.iter().flat_map(|grey| [0, 0, 0, 255 - grey]).collect();
    for (color, data) in [
        (png::ColorType::Grayscale, &luma),
        (png::ColorType::GrayscaleAlpha, &with_alpha),
        (png::ColorType::Rgb, &rgb),
        (png::ColorType::Rgba, &rgba),
        (png::ColorType::Rgba, &see_through),
    ] {
        let found = read_png(&encoded(side, side, color, data));
        assert_eq!(found, Ok(vec![text.clone()]), "{color:?}");
    }
}

#[test]
fn codes_are_found_small_cut_out_inverted_and_side_by_side() {
    let text = example().encode();
    let found = Ok(vec![text.clone()]);
    assert_eq!(read_png(&drawn(&text, 1)), found, "one pixel to a module");
    let code = picture(&text).unwrap();
    let (side, zone) = (code.pixel_side(3), 4 * 3);
    let luma = code.to_luma(3);
    let cut_out: Vec<u8> = (zone..side - zone)
        .flat_map(|row| luma[row * side + zone..(row + 1) * side - zone].to_vec())
        .collect();
    let cut_side = side - 2 * zone;
    assert_eq!(read_png(&grey_png(cut_side, cut_side, &cut_out)), found, "no quiet zone");
    let inverted: Vec<u8> = luma.iter().map(|grey| 255 - grey).collect();
    assert_eq!(read_png(&grey_png(side, side, &inverted)), found, "dark mode");
    let twice: Vec<u8> = luma.chunks(side).flat_map(|row| [row, row].concat()).collect();
    assert_eq!(read_png(&grey_png(2 * side, side, &twice)), found, "told once");
}

#[test]
fn a_code_in_a_large_uneven_photo_is_found() {
    let text = example().encode();
    for (size, degrees, module) in
        [((1_600, 1_200), 8.0, 9.0), ((3_000, 2_250), -17.0, 14.0), ((3_000, 2_250), 25.0, 7.0)]
    {
        let found = read_png(&photo(&text, size, degrees, module));
        assert_eq!(found, Ok(vec![text.clone()]), "{size:?} {degrees} {module}");
    }
}

#[test]
fn what_is_no_picture_is_refused_with_a_sentence() {
    for (bytes, sentence) in [
        (&b""[..], "this is not a picture"),
        (b"BM is how this text begins", "this is not a picture"),
        (b"\xFF\xD8\xFF\xE0 a JPEG", "this JPEG picture is damaged"),
        (b"GIF89a", "this GIF picture is damaged"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "this WebP picture is damaged"),
        (b"\x89PNG\r\n\x1a\n", "this PNG picture is damaged"),
        (b"\x89PNG\r\n\x1a\nand so on", "this PNG picture is damaged"),
    ] {
        assert_eq!(read_png(bytes).unwrap_err().to_string(), sentence);
    }
    let card = printable_png(&example(), 6).unwrap();
    for cut in (9..card.len() - 20).step_by(card.len() / 40) {
        assert_eq!(read_png(&card[..cut]), Err(ReadError::Damaged("PNG")), "cut at {cut}");
    }
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused_before_it_does() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 70_000, 70_000);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9C]).unwrap();
    drop(writer);
    assert_eq!(read_png(&bytes), Err(ReadError::TooLarge));
}

#[test]
fn a_picture_on_which_the_reader_itself_panics_has_no_code() {
    // Three finder patterns (pixels to a module, left, top) that overlap so
    // that the reader guesses a corner beyond all numbers, and asserts.
    let side = 160;
    let mut grey = vec![255; side * side];
    for (module, left, top) in [(6, 39, 48), (2, 59, 31), (6, 82, 15)] {
        for at in 0..49 * module * module {
            let (x, y) = (at % (7 * module), at / (7 * module));
            let (column, row) = (x / module, y / module);
            let ring = column.min(row).min(6 - column).min(6 - row);
            grey[(top + y) * side + left + x] = if ring == 1 { 255 } else { 0 };
        }
    }
    assert_eq!(read_png(&grey_png(side, side, &grey)), Ok(Vec::new()));
}

#[test]
fn a_picture_without_a_code_is_no_error() {
    for (width, height) in [(1, 1), (3, 500), (500, 3), (640, 480)] {
        let png = grey_png(width, height, &vec![200; width * height]);
        assert_eq!(read_png(&png), Ok(Vec::new()));
        let line = describe_png(&png).unwrap();
        assert!(line.starts_with("not a payment code "), "{line}");
    }
}

#[test]
fn a_real_code_comes_first_in_the_line() {
    // `picture` refuses the real one; these modules never leave this test.
    let real = "00020101021126280010A000000775011001087990425204597753037045802VN5909MYPHAMHER6005HANOI62260311MY PHAM HER0707MPHER0163041C50";
    let modules = qrcode::QrCode::new(real).unwrap();
    let ours = picture(&example().encode()).unwrap();
    let (scale, height) = (4, ours.pixel_side(4));
    let width = 2 * height;
    let mut grey = vec![255; width * height];
    for y in 0..height {
        grey[y * width..y * width + height]
            .copy_from_slice(&ours.to_luma(scale)[y * height..(y + 1) * height]);
    }
    for (at, color) in modules.to_colors().into_iter().enumerate() {
        let (x, y) = (at % modules.width() + 4, at / modules.width() + 4);
        for pixel in 0..scale * scale {
            let (x, y) = (x * scale + pixel % scale, y * scale + pixel / scale);
            grey[y * width + height + x] = color.select(0, 255);
        }
    }
    let line = describe_png(&grey_png(width, height, &grey)).unwrap();
    assert!(line.starts_with("real payment code of MYPHAMHER"), "{line}");
    assert!(line.contains(" | practice code of Sạp rau bà Tư"), "{line}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_practice_code_survives_its_picture(
        bank in "[A-Z]{1,10}",
        account in "[A-Z]{1,16}",
        name in "[A-ZĐa-zđàảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ0-9 ]{1,60}",
        amount in proptest::option::of(1..=LARGEST_AMOUNT),
        purpose in "\\PC{0,50}",
        scale in 2_usize..6,
    ) {
        let payee = Payee::new(&bank, &account, &name);
        prop_assume!(payee.is_ok());
        let code = PracticeCode::new(payee.unwrap(), amount, &purpose);
        prop_assume!(code.is_ok());
        let code = code.unwrap();
        let found = read_png(&drawn(&code.encode(), scale)).unwrap();
        prop_assert_eq!(&found, &vec![code.encode()]);
        prop_assert_eq!(classify(&found[0]), Scanned::Practice(code));
    }

    #[test]
    fn no_bytes_bring_the_reader_down(bytes in any::<Vec<u8>>(), at in 0_usize..100_000, flip in 1_u8..) {
        let _ = read_png(&bytes);
        let _ = read_png(&[b"\x89PNG\r\n\x1a\n", &bytes[..]].concat());
        let mut spoilt = drawn("xin chào", 4);
        let at = at % spoilt.len();
        spoilt[at] ^= flip;
        let _ = read_png(&spoilt);
    }

    #[test]
    fn no_picture_brings_the_reader_down(
        seed in any::<u64>(), width in 1_usize..160, height in 1_usize..160,
        coarse in 1_usize..9, spoilt in 0_usize..60
    ) {
        // Noise of blocks, and a code with more and more of it scratched out.
        let dots: Vec<u8> = noise(seed).take(width * height).collect();
        let blocks: Vec<u8> = (0..width * height)
            .map(|i| dots[i / width / coarse * width + i % width / coarse])
            .map(|dot| if dot < 128 { 0 } else { 255 })
            .collect();
        let _ = read_png(&grey_png(width, height, &blocks));
        let code = picture("xin chào, đây là mã luyện tập").unwrap();
        let side = code.pixel_side(4);
        let mut luma = code.to_luma(4);
        let mut dice = noise(seed);
        for _ in 0..spoilt {
            let mut die = || usize::from(dice.next().unwrap());
            let (x, y, shade) = (die() % side, die() % side, die());
            for i in 0..64 {
                let (x, y) = ((x + i % 8).min(side - 1), (y + i / 8).min(side - 1));
                luma[y * side + x] = shade as u8;
            }
        }
        for text in read_png(&grey_png(side, side, &luma)).unwrap() {
            prop_assert_eq!(text, "xin chào, đây là mã luyện tập");
        }
    }
}
