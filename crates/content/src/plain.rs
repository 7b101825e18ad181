//! From bytes to text that can be trusted to be what it looks like. Refuses whatever can't be
//! seen: broken UTF-8, letters in parts, control characters, characters that turn text around.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::damage::{self, stranger};
use crate::problem::{Lines, Problems};

/// The text of a file; none where the bytes are no text. A byte order mark, which some editors
/// leave at the beginning, is passed over. With `thorough` every letter is looked at; what is in
/// the program was looked at before it was built.
pub(crate) fn text<'a>(
    bytes: &'a [u8],
    path: &str,
    thorough: bool,
    problems: &mut Problems,
) -> Option<&'a str> {
    if let Some(message) = stranger::program(bytes) {
        problems.add(path, 1, message);
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        // No text has noughts; UTF-16 that holds only ASCII is full of them.
        Ok(text) if !bytes.contains(&0) => text.strip_prefix('\u{feff}').unwrap_or(text),
        broken => {
            let (line, message) = stranger::encoding(bytes).unwrap_or_else(|| {
                let upto = broken.map_or_else(|broken| broken.valid_up_to(), str::len);
                let before = bytes.get(..upto).unwrap_or_default();
                let breaks = before.iter().filter(|byte| **byte == b'\n').count();
                let line = u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1);
                let message = "A letter on this line is broken: it isn't UTF-8. Type the line anew, \
                               and save the file as UTF-8.";
                (line, message.to_owned())
            });
            problems.add(path, line, message);
            return None;
        }
    };
    let told = if thorough { damage::check(text, path, problems) } else { BTreeSet::new() };
    problems.damaged(path, &told);
    if thorough && text.replace("\r\n", "").contains('\r') {
        let message = "The lines of this file end as on old Macintoshes. Save it with the line ends \
                       of Unix or Windows (LF or CRLF).";
        problems.add(path, 1, message);
    }
    for (number, line) in (1..).zip(text.lines()) {
        if told.contains(&number) {
            continue;
        }
        if let Some(hidden) = line.chars().find(|c| is_hidden(*c)) {
            let code = u32::from(hidden);
            let message = format!(
                "There is an invisible character (U+{code:04X}) on this line. Type the line anew."
            );
            problems.add(path, number, message);
        } else if !is_nfc(line) {
            let whole: String = line.trim().nfc().collect();
            let message = format!(
                "Letters on this line are stored in parts, as some Macs and Windows-1258 do. Type \
                 it anew in Unicode NFC, as {}.",
                crate::problem::quote(&whole)
            );
            problems.add(path, number, message);
        }
    }
    Some(text)
}

/// Characters that change a text without being seen.
pub(crate) fn is_hidden(c: char) -> bool {
    let allowed = matches!(c, '\t' | '\r');
    let turns = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}');
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{f0000}'..='\u{10ffff}');
    (c.is_control() && !allowed) || turns || private
}

/// The line of a part of `text` that was cut out of it.
pub(crate) fn line_of(lines: &Lines, text: &str, part: &str) -> u32 {
    let offset = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    lines.line(offset.min(text.len()))
}

/// Whether an id is made of lower-case ASCII letters, digits and single hyphens, begins with a
/// letter and is at most 48 characters long: such a name is good in a file name, a Fluent message
/// and a target alike.
pub(crate) fn is_good_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    id.len() <= 48
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(plain)
        && !id.ends_with('-')
        && !id.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain() {
        for good in ["a", "open-scanner", "flower-5"] {
            assert!(is_good_id(good), "{good}");
        }
        let long = "a".repeat(49);
        for bad in ["", "../x", "Open", "mở", "a--b", "-a", "a-", "5a", "a_b", &long] {
            assert!(!is_good_id(bad), "{bad}");
        }
    }
}
