//! What a Vietnamese syllable looks like. It serves to weigh which of two readings of damaged bytes
//! is the right one, and never refuses a word: names from elsewhere are no mistakes.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Beginnings, each before those that it begins with.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// What may come after a beginning, without tones; not *oong*, which only foreign words have and
/// VNI makes *ông* look like.
const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât \
    âu ây e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt \
    iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng \
    oăt oc oe oem oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng \
    ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh uêt uêu ui um un ung uôc uôi uôm uôn uông uôt \
    up ut uơ uơn uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương \
    ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ych ym yn ynh yt";

static KNOWN_RIMES: LazyLock<HashSet<&str>> = LazyLock::new(|| RIMES.split_whitespace().collect());

/// Whether a word, of one syllable, can be Vietnamese.
pub(super) fn is_plausible(word: &str) -> bool {
    // A letter may be named by itself: *gõ hai lần thành â*.
    if word.chars().count() == 1 {
        return true;
    }
    // The tone, and the place of its letter.
    let mut tone: Option<(char, usize)> = None;
    let mut bare = String::new();
    for (place, letter) in word.to_lowercase().chars().enumerate() {
        for c in letter.nfd() {
            match c {
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                    if tone.replace((c, place)).is_some() {
                        return false;
                    }
                }
                other => bare.push(other),
            }
        }
    }
    let bare: String = bare.nfc().collect();
    let bare = match bare.strip_suffix('k') {
        // Names of the Central Highlands, such as *Đắk Lắk*, end in k.
        Some(rest) if !rest.is_empty() => format!("{rest}c"),
        _ => bare,
    };
    let stopped = bare.ends_with(['c', 'p', 't']) || bare.ends_with("ch");
    if stopped && !matches!(tone, Some(('\u{301}' | '\u{323}', _))) {
        return false;
    }
    ONSETS.iter().any(|onset| {
        // *gì* and *giếng* are written with one i.
        let Some(rime) = bare.strip_prefix(onset) else { return false };
        let begin = onset.chars().count();
        // *qúy* and *gía*, as some write, have it before the rime.
        let placed = tone.and_then(|(_, place)| place.checked_sub(begin));
        KNOWN_RIMES.contains(rime) && placed.is_none_or(|place| carries_tone(rime, place))
    })
}

/// Whether the tone of this rime may stand on this letter. *oa*, *oe* and *uy* have it on either.
fn carries_tone(rime: &str, place: usize) -> bool {
    let letters: Vec<char> = rime.chars().collect();
    let shaped = letters.iter().rposition(|c| "ăâêôơư".contains(*c));
    let vowels = letters.iter().take_while(|c| "aăâeêioôơuưy".contains(**c)).count();
    match (shaped, vowels, rime) {
        (Some(shaped), ..) => place == shaped,
        (None, 2, "oa" | "oe" | "uy") => place < 2,
        (None, 2, _) if letters.len() == 2 => place == 0,
        (None, 3, _) => place == 1,
        (None, vowels, _) => place + 1 == vowels,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables() {
        for good in [
            "Quét", "mã", "điện", "gì", "giếng", "nghĩa", "QUYẾT", "ừ", "khuỷu", "Lắk", "hoà",
            "hòa", "quý", "của", "mía",
        ] {
            assert!(is_plausible(good), "{good}");
        }
        for bad in ["thÊy", "quot", "điêt", "mạà", "café", "nỳt", "Niê", "bộa", "laù", "maõ", "sôì"]
        {
            assert!(!is_plausible(bad), "{bad}");
        }
    }
}
