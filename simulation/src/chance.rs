//! The one source of chance of a run: whatever is drawn follows from the seed. Not for secrets.

use std::sync::{Arc, Mutex, PoisonError};

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// A source of numbers. Clones draw from the same one.
#[derive(Debug, Clone)]
pub struct Chance(Arc<Mutex<Pcg64Mcg>>);

impl Chance {
    /// The source of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(Pcg64Mcg::seed_from_u64(seed ^ 0x9e37_79b9_7f4a_7c15))))
    }

    /// Another source that follows from this one, and doesn't disturb it afterwards.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self::of(self.number())
    }

    /// Any number.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next_u64()
    }

    /// A number below `end`; 0 where there is none.
    #[must_use]
    pub fn below(&self, end: u64) -> u64 {
        ((u128::from(self.number()) * u128::from(end)) >> 64) as u64
    }

    /// An index into a list of this length.
    #[must_use]
    pub fn index(&self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    /// Whether something happens that does so in `of_hundred` cases of a hundred.
    #[must_use]
    pub fn happens(&self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    /// One of these, if there are any.
    #[must_use]
    pub fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.index(from.len()))
    }

    /// Random bytes.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }

    /// Random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}
