//! Which pixels of a photo are ink: by one threshold for all of it, or by one
//! for each neighbourhood. Says nothing about what the ink means.

use rxing::common::{BitMatrix, HybridBinarizer};
use rxing::{Binarizer, Luma8Source};

use crate::photo::Photo;

/// Ink where it is darker than the grey that parts dark from light best over
/// the whole photo (Otsu 1979). None of a photo of a single grey.
pub(crate) fn overall(photo: &Photo) -> Option<BitMatrix> {
    let threshold = parting(&photo.counts())?;
    let mut ink = BitMatrix::new(photo.width as u32, photo.height as u32).ok()?;
    for (y, row) in photo.grey.chunks_exact(photo.width).enumerate() {
        for (x, grey) in row.iter().enumerate() {
            if usize::from(*grey) <= threshold {
                ink.set(x as u32, y as u32);
            }
        }
    }
    Some(ink)
}

/// Ink by the library's own rule: blocks of 8 × 8 pixels, each compared with
/// the 24 around it. Made for cameras; what is faint it takes for paper.
pub(crate) fn blocks(photo: &Photo) -> Option<BitMatrix> {
    let (width, height) = (photo.width as u32, photo.height as u32);
    let source = Luma8Source::new_with_slice(&photo.grey, width, height).ok()?;
    HybridBinarizer::new(source).get_black_matrix().ok().cloned()
}

/// Ink where it is darker than the mean of the `2 × radius + 1` pixels each
/// way, by more than half a grey: on plain paper nothing is ink. None of a
/// photo without pixels.
pub(crate) fn local(photo: &Photo, radius: usize) -> Option<BitMatrix> {
    let (width, height) = (photo.width, photo.height);
    let mut ink = BitMatrix::new(width as u32, height as u32).ok()?;
    let row = |y: usize| &photo.grey[y * width..(y + 1) * width];
    // The sums of the columns within reach of a row, kept while it goes down.
    let mut columns = vec![0_u32; width];
    for y in 0..radius.min(height) {
        columns.iter_mut().zip(row(y)).for_each(|(sum, grey)| *sum += u32::from(*grey));
    }
    for y in 0..height {
        if y + radius < height {
            let enters = row(y + radius);
            columns.iter_mut().zip(enters).for_each(|(sum, grey)| *sum += u32::from(*grey));
        }
        if y > radius {
            let leaves = row(y - radius - 1);
            columns.iter_mut().zip(leaves).for_each(|(sum, grey)| *sum -= u32::from(*grey));
        }
        let rows = (y + radius + 1).min(height) - y.saturating_sub(radius);
        let mut sum: u32 = columns[..radius.min(width)].iter().sum();
        for (x, grey) in row(y).iter().enumerate() {
            sum += columns.get(x + radius).copied().unwrap_or_default();
            if x > radius {
                sum -= columns[x - radius - 1];
            }
            let across = (x + radius + 1).min(width) - x.saturating_sub(radius);
            let count = (rows * across) as u32;
            if u32::from(*grey) * count * 2 + count < sum * 2 {
                ink.set(x as u32, y as u32);
            }
        }
    }
    Some(ink)
}

/// The last grey of the darker part: where the variance between the parts is largest.
fn parting(counts: &[usize; 256]) -> Option<usize> {
    let all: usize = counts.iter().sum();
    let total: usize = counts.iter().enumerate().map(|(grey, count)| grey * count).sum();
    let (mut below, mut below_sum) = (0, 0);
    let mut best: Option<(f64, usize)> = None;
    for (grey, count) in counts.iter().enumerate() {
        below += count;
        below_sum += grey * count;
        let above = all - below;
        if below == 0 || above == 0 {
            continue;
        }
        let apart = below_sum as f64 / below as f64 - (total - below_sum) as f64 / above as f64;
        let variance = below as f64 * above as f64 * apart * apart;
        if best.is_none_or(|(most, _)| variance > most) {
            best = Some((variance, grey));
        }
    }
    best.map(|(_, grey)| grey)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ink_is_darker_than_the_mean_around_it(
            width in 1_usize..30, height in 1_usize..30, radius in 0_usize..40, seed: u64
        ) {
            let shade = |at: usize| (seed.wrapping_mul(at as u64 * 2 + 1) >> 56) as u8;
            let grey = (0..width * height).map(shade).collect();
            let photo = Photo { width, height, grey };
            let ink = local(&photo, radius).unwrap();
            for (x, y) in (0..width * height).map(|at| (at % width, at / width)) {
                let around: Vec<u32> = (0..width * height)
                    .filter(|at| (at % width).abs_diff(x) <= radius)
                    .filter(|at| (at / width).abs_diff(y) <= radius)
                    .map(|at| u32::from(photo.grey[at]))
                    .collect();
                let mean = f64::from(around.iter().sum::<u32>()) / around.len() as f64;
                let is_dark = f64::from(photo.grey[y * width + x]) + 0.5 < mean - 1e-9;
                prop_assert_eq!(ink.get(x as u32, y as u32), is_dark, "{} {}", x, y);
            }
        }
    }

    #[test]
    fn one_grey_parts_dark_from_light() {
        let photo = Photo { width: 4, height: 1, grey: vec![10, 12, 200, 220] };
        let ink = overall(&photo).unwrap();
        assert_eq!([0, 1, 2, 3].map(|x| ink.get(x, 0)), [true, true, false, false]);
        assert!(overall(&Photo { width: 2, height: 1, grey: vec![9, 9] }).is_none());
    }
}
