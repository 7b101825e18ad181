//! A text as it is shown and as it is spoken. Speech is put together from clips: the words
//! between values are one fragment each, a name is one, an amount is one per number word.
//!
//! Money and names are said twice (UX.md, Speech): after the sentence come a pause and then its
//! amounts and names once more, in the same order and each once. *Trả ba mươi lăm nghìn đồng cho
//! Sạp rau cô Hạnh* goes on *, ba mươi lăm nghìn đồng, Sạp rau cô Hạnh*.
//!
//! It refuses to speak digits, and any language but Vietnamese.

use narration::{PAUSE, Utterance};
use vietnamese::{Dong, Region, number_word_list};

use super::Piece;

/// The one text value that is spoken, and said twice: a payee's name.
pub(crate) const NAME: &str = "payee";

/// A value that is filled into a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words, such as a name or a form of address.
    Text(&'a str),
    /// An amount in dong, shown as `35.000 ₫` and spoken in words.
    Dong(u64),
    /// A number, shown in digits and spoken in words.
    Number(u64),
}

impl Arg<'_> {
    /// As it stands on the screen.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Dong(dong) => Dong::new(*dong).format(),
            Self::Number(number) => number.to_string(),
        }
    }

    fn fragments(&self, region: Region) -> Vec<String> {
        let words = match self {
            Self::Text(text) => return vec![text.trim().to_owned()],
            Self::Dong(dong) => Dong::new(*dong).word_list(region),
            Self::Number(number) => number_word_list(*number, region),
        };
        words.into_iter().map(str::to_owned).collect()
    }
}

/// A text as it is shown and as it is spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// On the screen.
    pub shown: String,
    /// In the ear: `text` is what is heard, in words without digits. Without fragments where the
    /// text isn't spoken; `text` is what is shown then.
    pub spoken: Utterance,
}

impl Said {
    /// A text that is shown and not spoken.
    pub(crate) fn silent(shown: String) -> Self {
        let spoken = Utterance { text: shown.clone(), fragments: Vec::new() };
        Self { shown, spoken }
    }
}

/// The part of some written words that is a clip of its own; none where nothing is to be heard.
pub(crate) fn clip_words(words: &str) -> Option<&str> {
    // A stop or comma after a value belongs to the value, which has no clip with it.
    let opens = |c: char| c.is_alphanumeric() || "\"“‘«".contains(c);
    let words = words.trim_start_matches(|c: char| !opens(c)).trim();
    words.chars().any(char::is_alphanumeric).then_some(words)
}

/// The pieces of a text as they are spoken with these values.
pub(crate) fn speak(pieces: &[Piece], args: &[(&str, Arg<'_>)], region: Region) -> Utterance {
    let mut fragments: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut again: Vec<(&str, Vec<String>)> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => {
                text.push_str(words);
                match clip_words(words) {
                    Some(words) => fragments.push(words.to_owned()),
                    None if words.trim().is_empty() => {}
                    None => fragments.push(PAUSE.to_owned()),
                }
            }
            Piece::Variable(name) => {
                let arg = args.iter().rev().find(|(known, _)| known == name);
                let Some((_, arg)) = arg else { continue };
                let words = arg.fragments(region);
                text.push_str(&words.join(" "));
                let twice = matches!(arg, Arg::Dong(_)) || name == NAME;
                if twice && !again.iter().any(|(before, _)| before == name) {
                    again.push((name, words.clone()));
                }
                fragments.extend(words);
            }
        }
    }
    while fragments.last().is_some_and(|last| last == PAUSE) {
        fragments.pop();
    }
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (_, words) in again {
        fragments.push(PAUSE.to_owned());
        text = format!("{text} {}.", capitalised(&words.join(" ")));
        fragments.extend(words);
    }
    Utterance { text, fragments }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Piece {
        Piece::Words(text.to_owned())
    }

    fn value(name: &str) -> Piece {
        Piece::Variable(name.to_owned())
    }

    #[test]
    fn money_and_names_are_said_twice() {
        let pieces =
            [words("Trả "), value("amount"), words(" cho "), value("payee"), words(", nhé.")];
        let args = [("amount", Arg::Dong(35_000)), ("payee", Arg::Text("Sạp rau cô Hạnh"))];
        let spoken = speak(&pieces, &args, Region::North);
        assert_eq!(
            spoken.fragments.join("|"),
            "Trả|ba|mươi|lăm|nghìn|đồng|cho|Sạp rau cô Hạnh|nhé.|,|ba|mươi|lăm|nghìn|đồng|,|\
             Sạp rau cô Hạnh"
        );
        assert_eq!(
            spoken.text,
            "Trả ba mươi lăm nghìn đồng cho Sạp rau cô Hạnh, nhé. Ba mươi lăm nghìn đồng. Sạp rau \
             cô Hạnh."
        );
    }

    #[test]
    fn the_south_counts_in_its_own_words() {
        let spoken = speak(&[value("amount")], &[("amount", Arg::Dong(105_000))], Region::South);
        assert!(spoken.text.starts_with("một trăm lẻ năm ngàn đồng"), "{}", spoken.text);
    }

    #[test]
    fn a_number_is_said_once_and_a_stop_alone_not_at_all() {
        let pieces = [words("Còn "), value("days"), words(".")];
        let spoken = speak(&pieces, &[("days", Arg::Number(3))], Region::North);
        assert_eq!(spoken.fragments, ["Còn", "ba"]);
        assert_eq!(spoken.text, "Còn ba.");
    }

    #[test]
    fn amounts_are_shown_with_a_space_that_never_breaks() {
        assert_eq!(Arg::Dong(1_234_567).shown(), "1.234.567\u{a0}₫");
    }
}
