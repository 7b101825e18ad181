//! What nobody is to type into this app: numbers of citizens, cards and telephones, codes that were
//! sent, and addresses. It tells them by their shape, however they are disguised: with hidden marks,
//! digits of other scripts, letters that look like digits, or spelt in words. It keeps none of them,
//! not even in what it reports.

use std::ops::Range;

use crate::private_addresses::address;
use crate::private_digits::{Run, digit_runs, disguised_runs};

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
    /// An e-mail or a web address.
    Address,
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

/// Words that make a short number a code that was sent, without marks and in lower case. *Pin* alone
/// is a battery as well.
const CODE_WORDS: [&str; 15] = [
    "otp",
    "ma xac nhan",
    "ma xac thuc",
    "ma xac minh",
    "ma so",
    "ma bao mat",
    "ma pin",
    "so pin",
    "mat khau",
    "mat ma",
    "verification",
    "password",
    "passcode",
    "cvv",
    "cvc",
];

/// The first thing in `text` that is not to be typed in `field`, and where it stands, in bytes
/// from the beginning of `text`.
#[must_use]
pub fn private(text: &str, field: Field) -> Option<(Private, Range<usize>)> {
    let runs = digit_runs(text);
    let disguised = disguised_runs(text);
    let found: Vec<_> = runs
        .iter()
        .chain(&disguised)
        .filter_map(|run| Some((judge(run, field)?, run.place.clone())))
        .collect();
    // What a number is counts for more than that it is long.
    let special = found.iter().find(|(kind, _)| *kind != Private::LongNumber);
    // What a lesson gives to be typed may well be an address.
    let address = address(text).filter(|_| field == Field::Free);
    let is_within = |place: &Range<usize>| {
        let overlaps = |other: &Range<usize>| other.start < place.end && place.start < other.end;
        address.as_ref().is_some_and(overlaps)
    };
    // The numbers of a machine's address are long as well: *10.0.0.1:8080*.
    let long = special.or(found.first().filter(|(_, place)| !is_within(place))).cloned();
    long.or_else(|| sent_code(text, &runs, &disguised, field))
        .or_else(|| Some((Private::Address, address?)))
}

/// A short number beside a word that makes it a code.
fn sent_code(
    text: &str,
    runs: &[Run],
    disguised: &[Run],
    field: Field,
) -> Option<(Private, Range<usize>)> {
    let key = crate::search_key(text);
    if !CODE_WORDS.iter().any(|word| contains_words(&key, word)) {
        return None;
    }
    let mut all = runs.iter().chain(disguised);
    let code = all.find(|run| (4..=8).contains(&run.digits.len()))?;
    let practice = field == Field::Lesson && code.digits.starts_with("000");
    (!practice).then(|| (Private::SentCode, code.place.clone()))
}

/// What a run of digits is. What only stands for digits at either end may be something else: the
/// number is judged without it too.
fn judge(run: &Run, field: Field) -> Option<Private> {
    let trimmed = run.trimmed();
    if field == Field::Lesson && trimmed.len() == 12 && trimmed.starts_with("000") {
        return None;
    }
    if let Some(kind) = run.readings().find_map(special) {
        return Some(kind);
    }
    // A row of words is a number as well; among digits there may be a few letters, or it is a list
    // of rooms: *S10 S20 S30*.
    let digits = if run.real == 0 { &run.digits } else { trimmed };
    let disguises = run.digits.len() - run.real;
    let is_number = run.real == 0 || disguises * 3 <= run.real;
    let is_long = is_number && digits.len() >= LONG && !run.is_harmless;
    (field == Field::Free && is_long).then_some(Private::LongNumber)
}

/// What digits are by their shape alone.
fn special(digits: &str) -> Option<Private> {
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
    digits.as_bytes().windows(12).any(is_citizen_number).then_some(Private::CitizenNumber)
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

/// A mobile number has ten digits, a landline eleven; 84 may stand for the zero or before it.
fn is_telephone(digits: &str) -> bool {
    let abroad = digits.strip_prefix("0084").or_else(|| digits.strip_prefix("84"));
    let national = match abroad {
        Some(rest) => Some(rest.strip_prefix('0').unwrap_or(rest)),
        None => digits.strip_prefix('0'),
    };
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
