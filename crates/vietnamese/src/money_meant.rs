//! What somebody probably meant whose digits are not in groups of three: to ask, never to take.
//!
//! Private behind [`crate::ParseDongError`]. It refuses to guess digits other than zeros.

use crate::money::{Dong, Meant, ParseDongError};
use crate::money_parse::{MOST_DIGITS, is_separator};

/// The refusal of digits that are not in groups of three. Where a group is too short, zeros were
/// left out: `50.0` for 50.000. Where one is too long, a zero was typed too many, or the dot
/// slipped: `5.0000` for 5.000 or for 50.000.
pub(crate) fn badly_grouped(text: &str) -> ParseDongError {
    let groups: Vec<&str> = text.split(is_separator).filter(|group| !group.is_empty()).collect();
    let meant = match groups.as_slice() {
        [first, zeros] if first.len() > 3 && zeros.len() < 3 && is_zeros(zeros) => {
            // `50000.00`, as spreadsheets write it.
            [dong(first), None]
        }
        [first, rest @ ..] if !rest.is_empty() => {
            let mended: Option<String> = rest.iter().map(|group| as_three(group)).collect();
            let mended = mended.filter(|_| first.len() <= 3);
            let mended = mended.and_then(|rest| dong(&format!("{first}{rest}")));
            let short = rest.iter().any(|group| group.len() < 3);
            let only_last_short = short && rest[..rest.len() - 1].iter().all(|g| g.len() == 3);
            // With a digit of their own lost, all digits together are no better guess.
            let guesses = rest.iter().all(|group| group.len() >= 3 || is_zeros(group));
            let joined = (guesses && !only_last_short).then(|| dong(&groups.concat())).flatten();
            // `5.000000`: no digit is wrong, a dot is missing.
            let complete = !short && rest.iter().all(|group| group.len().is_multiple_of(3));
            match (mended, joined) {
                (_, Some(joined)) if complete => [Some(joined), None],
                (Some(mended), joined) => [Some(mended), joined],
                (None, joined) => [joined, None],
            }
        }
        _ => [None, None],
    };
    ParseDongError::BadGrouping(Meant(meant))
}

/// The refusal of a part of a đồng: `50.5` for 50.500, `1,5` for 1.500 or, as people say it, for
/// one and a half million.
pub(crate) fn cut_off(text: &str) -> ParseDongError {
    let groups: Vec<&str> = text.split(is_separator).collect();
    let meant = match groups.as_slice() {
        [first, last] if first.len() <= 3 && (1..=2).contains(&last.len()) => {
            let thousands = dong(&format!("{first}{last:0<3}"));
            let millions = dong(&format!("{first}{last:0<6}"));
            let small = first.len() == 1 && *first != "0";
            [thousands, millions.filter(|_| small)]
        }
        _ => [None, None],
    };
    ParseDongError::NotWhole(Meant(meant))
}

/// The refusal of too few or too many zeros behind a decimal separator, `50.000,0`: `head` was
/// probably meant.
pub(crate) fn odd_decimals(head: &str) -> ParseDongError {
    let digits: String = head.chars().filter(char::is_ascii_digit).collect();
    ParseDongError::BadGrouping(Meant([dong(&digits), None]))
}

/// A group as three digits, where only zeros are wrong with it.
fn as_three(group: &str) -> Option<&str> {
    match group.len() {
        3 => Some(group),
        _ => is_zeros(group).then_some("000"),
    }
}

fn is_zeros(group: &str) -> bool {
    group.bytes().all(|digit| digit == b'0')
}

fn dong(digits: &str) -> Option<Dong> {
    let amount = digits.parse().ok().filter(|amount| *amount > 0)?;
    (digits.len() <= MOST_DIGITS && !digits.starts_with('0')).then(|| Dong::new(amount))
}
