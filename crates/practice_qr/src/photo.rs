//! A picture in shades of grey, and what is done to one before it is searched:
//! made smaller, larger, cleaner, evenly lit. Knows neither files nor codes.

use crate::shrinking::{Shrinking, add_row, write_row};

/// A picture in shades of grey, 0 black to 255 white, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Photo {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) grey: Vec<u8>,
}

impl Photo {
    /// The side that is longer, in pixels.
    pub(crate) fn longer(&self) -> usize {
        self.width.max(self.height)
    }

    /// Every `factor` × `factor` pixels averaged to one. In the memory that it
    /// has: a large photo must not be there twice.
    pub(crate) fn shrink(&mut self, factor: usize) {
        let factor = factor.clamp(1, self.width.min(self.height).max(1));
        if factor == 1 {
            return;
        }
        let (width, height) = (self.width / factor, self.height / factor);
        let mut sums = vec![0_u32; width];
        for y in 0..height {
            sums.fill(0);
            for row in self.grey[y * factor * self.width..].chunks(self.width).take(factor) {
                add_row(&mut sums, row, factor);
            }
            // What is written lies before what is still to be read.
            write_row(&sums, factor * factor, &mut self.grey[y * width..(y + 1) * width]);
        }
        self.grey.truncate(width * height);
        self.grey.shrink_to_fit();
        (self.width, self.height) = (width, height);
    }

    /// Every `factor` × `factor` pixels averaged to one.
    pub(crate) fn shrunk(&self, factor: usize) -> Self {
        let mut smaller = Shrinking::new(self.width, self.height, factor);
        for row in self.grey.chunks_exact(self.width) {
            smaller.push(row);
        }
        smaller.finish()
    }

    /// Every pixel as `factor` × `factor` ones.
    pub(crate) fn enlarged(&self, factor: usize) -> Self {
        let (width, height) = (self.width * factor, self.height * factor);
        let mut grey = Vec::with_capacity(width * height);
        for row in self.grey.chunks_exact(self.width) {
            let start = grey.len();
            grey.extend(row.iter().flat_map(|grey| std::iter::repeat_n(*grey, factor)));
            for _ in 1..factor {
                grey.extend_from_within(start..start + width);
            }
        }
        Self { width, height, grey }
    }

    /// Light for dark and dark for light.
    pub(crate) fn inverted(&self) -> Self {
        let grey = self.grey.iter().map(|grey| 255 - grey).collect();
        Self { grey, ..*self }
    }

    /// With a border of `width` pixels in `grey`, for codes cut out to their edge.
    pub(crate) fn bordered(&self, border: usize, grey: u8) -> Self {
        let (width, height) = (self.width + 2 * border, self.height + 2 * border);
        let mut framed = vec![grey; width * height];
        for (y, row) in self.grey.chunks_exact(self.width).enumerate() {
            let start = (y + border) * width + border;
            framed[start..start + self.width].copy_from_slice(row);
        }
        Self { width, height, grey: framed }
    }

    /// Each pixel the middle one of the nine around it: single specks go.
    pub(crate) fn without_specks(&self) -> Self {
        let mut clean = self.clone();
        let width = self.width;
        for y in 1..self.height.saturating_sub(1) {
            let mut left = 1;
            while left + 1 < width {
                // Many at a time; the last ones once more with those before them.
                let columns = LANES.min(width - 2);
                left = left.min(width - 1 - columns);
                let mut nine = [[0; LANES]; 9];
                for (at, lane) in nine.iter_mut().enumerate() {
                    let start = (y + at / 3 - 1) * width + left + at % 3 - 1;
                    lane[..columns].copy_from_slice(&self.grey[start..start + columns]);
                }
                let start = y * width + left;
                clean.grey[start..start + columns].copy_from_slice(&middle(nine)[..columns]);
                left += columns;
            }
        }
        clean
    }

    /// Each pixel the mean of the nine around it: grain goes.
    pub(crate) fn softened(&self) -> Self {
        let mut soft = self.clone();
        let width = self.width;
        let mut sums = vec![0_u16; width];
        for y in 1..self.height.saturating_sub(1) {
            let rows = &self.grey[(y - 1) * width..(y + 2) * width];
            for (x, sum) in sums.iter_mut().enumerate() {
                let three = [rows[x], rows[width + x], rows[2 * width + x]];
                *sum = three.into_iter().map(u16::from).sum();
            }
            let into = &mut soft.grey[y * width..(y + 1) * width];
            for (grey, three) in into.iter_mut().skip(1).zip(sums.windows(3)) {
                *grey = ((three[0] + three[1] + three[2]) / 9) as u8;
            }
        }
        soft
    }

    /// As it would be if the same light fell everywhere: each pixel as a part
    /// of the paper around it, which is the lightest within `reach` pixels
    /// where nothing dark is wider than that. A shadow's edge stays where it is.
    pub(crate) fn evenly_lit(&self, reach: usize) -> Self {
        // The paper is looked for in blocks; a shadow's edge is no sharper than one.
        let block = (reach / 12).clamp(1, 4);
        let reach = reach / block;
        let paper = self.lightest_of_blocks(block);
        let paper = paper.lightest(reach).inverted().lightest(reach).inverted();
        let mut even = self.clone();
        for (y, row) in even.grey.chunks_exact_mut(self.width).enumerate() {
            let papers = &paper.grey[y / block * paper.width..][..paper.width];
            for (pixels, paper) in row.chunks_mut(block).zip(papers) {
                // No light at all is no paper: two greys of 255 are grain.
                let part = 255.0 / f32::from((*paper).max(2));
                for grey in pixels {
                    *grey = (f32::from(*grey) * part) as u8;
                }
            }
        }
        even
    }

    /// The lightest pixel of every `block` × `block`, those cut short at the edges too.
    fn lightest_of_blocks(&self, block: usize) -> Self {
        let (width, height) = (self.width.div_ceil(block), self.height.div_ceil(block));
        let mut grey = vec![0_u8; width * height];
        for (y, row) in self.grey.chunks_exact(self.width).enumerate() {
            let into = &mut grey[y / block * width..][..width];
            for (lightest, pixels) in into.iter_mut().zip(row.chunks(block)) {
                *lightest = pixels.iter().copied().fold(*lightest, u8::max);
            }
        }
        Self { width, height, grey }
    }

    /// How many pixels have each grey.
    pub(crate) fn counts(&self) -> [usize; 256] {
        let mut counts = [0; 256];
        for grey in &self.grey {
            counts[usize::from(*grey)] += 1;
        }
        counts
    }

    /// The lightest grey within `reach` pixels each way, up, down and sideways.
    fn lightest(&self, reach: usize) -> Self {
        let mut across = self.clone();
        let mut scratch = Vec::new();
        for row in across.grey.chunks_exact_mut(self.width) {
            lightest_of_line(row, reach, &mut scratch);
        }
        // Down in bands of columns, so that what is read lies together.
        const BAND: usize = 64;
        let mut band = vec![0; BAND * self.height];
        for left in (0..self.width).step_by(BAND) {
            let columns = BAND.min(self.width - left);
            for y in 0..self.height {
                for x in 0..columns {
                    band[x * self.height + y] = across.grey[y * self.width + left + x];
                }
            }
            for line in band.chunks_exact_mut(self.height).take(columns) {
                lightest_of_line(line, reach, &mut scratch);
            }
            for y in 0..self.height {
                for x in 0..columns {
                    across.grey[y * self.width + left + x] = band[x * self.height + y];
                }
            }
        }
        across
    }
}

/// The largest within `reach` on both sides, for each of a line, in the time
/// of three comparisons each (van Herk 1992, Gil and Werman 1993).
fn lightest_of_line(line: &mut [u8], reach: usize, scratch: &mut Vec<(u8, u8)>) {
    let window = 2 * reach + 1;
    scratch.clear();
    scratch.resize(line.len(), (0, 0));
    let mut so_far = 0;
    for (at, grey) in line.iter().enumerate() {
        so_far = if at % window == 0 { *grey } else { so_far.max(*grey) };
        scratch[at].0 = so_far;
    }
    so_far = 0;
    for (at, grey) in line.iter().enumerate().rev() {
        so_far = if (at + 1) % window == 0 { *grey } else { so_far.max(*grey) };
        scratch[at].1 = so_far;
    }
    for (at, grey) in line.iter_mut().enumerate() {
        let first = at.saturating_sub(reach);
        let last = (at + reach).min(scratch.len() - 1);
        // What begins at a block's start is in what was gathered forwards;
        // what the line's end cuts short is in what was gathered backwards.
        *grey = match (first % window == 0, first / window == last / window) {
            (true, true) => scratch[last].0,
            (false, true) => scratch[first].1,
            (_, false) => scratch[first].1.max(scratch[last].0),
        };
    }
}

/// How many pixels are worked on at once.
const LANES: usize = 32;

/// The fifth largest of nine, for so many nines, by the exchanges of Smith (1996).
fn middle(mut nine: [[u8; LANES]; 9]) -> [u8; LANES] {
    const EXCHANGES: [(usize, usize); 19] = [
        (1, 2),
        (4, 5),
        (7, 8),
        (0, 1),
        (3, 4),
        (6, 7),
        (1, 2),
        (4, 5),
        (7, 8),
        (0, 3),
        (5, 8),
        (4, 7),
        (3, 6),
        (1, 4),
        (2, 5),
        (4, 7),
        (4, 2),
        (6, 4),
        (4, 2),
    ];
    for (low, high) in EXCHANGES {
        let (a, b) = (nine[low], nine[high]);
        nine[low] = std::array::from_fn(|lane| a[lane].min(b[lane]));
        nine[high] = std::array::from_fn(|lane| a[lane].max(b[lane]));
    }
    nine[4]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn photo() -> impl Strategy<Value = Photo> {
        (1_usize..40, 1_usize..40).prop_flat_map(|(width, height)| {
            proptest::collection::vec(any::<u8>(), width * height).prop_map(move |grey| Photo {
                width,
                height,
                grey,
            })
        })
    }

    /// The greys within `reach` each way of a place.
    fn around(photo: &Photo, x: usize, y: usize, reach: usize) -> Vec<u8> {
        let columns = x.saturating_sub(reach)..(x + reach + 1).min(photo.width);
        (y.saturating_sub(reach)..(y + reach + 1).min(photo.height))
            .flat_map(|y| columns.clone().map(move |x| y * photo.width + x))
            .map(|at| photo.grey[at])
            .collect()
    }

    proptest! {
        #[test]
        fn windows_are_what_plain_loops_make_of_them(
            photo in photo(), reach in 0_usize..12, at in any::<(usize, usize)>()
        ) {
            let (x, y) = (at.0 % photo.width, at.1 % photo.height);
            let place = y * photo.width + x;
            let mut all = around(&photo, x, y, reach);
            prop_assert_eq!(Some(&photo.lightest(reach).grey[place]), all.iter().max());
            all = around(&photo, x, y, 1);
            if all.len() == 9 {
                let sum: u32 = all.iter().map(|grey| u32::from(*grey)).sum();
                prop_assert_eq!(u32::from(photo.softened().grey[place]), sum / 9);
                all.sort_unstable();
                prop_assert_eq!(photo.without_specks().grey[place], all[4]);
            }
        }

        #[test]
        fn shrinking_in_place_and_row_by_row_are_the_same(photo in photo(), factor in 1_usize..6) {
            let by_rows = photo.shrunk(factor);
            let mut in_place = photo.clone();
            in_place.shrink(factor);
            prop_assert_eq!(&by_rows, &in_place);
            let factor = factor.min(photo.width.min(photo.height));
            prop_assert_eq!(by_rows.width, photo.width / factor);
            let larger = photo.enlarged(factor);
            prop_assert_eq!(larger.shrunk(factor), photo);
        }

        #[test]
        fn even_light_takes_a_shadow_away(
            light in 40_u32..=255, dark in 40_u32..=255, ink in 0_u32..60
        ) {
            // At the shadow's edge ink in the light must be darker than paper in the shadow.
            prop_assume!(ink * light.max(dark) * 9 / 4 < 255 * light.min(dark));
            // Stripes of ink, four pixels wide, half of them in the shadow.
            let shade = |x: usize, part: u32| part * if x < 40 { light } else { dark } / 255;
            let grey = |x: usize| shade(x, if (x / 4).is_multiple_of(2) { 255 } else { ink }) as u8;
            let row: Vec<u8> = (0..80).map(grey).collect();
            let even = Photo { width: 80, height: 9, grey: row.repeat(9) }.evenly_lit(6);
            for (x, grey) in even.grey.iter().take(80).enumerate() {
                let is_paper = (x / 4).is_multiple_of(2);
                prop_assert_eq!(*grey >= 128, is_paper, "{} {}", x, grey);
            }
        }
    }
}
