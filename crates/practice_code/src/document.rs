//! The code that a practice paper shows an official. It holds a made-up name and words that say
//! what it is: no number, no date, and nothing that a reader of papers or of payments would take.

use crate::PREFIX;
use crate::checksum::holds_valid_checksum;
use crate::payee::is_plain;
use crate::real::names_a_real_scheme;

/// What follows the prefix: the words that a stranger's scanner shows first.
const WORDS: &str = "GIAY TO LUYEN TAP, KHONG CO GIA TRI";

/// The most characters of a name.
const LONGEST: usize = 60;

/// The text of the code for a made-up person; none for a name with digits, with signs that part
/// the fields of a real card's code, or that could be taken for part of a payment code.
#[must_use]
pub fn document_text(holder: &str) -> Option<String> {
    let holder = holder.trim();
    let fits = (1..=LONGEST).contains(&holder.chars().count());
    let named = holder.chars().all(|c| c.is_alphabetic() || c.is_whitespace()) && is_plain(holder);
    let text = format!("{PREFIX}{WORDS}: {holder}");
    let safe = !names_a_real_scheme(&text) && !holds_valid_checksum(&text);
    (fits && named && safe).then_some(text)
}

/// Whether [`document_text`] made this text.
#[must_use]
pub fn is_document_text(text: &str) -> bool {
    let holder = text.strip_prefix(PREFIX).and_then(|text| text.strip_prefix(WORDS));
    let holder = holder.and_then(|text| text.strip_prefix(": "));
    holder.and_then(document_text).is_some_and(|made| made == text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{NotPaymentKind, Scanned, classify};

    #[test]
    fn a_practice_paper_says_what_it_is_and_is_no_payment() {
        let text = document_text("Nguyễn Thị Mẫu").unwrap();
        assert!(text.starts_with("CAMTAY-TAP:GIAY TO LUYEN TAP"));
        assert_eq!(
            classify(&text),
            Scanned::NotPayment(NotPaymentKind::DamagedPracticeCode),
            "ours, and nothing that could be paid"
        );
    }

    #[test]
    fn only_a_practice_paper_is_taken_for_one() {
        let text = document_text("Nguyễn Thị Mẫu").unwrap();
        assert!(is_document_text(&text));
        for other in [&text[1..], &format!("{text} "), &format!("{text} 1"), "CAMTAY-TAP:0002"] {
            assert!(!is_document_text(other), "{other}");
        }
    }

    #[test]
    fn no_number_and_no_field_gets_in() {
        for name in ["", "001085012345", "Lan|01011950|Nữ", "Lan 1950", "Lan\u{202e}", "a/b"] {
            assert_eq!(document_text(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_text_could_be_a_real_card_or_code(name in "\\PC{0,80}") {
            if let Some(text) = document_text(&name) {
                prop_assert!(text.starts_with(PREFIX));
                prop_assert!(!text.contains('|'));
                prop_assert!(!text.bytes().any(|byte| byte.is_ascii_digit()));
                prop_assert!(!text.contains("A000000727") && !text.contains("A000000775"));
            }
        }
    }
}
