//! Objects of a payment code: identifier (2 digits), length (2 digits), value.
//! Takes text apart and puts it together; what the objects mean is not its
//! business, and it never fails louder than with `None`.

/// What a length counts. EMVCo's text counts characters (and allows Unicode in
/// some values), but codes that count bytes of UTF-8 are met in the wild. For
/// ASCII the two are the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// Unicode scalar values: what this project writes.
    Characters,
    /// Bytes of UTF-8: only ever read, never written.
    Bytes,
    /// Units of UTF-16, as programs count that are written in Java or JavaScript: only ever read.
    Utf16,
}

impl Counting {
    /// All of them, the right one first.
    pub(crate) const ALL: [Self; 3] = [Self::Characters, Self::Bytes, Self::Utf16];
}

/// The longest value two digits of length can announce.
pub(crate) const LONGEST_VALUE: usize = 99;

/// The objects of `text` in order, or `None` if it is not objects from its
/// first character to its last.
pub(crate) fn objects(text: &str, counting: Counting) -> Option<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let identifier = digits(rest.get(..2)?)?;
        let length: usize = digits(rest.get(2..4)?)?.parse().ok()?;
        let body = rest.get(4..)?;
        let end = match counting {
            Counting::Bytes => length,
            Counting::Characters => end_of_characters(body, length)?,
            Counting::Utf16 => end_of_units(body, length)?,
        };
        // `get` also refuses an end inside a character.
        found.push((identifier, body.get(..end)?));
        rest = body.get(end..)?;
    }
    Some(found)
}

/// The value of the first object with this identifier.
pub(crate) fn value<'t>(objects: &[(&str, &'t str)], identifier: &str) -> Option<&'t str> {
    objects.iter().find(|(id, _)| *id == identifier).map(|(_, value)| *value)
}

/// One object as text, its length in characters. The caller has seen to it
/// that the value has at most [`LONGEST_VALUE`] of them.
pub(crate) fn object(identifier: &str, value: &str) -> String {
    let length = value.chars().count();
    debug_assert!(length <= LONGEST_VALUE, "object {identifier} is too long");
    format!("{identifier}{length:02}{value}")
}

fn digits(text: &str) -> Option<&str> {
    text.bytes().all(|b| b.is_ascii_digit()).then_some(text)
}

/// Where in `text` its first `count` characters end, or `None` if it has fewer.
fn end_of_characters(text: &str, count: usize) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(count)
}

/// Where in `text` its first `count` units of UTF-16 end, or `None` if it has fewer or they end
/// inside a character.
fn end_of_units(text: &str, count: usize) -> Option<usize> {
    let mut left = count;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(c.len_utf16())?;
    }
    (left == 0).then_some(text.len())
}

/// Whether an identifier occurs twice, which no code may have: nobody can say which one counts.
pub(crate) fn repeats(objects: &[(&str, &str)]) -> bool {
    let is_before = |at: usize| objects[..at].iter().any(|(id, _)| *id == objects[at].0);
    (1..objects.len()).any(is_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_in_order_and_a_short_tail_is_refused() {
        assert_eq!(objects("000201", Counting::Characters), Some(vec![("00", "01")]));
        assert_eq!(
            objects("0000590101", Counting::Characters),
            None,
            "object 59 announces one character and the text goes on"
        );
        for cut in ["0", "00", "000", "0002", "00020", "0002010", "-1020000", "00+1a"] {
            assert_eq!(objects(cut, Counting::Characters), None, "{cut}");
            assert_eq!(objects(cut, Counting::Bytes), None, "{cut}");
        }
    }

    #[test]
    fn lengths_count_characters_unless_bytes_are_asked_for() {
        assert_eq!(object("59", "Cô Tư"), "5905Cô Tư");
        assert_eq!(objects("5905Cô Tư", Counting::Characters), Some(vec![("59", "Cô Tư")]));
        assert_eq!(objects("5905Cô Tư", Counting::Bytes), None);
        assert_eq!(objects("5907Cô Tư", Counting::Bytes), Some(vec![("59", "Cô Tư")]));
        assert_eq!(objects("5902ô", Counting::Bytes), Some(vec![("59", "ô")]));
        assert_eq!(objects("5901ô", Counting::Bytes), None, "inside a character");
        assert_eq!(objects("5905Cô Tư", Counting::Utf16), Some(vec![("59", "Cô Tư")]));
        assert_eq!(objects("5903🍜a", Counting::Utf16), Some(vec![("59", "🍜a")]));
        assert_eq!(objects("5901🍜", Counting::Utf16), None, "inside a character");
    }
}
