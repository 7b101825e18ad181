//! Vietnamese text: its stored form, search that ignores marks, and the two ways
//! to place a tone.
//!
//! It refuses to correct spelling: only the place of a tone within *oa*, *oe* and
//! *uy* is treated as a matter of taste.

use crate::letters::{plain, split_tone, tidy, with_tone};
use unicode_normalization::UnicodeNormalization;

/// The text in Unicode's NFC, the form in which all text is stored here.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// A text as it is kept, from wherever it came: in NFC, without marks that nobody sees, `Đ` where
/// it only looks like one, narrow letters, plain apostrophes, single spaces and none around it.
/// Spelling and tones are left alone.
pub fn tidied(text: &str) -> String {
    let letters: String = text.chars().filter_map(tidy).collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    nfc(&words.join(" "))
}

/// The key under which a text is found: no marks, lower case, `đ` and what looks like it as `d`,
/// one kind of apostrophe, narrow letters, single spaces. `Đường Hoà  Bình` and `duong hòa binh`
/// have the same key.
pub fn search_key(text: &str) -> String {
    let folded: String = text
        .chars()
        .filter_map(tidy)
        .nfkd()
        .filter_map(tidy)
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, 'đ' | 'ð' | 'ɖ') { 'd' } else { c })
        // Lower case can bring marks of its own (İ), and other scripts compose.
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .nfc()
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text answers a search: each word of the query begins a word of the
/// text, in the same order. An empty query finds everything.
pub fn matches(query: &str, text: &str) -> bool {
    let (query, text) = (search_key(query), search_key(text));
    let mut words = text.split(' ');
    query.split_whitespace().all(|wanted| words.any(|word| word.starts_with(wanted)))
}

/// Whether two texts are spelt the same but for the place of tones (`hoà` and
/// `hòa`), the Unicode form and what [`tidied`] puts right. Case, letters and tones themselves count.
pub fn same_spelling(a: &str, b: &str) -> bool {
    with_usual_tone_placement(&tidied(a)) == with_usual_tone_placement(&tidied(b))
}

/// The text in NFC with every tone where this app writes it: `hòa`, `khỏe`,
/// `thúy`, but `hoán`, `quý`. Other text is left as it is.
pub fn with_usual_tone_placement(text: &str) -> String {
    let mut placed = String::with_capacity(text.len());
    let mut word: Vec<char> = Vec::new();
    for c in text.nfc() {
        if c.is_alphabetic() {
            word.push(c);
        } else {
            flush(&mut word, &mut placed);
            placed.push(c);
        }
    }
    flush(&mut word, &mut placed);
    placed
}

/// Moves a word to `out`, its tone put right.
fn flush(word: &mut Vec<char>, out: &mut String) {
    let is_vowel = |c: &char| matches!(plain(*c), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    if let Some(start) = word.iter().position(is_vowel) {
        let length = word[start..].iter().take_while(|c| is_vowel(c)).count();
        let after_q = start > 0 && plain(word[start - 1]) == 'q';
        let ends_word = start + length == word.len();
        if let [first, second] = &mut word[start..start + length]
            && !after_q
        {
            place_tone(first, second, ends_word);
        }
    }
    out.extend(word.drain(..));
}

/// In *oa*, *oe*, *uy*: the tone goes on the first letter at a word's end, and on
/// the second before a consonant.
fn place_tone(first: &mut char, second: &mut char, ends_word: bool) {
    let ((bare_first, tone_first), (bare_second, tone_second)) =
        (split_tone(*first), split_tone(*second));
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let pair = (lower(bare_first), lower(bare_second));
    if !matches!(pair, ('o', 'a') | ('o', 'e') | ('u', 'y')) {
        return;
    }
    // Two tones are no Vietnamese word; leave it alone.
    let tone = match (tone_first, tone_second) {
        (tone, None) | (None, tone) => tone,
        (Some(_), Some(_)) => return,
    };
    let (on_first, on_second) = if ends_word { (tone, None) } else { (None, tone) };
    *first = with_tone(bare_first, on_first);
    *second = with_tone(bare_second, on_second);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_key(text: &str, expect: &str) {
        assert_eq!(search_key(text), expect);
    }

    fn check_placement(text: &str, expect: &str) {
        assert_eq!(with_usual_tone_placement(text), expect);
    }

    #[test]
    fn keys_have_no_marks() {
        check_key("Đường Hoà Bình", "duong hoa binh");
        check_key("ĐƯỜNG  hòa\u{a0}bình ", "duong hoa binh");
        check_key("Ẵ Ỗ Ự Ặ", "a o u a");
        check_key("Nguye\u{302}\u{303}n", "nguyen");
        check_key("Wi-Fi 5G", "wi-fi 5g");
        check_key("", "");
    }

    #[test]
    fn what_only_looks_different_has_one_key() {
        check_key("\u{d0}ặng Văn Quý", "dang van quy");
        check_key("\u{f0}ặng \u{189}ức", "dang duc");
        check_key("Lan\u{200b}", "lan");
        check_key("L\u{ad}a\u{2060}n\u{feff}", "lan");
        check_key("Ｌａｎ\u{3000}Ａｎｈ", "lan anh");
        for name in
            ["H'Leo", "H’Leo", "Hʼleo", "H‘Leo", "H`Leo", "H´Leo", "H＇Leo", "H′Leo", "HꞌLeo"]
        {
            check_key(name, "h'leo");
        }
        assert!(matches("dang", "\u{d0}ặng Văn Quý"));
        assert!(same_spelling("\u{d0}ặng Văn Quý", "Đặng Văn Quý"));
        assert!(same_spelling("H’Bia  Niê", "H'Bia Niê\u{200b}"));
        assert!(!same_spelling("Dặng", "Đặng"));
    }

    #[test]
    fn texts_are_kept_tidy() {
        for (text, kept) in [
            ("  \u{d0}ặng\u{200b}  Văn Qu\u{fd}", "Đặng Văn Quý"),
            ("H’Bia Niê", "H'Bia Niê"),
            ("Ｌａｎ", "Lan"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
            ("50 ½ kg", "50 ½ kg"),
            ("\u{200e}\u{feff} ", ""),
            ("Y\u{2011}Bia\u{a0}Niê\0", "Y-Bia Niê"),
            ("“Lan”", "\"Lan\""),
        ] {
            assert_eq!(tidied(text), kept);
        }
    }

    #[test]
    fn search_finds_words_by_their_beginning() {
        for (query, text, expect) in [
            ("hoa", "Hoà", true),
            ("hoà", "hòa", true),
            ("hòa", "hoà", true),
            ("nguyen lan", "Nguyễn Thị Lan", true),
            ("ng th la", "Nguyễn Thị Lan", true),
            ("lan nguyen", "Nguyễn Thị Lan", false),
            ("duong", "Đường", true),
            ("đường", "duong", true),
            ("an", "Lan", false),
            ("lan lan", "Lan", false),
            ("", "Lan", true),
            ("  ", "", true),
            ("x", "", false),
        ] {
            assert_eq!(matches(query, text), expect, "{query:?} in {text:?}");
        }
    }

    #[test]
    fn tones_are_put_where_this_app_writes_them() {
        check_placement("hoà", "hòa");
        check_placement("Hoà Bình, khoẻ!", "Hòa Bình, khỏe!");
        check_placement("HOÀ THUÝ", "HÒA THÚY");
        check_placement("thuỷ", "thủy");
        check_placement("uỷ ban", "ủy ban");
        check_placement("hóan", "hoán");
        check_placement("hùynh", "huỳnh");
        for settled in [
            "quý",
            "quỳ",
            "quả",
            "hoàng",
            "ngoài",
            "khuỷu",
            "thuở",
            "già",
            "gì",
            "mía",
            "của",
            "Nguyễn",
            "xoèn",
            "lúa",
            "họa sĩ",
            "OK",
        ] {
            check_placement(settled, &nfc(settled));
        }
    }

    #[test]
    fn spelling_is_compared_but_not_forgiven() {
        assert!(same_spelling("hoà", "hòa"));
        assert!(same_spelling("ho\u{e0}", "hoa\u{300}"));
        assert!(!same_spelling("hoà", "hoá"));
        assert!(!same_spelling("hoà", "hoa"));
        assert!(!same_spelling("Hoà", "hòa"));
        assert!(!same_spelling("đa", "da"));
    }

    proptest! {
        #[test]
        fn keys_are_keys_of_themselves(text in "\\PC*") {
            let key = search_key(&text);
            prop_assert_eq!(search_key(&key), key);
        }

        #[test]
        fn hidden_marks_and_twins_never_change_a_key(
            name in "[A-ZĐa-zđàáêôơ' ]{1,12}",
            hidden in prop_oneof![Just("\u{200b}"), Just("\u{ad}"), Just("\u{202e}"), Just("\u{fe0f}")],
            at in 0_usize..12,
        ) {
            let mut other: String = name.chars().map(|c| match c {
                'Đ' => 'Ð', 'đ' => 'ð', '\'' => '’', c => c,
            }).collect();
            let place = other.char_indices().map(|(at, _)| at).nth(at).unwrap_or(other.len());
            other.insert_str(place, hidden);
            prop_assert_eq!(search_key(&other), search_key(&name));
            prop_assert_eq!(tidied(&other), tidied(&name));
            prop_assert_eq!(tidied(&tidied(&name)), tidied(&name));
        }

        #[test]
        fn placement_settles(text in "[a-zàáảãạăâđêôơưèéùúỳýòó ]{0,12}") {
            let once = with_usual_tone_placement(&text);
            prop_assert_eq!(with_usual_tone_placement(&once), once.clone());
            prop_assert_eq!(search_key(&once), search_key(&text));
        }
    }
}
