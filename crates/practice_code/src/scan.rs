//! What a scanned text is. Takes anything at all and acts on nothing: links
//! are not opened, real codes are not paid, and no text is handed back except
//! a practice code's own and a real payee's name.

use crate::code::PracticeCode;
use crate::link::{begins_with_scheme, holds_a_link, unmasked};
use crate::other::{Dialled, dialled, is_calendar, is_identity_card, is_name_card, is_wifi};
use crate::payee::is_hidden;
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
    /// A web address, or a link that opens another app, alone or anywhere in a text; a date for the
    /// calendar too, which a phone offers to take just so.
    WebLink,
    /// The code of an identity card, or of another personal paper: nobody's to be shown around.
    IdentityCard,
    /// The code of a network, its password in it.
    WiFi,
    /// Somebody's name card.
    NameCard,
    /// A code to be dialled, which asks or sets something: `*100#`.
    DialCode,
    /// A code to be dialled that has calls go to somebody else: `*21*…#`. Who gets them gets what
    /// banks say by telephone.
    CallForwarding,
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

/// Says what a scanned text is. White space and hidden marks around it do not count.
pub fn classify(text: &str) -> Scanned {
    if text.len() > LONGEST_TEXT_BYTES {
        return Scanned::NotPayment(NotPaymentKind::TooLong);
    }
    // Makers of codes put byte-order marks and other things that nobody sees around the text.
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_hidden(c));
    if text.is_empty() {
        Scanned::NotPayment(NotPaymentKind::Empty)
    } else if is_meant_as_ours(text) {
        PracticeCode::read(text)
            .map_or(Scanned::NotPayment(NotPaymentKind::DamagedPracticeCode), Scanned::Practice)
    } else if real::looks_real(text) && !carries_it(&unmasked(text)) {
        real::read(text)
            .map_or(Scanned::NotPayment(NotPaymentKind::DamagedPaymentCode), Scanned::Real)
    } else {
        Scanned::NotPayment(other(&unmasked(text)))
    }
}

/// Whether a text that looks like a payment code is something else that carries one, or that begins
/// with the same digits: a link is a link still, and so is a paper whose number starts with `0002`.
fn carries_it(text: &str) -> bool {
    begins_with_scheme(text) || is_identity_card(text)
}

/// What a text is that is for no payment, as a phone would read it.
fn other(text: &str) -> NotPaymentKind {
    let text = text.trim();
    if is_identity_card(text) {
        NotPaymentKind::IdentityCard
    } else if is_wifi(text) {
        NotPaymentKind::WiFi
    } else if is_name_card(text) {
        NotPaymentKind::NameCard
    } else if let Some(dialled) = dialled(text) {
        match dialled {
            Dialled::Code => NotPaymentKind::DialCode,
            Dialled::Forwarding => NotPaymentKind::CallForwarding,
        }
    } else if begins_with_scheme(text) || holds_a_link(text) || is_calendar(text) {
        NotPaymentKind::WebLink
    } else {
        NotPaymentKind::PlainText
    }
}

/// Whether the text starts like a practice code or carries our identifier,
/// however damaged the rest is.
fn is_meant_as_ours(text: &str) -> bool {
    let start = text.get(..PREFIX.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
        || text.to_ascii_uppercase().contains(TEMPLATE_IDENTIFIER)
}
