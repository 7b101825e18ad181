//! Damaged files of authors: every sentence of the project, put through each wrong encoding, is
//! found and named; undamaged, none is.

use std::path::Path;

use content::{Problem, Source};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// What is told about a file of the app's Vietnamese words that holds these bytes.
fn told(bytes: impl Into<Vec<u8>>) -> Vec<Problem> {
    told_at("vi/home.ftl", bytes)
}

/// What is told about the only file there is, but for what is missing beside it.
fn told_at(path: &str, bytes: impl Into<Vec<u8>>) -> Vec<Problem> {
    let nothing = Source::Files([].into());
    let file = Source::files([(path, bytes.into())]);
    let all = match path.split('/').next() {
        Some("vi" | "en") => content::check(&nothing, &file),
        _ => content::check(&file, &nothing),
    };
    let elsewhere = |problem: &Problem| {
        [" is missing", " and missing in "].iter().any(|part| problem.message.contains(part))
    };
    all.into_iter().filter(|problem| !elsewhere(problem)).collect()
}

/// The first thing that is told, which has to be on this line and hold all these parts.
#[track_caller]
fn says(bytes: impl Into<Vec<u8>>, line: u32, parts: &[&str]) {
    let all = told(bytes);
    let first = all.first().expect("something is told");
    assert_eq!(first.line, line, "{all:#?}");
    for part in parts {
        assert!(first.message.contains(part), "{part}: {all:#?}");
    }
}

/// Every Vietnamese text of the project that names no value.
fn sentences() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![root.join("i18n/vi")];
    let lessons = std::fs::read_dir(root.join("lessons")).expect("lessons");
    folders.extend(lessons.map(|entry| entry.expect("readable").path().join("text")));
    let mut found = Vec::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        for file in std::fs::read_dir(folder).expect("readable") {
            let path = file.expect("readable").path();
            if path.extension().is_none_or(|ending| ending != "ftl") || path.ends_with("en.ftl") {
                continue;
            }
            let text = std::fs::read_to_string(path).expect("text");
            let values = text.lines().filter(|line| !line.starts_with('#'));
            let values = values.filter_map(|line| line.split_once(" = ").map(|(_, value)| value));
            found.extend(values.filter(|value| !value.contains('{')).map(str::to_owned));
        }
    }
    assert!(found.len() > 500, "{}", found.len());
    found
}

/// A way in which a text is spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Utf8AsWindows1252,
    Utf8AsWindows1258,
    Utf8AsMacRoman,
    Twice,
    Tcvn3,
    Vni,
    Viscii,
    Windows1258,
}

impl Wrong {
    const ALL: [Self; 8] = [
        Self::Utf8AsWindows1252,
        Self::Utf8AsWindows1258,
        Self::Utf8AsMacRoman,
        Self::Twice,
        Self::Tcvn3,
        Self::Vni,
        Self::Viscii,
        Self::Windows1258,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Utf8AsWindows1252 | Self::Twice => "Windows-1252",
            Self::Utf8AsWindows1258 | Self::Windows1258 => "Windows-1258",
            Self::Utf8AsMacRoman => "Mac Roman",
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
            Self::Viscii => "VISCII",
        }
    }

    /// The text as it is seen afterwards.
    fn seen(self, text: &str) -> String {
        let opened = |text: &str, encoding: &'static encoding_rs::Encoding| {
            encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
        };
        match self {
            Self::Utf8AsWindows1252 => opened(text, encoding_rs::WINDOWS_1252),
            Self::Utf8AsWindows1258 => opened(text, encoding_rs::WINDOWS_1258),
            Self::Utf8AsMacRoman => opened(text, encoding_rs::MACINTOSH),
            Self::Twice => {
                opened(&opened(text, encoding_rs::WINDOWS_1252), encoding_rs::WINDOWS_1252)
            }
            Self::Tcvn3 => {
                // Capitals with a tone are small letters in a font of capitals.
                let has = |c: char| TCVN3.iter().any(|(letter, _)| *letter == c);
                let small: String = text
                    .chars()
                    .flat_map(|c| if has(c) { vec![c] } else { small_if_toned(c) })
                    .collect();
                by_pairs(&small, &TCVN3)
            }
            Self::Viscii => by_pairs(text, &VISCII),
            Self::Vni => vni(text),
            Self::Windows1258 => {
                let bytes = windows_1258(text);
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned()
            }
        }
    }

    /// The bytes of a file in this encoding, where it is one.
    fn bytes(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Windows1258 => Some(windows_1258(text)),
            Self::Tcvn3 | Self::Vni | Self::Viscii => {
                let seen = self.seen(text);
                let (bytes, _, gaps) = encoding_rs::WINDOWS_1252.encode(&seen);
                (!gaps).then(|| bytes.into_owned())
            }
            _ => None,
        }
    }
}

fn small_if_toned(c: char) -> Vec<char> {
    if c.is_ascii() { vec![c] } else { c.to_lowercase().collect() }
}

fn by_pairs(text: &str, pairs: &[(char, char)]) -> String {
    let seen = |c: char| pairs.iter().find(|(letter, _)| *letter == c).map_or(c, |(_, seen)| *seen);
    text.chars().map(seen).collect()
}

/// Windows-1258: letters with a shape are whole, tones follow in a mark of their own, unless the
/// whole letter is there.
fn windows_1258(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in text.chars() {
        let letter = c.to_string();
        let (whole, _, gaps) = encoding_rs::WINDOWS_1258.encode(&letter);
        if !gaps {
            bytes.extend_from_slice(&whole);
            continue;
        }
        let parts: Vec<char> = c.nfd().collect();
        let tone = |c: &char| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*c);
        let base: String = parts.iter().copied().filter(|c| !tone(c)).nfc().collect();
        for part in base.chars().chain(parts.iter().copied().filter(tone)) {
            bytes.extend_from_slice(&encoding_rs::WINDOWS_1258.encode(&part.to_string()).0);
        }
    }
    bytes
}

/// VNI for Windows, by its keys: 1 to 5 are tones, 6 circumflex, 7 horn, 8 breve, 9 the bar of đ.
fn vni(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let whole = match c {
            'đ' => Some('ñ'),
            'Đ' => Some('Ñ'),
            'ì' | 'í' | 'Ì' | 'Í' => Some(c),
            'ỉ' => Some('æ'),
            'Ỉ' => Some('Æ'),
            'ĩ' => Some('ó'),
            'Ĩ' => Some('Ó'),
            'ị' => Some('ò'),
            'Ị' => Some('Ò'),
            'ỵ' => Some('î'),
            'Ỵ' => Some('Î'),
            other if other.is_ascii() || !other.is_alphabetic() => Some(other),
            _ => None,
        };
        if let Some(whole) = whole {
            out.push(whole);
            continue;
        }
        let parts: Vec<char> = c.nfd().collect();
        let tone = ["\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"]
            .iter()
            .position(|mark| parts.iter().any(|part| mark.contains(*part)))
            .map_or(0, |place| place + 1);
        let base = parts[0];
        let (base, marks) = if parts.contains(&'\u{31b}') {
            let horned = match base {
                'o' => 'ô',
                'O' => 'Ô',
                'u' => 'ö',
                _ => 'Ö',
            };
            (horned, [' ', 'ù', 'ø', 'û', 'õ', 'ï'])
        } else if parts.contains(&'\u{302}') {
            (base, ['â', 'á', 'à', 'å', 'ã', 'ä'])
        } else if parts.contains(&'\u{306}') {
            (base, ['ê', 'é', 'è', 'ú', 'ü', 'ë'])
        } else {
            (base, [' ', 'ù', 'ø', 'û', 'õ', 'ï'])
        };
        out.push(base);
        let mark = marks[tone];
        if mark != ' ' {
            if base.is_uppercase() {
                out.extend(mark.to_uppercase());
            } else {
                out.push(mark);
            }
        }
    }
    out
}

const TCVN3: [(char, char); 74] = [
    ('à', 'µ'),
    ('á', '¸'),
    ('ả', '¶'),
    ('ã', '·'),
    ('ạ', '¹'),
    ('ă', '¨'),
    ('ằ', '»'),
    ('ắ', '¾'),
    ('ẳ', '¼'),
    ('ẵ', '½'),
    ('ặ', 'Æ'),
    ('â', '©'),
    ('ầ', 'Ç'),
    ('ấ', 'Ê'),
    ('ẩ', 'È'),
    ('ẫ', 'É'),
    ('ậ', 'Ë'),
    ('è', 'Ì'),
    ('é', 'Ð'),
    ('ẻ', 'Î'),
    ('ẽ', 'Ï'),
    ('ẹ', 'Ñ'),
    ('ê', 'ª'),
    ('ề', 'Ò'),
    ('ế', 'Õ'),
    ('ể', 'Ó'),
    ('ễ', 'Ô'),
    ('ệ', 'Ö'),
    ('ì', '×'),
    ('í', 'Ý'),
    ('ỉ', 'Ø'),
    ('ĩ', 'Ü'),
    ('ị', 'Þ'),
    ('ò', 'ß'),
    ('ó', 'ã'),
    ('ỏ', 'á'),
    ('õ', 'â'),
    ('ọ', 'ä'),
    ('ô', '«'),
    ('ồ', 'å'),
    ('ố', 'è'),
    ('ổ', 'æ'),
    ('ỗ', 'ç'),
    ('ộ', 'é'),
    ('ơ', '¬'),
    ('ờ', 'ê'),
    ('ớ', 'í'),
    ('ở', 'ë'),
    ('ỡ', 'ì'),
    ('ợ', 'î'),
    ('ù', 'ï'),
    ('ú', 'ó'),
    ('ủ', 'ñ'),
    ('ũ', 'ò'),
    ('ụ', 'ô'),
    ('ư', '\u{ad}'),
    ('ừ', 'õ'),
    ('ứ', 'ø'),
    ('ử', 'ö'),
    ('ữ', '÷'),
    ('ự', 'ù'),
    ('ỳ', 'ú'),
    ('ý', 'ý'),
    ('ỷ', 'û'),
    ('ỹ', 'ü'),
    ('ỵ', 'þ'),
    ('đ', '®'),
    ('Ă', '¡'),
    ('Â', '¢'),
    ('Ê', '£'),
    ('Ô', '¤'),
    ('Ơ', '¥'),
    ('Ư', '¦'),
    ('Đ', '§'),
];

const VISCII: [(char, char); 128] = [
    ('à', 'à'),
    ('á', 'á'),
    ('ả', 'ä'),
    ('ã', 'ã'),
    ('ạ', 'Õ'),
    ('ă', 'å'),
    ('ằ', '¢'),
    ('ắ', '¡'),
    ('ẳ', 'Æ'),
    ('ẵ', 'Ç'),
    ('ặ', '£'),
    ('â', 'â'),
    ('ầ', '¥'),
    ('ấ', '¤'),
    ('ẩ', '¦'),
    ('ẫ', 'ç'),
    ('ậ', '§'),
    ('è', 'è'),
    ('é', 'é'),
    ('ẻ', 'ë'),
    ('ẽ', '¨'),
    ('ẹ', '©'),
    ('ê', 'ê'),
    ('ề', '«'),
    ('ế', 'ª'),
    ('ể', '¬'),
    ('ễ', '\u{ad}'),
    ('ệ', '®'),
    ('ì', 'ì'),
    ('í', 'í'),
    ('ỉ', 'ï'),
    ('ĩ', 'î'),
    ('ị', '¸'),
    ('ò', 'ò'),
    ('ó', 'ó'),
    ('ỏ', 'ö'),
    ('õ', 'õ'),
    ('ọ', '÷'),
    ('ô', 'ô'),
    ('ồ', '°'),
    ('ố', '¯'),
    ('ổ', '±'),
    ('ỗ', '²'),
    ('ộ', 'µ'),
    ('ơ', '½'),
    ('ờ', '¶'),
    ('ớ', '¾'),
    ('ở', '·'),
    ('ỡ', 'Þ'),
    ('ợ', 'þ'),
    ('ù', 'ù'),
    ('ú', 'ú'),
    ('ủ', 'ü'),
    ('ũ', 'û'),
    ('ụ', 'ø'),
    ('ư', 'ß'),
    ('ừ', '×'),
    ('ứ', 'Ñ'),
    ('ử', 'Ø'),
    ('ữ', 'æ'),
    ('ự', 'ñ'),
    ('ỳ', 'Ï'),
    ('ý', 'ý'),
    ('ỷ', 'Ö'),
    ('ỹ', 'Û'),
    ('ỵ', 'Ü'),
    ('đ', 'ð'),
    ('À', 'À'),
    ('Á', 'Á'),
    ('Ả', 'Ä'),
    ('Ã', 'Ã'),
    ('Ạ', '€'),
    ('Ă', 'Å'),
    ('Ằ', '‚'),
    ('Ắ', '\u{81}'),
    ('Ặ', 'ƒ'),
    ('Â', 'Â'),
    ('Ầ', '…'),
    ('Ấ', '„'),
    ('Ẩ', '†'),
    ('Ậ', '‡'),
    ('È', 'È'),
    ('É', 'É'),
    ('Ẻ', 'Ë'),
    ('Ẽ', 'ˆ'),
    ('Ẹ', '‰'),
    ('Ê', 'Ê'),
    ('Ề', '‹'),
    ('Ế', 'Š'),
    ('Ể', 'Œ'),
    ('Ễ', '\u{8d}'),
    ('Ệ', 'Ž'),
    ('Ì', 'Ì'),
    ('Í', 'Í'),
    ('Ỉ', '›'),
    ('Ĩ', 'Î'),
    ('Ị', '˜'),
    ('Ò', 'Ò'),
    ('Ó', 'Ó'),
    ('Ỏ', '™'),
    ('Õ', '\u{a0}'),
    ('Ọ', 'š'),
    ('Ô', 'Ô'),
    ('Ồ', '\u{90}'),
    ('Ố', '\u{8f}'),
    ('Ổ', '‘'),
    ('Ỗ', '’'),
    ('Ộ', '“'),
    ('Ơ', '´'),
    ('Ờ', '–'),
    ('Ớ', '•'),
    ('Ở', '—'),
    ('Ỡ', '³'),
    ('Ợ', '”'),
    ('Ù', 'Ù'),
    ('Ú', 'Ú'),
    ('Ủ', 'œ'),
    ('Ũ', '\u{9d}'),
    ('Ụ', 'ž'),
    ('Ư', '¿'),
    ('Ừ', '»'),
    ('Ứ', 'º'),
    ('Ử', '¼'),
    ('Ữ', 'ÿ'),
    ('Ự', '¹'),
    ('Ỳ', 'Ÿ'),
    ('Ý', 'Ý'),
    ('Đ', 'Ð'),
];

/// How many words the damage has changed: with four, there is one explanation. *hộp* in TCVN3 is
/// *hép*, which could be meant, and *về* in VISCII is *v«*, which TCVN3 has for *vô*.
fn changed_words(sentence: &str, seen: &str) -> usize {
    let pairs = sentence.split(' ').zip(seen.split(' '));
    pairs.filter(|(before, after)| before != after && !after.is_ascii()).count()
}

#[test]
fn no_sentence_of_the_project_is_taken_for_damaged() {
    for sentence in sentences() {
        let odd: Vec<_> = told(format!("home-x = {sentence}\n"))
            .into_iter()
            .filter(|problem| {
                ["Unicode", "UTF-8", "U+"].iter().any(|w| problem.message.contains(w))
            })
            .collect();
        assert!(odd.is_empty(), "{odd:?}");
    }
}

/// What a whole file of such sentences is told as, for each way in which it is spoilt.
#[test]
fn whole_files_are_named() {
    let text: String = (1..)
        .zip(sentences().chunks(9).map(|some| some[0].clone()).take(60))
        .map(|(number, sentence)| format!("home-x{number} = {sentence}\n"))
        .collect();
    for wrong in Wrong::ALL {
        let all = told(wrong.seen(&text));
        let named: Vec<_> = all.iter().filter(|p| p.message.contains(wrong.name())).collect();
        assert_eq!(named.len(), 1, "{wrong:?}: {all:#?}");
        let more = named[0].message.rsplit('.').nth(1).unwrap_or_default();
        let count: u32 = more.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0);
        assert!(count > 40, "{wrong:?}: {all:#?}");
        if let Some(bytes) = wrong.bytes(&text) {
            let all = told(bytes);
            assert!(all[0].message.contains(wrong.name()), "{wrong:?}: {all:#?}");
        }
    }
}

#[test]
fn every_sentence_is_found_in_every_wrong_encoding() {
    let (mut count, mut missed) = (0, Vec::new());
    for sentence in sentences() {
        for wrong in Wrong::ALL {
            let seen = wrong.seen(&sentence);
            if changed_words(&sentence, &seen) < 4 {
                continue;
            }
            count += 1;
            let all = told(format!("home-x = {seen}\n"));
            // A line without Ã and Ă looks the same in both encodings of Windows.
            let name = match wrong {
                Wrong::Utf8AsWindows1252 | Wrong::Utf8AsWindows1258 | Wrong::Twice => "Windows-125",
                other => other.name(),
            };
            if !all.iter().any(|problem| problem.message.contains(name)) {
                missed.push((wrong, sentence.clone(), seen, all));
            }
        }
    }
    assert!(count > 3000, "{count}");
    assert!(missed.is_empty(), "{} of {count}: {missed:#?}", missed.len());
}

#[test]
fn each_encoding_is_named_with_what_was_meant() {
    for (seen, parts) in [
        ("QuÃ©t mÃ£", ["Windows-1252", "Meant: “Quét mã”"]),
        ("Chá»n nÃºt QuÃ©t mÃ£", ["Windows-1252", "“Chọn nút Quét mã”"]),
        ("QuÃƒÂ©t mÃƒÂ£", ["Windows-1252", "“Quét mã”"]),
        ("donâ€™t", ["Windows-1252", "“don’t”"]),
        ("ChÃ\u{a0}o bÃ  nhÃ©", ["Windows-1252", "“Chào bà nhé”"]),
        ("QuĂ©t mĂ£", ["Windows-1258", "“Quét mã”"]),
        ("Qu√©t m√£", ["Mac Roman", "“Quét mã”"]),
        ("Qu├⌐t m├ú", ["code page 437", "“Quét mã”"]),
        ("QuÐt m·", ["TCVN3", "“Quét mã”"]),
        ("Chän nót QuÐt m· ë gi÷a mµn h×nh", ["TCVN3", "“Chọn nút Quét mã ở giữa màn hình”"]),
        ("Chạm nút QuÐt m·", ["TCVN3", "“Chạm nút Quét mã”"]),
        ("QUÐT M·", ["TCVN3", "“QUÉT MÃ”"]),
        ("Queùt maõ", ["VNI", "“Quét mã”"]),
        ("Quùet maõ", ["VNI", "mã”"]),
        ("ñieän thoaïi", ["VNI", "“điện thoại”"]),
        ("Quét maÞ, choòn nuìt", ["Windows-1258", "“Quét mã, chọn nút”"]),
        ("Ch÷n nút Quét mã có hình vuông", ["VISCII", "“Chọn nút Quét mã có hình vuông”"]),
    ] {
        says(format!("# Words\nhome-x = {seen}\n"), 2, &parts);
    }
}

/// Damage of a single letter, and letters that only look right.
#[test]
fn single_letters_are_named() {
    for (seen, parts) in [
        ("Ðiện thoại", ["U+00D0", "Type Đ (U+0110)"]),
        ("Chạm vào ðây", ["U+00F0", "Type đ (U+0111)"]),
        ("Ɖiện thoại", ["U+0189", "Type Đ (U+0110)"]),
        ("Ch\u{fffd}m nút", ["was lost", "UTF-8"]),
        ("Ch?m nút này", ["question mark", "“Ch?m”"]),
        ("Qu&eacute;t m&#227;", ["written out", "“&eacute;”"]),
        ("Qu%C3%A9t mã", ["written out", "“%C3%A9”"]),
        ("Qu=C3=A9t mã", ["written out", "“=C3=A9”"]),
        ("Qu\\u00e9t mã", ["written out", "“\\u00e9”"]),
        ("Chạm\u{200b} nút", ["invisible", "U+200B"]),
        ("Chạm\u{202e} nút", ["invisible", "U+202E"]),
        ("Ch\u{ad}ạm nút", ["invisible", "U+00AD"]),
        ("Ｑuét mã", ["U+FF31", "Type Q"]),
        ("Quét mã！", ["U+FF01", "Type !"]),
        ("Qu\u{435}t", ["U+0435", "Type e"]),
        ("\u{391}nh", ["U+0391", "Type A"]),
        ("ﬁlm", ["U+FB01", "Type fi"]),
        ("Chạm nút 🙂", ["empty box", "U+1F642"]),
        ("Chạm 二维码", ["no letter of Vietnamese", "U+4E8C"]),
        ("Müller", ["no letter of Vietnamese", "U+00FC"]),
        ("Cha\u{323}m nút", ["stored in parts", "`home-x = Chạm nút`"]),
        ("Chaq\u{323}m nút", ["no such mark", "U+0323"]),
        ("Chab\u{323}m nút", ["no letter of Vietnamese", "U+1E05"]),
    ] {
        says(format!("# Words\n\nhome-x = {seen}\n"), 3, &parts);
    }
}

#[test]
fn what_is_right_is_let_be() {
    for right in [
        "35.000\u{a0}₫ – “được” … ‘thử’ ≥ 5 × 3 «xem» 50% & hơn",
        "H’Bia, K'Ho, Đắk Lắk, Krông Nô, Y Niê",
        "HỌC THỬ, Đ/c, QR, VNeID, iPhone, café, Gò Vấp",
        "hoà hoặc hòa, thuý hoặc thúy, quý, kỹ, kĩ",
        "XÃ HỘI, “XÃ” và “CÔ” – KHÓ… ĐÃ",
        "a, ă, â, ê, ô, ơ, ư, đ",
        "don’t – you’ll see “it”",
        "Có đúng không?Nếu đúng thì chạm",
    ] {
        let all = told(format!("home-x = {right}\r\n"));
        assert!(all.is_empty(), "{all:?}");
        let all = told(format!("\u{feff}home-x = {right}\n"));
        assert!(all.is_empty(), "{all:?}");
    }
}

#[test]
fn files_that_are_no_text_are_named() {
    let text = "home-x = Chạm nút Quét mã ở giữa màn hình\n";
    let wide = |big: bool, mark: &[u8]| -> Vec<u8> {
        let units = text.encode_utf16();
        let bytes = units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() });
        mark.iter().copied().chain(bytes).collect()
    };
    for bytes in
        [wide(false, b"\xff\xfe"), wide(true, b"\xfe\xff"), wide(false, b""), wide(true, b"")]
    {
        says(bytes, 1, &["UTF-16", "Save as", "UTF-8"]);
    }
    says(b"PK\x03\x04\x14\0\x06\0".to_vec(), 1, &["Word document", "UTF-8"]);
    says(b"{\\rtf1\\ansi Qu\\'e9t}".to_vec(), 1, &["Rich Text"]);
    says(b"home-x = a\nhome-y = \0\n".to_vec(), 1, &["no text"]);
    for wrong in [Wrong::Windows1258, Wrong::Tcvn3, Wrong::Vni, Wrong::Viscii] {
        if let Some(bytes) = wrong.bytes(&format!("# A remark.\n{text}")) {
            says(bytes, 2, &[wrong.name(), "Chạm nút Quét mã ở giữa màn hình", "UTF-8."]);
        }
    }
    says(b"# A\nhome-x = don\x92t\n".to_vec(), 2, &["Windows-1252", "don’t", "UTF-8"]);
    // One broken byte in a good file says nothing of the file.
    let mut bytes = text.as_bytes().to_vec();
    bytes.extend(b"home-y = Qu\xe9t\n");
    says(bytes, 2, &["broken", "UTF-8"]);
    says("home-x = a\rhome-y = b\r", 1, &["Macintosh"]);
    let all = told_at(
        "qr/lesson.toml",
        Wrong::Tcvn3.bytes("# Quét mã ở chợ\nformat = 1\n").expect("bytes"),
    );
    assert!(all[0].message.contains("TCVN3"), "{all:?}");
}

/// A whole lesson that went wrong is told in one sentence, not in one for each letter that a voice
/// doesn't know.
#[test]
fn a_damaged_lesson_is_told_once() {
    let words = include_str!("../../../lessons/qr-pay/text/vi.ftl");
    for wrong in Wrong::ALL {
        let structure = include_str!("../../../lessons/qr-pay/lesson.toml");
        let files = [
            ("qr-pay/lesson.toml", structure.to_owned()),
            ("qr-pay/text/vi.ftl", wrong.seen(words)),
            ("qr-pay/text/en.ftl", include_str!("../../../lessons/qr-pay/text/en.ftl").to_owned()),
        ];
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let all = content::check(&Source::files(files), &Source::Folder(root.join("i18n")));
        let by_voice: Vec<_> = all
            .iter()
            .filter(|p| ["spoken", "syllables"].iter().any(|w| p.message.contains(w)))
            .collect();
        assert!(by_voice.is_empty(), "{wrong:?}: {by_voice:#?}");
        assert!(all.len() < 6, "{wrong:?}: {all:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..Default::default() })]

    /// A stranger's letter anywhere in any sentence is told, on its line.
    #[test]
    fn no_letter_of_elsewhere_passes(
        sentence in prop::sample::select(sentences()),
        at in any::<prop::sample::Index>(),
        stranger in prop::char::ranges(vec!['\u{100}'..='\u{17f}', '\u{250}'..='\u{36f}', '\u{370}'..='\u{52f}', '\u{3040}'..='\u{30ff}', '\u{e000}'..='\u{f8ff}', '\u{fe00}'..='\u{ffff}', '\u{1f300}'..='\u{1faff}'].into()),
    ) {
        let mut chars: Vec<char> = sentence.chars().collect();
        chars.insert(at.index(chars.len()) , stranger);
        let spoilt: String = chars.iter().collect();
        prop_assume!(!"ĂăĐđĨĩŨũ".contains(stranger) && spoilt.nfc().any(|c| c == stranger));
        let all = told(format!("home-x = a\nhome-y = b{spoilt}\n"));
        prop_assert!(all.iter().any(|problem| problem.line == 2), "{spoilt} {:?}", all);
    }
}
