//! One practice code: what it says, and its text. It refuses to exist where
//! its text could be taken for a real code.

use crate::checksum::{CHECKSUM_HEAD, holds_valid_checksum, standard_checksum};
use crate::payee::{Payee, PayeeError, is_plain};
use crate::real::names_a_real_scheme;
use crate::tlv::{Counting, object, objects, value};
use crate::{NAME_MARK, PREFIX, SERVICE, TEMPLATE_IDENTIFIER};

/// The largest amount in đồng: object 54 has room for 13 digits.
pub const LARGEST_AMOUNT: u64 = 9_999_999_999_999;

/// The most characters of a purpose.
pub const LONGEST_PURPOSE: usize = 50;

/// How much filler a code may take on until no stretch of it has a valid
/// checksum. One in some hundred codes needs a second letter; a code that
/// needs nine has a real one spelt out in its name or purpose.
const MOST_FILLER: usize = 9;

/// A practice code that is fit to be shown. Two are equal when their texts are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PracticeCode {
    payee: Payee,
    amount: Option<u64>,
    purpose: String,
    text: String,
}

/// Why there is no such practice code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// The payee can't stand in a code.
    #[error(transparent)]
    Payee(#[from] PayeeError),
    /// An amount of nothing; leave it out where the buyer is to type it.
    #[error("an amount of 0 ₫ can't be paid; leave the amount out if the buyer is to type it")]
    AmountZero,
    /// The amount is above [`LARGEST_AMOUNT`].
    #[error("the amount has more than 13 digits")]
    AmountTooLarge,
    /// The purpose has more than [`LONGEST_PURPOSE`] characters.
    #[error("the purpose has {characters} characters, and only {LONGEST_PURPOSE} fit")]
    PurposeTooLong {
        /// How many characters (Unicode scalar values) it has.
        characters: usize,
    },
    /// The purpose holds a line break, a control or an invisible character.
    #[error("the purpose holds a line break or an invisible character")]
    PurposeNotPlain,
    /// With this name or purpose a payment app might take it for a real code.
    #[error("the name or purpose holds part of a real payment code")]
    LooksReal,
}

impl PracticeCode {
    /// A code for this payee. `amount` is in đồng; without one the buyer types
    /// it. White space at both ends of `purpose` is dropped; it may be empty.
    ///
    /// # Errors
    /// What the variants of [`CodeError`] say.
    pub fn new(payee: Payee, amount: Option<u64>, purpose: &str) -> Result<Self, CodeError> {
        match amount {
            Some(0) => return Err(CodeError::AmountZero),
            Some(dong) if dong > LARGEST_AMOUNT => return Err(CodeError::AmountTooLarge),
            _ => {}
        }
        let purpose = purpose.trim();
        let characters = purpose.chars().count();
        if characters > LONGEST_PURPOSE {
            return Err(CodeError::PurposeTooLong { characters });
        }
        if !is_plain(purpose) {
            return Err(CodeError::PurposeNotPlain);
        }
        let text = (1..=MOST_FILLER)
            .map(|filler| write(&payee, amount, purpose, filler))
            .find(|text| !names_a_real_scheme(text) && !holds_valid_checksum(text))
            .ok_or(CodeError::LooksReal)?;
        Ok(Self { payee, amount, purpose: purpose.to_owned(), text })
    }

    /// A code for a payee of this name, whose bank and account follow from the
    /// name alone, with the purpose [`NAME_MARK`]. `amount` is in đồng.
    ///
    /// # Errors
    /// As [`PracticeCode::new`].
    pub fn for_payee(name: &str, amount: Option<u64>) -> Result<Self, CodeError> {
        Self::new(Payee::named(name)?, amount, NAME_MARK)
    }

    /// The code of this text, or `None` if it is not, to the last character,
    /// one that [`PracticeCode::encode`] writes.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let all = objects(text.strip_prefix(PREFIX)?, Counting::Characters)?;
        let template = objects(value(&all, "49")?, Counting::Characters)?;
        let account = objects(value(&template, "01")?, Counting::Characters)?;
        let name = value(&all, "59")?.strip_prefix(NAME_MARK)?;
        let payee = Payee::new(value(&account, "00")?, value(&account, "01")?, name).ok()?;
        let amount = match value(&all, "54") {
            Some(digits) => Some(digits.parse().ok()?),
            None => None,
        };
        let purpose = match value(&all, "62") {
            Some(extra) => value(&objects(extra, Counting::Characters)?, "08")?.to_owned(),
            None => String::new(),
        };
        // Writing it again and comparing checks everything else at once: the
        // checksum, the constant parts, the order, and that nothing was added.
        Self::new(payee, amount, &purpose).ok().filter(|code| code.text == text)
    }

    /// The text of the code, to be drawn as a picture.
    pub fn encode(&self) -> String {
        self.text.clone()
    }

    /// Who is paid.
    pub fn payee(&self) -> &Payee {
        &self.payee
    }

    /// The amount in đồng; `None` where the buyer types it.
    pub fn amount(&self) -> Option<u64> {
        self.amount
    }

    /// What the payment is for; may be empty.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }
}

/// The text, with `filler` letters that mean nothing. They move everything
/// after them along, which changes how every stretch's checksum compares with
/// the stored one; other letters in the same number would not.
fn write(payee: &Payee, amount: Option<u64>, purpose: &str, filler: usize) -> String {
    let account = object("00", payee.bank()) + &object("01", payee.account());
    let template = object("00", TEMPLATE_IDENTIFIER)
        + &object("01", &account)
        + &object("02", SERVICE)
        + &object("03", &"X".repeat(filler));
    let mut text = object("00", "01");
    // 11: static, may be paid again and again; 12: dynamic, for one payment.
    text += &object("01", if amount.is_some() { "12" } else { "11" });
    text += &object("49", &template);
    text += &object("53", "704");
    if let Some(dong) = amount {
        text += &object("54", &dong.to_string());
    }
    text += &object("58", "VN");
    text += &object("59", &format!("{NAME_MARK} {}", payee.name()));
    if !purpose.is_empty() {
        text += &object("62", &object("08", purpose));
    }
    text += CHECKSUM_HEAD;
    let unpayable = standard_checksum(text.as_bytes()) ^ 0xFFFF;
    format!("{PREFIX}{text}{unpayable:04X}")
}
