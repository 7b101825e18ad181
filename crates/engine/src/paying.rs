//! What lessons about paying draw beside name and price: whether the first code that is read is
//! the right one, and what a code shown on the shop's own screen asks for. Knows no screen.

use protocol::Stage;
use serde::{Deserialize, Serialize};

use crate::Draw;

/// What the first code of a stage is like. Once its payment has been given up, the seller shows
/// the right one.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum FirstCode {
    /// Name and amount are right.
    #[default]
    Right,
    /// It names somebody else.
    WrongName,
    /// It asks for another amount.
    WrongAmount,
}

impl FirstCode {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Right, Self::WrongName, Self::WrongAmount];

    /// The name that lessons use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::WrongName => "wrong-name",
            Self::WrongAmount => "wrong-amount",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == name)
    }
}

/// The part of a scenario that only some lessons about paying have.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Paying {
    /// What the first code is like; empty where it is always right.
    pub first_code: Vec<FirstCode>,
    /// Whom a code with a wrong name names; never a payee of the lesson.
    pub wrong_payee: Vec<String>,
    /// What a code with a wrong amount asks for, in dong; never a price of the lesson.
    pub wrong_amount_dong: Vec<u64>,
    /// Whether the paper code carries the price, so that nothing is typed.
    pub price_in_code: bool,
    /// Customers' codes on the bills, digits only.
    pub customer_code: Vec<String>,
    /// Prices that a second code asks for, in dong: the one on the counter's own screen. Empty
    /// where there is no such screen.
    pub screen_amount_dong: Vec<u64>,
}

impl Paying {
    /// Whether nothing is drawn from it, as in most lessons.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Draws the values of one stage. Every stage of a play may have another first code, or the
    /// second look would be a memory and not a look; five times the picture, so that a stage done
    /// again and the next play have another one as well.
    pub(crate) fn values(&self, seed: u64, variant: u32, stage: Stage) -> PayingValues {
        let turn = match stage {
            Stage::Watch => 0,
            Stage::Together => 1,
            Stage::Alone => 2,
            Stage::Check => 3,
        };
        let turned = variant.wrapping_mul(5).wrapping_add(turn);
        PayingValues {
            first_code: drawn(&self.first_code, seed ^ 0x11, turned).unwrap_or_default(),
            wrong_payee: drawn(&self.wrong_payee, seed ^ 0x12, turned).unwrap_or_default(),
            wrong_amount_dong: drawn(&self.wrong_amount_dong, seed ^ 0x13, turned),
            price_in_code: self.price_in_code,
            customer_code: drawn(&self.customer_code, seed ^ 0x15, variant).unwrap_or_default(),
            screen_amount_dong: drawn(&self.screen_amount_dong, seed ^ 0x14, variant),
        }
    }
}

fn drawn<T: Clone + Default>(from: &[T], seed: u64, variant: u32) -> Option<T> {
    (!from.is_empty()).then(|| Draw(from.to_vec()).value(seed, variant))
}

/// What was drawn from [`Paying`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PayingValues {
    /// What the first code is like.
    pub first_code: FirstCode,
    /// Whom a wrong code names.
    pub wrong_payee: String,
    /// What a wrong code asks for, in dong.
    pub wrong_amount_dong: Option<u64>,
    /// Whether the paper code carries the price.
    pub price_in_code: bool,
    /// The customer's code on the bill, digits only; empty where no bill is paid.
    pub customer_code: String,
    /// What the screen's code asks for when it is right, in dong; none without such a screen.
    pub screen_amount_dong: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_play_begins_with_the_first_kind_and_every_kind_comes_up() {
        let kinds = vec![FirstCode::WrongName, FirstCode::WrongAmount, FirstCode::Right];
        let paying = Paying { first_code: kinds, ..Paying::default() };
        for seed in 0..50 {
            let first = paying.values(seed, 0, Stage::Watch).first_code;
            assert_eq!(first, FirstCode::WrongName);
            let stages = [Stage::Watch, Stage::Together, Stage::Alone, Stage::Check];
            let seen: std::collections::BTreeSet<_> =
                stages.map(|stage| paying.values(seed, 0, stage).first_code).into();
            assert_eq!(seen.len(), 3, "seed {seed}");
        }
    }

    #[test]
    fn a_stage_done_again_has_another_first_code() {
        let kinds = [FirstCode::WrongName, FirstCode::WrongAmount, FirstCode::Right];
        let paying = Paying { first_code: kinds.to_vec(), ..Paying::default() };
        for seed in 0..50 {
            for stage in [Stage::Alone, Stage::Check] {
                let kind = |round| paying.values(seed, round, stage).first_code;
                assert_ne!(kind(0), kind(1), "seed {seed}");
            }
        }
    }

    #[test]
    fn a_plain_lesson_draws_nothing() {
        let paying = Paying::default();
        assert!(paying.is_plain());
        assert_eq!(paying.values(3, 9, Stage::Check), PayingValues::default());
    }
}
