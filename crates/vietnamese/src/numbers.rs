//! Whole numbers in Vietnamese words, as Hanoi and the South read them.
//!
//! It refuses to know about fractions and negative numbers: neither occurs in an
//! amount of đồng, and the type `u64` keeps them out.

use serde::{Deserialize, Serialize};

/// Whose way of reading numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// Hanoi: *linh* for an empty tens place, *nghìn* for a thousand.
    #[default]
    North,
    /// The South: *lẻ* and *ngàn*.
    South,
}

impl Region {
    /// The word for an empty tens place, as in 105.
    const fn empty_tens(self) -> &'static str {
        match self {
            Self::North => "linh",
            Self::South => "lẻ",
        }
    }

    /// The word for a thousand.
    const fn thousand(self) -> &'static str {
        match self {
            Self::North => "nghìn",
            Self::South => "ngàn",
        }
    }
}

/// The digits 0 to 9 read one by one.
pub(crate) const DIGITS: [&str; 10] =
    ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// A *tỷ*, above which Vietnamese counts in *tỷ* again: 10^12 is *một nghìn tỷ*.
const BILLION: u64 = 1_000_000_000;

/// Every word that can occur in a number or an amount, for both regions: one
/// recorded clip each is enough for all amounts.
const ALL_WORDS: [&str; 23] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mươi", "mốt",
    "tư", "lăm", "trăm", "linh", "lẻ", "nghìn", "ngàn", "triệu", "tỷ", "đồng",
];

/// Every word that [`number_word_list`] and [`crate::Dong::word_list`] can ever
/// give, for both regions, each once.
pub fn all_number_words() -> &'static [&'static str] {
    &ALL_WORDS
}

/// `n` in words with single spaces between them.
///
/// Defined for every `u64`; beyond 10^18 a *tỷ tỷ* is heard, which nobody needs
/// but which is still right.
pub fn number_words(n: u64, region: Region) -> String {
    number_word_list(n, region).join(" ")
}

/// `n` as a list of single spoken words, for narration put together from clips.
pub fn number_word_list(n: u64, region: Region) -> Vec<&'static str> {
    if n == 0 {
        return vec![DIGITS[0]];
    }
    let mut words = Vec::with_capacity(24);
    push_number(n, region, &mut words);
    words
}

/// Appends `n`, which is not 0.
fn push_number(n: u64, region: Region, words: &mut Vec<&'static str>) {
    let above = n / BILLION;
    if above > 0 {
        push_number(above, region, words);
        words.push("tỷ");
    }
    let below = n % BILLION;
    let groups = [
        (below / 1_000_000, Some("triệu")),
        (below / 1_000 % 1_000, Some(region.thousand())),
        (below % 1_000, None),
    ];
    let mut something_before = above > 0;
    for (group, scale) in groups {
        if group == 0 {
            continue;
        }
        push_group(group, something_before, region, words);
        words.extend(scale);
        something_before = true;
    }
}

/// Appends a group of up to three digits (1 to 999). `in_full` when a higher
/// group was read: then missing hundreds are said, so that 1.015 cannot be taken
/// for 1.150.
fn push_group(group: u64, in_full: bool, region: Region, words: &mut Vec<&'static str>) {
    let digit = |value: u64| DIGITS[(value % 10) as usize];
    let (hundreds, tens, units) = (group / 100, group / 10 % 10, group % 10);
    let hundreds_said = hundreds > 0 || in_full;
    if hundreds_said {
        words.extend([digit(hundreds), "trăm"]);
    }
    match tens {
        0 if units > 0 && hundreds_said => words.push(region.empty_tens()),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit(tens), "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(digit(units)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn check(n: u64, expect: &str) {
        assert_eq!(number_words(n, Region::North), expect, "{n}");
    }

    fn check_south(n: u64, expect: &str) {
        assert_eq!(number_words(n, Region::South), expect, "{n}");
    }

    #[test]
    fn units_change_after_tens() {
        check(1, "một");
        check(10, "mười");
        check(11, "mười một");
        check(14, "mười bốn");
        check(15, "mười lăm");
        check(20, "hai mươi");
        check(21, "hai mươi mốt");
        check(24, "hai mươi tư");
        check(25, "hai mươi lăm");
        check(55, "năm mươi lăm");
        check(91, "chín mươi mốt");
        check(100, "một trăm");
        check(104, "một trăm linh bốn");
        check(110, "một trăm mười");
        check(111, "một trăm mười một");
        check(121, "một trăm hai mươi mốt");
        check(999, "chín trăm chín mươi chín");
    }

    #[test]
    fn lower_groups_are_read_in_full() {
        check(2_026, "hai nghìn không trăm hai mươi sáu");
        check(1_000_000_005, "một tỷ không trăm linh năm");
        check(
            1_001_001_001,
            "một tỷ không trăm linh một triệu không trăm linh một nghìn không trăm linh một",
        );
        check(1_100, "một nghìn một trăm");
        check(3_000_500_000, "ba tỷ năm trăm nghìn");
    }

    #[test]
    fn beyond_a_thousand_million_counts_in_ty_again() {
        check(15_000_000_000_000, "mười lăm nghìn tỷ");
        check(1_000_000_000_000_000, "một triệu tỷ");
        check(999_000_000_000_000_000, "chín trăm chín mươi chín triệu tỷ");
        check(1_005_000_000_000, "một nghìn không trăm linh năm tỷ");
        check(1_000_000_000_000_000_000, "một tỷ tỷ");
    }

    #[test]
    fn the_south_says_le_and_ngan() {
        check_south(105_000, "một trăm lẻ năm ngàn");
        check_south(200_005, "hai trăm ngàn không trăm lẻ năm");
        check_south(24_000, "hai mươi tư ngàn");
    }

    #[test]
    fn regions_have_stable_ids() {
        for (region, id) in [(Region::North, "\"north\""), (Region::South, "\"south\"")] {
            assert_eq!(serde_json::to_string(&region).expect("plain"), id);
        }
        assert_eq!(Region::default(), Region::North);
    }

    #[test]
    fn every_number_below_a_hundred_thousand_has_words_of_its_own() {
        for region in [Region::North, Region::South] {
            let heard: BTreeSet<_> = (0..100_000).map(|n| number_words(n, region)).collect();
            assert_eq!(heard.len(), 100_000);
        }
    }

    #[test]
    fn no_clip_is_recorded_for_nothing() {
        let mut heard: BTreeSet<&str> = BTreeSet::from(["đồng", "triệu", "tỷ"]);
        for region in [Region::North, Region::South] {
            heard.extend((0..2_000).flat_map(|n| number_word_list(n, region)));
        }
        assert_eq!(heard, all_number_words().iter().copied().collect());
    }

    /// Reads words back: the inverse, written the other way round (it knows
    /// nothing of groups and padding).
    fn value_of(words: &[&str]) -> u64 {
        let (mut total, mut group, mut below_ty) = (0u64, 0u64, 0u64);
        let mut pending = 0;
        for word in words {
            match *word {
                "mươi" => (group, pending) = (group + pending * 10, 0),
                "mười" => group += 10,
                "trăm" => (group, pending) = (group + pending * 100, 0),
                "linh" | "lẻ" => {}
                "mốt" => pending = 1,
                "tư" => pending = 4,
                "lăm" => pending = 5,
                "nghìn" | "ngàn" => {
                    below_ty += (group + pending) * 1_000;
                    (group, pending) = (0, 0);
                }
                "triệu" => {
                    below_ty += (group + pending) * 1_000_000;
                    (group, pending) = (0, 0);
                }
                "tỷ" => {
                    total = (total + below_ty + group + pending) * BILLION;
                    (below_ty, group, pending) = (0, 0, 0);
                }
                digit => {
                    pending = DIGITS.iter().position(|d| *d == digit).expect("a digit") as u64;
                }
            }
        }
        total + below_ty + group + pending
    }

    /// Numbers of every length, with runs of zeros as often as not.
    fn any_number() -> impl Strategy<Value = u64> {
        let group = prop_oneof![Just(0u64), 0u64..10, 0u64..1000];
        proptest::collection::vec(group, 1..=6)
            .prop_map(|groups| groups.iter().fold(0, |n, group| n * 1000 + group))
    }

    proptest! {
        #[test]
        fn words_can_be_read_back(n in any_number(), south: bool) {
            let region = if south { Region::South } else { Region::North };
            prop_assert_eq!(value_of(&number_word_list(n, region)), n);
        }

        #[test]
        fn any_u64_is_read_back(n: u64) {
            prop_assert_eq!(value_of(&number_word_list(n, Region::North)), n);
        }

        #[test]
        fn words_are_single_spaced_and_recorded(n in any_number(), south: bool) {
            let region = if south { Region::South } else { Region::North };
            let text = number_words(n, region);
            prop_assert!(!text.contains("  ") && text.trim() == text);
            for word in text.split(' ') {
                prop_assert!(all_number_words().contains(&word), "{}", word);
            }
        }
    }
}
