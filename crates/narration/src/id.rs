//! The identity of a clip: a hash of the words it speaks.
//!
//! Never of the words shown: *35.000 ₫* and *ba mươi lăm nghìn đồng* are the
//! same sentence on screen and in the ear, and only the second is a clip.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// How many hexadecimal characters name a clip: 64 bits, so that among ten
/// thousand clips the chance of any two sharing a name is below one in 10¹¹.
const HASH_CHARS: usize = 16;

/// The longest slug in a file name, in characters.
const SLUG_CHARS: usize = 48;

/// The identity of a clip: 16 lower-case hexadecimal characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClipId(String);

impl ClipId {
    /// The clip that speaks `spoken_text`.
    #[must_use]
    pub fn of(spoken_text: &str) -> Self {
        Self(clip_hash(spoken_text))
    }

    /// Reads an id as it stands in a file name; `None` unless it is exactly 16
    /// lower-case hexadecimal characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        (text.len() == HASH_CHARS && text.chars().all(hex)).then(|| Self(text.to_owned()))
    }

    /// The 16 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClipId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The first 64 bits of BLAKE3 over the spoken text in NFC with the white space
/// at both ends removed, as 16 lower-case hexadecimal characters.
#[must_use]
pub fn clip_hash(spoken_text: &str) -> String {
    let text: String = spoken_text.nfc().collect();
    let hash = blake3::hash(text.trim().as_bytes());
    hash.to_hex()[..HASH_CHARS].to_owned()
}

/// The file name of the clip that speaks `spoken_text`: `<slug>-<hash>.opus`.
///
/// The slug is for people; whatever is not an ASCII letter or digit in it
/// becomes a hyphen, and look-ups never read it.
#[must_use]
pub fn file_name(slug: &str, spoken_text: &str) -> String {
    let mut plain = String::new();
    for c in slug.chars().take(SLUG_CHARS) {
        if c.is_ascii_alphanumeric() {
            plain.push(c.to_ascii_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let plain = plain.trim_end_matches('-');
    let plain = if plain.is_empty() { "clip" } else { plain };
    format!("{plain}-{}.opus", clip_hash(spoken_text))
}

/// The id in a clip's file name (a path's last part), or `None` when the name
/// is not that of a clip.
#[must_use]
pub fn hash_of_file_name(name: &str) -> Option<ClipId> {
    let stem = name.strip_suffix(".opus")?;
    let (_, hash) = stem.rsplit_once('-')?;
    ClipId::parse(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_typed_in_parts_and_one_typed_whole_are_the_same_clip() {
        let decomposed: String = "Chạm nút Quét mã.".nfd().collect();
        assert_ne!(decomposed, "Chạm nút Quét mã.");
        assert_eq!(clip_hash(&decomposed), clip_hash("  Chạm nút Quét mã.\n"));
    }

    #[test]
    fn another_word_another_mark_or_another_case_is_another_clip() {
        let all = ["ba", "bà", "bá", "bả", "Ba", "ba.", "ba ba"].map(clip_hash);
        for (n, hash) in all.iter().enumerate() {
            assert!(!all[..n].contains(hash));
        }
    }

    #[test]
    fn the_hash_never_changes_between_versions() {
        // The file names of every clip ever made depend on it. The first is
        // the published BLAKE3 hash of no bytes at all.
        assert_eq!(clip_hash(""), "af1349b9f5f9a1a6");
        assert_eq!(clip_hash("đồng"), blake3::hash("đồng".as_bytes()).to_hex()[..16]);
    }

    #[test]
    fn a_file_name_is_readable_and_gives_its_hash_back() {
        let name = file_name("open-scanner.slip-bank-history", "Chạm nút Quét mã.");
        assert!(name.starts_with("open-scanner-slip-bank-history-"), "{name}");
        assert_eq!(hash_of_file_name(&name), Some(ClipId::of("Chạm nút Quét mã.")));
        for not_a_clip in
            ["a.opus", "a-123.opus", "a-AF1349B9F5F9A1A6.opus", "a-af1349b9f5f9a1a6.wav"]
        {
            assert_eq!(hash_of_file_name(not_a_clip), None, "{not_a_clip}");
        }
    }

    proptest! {
        #[test]
        fn any_slug_and_text_make_a_plain_ascii_name(slug in ".*", text in ".*") {
            let name = file_name(&slug, &text);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
            prop_assert!(name.chars().all(plain), "{}", name);
            prop_assert!(name.len() <= 48 + 1 + 16 + 5);
            prop_assert_eq!(hash_of_file_name(&name), Some(ClipId::of(&text)));
        }
    }
}
