//! What a scanned text is. Takes anything at all and acts on nothing: links
//! are not opened, real codes are not paid, and no text is handed back except
//! a practice code's own and a real payee's name.

use crate::code::PracticeCode;
use crate::real::{self, RealCode};
use crate::{PREFIX, TEMPLATE_IDENTIFIER};

/// The longest text that is looked at: what the largest QR code holds.
pub const LONGEST_TEXT_BYTES: usize = 2953;

/// What a scanned text turned out to be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scanned {
    /// One of ours, sound to the last character.
    Practice(PracticeCode),
    /// A real shop's code; nothing was paid.
    Real(RealCode),
    /// Nothing that could be paid, in practice or really.
    NotPayment(NotPaymentKind),
}

/// What a text is that is no payment code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotPaymentKind {
    /// A web address, or a link that opens another app.
    WebLink,
    /// Any other text.
    PlainText,
    /// A practice code of which something is missing, added or changed.
    DamagedPracticeCode,
    /// A real code of which something is missing, added or changed.
    DamagedPaymentCode,
    /// Nothing, or only white space.
    Empty,
    /// Longer than [`LONGEST_TEXT_BYTES`].
    TooLong,
}

/// Says what a scanned text is. White space around it does not count.
pub fn classify(text: &str) -> Scanned {
    if text.len() > LONGEST_TEXT_BYTES {
        return Scanned::NotPayment(NotPaymentKind::TooLong);
    }
    // Some makers of codes put a byte-order mark before the text.
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if text.is_empty() {
        Scanned::NotPayment(NotPaymentKind::Empty)
    } else if is_meant_as_ours(text) {
        PracticeCode::read(text)
            .map_or(Scanned::NotPayment(NotPaymentKind::DamagedPracticeCode), Scanned::Practice)
    } else if has_scheme(text) {
        // Before payment codes: a link may well carry one, and is a link still.
        Scanned::NotPayment(NotPaymentKind::WebLink)
    } else if real::looks_real(text) {
        real::read(text)
            .map_or(Scanned::NotPayment(NotPaymentKind::DamagedPaymentCode), Scanned::Real)
    } else if is_bare_address(text) {
        Scanned::NotPayment(NotPaymentKind::WebLink)
    } else {
        Scanned::NotPayment(NotPaymentKind::PlainText)
    }
}

/// Whether the text starts like a practice code or carries our identifier,
/// however damaged the rest is.
fn is_meant_as_ours(text: &str) -> bool {
    let start = text.get(..PREFIX.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
        || text.to_ascii_uppercase().contains(TEMPLATE_IDENTIFIER)
}

/// Whether the text is `scheme://…`, or one of the schemes without slashes
/// that make a phone do something.
fn has_scheme(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    const ACTING: [&str; 6] = ["tel", "sms", "smsto", "mailto", "javascript", "market"];
    is_scheme && (rest.starts_with("//") || ACTING.iter().any(|a| scheme.eq_ignore_ascii_case(a)))
}

/// Whether the text is an address without its `https://`, such as
/// `dichvucong.example/dang-nhap`: scam codes leave it out to look harmless.
fn is_bare_address(text: &str) -> bool {
    if text.contains(char::is_whitespace) {
        return false;
    }
    let host = text.split(['/', '?', '#']).next().unwrap_or(text);
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    let labels: Vec<&str> = host.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let ends_in_a_domain = labels
        .last()
        .is_some_and(|last| last.chars().count() >= 2 && last.chars().all(char::is_alphabetic));
    labels.len() >= 2
        && labels.iter().all(is_label)
        && ends_in_a_domain
        && port.bytes().all(|b| b.is_ascii_digit())
}
