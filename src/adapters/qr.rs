//! A practice code as an image for the window: one pixel a module, made larger by whole numbers
//! where it is drawn. It refuses what [`practice_qr`] refuses: real payment codes stay blank.

use std::cell::RefCell;

use slint::{Image, Rgb8Pixel, SharedPixelBuffer, SharedString};

thread_local! {
    // A counter has two codes at most, and they stay the same for a while; the last two are enough.
    static LAST: RefCell<Vec<(SharedString, Image)>> = const { RefCell::new(Vec::new()) };
}

/// The image of a code's text; empty where it may not be drawn.
pub(super) fn image(text: &str) -> Image {
    LAST.with_borrow_mut(|last| {
        if let Some((_, image)) = last.iter().find(|(drawn, _)| drawn == text) {
            return image.clone();
        }
        let image = draw(text).unwrap_or_default();
        last.truncate(1);
        last.insert(0, (text.into(), image.clone()));
        image
    })
}

fn draw(text: &str) -> Option<Image> {
    let picture = practice_qr::picture(text).ok()?;
    let side = u32::try_from(picture.side()).ok()?;
    let mut pixels = SharedPixelBuffer::<Rgb8Pixel>::new(side, side);
    for (pixel, grey) in pixels.make_mut_slice().iter_mut().zip(picture.to_luma(1)) {
        *pixel = Rgb8Pixel::new(grey, grey, grey);
    }
    Some(Image::from_rgb8(pixels))
}
