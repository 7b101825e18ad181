//! Digits in a text that belong together, however they are disguised: with hidden marks and signs
//! between them, in other scripts, as letters that look like them, or spelt in words.
//!
//! Private behind [`crate::private`]. It refuses to tell what a number is, but for dates, years and
//! amounts of money, which are nobody's numbers.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::letters::{is_hidden, plain};

/// Digits that belong together, whatever stands between them.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) digits: String,
    /// How many of them are real ones, and not letters or words that stand for one.
    pub(crate) real: usize,
    /// Whether these are years, or an amount of money with its currency.
    pub(crate) is_harmless: bool,
    pub(crate) place: Range<usize>,
    /// Which of the digits are real.
    are_real: Vec<bool>,
    /// The lengths of the words that they stand in.
    groups: Vec<usize>,
}

impl Run {
    fn new(at: usize) -> Self {
        let (digits, are_real, groups) = (String::new(), Vec::new(), Vec::new());
        Self { digits, real: 0, is_harmless: false, place: at..at, are_real, groups }
    }

    fn add(&mut self, found: &[Found], end: usize) {
        self.digits.extend(found.iter().map(|found| found.digit));
        self.are_real.extend(found.iter().map(|found| found.is_real));
        self.real = self.are_real.iter().filter(|real| **real).count();
        self.groups.push(found.len());
        self.place.end = end;
    }

    /// The digits with less and less of what only stands for digits at either end.
    pub(crate) fn readings(&self) -> impl Iterator<Item = &str> {
        let before = self.are_real.iter().take_while(|real| !**real).count();
        let after = self.are_real.iter().rev().take_while(|real| !**real).count();
        (0..=before).flat_map(move |first| {
            let end = self.digits.len();
            (0..=after).filter_map(move |last| self.digits.get(first..end.checked_sub(last)?))
        })
    }

    /// The digits from the first real one to the last; all are ASCII.
    pub(crate) fn trimmed(&self) -> &str {
        let first = self.are_real.iter().position(|real| *real).unwrap_or_default();
        let last = self.are_real.iter().rposition(|real| *real).map_or(first, |last| last + 1);
        self.digits.get(first..last).unwrap_or_default()
    }

    /// Whether all groups are years of people who are alive or remembered.
    fn are_years(&self) -> bool {
        let mut at = 0;
        self.groups.iter().all(|length| {
            let group = self.digits.get(at..at + length).unwrap_or_default();
            at += length;
            length == &4 && (group.starts_with("19") || group.starts_with("20"))
        })
    }

    /// Whether the digits are grouped as an amount is.
    fn is_grouped(&self) -> bool {
        let [first, rest @ ..] = self.groups.as_slice() else { return false };
        let by_threes = *first <= 3 && !rest.is_empty() && rest.iter().all(|length| *length == 3);
        by_threes && !self.digits.starts_with('0')
    }
}

/// A digit, and whether it is one and nothing else.
#[derive(Debug, Clone, Copy)]
struct Found {
    digit: char,
    is_real: bool,
}

/// So many real digits make letters and words among them part of a number: *O9l2345678*, but not
/// *Lô 10*.
const REAL_DIGITS: usize = 5;

/// The longest amount of money that is not taken for another number.
const LONGEST_AMOUNT: usize = 12;

/// Runs of digits: spaces, dots, dashes, hidden marks and the like may part them. What only stands
/// for a digit ends a run, as any word does.
pub(crate) fn digit_runs(text: &str) -> Vec<Run> {
    runs(text, false)
}

/// Runs that are numbers only with the letters and words in them that stand for digits.
pub(crate) fn disguised_runs(text: &str) -> Vec<Run> {
    let mut runs = runs(text, true);
    // Words alone have to be a whole number: people say *hai ba* of two grandmothers. The code that
    // was sent is short, and one letter in it is enough.
    runs.retain(|run| match run.real {
        0 => run.digits.len() >= 9,
        real => {
            let disguised = run.digits.len() - real;
            disguised > 0
                && (real >= REAL_DIGITS && real >= disguised || disguised == 1 && real > 2)
        }
    });
    runs
}

fn runs(text: &str, disguised: bool) -> Vec<Run> {
    let words: Vec<(Range<usize>, &str)> = words(text, disguised).collect();
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    let mut at = 0;
    while let Some((place, word)) = words.get(at) {
        if let Some(length) = date(&words[at..]) {
            open = false;
            at += length;
            continue;
        }
        match digits_of(word, disguised) {
            Word::Digits(found) => {
                if !open {
                    runs.push(Run::new(place.start));
                }
                if let Some(run) = runs.last_mut() {
                    run.add(&found, place.end);
                    let money = is_money(word, &words[at + 1..]) && run.is_grouped();
                    let money = money && run.digits.len() <= LONGEST_AMOUNT;
                    run.is_harmless = money || run.are_years();
                }
                open = true;
            }
            Word::Between => {}
            Word::Other => open = false,
        }
        at += 1;
    }
    runs
}

/// Whether a currency stands behind the last digits of a run.
fn is_money(word: &str, after: &[(Range<usize>, &str)]) -> bool {
    let is_currency = |word: &str| {
        matches!(crate::search_key(word).as_str(), "d" | "₫" | "dong" | "vnd" | "usd" | "$")
    };
    let tail = word.trim_start_matches(|c: char| digit(c).is_some() || is_hidden(c));
    let mut next = after.iter().map(|(_, word)| *word).skip_while(|word| word.trim().is_empty());
    is_currency(tail) || tail.is_empty() && next.next().is_some_and(is_currency)
}

/// How many words at the front are a date, `23/11/2026`, `23.11.2026` or `2026-11-23`, that is no
/// part of a longer number.
fn date(words: &[(Range<usize>, &str)]) -> Option<usize> {
    let [(_, first), (_, sign), (_, second), (_, same), (_, third), rest @ ..] = words else {
        return None;
    };
    let number = |word: &str| {
        let short = (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        short.then(|| word.parse::<u32>().ok()).flatten()
    };
    let (first, second, third) = (number(first)?, number(second)?, number(third)?);
    let year = 1900..=2099;
    let is_date = (1..=12).contains(&second)
        && (year.contains(&third) && (1..=31).contains(&first)
            || year.contains(&first) && (1..=31).contains(&third));
    let goes_on =
        matches!(rest, [(_, next), (_, after), ..] if next == sign && number(after).is_some());
    let signs = matches!(*sign, "/" | "." | "-") && sign == same;
    (is_date && signs && !goes_on).then_some(5)
}

/// What a piece of a text is to a number.
enum Word {
    /// A part of it.
    Digits(Vec<Found>),
    /// Nothing, or something that people put between digits.
    Between,
    /// Something that ends it.
    Other,
}

/// The words of a text, and each character between them.
fn words(text: &str, disguised: bool) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let start = text.len() - rest.len();
        let inside = |c: char| {
            c.is_alphanumeric() || disguised && c == '|' || is_hidden(c) || is_combining_mark(c)
        };
        let length = match inside(first) {
            true => rest.find(|c| !inside(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        Some((start..start + length, word))
    })
}

fn digits_of(word: &str, disguised: bool) -> Word {
    // Composed, a letter with its marks is another letter; marks that are left are ornaments.
    let seen = word.chars().filter(|c| !is_hidden(*c)).nfc().filter(|c| !is_combining_mark(*c));
    let seen: Vec<char> = seen.collect();
    let [first, ..] = seen.as_slice() else { return Word::Between };
    // Percents and currencies belong to the number before them.
    let sign = |c: char| !c.is_alphanumeric() && !"%‰₫$€".contains(c);
    if seen.len() == 1 && sign(*first) {
        return Word::Between;
    }
    if let Some(digit) = spelt(word).filter(|_| disguised) {
        return Word::Digits(vec![Found { digit, is_real: false }]);
    }
    let mut found: Vec<Found> = Vec::with_capacity(seen.len());
    let mut others = false;
    for (at, c) in seen.iter().enumerate() {
        let any_real = found.iter().any(|found| found.is_real);
        match (digit(*c), looks_like(*c).filter(|_| disguised)) {
            (Some(digit), _) => found.push(Found { digit, is_real: true }),
            (None, Some(digit)) => found.push(Found { digit, is_real: false }),
            // Letters before digits belong to something else: *A0912…* ends with a number.
            (None, None) if !any_real => {
                found.clear();
                others = true;
            }
            // *0912345678đ*: and so may something after it.
            (None, None) if at + 1 == seen.len() => {}
            (None, None) => return Word::Other,
        }
    }
    // A letter alone is a letter, but for one among digits that were typed one by one.
    let real = found.iter().any(|found| found.is_real);
    if found.is_empty() || !real && (found.len() > 1 || others) {
        return Word::Other;
    }
    Word::Digits(found)
}

/// The digit that a word spells, with its marks or without any: *bà* is no three. *Tư* and *lăm* are
/// digits with their marks alone, for *tu* and *lam* are much else.
fn spelt(word: &str) -> Option<char> {
    let word: String = word.chars().filter(|c| !is_hidden(*c)).nfc().collect();
    let word = word.to_lowercase();
    match word.as_str() {
        "mốt" => return Some('1'),
        "tư" => return Some('4'),
        "lăm" | "nhăm" => return Some('5'),
        "bẩy" => return Some('7'),
        _ => {}
    }
    let words = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    let unmarked = |spelt: &str| spelt.chars().map(plain).eq(word.chars());
    let at = words.iter().position(|spelt| *spelt == word || unmarked(spelt))?;
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
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' | 'Օ' | '〇' | 'D' | 'Q' => '0',
        'l' | 'I' | 'i' | '|' | 'ı' | 'І' | 'і' | 'Ι' | 'ӏ' | 'Ӏ' => '1',
        'Z' | 'z' => '2',
        'З' | 'з' => '3',
        'S' | 's' | 'Ѕ' | 'ѕ' => '5',
        'б' | 'b' | 'G' => '6',
        'B' | 'В' => '8',
        'g' | 'q' => '9',
        _ => return None,
    })
}
