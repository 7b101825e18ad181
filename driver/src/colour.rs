//! Colours as they are drawn, and how well one stands out from another. Knows nothing of what is
//! coloured.

use serde::{Serialize, Serializer};

/// An opaque colour in sRGB, 8 bits a channel; written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Colour {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Colour {
    /// From its three channels.
    #[must_use]
    pub const fn new(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b }
    }

    /// This colour laid over `below` with an opacity of 0 … 1.
    #[must_use]
    pub fn over(self, below: Self, opacity: f32) -> Self {
        let mix = |top: u8, bottom: u8| {
            let value = f32::from(top) * opacity + f32::from(bottom) * (1.0 - opacity);
            value.round().clamp(0.0, 255.0) as u8
        };
        Self::new(mix(self.r, below.r), mix(self.g, below.g), mix(self.b, below.b))
    }

    /// Relative luminance, 0 (black) … 1 (white), as WCAG 2.2 defines it.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast ratio, 1 … 21, as WCAG 2.2 defines it.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Square of the distance between two colours in sRGB, 0 … 195,075.
    #[must_use]
    pub fn distance_squared(self, other: Self) -> u32 {
        let part = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        part(self.r, other.r) + part(self.g, other.g) + part(self.b, other.b)
    }

    /// How far this colour lies from the way between `from` and `to`, as a distance in sRGB, and
    /// how far along that way it is (0 at `from`, 1 at `to`). A smoothed edge of a letter lies on
    /// the way between paper and ink.
    #[must_use]
    pub fn along(self, from: Self, to: Self) -> (f32, f32) {
        let v = |c: Self| [f32::from(c.r), f32::from(c.g), f32::from(c.b)];
        let (p, a, b) = (v(self), v(from), v(to));
        let way: Vec<f32> = (0..3).map(|i| b[i] - a[i]).collect();
        let length: f32 = way.iter().map(|x| x * x).sum();
        if length < 1.0 {
            return ((self.distance_squared(from) as f32).sqrt(), 0.0);
        }
        let t = (0..3).map(|i| (p[i] - a[i]) * way[i]).sum::<f32>() / length;
        let off: f32 = (0..3).map(|i| (p[i] - a[i] - t * way[i]).powi(2)).sum();
        (off.sqrt(), t)
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BLACK: Colour = Colour::new(0, 0, 0);
    const WHITE: Colour = Colour::new(255, 255, 255);

    #[test]
    fn contrast_has_the_published_values() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        // #767676 on white is the well-known lightest grey of 4.5:1, #595959 that of 7:1.
        assert!(Colour::new(0x76, 0x76, 0x76).contrast(WHITE) >= 4.5);
        assert!(Colour::new(0x77, 0x77, 0x77).contrast(WHITE) < 4.5);
        assert!(Colour::new(0x59, 0x59, 0x59).contrast(WHITE) >= 7.0);
        assert!(Colour::new(0x5a, 0x5a, 0x5a).contrast(WHITE) < 7.0);
    }

    #[test]
    fn is_written_in_six_digits() {
        assert_eq!(Colour::new(0, 10, 255).to_string(), "#000aff");
    }

    proptest! {
        #[test]
        fn a_smoothed_edge_lies_between_paper_and_ink(
            ink: [u8; 3], paper: [u8; 3], opacity in 0.0f32..=1.0
        ) {
            let (ink, paper) = (Colour::new(ink[0], ink[1], ink[2]), Colour::new(paper[0], paper[1], paper[2]));
            let (off, t) = ink.over(paper, opacity).along(paper, ink);
            prop_assert!(off <= 1.0, "off by {off}");
            prop_assert!((-0.6..=1.6).contains(&t) || ink.distance_squared(paper) < 4);
        }

        #[test]
        fn contrast_is_symmetric_and_in_range(a: [u8; 3], b: [u8; 3]) {
            let (a, b) = (Colour::new(a[0], a[1], a[2]), Colour::new(b[0], b[1], b[2]));
            prop_assert_eq!(a.contrast(b), b.contrast(a));
            prop_assert!((1.0..=21.0 + 1e-9).contains(&a.contrast(b)));
        }
    }
}
