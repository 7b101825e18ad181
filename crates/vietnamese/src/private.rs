//! Numbers that nobody is to type into this app: of citizens, cards, telephones, and codes that
//! were sent. It tells them by their shape; it keeps none of them, not even in what it reports.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// What a text holds that it should not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Private {
    /// Twelve digits that begin with the code of a province, 001 to 096.
    CitizenNumber,
    /// 13 to 19 digits that pass the check of Luhn.
    PaymentCard,
    /// A Vietnamese telephone number.
    Telephone,
    /// Four to eight digits beside a word such as *OTP* or *mã xác nhận*.
    SentCode,
    /// Any other nine digits or more: an account, an older identity card.
    LongNumber,
}

/// Where a text is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The app's own: a nickname, the name of a voice.
    Free,
    /// A practice app's: numbers that begin with `000` are made for practice, and long numbers
    /// that are like none of the real ones may be what the lesson asks for.
    Lesson,
}

/// Digits, as many as these, are no name and no ordinary number.
const LONG: usize = 9;

/// Words that make a short number a code that was sent, without marks and in lower case.
const CODE_WORDS: [&str; 7] =
    ["otp", "ma xac nhan", "ma xac thuc", "ma so", "ma bao mat", "mat khau", "verification"];

/// The first thing in `text` that is not to be typed in `field`, and where it stands, in bytes
/// from the beginning of `text`.
#[must_use]
pub fn private(text: &str, field: Field) -> Option<(Private, Range<usize>)> {
    let runs = digit_runs(text);
    let long = runs.iter().find_map(|run| Some((judge(&run.digits, field)?, run.place.clone())));
    long.or_else(|| {
        let key = crate::search_key(text);
        if !CODE_WORDS.iter().any(|word| contains_words(&key, word)) {
            return None;
        }
        let code = runs.iter().find(|run| (4..=8).contains(&run.digits.len()))?;
        let practice = field == Field::Lesson && code.digits.starts_with("000");
        (!practice).then(|| (Private::SentCode, code.place.clone()))
    })
}

/// Digits that belong together, whatever stands between them.
struct Run {
    digits: String,
    place: Range<usize>,
}

/// Runs of digits: spaces, dots, dashes and the like may part them.
fn digit_runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        // Full-width and other digits are digits too.
        let folded = std::iter::once(c).nfkc().next().unwrap_or(c);
        if folded.is_ascii_digit() {
            let end = at + c.len_utf8();
            match runs.last_mut().filter(|_| open) {
                Some(run) => {
                    run.digits.push(folded);
                    run.place.end = end;
                }
                None => runs.push(Run { digits: folded.to_string(), place: at..end }),
            }
            open = true;
        } else if !(c.is_whitespace() || ".,-–—_/()+·'".contains(c)) {
            open = false;
        }
    }
    runs
}

fn judge(digits: &str, field: Field) -> Option<Private> {
    if field == Field::Lesson && digits.len() == 12 && digits.starts_with("000") {
        return None;
    }
    if is_citizen_number(digits.as_bytes()) {
        return Some(Private::CitizenNumber);
    }
    if (13..=19).contains(&digits.len()) && passes_luhn(digits) {
        return Some(Private::PaymentCard);
    }
    if is_telephone(digits) {
        return Some(Private::Telephone);
    }
    // With something before or after it.
    if digits.as_bytes().windows(12).any(is_citizen_number) {
        return Some(Private::CitizenNumber);
    }
    (field == Field::Free && digits.len() >= LONG).then_some(Private::LongNumber)
}

fn is_citizen_number(digits: &[u8]) -> bool {
    let province = digits.iter().take(3).fold(0_u32, |n, d| n * 10 + u32::from(d - b'0'));
    digits.len() == 12 && (1..=96).contains(&province)
}

/// The check digit of payment cards: every second digit from the right counts twice.
fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            match (place % 2, digit) {
                (0, digit) => digit,
                (_, digit) if digit > 4 => digit * 2 - 9,
                (_, digit) => digit * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10) && digits.bytes().any(|digit| digit != b'0')
}

/// A mobile number has ten digits, a landline eleven; 84 may stand for the zero.
fn is_telephone(digits: &str) -> bool {
    let national = digits.strip_prefix("0084").or_else(|| digits.strip_prefix("84"));
    let national = national.or_else(|| digits.strip_prefix('0'));
    national.is_some_and(|rest| {
        let mobile = rest.len() == 9 && rest.starts_with(['3', '5', '7', '8', '9']);
        mobile || rest.len() == 10 && rest.starts_with('2')
    })
}

fn contains_words(key: &str, words: &str) -> bool {
    let bounded = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
    key.match_indices(words).any(|(at, _)| {
        bounded(key[..at].chars().next_back()) && bounded(key[at + words.len()..].chars().next())
    })
}
