//! Reads an amount of đồng from what a person typed.
//!
//! Private behind [`crate::Dong::parse`]. It refuses whatever has two readings,
//! and never rounds. Three steps: clean the text, cut it into tokens, add up the
//! parts (`2 tỷ 500 triệu` has two).

use crate::letters::{plain, tidy};
use crate::money::{Meant, ParseDongError};
use crate::money_meant::{badly_grouped, cut_off, odd_decimals};
use crate::money_words::spelt_numbers;
use unicode_normalization::UnicodeNormalization;

type Result<T> = std::result::Result<T, ParseDongError>;

/// More digits than any `u64` has, fraction included; also keeps the sums below
/// within `u128`.
pub(crate) const MOST_DIGITS: usize = 22;

/// Tails without a unit below this are refused after a unit and a space:
/// `1 triệu 200` may be 1.200.000 or 1.000.200.
const CLEAR_TAIL: u128 = 1_000;

/// `2.000 triệu` can be read in two ways, and with a zero more nobody knows what was meant; `2,00
/// triệu` is odd and clear.
const LONGEST_EMPTY_DECIMALS: usize = 3;

/// A piece of the text; `glued` when no space stands before it.
#[derive(Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) glued: bool,
}

impl Token {
    pub(crate) fn is_word(&self, wanted: &str) -> bool {
        matches!(&self.kind, Kind::Word(word) if word == wanted)
    }
}

#[derive(Debug, PartialEq)]
pub(crate) enum Kind {
    /// Digits, dots, commas and apostrophes.
    Number(String),
    /// A whole number below a thousand that was spelt in words.
    Spelt {
        /// Which.
        number: u16,
        /// Whether its hundreds were said, if only as *không trăm*.
        in_full: bool,
    },
    /// Letters in lower case without marks, or `₫`.
    Word(String),
}

/// A number as written, before its unit is known.
#[derive(Debug, Clone, Copy)]
struct Number {
    /// All digits, without the separators.
    digits: u128,
    /// How many of them stand behind the decimal separator.
    decimals: u32,
    /// `1.500`: a thousand and a half, or one and a half, depending on a unit.
    grouped_once: bool,
    /// Digits alone: the only form that can be the `2` of `1tr2`.
    bare: bool,
    /// How many zeros stand alone behind the only separator: `50.00` is no way to write fifty.
    empty_decimals: usize,
}

/// Words said after everything else that add nothing: *chẵn* and *tròn*, an even amount.
const EVEN: [&str; 2] = ["chan", "tron"];

/// Reads one amount; see [`crate::Dong::parse`] for what is understood.
pub(crate) fn parse(text: &str) -> Result<u64> {
    let text: String = text.nfc().filter_map(tidy).collect();
    let mut tokens = tokens(without_closing(&text))?;
    if tokens.len() > 1 && EVEN.iter().any(|even| tokens.last().is_some_and(|t| t.is_word(even))) {
        tokens.pop();
    }
    let has_currency = take_currency(&mut tokens)?;
    if tokens.is_empty() {
        return Err(ParseDongError::Empty);
    }
    spelt_numbers(&mut tokens);
    // Beside other parts, digits that were refused tell nothing of the whole.
    let alone = tokens.iter().all(|token| matches!(token.kind, Kind::Number(_)));
    let total = join_spaced_groups(&mut tokens).and_then(|()| add_parts(&tokens, has_currency));
    let total = total.map_err(|error| match error {
        ParseDongError::BadGrouping(_) if !alone => ParseDongError::BadGrouping(Meant::default()),
        error => error,
    })?;
    u64::try_from(total).map_err(|_| ParseDongError::TooLarge)
}

/// The text without what people close an amount with, so that nobody adds a digit to it:
/// `50.000,-`, `50.000đ/-`, `50.000 đồng./.`, and the full stop behind a word. A dot right behind
/// a digit stays, for something may be missing there.
fn without_closing(text: &str) -> &str {
    let text = text.trim_end();
    let closings = ["./.", "/-", "/=", ",-", ".-", ",--"];
    let closed = closings.iter().find_map(|closing| text.strip_suffix(closing));
    if let Some(rest) = closed.filter(|rest| rest.contains(|c: char| c.is_ascii_digit())) {
        return rest;
    }
    text.strip_suffix('.').filter(|rest| rest.ends_with(char::is_alphabetic)).unwrap_or(text)
}

/// Cuts the text into numbers and words. Only ASCII digits and their full-width
/// forms count: a superscript or a fraction sign must not turn into a digit.
fn tokens(text: &str) -> Result<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut glued = false;
    for c in text.chars() {
        if c.is_whitespace() {
            glued = false;
            continue;
        }
        let in_number = c.is_ascii_digit() || matches!(c, '.' | ',' | '\'');
        let letter = match c {
            '₫' => c,
            _ if in_number => c,
            '-' if tokens.is_empty() => return Err(ParseDongError::Negative),
            _ if c.is_alphabetic() && plain(c).is_ascii_lowercase() => plain(c),
            _ => return Err(ParseDongError::Unexpected),
        };
        match tokens.last_mut().map(|token| &mut token.kind) {
            Some(Kind::Number(number)) if in_number && glued => number.push(letter),
            Some(Kind::Word(word)) if !in_number && glued && letter != '₫' && word != "₫" => {
                word.push(letter);
            }
            _ => tokens.push(Token {
                kind: if in_number {
                    Kind::Number(letter.into())
                } else {
                    Kind::Word(letter.into())
                },
                glued,
            }),
        }
        glued = true;
    }
    Ok(tokens)
}

/// Takes the currency off either end; whether there was one.
fn take_currency(tokens: &mut Vec<Token>) -> Result<bool> {
    let is_currency = |token: Option<&Token>| {
        matches!(token.map(|t| &t.kind), Some(Kind::Word(word))
            if matches!(word.as_str(), "₫" | "d" | "dong" | "vnd"))
    };
    let behind = is_currency(tokens.last());
    if behind {
        tokens.pop();
    }
    let before = is_currency(tokens.first());
    if before {
        tokens.remove(0);
    }
    match (before, behind) {
        (true, true) => Err(ParseDongError::Unexpected),
        _ => Ok(before || behind),
    }
}

/// Joins `50 000` to one number: one to three digits, then groups of three.
fn join_spaced_groups(tokens: &mut Vec<Token>) -> Result<()> {
    let mut at = 1;
    while at < tokens.len() {
        let (before, after) = tokens.split_at_mut(at);
        if let (Some(Kind::Number(number)), Some(Kind::Number(group))) =
            (before.last_mut().map(|token| &mut token.kind), after.first().map(|token| &token.kind))
        {
            let head_fits = match number.split(' ').next_back() {
                Some(part) if number.contains(' ') => part.len() == 3,
                _ => number.len() <= 3,
            };
            let digits_only = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b' ');
            if !head_fits || group.len() != 3 || !digits_only(number) || !digits_only(group) {
                return Err(badly_grouped(&format!("{number} {group}")));
            }
            number.push(' ');
            number.push_str(group);
            tokens.remove(at);
        } else {
            at += 1;
        }
    }
    Ok(())
}

/// Adds up `number unit` parts, each smaller than the unit of the one before.
fn add_parts(tokens: &[Token], has_currency: bool) -> Result<u128> {
    if let [first, after @ ..] = tokens
        && first.is_word("nua")
    {
        // *Nửa triệu*: half of a unit, and nothing beside it.
        return match take_unit(after)? {
            (Some(unit), false, []) if unit % 2 == 0 => Ok(unit / 2),
            _ => Err(ParseDongError::Unexpected),
        };
    }
    if let ([nothing], true) = (tokens, has_currency)
        && nothing.is_word("khong")
    {
        return Ok(0);
    }
    let mut total = 0u128;
    let mut unit_before: Option<u128> = None;
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        let (text, after) = match &first.kind {
            Kind::Number(text) => (text.clone(), after),
            Kind::Spelt { number, .. } => (number.to_string(), after),
            // *Triệu rưỡi*, *trăm nghìn*: one of them goes without saying.
            Kind::Word(_) if unit_before.is_none() => {
                return match take_unit(rest)? {
                    (Some(unit), half, []) if half || is_said_alone(rest) => {
                        Ok(unit + if half { unit / 2 } else { 0 })
                    }
                    _ => Err(ParseDongError::Unexpected),
                };
            }
            Kind::Word(_) => return Err(ParseDongError::Unexpected),
        };
        let text = text.as_str();
        let (unit, half, after) = take_unit(after)?;
        // *Năm mươi* and *hai trăm* in a shop are thousands, in a book they are not; but *mười nghìn
        // năm trăm đồng* is said to the last đồng.
        if let (Kind::Spelt { in_full, .. }, None) = (&first.kind, unit) {
            let to_the_last = *in_full && has_currency && after.is_empty();
            if !to_the_last || unit_before != Some(1_000) {
                return Err(ParseDongError::Ambiguous);
            }
        }
        // The `2` of `1tr2`, but not of `1tr2k` or `1tr2đ`.
        let is_decimals = unit.is_none() && unit_before.is_some() && first.glued && !has_currency;
        let number = read_number(text, is_decimals)?;
        if number.empty_decimals > if unit.is_some() { LONGEST_EMPTY_DECIMALS } else { 0 } {
            return Err(badly_grouped(text));
        }
        if unit.is_none() && number.decimals > 3 && !is_decimals {
            // `1.2345`: no decimals, but a dot that slipped.
            return Err(badly_grouped(text));
        }
        let part = match (unit, unit_before) {
            (None, None) => whole(number, 1).map_err(|_| cut_off(text))?,
            (None, Some(_)) if matches!(first.kind, Kind::Spelt { .. }) => whole(number, 1)?,
            (None, Some(before)) => tail(number, before, first.glued, is_decimals)?,
            (Some(unit), _) => {
                if number.grouped_once {
                    return Err(ParseDongError::Ambiguous);
                }
                if half && number.decimals > 0 {
                    return Err(ParseDongError::Unexpected);
                }
                whole(number, unit)? + if half { unit / 2 } else { 0 }
            }
        };
        if let Some(before) = unit_before {
            // `1tr1500k` or `50k 20k`: parts that cannot belong to one amount.
            if part >= before || unit.is_some_and(|unit| unit >= before) {
                return Err(ParseDongError::Unexpected);
            }
        }
        // `1,5tr2`, `2 triệu rưỡi 300 nghìn`: the first part is already complete.
        if !after.is_empty() && (half || number.decimals > 0 || unit.is_none()) {
            return Err(ParseDongError::Unexpected);
        }
        total += part;
        unit_before = unit;
        rest = after;
    }
    Ok(total)
}

/// What a number without a unit adds behind a part in `before`s.
fn tail(number: Number, before: u128, glued: bool, is_decimals: bool) -> Result<u128> {
    if glued {
        // `1tr2`, `1tr25`, `2tỷ050`: decimals of the unit, as people say them; but
        // `1tr2.000` and `1tr2đ` may mean two things.
        return match is_decimals && number.bare {
            true => whole(number, before),
            false => Err(ParseDongError::Ambiguous),
        };
    }
    if number.decimals > 0 {
        return Err(ParseDongError::NotWhole(Meant::default()));
    }
    if number.digits < CLEAR_TAIL {
        return Err(ParseDongError::Ambiguous);
    }
    Ok(number.digits)
}

/// Whether these words are an amount without a number: *trăm nghìn*, *chục triệu*, said of one of
/// them. A single unit is not: somebody may still be typing before *triệu*.
fn is_said_alone(words: &[Token]) -> bool {
    let [first, _, ..] = words else { return false };
    first.is_word("tram") || first.is_word("chuc")
}

/// The unit at the front, as its worth in đồng; whether *rưỡi* (and a half)
/// follows; and what is left.
fn take_unit(mut tokens: &[Token]) -> Result<(Option<u128>, bool, &[Token])> {
    let word = |tokens: &[Token]| match tokens.first().map(|token| &token.kind) {
        Some(Kind::Word(word)) => Some(word.clone()),
        _ => None,
    };
    let mut unit = None;
    let mut awaits_unit = false;
    let mut half = false;
    while let Some(name) = word(tokens) {
        let factor: u128 = match name.as_str() {
            "chuc" => 10,
            "tram" => 100,
            "k" | "nghin" | "ngan" => 1_000,
            "tr" | "trieu" => 1_000_000,
            "ty" | "ti" => 1_000_000_000,
            "ruoi" => 0,
            _ => return Err(ParseDongError::Unexpected),
        };
        match (factor, unit) {
            (0, Some(_)) if !awaits_unit && !half => half = true,
            (10 | 100, None) => {
                unit = Some(factor);
                awaits_unit = true;
            }
            (1_000.., None) => unit = Some(factor),
            (1_000.., Some(count)) if awaits_unit => {
                unit = Some(count * factor);
                awaits_unit = false;
            }
            // *Nghìn tỷ* is the everyday word for 10^12.
            (1_000_000_000, Some(count)) if count % 1_000 == 0 && count < 1_000_000 && !half => {
                unit = Some(count * factor);
            }
            _ => return Err(ParseDongError::Unexpected),
        }
        tokens = &tokens[1..];
    }
    if awaits_unit {
        // *Hai trăm* in a shop is 200.000, in a book 200.
        return Err(ParseDongError::Ambiguous);
    }
    Ok((unit, half, tokens))
}

/// `number` times `unit`, if that is a whole number of đồng.
fn whole(number: Number, unit: u128) -> Result<u128> {
    let scaled = number.digits * unit;
    let parts = 10u128.pow(number.decimals);
    if scaled.is_multiple_of(parts) {
        Ok(scaled / parts)
    } else {
        Err(ParseDongError::NotWhole(Meant::default()))
    }
}

/// Reads digits with their separators. A number `as_decimals` is the `25` of
/// `1tr25`: a whole text of decimals.
fn read_number(text: &str, as_decimals: bool) -> Result<Number> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() > MOST_DIGITS {
        return Err(ParseDongError::TooLarge);
    }
    let value = digits.parse().map_err(|_| ParseDongError::Unexpected)?;
    let bare = digits.len() == text.len();
    if as_decimals && bare {
        if digits.len() > 3 {
            return Err(ParseDongError::Ambiguous);
        }
        let decimals = u32::try_from(digits.len()).map_err(|_| ParseDongError::TooLarge)?;
        return Ok(Number {
            digits: value,
            decimals,
            grouped_once: false,
            bare,
            empty_decimals: 0,
        });
    }
    let (head, fraction, groups) = split_number(text)?;
    let first_group = head.split(is_separator).next().unwrap_or_default();
    if first_group.len() > 1 && first_group.starts_with('0') || groups > 1 && first_group == "0" {
        return Err(ParseDongError::LeadingZero);
    }
    Ok(Number {
        digits: value,
        decimals: u32::try_from(fraction.len()).map_err(|_| ParseDongError::TooLarge)?,
        grouped_once: groups == 2 && fraction.is_empty() && !head.contains(' '),
        bare,
        empty_decimals: match groups == 1 && fraction.bytes().all(|digit| digit == b'0') {
            true => fraction.len(),
            false => 0,
        },
    })
}

/// What parts the groups of a number; an apostrophe never parts decimals.
pub(crate) fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ' ' | '\'')
}

/// Parts a number into its whole digits (separators kept), its decimals, and how
/// many groups the whole digits have.
fn split_number(text: &str) -> Result<(&str, &str, usize)> {
    let groups: Vec<&str> = text.split(is_separator).collect();
    if groups.iter().any(|group| group.is_empty()) {
        return Err(badly_grouped(text));
    }
    let separators: Vec<char> = text.chars().filter(|c| is_separator(*c)).collect();
    let (Some(first), Some(last)) = (separators.first(), separators.last()) else {
        return Ok((text, "", 1));
    };
    let (Some(last_group), Some(before_last)) = (groups.last(), separators.split_last()) else {
        return Err(badly_grouped(text));
    };
    let head = &text[..text.len() - last_group.len() - 1];
    // A single separator parts decimals unless exactly three digits follow a
    // number that may be grouped; a last one unlike the others parts decimals.
    let is_decimal = if separators.len() == 1 {
        !matches!(*last, ' ' | '\'')
            && (last_group.len() != 3 || groups[0] == "0" || groups[0].len() > 3)
    } else {
        last != first
    };
    let grouped = if is_decimal { &groups[..groups.len() - 1] } else { &groups[..] };
    let same_separators = if is_decimal { before_last.1 } else { &separators[..] };
    let well_grouped = grouped.len() == 1
        || grouped[0].len() <= 3
            && grouped[1..].iter().all(|group| group.len() == 3)
            && same_separators.iter().all(|c| c == first);
    if !well_grouped {
        return Err(badly_grouped(text));
    }
    if !is_decimal {
        return Ok((text, "", groups.len()));
    }
    if separators.len() > 1 && (matches!(*last, ' ' | '\'') || last_group.len() == 3) {
        // `50.000,000` may be fifty thousand or fifty million.
        return Err(ParseDongError::Ambiguous);
    }
    if separators.len() > 1 && last_group.len() != 2 && last_group.bytes().all(|d| d == b'0') {
        // `50.000,00` is how accounts are written; `50.000,0` and `50.000,0000` are slips.
        return Err(odd_decimals(head));
    }
    Ok((head, last_group, grouped.len()))
}
