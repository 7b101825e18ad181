//! What is written can be read again, and nobody else could pay it.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use practice_code::{
    CodeError, LARGEST_AMOUNT, LONGEST_PURPOSE, NAME_MARK, NotPaymentKind, PREFIX, Payee,
    PracticeCode, SERVICE, Scanned, TEMPLATE_IDENTIFIER, classify,
};
use proptest::prelude::*;

/// The standard's checksum, bit by bit: shares nothing with what is tested.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |sum, byte| {
        (0..8).fold(sum ^ (u16::from(*byte) << 8), |sum, _| {
            if sum & 0x8000 != 0 { sum << 1 ^ 0x1021 } else { sum << 1 }
        })
    })
}

/// Whether any reader, wherever it starts and stops, finds a valid checksum.
fn some_reader_is_satisfied(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = (0..bytes.len().saturating_sub(7)).filter(|at| &bytes[*at..at + 4] == b"6304");
    ends.into_iter().any(|end| {
        let stored = std::str::from_utf8(&bytes[end + 4..end + 8])
            .ok()
            .and_then(|digits| u16::from_str_radix(digits, 16).ok());
        (0..=end).any(|start| Some(checksum(&bytes[start..end + 4])) == stored)
    })
}

/// Names with all of Vietnamese, digits, pieces of real codes and worse.
fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-ZĐa-zđàảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ ]{1,60}",
        2 => "[0-9A-F.:/]{0,20}(6304|0002|A0000007|38)[0-9A-F]{0,30}",
        1 => "\\PC{1,60}",
    ]
}

fn codes() -> impl Strategy<Value = PracticeCode> {
    let letters = ("[A-Z]{1,10}", "[A-Z]{1,16}");
    let amounts = proptest::option::of(prop_oneof![1_u64..=5_000_000, 1..=LARGEST_AMOUNT]);
    (letters, names(), amounts, "\\PC{0,50}").prop_filter_map(
        "a name or purpose may be refused",
        |((bank, account), name, amount, purpose)| {
            let payee = Payee::new(&bank, &account, &name).ok()?;
            PracticeCode::new(payee, amount, &purpose).ok()
        },
    )
}

#[test]
fn the_text_has_every_layer_and_does_not_change_between_versions() {
    let payee = Payee::new("TAPCHO", "RAUBATU", "Sạp rau bà Tư").unwrap();
    let code = PracticeCode::new(payee, Some(35_000), "Mua rau").unwrap();
    let text = code.encode();
    let body = format!(
        "0002010102124978{template}5303704540535000{rest}",
        template =
            format_args!("0032{TEMPLATE_IDENTIFIER}01210006TAPCHO0107RAUBATU0208{SERVICE}0301X"),
        rest = format_args!("5802VN5923{NAME_MARK} Sạp rau bà Tư62110807Mua rau6304"),
    );
    let sum = checksum(body.as_bytes()) ^ 0xFFFF;
    assert_eq!(text, format!("{PREFIX}{body}{sum:04X}"));
    assert_eq!(classify(&text), Scanned::Practice(code));
}

#[test]
fn a_code_without_amount_is_static_and_may_have_no_purpose() {
    let payee = Payee::new("TAP", "A", "An").unwrap();
    let code = PracticeCode::new(payee, None, "  ").unwrap();
    let text = code.encode();
    assert!(text.starts_with("CAMTAY-TAP:000201010211"), "{text}");
    assert!(text.contains("53037045802VN5912LUYEN TAP An6304"), "{text}");
    assert_eq!(classify(&text), Scanned::Practice(code));
}

#[test]
fn amounts_and_purposes_out_of_range_are_refused() {
    let payee = Payee::named("Cô Ba").unwrap();
    let make = |amount, purpose: &str| PracticeCode::new(payee.clone(), amount, purpose).err();
    assert_eq!(make(Some(0), ""), Some(CodeError::AmountZero));
    assert_eq!(make(Some(LARGEST_AMOUNT), ""), None);
    assert_eq!(make(Some(LARGEST_AMOUNT + 1), ""), Some(CodeError::AmountTooLarge));
    assert_eq!(make(None, &"ộ".repeat(LONGEST_PURPOSE)), None);
    let characters = LONGEST_PURPOSE + 1;
    assert_eq!(make(None, &"ộ".repeat(characters)), Some(CodeError::PurposeTooLong { characters }));
    assert_eq!(make(None, "rau\ncà"), Some(CodeError::PurposeNotPlain));
}

#[test]
fn names_and_purposes_that_hold_a_real_code_are_refused() {
    let whole = "0002016304";
    let whole = format!("{whole}{:04X}", checksum(whole.as_bytes()));
    for piece in ["A000000727", "a000000727", "x A000000775", whole.as_str()] {
        let named = PracticeCode::for_payee(piece, None);
        assert_eq!(named, Err(CodeError::LooksReal), "{piece}");
        let payee = Payee::named("Cô Ba").unwrap();
        let meant = PracticeCode::new(payee, None, piece);
        assert_eq!(meant, Err(CodeError::LooksReal), "{piece}");
    }
}

#[test]
fn codes_whose_bytes_would_pass_by_accident_get_more_filler() {
    // Among many ordinary codes a few hit a valid checksum with one letter of
    // filler; they must come out different, and clean.
    let mut refilled = 0;
    for number in 1..=2_000 {
        let code = PracticeCode::for_payee("Sạp rau bà Tư", Some(number * 500)).unwrap();
        let text = code.encode();
        if text.contains("0302XX") {
            refilled += 1;
            assert!(!some_reader_is_satisfied(&text), "{text}");
        }
    }
    assert!(refilled > 0, "the filler was never needed: this test shows nothing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_practice_code_could_be_paid(code in codes()) {
        let text = code.encode();
        prop_assert!(text.starts_with("CAMTAY-TAP:"));
        prop_assert!(!text.starts_with("0002"));
        let capitals = text.to_uppercase();
        prop_assert!(!capitals.contains("A000000727") && !capitals.contains("A000000775"));
        prop_assert!(!some_reader_is_satisfied(&text));
        let objects = text.strip_prefix("CAMTAY-TAP:").unwrap();
        prop_assert!(objects.contains("59") && objects.contains("LUYEN TAP "));
        prop_assert!(!objects.contains("QRIBFTT"));
    }

    #[test]
    fn every_practice_code_is_read_back_as_it_was(code in codes()) {
        let text = code.encode();
        prop_assert_eq!(classify(&text), Scanned::Practice(code.clone()));
        let around = format!("\n {text}\t");
        prop_assert_eq!(classify(&around), Scanned::Practice(code));
    }

    #[test]
    fn one_character_changed_dropped_or_added_is_noticed(
        code in codes(), at in 0_usize..1_000, new in any::<char>(), how in 0..3
    ) {
        let text = code.encode();
        let mut characters: Vec<char> = text.chars().collect();
        let at = at % characters.len();
        match how {
            0 => characters[at] = new,
            1 => { characters.remove(at); }
            _ => characters.insert(at, new),
        }
        let changed: String = characters.into_iter().collect();
        let trimmed = changed.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        prop_assume!(trimmed != text);
        prop_assert_eq!(
            classify(&changed),
            Scanned::NotPayment(NotPaymentKind::DamagedPracticeCode)
        );
    }
}
