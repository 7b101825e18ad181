//! Numbers that look like chance and follow from a seed. Integers only, so that every machine
//! draws the same. Not for secrets.

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// A source of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Chance(Pcg64Mcg);

impl Chance {
    /// The source of what is told apart from everything else by `parts`.
    pub(crate) fn of(parts: &[u64]) -> Self {
        let seed = parts.iter().fold(0x9e37_79b9_7f4a_7c15, |seed: u64, part| {
            let mixed = (seed ^ part).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            (mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb).rotate_left(23)
        });
        Self(Pcg64Mcg::seed_from_u64(seed))
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.number()) * u128::from(end)) >> 64) as u64
    }

    /// An index into a list of this length.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    /// A number from `low` to `high`; short ones are commoner, as with people's pauses.
    pub(crate) fn pause(&mut self, low: u64, high: u64) -> u64 {
        let part = u128::from(self.number() >> 32);
        low + ((u128::from(high.saturating_sub(low)) * part * part) >> 64) as u64
    }

    /// Whether something happens that does so in `of_thousand` cases of a thousand.
    pub(crate) fn happens(&mut self, of_thousand: u32) -> bool {
        self.below(1_000) < u64::from(of_thousand)
    }

    /// 16 bytes for an id.
    pub(crate) fn id(&mut self) -> [u8; 16] {
        let mut id = [0; 16];
        self.0.fill_bytes(&mut id);
        id
    }
}
