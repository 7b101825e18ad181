//! Rectangles on the screen, in logical pixels. Plain geometry.

use serde::{Serialize, Serializer};

/// A rectangle in logical pixels, from the window's top left corner; written `[x, y, w, h]`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width; never negative.
    pub w: f32,
    /// Height; never negative.
    pub h: f32,
}

impl Bounds {
    /// A rectangle so large that it clips nothing.
    pub const EVERYWHERE: Self = Self { x: -1e9, y: -1e9, w: 2e9, h: 2e9 };

    /// From its left, top, width and height.
    #[must_use]
    pub const fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    /// The right edge.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.x + self.w
    }

    /// The bottom edge.
    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.y + self.h
    }

    /// The point in the middle.
    #[must_use]
    pub fn centre(&self) -> [f32; 2] {
        [self.x + self.w / 2.0, self.y + self.h / 2.0]
    }

    /// The smaller of width and height.
    #[must_use]
    pub fn smaller_side(&self) -> f32 {
        self.w.min(self.h)
    }

    /// What both have in common; of zero size when they don't touch.
    #[must_use]
    pub fn within(&self, other: &Self) -> Self {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        Self {
            x,
            y,
            w: (self.right().min(other.right()) - x).max(0.0),
            h: (self.bottom().min(other.bottom()) - y).max(0.0),
        }
    }

    /// Whether `other` lies in it, give or take `slack` logical pixels.
    #[must_use]
    pub fn holds(&self, other: &Self, slack: f32) -> bool {
        other.x >= self.x - slack
            && other.y >= self.y - slack
            && other.right() <= self.right() + slack
            && other.bottom() <= self.bottom() + slack
    }

    /// Whether the point lies in it.
    #[must_use]
    pub fn contains(&self, [x, y]: [f32; 2]) -> bool {
        (self.x..self.right()).contains(&x) && (self.y..self.bottom()).contains(&y)
    }

    /// Larger by `by` on each side; smaller if negative, but never turned inside out.
    #[must_use]
    pub fn grown(&self, by: f32) -> Self {
        let (w, h) = ((self.w + 2.0 * by).max(0.0), (self.h + 2.0 * by).max(0.0));
        Self { x: self.x - by, y: self.y - by, w, h }
    }

    /// The straight way from one edge to the other: 0 where they touch, negative (the depth of the
    /// overlap) where they overlap.
    #[must_use]
    pub fn gap(&self, other: &Self) -> f32 {
        let dx = (other.x - self.right()).max(self.x - other.right());
        let dy = (other.y - self.bottom()).max(self.y - other.bottom());
        if dx > 0.0 && dy > 0.0 { dx.hypot(dy) } else { dx.max(dy) }
    }

    /// Whether nothing of it can be seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.w < 0.5 || self.h < 0.5
    }

    /// Whether edges differ by no more than `slack`.
    #[must_use]
    pub fn is_like(&self, other: &Self, slack: f32) -> bool {
        self.holds(other, slack) && other.holds(self, slack)
    }
}

impl Serialize for Bounds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Two decimals: anything finer is noise of the layout's arithmetic.
        let round = |v: f32| (f64::from(v) * 100.0).round() / 100.0;
        [round(self.x), round(self.y), round(self.w), round(self.h)].serialize(serializer)
    }
}

impl std::fmt::Display for Bounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.0} × {:.0} at ({:.0}, {:.0})", self.w, self.h, self.x, self.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gap_is_measured_edge_to_edge() {
        let a = Bounds::new(0.0, 0.0, 10.0, 10.0);
        assert_eq!(a.gap(&Bounds::new(14.0, 0.0, 10.0, 10.0)), 4.0);
        assert_eq!(a.gap(&Bounds::new(13.0, 14.0, 10.0, 10.0)), 5.0);
        assert_eq!(a.gap(&Bounds::new(10.0, 0.0, 10.0, 10.0)), 0.0);
        assert_eq!(a.gap(&Bounds::new(7.0, 5.0, 10.0, 10.0)), -3.0);
    }

    #[test]
    fn what_does_not_touch_has_nothing_in_common() {
        let a = Bounds::new(0.0, 0.0, 10.0, 10.0);
        assert!(a.within(&Bounds::new(20.0, 0.0, 10.0, 10.0)).is_empty());
        assert_eq!(a.within(&Bounds::new(5.0, 5.0, 10.0, 10.0)), Bounds::new(5.0, 5.0, 5.0, 5.0));
    }
}
