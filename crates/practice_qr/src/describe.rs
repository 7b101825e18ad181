//! The one line that says what a code is. For the person at a terminal; what
//! learners see comes from the app's own texts. Tells no account number.

use practice_code::{NotPaymentKind, RealKind, Scanned, classify};

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
            };
            let name = code.payee_name.as_deref().unwrap_or("a payee without a name");
            format!("real {kind} code of {name}, {}; nothing was paid", amount(code.amount))
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
        check("https://a.example", "not a payment code but a link");
        check("xin\nchào", "not a payment code but plain text");
        check("", "not a payment code but an empty text");
    }
}
