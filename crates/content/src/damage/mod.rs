//! Damage that a text has come to on its way: opened or saved in a wrong encoding, written in a
//! font of other days, or with letters that only look right. It names what it probably was and how
//! to mend it, and mends nothing itself: a guess must not become a lesson.

pub(crate) mod letters;
pub(crate) mod pages;
mod reading;
pub(crate) mod stranger;
mod syllable;

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::problem::Problems;
use letters::is_permitted;
use reading::{Reading, Righted};

/// How much a character that no text may hold weighs against a word that looks odd.
const FOREIGN: usize = 3;

/// Tells what happened to the lines of a text; returns those that were told.
pub(crate) fn check(text: &str, path: &str, problems: &mut Problems) -> BTreeSet<u32> {
    let mut told = BTreeSet::new();
    let lines: Vec<(u32, &str)> = (1..).zip(text.lines()).collect();
    let found = weigh(&lines, &Reading::OF_TEXT);
    let mut by_reading: BTreeMap<Reading, Vec<(u32, &str, Righted)>> = BTreeMap::new();
    for (number, line, reading, righted) in found {
        told.insert(number);
        by_reading.entry(reading).or_default().push((number, line, righted));
    }
    for (reading, lines) in by_reading {
        if let Some((number, line, righted)) = lines.first() {
            let message = misread(reading, line, righted, lines.len() - 1);
            problems.add(path, *number, message);
        }
    }
    for (number, line) in lines {
        if !told.contains(&number)
            && let Some(message) = single(line)
        {
            told.insert(number);
            problems.add(path, number, message);
        }
    }
    told
}

/// For each line that looks odd, the reading that puts it right. Lines that two readings put right
/// equally well go to the one that explains more of the file.
fn weigh<'a>(
    lines: &[(u32, &'a str)],
    readings: &[Reading],
) -> Vec<(u32, &'a str, Reading, Righted)> {
    let mut votes: BTreeMap<Reading, usize> = BTreeMap::new();
    let mut tried = Vec::new();
    for (number, line) in lines {
        if line.is_ascii() {
            continue;
        }
        let cost = oddness(line);
        // An Eth alone is a slip of the keyboard and no encoding.
        let barred: String = line.chars().map(letters::barred).collect();
        if barred != *line && oddness(&barred) == 0 {
            continue;
        }
        let fitting: Vec<(Reading, Righted, usize)> =
            readings.iter().filter_map(|reading| fit(*reading, line, cost)).collect();
        let best = fitting.iter().map(|(.., cost)| *cost).min().unwrap_or_default();
        let best: Vec<_> = fitting.into_iter().filter(|(.., cost)| *cost == best).collect();
        for (reading, ..) in &best {
            *votes.entry(*reading).or_default() += 1;
        }
        tried.push((*number, *line, best));
    }
    let place = |reading: &Reading| readings.iter().position(|other| other == reading);
    let mut found = Vec::new();
    for (number, line, fitting) in tried {
        let winner = fitting.into_iter().min_by_key(|(reading, righted, _)| {
            // Letters whose bytes are UTF-8 are no accident, whatever else would do.
            let votes = votes.get(reading).copied().unwrap_or_default();
            (!reading.is_utf8(), righted.is_parted, usize::MAX - votes, place(reading))
        });
        if let Some((reading, righted, _)) = winner {
            found.push((number, line, reading, righted));
        }
    }
    found
}

/// The line put right by this reading, and how odd it still is; none where that explains nothing.
fn fit(reading: Reading, line: &str, cost: usize) -> Option<(Reading, Righted, usize)> {
    let whole = reading.right(line)?;
    let whole_cost = oddness(&whole.text);
    if reading.is_utf8() {
        let better = whole_cost < cost || (whole.is_certain && whole_cost <= cost);
        return better.then_some((reading, whole, whole_cost));
    }
    // A line may hold good words beside damaged ones that were pasted into it.
    let parted: String = line
        .split_inclusive(char::is_whitespace)
        .map(|token| match reading.right(token) {
            Some(righted) if oddness(token) > 0 => righted.text,
            _ => token.to_owned(),
        })
        .collect();
    let parted_cost = oddness(&parted);
    let (righted, after) = if parted_cost < whole_cost {
        let righted = Righted { text: parted, is_parted: true, ..whole };
        (righted, parted_cost)
    } else {
        (whole, whole_cost)
    };
    (after * 4 < cost).then_some((reading, righted, after))
}

/// How little a text looks like Vietnamese or English: nought where nothing is odd.
fn oddness(text: &str) -> usize {
    let text: String = text.nfc().collect();
    // A hyphen that isn't shown is *ư* in TCVN3, and half of *í* in UTF-8.
    let is_foreign = |c: &char| !is_passed(*c) || *c == '\u{ad}';
    let mut odd = text.chars().filter(is_foreign).count() * FOREIGN;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.is_ascii() || !word.chars().all(is_permitted) {
            continue;
        }
        let mut letters = word.chars().zip(word.chars().skip(1));
        let mixed = letters.any(|(a, b)| a.is_lowercase() && b.is_uppercase());
        odd += usize::from(mixed || !syllable::is_plausible(word));
    }
    let chars: Vec<char> = text.chars().collect();
    for pair in chars.windows(2) {
        if let [a, b] = pair {
            odd += usize::from(a.is_alphabetic() && "«×÷½¼¾°²³±·®©“‘€£¥§".contains(*b));
            odd += usize::from("§®©".contains(*a) && b.is_alphabetic());
        }
    }
    for three in chars.windows(3) {
        if let [a, sign, b] = three {
            let within = a.is_alphabetic() && b.is_alphabetic();
            odd +=
                usize::from(within && letters::SIGNS.contains(*sign) && !"’–—·…".contains(*sign));
        }
    }
    odd
}

/// Whether a character needs no word here: it may stand in a text, or is told as a hidden one.
fn is_passed(c: char) -> bool {
    is_permitted(c) || (crate::plain::is_hidden(c) && !('\u{80}'..='\u{9f}').contains(&c))
}

/// What is told about lines that were read wrongly.
fn misread(reading: Reading, line: &str, righted: &Righted, others: usize) -> String {
    let seen = shown(value(line));
    let meant = shown(value(&righted.text));
    let meant = if righted.is_guess {
        format!("Meant, but for letters that were lost: {meant}.")
    } else {
        format!("Meant: {meant}.")
    };
    let others = match others {
        0 => String::new(),
        1 => " One more line of this file is like it.".to_owned(),
        more => format!(" {more} more lines of this file are like it."),
    };
    let name = reading.name();
    match reading.in_unikey() {
        None => format!(
            "{seen} was UTF-8 and has been opened as {name}. {meant} Take the file from before it \
             was opened so, open it as UTF-8 and save it as UTF-8, or type the line anew.{others}"
        ),
        Some(unikey) => format!(
            "{seen} is not in Unicode: it probably comes from {name}. {meant} Convert the text in \
             UniKey from {unikey} to Unicode, and save the file as UTF-8.{others}"
        ),
    }
}

/// What is told about a line for its first character that may not stand in it.
fn single(line: &str) -> Option<String> {
    // Remarks are for authors; nobody else sees them.
    if line.trim_start().starts_with('#') {
        return None;
    }
    let whole: String = line.nfc().collect();
    let word_with = |wanted: char| {
        whole.split_whitespace().find(|word| word.contains(wanted)).unwrap_or_default()
    };
    if let Some(foreign) = whole.chars().find(|c| !is_passed(*c)) {
        return Some(letters::told(foreign, word_with(foreign)));
    }
    lost_or_written_out(&whole)
}

/// Tells question marks in place of letters, and letters written as numbers for machines.
fn lost_or_written_out(line: &str) -> Option<String> {
    for word in line.split_whitespace() {
        let chars: Vec<char> = word.chars().collect();
        let is_address = word.contains(['/', '=', '.', '@', '$', '{', '"']);
        let lost = chars
            .windows(3)
            .any(|three| matches!(three, [a, '?', b] if a.is_alphabetic() && b.is_lowercase()));
        if lost && !is_address {
            return Some(format!(
                "A letter of {} became a question mark when the file was saved. Type the word anew, \
                 and save the file as UTF-8.",
                shown(word)
            ));
        }
        if let Some(code) = written_out(word) {
            return Some(format!(
                "{} is a letter written out for machines, in {}. Type the letter itself.",
                shown(&code),
                shown(word)
            ));
        }
    }
    None
}

/// A letter written as `&eacute;`, `&#7885;`, `%C3%A9`, `=C3=A9` or `\u00e9` within a word.
fn written_out(word: &str) -> Option<String> {
    for (at, sign) in word.char_indices().filter(|(_, c)| matches!(c, '&' | '%' | '=' | '\\')) {
        let rest = word.get(at + 1..).unwrap_or_default();
        let length = match sign {
            '&' => rest.find(';').filter(|end| {
                let name = rest.get(..*end).unwrap_or_default();
                (2..=8).contains(&name.len())
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
            }),
            '\\' => {
                let hex = rest.get(1..5).is_some_and(is_hex);
                (rest.starts_with('u') && hex && !word.contains('"')).then_some(4)
            }
            _ => {
                let next = rest.get(3..5).is_some_and(is_hex)
                    && rest.get(2..3).is_some_and(|other| other.starts_with(sign));
                let high = rest.get(..2).is_some_and(|hex| is_hex(hex) && hex > "BF" && hex < "f8");
                (next && high).then_some(4)
            }
        };
        if let Some(length) = length {
            return word.get(at..=at + 1 + length).or(word.get(at..)).map(str::to_owned);
        }
    }
    None
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What a line of Fluent or TOML says, without the name before it.
fn value(line: &str) -> &str {
    let line = line.trim();
    let named = line.split_once('=').filter(|(name, _)| {
        name.trim().chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    });
    named.map_or(line, |(_, value)| value.trim())
}

/// A text between the quotation marks of a sentence: short, and without what can't be seen.
pub(crate) fn shown(text: &str) -> String {
    let mut short: String = text
        .chars()
        .take(60)
        .map(|c| if c.is_control() || crate::plain::is_hidden(c) { '\u{fffd}' } else { c })
        .collect();
    if text.chars().count() > 60 {
        short.push('…');
    }
    format!("“{short}”")
}
