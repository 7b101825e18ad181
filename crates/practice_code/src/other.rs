//! Codes that are for no payment and are known all the same: of identity cards, networks, name
//! cards, and codes to be dialled. Says which kind it is and hands nothing of it on: what stands in
//! them is somebody's own.

/// What the codes of networks begin with (Wi-Fi Alliance, WPA3 specification, URI format).
const WIFI: &str = "wifi:";

/// What name cards begin with (RFC 6350; NTT DoCoMo's MECARD and BIZCARD).
const NAME_CARDS: [&str; 3] = ["begin:vcard", "mecard:", "bizcard:"];

/// What dates for the calendar begin with (RFC 5545).
const CALENDARS: [&str; 2] = ["begin:vcalendar", "begin:vevent"];

/// The digits of a citizen's number (Decree 137/2015/NĐ-CP).
const DIGITS_OF_A_CITIZEN: usize = 12;

/// The service codes of call forwarding: all calls, unanswered, unreachable, busy, and groups of
/// them (3GPP TS 22.030, annex B).
const FORWARDING: [&str; 6] = ["21", "61", "62", "67", "002", "004"];

/// The fewest fields of an identity card's code: number, old number, name, birth date, sex, address,
/// date of issue, of which cards differ in the last.
const FIELDS_OF_A_CARD: usize = 6;

fn begins(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

/// Whether it is the code of a network: it names one, or holds a password. *Wifi: hỏi chủ quán* is a
/// note.
pub(crate) fn is_wifi(text: &str) -> bool {
    let fields = text.get(WIFI.len()..).unwrap_or_default();
    let is_field = |field: &str| {
        let name = field.trim_start().split_once(':').map(|(name, _)| name);
        name.is_some_and(|name| ["S", "P", "T"].iter().any(|one| name.eq_ignore_ascii_case(one)))
    };
    begins(text, WIFI) && fields.split(';').any(is_field)
}

/// Whether it is a name card.
pub(crate) fn is_name_card(text: &str) -> bool {
    NAME_CARDS.iter().any(|beginning| begins(text, beginning))
}

/// Whether it is a date for the calendar.
pub(crate) fn is_calendar(text: &str) -> bool {
    CALENDARS.iter().any(|beginning| begins(text, beginning))
}

/// Whether it is the code of a Vietnamese identity card or another personal paper: fields between
/// upright strokes, among them a long number and a date. Of a citizen's number less is enough, as
/// half a code holds it as well as a whole one.
pub(crate) fn is_identity_card(text: &str) -> bool {
    let fields: Vec<&str> = text.split('|').map(str::trim).collect();
    let digits = |field: &str| field.bytes().filter(u8::is_ascii_digit).count();
    let is_number = |field: &&str| {
        field.len() <= 20 && digits(field) >= 9 && field.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let is_citizen = |field: &str| {
        let field = field.rsplit([' ', ':']).next().unwrap_or(field);
        field.len() == DIGITS_OF_A_CITIZEN && field.len() == digits(field)
    };
    let is_old = |field: &str| field.is_empty() || field.len() == 9 && digits(field) == 9;
    let is_sex = |field: &&str| ["nam", "nữ", "nu"].contains(&field.to_lowercase().as_str());
    if let [first, second, others @ ..] = fields.as_slice()
        && is_citizen(first)
        && (is_old(second) || others.iter().any(|field| is_date(field) || is_sex(field)))
    {
        return true;
    }
    fields.len() >= FIELDS_OF_A_CARD
        && fields.iter().take(2).any(is_number)
        && fields.iter().any(|field| is_date(field))
}

/// `01011950`, `01/01/1950` or `1950-01-01`.
fn is_date(field: &str) -> bool {
    let digits: String = field.chars().filter(char::is_ascii_digit).collect();
    let bare = field.chars().all(|c| c.is_ascii_digit() || "/-.".contains(c));
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse().ok());
    let fits = |day: Option<u32>, month: Option<u32>, year: Option<u32>| {
        day.is_some_and(|day| (1..=31).contains(&day))
            && month.is_some_and(|month| (1..=12).contains(&month))
            && year.is_some_and(|year| (1900..2200).contains(&year))
    };
    bare && digits.len() == 8
        && (fits(part(0, 2), part(2, 4), part(4, 8)) || fits(part(6, 8), part(4, 6), part(0, 4)))
}

/// A code that a phone dials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialled {
    /// It asks or sets something.
    Code,
    /// It has calls go to somebody else.
    Forwarding,
}

/// The code to be dialled in this text, as a whole or among words; none where there is none.
pub(crate) fn dialled(text: &str) -> Option<Dialled> {
    let link = text.get(..4).filter(|start| start.eq_ignore_ascii_case("tel:"));
    if link.is_some() {
        return dial(&text[4..]);
    }
    // `#1 #2` are two numbers; a code may have blanks, but begins only once.
    let begins_again = |word: &str| word.len() > 1 && word.starts_with(['*', '#']);
    let is_one = !text.split_whitespace().skip(1).any(begins_again);
    let whole = is_one.then(|| dial(text)).flatten();
    whole.or_else(|| text.split_whitespace().find_map(dial_among_words))
}

/// Among words only what is whole: `*` and `#` also mark notes and numbers.
fn dial_among_words(word: &str) -> Option<Dialled> {
    let code = word.trim_matches(|c: char| !c.is_ascii_digit() && !"*#".contains(c));
    (code.starts_with(['*', '#']) && code.ends_with('#')).then(|| dial(code))?
}

fn dial(text: &str) -> Option<Dialled> {
    let text = text.replace("%23", "#").replace("%2A", "*").replace("%2a", "*");
    let apart = |c: char| c.is_whitespace() || "-.()/".contains(c);
    let code: String = text.chars().filter(|c| !apart(*c)).collect();
    let bare = code.chars().all(|c| c.is_ascii_digit() || "*#+,;pw".contains(c));
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    if !bare || digits == 0 || !code.starts_with(['*', '#']) {
        return None;
    }
    // `*21*` and `**21*` switch it on; `#21#`, `##21#` and `*#21#` switch off or ask.
    let service = code.strip_prefix("**").or_else(|| code.strip_prefix('*'));
    let service = service.and_then(|rest| rest.split(['*', '#']).next());
    let forwards = service.is_some_and(|service| FORWARDING.contains(&service));
    // `#1` is a number and `*5*` an ornament; `#31#0900…` hides one's own number.
    let is_code = code[1..].contains('#');
    match forwards {
        true => Some(Dialled::Forwarding),
        false => is_code.then_some(Dialled::Code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_told_by_their_fields() {
        for text in [
            "000000000000|000000000|Nguyễn Văn A|01011950|Nam|Phường Tây Hồ, Hà Nội|01012022",
            "000150000001||Nguyễn Thị B|01011950|Nữ|Hà Nội|01012022||",
            "000150000001|000000000|Nguyễn Thị B|01/01/1950|Nữ|Hà Nội",
            "000150000001|000000000|NGUYEN",
            "000150000001|",
            "000150000001|Nguyễn Thị B|01011950",
            "Thẻ: 000150000001|000000000|Nguyễn Thị B|01011950|Nữ",
            "GD4000000000000|4e677579|01/01/1950|2|hex|01 - 000|-|01/01/2026|31/12/2026|$",
        ] {
            assert!(is_identity_card(text), "{text}");
        }
        for text in [
            "a|b|c|d|e|f",
            "000000000000|x",
            "1|2|3|01011950|5|6",
            "||||||",
            "012345678905|Sữa bò|25000",
        ] {
            assert!(!is_identity_card(text), "{text}");
        }
    }

    #[test]
    fn what_is_dialled_is_told_from_what_is_written() {
        use Dialled::{Code, Forwarding};
        for (text, expect) in [
            ("*100#", Some(Code)),
            ("*101*1234567890123#", Some(Code)),
            ("*#06#", Some(Code)),
            ("##002#", Some(Code)),
            ("#21#", Some(Code)),
            ("*#21#", Some(Code)),
            ("tel:*100%23", Some(Code)),
            ("tel:*21*0900000000%23", Some(Forwarding)),
            ("**21*0900000000#", Some(Forwarding)),
            ("*21*0900 000 000#", Some(Forwarding)),
            ("**61*0900000000**20#", Some(Forwarding)),
            ("*62*0900000000#", Some(Forwarding)),
            ("*67*+84900000000#", Some(Forwarding)),
            ("**004*0900000000#", Some(Forwarding)),
            ("**002*0900000000#", Some(Forwarding)),
            ("Bấm *100# để nhận quà", Some(Code)),
            ("Bấm **21*0900000000#, rồi gọi", Some(Forwarding)),
            ("tel:113", None),
            ("0900000000", None),
            ("5 * 3", None),
            ("12#", None),
            ("mã #12", None),
            ("#1", None),
            ("*5*", None),
            ("#31#0900000000", Some(Code)),
            ("* ghi chú", None),
            ("***", None),
        ] {
            assert_eq!(dialled(text), expect, "{text}");
        }
    }
}
