//! Real payment codes, understood just well enough to tell a learner what was
//! scanned. The account number is read over: it is never returned, not even
//! inside a name.

use crate::checksum::ends_in_valid_checksum;
use crate::payee::is_plain;
use crate::tlv::{Counting, objects, value};

/// NAPAS' application identifier: what makes a code a VietQR.
const NAPAS: &str = "A000000727";

/// VNPAY's application identifier, the other one found on counters.
const VNPAY: &str = "A000000775";

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
    /// The amount in đồng, where the code has one in đồng.
    pub amount: Option<u64>,
    /// Whose scheme the code follows.
    pub kind: RealKind,
}

/// Whose scheme a real code follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RealKind {
    /// NAPAS' VietQR: a transfer to a bank account.
    VietQr,
    /// Any other code of EMVCo's shape: a wallet, a card scheme, another country.
    OtherEmv,
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
pub(crate) fn read(text: &str) -> Option<RealCode> {
    if !ends_in_valid_checksum(text) {
        return None;
    }
    [Counting::Characters, Counting::Bytes]
        .into_iter()
        .find_map(|counting| read_counting(text, counting))
}

fn read_counting(text: &str, counting: Counting) -> Option<RealCode> {
    let all = objects(text, counting)?;
    if all.first() != Some(&("00", "01")) || all.last().map(|(id, _)| *id) != Some("63") {
        return None;
    }
    let in_template = |(id, value): &(&str, &str)| {
        ("26"..="51").contains(id) && value.to_ascii_uppercase().contains(NAPAS)
    };
    // Object 64 has the name once more, in the shop's own language.
    let own_language = value(&all, "64")
        .and_then(|template| objects(template, counting))
        .and_then(|template| value(&template, "01"));
    Some(RealCode {
        payee_name: value(&all, "59").or(own_language).and_then(shown_name),
        amount: match value(&all, "53") {
            Some("704") | None => value(&all, "54").and_then(dong),
            Some(_) => None,
        },
        kind: if all.iter().any(in_template) { RealKind::VietQr } else { RealKind::OtherEmv },
    })
}

/// A name fit to be shown, or nothing.
fn shown_name(name: &str) -> Option<String> {
    let name = name.trim();
    let fit = !name.is_empty() && is_plain(name) && !holds_a_long_number(name);
    fit.then(|| name.to_owned())
}

/// Whether so many digits follow one another, with or without the marks that
/// people put between them, that it may be an account number.
fn holds_a_long_number(text: &str) -> bool {
    text.split(|c: char| !(c.is_numeric() || c.is_whitespace() || ".-_/".contains(c)))
        .any(|run| run.chars().filter(|c| c.is_numeric()).count() >= DIGITS_OF_AN_ACCOUNT)
}

/// An amount of whole đồng above zero; `100000.00` is one too.
fn dong(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    let is_whole = fraction.bytes().all(|b| b == b'0');
    (is_digits && is_whole).then(|| whole.parse().ok()).flatten().filter(|dong| *dong > 0)
}
