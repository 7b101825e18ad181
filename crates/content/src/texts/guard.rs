//! Refuses Fluent files whose braces are nested so deeply that reading them could exhaust a small
//! phone's stack: the parser of Fluent calls itself for each brace and each bracket.
//!
//! It never counts less depth than the parser meets. A quoted literal could hide closing braces,
//! so one that closes more than it opens is refused as well.

/// How deep braces may be nested. Plain texts nest them once, choices by number twice.
const MAX_BRACES: usize = 8;
/// How many round brackets one placeable may hold; no permitted one holds any.
const MAX_BRACKETS: usize = 16;

/// Where a text is nested too deeply, as a byte in it.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let (mut braces, mut brackets) = (0_usize, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            '(' if braces > 0 => brackets += 1,
            _ => {}
        }
        if braces == 0 {
            brackets = 0;
        }
        if braces > MAX_BRACES || brackets > MAX_BRACKETS {
            return Some(at);
        }
    }
    hidden_brace(text)
}

/// A closing brace between two quotation marks of a line that nothing between them opened.
fn hidden_brace(text: &str) -> Option<usize> {
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        let mut at = begin;
        let parts: Vec<&str> = line.split('"').collect();
        for (number, part) in parts.iter().enumerate() {
            if number > 0 && number + 1 < parts.len() && closes_unopened(part) {
                return Some(at);
            }
            at += part.len() + 1;
        }
        begin += line.len();
    }
    None
}

fn closes_unopened(part: &str) -> bool {
    let mut open = 0_usize;
    part.chars().any(|c| {
        match c {
            '{' => open += 1,
            '}' if open == 0 => return true,
            '}' => open -= 1,
            _ => {}
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_pass() {
        for text in [
            "a = Gõ { $amount } (ba số) cho { $payee }.",
            "a = Nói \"{ $payee }\" rồi \"vâng\".",
            "a = { $days ->\n    [one] một { $x }\n   *[other] { $days }\n }",
        ] {
            assert_eq!(too_deep(text), None, "{text}");
        }
    }

    #[test]
    fn deep_or_hidden_nesting_is_refused() {
        let nested = format!("a = {}", "{".repeat(9));
        let calls = format!("a = {{ {}", "F(".repeat(17));
        let hidden = format!("a = {}", "{ \"}\" ->\n *[x] ".repeat(2));
        let escaped = "a = { \"\\\"}\" }";
        for text in [&nested, &calls, &hidden, escaped] {
            assert!(too_deep(text).is_some(), "{text}");
        }
    }
}
