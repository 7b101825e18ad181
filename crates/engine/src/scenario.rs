//! The varying part of a lesson: names and amounts, drawn from a seed so that a repetition is
//! never the same picture, while a replay always is.

use std::collections::BTreeMap;

use protocol::Stage;
use serde::{Deserialize, Serialize};

use crate::{Paying, PayingValues, SimulatorId};

/// How far apart the pictures of two plays are counted, more than a play has rounds. A prime, so
/// that no list of fewer values gives the same one in play after play.
pub(crate) const PICTURES_A_PLAY: u32 = 31;

/// Where a lesson begins and what its values are drawn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// The practice app in front at the first step.
    pub start: SimulatorId,
    /// The screen of that app, one of [`SimulatorId::starts`].
    pub start_screen: String,
    /// Money in the practice account, in dong.
    pub balance_dong: Draw<u64>,
    /// Who is paid: a name that the lesson's texts have as `payee-…`.
    pub payee: Draw<String>,
    /// Whose name the code really carries, if it isn't the payee's.
    pub code_payee: Option<Draw<String>>,
    /// What is paid, in dong.
    pub amount_dong: Draw<u64>,
    /// The amount that the code itself carries, in dong; none in a static code.
    pub code_amount_dong: Option<Draw<u64>>,
    /// What more is drawn where paying is the lesson.
    #[serde(default, skip_serializing_if = "Paying::is_plain")]
    pub paying: Paying,
    /// Texts by name that are typed or shown: a practice number, a practice password …
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, Draw<String>>,
}

/// What one value is drawn from. Never empty in a checked lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw<T>(pub Vec<T>);

impl<T: Clone + Default> Draw<T> {
    /// The value of the `variant`th picture: the first one at variant 0; afterwards the values
    /// follow one another in an order that `seed` chooses, each once before any comes again.
    #[must_use]
    pub fn value(&self, seed: u64, variant: u32) -> T {
        let count = self.0.len() as u64;
        let strides: Vec<u64> = (1..count).filter(|stride| gcd(*stride, count) == 1).collect();
        let chosen = scramble(seed) % (strides.len() as u64).max(1);
        let stride = usize::try_from(chosen).ok().and_then(|at| strides.get(at)).unwrap_or(&0);
        let at = u64::from(variant) * stride % count.max(1);
        usize::try_from(at).ok().and_then(|at| self.0.get(at)).cloned().unwrap_or_default()
    }
}

/// The greatest common divisor.
fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The values of one stage of one play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// Money in the practice account, in dong.
    pub balance_dong: u64,
    /// Who is paid.
    pub payee: String,
    /// Whose name the code carries.
    pub code_payee: String,
    /// What is paid, in dong.
    pub amount_dong: u64,
    /// The amount in the code, in dong.
    pub code_amount_dong: Option<u64>,
    /// Shifts where things stand on the practice phone: 0 … 3.
    pub place: u8,
    /// What more was drawn where paying is the lesson.
    pub paying: PayingValues,
    /// Texts by name.
    pub texts: BTreeMap<String, String>,
}

impl Values {
    /// The text with this name; empty where the lesson has none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }
}

impl Scenario {
    /// Draws the values of the `variant`th picture as the first stage has them.
    #[must_use]
    pub fn values(&self, seed: u64, variant: u32) -> Values {
        self.values_in(seed, variant, Stage::Watch)
    }

    /// Draws the values of the `variant`th picture. Names and prices are the same in all stages;
    /// what the first code is like may differ.
    #[must_use]
    pub fn values_in(&self, seed: u64, variant: u32, stage: Stage) -> Values {
        let payee = self.payee.value(seed, variant);
        Values {
            balance_dong: self.balance_dong.value(scramble(seed ^ 1), variant),
            code_payee: match &self.code_payee {
                Some(draw) => draw.value(seed, variant),
                None => payee.clone(),
            },
            payee,
            amount_dong: self.amount_dong.value(scramble(seed ^ 2), variant),
            code_amount_dong: self
                .code_amount_dong
                .as_ref()
                .map(|draw| draw.value(scramble(seed ^ 2), variant)),
            place: Draw(vec![0, 1, 2, 3]).value(scramble(seed ^ 3), variant),
            paying: self.paying.values(seed, variant, stage),
            texts: (0x20..)
                .zip(&self.texts)
                .map(|(salt, (name, draw))| {
                    (name.clone(), draw.value(scramble(seed ^ salt), variant))
                })
                .collect(),
        }
    }
}

/// SplitMix64's finaliser (Steele, Lea, Flood 2014): spreads a seed evenly. Not for secrets.
pub(crate) fn scramble(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_time_takes_the_plain_value() {
        let draw = Draw(vec![35_000_u64, 42_000, 18_000]);
        for seed in 0..100 {
            assert_eq!(draw.value(seed, 0), 35_000);
        }
    }

    #[test]
    fn no_value_comes_twice_running() {
        let draw = Draw(vec![1_u64, 2, 3, 4]);
        for seed in 0..200 {
            for variant in 0..20 {
                assert_ne!(draw.value(seed, variant), draw.value(seed, variant + 1));
            }
        }
    }

    #[test]
    fn every_value_comes_up_once_before_any_comes_again() {
        let draw = Draw(vec![1_u64, 2, 3, 4, 5, 6]);
        for seed in 0..50 {
            let seen: std::collections::BTreeSet<_> =
                (0..6).map(|variant| draw.value(seed, variant)).collect();
            assert_eq!(seen.len(), 6, "seed {seed}");
        }
    }

    #[test]
    fn the_seed_chooses_the_order() {
        let draw = Draw(vec![1_u64, 2, 3, 4, 5]);
        let second: std::collections::BTreeSet<_> =
            (0..50).map(|seed| draw.value(seed, 1)).collect();
        assert_eq!(second.len(), 4);
    }

    #[test]
    fn two_values_alternate_from_play_to_play() {
        let draw = Draw(vec![1_u64, 2]);
        for play in 0..20 {
            let first = |play: u32| draw.value(3, play * PICTURES_A_PLAY);
            assert_ne!(first(play), first(play + 1));
        }
    }
}
