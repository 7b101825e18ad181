//! The text of practice payment codes: made so that no bank can pay it, and
//! told apart from real ones.
//!
//! It refuses to write anything a payment app might take for a real code, and
//! to hand on the account number of a real code that was scanned. It draws no
//! pictures (`practice_qr` does) and sees no clock, network or file.
//!
//! # The format
//! The shape is that of EMVCo's merchant-presented codes, of which VietQR is
//! one: objects of identifier, length and value, so that what a learner meets
//! has the structure of the real thing. Seven layers keep it unpayable, each
//! enough for some reader:
//!
//! 1. [`PREFIX`] stands before the objects: the text does not start with `0002`.
//! 2. The payee is in template 49, never in 26 or 38 (NAPAS).
//! 3. The template's identifier is a private UUID, [`TEMPLATE_IDENTIFIER`].
//! 4. Bank and account are letters, where real ones are digits.
//! 5. The service is [`SERVICE`], which no bank offers.
//! 6. The payee's name starts with [`NAME_MARK`].
//! 7. The checksum is stored with every bit inverted, and the whole text is
//!    searched for stretches that would pass as valid by accident.
//!
//! Lengths count characters (Unicode scalar values), as EMVCo has it, not
//! bytes; the checksum runs over the bytes of the UTF-8 text. Names are
//! written as they are, with all their marks; EMVCo's ASCII and its limit of
//! 25 characters for object 59 are knowingly not kept.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that can't go on has failed"))]

mod checksum;
mod code;
mod document;
mod link;
mod other;
mod payee;
mod real;
mod scan;
mod tlv;

pub use code::{CodeError, LARGEST_AMOUNT, LONGEST_PURPOSE, PracticeCode};
pub use document::{document_text, is_document_text};
pub use payee::{LONGEST_ACCOUNT, LONGEST_BANK, LONGEST_NAME, Payee, PayeeError};
pub use real::{RealAmount, RealCode, RealKind};
pub use scan::{LONGEST_TEXT_BYTES, NotPaymentKind, Scanned, classify};

/// What every practice code's text starts with.
pub const PREFIX: &str = "CAMTAY-TAP:";

/// The identifier of template 49: a random UUID (version 4) without its
/// hyphens, as EMVCo's text allows. It is frozen: printed codes carry it.
pub const TEMPLATE_IDENTIFIER: &str = "576F1D6959C04075ACE34B6B4BA84F39";

/// The service named in template 49, where a real code says `QRIBFTTA`.
pub const SERVICE: &str = "LUYENTAP";

/// What the payee's name starts with inside the code.
pub const NAME_MARK: &str = "LUYEN TAP";

/// The words that are printed on every practice code.
pub const WARNING: &str = "MÃ LUYỆN TẬP – KHÔNG PHẢI TIỀN THẬT";
