//! The kinds of pictures that have to be read, each with a name, as a file.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, ImageFormat};
use qrcode::types::EcLevel::{H, M, Q};

use super::{Pose, STALL, Scene};

/// A picture of some kind, as the bytes of its file.
pub(crate) struct Kind {
    pub(crate) name: String,
    pub(crate) file: Vec<u8>,
    /// The texts of the codes in it.
    pub(crate) texts: Vec<&'static str>,
}

/// Another text, for pictures with two codes.
pub(crate) const OTHER: &str = "https://shop.example/sale";

/// The file of a scene in this format; JPEG as good as phones make it.
pub(crate) fn file(scene: &Scene, format: ImageFormat) -> Vec<u8> {
    if format == ImageFormat::Jpeg {
        return jpeg(scene, 85);
    }
    let mut file = Cursor::new(Vec::new());
    let image = DynamicImage::ImageLuma8(pixels(scene));
    // Some formats have colours alone.
    let is_grey = matches!(format, ImageFormat::Png | ImageFormat::Bmp);
    let image = if is_grey { image } else { image.into_rgb8().into() };
    image.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// The JPEG of a scene in this quality, 1 to 100.
pub(crate) fn jpeg(scene: &Scene, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality)
        .encode_image(&DynamicImage::ImageLuma8(pixels(scene)).into_rgb8())
        .unwrap();
    file
}

fn pixels(scene: &Scene) -> GrayImage {
    GrayImage::from_raw(scene.width as u32, scene.height as u32, scene.bytes()).unwrap()
}

/// A code of level M, six pixels to a module: what a chat sends on.
pub(crate) fn bare() -> Scene {
    Scene::code(STALL, M, 6)
}

/// A photo of a stall's code on a table.
pub(crate) fn photo(degrees: f32, tilt: f32) -> Scene {
    on_table(&Scene::code(STALL, M, 8), degrees, tilt)
}

fn on_table(code: &Scene, degrees: f32, tilt: f32) -> Scene {
    code.laid(Pose { size: (1_600, 1_200), degrees, tilt, share: 0.6 })
}

/// All kinds but the large ones, with what chance there is from this seed.
pub(crate) fn kinds(seed: u64) -> Vec<Kind> {
    let degrees = seed as f32 * 47.0 % 360.0;
    let mut all = Vec::new();
    let mut add = |name: String, scene: &Scene| {
        let file = file(scene, ImageFormat::Png);
        all.push(Kind { name, file, texts: vec![STALL] });
    };
    let mut both = |name: &str, change: &dyn Fn(Scene) -> Scene| {
        add(name.to_owned(), &change(bare()));
        add(format!("{name}, on a table"), &change(photo(degrees, 0.15)));
    };
    both("as it is", &|scene| scene);
    both("inverted", &Scene::inverted);
    both("mirrored", &|scene| scene.mirrored());
    for (what, left) in [("half light", 0.5), ("a third", 0.33), ("a fifth", 0.2)] {
        for (edge, pixels) in [("sharp", 1.0), ("soft", 60.0), ("wide", 400.0)] {
            both(&format!("half in shadow, {what}, {edge}"), &|scene| scene.shadow(left, pixels));
        }
    }
    for light in [0.29, 0.2, 0.1, 0.05] {
        both(&format!("{light} of the light"), &|scene| scene.dim(light));
    }
    for (dark, light) in [
        (242.0, 255.0),
        (0.0, 13.0),
        (225.0, 255.0),
        (120.0, 140.0),
        (235.0, 225.0),
        (255.0, 242.0),
    ] {
        both(&format!("faint, {dark} on {light}"), &|scene| scene.faint(dark, light));
    }
    for deviation in [15.0, 30.0, 50.0] {
        both(&format!("grain {deviation}"), &|scene| scene.grain(deviation, seed));
    }
    both("dim and grainy", &|scene| scene.dim(0.2).grain(4.0, seed));
    for share in [0.01, 0.05, 0.1] {
        both(&format!("{share} salt and pepper"), &|scene| scene.salt_and_pepper(share, seed));
    }
    for radius in [1, 2] {
        both(&format!("out of focus by {radius}"), &|scene| scene.blurred(radius));
    }
    both("moved", &|scene| scene.smeared(3, 1, 0));
    for tilt in [0.2, 0.4, 0.6] {
        add(format!("tilted {tilt}"), &photo(degrees, tilt));
        let shady = photo(degrees, tilt).shadow(0.25, 80.0);
        add(format!("tilted {tilt}, in shadow"), &shady);
        add(format!("tilted {tilt}, in shadow, grain"), &shady.grain(8.0, seed));
    }
    for turn in (0..360).step_by(30) {
        add(format!("turned {turn}"), &photo(turn as f32, 0.1));
    }
    for modules in 0..4 {
        add(format!("a margin of {modules}"), &bare().cut((4 - modules) * 6));
    }
    add("a pixel to a module".to_owned(), &Scene::code(STALL, M, 1));
    for share in [0.15, 0.2] {
        for version in [9, 10, 12] {
            let code = Scene::code_of_version(STALL, H, version, 8).logo(share, 8);
            add(format!("logo over {share}, version {version}"), &code);
            let name = format!("logo over {share}, version {version}, on a table");
            add(name, &on_table(&code, degrees, 0.15));
        }
    }
    add("logo over 0.12, level Q".to_owned(), &Scene::code(STALL, Q, 8).logo(0.12, 8));
    for share in [0.1, 0.2, 0.3] {
        let far = Pose { size: (3_000, 2_250), degrees, tilt: 0.1, share };
        add(format!("far, {share} of the side"), &Scene::code(STALL, M, 8).laid(far));
    }
    all.extend(two_codes());
    all.extend(formats(degrees));
    all
}

/// Two codes in a picture: alike, one light on dark, one in shadow.
fn two_codes() -> Vec<Kind> {
    let left = Scene::code_of_version(STALL, M, 8, 6);
    let right = Scene::code_of_version(OTHER, M, 8, 6);
    [
        ("two codes", left.beside(&right)),
        ("two codes, one inverted", left.beside(&right.clone().inverted())),
        ("two codes, one in shadow", left.beside(&right.clone().dim(0.25))),
    ]
    .map(|(name, scene)| Kind {
        name: name.to_owned(),
        file: file(&scene, ImageFormat::Png),
        texts: vec![OTHER, STALL],
    })
    .into()
}

/// One photo in every format, and with the marks that hard packing leaves.
fn formats(degrees: f32) -> Vec<Kind> {
    let scene = photo(degrees, 0.15);
    let kind = |name: String, file| Kind { name, file, texts: vec![STALL] };
    let mut all: Vec<Kind> =
        [ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp]
            .map(|format| kind(format!("as {format:?}"), file(&scene, format)))
            .into();
    all.extend(
        [40, 20, 10]
            .map(|quality| kind(format!("as JPEG of quality {quality}"), jpeg(&scene, quality))),
    );
    all.push(kind("bare, as JPEG of quality 20".to_owned(), jpeg(&bare(), 20)));
    all.push(kind(
        "shadow and grain, as JPEG of quality 20".to_owned(),
        jpeg(&scene.shadow(0.3, 60.0).grain(8.0, 3), 20),
    ));
    all
}

/// Photos as large as phones take them.
pub(crate) fn large_kinds() -> Vec<Kind> {
    let lay = |size: (usize, usize), share| {
        let pose = Pose { size, degrees: 20.0, tilt: 0.2, share };
        Scene::code(STALL, M, 8).laid(pose).grain(4.0, 5)
    };
    let kind = |name: &str, file| Kind { name: name.to_owned(), file, texts: vec![STALL] };
    let usual = lay((4_000, 3_000), 0.4);
    let large = lay((6_000, 8_000), 0.3);
    let plain = Scene::plain(6_000, 8_000, 150.0).grain(20.0, 5);
    let mut all = vec![
        kind("12 million pixels, PNG", file(&usual, ImageFormat::Png)),
        kind("12 million pixels, JPEG", file(&usual, ImageFormat::Jpeg)),
        kind("10 million pixels, WebP", file(&lay((3_600, 2_700), 0.4), ImageFormat::WebP)),
        kind("48 million pixels, PNG", file(&large, ImageFormat::Png)),
        kind("48 million pixels, JPEG", file(&large, ImageFormat::Jpeg)),
        kind("48 million pixels of grain, PNG, no code", file(&plain, ImageFormat::Png)),
        kind("48 million pixels of grain, JPEG, no code", file(&plain, ImageFormat::Jpeg)),
    ];
    for kind in all.iter_mut().filter(|kind| kind.name.ends_with("no code")) {
        kind.texts.clear();
    }
    all
}
