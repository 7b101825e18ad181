//! Whether a text holds a link: what a phone would offer to open, wherever in the text it stands and
//! however it is disguised. Opens nothing, and says no link on.
//!
//! The lure that elderly people meet most is a sentence with a link in it. A dot between two words
//! is no link: `Tp.HCM`, `v.v.` and `50.000` are everyday Vietnamese.

use unicode_normalization::UnicodeNormalization;

use crate::payee::is_hidden;

/// Schemes without slashes that make a phone do something: pay, call, write, run, install.
const ACTING: [&str; 37] = [
    "android-app",
    "bitcoin",
    "bitcoincash",
    "blob",
    "callto",
    "data",
    "dogecoin",
    "ethereum",
    "facetime",
    "fb",
    "fb-messenger",
    "file",
    "ftp",
    "geo",
    "intent",
    "itms",
    "itms-apps",
    "itms-services",
    "javascript",
    "lightning",
    "litecoin",
    "magnet",
    "mailto",
    "market",
    "mms",
    "mmsto",
    "monero",
    "otpauth",
    "sip",
    "skype",
    "sms",
    "smsto",
    "solana",
    "tel",
    "tg",
    "vbscript",
    "whatsapp",
];

/// What the kinds of data begin with (RFC 6838).
const MEDIA: [&str; 7] =
    ["application/", "audio/", "font/", "image/", "multipart/", "text/", "video/"];

/// Endings of addresses by meaning rather than by country, as far as they are met (IANA's list of
/// top-level domains has 1,400 more, each of which may also be a word).
const GENERIC_ENDINGS: [&str; 72] = [
    "academy", "agency", "app", "art", "asia", "bank", "bar", "best", "bid", "biz", "blog", "buzz",
    "cam", "cash", "center", "city", "click", "cloud", "club", "com", "company", "cyou", "design",
    "dev", "digital", "edu", "email", "example", "express", "finance", "fun", "fund", "gift",
    "gov", "group", "help", "host", "icu", "info", "ink", "int", "invalid", "ltd", "life", "link",
    "live", "loan", "mil", "mobi", "money", "monster", "name", "net", "news", "one", "online",
    "org", "page", "pro", "sale", "sbs", "shop", "site", "space", "store", "support", "team",
    "tech", "top", "vip", "website", "xyz",
];

/// Files that install or run something.
const PROGRAMS: [&str; 9] =
    [".aab", ".apk", ".apks", ".bat", ".dmg", ".exe", ".ipa", ".msi", ".xapk"];

/// A text as a phone reads it: without marks that nobody sees, in the ordinary forms of letters.
pub(crate) fn unmasked(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_hidden(*c)).nfkc().filter(|c| !is_hidden(*c));
    // Dots that are written so that no filter sees them; browsers take the stop of Chinese for one.
    let seen: String = seen.map(|c| if "。｡".contains(c) { '.' } else { c }).collect();
    ["[.]", "(.)", "{.}"].iter().fold(seen, |seen, dot| seen.replace(dot, "."))
}

/// Whether there is a link anywhere in `text`, which has been [`unmasked`].
pub(crate) fn holds_a_link(text: &str) -> bool {
    is_bare_address(text) || text.split(is_apart).any(is_link)
}

/// Whether the text as a whole is `scheme://…` or begins with one of the schemes that act.
pub(crate) fn begins_with_scheme(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    is_scheme(scheme) && (rest.starts_with("//") || acts(scheme, rest))
}

/// What parts a link from the words around it: blanks, quotation marks, and signs that stand in no
/// address as a phone reads it, such as arrows, stars and pictures.
fn is_apart(c: char) -> bool {
    let is_foreign = !c.is_ascii() && !c.is_alphanumeric();
    c.is_whitespace() || is_foreign || ",;\"'`()<>{}|*~^$=&".contains(c)
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// Whether the scheme does something with what follows: nothing with a space (`Tel: 0900 …`), and
/// `data` only with a kind of data (`data:text/html,…`; `Data:5GB` is what a telephone card has).
fn acts(scheme: &str, rest: &str) -> bool {
    if !rest.starts_with(|c: char| c.is_alphanumeric() || "+?/#%*,;(".contains(c)) {
        return false;
    }
    if scheme.eq_ignore_ascii_case("data") {
        let rest = rest.to_ascii_lowercase();
        return rest.starts_with([',', ';']) || MEDIA.iter().any(|media| rest.starts_with(media));
    }
    ACTING.iter().any(|acting| scheme.eq_ignore_ascii_case(acting))
}

/// Whether a piece of a text without spaces is a link.
fn is_link(piece: &str) -> bool {
    let lower = piece.to_lowercase();
    // Words may stand right before it: `tại:https://…`.
    if let Some(at) = lower.find("://") {
        let before = lower[..at].chars().next_back();
        return before.is_some_and(|c| c.is_ascii_alphanumeric());
    }
    let ends = |end: &&str| lower.trim_end_matches(['.', '!', '?', ':']).ends_with(end);
    if PROGRAMS.iter().any(ends) {
        return true;
    }
    if let Some((scheme, rest)) = lower.split_once(':') {
        let scheme = scheme.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        if acts(scheme, rest) {
            return true;
        }
    }
    // A word and a colon before it: `Web:qua.example`.
    let words = piece.split_once(':').map_or([piece, ""], |(_, after)| [piece, after]);
    words.into_iter().any(is_host_with_ending) || is_internet_number(&lower)
}

/// Whether it is an address without a scheme, such as `qua.example/nhan`, and no abbreviation.
fn is_host_with_ending(piece: &str) -> bool {
    let piece = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (host, tail) = split_host(piece);
    let host = host.trim_end_matches(['.', '!', '-', ']']);
    let lower = host.to_lowercase();
    if !is_host(&lower) {
        return false;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let [names @ .., ending] = labels.as_slice() else { return false };
    let lower_ending = ending.to_lowercase();
    if lower.starts_with("www.") || lower_ending.starts_with("xn--") {
        return true;
    }
    if GENERIC_ENDINGS.contains(&lower_ending.as_str()) || lower_ending == "vn" {
        return true;
    }
    // With something to open behind it, any ending will do; a word in capitals is an abbreviation.
    let ascii = ending.len() >= 2 && ending.bytes().all(|b| b.is_ascii_alphabetic());
    let in_capitals = ending.bytes().any(|b| b.is_ascii_uppercase()) && host != host.to_uppercase();
    if has_path(tail) && ascii && !in_capitals {
        return true;
    }
    // Countries have two letters, and so have many words: `Th.Ba` is a name.
    let all_small = host.chars().all(|c| !c.is_uppercase());
    let long = names.iter().any(|name| name.chars().count() >= 4);
    ending.len() == 2 && ascii && (all_small && names.iter().all(|name| name.len() > 1) || long)
}

/// Whether it is an address by number: `10.0.0.1`, `10.0.0.1:8080`, `[2001:db8::1]/x`.
fn is_internet_number(piece: &str) -> bool {
    let piece = piece.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[');
    if let Some((inside, _)) = piece.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return inside.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let (host, tail) = split_host(piece);
    let host = host.trim_end_matches(|c: char| !c.is_ascii_digit());
    // More than a milliard is written so too: `1.200.100.150 đồng`.
    let is_money = host.split('.').skip(1).all(|part| part.len() == 3);
    host.parse::<std::net::Ipv4Addr>().is_ok() && (has_path(tail) || !is_money)
}

/// The host of an address, and what follows it.
fn split_host(piece: &str) -> (&str, &str) {
    piece.split_at(piece.find(['/', '?', '#', ':', '\\']).unwrap_or(piece.len()))
}

/// Whether there is a port, a path or a query.
fn has_path(tail: &str) -> bool {
    match tail.strip_prefix(':') {
        Some(port) => port.starts_with(|c: char| c.is_ascii_digit()),
        None => tail.len() > 1 || tail == "/",
    }
}

/// Whether labels of letters, digits and hyphens are parted by dots.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    host.contains('.') && host.split('.').all(is_label)
}

/// Whether the text as a whole is an address without its `https://`: with nothing around it, any
/// ending is one. Scam codes leave the beginning out to look harmless.
fn is_bare_address(text: &str) -> bool {
    if text.contains(char::is_whitespace) {
        return false;
    }
    let (host, tail) = split_host(text);
    let ending = host.rsplit('.').next().unwrap_or_default();
    let is_named = ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic);
    let port = tail.strip_prefix(':').map(|port| port.split(['/', '?', '#']).next());
    let fits = port.flatten().is_none_or(|port| port.bytes().all(|b| b.is_ascii_digit()));
    // `Tp.HCM` and `TP.HCM` are places; known endings have been looked for before.
    let capital = ending.chars().any(char::is_uppercase);
    let all_small = host.chars().all(|c| !c.is_uppercase());
    let long = host.split('.').any(|label| label.chars().count() > 4);
    let shortened = capital && !all_small && !long && !has_path(tail);
    is_host(host) && is_named && fits && !shortened || host.parse::<std::net::Ipv4Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: bool) {
        assert_eq!(holds_a_link(&unmasked(text)), expect, "{text:?}");
    }

    #[test]
    fn links_are_found_wherever_they_stand() {
        for text in [
            "https://qua.example",
            "Nhận quà tại https://qua.example nhé",
            "Quet de nhan qua\nhttps://qua.example",
            "Nhận quà:https://qua.example",
            "hxxps://qua.example",
            "ｈｔｔｐｓ：／／ｑｕａ．ｅｘａｍｐｌｅ",
            "ht\u{200b}tps:/\u{ad}/qua.example",
            "qua.example",
            "Vào qua.example nhận thưởng",
            "Vào (qua.example).",
            "xem QUA.EXAMPLE!",
            "Web:qua.example",
            "vào www.a.b ngay",
            "bit.ly/3abc",
            "Bấm t.me/nhom1 ạ",
            "zalo.me/g/abc",
            "dichvucong.gov.vn.example",
            "tin tại vnexpress.net.",
            "nhanqua.vn",
            "Cập nhật tại nhanqua.vn nhé",
            "10.0.0.1:8080",
            "vào 10.0.0.1/x",
            "10.0.0.1",
            "http://[2001:db8::1]/x",
            "[2001:db8::1]:80",
            "xn--qua-abc.xn--p1ai",
            "data:text/html,<script>",
            "bitcoin:1abc",
            "ethereum:0xabc",
            "javascript:alert(1)",
            "Gửi tới bitcoin:1abc gấp",
            "sms:123?body=x",
            "mailto:a@b.example",
            "Tải VNeID.apk về cài",
            "capnhat.apk",
            "hxxps://qua[.]example",
            "qua[.]example",
            "qua。example",
            "QUA.VN",
            "Qua.vn",
            "VIETCOMBANK.COM.VN",
            "🎁 qua.vn🎁",
            "★qua.vn★",
            "quà→qua.vn",
            "quà👉qua.example👈",
            "quà~qua.vn",
            "`qua.vn`",
            "link=qua.vn&x",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn everyday_vietnamese_is_no_link() {
        for text in [
            "",
            "xin chào",
            "Tp.HCM, Q.1, P.12",
            "Tp.HCM",
            "TP.HCM",
            "Th.Ba",
            "v.v.",
            "Xong。 Rồi",
            "Ở Tp.HCM và Tp.Hà Nội",
            "Th.S Nguyễn Văn Ba",
            "Th.Ba, Ng.Văn An",
            "gạo, mắm, muối v.v.",
            "50.000 đồng/kg",
            "Giá:50k",
            "Giá 1.234.567 ₫",
            "10.30 sáng",
            "ngày 01.01.2026",
            "Ghi chú:abc",
            "Giờ mở cửa: 7h",
            "Ngon!Rẻ.Đẹp",
            "Cảm ơn.Hẹn gặp lại",
            "5/6/2026 lúc 8:30",
            "Line: thêu tay",
            "Tỉ lệ 1:2",
            "1.200.100.150 đồng",
            "an@chợ.example",
        ] {
            check(text, false);
        }
    }

    proptest! {
        #[test]
        fn any_placement_of_a_link_is_found(
            before in "([a-zđôơư]{1,7}[ ,.!?:;(]{1,2}){0,4}",
            link in prop_oneof![
                "https?://[a-z]{2,9}\\.[a-z]{2,7}(/[a-z0-9]{0,6})?",
                "[a-z]{2,9}\\.(example|com|vn|xyz|top)(/[a-z0-9]{0,6})?",
                "www\\.[a-z]{2,9}\\.[a-z]{2,7}",
                "(bitcoin|javascript|intent|tel):[a-z0-9]{2,9}",
                "data:(text|image)/[a-z]{2,5},[a-z0-9]{0,9}",
                "[a-z]{2,9}\\.apk",
                "1[0-9]\\.[1-9]\\.[0-9]\\.[1-9]:[1-9][0-9]{1,3}",
            ],
            gap in prop_oneof![
                Just(" "), Just("\n"), Just("\t"), Just("\u{a0}"), Just(" ("), Just("→"), Just("👉"),
                Just("★"), Just("~"), Just("="), Just("➡\u{fe0f}"), Just(" `"),
            ],
            after in "([,.!?)]? [a-zđôơư]{1,7}|[→★👈~&`]|[→★👈~&`][a-zđôơư]{1,7}){0,4}",
            wide: bool,
            hidden in proptest::option::of(0_usize..20),
        ) {
            let mut shown: String = match wide {
                true => link.chars().map(|c| match c {
                    '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
                    c => c,
                }).collect(),
                false => link.clone(),
            };
            if let Some(at) = hidden {
                let place = shown.char_indices().map(|(at, _)| at).nth(at).unwrap_or(0);
                shown.insert(place, '\u{200b}');
            }
            let text = format!("{before}{gap}{shown}{after}");
            prop_assert!(holds_a_link(&unmasked(&text)), "{}", text);
        }

        #[test]
        fn words_alone_are_none(text in "([A-ZĐ]?[a-zđôơưáà]{1,8}[,.]? ){0,9}([1-9][0-9]{0,2}([.][0-9]{3}){0,2})?( đồng)?") {
            prop_assert!(!holds_a_link(&unmasked(&text)), "{}", text);
        }
    }
}
