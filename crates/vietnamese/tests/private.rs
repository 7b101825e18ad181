//! Numbers that are not to be typed: real shapes are found in every guise, ordinary text is not.
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use proptest::prelude::*;
use vietnamese::{Field, Private, private};

fn kind(text: &str, field: Field) -> Option<Private> {
    private(text, field).map(|(kind, _)| kind)
}

#[test]
fn numbers_of_papers_cards_telephones_and_codes_are_found() {
    for (text, expect) in [
        ("001162012345", Private::CitizenNumber),
        ("001 162 012 345", Private::CitizenNumber),
        ("CCCD: 096.162.012.345 nhé", Private::CitizenNumber),
        ("０７９１６２０１２３４５", Private::CitizenNumber),
        ("4111111111111111", Private::PaymentCard),
        ("4111 1111 1111 1111", Private::PaymentCard),
        ("1000-0000-001", Private::LongNumber),
        ("0912345678", Private::Telephone),
        ("+84 912 345 678", Private::Telephone),
        ("(024) 3825-1234", Private::Telephone),
        ("OTP 482913", Private::SentCode),
        ("mã xác nhận là 4829", Private::SentCode),
        ("Mã số: 123 456", Private::SentCode),
        ("123456789", Private::LongNumber),
        ("000162012345", Private::LongNumber),
    ] {
        assert_eq!(kind(text, Field::Free), Some(expect), "{text}");
    }
}

#[test]
fn disguised_numbers_are_found() {
    for text in [
        "0912\u{200b}345\u{200b}678",
        "09\u{ad}12\u{2060}345678",
        "\u{660}\u{669}\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}\u{667}\u{668}",
        "०९१२३४५६७८",
        "𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
        "⓪⑨①②③④⑤⑥⑦⑧",
        "09l2345678",
        "O912345678",
        "o9I2 345 678",
        "О9|2.345.678",
        "0 9 l 2 3 4 5 6 7 8",
        "+84 9l2 345 678",
        "(0912) 345-678",
        "0912/345/678",
        "0912*345*678",
        "không chín một hai ba bốn năm sáu bảy tám",
        "Không chín một hai, ba bốn năm, sáu bảy tám",
        "09 một 2 ba 45678",
        "gọi 0912345678 nhé",
        "ĐT0912345678",
        "gọi bà Ba 0912345678",
        "0912345678 o",
        "0912345678S",
        "0912|345|678",
        "0912\u{2010}345\u{2011}678",
        "0912，345，678",
        "0912－345－678",
        "0912\\345=678",
        "0912 … 345 <678>",
        "0912\u{a0}345\u{202f}678",
        "+84 (0) 912 345 678",
        "091Z345678",
        "0912345G7B",
        "không chín mốt hai ba tư lăm sáu bảy tám",
        "0\u{fe0f}\u{20e3}9\u{fe0f}\u{20e3}1\u{fe0f}\u{20e3}2345678",
        "0\u{332}9\u{332}1\u{332}2\u{332}3\u{332}4\u{332}5\u{332}6\u{332}7\u{332}8\u{332}",
        "๐๙๑๒๓๔๕๖๗๘",
        "0٩1२3๔5６78",
        "sinh 01.01.1950, 0912.345.678",
    ] {
        assert_eq!(kind(text, Field::Free), Some(Private::Telephone), "{text}");
    }
    assert_eq!(kind("00ll62Ol2345", Field::Free), Some(Private::CitizenNumber));
    assert_eq!(kind("1000 0000 0Ol", Field::Free), Some(Private::LongNumber));
}

#[test]
fn addresses_are_found() {
    for text in [
        "a@b.example",
        "bà Lan <lan.nguyen@thu.com.vn>",
        "a＠b.example",
        "a@\u{200b}b.example",
        "https://a.example",
        "HTTP://A",
        "www.gi-do.vn",
        "qua.example",
        "Lan tang-qua.com/nhan nhé",
        "(zalo.me/0)",
        "fb.com.",
        "lan@gmail",
        "lan﹫thu.vn",
        "a@b。example",
        "lan (at) thu.vn",
        "lan[at]thu[dot]vn",
        "lan (at) thu (dot) com (dot) vn",
        "lan @ thu . com . vn",
        "lan at gmail dot com",
        "lan a còng gmail chấm com",
        "ngân hàng chấm com chấm vn",
        "vietcombank . com . vn",
        "ｑｕａ．ｖｎ",
        "bit.ly/x",
        "10.0.0.1:8080",
        "xn--qu-jia.example",
        "mailto:lan",
        "hxxp://a",
    ] {
        assert_eq!(kind(text, Field::Free), Some(Private::Address), "{text}");
        assert_eq!(kind(text, Field::Lesson), None, "{text}");
    }
    let (_, place) = private("xem qua.example nhé", Field::Free).unwrap();
    assert_eq!(&"xem qua.example nhé"[place], "qua.example");
}

#[test]
fn ordinary_text_is_left_alone() {
    for text in [
        "Tp.HCM",
        "Th.S Nguyễn Văn Bo",
        "bà Ba, bà Tám, ông Năm",
        "hai ba bốn năm",
        "Lô 10, Ấp Bo Lo",
        "v.v.",
        "H'Bia @ Tây Hồ",
        "Io Ol SO BO",
        "sinh 01.01.1950",
        "Bo 10 Lo 20 Ol 30",
        "S10 S20 S30",
        "20/10/2025 08:30",
        "2026-11-23 09:05:30",
        "23.11.2026 - 24.11.2026",
        "1945 1954 1975 1986",
        "123.456.789đ",
        "1.500.000.000 đồng",
        "50.000.000.000 ₫",
        "sinh 01011950 nam",
        "TP.HN/Q.1",
        "bà.Ba, bà.La",
        "Lan @ Huế. Anh đi",
        "Chợ. Me chua",
        "bánh chấm me",
        "Đặng Văn Bi, Io, Gi, số 12b ngõ 34",
        "tổ 12, ngõ 345, số 6/78",
        "",
        "bà Lan",
        "Nguyễn Thị Lan",
        "cháu Bi 2018",
        "nhà số 12, ngõ 345",
        "35.000 ₫",
        "sinh 1954",
        "113",
        "12345678",
        "desktop 2000 otpx",
    ] {
        assert_eq!(kind(text, Field::Free), None, "{text}");
    }
}

#[test]
fn lessons_have_numbers_made_for_practice() {
    for fine in ["000162012345", "000 162 012 345", "123456789", "mã số 000123"] {
        assert_eq!(kind(fine, Field::Lesson), None, "{fine}");
    }
    for (real, expect) in [
        ("001162012345", Private::CitizenNumber),
        ("1001162012346", Private::CitizenNumber),
        ("4111111111111111", Private::PaymentCard),
        ("0912345678", Private::Telephone),
        ("mã OTP 482913", Private::SentCode),
    ] {
        assert_eq!(kind(real, Field::Lesson), Some(expect), "{real}");
    }
    assert_eq!(kind("097162012345", Field::Lesson), None, "there is no such province");
}

#[test]
fn the_place_is_that_of_the_number_alone() {
    let text = "bà Lan 001162012345 ạ";
    let (_, place) = private(text, Field::Free).unwrap();
    assert_eq!(&text[place], "001162012345");
}

/// A number's digits with something between them.
fn parted(digits: &str, parts: &[&str]) -> String {
    digits.chars().enumerate().map(|(at, d)| format!("{}{d}", parts[at % parts.len()])).collect()
}

proptest! {
    #[test]
    fn every_citizen_number_is_refused_in_any_guise(
        province in 1_u32..=96,
        rest in "[0-9]{9}",
        around in "[a-zđ ]{0,8}",
        part in prop_oneof![Just(""), Just(" "), Just("."), Just("-"), Just("\u{a0}")],
    ) {
        let digits = format!("{province:03}{rest}");
        let text = format!("{around} {} {around}", parted(&digits, &[part, "", ""]));
        for field in [Field::Free, Field::Lesson] {
            prop_assert_eq!(kind(&text, field), Some(Private::CitizenNumber), "{}", text);
        }
    }

    #[test]
    fn every_card_is_refused(head in "[1-9][0-9]{11,17}") {
        let sum: u32 = head.bytes().rev().enumerate().map(|(at, d)| {
            let d = u32::from(d - b'0');
            if at % 2 == 0 { d * 2 / 10 + d * 2 % 10 } else { d }
        }).sum();
        let card = format!("{head}{}", (10 - sum % 10) % 10);
        for field in [Field::Free, Field::Lesson] {
            prop_assert!(kind(&card, field).is_some(), "{}", card);
        }
    }

    #[test]
    fn nine_digits_are_never_kept_and_fewer_alone_always(digits in "[0-9]{1,20}", name in "[A-Z][a-z]{1,7}") {
        let text = format!("{name} {digits}");
        prop_assert_eq!(kind(&text, Field::Free).is_some(), digits.len() >= 9);
    }

    /// A telephone number in the digits of any script, parted by anything, with letters that look
    /// like digits.
    #[test]
    fn every_telephone_is_found_in_any_disguise(
        number in "0[35789][0-9]{8}",
        zero in prop_oneof![Just('0'), Just('٠'), Just('०'), Just('０'), Just('๐'), Just('𝟎'), Just('𝟶')],
        part in prop_oneof![
            Just(""), Just(" "), Just("."), Just("-"), Just("\u{2013}"), Just("\u{200b}"), Just("\u{ad}"),
            Just("／"), Just(" | "), Just("\u{202e}"), Just("\\"), Just("•"),
        ],
        looks: bool,
        around in "(bà |gọi )?",
    ) {
        let one = number.find('1').filter(|_| looks);
        let letters: String = number.chars().enumerate().map(|(at, digit)| match digit {
            '0' if looks && at == 0 => 'O',
            '1' if one == Some(at) => 'l',
            _ => char::from_u32(zero as u32 + digit as u32 - '0' as u32).unwrap(),
        }).collect();
        let text = format!("{around}{}", parted(&letters, &[part, "", ""]));
        prop_assert!(kind(&text, Field::Free).is_some(), "{}", text);
    }

    #[test]
    fn names_are_left_alone(
        name in "(Nguyễn|Trần|Lê|Đặng|H'Bia|Bo|Io|Lo|Só) (Thị|Văn|Q|B|S|Ol|Bi)? ?(Lan|Ba|Bảy|Năm|Sáu|Bình|Zi|Gi)",
        number in 0_u32..9999,
        before in "(tổ|ngõ|số nhà|lô B|ấp|sinh) ",
    ) {
        prop_assert_eq!(kind(&name, Field::Free), None);
        prop_assert_eq!(kind(&format!("{name}, {before}{number}"), Field::Free), None);
        prop_assert_eq!(kind(&format!("{before}{number} {name}"), Field::Free), None);
    }

    #[test]
    fn practice_numbers_are_for_lessons(rest in "[0-9]{9}") {
        let digits = format!("000{rest}");
        prop_assert_eq!(kind(&digits, Field::Lesson), None);
        prop_assert!(kind(&digits, Field::Free).is_some());
    }

    #[test]
    fn any_text_is_judged_and_the_place_is_within_it(text in "\\PC*") {
        for field in [Field::Free, Field::Lesson] {
            if let Some((_, place)) = private(&text, field) {
                prop_assert!(text.get(place).is_some());
            }
        }
    }
}
