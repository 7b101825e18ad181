//! Who a practice code pays: letters for bank and account, and a name to read.
//! Refuses digits in bank and account, and names that can't be shown on a line.

use crc::{CRC_64_XZ, Crc};

/// The most letters a practice bank has.
pub const LONGEST_BANK: usize = 10;

/// The most letters a practice account has. Together with [`LONGEST_BANK`] it
/// fills template 49, which has room for 99 characters.
pub const LONGEST_ACCOUNT: usize = 16;

/// The most characters a payee's name has: with `LUYEN TAP` before it, it has
/// to fit into one object, and on a card it has to fit on three lines.
pub const LONGEST_NAME: usize = 60;

/// Letters that stand for four bits each in derived banks and accounts. There
/// is no vowel among them, so that they spell no word by accident.
const CONSONANTS: &[u8; 16] = b"BCDGHKLMNPQRSTVX";

/// Gives every name its own letters; any fixed 64-bit sum would do.
const NAME_SUM: Crc<u64> = Crc::<u64>::new(&CRC_64_XZ);

/// Who is paid in practice: a fictional bank and account, and a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Payee {
    bank: String,
    account: String,
    name: String,
}

/// Why a payee can't stand in a practice code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayeeError {
    /// The bank is not 1 to [`LONGEST_BANK`] capital letters A–Z.
    #[error("a practice bank is 1 to {LONGEST_BANK} capital letters A–Z and nothing else")]
    Bank,
    /// The account is not 1 to [`LONGEST_ACCOUNT`] capital letters A–Z.
    #[error("a practice account is 1 to {LONGEST_ACCOUNT} capital letters A–Z and nothing else")]
    Account,
    /// There is nothing to read in the name.
    #[error("the payee needs a name")]
    NameEmpty,
    /// The name has more than [`LONGEST_NAME`] characters.
    #[error("the payee's name has {characters} characters, and only {LONGEST_NAME} fit")]
    NameTooLong {
        /// How many characters (Unicode scalar values) it has.
        characters: usize,
    },
    /// The name holds a line break, a control or an invisible character.
    #[error("the payee's name holds a line break or an invisible character")]
    NameNotPlain,
}

impl Payee {
    /// A payee of this bank and account (capital letters A–Z) and this name,
    /// whose white space at both ends is dropped. Names are compared character
    /// by character: hand them in in NFC, like all text of this project.
    ///
    /// # Errors
    /// What the variants of [`PayeeError`] say.
    pub fn new(bank: &str, account: &str, name: &str) -> Result<Self, PayeeError> {
        if !is_letters(bank, LONGEST_BANK) {
            return Err(PayeeError::Bank);
        }
        if !is_letters(account, LONGEST_ACCOUNT) {
            return Err(PayeeError::Account);
        }
        let name = name.trim();
        let characters = name.chars().count();
        if characters == 0 {
            return Err(PayeeError::NameEmpty);
        }
        if characters > LONGEST_NAME {
            return Err(PayeeError::NameTooLong { characters });
        }
        if !is_plain(name) {
            return Err(PayeeError::NameNotPlain);
        }
        Ok(Self { bank: bank.to_owned(), account: account.to_owned(), name: name.to_owned() })
    }

    /// A payee of this name, with a bank (`TAP…`) and an account that are made
    /// from the name alone: the same name always has the same ones.
    ///
    /// # Errors
    /// As [`Payee::new`], on account of the name.
    pub fn named(name: &str) -> Result<Self, PayeeError> {
        let sum = NAME_SUM.checksum(name.trim().as_bytes());
        let letters: String = (0..16)
            .map(|place| char::from(CONSONANTS[(sum >> (4 * place) & 0xF) as usize]))
            .collect();
        let bank = format!("TAP{}", &letters[..3]);
        Self::new(&bank, &letters[3..13], name)
    }

    /// The practice bank: capital letters A–Z.
    pub fn bank(&self) -> &str {
        &self.bank
    }

    /// The practice account: capital letters A–Z.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The name to show, without [`crate::NAME_MARK`].
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn is_letters(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether text can be shown on one line just as it is: no control character,
/// no line break, and none of the invisible marks that turn the direction of
/// writing or hide a difference between two names.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// Whether a character is drawn nowhere, or only turns the direction of writing.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFF0}'..='\u{FFFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_always_has_the_same_letters() {
        let stall = Payee::named("Sạp rau bà Tư").unwrap();
        // Frozen: codes already printed carry these letters.
        assert_eq!((stall.bank(), stall.account()), ("TAPTCT", "GGPTQCMNDD"));
        assert_eq!(Payee::named("  Sạp rau bà Tư\n").unwrap(), stall);
        let other = Payee::named("Sạp rau bà Tú").unwrap();
        assert_ne!(other.account(), stall.account());
    }

    #[test]
    fn banks_and_accounts_are_capital_letters_only() {
        for bank in ["", "970416", "TAP1", "tap", "TẬP", "T P", "ABCDEFGHIJK"] {
            assert_eq!(Payee::new(bank, "A", "An"), Err(PayeeError::Bank), "{bank}");
        }
        for account in ["", "0257678859", "a", "ABCDEFGHIJKLMNOPQ"] {
            let refused = Payee::new("TAP", account, "An");
            assert_eq!(refused, Err(PayeeError::Account), "{account}");
        }
    }

    #[test]
    fn names_are_plain_and_of_bounded_length() {
        assert_eq!(Payee::named(" \t"), Err(PayeeError::NameEmpty));
        assert!(Payee::named(&"Ẵ".repeat(LONGEST_NAME)).is_ok());
        assert_eq!(
            Payee::named(&"Ẵ".repeat(LONGEST_NAME + 1)),
            Err(PayeeError::NameTooLong { characters: LONGEST_NAME + 1 })
        );
        for name in ["Cô\nBa", "Cô\u{202E}Ba", "Cô\u{200B}Ba", "Cô\0Ba"] {
            assert_eq!(Payee::named(name), Err(PayeeError::NameNotPlain), "{name:?}");
        }
    }
}
