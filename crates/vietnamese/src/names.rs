//! Vietnamese names: their parts and their order in a roster.
//!
//! It refuses to guess compound family names: the first word is the family name,
//! the last one the given name, whatever stands between is the middle name.

use crate::text::{tidied, with_usual_tone_placement};
use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_locale_core::locale;
use icu_provider_blob::BlobDataProvider;
use std::cmp::Ordering;
use std::sync::LazyLock;

/// A full name in its parts, in the order in which it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonName<'a> {
    /// The first word; empty for a name of one word.
    pub family: &'a str,
    /// The words between, with the spaces between them; often empty.
    pub middle: &'a str,
    /// The last word, by which a person is addressed.
    pub given: &'a str,
}

impl<'a> PersonName<'a> {
    /// Takes a full name apart. A single word is a given name.
    pub fn new(full_name: &'a str) -> Self {
        let name = full_name.trim();
        let (before, given) = name.rsplit_once(char::is_whitespace).unwrap_or(("", name));
        let before = before.trim_end();
        let (family, middle) = before.split_once(char::is_whitespace).unwrap_or((before, ""));
        Self { family, middle: middle.trim_start(), given }
    }
}

/// The name by which a person is addressed: the last word of a full name, empty
/// for an empty one.
pub fn given_name(full_name: &str) -> &str {
    PersonName::new(full_name).given
}

/// Vietnamese order from the data file. `None` only if that file is broken, which
/// a test rules out; then names are in the order of their code points.
static VIETNAMESE: LazyLock<Option<Collator>> = LazyLock::new(|| {
    let data = include_bytes!("../data/collation-vi.postcard");
    let provider = BlobDataProvider::try_new_from_static_blob(data).ok()?;
    let options = CollatorOptions::default();
    Collator::try_new_with_buffer_provider(&provider, locale!("vi").into(), options).ok()
});

/// Orders two full names: by given name, then family name, then middle name, in
/// Vietnamese alphabetical order (a ă â b c d đ e ê …), where letters count
/// before tones and tones before capitals. `hoà` and `hòa` are the same name.
/// Only names that are the same text are equal.
pub fn compare_names(a: &str, b: &str) -> Ordering {
    let (usual_a, usual_b) = (usual(a), usual(b));
    let (name_a, name_b) = (PersonName::new(&usual_a), PersonName::new(&usual_b));
    compare_words(name_a.given, name_b.given)
        .then_with(|| compare_words(name_a.family, name_b.family))
        .then_with(|| compare_words(name_a.middle, name_b.middle))
        .then_with(|| a.cmp(b))
}

/// A name as it is compared.
fn usual(name: &str) -> String {
    with_usual_tone_placement(&tidied(name))
}

/// Sorts anything that has a full name; see [`compare_names`]. Stable.
pub fn sort_by_name<T>(items: &mut [T], name: impl Fn(&T) -> &str) {
    items.sort_by(|a, b| compare_names(name(a), name(b)));
}

/// Vietnamese alphabetical order of two words.
fn compare_words(a: &str, b: &str) -> Ordering {
    match &*VIETNAMESE {
        Some(collator) => collator.as_borrowed().compare(a, b),
        None => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_order(sorted: &[&str]) {
        let mut shuffled: Vec<&str> = sorted.iter().rev().copied().collect();
        sort_by_name(&mut shuffled, |name| name);
        assert_eq!(shuffled, sorted);
    }

    #[test]
    fn the_order_is_vietnamese() {
        assert!(VIETNAMESE.is_some());
        let letters = [
            "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o",
            "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y",
        ];
        check_order(&letters);
        check_order(&["a", "à", "ả", "ã", "á", "ạ", "ăn", "ân"]);
        check_order(&["Dũng", "Đào", "Đức"]);
        check_order(&["Dũng", "\u{d0}ào", "Đức", "Em"]);
        check_order(&["Hà", "Hạnh", "Hân", "Hòa", "Hoan", "Hoàn"]);
    }

    #[test]
    fn rosters_go_by_given_family_middle() {
        check_order(&[
            "Trần Thị An",
            "Đỗ Văn Bình",
            "Lê Thị Hoa",
            "Lê Văn Hoa",
            "Phạm Thị Hoa",
            "Nguyễn Thị Hòa",
            "Nguyễn Văn Hoà",
            "Nguyễn Văn Minh",
        ]);
    }

    #[test]
    fn names_come_apart() {
        for (full, family, middle, given) in [
            ("Nguyễn Thị Lan", "Nguyễn", "Thị", "Lan"),
            ("  Nguyễn  Thị Thu   Hà ", "Nguyễn", "Thị Thu", "Hà"),
            ("Lê Minh", "Lê", "", "Minh"),
            ("Lan", "", "", "Lan"),
            ("", "", "", ""),
            ("  ", "", "", ""),
        ] {
            let expect = PersonName { family, middle, given };
            assert_eq!(PersonName::new(full), expect, "{full:?}");
            assert_eq!(given_name(full), given);
        }
    }

    fn any_name() -> impl Strategy<Value = String> {
        "[AĂÂBĐEÔƯaàáãạăâbdđeêioôơuưy]{1,3}( [ĐLNaàâđoòuư]{1,3}){0,3}"
    }

    proptest! {
        #[test]
        fn the_order_is_a_total_one(a in any_name(), b in any_name(), c in any_name()) {
            prop_assert_eq!(compare_names(&a, &b), compare_names(&b, &a).reverse());
            prop_assert_eq!(compare_names(&a, &b) == Ordering::Equal, a == b);
            let mut three = [a.as_str(), &b, &c];
            sort_by_name(&mut three, |name| name);
            prop_assert!(compare_names(three[0], three[2]) != Ordering::Greater);
        }
    }
}
