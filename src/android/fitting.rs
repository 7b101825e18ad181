//! How large a logical pixel is, and which part of a window is free. Pure: knows no Android, makes no
//! calls.
//!
//! The display size that a person chose counts until a page would no longer fit; from there on, what
//! is drawn is made a little smaller instead of being cut off. Letters have a size of their own.

use super::frame::Bounds;
use crate::platform::android::insets::Insets;

/// A screen of this density shows one logical pixel as one physical pixel.
const DOTS_PER_INCH_AT_SCALE_1: f32 = 160.0;
/// The narrowest page there is, in logical pixels.
const NARROWEST: f32 = 360.0;
/// How much smaller things may get for a page to fit: a target of 64 is 48 then, the least that a
/// finger hits.
const SMALLEST: f32 = 0.75;

/// How many physical pixels a logical one takes in a window of this size, at this density in dots an
/// inch as the system tells it; the display size that was chosen is part of that.
#[must_use]
pub fn scale_factor(density: Option<u32>, free: Bounds) -> f32 {
    let wanted =
        density.filter(|dots| *dots > 0).map_or(1.0, |dots| dots as f32 / DOTS_PER_INCH_AT_SCALE_1);
    let shorter = free.width().min(free.height()) as f32;
    wanted.min((shorter / NARROWEST).max(wanted * SMALLEST))
}

/// The part of a window of `width` × `height` that bars and cut-outs leave: what the activity was told
/// (left, top, right, bottom), less what reaches into the window. All of it where nothing would be
/// left, as before the first layout.
#[must_use]
pub fn free_part(told: [i32; 4], insets: Insets, width: usize, height: usize) -> Bounds {
    let whole = Bounds::whole(width, height);
    let length = |length: usize| i32::try_from(length).unwrap_or(i32::MAX);
    let told = Bounds::new(told, width, height).unwrap_or(whole);
    let edges = [
        insets.left.max(length(told.left)),
        insets.top.max(length(told.top)),
        length(told.right).min(length(width).saturating_sub(insets.right.max(0))),
        length(told.bottom).min(length(height).saturating_sub(insets.bottom.max(0))),
    ];
    Bounds::new(edges, width, height).unwrap_or(told)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn density_counts_until_a_page_would_be_cut_off() {
        let phone = Bounds::whole(720, 1_440);
        assert_eq!(scale_factor(Some(320), phone), 2.0);
        // The display size set smaller, and larger than a page bears.
        assert_eq!(scale_factor(Some(272), phone), 1.7);
        assert_eq!(scale_factor(Some(400), phone), 2.0);
        // A split screen leaves a strip: smaller, but never too small for a finger.
        assert_eq!(scale_factor(Some(320), Bounds::whole(720, 400)), 1.5);
        assert_eq!(scale_factor(None, phone), 1.0);
        assert_eq!(scale_factor(Some(0), phone), 1.0);
        // A tablet keeps its own.
        assert_eq!(scale_factor(Some(160), Bounds::whole(1_280, 800)), 1.0);
    }

    #[test]
    fn bars_are_left_out_whoever_tells_of_them() {
        let insets = Insets { left: 0, top: 96, right: 0, bottom: 126 };
        let free = Bounds { left: 0, top: 96, right: 720, bottom: 1_474 };
        // Laid out behind the bars; laid out between them; both told.
        assert_eq!(free_part([0, 0, 720, 1_600], insets, 720, 1_600), free);
        assert_eq!(free_part([0, 96, 720, 1_474], Insets::default(), 720, 1_600), free);
        assert_eq!(free_part([0, 96, 720, 1_474], insets, 720, 1_600), free);
        // Turned: a cut-out is at the side now.
        let turned = Insets { left: 96, top: 0, right: 0, bottom: 60 };
        let free = Bounds { left: 96, top: 0, right: 1_600, bottom: 660 };
        assert_eq!(free_part([0, 0, 1_600, 720], turned, 1_600, 720), free);
        // Before the first layout nothing is known.
        assert_eq!(free_part([0; 4], Insets::default(), 720, 1_600), Bounds::whole(720, 1_600));
    }

    proptest! {
        #[test]
        fn whatever_is_told_there_is_a_part_within_the_window(
            told in prop::array::uniform4(any::<i32>()),
            insets in prop::array::uniform4(any::<i32>()),
            (width, height) in (1_usize..4_000, 1_usize..4_000),
            density in prop::option::of(0_u32..1_000),
        ) {
            let [left, top, right, bottom] = insets;
            let free = free_part(told, Insets { left, top, right, bottom }, width, height);
            prop_assert!(free.left < free.right && free.right <= width);
            prop_assert!(free.top < free.bottom && free.bottom <= height);
            let scale = scale_factor(density, free);
            prop_assert!(scale > 0.0 && scale.is_finite());
        }
    }
}
