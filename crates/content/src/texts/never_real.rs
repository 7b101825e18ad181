//! What the drawings of a drill never show: a real address, a number that could be somebody's.
//! Only official addresses may stand there, as text to recognise (SAFETY.md, Never real).

use super::Text;
use crate::problem::{Problems, quote};

/// Endings of addresses that belong to nobody (RFC 2606), whatever stands before them.
const INVENTED: &str = ".example";
/// The ending of official addresses.
const OFFICIAL: &str = ".gov.vn";
/// The most digits in a row: a price and a year have fewer, a phone number and a card more.
const MOST_DIGITS: usize = 5;

/// Tells what could be real in the words of a drawing.
pub(super) fn check(text: &Text, genuine: bool, path: &str, problems: &mut Problems) {
    for word in text.words().flat_map(str::split_whitespace) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if is_address(word) {
            let host = word.split('/').next().unwrap_or_default();
            if !(host.ends_with(INVENTED) || genuine && host.ends_with(OFFICIAL)) {
                let message = format!(
                    "{} could be a real address. Let it end in `.example`; only a genuine case \
                     may show one that ends in `.gov.vn`.",
                    quote(word)
                );
                problems.add(path, text.line, message);
            }
        }
        if word.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > MOST_DIGITS) {
            let message = format!(
                "{} could be somebody's number. Mask its digits, like `09×× ××× ×12`.",
                quote(word)
            );
            problems.add(path, text.line, message);
        }
    }
}

/// Whether a word is an address: letters without marks on both sides of a full stop. Amounts such
/// as `35.000` have digits there.
fn is_address(word: &str) -> bool {
    let sides = |at: usize| {
        let before = word.get(..at).and_then(|side| side.chars().next_back());
        let after = word.get(at + 1..).and_then(|side| side.chars().next());
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-');
        letter(before) && after.is_some_and(|c| c.is_ascii_alphabetic())
    };
    word.match_indices('.').any(|(at, _)| sides(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_amounts_and_ends_of_sentences() {
        for address in ["dichvucong.gov.vn", "qua-tang.example/nhan", "a1.com", "bit.ly/3x"] {
            assert!(is_address(address), "{address}");
        }
        for word in ["35.000", "Hết.", "1.234.567", "TP.Hà", "…", "p.m"] {
            assert_eq!(is_address(word), ["TP.Hà", "p.m"].contains(&word), "{word}");
        }
    }
}
