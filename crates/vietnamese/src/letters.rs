//! Vietnamese letters taken apart: the letter itself and the tone on it.
//!
//! Private: what others need of it is in `text` and `telex`.

use unicode_normalization::UnicodeNormalization;

/// The five marked tones, as the combining marks of Unicode: huyền, sắc, ngã,
/// hỏi, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Takes a letter in NFC apart into the letter without its tone, and the tone's
/// combining mark: `ệ` is `ê` with U+0323.
pub(crate) fn split_tone(letter: char) -> (char, Option<char>) {
    let mut tone = None;
    let rest = std::iter::once(letter).nfd().filter(|part| {
        let is_tone = TONES.contains(part);
        if is_tone {
            tone = Some(*part);
        }
        !is_tone
    });
    // Recomposing undoes the decomposition, so one character comes back.
    let bare = rest.nfc().next().unwrap_or(letter);
    (bare, tone)
}

/// Puts a tone on a letter without one. A letter that cannot carry it is given
/// back bare.
pub(crate) fn with_tone(letter: char, tone: Option<char>) -> char {
    let Some(tone) = tone else { return letter };
    let mut parts: String = std::iter::once(letter).nfd().collect();
    parts.push(tone);
    let mut whole = parts.nfc();
    match (whole.next(), whole.next()) {
        (Some(composed), None) => composed,
        _ => letter,
    }
}

/// The letter of the English alphabet under all marks, in lower case: `Ệ` is `e`,
/// `Đ` is `d`. Other characters come back in lower case.
pub(crate) fn plain(letter: char) -> char {
    let base = std::iter::once(letter).nfd().next().unwrap_or(letter);
    match base.to_lowercase().next().unwrap_or(base) {
        'đ' | 'ð' | 'ɖ' => 'd',
        lower => lower,
    }
}

/// A character as it is kept: what only looks like a Vietnamese letter becomes that letter, what is
/// as wide as a Chinese one becomes narrow, every apostrophe, dash, quotation mark and space the
/// plain one. None for a mark that nobody sees, which would make two names of one.
///
/// `Đ` has three twins in Unicode: Eth (U+00D0), which old Vietnamese code pages and Word's
/// autocorrection give, and the African D (U+0189). The apostrophe of Ê Đê names (*H’Bia*) is
/// typed in as many ways as there are keyboards.
pub(crate) fn tidy(letter: char) -> Option<char> {
    Some(match letter {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        '\''
        | '`'
        | '\u{b4}'
        | '\u{2b9}'..='\u{2bf}'
        | '\u{2c8}'
        | '\u{2ca}'
        | '\u{2cb}'
        | '\u{384}'
        | '\u{55a}'
        | '\u{5f3}'
        | '\u{1fbd}'
        | '\u{1fbf}'
        | '\u{1fef}'
        | '\u{1ffd}'
        | '\u{1ffe}'
        | '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{a78b}'
        | '\u{a78c}'
        | '\u{ff07}' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        hidden if is_hidden(hidden) => return None,
        space if space.is_whitespace() && !space.is_control() => ' ',
        control if control.is_control() && !control.is_whitespace() => return None,
        other => other,
    })
}

/// Whether a character is drawn nowhere: zero-width marks, marks that turn the direction of
/// writing, soft hyphens, variation selectors, tags.
pub(crate) fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_apart_and_together() {
        for (whole, bare, tone, base) in [
            ('ệ', 'ê', Some('\u{323}'), 'e'),
            ('Ẵ', 'Ă', Some('\u{303}'), 'a'),
            ('ở', 'ơ', Some('\u{309}'), 'o'),
            ('Ì', 'I', Some('\u{300}'), 'i'),
            ('ư', 'ư', None, 'u'),
            ('Đ', 'Đ', None, 'd'),
            ('n', 'n', None, 'n'),
            ('7', '7', None, '7'),
        ] {
            assert_eq!(split_tone(whole), (bare, tone));
            assert_eq!(with_tone(bare, tone), whole);
            assert_eq!(plain(whole), base);
        }
    }

    #[test]
    fn a_letter_that_cannot_carry_a_tone_stays_bare() {
        assert_eq!(with_tone('đ', Some('\u{301}')), 'đ');
    }
}
