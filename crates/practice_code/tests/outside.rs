//! What a scan says about the codes that people meet besides payments: links, identity cards,
//! Wi-Fi, name cards, codes that are dialled; and about ordinary sentences, which are none of it.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use practice_code::{NotPaymentKind, PracticeCode, Scanned, classify};
use proptest::prelude::*;

// Province 000 doesn't exist: nobody has this number.
const CARD: &str =
    "000000000000|000000000|Nguyễn Văn A|01011950|Nam|Phường Tây Hồ, Hà Nội|01012022";

fn check(text: &str, kind: NotPaymentKind) {
    assert_eq!(classify(text), Scanned::NotPayment(kind), "{text:?}");
}

#[test]
fn a_text_with_a_link_in_it_is_a_link() {
    for text in [
        "Quet de nhan qua\nhttps://qua.example",
        "Nhận quà tại https://qua.example nhé",
        "10.0.0.1:8080",
        "ｈｔｔｐｓ：／／qua.example",
        "ｑｕａ．ｅｘａｍｐｌｅ／ｘ",
        "data:text/html,<script>",
        "bitcoin:1abc",
        "qua.example/x",
        "Bà con vào QUA.EXAMPLE/X để nhận 500.000 đồng.",
        "qua\u{200B}.exa\u{AD}mple/x",
        "hxxps://qua[.]example",
        "[2001:db8::1]:8080",
        "Mời tải CapNhatVNeID.apk rồi cài",
        "zalo.me/0912345678",
        "quà.example",
        "xn--qu-kia.example",
        "VNeID: dichvucong.gov.vn.example.",
        "qua。example",
        "\u{FEFF}Nhận quà: (www.qua.example)",
    ] {
        check(text, NotPaymentKind::WebLink);
    }
}

#[test]
fn ordinary_sentences_are_plain() {
    for text in [
        "Tp.HCM, ngày 01.01.2026",
        "rau, củ, quả, v.v.",
        "Giá:50k",
        "Data:5GB một ngày",
        "Line: thêu tay",
        "Viber:0912 345 678",
        "Tp.HCM",
        "Ghi chú:abc",
        "50.000 đồng một cân",
        "Th.S Nguyễn Văn A",
        "P.12, Q.1, Tp.HCM",
        "Mở cửa 7.30-10.30",
        "Cân nặng 1.5",
        "Tel: 0912 345 678",
        "Cảm ơn bà.Hẹn gặp lại",
        "Bà ơi...con về rồi",
        "Số 5/7 ngõ 10",
        "Sinh năm 1950, số nhà 12/3",
        "☎ 0912 345 678",
        "Thư: an@chợ.example",
        "Tết #2026 vui vẻ",
        "2*3=6",
    ] {
        check(text, NotPaymentKind::PlainText);
    }
}

#[test]
fn the_code_of_an_identity_card_is_named_and_none_of_it_is_handed_back() {
    for text in [
        CARD.to_owned(),
        format!("\u{200B}{CARD}\n"),
        CARD.replace("|000000000|", "||"),
        CARD.replace("0000000", "０００００００"),
        CARD.replace("|01012022", "|01012022||Nguyễn Văn B|Trần Thị C"),
        CARD.replace("000000000000|", "000200000000|"),
    ] {
        check(&text, NotPaymentKind::IdentityCard);
        assert_eq!(format!("{:?}", classify(&text)), "NotPayment(IdentityCard)");
    }
}

#[test]
fn networks_name_cards_and_dates_are_named() {
    for text in [
        "WIFI:S:Nha ba Tu;T:WPA;P:matkhau123;;",
        "wifi:P:matkhau123;T:WPA;S:Nhà bà;;",
        "WI\u{200B}FI:P:matkhau123;;",
        "ＷＩＦＩ：Ｓ：Nha；；",
    ] {
        check(text, NotPaymentKind::WiFi);
        assert_eq!(format!("{:?}", classify(text)), "NotPayment(WiFi)");
    }
    check("Wifi: hỏi chủ quán", NotPaymentKind::PlainText);
    check("#1 #2", NotPaymentKind::PlainText);
    check("BEGIN:VCARD\nN:Nguyễn;A\nTEL:0912345678\nEND:VCARD", NotPaymentKind::NameCard);
    check("mecard:N:Ba Tu;TEL:0912345678;;", NotPaymentKind::NameCard);
    // A phone offers to take it into the calendar: it acts, as a link does.
    check("BEGIN:VEVENT\nSUMMARY:Họp tổ\nEND:VEVENT", NotPaymentKind::WebLink);
}

#[test]
fn codes_that_are_dialled_are_named_and_forwarding_said() {
    for text in ["*100#", "＊１００＃", "*#06#", "##002#", "tel:*100%23", "Bấm *101# để xem tiền"]
    {
        check(text, NotPaymentKind::DialCode);
    }
    for text in [
        "tel:*21*0912345678%23",
        "**21*0912345678#",
        "*67*0912345678#",
        "*004*0912345678#",
        "*\u{200B}21*0912345678#",
        "＊＊２１＊０９１２３４５６７８＃",
        "Bác bấm **21*0912345678# để nhận quà",
    ] {
        check(text, NotPaymentKind::CallForwarding);
    }
    check("tel:113", NotPaymentKind::WebLink);
    check("0912345678", NotPaymentKind::PlainText);
}

/// What lures end in, bare ones among them.
const LINKS: &[&str] = &[
    "https://qua.example",
    "HTTP://QUA.EXAMPLE/a?b=c",
    "hxxps://qua.vn",
    "qua.example/x",
    "tangqua.top",
    "dichvucong.gov.vn.example",
    "10.0.0.1:8080",
    "192.168.1.20",
    "[2001:db8::1]:80",
    "zalo.me/qua",
    "ｈｔｔｐｓ：／／ｑｕａ．ｖｎ",
    "ｑｕａ．ｃｏｍ",
    "qua\u{200B}.vn",
    "bitcoin:1abc",
    "intent:#Intent;end",
    "market://details?id=a",
    "data:text/html,<script>",
    "javascript:alert(1)",
    "CapNhat.apk",
    "quà.vn",
    "xn--qu-kia.com",
    "mailto:a@b.example",
    "sms:8077",
    "tel:113",
    "vneid-gov.cc",
];

/// What may stand right before a link, and right behind it.
const LEFT: &[&str] = &[" ", "\n", "\t", " (", " “", " \"", ", ", ": ", " | ", " – "];
const RIGHT: &[&str] = &["", " ", "\n", ")", "”", "\"", ",", "!", ".", ". ", "…", ".\n"];

/// Words of ordinary sentences, with what makes them look like addresses.
const WORDS: &[&str] = &[
    "Nhận",
    "quà",
    "ở",
    "Tp.HCM",
    "TP.HN",
    "v.v.",
    "50.000",
    "đồng",
    "Th.S",
    "ThS.BS",
    "P.12",
    "10.30",
    "1.5",
    "Q.1",
    "01.01.2026",
    "Giá:50k",
    "Ghi chú:abc",
    "bà",
    "con",
    "xong.Mai",
    "Tel:",
    "7h30",
    "1.234.567",
    "(xã)",
    "\u{200B}nhé",
    "rồi...",
    "Số",
    "12/3",
    "24/7",
    "và/hoặc",
    "an@chợ.example",
    "“ừ”",
    "5%",
    "3*4",
    "#1",
    "1-2",
    "A/B",
    "HTX.NN",
    "Bà\u{300}",
    "🍜",
];

fn sentences() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(proptest::sample::select(WORDS), 1..9);
    (words, "[ \n]").prop_map(|(words, space)| words.join(&space))
}

proptest! {
    #[test]
    fn a_link_anywhere_in_any_text_is_noticed(
        before in sentences(), after in sentences(), link in proptest::sample::select(LINKS),
        left in proptest::sample::select(LEFT), right in proptest::sample::select(RIGHT)
    ) {
        check(&format!("{before}{left}{link}{right}"), NotPaymentKind::WebLink);
        check(&format!("{link} {after}"), NotPaymentKind::WebLink);
        check(&format!("{before}{left}{link}{right} {after}"), NotPaymentKind::WebLink);
    }

    #[test]
    fn a_link_with_slashes_is_noticed_behind_any_text(
        before in "\\PC{0,60}", after in "\\PC{0,60}", scheme in "[a-z]{2,8}"
    ) {
        let text = format!("{before}{scheme}://qua.example {after}");
        let ours = text.to_uppercase().contains("CAMTAY-TAP:");
        prop_assume!(!ours);
        let told = classify(&text);
        prop_assert_eq!(told, Scanned::NotPayment(NotPaymentKind::WebLink));
    }

    #[test]
    fn sentences_without_a_link_are_plain(text in sentences()) {
        check(&text, NotPaymentKind::PlainText);
    }

    #[test]
    fn practice_codes_stay_practice_codes(name in "[A-ZĐa-zđ./: ]{1,40}") {
        if let Ok(code) = PracticeCode::for_payee(&name, Some(35_000)) {
            prop_assert_eq!(classify(&code.encode()), Scanned::Practice(code));
        }
    }
}
