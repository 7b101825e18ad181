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
        'đ' => 'd',
        lower => lower,
    }
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
