//! Which characters a text may hold: what Vietnamese, English and names in them are written with,
//! and what the app's letters have a shape for. Everything else is told, so that damage of a kind
//! that nobody has met yet is found too.

use unicode_normalization::UnicodeNormalization;

/// The letters of Vietnamese beyond ASCII.
pub(crate) const VIETNAMESE: &str = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ\
    ẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ";

/// Signs beyond ASCII. The fonts of the app have all of them, which a test sees to.
pub(crate) const SIGNS: &str = "\u{a0}–—‘’‚“”„…•·«»‹›₫€£¥°×÷±−≈≠≤≥½¼¾²³⅛™©®§";

/// Whether a text may hold this character. Line ends and tabs are no matter here.
pub(crate) fn is_permitted(c: char) -> bool {
    c.is_ascii() || VIETNAMESE.contains(c) || SIGNS.contains(c)
}

/// The letter with a bar that Vietnamese has, for those of Icelandic and Ewe that look like it.
pub(super) fn barred(c: char) -> char {
    match c {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        other => other,
    }
}

/// What is told about a character that no text may hold.
pub(super) fn told(c: char, word: &str) -> String {
    let code = u32::from(c);
    let named =
        if is_seen(c) { format!("“{c}” (U+{code:04X})") } else { format!("U+{code:04X}") };
    let word = super::shown(word);
    if c == '\u{fffd}' {
        return format!(
            "A letter of {word} was lost when the file was opened or saved in another encoding \
             (U+FFFD stands there). Type the word anew, and save the file as UTF-8."
        );
    }
    let right = barred(c);
    if right != c {
        return format!(
            "{named} in {word} only looks like the Vietnamese letter “{right}”. Type {right} \
             (U+{:04X}) in its place.",
            u32::from(right)
        );
    }
    if let Some(right) = plain_form(c) {
        return format!(
            "{named} in {word} only looks like “{right}”. It is another character, which a search \
             doesn't find and a voice doesn't know. Type {right} in its place."
        );
    }
    if matches!(c, '\u{300}'..='\u{36f}') {
        return format!(
            "A mark (U+{code:04X}) in {word} stands on a letter that has no such mark in \
             Vietnamese. Type the word anew."
        );
    }
    if c.is_alphabetic() {
        return format!(
            "{named} in {word} is no letter of Vietnamese or English. Type the word anew; where \
             many are like it, open the file in the encoding it was written in and save it as UTF-8."
        );
    }
    format!(
        "The app's letters have no {named}: an empty box would be shown. Take it out, or say it in \
         words."
    )
}

/// Whether a character can be put into a sentence.
fn is_seen(c: char) -> bool {
    !c.is_control() && !c.is_whitespace() && c.escape_debug().count() == 1
}

/// The permitted characters that this one is mistaken for: look-alike letters, full-width and
/// ornamental forms.
fn plain_form(c: char) -> Option<String> {
    let alike = LOOK_ALIKES.iter().find(|(from, _)| from.contains(c));
    if let Some((from, to)) = alike {
        let place = from.chars().position(|other| other == c)?;
        return to.chars().nth(place).map(String::from);
    }
    let folded: String = std::iter::once(c).nfkc().collect();
    (folded != c.to_string() && folded.chars().all(is_permitted)).then_some(folded)
}

/// Letters of Greek and Cyrillic that look like Latin ones, and signs that look like others.
const LOOK_ALIKES: [(&str, &str); 4] = [
    ("АВЕЅІЈКМНОРСТХУаеорсухіјѕԁԛԝһгѵ", "ABESIJKMHOPCTXYaeopcyxijsdqwhrv"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανυι", "ABEZHIKMNOPTYXoavui"),
    ("ıȷɑɡℓ", "ijagl"),
    ("ʼʹ′‛´ˈ″‟―‐‑‒─", "''''''\"\"-----"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_pairs_and_none_is_permitted() {
        for (from, to) in LOOK_ALIKES {
            assert_eq!(from.chars().count(), to.chars().count(), "{from}");
            assert!(from.chars().all(|c| !is_permitted(c)), "{from}");
            assert!(to.chars().all(is_permitted), "{to}");
        }
    }

    #[test]
    fn letters_are_those_of_vietnamese() {
        let composed = |base: char, marks: &str| -> String {
            std::iter::once(base).chain(marks.chars()).nfc().collect()
        };
        let mut all = String::from("đĐ");
        for base in "aeiouyAEIOUY".chars() {
            for shape in ["", "\u{302}", "\u{306}", "\u{31b}"] {
                for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                    let letter = composed(base, &format!("{shape}{tone}"));
                    let fits = match shape {
                        "\u{302}" => "aeo".contains(base.to_ascii_lowercase()),
                        "\u{306}" => base.eq_ignore_ascii_case(&'a'),
                        "\u{31b}" => "ou".contains(base.to_ascii_lowercase()),
                        _ => !tone.is_empty(),
                    };
                    if fits {
                        all.push_str(&letter);
                    }
                }
            }
        }
        let sorted = |text: &str| {
            let mut all: Vec<char> = text.chars().collect();
            all.sort_unstable();
            all
        };
        assert_eq!(sorted(&all), sorted(VIETNAMESE));
    }

    #[test]
    fn the_fonts_have_every_permitted_character() {
        let fonts = [
            include_bytes!("../../../../ui/fonts/BeVietnamPro-Regular.ttf").as_slice(),
            include_bytes!("../../../../ui/fonts/BeVietnamPro-Bold.ttf").as_slice(),
        ];
        for font in fonts {
            let face = ttf_parser::Face::parse(font, 0).expect("a font");
            for c in (' '..='~').chain(VIETNAMESE.chars()).chain(SIGNS.chars()) {
                assert!(face.glyph_index(c).is_some(), "{c}");
            }
        }
    }
}
