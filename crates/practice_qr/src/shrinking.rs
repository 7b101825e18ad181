//! A photo made smaller while it comes, row by row, so that a large one is
//! never there as a whole. Knows no files.

use crate::photo::Photo;

/// Adds up each `factor` pixels of a row.
pub(crate) fn add_row(sums: &mut [u32], row: &[u8], factor: usize) {
    for (sum, pixels) in sums.iter_mut().zip(row.chunks_exact(factor)) {
        *sum += pixels.iter().map(|grey| u32::from(*grey)).sum::<u32>();
    }
}

/// The means of sums over so many pixels.
pub(crate) fn write_row(sums: &[u32], pixels: usize, into: &mut [u8]) {
    for (grey, sum) in into.iter_mut().zip(sums) {
        *grey = (*sum as usize / pixels) as u8;
    }
}

/// A photo that comes row by row and is made smaller while it does.
pub(crate) struct Shrinking {
    width: usize,
    height: usize,
    factor: usize,
    /// The sums of the row that is being made, and how many rows are in it.
    sums: Vec<u32>,
    rows: usize,
    grey: Vec<u8>,
}

impl Shrinking {
    /// For a photo of this size, each `factor` × `factor` pixels to be averaged.
    pub(crate) fn new(width: usize, height: usize, factor: usize) -> Self {
        let factor = factor.clamp(1, width.min(height).max(1));
        let (width, height) = (width / factor, height / factor);
        let grey = Vec::with_capacity(width * height);
        Self { width, height, factor, sums: vec![0; width], rows: 0, grey }
    }

    /// Takes the next row. Rows after the last are passed over.
    pub(crate) fn push(&mut self, row: &[u8]) {
        if self.grey.len() >= self.width * self.height {
            return;
        }
        if self.factor == 1 {
            self.grey.extend_from_slice(&row[..self.width]);
            return;
        }
        add_row(&mut self.sums, row, self.factor);
        self.rows += 1;
        if self.rows == self.factor {
            let start = self.grey.len();
            self.grey.resize(start + self.width, 0);
            write_row(&self.sums, self.factor * self.factor, &mut self.grey[start..]);
            self.sums.fill(0);
            self.rows = 0;
        }
    }

    /// The photo; rows that never came are white.
    pub(crate) fn finish(mut self) -> Photo {
        self.grey.resize(self.width * self.height, 255);
        Photo { width: self.width, height: self.height, grey: self.grey }
    }
}
