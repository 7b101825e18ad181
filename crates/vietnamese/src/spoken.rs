//! Telephone numbers, codes, dates, times of day and percentages in words, so
//! that no synthesiser ever sees a digit.
//!
//! It refuses what it cannot read in full: letters in a code, a day that does not
//! exist. Every list holds single spoken words, as clips are recorded.

use crate::numbers::{DIGITS, Region, all_number_words, number_word_list};

/// Most digits of a telephone number (E.164); codes may be as long.
const MOST_DIGITS: usize = 15;

/// Words that [`all_number_words`] lacks and this module can give.
const OTHER_WORDS: [&str; 15] = [
    "ngày", "mồng", "tháng", "giờ", "phút", "sáng", "trưa", "chiều", "tối", "đêm", "rưỡi", "kém",
    "phẩy", "phần", "sao",
];

/// Read before the country code of `+84 …`.
const PLUS: &str = "cộng";

/// Why something cannot be read aloud. None carries the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SpokenError {
    /// No digit at all.
    #[error("there are no digits")]
    Empty,
    /// Something that is neither a digit, a mask nor a separator.
    #[error("there is something besides digits")]
    NotADigit,
    /// More than 15 digits.
    #[error("there are more than 15 digits")]
    TooLong,
    /// A day, month or year that the calendar does not have (years 1 to 9999).
    #[error("there is no such date")]
    NoSuchDate,
    /// An hour above 23 or a minute above 59.
    #[error("there is no such time of day")]
    NoSuchTime,
}

/// How a time of day is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TimeStyle {
    /// Hours and minutes as they are: *mười giờ năm mươi phút*.
    #[default]
    Exact,
    /// As people say it: *rưỡi* at half past, *kém* from twenty to onwards.
    Colloquial,
}

/// Every word that the functions of this module can ever give, for both regions.
pub fn all_spoken_words() -> Vec<&'static str> {
    let numbers = all_number_words().iter().copied();
    numbers.chain(OTHER_WORDS).chain([PLUS]).collect()
}

/// A telephone number digit by digit, in groups of 4-3-3; a hotline of three or
/// four digits is one group, `+84 912 345 678` begins with *cộng tám bốn*. Masked
/// digits (`x`, `*`, `•`, `●`) are read *sao*, like the star key.
///
/// # Errors
/// [`SpokenError::Empty`], [`SpokenError::NotADigit`] or [`SpokenError::TooLong`].
pub fn phone_groups(number: &str) -> Result<Vec<Vec<&'static str>>, SpokenError> {
    let number = number.trim();
    let Some(international) = number.strip_prefix('+') else {
        return Ok(grouped(&digit_words(number)?, 4));
    };
    let digits = digit_words(international)?;
    // Country codes other than Vietnam's have one to three digits; without a
    // list of them the first group is only sure for our own.
    let code = if digits.starts_with(&["tám", "bốn"]) { 2 } else { 0 };
    let (country, rest) = digits.split_at(code);
    let mut groups = grouped(rest, 3);
    if code > 0 {
        groups.insert(0, country.to_vec());
    }
    if let Some(first) = groups.first_mut() {
        first.insert(0, PLUS);
    }
    Ok(groups)
}

/// [`phone_groups`] as text, with commas where the voice pauses.
///
/// # Errors
/// As [`phone_groups`].
pub fn phone_words(number: &str) -> Result<String, SpokenError> {
    phone_groups(number).map(|groups| with_pauses(&groups))
}

/// A code (one-time password, citizen number, tracking number) digit by digit in
/// groups of three. A single last digit joins the group before it.
///
/// # Errors
/// As [`phone_groups`].
pub fn code_groups(code: &str) -> Result<Vec<Vec<&'static str>>, SpokenError> {
    Ok(grouped(&digit_words(code)?, 3))
}

/// [`code_groups`] as text, with commas where the voice pauses.
///
/// # Errors
/// As [`phone_groups`].
pub fn code_words(code: &str) -> Result<String, SpokenError> {
    code_groups(code).map(|groups| with_pauses(&groups))
}

fn with_pauses(groups: &[Vec<&'static str>]) -> String {
    let groups: Vec<String> = groups.iter().map(|group| group.join(" ")).collect();
    groups.join(", ")
}

/// One word for each digit or mask; spaces, dots, hyphens and brackets part them.
fn digit_words(text: &str) -> Result<Vec<&'static str>, SpokenError> {
    let mut words = Vec::with_capacity(MOST_DIGITS);
    for c in text.chars() {
        match c {
            '0'..='9' => words.push(DIGITS[(c as usize) - ('0' as usize)]),
            'x' | 'X' | '*' | '•' | '●' => words.push("sao"),
            '.' | '-' | '–' | '(' | ')' => {}
            _ if c.is_whitespace() => {}
            _ => return Err(SpokenError::NotADigit),
        }
    }
    match words.len() {
        0 => Err(SpokenError::Empty),
        1..=MOST_DIGITS => Ok(words),
        _ => Err(SpokenError::TooLong),
    }
}

/// A first group of `first` words, then threes; a single word left over joins the
/// group before it, for a lone digit is easily missed.
fn grouped(words: &[&'static str], first: usize) -> Vec<Vec<&'static str>> {
    let (head, rest) = words.split_at(first.min(words.len()));
    let mut groups = vec![head.to_vec()];
    for group in rest.chunks(3) {
        match groups.last_mut() {
            Some(last) if group.len() == 1 => last.extend(group),
            _ => groups.push(group.to_vec()),
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// A full date: *ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai
/// mươi sáu*. Days 1 to 10 are *mồng*, month 4 is *tháng tư*.
///
/// # Errors
/// [`SpokenError::NoSuchDate`] outside the Gregorian calendar's years 1 to 9999.
pub fn date_word_list(
    day: u8,
    month: u8,
    year: u16,
    region: Region,
) -> Result<Vec<&'static str>, SpokenError> {
    if !(1..=9999).contains(&year) || month == 2 && day == 29 && !is_leap(year) {
        return Err(SpokenError::NoSuchDate);
    }
    let mut words = day_month_word_list(day, month, region)?;
    words.push("năm");
    words.extend(number_word_list(year.into(), region));
    Ok(words)
}

/// [`date_word_list`] as text.
///
/// # Errors
/// As [`date_word_list`].
pub fn date_words(day: u8, month: u8, year: u16, region: Region) -> Result<String, SpokenError> {
    date_word_list(day, month, year, region).map(|words| words.join(" "))
}

/// A date without its year; 29 February is one.
///
/// # Errors
/// [`SpokenError::NoSuchDate`] for a day or month that no year has.
pub fn day_month_word_list(
    day: u8,
    month: u8,
    region: Region,
) -> Result<Vec<&'static str>, SpokenError> {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return Err(SpokenError::NoSuchDate),
    };
    if !(1..=days).contains(&day) {
        return Err(SpokenError::NoSuchDate);
    }
    let mut words = vec!["ngày"];
    if day <= 10 {
        words.push("mồng");
    }
    words.extend(number_word_list(day.into(), region));
    words.push("tháng");
    match month {
        4 => words.push("tư"),
        _ => words.extend(number_word_list(month.into(), region)),
    }
    Ok(words)
}

/// [`day_month_word_list`] as text.
///
/// # Errors
/// As [`day_month_word_list`].
pub fn day_month_words(day: u8, month: u8, region: Region) -> Result<String, SpokenError> {
    day_month_word_list(day, month, region).map(|words| words.join(" "))
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// A time of day on the twelve-hour clock with its part of the day: *chín giờ năm
/// phút sáng*. Midnight is *mười hai giờ đêm*, noon *mười hai giờ trưa*.
///
/// # Errors
/// [`SpokenError::NoSuchTime`] for an hour above 23 or a minute above 59.
pub fn time_word_list(
    hour: u8,
    minute: u8,
    style: TimeStyle,
    region: Region,
) -> Result<Vec<&'static str>, SpokenError> {
    if hour > 23 || minute > 59 {
        return Err(SpokenError::NoSuchTime);
    }
    // *Kém* counts back from the hour to come, and only in fives.
    let counts_back = style == TimeStyle::Colloquial && minute >= 40 && minute.is_multiple_of(5);
    let named_hour = if counts_back { (hour + 1) % 24 } else { hour };
    let on_the_dial = match named_hour % 12 {
        0 => 12,
        other => other,
    };
    let mut words = number_word_list(on_the_dial.into(), region);
    words.push("giờ");
    match minute {
        0 => {}
        30 if style == TimeStyle::Colloquial => words.push("rưỡi"),
        _ => {
            let spoken_minutes = if counts_back { 60 - minute } else { minute };
            if counts_back {
                words.push("kém");
            }
            words.extend(number_word_list(spoken_minutes.into(), region));
            words.push("phút");
        }
    }
    words.push(part_of_day(named_hour));
    Ok(words)
}

/// [`time_word_list`] as text.
///
/// # Errors
/// As [`time_word_list`].
pub fn time_words(
    hour: u8,
    minute: u8,
    style: TimeStyle,
    region: Region,
) -> Result<String, SpokenError> {
    time_word_list(hour, minute, style, region).map(|words| words.join(" "))
}

/// What people call the part of the day that an hour belongs to.
const fn part_of_day(hour: u8) -> &'static str {
    match hour {
        1..=10 => "sáng",
        11..=12 => "trưa",
        13..=17 => "chiều",
        18..=21 => "tối",
        _ => "đêm",
    }
}

/// A percentage in words, from hundredths of a percent: 8542 is 85,42%, *tám mươi
/// lăm phẩy bốn mươi hai phần trăm*. Zeros at the end are not read.
pub fn percent_word_list(hundredths: u64, region: Region) -> Vec<&'static str> {
    let mut words = number_word_list(hundredths / 100, region);
    let decimals = hundredths % 100;
    if decimals > 0 {
        words.push("phẩy");
        let shown = if decimals.is_multiple_of(10) { decimals / 10 } else { decimals };
        if decimals < 10 {
            words.push(DIGITS[0]);
        }
        words.extend(number_word_list(shown, region));
    }
    words.extend(["phần", "trăm"]);
    words
}

/// [`percent_word_list`] as text.
pub fn percent_words(hundredths: u64, region: Region) -> String {
    percent_word_list(hundredths, region).join(" ")
}
