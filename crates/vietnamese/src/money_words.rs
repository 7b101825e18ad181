//! Numbers below a thousand that are spelt in words: *năm mươi* nghìn, *hai* triệu rưỡi.
//!
//! Private behind [`crate::Dong::parse`]. It knows the words that the app itself says, in both
//! regions and without marks, and refuses to guess others.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::money_parse::{Kind, Token};
use crate::numbers::{Region, number_words};
use crate::text::search_key;

/// The most words of such a number: *chín trăm chín mươi chín*.
const MOST_WORDS: usize = 5;

/// Every such number by its words without marks. *Mươi* alone is *mười*, as nobody says otherwise.
static NUMBERS: LazyLock<HashMap<String, u16>> = LazyLock::new(|| {
    let mut numbers = HashMap::new();
    for number in 1..1_000_u16 {
        for region in [Region::North, Region::South] {
            let words = search_key(&number_words(u64::from(number), region));
            // *Hai mươi bốn* is *hai mươi tư* as well, *mười lăm* is *mười nhăm*.
            for (word, other) in [(" bon", " tu"), (" lam", " nham")] {
                if let Some(stem) = words.strip_suffix(word) {
                    numbers.insert(format!("{stem}{other}"), number);
                }
            }
            numbers.insert(words, number);
            // Behind a higher part missing hundreds are said: *(một triệu) không trăm linh năm*.
            if number < 100 {
                let above = format!("{} ", search_key(&number_words(1_000, region)));
                let full = search_key(&number_words(1_000 + u64::from(number), region));
                numbers.extend(full.strip_prefix(&above).map(|words| (words.to_owned(), number)));
            }
        }
    }
    numbers
});

/// Puts each number that is spelt in words in the place of its words. Counts of hundreds and tens
/// stay units where a digit stands before them: *5 trăm nghìn*.
pub(crate) fn spelt_numbers(tokens: &mut Vec<Token>) {
    let mut at = 0;
    while at < tokens.len() {
        let after_digit = at > 0 && matches!(tokens[at - 1].kind, Kind::Number(_));
        let longest = (1..=MOST_WORDS).rev().find_map(|length| {
            let words: Option<Vec<&str>> = tokens.get(at..at + length)?.iter().map(word).collect();
            Some((length, *NUMBERS.get(&words?.join(" "))?))
        });
        if let Some((length, number)) = longest.filter(|_| !after_digit) {
            let (glued, in_full) = (
                tokens[at].glued,
                tokens[at..at + length].iter().any(|token| token.is_word("tram")),
            );
            tokens
                .splice(at..at + length, [Token { kind: Kind::Spelt { number, in_full }, glued }]);
        }
        at += 1;
    }
}

fn word(token: &Token) -> Option<&str> {
    match &token.kind {
        Kind::Word(word) => Some(word),
        Kind::Number(_) | Kind::Spelt { .. } => None,
    }
}
