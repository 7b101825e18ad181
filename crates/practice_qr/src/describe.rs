//! The one line that says what a code is. For the person at a terminal; what
//! learners see comes from the app's own texts. Tells no account number.

use practice_code::{NotPaymentKind, RealAmount, RealKind, Scanned, classify};

/// An amount as Vietnam writes it: `35.000 ₫`, with a no-break space.
pub fn dong(amount: u64) -> String {
    let digits = amount.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text + "\u{A0}₫"
}

/// One line on what this text is: it starts with `practice `, `real ` or
/// `not a payment code `.
pub fn describe(text: &str) -> String {
    match classify(text) {
        Scanned::Practice(code) => {
            let purpose = match code.purpose() {
                "" => String::new(),
                purpose => format!(", for “{purpose}”"),
            };
            let name = code.payee().name();
            format!("practice code of {name}, {}{purpose}", amount(code.amount()))
        }
        Scanned::Real(code) => {
            let kind = match code.kind {
                RealKind::VietQr => "VietQR",
                RealKind::OtherEmv => "payment",
                RealKind::Foreign => "foreign payment",
            };
            let asked = match code.amount {
                RealAmount::Absent => amount(None),
                RealAmount::Dong(dong) => amount(Some(dong)),
                RealAmount::Unreadable => "an amount that can't be read".to_owned(),
                RealAmount::Foreign => "an amount in foreign money".to_owned(),
            };
            let name = code.payee_name.as_deref().unwrap_or("a payee without a name");
            format!("real {kind} code of {name}, {asked}; nothing was paid")
        }
        Scanned::NotPayment(kind) => format!("not a payment code but {}", noun(kind)),
    }
}

fn amount(amount: Option<u64>) -> String {
    amount.map_or_else(|| "no amount".to_owned(), dong)
}

fn noun(kind: NotPaymentKind) -> &'static str {
    match kind {
        NotPaymentKind::WebLink => "a link",
        NotPaymentKind::IdentityCard => {
            "the code of an identity card; it is nobody's business, and nothing of it was kept"
        }
        NotPaymentKind::WiFi => "the code of a Wi-Fi network; its password was not kept",
        NotPaymentKind::NameCard => "a name card",
        NotPaymentKind::DialCode => "a code to be dialled",
        NotPaymentKind::CallForwarding => {
            "a code to be dialled that forwards your calls to somebody else"
        }
        NotPaymentKind::PlainText => "plain text",
        NotPaymentKind::DamagedPracticeCode => "a damaged practice code",
        NotPaymentKind::DamagedPaymentCode => "a damaged code of a real shop",
        NotPaymentKind::Empty => "an empty text",
        NotPaymentKind::TooLong => "a text too long for any code",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use practice_code::PracticeCode;

    #[test]
    fn amounts_are_grouped_in_threes() {
        for (amount, text) in [
            (0, "0\u{A0}₫"),
            (999, "999\u{A0}₫"),
            (1_000, "1.000\u{A0}₫"),
            (35_000, "35.000\u{A0}₫"),
            (1_234_567, "1.234.567\u{A0}₫"),
        ] {
            assert_eq!(dong(amount), text);
        }
    }

    #[test]
    fn the_line_starts_as_the_contract_has_it() {
        let check = |text: &str, line: &str| assert_eq!(describe(text), line);
        let code = |amount| PracticeCode::for_payee("Cô Ba", amount).unwrap().encode();
        check(&code(Some(35_000)), "practice code of Cô Ba, 35.000\u{A0}₫, for “LUYEN TAP”");
        check(&code(None), "practice code of Cô Ba, no amount, for “LUYEN TAP”");
        check(
            "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6",
            "real VietQR code of a payee without a name, 10.000\u{A0}₫; nothing was paid",
        );
        check(
            "00020101021126280010A000000775011001087990425204597753037045802VN5909MYPHAMHER6005HANOI62260311MY PHAM HER0707MPHER0163041C50",
            "real payment code of MYPHAMHER, no amount; nothing was paid",
        );
        check(
            "0002010102115303704540650,0005802VN63043E69",
            "not a payment code but a damaged code of a real shop",
        );
        check("https://a.example", "not a payment code but a link");
        check("Nhận quà tại https://qua.example nhé", "not a payment code but a link");
        check("*100#", "not a payment code but a code to be dialled");
        check(
            "**21*0900000000#",
            "not a payment code but a code to be dialled that forwards your calls to somebody else",
        );
        let wifi = describe("WIFI:S:Nha ba Tu;T:WPA;P:matkhau123;;");
        assert_eq!(
            wifi,
            "not a payment code but the code of a Wi-Fi network; its password was not kept"
        );
        let card = describe("000000000000|000000000|Nguyễn Văn A|01011950|Nam|Hà Nội|01012022");
        assert!(card.contains("identity card") && !card.contains("Nguyễn"), "{card}");
        check(
            "00020101021238540010A00000072701240006970422011000000123450208QRIBFTTA530370454071000.505802VN6304EC3E",
            "real VietQR code of a payee without a name, an amount that can't be read; nothing was paid",
        );
        check(
            "00020201021126580014A000000615000101065887340212MBBQR0000629031000000000005204581253034585802MY5908TAKOYAKI6006PAHANG630400A0",
            "real foreign payment code of TAKOYAKI, no amount; nothing was paid",
        );
        check("xin\nchào", "not a payment code but plain text");
        check("", "not a payment code but an empty text");
    }
    #[test]
    fn codes_from_outside_are_called_what_they_are() {
        let bank = "00020101021238540010A00000072701240006970422011000000123450208QRIBFTTA5303704";
        let unreadable = "real VietQR code of a payee without a name, an amount that can't be read; nothing was paid";
        let link = "not a payment code but a link";
        for (text, line) in [
            (&*format!("{bank}54071000.505802VN6304EC3E"), unreadable),
            (&format!("{bank}540650,0005802VN6304AFF7"), unreadable),
            (&format!("{bank}54035e45802VN6304B077"), unreadable),
            (
                &format!("{bank}54055000054065000005802VN6304F5E0"),
                "not a payment code but a damaged code of a real shop",
            ),
            (
                "00020101021138540010A00000072701240006970422011000000123450208QRIBFTTA53037045802VN5916Co\u{302} Tu\u{31b} ba\u{301}n rau63044B7B",
                "real VietQR code of Cô Tư bán rau, no amount; nothing was paid",
            ),
            (
                "000000000000|000000000|Nguyễn Văn A|01011950|Nam|Phường Tây Hồ, Hà Nội|01012022",
                &format!("not a payment code but {}", noun(NotPaymentKind::IdentityCard)),
            ),
            (
                "WIFI:S:Nha ba Tu;T:WPA;P:matkhau123;;",
                "not a payment code but the code of a Wi-Fi network; its password was not kept",
            ),
            ("Quet de nhan qua\nhttps://qua.example", link),
            ("Nhận quà tại https://qua.example nhé", link),
            ("10.0.0.1:8080", link),
            ("*100#", "not a payment code but a code to be dialled"),
            ("ｈｔｔｐ：／／qua.example", link),
            ("data:text/html,<script>", link),
            ("bitcoin:1abc", link),
            (
                "00020201021126580014A000000615000101065887340212MBBQR0000629031000000000005204581253034585802MY5908TAKOYAKI6006PAHANG630400A0",
                "real foreign payment code of TAKOYAKI, no amount; nothing was paid",
            ),
        ] {
            assert_eq!(describe(text), line, "{text:?}");
        }
    }
}
