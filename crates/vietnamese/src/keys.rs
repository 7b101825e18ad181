//! What the keys of a keyboard are called, as they are said aloud when they are touched: letters by
//! the sounds that children learn them by. It makes no sound and knows no other language.

/// Letters by the sound they stand for; `f`, `j`, `w` and `z`, which Vietnamese words don't have,
/// by the names in use.
const LETTERS: [&str; 26] = [
    "a", "bờ", "cờ", "dờ", "e", "ép", "gờ", "hờ", "i", "gi", "ca", "lờ", "mờ", "nờ", "o", "pờ",
    "quy", "rờ", "sờ", "tờ", "u", "vờ", "vê kép", "ích xì", "y dài", "dét",
];

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// The other keys by their names in [`Key`](crate::Key).
const OTHERS: [(&str, &str); 9] = [
    ("space", "dấu cách"),
    ("delete", "xóa"),
    ("shift", "chữ hoa"),
    ("layer", "đổi phím"),
    ("dot", "chấm"),
    ("comma", "phẩy"),
    ("at", "a còng"),
    ("dash", "gạch ngang"),
    ("slash", "gạch chéo"),
];

/// What is said for signs that have no word of their own here.
const SIGN: &str = "dấu";

/// What is said for the key with this name, as in [`Key::name`](crate::Key::name); none for
/// `000`, which is read as the number it makes.
#[must_use]
pub fn key_name(name: &str) -> Option<&'static str> {
    if let [byte] = name.as_bytes() {
        return match byte {
            b'a'..=b'z' => LETTERS.get(usize::from(byte - b'a')).copied(),
            b'0'..=b'9' => DIGITS.get(usize::from(byte - b'0')).copied(),
            _ => None,
        };
    }
    let other = OTHERS.iter().find(|(known, _)| *known == name);
    let is_key = || crate::Key::by_name(name).is_some() && name != "000";
    other.map(|(_, said)| *said).or_else(|| is_key().then_some(SIGN))
}

/// Everything that [`key_name`] can say.
pub fn all_key_names() -> impl Iterator<Item = &'static str> {
    let others = OTHERS.iter().map(|(_, said)| *said);
    LETTERS.into_iter().chain(DIGITS).chain(others).chain([SIGN])
}
