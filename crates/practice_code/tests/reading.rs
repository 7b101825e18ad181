//! What a scan says about texts that others wrote: real codes, links, damage.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use practice_code::{
    LONGEST_TEXT_BYTES, NotPaymentKind, PREFIX, PracticeCode, RealAmount, RealCode, RealKind,
    Scanned, TEMPLATE_IDENTIFIER, classify,
};
use proptest::prelude::*;

const STATIC: &str =
    "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F";
const DYNAMIC: &str = "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6";
const WALLET: &str = "00020101021126280010A000000775011001087990425204597753037045802VN5909MYPHAMHER6005HANOI62260311MY PHAM HER0707MPHER0163041C50";

fn check(text: &str, kind: NotPaymentKind) {
    assert_eq!(classify(text), Scanned::NotPayment(kind), "{text:?}");
}

fn check_real(text: &str, payee_name: Option<&str>, amount: Option<u64>, kind: RealKind) {
    let payee_name = payee_name.map(str::to_owned);
    let amount = amount.map_or(RealAmount::Absent, RealAmount::Dong);
    let expected = RealCode { payee_name, amount, kind };
    assert_eq!(classify(text), Scanned::Real(expected), "{text:?}");
}

/// The text with a checksum put behind it that is right by the standard. It is
/// computed bit by bit, so that it shares nothing with what is tested.
fn sealed(body: &str) -> String {
    let text = format!("{body}6304");
    let sum = text.bytes().fold(0xFFFF_u16, |sum, byte| {
        (0..8).fold(sum ^ (u16::from(byte) << 8), |sum, _| {
            if sum & 0x8000 != 0 { sum << 1 ^ 0x1021 } else { sum << 1 }
        })
    });
    format!("{text}{sum:04X}")
}

#[test]
fn the_real_codes_of_the_safety_text_are_recognised() {
    check_real(STATIC, None, None, RealKind::VietQr);
    check_real(DYNAMIC, None, Some(10_000), RealKind::VietQr);
    check_real(WALLET, Some("MYPHAMHER"), None, RealKind::OtherEmv);
}

#[test]
fn a_small_letter_checksum_and_white_space_around_are_no_damage() {
    let (body, sum) = STATIC.split_at(STATIC.len() - 4);
    let small = format!("{body}{}", sum.to_lowercase());
    check_real(&small, None, None, RealKind::VietQr);
    check_real(&format!("\u{FEFF}{STATIC}\r\n"), None, None, RealKind::VietQr);
}

#[test]
fn a_malformed_inner_object_is_tolerated() {
    // The inner object announces 27 characters and has 23.
    let text = sealed(
        "00020101021138530010A0000007270127000697041601092576788590208QRIBFTTA53037045802VN",
    );
    check_real(&text, None, None, RealKind::VietQr);
}

#[test]
fn lengths_in_characters_and_in_bytes_are_both_read() {
    let head = "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN";
    let characters = sealed(&format!("{head}5908QUÁN PHỞ"));
    let bytes = sealed(&format!("{head}5911QUÁN PHỞ"));
    check_real(&characters, Some("QUÁN PHỞ"), None, RealKind::VietQr);
    check_real(&bytes, Some("QUÁN PHỞ"), None, RealKind::VietQr);
}

#[test]
fn a_name_in_the_shops_own_language_is_found() {
    let text = sealed("00020101021153037045802VN");
    check_real(&text, None, None, RealKind::OtherEmv);
    let text = sealed("00020101021153037045802VN64160002VI0106Bà Tám");
    check_real(&text, Some("Bà Tám"), None, RealKind::OtherEmv);
}

#[test]
fn an_amount_that_is_no_whole_dong_is_there_and_unreadable() {
    use RealAmount::{Dong, Foreign, Unreadable};
    for (currency, amount, expected) in [
        ("704", "35000", Dong(35_000)),
        ("704", "35000.00", Dong(35_000)),
        ("704", "35000.", Dong(35_000)),
        ("704", "35000.50", Unreadable),
        ("704", "1000.50", Unreadable),
        ("704", "50,000", Unreadable),
        // Fifty by the letter, and fifty thousand to whoever wrote it.
        ("704", "50.000", Unreadable),
        ("704", "5.000", Unreadable),
        ("704", "50000.000", Dong(50_000)),
        ("704", "5e4", Unreadable),
        ("704", "0", Unreadable),
        ("704", "0.00", Unreadable),
        ("704", "-5000", Unreadable),
        ("704", "+35000", Unreadable),
        ("704", " 35000", Unreadable),
        ("704", "", Unreadable),
        ("704", "50k", Unreadable),
        ("704", "３５０００", Unreadable),
        ("704", "99999999999999999999", Unreadable),
        ("840", "35000", Foreign),
        ("840", "35.50", Foreign),
    ] {
        let length = amount.chars().count();
        let text = sealed(&format!("0002010102125303{currency}54{length:02}{amount}5802VN"));
        let Scanned::Real(code) = classify(&text) else {
            panic!("{amount:?}: {:?}", classify(&text))
        };
        assert_eq!(code.amount, expected, "{amount:?}");
    }
    check_real(&sealed("00020101021153037045802VN"), None, None, RealKind::OtherEmv);
}

#[test]
fn what_is_said_twice_is_damage() {
    for body in [
        "00020101021253037045405500005406500000",
        "000201010212530370454055000054055000",
        "0002010102125303704530384054055000",
        "00020101021238540010A00000072701240006970422011000000123450208QRIBFTTA38540010A00000072701240006970422011000000123450208QRIBFTTA5303704",
        "00020101021238550010A000000727012500069704220006970436010110208QRIBFTTA5303704",
        "00020101021253037045902An5902Ba",
        "000201010211530370462080802An0802Ba",
    ] {
        check(&sealed(&format!("{body}5802VN")), NotPaymentKind::DamagedPaymentCode);
    }
}

#[test]
fn codes_of_other_countries_and_formats_are_foreign_and_sound() {
    let takoyaki = "00020201021126580014A000000615000101065887340212MBBQR0000629031000000000005204581253034585802MY5908TAKOYAKI6006PAHANG630400A0";
    check_real(takoyaki, Some("TAKOYAKI"), None, RealKind::Foreign);
    for body in [
        "00020201021153037045802VN",
        "00020101021153037645802TH",
        "0002010102115802TH",
        "00020101021153038405802VN",
    ] {
        check_real(&sealed(body), None, None, RealKind::Foreign);
    }
    check_real(&sealed("00020101021153037045802vn"), None, None, RealKind::OtherEmv);
}

#[test]
fn names_come_in_nfc_however_their_lengths_are_counted() {
    let head = "00020101021153037045802VN";
    let decomposed = "Co\u{302} Tu\u{31b} ba\u{301}n rau";
    for length in [decomposed.chars().count(), decomposed.len()] {
        let text = sealed(&format!("{head}59{length:02}{decomposed}"));
        check_real(&text, Some("Cô Tư bán rau"), None, RealKind::OtherEmv);
    }
    let noodles = "Phở 🍜 Tư";
    for length in [noodles.chars().count(), noodles.len(), noodles.encode_utf16().count()] {
        let text = sealed(&format!("{head}59{length:02}{noodles}6002HN"));
        check_real(&text, Some(noodles), None, RealKind::OtherEmv);
    }
}

#[test]
fn codes_for_other_things_are_named() {
    use NotPaymentKind::{CallForwarding, DialCode, IdentityCard, NameCard, WebLink, WiFi};
    let card = "000000000000|000000000|Nguyễn Văn A|01011950|Nam|Phường Tây Hồ, Hà Nội|01012022";
    for (text, kind) in [
        (card, IdentityCard),
        ("WIFI:S:Nha ba Tu;T:WPA;P:matkhau123;;", WiFi),
        ("wifi:T:WPA;S:https://a.example;P:x;;", WiFi),
        ("BEGIN:VCARD\nVERSION:3.0\nURL:https://a.example\nEND:VCARD", NameCard),
        ("MECARD:N:Lan;TEL:0900000000;;", NameCard),
        ("*100#", DialCode),
        ("＊１００＃", DialCode),
        ("tel:*21*0900000000%23", CallForwarding),
        ("Quet de nhan qua\nhttps://qua.example", WebLink),
        ("ｈｔｔｐｓ：／／qua.example", WebLink),
        ("data:text/html,<script>", WebLink),
        ("bitcoin:1abc", WebLink),
        ("10.0.0.1:8080", WebLink),
    ] {
        check(text, kind);
        check(&format!("\u{200b}{text}\u{feff}\n"), kind);
    }
    check_real(&format!("\u{200b}{STATIC}\u{2060}"), None, None, RealKind::VietQr);
    let told = format!("{:?}", classify(card));
    assert!(!told.contains("Nguy") && !told.contains("1950"), "{told}");
}

#[test]
fn no_account_number_comes_out_of_a_real_code() {
    for text in [STATIC, DYNAMIC, WALLET] {
        let told = format!("{:?}", classify(text));
        assert!(!told.contains("257678859") && !told.contains("0108799042"), "{told}");
    }
    for name in ["VO VAN A 257678859", "VO VAN A 257 678 859", "STK 257.678-859"] {
        let length = name.len();
        let text = sealed(&format!("00020101021153037045802VN59{length}{name}"));
        check_real(&text, None, None, RealKind::OtherEmv);
    }
    let text = sealed("00020101021153037045802VN5908CHO 24/7");
    check_real(&text, Some("CHO 24/7"), None, RealKind::OtherEmv);
}

#[test]
fn a_wrong_checksum_or_objects_that_do_not_add_up_are_damage() {
    check(&STATIC.replace("AE9F", "AE9E"), NotPaymentKind::DamagedPaymentCode);
    for text in [
        "0002",
        "000201",
        "0002010102",
        "00020101021138990010A000000727",
        &sealed("00020101021153037045802V"),
        &format!("{STATIC}5802VN"),
        &STATIC[6..],
    ] {
        check(text, NotPaymentKind::DamagedPaymentCode);
    }
}

#[test]
fn other_texts_are_called_what_they_are() {
    use NotPaymentKind::{DamagedPracticeCode, Empty, PlainText, TooLong, WebLink};
    for link in [
        "https://dichvucong.example/x",
        "HTTP://A.EXAMPLE",
        "www.ngan-hang.example",
        "dichvucong.example?x=1",
        "a.example:8080/x",
        "intent://scan/#Intent",
        "tel:113",
        &format!("https://a.example/?code={STATIC}"),
    ] {
        check(link, WebLink);
    }
    for text in
        ["xin chào", "an@chợ.example", "35.000", "1.5kg", "Cô Ba.", "Giờ mở cửa: 7h", "..", ":"]
    {
        check(text, PlainText);
    }
    for text in [PREFIX, "camtay-tap:", TEMPLATE_IDENTIFIER, &format!("{PREFIX}{STATIC}")] {
        check(text, DamagedPracticeCode);
    }
    for text in ["", " \n\t", "\u{FEFF}"] {
        check(text, Empty);
    }
    check(&"0".repeat(LONGEST_TEXT_BYTES + 1), TooLong);
    check(&"ễ".repeat(1_000_000), TooLong);
}

#[test]
fn a_practice_code_without_its_prefix_is_no_real_one() {
    let text = PracticeCode::for_payee("Cô Ba", Some(20_000)).unwrap().encode();
    let stripped = text.strip_prefix(PREFIX).unwrap();
    check(stripped, NotPaymentKind::DamagedPracticeCode);
}

proptest! {
    #[test]
    fn any_object_twice_is_damage(
        ids in proptest::collection::btree_set(2_u8..62, 1..6),
        twice in 0_usize..6,
        again in "[A-Z0-9]{1,9}",
        at in 0_usize..7,
    ) {
        let object = |id: u8, value: &str| format!("{id:02}{:02}{value}", value.len());
        let ids: Vec<u8> = ids.into_iter().filter(|id| ![53, 58].contains(id)).collect();
        prop_assume!(!ids.is_empty());
        let mut objects: Vec<String> = ids.iter().map(|id| object(*id, "12345")).collect();
        let body = |objects: &[String]| sealed(&format!("00020153037045802VN{}", objects.concat()));
        prop_assert!(matches!(classify(&body(&objects)), Scanned::Real(_)));
        objects.insert(at.min(objects.len()), object(ids[twice % ids.len()], &again));
        let told = classify(&body(&objects));
        prop_assert_eq!(told, Scanned::NotPayment(NotPaymentKind::DamagedPaymentCode));
    }

    #[test]
    fn nothing_makes_the_scanner_panic(text in any::<String>(), cut in 0_usize..200) {
        let _ = classify(&text);
        let _ = classify(&format!("0002{text}"));
        let _ = classify(&format!("{PREFIX}000201{text}"));
        let _ = classify(&sealed(&format!("000201{text}")));
        let mut beginning = String::from(WALLET);
        beginning.truncate(cut.min(WALLET.len()));
        let _ = classify(&(beginning + &text));
    }

    #[test]
    fn anything_shaped_like_objects_is_read_without_panic(
        text in "000201([0-9]{2}0[0-9][0-9A-Zễ]{0,12}){0,8}"
    ) {
        let _ = classify(&sealed(&text));
        let _ = classify(&format!("{PREFIX}{text}"));
    }

    #[test]
    fn a_real_code_with_one_character_changed_is_damaged(
        which in 0_usize..3, at in 0_usize..1_000, new in any::<char>()
    ) {
        let code = [STATIC, DYNAMIC, WALLET][which];
        let mut characters: Vec<char> = code.chars().collect();
        let at = at % characters.len();
        let old = std::mem::replace(&mut characters[at], new);
        prop_assume!(!new.eq_ignore_ascii_case(&old));
        let changed: String = characters.into_iter().collect();
        let told = classify(&changed);
        prop_assert_eq!(told, Scanned::NotPayment(NotPaymentKind::DamagedPaymentCode));
    }
}
