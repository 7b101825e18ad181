//! The checksum of payment codes: what a real one must carry, and what ours
//! must never carry. Knows nothing of the objects inside a code.

use crc::{CRC_16_IBM_3740, Crc};

/// The checksum object's identifier and length, which the checksum covers.
pub(crate) const CHECKSUM_HEAD: &str = "6304";

/// CRC-16 with polynomial 0x1021, start 0xFFFF, not reflected, nothing xored
/// out: the one EMVCo's merchant-presented codes use ("123456789" is 29B1).
const STANDARD: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_3740);

/// The checksum the standard asks for over these bytes.
pub(crate) fn standard_checksum(bytes: &[u8]) -> u16 {
    STANDARD.checksum(bytes)
}

/// Whether `text` ends in a checksum object that is right by the standard,
/// in capital or small hexadecimal digits (both are found on real counters).
pub(crate) fn ends_in_valid_checksum(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(head) = bytes.len().checked_sub(8) else {
        return false;
    };
    bytes[head..].starts_with(CHECKSUM_HEAD.as_bytes())
        && hexadecimal(&bytes[head + 4..]) == Some(standard_checksum(&bytes[..head + 4]))
}

/// Whether any stretch of `text` at all, wherever it starts and ends, would
/// pass as a code with a valid checksum. A lenient reader may skip a prefix or
/// stop early; this asks about every such reader at once.
pub(crate) fn holds_valid_checksum(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(8).enumerate().any(|(head, window)| {
        window.starts_with(CHECKSUM_HEAD.as_bytes())
            && hexadecimal(&window[4..]).is_some_and(|stored| {
                (0..=head).any(|start| standard_checksum(&bytes[start..head + 4]) == stored)
            })
    })
}

/// Four hexadecimal digits as a number. Signs and spaces, which the library's
/// own number parser would let through, are refused.
fn hexadecimal(digits: &[u8]) -> Option<u16> {
    if digits.len() != 4 {
        return None;
    }
    digits.iter().try_fold(0, |sum, digit| {
        let value = char::from(*digit).to_digit(16)?;
        Some(sum << 4 | u16::try_from(value).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_the_catalogue_comes_out() {
        assert_eq!(standard_checksum(b"123456789"), 0x29B1);
    }

    #[test]
    fn signs_and_spaces_are_no_hexadecimal_digits() {
        assert_eq!(hexadecimal(b"00aF"), Some(0x00AF));
        for wrong in [&b"+0AF"[..], b" 0AF", b"0AG0", b"0AF", b"0AF00"] {
            assert_eq!(hexadecimal(wrong), None);
        }
    }

    #[test]
    fn a_valid_code_is_found_behind_a_prefix_and_before_a_tail() {
        let body = "0002016304";
        let valid = format!("{body}{:04X}", standard_checksum(body.as_bytes()));
        assert!(ends_in_valid_checksum(&valid));
        assert!(ends_in_valid_checksum(&valid.to_lowercase()));
        let wrapped = format!("ABC:{valid}5802VN");
        assert!(!ends_in_valid_checksum(&wrapped));
        assert!(holds_valid_checksum(&wrapped));
        let spoilt = format!("{body}{:04X}", standard_checksum(body.as_bytes()) ^ 0xFFFF);
        assert!(!holds_valid_checksum(&spoilt));
    }
}
