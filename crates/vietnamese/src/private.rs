//! What nobody is to type into this app: numbers of citizens, cards and telephones, codes that were
//! sent, and addresses. It tells them by their shape, however they are disguised: with hidden marks,
//! digits of other scripts, letters that look like digits, or spelt in words. It keeps none of them,
//! not even in what it reports.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::letters::{is_hidden, plain};

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

/// Words that make a short number a code that was sent, without marks and in lower case.
const CODE_WORDS: [&str; 7] =
    ["otp", "ma xac nhan", "ma xac thuc", "ma so", "ma bao mat", "mat khau", "verification"];

/// The first thing in `text` that is not to be typed in `field`, and where it stands, in bytes
/// from the beginning of `text`.
#[must_use]
pub fn private(text: &str, field: Field) -> Option<(Private, Range<usize>)> {
    let runs = digit_runs(text);
    let disguised = disguised_runs(text);
    let mut all = runs.iter().chain(&disguised);
    let long = all.find_map(|run| Some((judge(&run.digits, field)?, run.place.clone())));
    long.or_else(|| sent_code(text, &runs, field)).or_else(|| {
        // What a lesson gives to be typed may well be an address.
        let place = address(text).filter(|_| field == Field::Free)?;
        Some((Private::Address, place))
    })
}

/// A short number beside a word that makes it a code.
fn sent_code(text: &str, runs: &[Run], field: Field) -> Option<(Private, Range<usize>)> {
    let key = crate::search_key(text);
    if !CODE_WORDS.iter().any(|word| contains_words(&key, word)) {
        return None;
    }
    let code = runs.iter().find(|run| (4..=8).contains(&run.digits.len()))?;
    let practice = field == Field::Lesson && code.digits.starts_with("000");
    (!practice).then(|| (Private::SentCode, code.place.clone()))
}

/// Endings of addresses that are met in Vietnam, without which a dot between two words is taken for
/// a missing space: *Tp.HCM* is no address.
const ENDINGS: [&str; 34] = [
    "app", "asia", "biz", "blog", "cc", "click", "club", "co", "com", "dev", "edu", "example",
    "gov", "icu", "info", "io", "link", "live", "me", "net", "one", "online", "org", "pro", "shop",
    "site", "store", "tk", "top", "tv", "vip", "vn", "website", "xyz",
];

/// Where an e-mail or web address stands.
fn address(text: &str) -> Option<Range<usize>> {
    let mut words = text.split_inclusive(char::is_whitespace);
    let mut at = 0;
    words.find_map(|piece| {
        let start = at;
        at += piece.len();
        let word: String = piece.chars().filter(|c| !is_hidden(*c)).nfkc().collect();
        let word = word.trim().to_lowercase();
        let is_host = |host: &str| {
            let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
            let host = host.trim_end_matches(|c: char| !c.is_alphanumeric());
            let (name, ending) = host.rsplit_once('.').unwrap_or_default();
            let named = |c: char| c.is_alphanumeric() || ".-_".contains(c);
            !name.is_empty() && name.chars().all(named) && ENDINGS.contains(&ending)
        };
        let opened = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_mail = word.split_once('@').is_some_and(|(before, after)| {
            let ends = after.rsplit_once('.').is_some_and(|(name, ending)| {
                !name.is_empty() && ending.chars().filter(|c| c.is_alphabetic()).count() >= 2
            });
            ends && before.ends_with(|c: char| c.is_alphanumeric() || "._-+".contains(c))
        });
        let is_web = word.contains("://") || opened.starts_with("www.") || is_host(opened);
        (is_mail || is_web).then(|| start..start + piece.trim_end().len())
    })
}

/// Digits that belong together, whatever stands between them.
struct Run {
    digits: String,
    /// How many of them are real ones, and not letters or words that stand for one.
    real: usize,
    place: Range<usize>,
}

/// So many real digits make letters and words among them part of a number: *O9l2345678*, but not
/// *Lô 10*.
const REAL_DIGITS: usize = 5;

/// Runs of digits: spaces, dots, dashes, hidden marks and the like may part them. What only stands
/// for a digit ends a run, as any word does.
fn digit_runs(text: &str) -> Vec<Run> {
    runs(text, false)
}

/// Runs that are numbers only with the letters and words in them that stand for digits.
fn disguised_runs(text: &str) -> Vec<Run> {
    let mut runs = runs(text, true);
    // Words alone have to be a whole number: people say *hai ba* of two grandmothers.
    runs.retain(|run| match run.real {
        0 => run.digits.len() >= LONG,
        real => real < run.digits.len() && real >= REAL_DIGITS,
    });
    runs
}

fn runs(text: &str, disguised: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for (place, word) in words(text) {
        match digits_of(word) {
            Word::Digits { digits, real } if disguised || real == digits.len() => {
                match runs.last_mut().filter(|_| open) {
                    Some(run) => {
                        run.digits.push_str(&digits);
                        run.real += real;
                        run.place.end = place.end;
                    }
                    None => runs.push(Run { digits, real, place }),
                }
                open = true;
            }
            Word::Between => {}
            Word::Digits { .. } | Word::Other => open = false,
        }
    }
    runs
}

/// What a piece of a text is to a number.
enum Word {
    /// A part of it; `real` counts those that are digits and nothing else.
    Digits { digits: String, real: usize },
    /// Nothing, or something that people put between digits.
    Between,
    /// Something that ends it.
    Other,
}

/// The words of a text, and each character between them.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let start = text.len() - rest.len();
        let inside = |c: char| c.is_alphanumeric() || c == '|' || is_hidden(c) || is_mark(c);
        let length = match inside(first) {
            true => rest.find(|c| !inside(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        Some((start..start + length, word))
    })
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn digits_of(word: &str) -> Word {
    let seen: Vec<char> = word.chars().filter(|c| !is_hidden(*c)).collect();
    let [first, ..] = seen.as_slice() else { return Word::Between };
    if seen.len() == 1 && (first.is_whitespace() || ".,-–—_/()[]{}+·•'’\"*:;~|".contains(*first))
    {
        return Word::Between;
    }
    if let Some(digit) = spelt(word) {
        return Word::Digits { digits: digit.to_string(), real: 0 };
    }
    let mut digits = String::with_capacity(seen.len());
    let (mut real, mut others) = (0, false);
    for (at, c) in seen.iter().enumerate() {
        match (digit(*c), looks_like(*c)) {
            (Some(digit), _) => {
                digits.push(digit);
                real += 1;
            }
            (None, Some(digit)) => digits.push(digit),
            // Letters before digits belong to something else: *A0912…* ends with a number.
            (None, None) if real == 0 => {
                digits.clear();
                others = true;
            }
            // *0912345678đ*: and so may something after it.
            (None, None) if at + 1 == seen.len() => {}
            (None, None) => return Word::Other,
        }
    }
    // A letter alone is a letter, but for one among digits that were typed one by one.
    if digits.is_empty() || real == 0 && (digits.len() > 1 || others) {
        return Word::Other;
    }
    Word::Digits { digits, real }
}

/// The digit that a word spells; none for any other word.
fn spelt(word: &str) -> Option<char> {
    let key: String = word.chars().filter(|c| !is_mark(*c)).map(plain).collect();
    let words = ["khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"];
    let at = words.iter().position(|spelt| *spelt == key)?;
    char::from_digit(u32::try_from(at).ok()?, 10)
}

/// The zero of every script that counts by tens, each followed by its one to nine (Unicode 17,
/// `DerivedNumericType.txt`, Decimal); those of mathematics stand five times in a row.
const ZEROS: [u32; 70] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0,
    0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950,
    0x1fbf0, 0x10d40, 0x116d0,
];

/// The ASCII digit that a character is, in whatever script or circle.
fn digit(c: char) -> Option<char> {
    let of_a_script = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&(c as u32)));
    if let Some(zero) = of_a_script {
        return char::from_digit(c as u32 - zero, 10);
    }
    // ①, ², ⒈: one digit and nothing that counts.
    let mut folded = std::iter::once(c).nfkc().filter(|c| !".()".contains(*c));
    folded.next().filter(|digit| digit.is_ascii_digit() && folded.next().is_none())
}

/// The digit that a letter is taken for by whoever reads it.
fn looks_like(c: char) -> Option<char> {
    Some(match c {
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' | 'Օ' | '〇' => '0',
        'l' | 'I' | '|' | 'ı' | 'І' | 'Ι' | 'ӏ' | 'Ӏ' => '1',
        'З' | 'з' => '3',
        'S' => '5',
        'б' => '6',
        'B' => '8',
        _ => return None,
    })
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
