//! Real payment codes, understood just well enough to tell a learner what was
//! scanned. The account number is read over: it is never returned, not even
//! inside a name.

use crate::checksum::ends_in_valid_checksum;
use crate::code::LARGEST_AMOUNT;
use crate::payee::{is_hidden, is_plain};
use crate::tlv::{Counting, objects, repeats, value};
use unicode_normalization::UnicodeNormalization;

/// NAPAS' application identifier: what makes a code a VietQR.
const NAPAS: &str = "A000000727";

/// VNPAY's application identifier, the other one found on counters.
const VNPAY: &str = "A000000775";

/// The đồng among currencies (ISO 4217).
const DONG: &str = "704";

/// How a real code starts: object 00 (format) with two characters.
const REAL_START: &str = "0002";

/// From this many digits in a row on, a name may hold an account or phone
/// number, and is kept back.
const DIGITS_OF_AN_ACCOUNT: usize = 6;

/// A real shop's code. Nothing in here can pay it: there is no account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RealCode {
    /// The payee's name, where the code has one that holds no long number.
    pub payee_name: Option<String>,
    /// What it asks for.
    pub amount: RealAmount,
    /// Whose scheme the code follows.
    pub kind: RealKind,
}

/// What a real code says about the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RealAmount {
    /// Nothing: the buyer types it.
    Absent,
    /// So many đồng.
    Dong(u64),
    /// There is one, and it is no whole number of đồng above zero: `1000.50`, `50,000`, `5e4`.
    /// Never to be taken for none, since a bank may read it.
    Unreadable,
    /// There is one in the money of another country.
    Foreign,
}

/// Whose scheme a real code follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RealKind {
    /// NAPAS' VietQR: a transfer to a bank account.
    VietQr,
    /// Any other code of EMVCo's shape in Vietnam: a wallet, a card scheme.
    OtherEmv,
    /// One of another country or for other money, or in a later format than Vietnam's.
    Foreign,
}

/// Whether the text names NAPAS or VNPAY, wherever and however written.
pub(crate) fn names_a_real_scheme(text: &str) -> bool {
    let capitals = text.to_ascii_uppercase();
    capitals.contains(NAPAS) || capitals.contains(VNPAY)
}

/// Whether the text is meant as a real payment code, whole or damaged.
pub(crate) fn looks_real(text: &str) -> bool {
    text.starts_with(REAL_START) || names_a_real_scheme(text)
}

/// The real code of this text, or `None` if it is damaged: the checksum is
/// wrong or the objects don't fill it. What is inside an object is taken as it
/// comes, since even NAPAS' own printed example has one that is malformed.
///
/// Marks that nobody sees and that came in on the way, as messengers add them, are no damage.
pub(crate) fn read(text: &str) -> Option<RealCode> {
    read_exactly(text).or_else(|| {
        let seen: String = text.chars().filter(|c| !is_hidden(*c)).collect();
        (seen.len() < text.len()).then(|| read_exactly(&seen)).flatten()
    })
}

fn read_exactly(text: &str) -> Option<RealCode> {
    if !ends_in_valid_checksum(text) {
        return None;
    }
    // Where a text can be read in several ways, a length that counts too much has swallowed objects.
    let readings = Counting::ALL.into_iter().rev();
    let read = readings.filter_map(|counting| read_counting(text, counting));
    read.max_by_key(|(objects, _)| *objects).map(|(_, code)| code)
}

/// The code with lengths that count so, and how many objects it has.
fn read_counting(text: &str, counting: Counting) -> Option<(usize, RealCode)> {
    let all = objects(text, counting)?;
    let (first, format) = *all.first()?;
    let whole = first == "00" && format.len() == 2 && all.last().is_some_and(|(id, _)| *id == "63");
    let template = |(_, value): &(&str, &str)| says_twice(value, counting);
    // What is inside is taken as it comes, but nothing may be said twice.
    let is_template =
        |(id, _): &&(&str, &str)| ("26"..="51").contains(id) || ["62", "64"].contains(id);
    if !whole || repeats(&all) || all.iter().filter(is_template).any(template) {
        return None;
    }
    let in_template = |(id, value): &(&str, &str)| {
        ("26"..="51").contains(id) && value.to_ascii_uppercase().contains(NAPAS)
    };
    // Object 64 has the name once more, in the shop's own language.
    let own_language = value(&all, "64")
        .and_then(|template| objects(template, counting))
        .and_then(|template| value(&template, "01"));
    let other_money = value(&all, "53").is_some_and(|currency| currency != DONG);
    let abroad = value(&all, "58").is_some_and(|country| !country.eq_ignore_ascii_case("VN"));
    let code = RealCode {
        payee_name: value(&all, "59").or(own_language).and_then(shown_name),
        amount: match value(&all, "54") {
            None => RealAmount::Absent,
            Some(_) if other_money => RealAmount::Foreign,
            Some(text) => dong(text).map_or(RealAmount::Unreadable, RealAmount::Dong),
        },
        kind: if other_money || abroad || format != "01" {
            RealKind::Foreign
        } else if all.iter().any(in_template) {
            RealKind::VietQr
        } else {
            RealKind::OtherEmv
        },
    };
    Some((all.len(), code))
}

/// Whether anything in a template occurs twice; in NAPAS' own also within object 01, which holds
/// bank and account. Elsewhere what is within may be no objects at all but a number that looks so.
fn says_twice(template: &str, counting: Counting) -> bool {
    let Some(inside) = objects(template, counting) else { return false };
    let of_napas = value(&inside, "00").is_some_and(|id| id.eq_ignore_ascii_case(NAPAS));
    let account = value(&inside, "01").filter(|_| of_napas);
    let account = account.and_then(|account| objects(account, counting));
    repeats(&inside) || account.is_some_and(|account| repeats(&account))
}

/// A name fit to be shown, in NFC, or nothing.
fn shown_name(name: &str) -> Option<String> {
    let name = name.trim();
    let fit = !name.is_empty() && is_plain(name) && !holds_a_long_number(name);
    fit.then(|| name.nfc().collect())
}

/// Whether so many digits follow one another, with or without the marks that
/// people put between them, that it may be an account number.
fn holds_a_long_number(text: &str) -> bool {
    text.split(|c: char| !(c.is_numeric() || c.is_whitespace() || ".-_/".contains(c)))
        .any(|run| run.chars().filter(|c| c.is_numeric()).count() >= DIGITS_OF_AN_ACCOUNT)
}

/// An amount of whole đồng above zero that a code has room for; `100000.00` is one too. `50.000` is
/// fifty by the letter and fifty thousand to whoever wrote it: nobody can say which.
fn dong(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    let is_whole = fraction.bytes().all(|b| b == b'0');
    let is_grouped = whole.len() <= 3 && fraction.len() == 3;
    let dong = (is_digits && is_whole && !is_grouped).then(|| whole.parse().ok()).flatten();
    dong.filter(|dong| (1..=LARGEST_AMOUNT).contains(dong))
}
