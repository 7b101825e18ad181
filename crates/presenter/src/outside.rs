//! What a text from outside is, in the app's own words: said where something else was wanted, such
//! as a ward's code or a name. The judgement is [`classify`]'s, as it is for `./run qr read`; here
//! it only gets its sentence. It hands nothing of the text on, opens nothing and pays nothing.

use practice_code::{NotPaymentKind, RealAmount, RealKind, Scanned, classify};

/// The Fluent key of the sentence that says what a scanned or typed thing is; none for plain words,
/// which are what people type.
#[must_use]
pub fn outside_key(scanned: &Scanned) -> Option<&'static str> {
    match scanned {
        Scanned::Practice(_) => Some("outside-practice"),
        Scanned::Real(code) => Some(match (code.kind, code.amount) {
            (RealKind::Foreign, _) => "outside-foreign",
            (RealKind::VietQr | RealKind::OtherEmv, RealAmount::Unreadable) => {
                "outside-real-unreadable"
            }
            (RealKind::VietQr | RealKind::OtherEmv, _) => "outside-real",
        }),
        Scanned::NotPayment(kind) => match kind {
            NotPaymentKind::WebLink => Some("outside-link"),
            NotPaymentKind::IdentityCard => Some("outside-identity-card"),
            NotPaymentKind::WiFi => Some("outside-wifi"),
            NotPaymentKind::NameCard => Some("outside-name-card"),
            NotPaymentKind::DialCode => Some("outside-dial-code"),
            NotPaymentKind::CallForwarding => Some("outside-call-forwarding"),
            NotPaymentKind::DamagedPracticeCode => Some("outside-practice-damaged"),
            NotPaymentKind::DamagedPaymentCode => Some("outside-damaged"),
            NotPaymentKind::PlainText | NotPaymentKind::Empty | NotPaymentKind::TooLong => None,
        },
    }
}

/// The same for a text that has not been judged yet.
#[must_use]
pub fn outside_note(text: &str) -> Option<&'static str> {
    outside_key(&classify(text))
}
