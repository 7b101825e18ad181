//! Amounts of đồng: shown, spoken and read from what people type.
//!
//! It refuses fractions, other currencies and every text that could mean two
//! amounts: a wrong amount must never come out silently.

use crate::numbers::{Region, number_word_list};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A whole amount of Vietnamese đồng; never negative. The đồng has had no
/// smaller unit in use for decades, so there is none here.
///
/// In files and on the wire it is the plain integer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Dong(u64);

/// Why a text is not an amount. None carries the text itself, so that errors can
/// be logged without a learner's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ParseDongError {
    /// Nothing but spaces, or a currency without a number.
    #[error("there is no amount")]
    Empty,
    /// A minus sign: amounts here are never negative.
    #[error("an amount is never negative")]
    Negative,
    /// More than `u64::MAX` đồng.
    #[error("the amount is too large")]
    TooLarge,
    /// The number begins with 0, as telephone and account numbers do.
    #[error("an amount does not begin with 0")]
    LeadingZero,
    /// Dots, commas or spaces that do not part groups of three digits: `5.0000`, `50.00`. Carries
    /// what was probably meant.
    #[error("the digits are not in groups of three{0}")]
    BadGrouping(Meant),
    /// A part of a đồng, such as `1,5` without a unit. Carries what was probably meant.
    #[error("the amount is not a whole number of đồng{0}")]
    NotWhole(Meant),
    /// Two readings, such as `1.500 triệu` (1,5 triệu or 1500 triệu).
    #[error("the amount can be read in two ways")]
    Ambiguous,
    /// A word or sign that is no part of an amount, or parts in an odd order.
    #[error("there is something that is no part of an amount")]
    Unexpected,
}

/// Which amounts a text that was refused may stand for, the likelier one first: to ask, never to
/// take. Empty where nobody can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Meant(pub(crate) [Option<Dong>; 2]);

impl Meant {
    /// The amounts, without repeating one.
    pub fn amounts(self) -> impl Iterator<Item = Dong> {
        let [first, second] = self.0;
        first.into_iter().chain(second.filter(|_| second != first))
    }
}

impl fmt::Display for Meant {
    /// `; perhaps 5.000 ₫ or 50.000 ₫ is meant`, or nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, amount) in self.amounts().enumerate() {
            write!(f, "{}{amount}", if number == 0 { "; perhaps " } else { " or " })?;
        }
        if self.amounts().next().is_some() { f.write_str(" is meant") } else { Ok(()) }
    }
}

impl Dong {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// An amount of `dong` đồng.
    pub const fn new(dong: u64) -> Self {
        Self(dong)
    }

    /// The number of đồng.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The sum, or `None` where it would not fit.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The difference, or `None` where `other` is the larger.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }

    /// The amount in words, with *đồng* at the end.
    pub fn words(self, region: Region) -> String {
        self.word_list(region).join(" ")
    }

    /// The amount as single spoken words, with *đồng* at the end.
    pub fn word_list(self, region: Region) -> Vec<&'static str> {
        let mut words = number_word_list(self.0, region);
        words.push("đồng");
        words
    }

    /// As shown on screen: `1.234.567 ₫`, with a no-break space (U+00A0) before
    /// the sign so that an amount never breaks over two lines.
    pub fn format(self) -> String {
        self.to_string()
    }

    /// Reads what people type: `50k`, `50 nghìn`, `50.000đ`, `50 ngàn`,
    /// `1,5 triệu`, `1tr2`, `2 tỷ`, `2 triệu rưỡi`, `nửa triệu`, `năm mươi nghìn`,
    /// `50.000 VND`, `50.000 đồng chẵn`, `50.000đ/-`, with or without marks,
    /// capitals, full-width signs, hidden marks or decomposed letters.
    ///
    /// # Errors
    /// A [`ParseDongError`] for anything that is not clearly one amount.
    pub fn parse(text: &str) -> Result<Self, ParseDongError> {
        crate::money_parse::parse(text).map(Self)
    }
}

impl fmt::Display for Dong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        let mut shown = String::with_capacity(digits.len() * 4 / 3 + 6);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                shown.push('.');
            }
            shown.push(digit);
        }
        shown.push_str("\u{a0}₫");
        // `pad` honours a width asked for by the caller.
        f.pad(&shown)
    }
}

impl FromStr for Dong {
    type Err = ParseDongError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(dong: u64, expect: &str) {
        assert_eq!(Dong::new(dong).format(), expect);
    }

    #[test]
    fn amounts_are_grouped_by_dots() {
        check(0, "0\u{a0}₫");
        check(999, "999\u{a0}₫");
        check(1_000, "1.000\u{a0}₫");
        check(35_000, "35.000\u{a0}₫");
        check(1_234_567, "1.234.567\u{a0}₫");
        check(u64::MAX, "18.446.744.073.709.551.615\u{a0}₫");
    }

    #[test]
    fn amounts_are_spoken_with_dong() {
        assert_eq!(Dong::ZERO.words(Region::North), "không đồng");
        assert_eq!(
            Dong::new(105_000).word_list(Region::South),
            ["một", "trăm", "lẻ", "năm", "ngàn", "đồng"]
        );
    }

    #[test]
    fn amounts_are_plain_integers_on_the_wire() {
        let json = serde_json::to_string(&Dong::new(35_000)).expect("plain");
        assert_eq!(json, "35000");
        assert_eq!(serde_json::from_str::<Dong>("35000").expect("plain"), Dong::new(35_000));
        assert!(serde_json::from_str::<Dong>("-1").is_err());
        assert!(serde_json::from_str::<Dong>("1.5").is_err());
    }

    #[test]
    fn sums_that_do_not_fit_are_refused() {
        let (one, most) = (Dong::new(1), Dong::new(u64::MAX));
        assert_eq!(one.checked_add(one), Some(Dong::new(2)));
        assert_eq!(most.checked_add(one), None);
        assert_eq!(most.checked_sub(one), Some(Dong::new(u64::MAX - 1)));
        assert_eq!(Dong::ZERO.checked_sub(one), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(dong: u64, shift in 0u32..64) {
            let amount = Dong::new(dong >> shift);
            prop_assert_eq!(Dong::parse(&amount.format()), Ok(amount));
            prop_assert_eq!(amount.get().to_string().parse::<Dong>(), Ok(amount));
        }
    }
}
