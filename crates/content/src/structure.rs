//! TOML of authors: read once for all files that are TOML, and told in a teacher's words where it
//! can't be. Refuses files whose nesting could exhaust a small phone's stack.

use toml::Spanned;
use toml::de::{DeTable, Error};

use crate::damage::shown;
use crate::lesson::rows::Teller;
use crate::plain::is_good_id;
use crate::problem::quote;

/// The most `{` and `[` of a file; a lesson of 40 steps has about 130. The TOML reader calls itself
/// for each that is left open, and a phone's stack is small.
const MAX_BRACKETS: usize = 256;

/// Quotation marks that word processors write, and that TOML doesn't know.
const CURLY: &str = "“”„‟‘’‚«»″′";

/// Reads a file; none where it is no TOML or holds nothing, which is told. `called` is what the
/// file is, for a sentence.
pub(crate) fn read<'t>(
    text: &'t str,
    called: &str,
    teller: &mut Teller<'_>,
) -> Option<Spanned<DeTable<'t>>> {
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        teller.add(1, format!("This file is empty. Write {called} into it, or remove it."));
        return None;
    }
    if let Some((at, _)) = text.match_indices(['{', '[']).nth(MAX_BRACKETS) {
        let line = teller.lines.line(at);
        teller.add(
            line,
            format!("There are more brackets up to here than {called} has. Remove some."),
        );
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut last = 0;
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = teller.lines.line(at);
        // What follows the first error of a line only follows from it.
        if line != last {
            let (line, message) = told(error, text, at, line, teller);
            teller.add(line, message);
        }
        last = line;
    }
    errors.is_empty().then_some(table)
}

fn told(error: &Error, text: &str, at: usize, number: u32, teller: &Teller<'_>) -> (u32, String) {
    let line_of = |at: usize| {
        let begin = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        text.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    };
    let line = line_of(at);
    if let Some(message) = by_line(line) {
        return (number, message);
    }
    let what = error.message();
    // After the comma comes which signs the reader would have taken.
    let what = what.lines().next().unwrap_or_default();
    let what = what.split(", expected").next().unwrap_or(what).trim_end_matches('.');
    let name = line.split(['=', ':', ' ']).next().unwrap_or_default().trim();
    // The reader notices where something else begins; what is to be mended is where the list began.
    let open = text.get(..at).and_then(|before| before.rfind("= ["));
    let open = open.filter(|open| !text.get(*open..at).is_some_and(|list| list.contains(']')));
    let begun = open.map_or(number, |open| teller.lines.line(open));
    let next = begun < number && line.contains('=');
    if (what.starts_with("unclosed array") && !what.contains("table")) || next {
        return (begun, "The list on this line has no `]` at its end. Write it.".to_owned());
    }
    let message = match what {
        "duplicate key" => {
            let key = error.span().and_then(|span| text.get(span)).unwrap_or(name);
            format!("{} stands here a second time. Remove one of the two.", quote(key.trim()))
        }
        "key with no value" | "missing value for key" | "missing value" => {
            format!("After {} come `=` and a value. Write both.", quote(name))
        }
        "missing opening quote"
        | "invalid basic string"
        | "invalid literal string"
        | "invalid multi-line basic string"
        | "invalid multi-line literal string" => {
            "A quotation mark is missing on this line. Text stands between two of them: \
             `unit = \"payments\"`."
                .to_owned()
        }
        "missing escaped value" | "too few unicode value digits" | "invalid value" => {
            "A `\\` can't stand in a text here. Take it out.".to_owned()
        }
        "string values must be quoted" | "invalid boolean" | "invalid string" => value(line),
        "invalid unquoted key"
        | "unquoted keys cannot be empty"
        | "invalid key-value pair"
        | "keys cannot be multi-line basic strings"
        | "keys cannot be multi-line literal strings" => format!(
            "{} is no name. Each line is `name = value`, and names have the letters a to z, digits \
             and `_`.",
            quote(name)
        ),
        "extra `=`" | "unexpected `=` in array" => {
            "There is one `=` too many here. Remove it.".to_owned()
        }
        _ if what.starts_with("unclosed")
            || what.contains(" opening")
            || what.contains("table") =>
        {
            format!(
                "The brackets on this line aren't pairs. Headings are `[scenario]` or `[[step]]`, \
                 lists are `[\"bank\", \"scan\"]`: see {}.",
                shown(line.trim())
            )
        }
        _ if what.starts_with("missing comma") => {
            "A comma is missing between two things of a list. Write `[\"bank\", \"scan\"]`."
                .to_owned()
        }
        _ if what.starts_with("extra comma") => {
            "There is one comma too many in this list. Remove it.".to_owned()
        }
        _ if what.starts_with("unexpected key or value") => more(line),
        _ if is_about_a_number(what) => value(line),
        _ => format!(
            "{} can't be read ({what}). Each line is `name = value`, text stands between quotation \
             marks.",
            shown(line.trim())
        ),
    };
    (number, message)
}

/// What can be seen from the line alone.
fn by_line(line: &str) -> Option<String> {
    let code = line.split('#').next().unwrap_or_default();
    let trimmed = code.trim();
    let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
    if code.contains(|c| CURLY.contains(c)) {
        return Some(
            "The quotation marks on this line are those of a word processor. Write straight ones: \
             \"…\"."
                .to_owned(),
        );
    }
    if let Some(space) = indent.chars().find(|c| !c.is_ascii()) {
        let space = u32::from(space);
        return Some(format!(
            "This line begins with a space of another kind (U+{space:04X}). Put plain spaces in its \
             place."
        ));
    }
    if trimmed.starts_with("//") || trimmed.starts_with("/*") || trimmed.starts_with("--") {
        return Some("A remark begins with `#`. Write it in place of the sign here.".to_owned());
    }
    if trimmed.starts_with('-') {
        return Some(
            "A line can't begin with `-`. Write `name = value`, and lists in `[ ]`.".to_owned(),
        );
    }
    if trimmed.starts_with('=') {
        return Some("The name before `=` is missing. Write `name = value`.".to_owned());
    }
    let name = trimmed.split(':').next().unwrap_or_default().trim();
    if trimmed.contains(':') && !trimmed.contains('=') && is_good_id(name) {
        return Some(format!("Write `=` in place of `:` after {}.", quote(name)));
    }
    None
}

/// What stands after the `=` and is no value.
fn value(line: &str) -> String {
    let (name, given) = line.split_once('=').unwrap_or((line, ""));
    let (name, given) = (name.trim(), given.split('#').next().unwrap_or_default().trim());
    let first = given.trim_start_matches(['[', '{', ' ']).chars().next();
    if given.is_empty() {
        return format!("After {} the value is missing. Write it.", quote(&format!("{name} =")));
    }
    if ["true", "yes", "on"].contains(&given.to_lowercase().as_str()) {
        return format!("Write `{name} = true`, in small letters and without quotation marks.");
    }
    if ["false", "no", "off"].contains(&given.to_lowercase().as_str()) {
        return format!("Write `{name} = false`, in small letters and without quotation marks.");
    }
    if first.is_some_and(|first| first.is_ascii_digit() || "+-.".contains(first)) {
        return number_written(line);
    }
    if given.matches('"').count() % 2 == 1 {
        return "A quotation mark is missing on this line. Text stands between two of them: \
                `unit = \"payments\"`."
            .to_owned();
    }
    format!(
        "{} is text, which stands between quotation marks: `{} = \"…\"`.",
        shown(given),
        name.chars().take(40).collect::<String>().escape_debug()
    )
}

fn number_written(line: &str) -> String {
    let given = line.split_once('=').map_or(line, |(_, given)| given);
    format!(
        "{} is no number as it is written here. Write digits only, with `_` between thousands if \
         you like: `200_000`.",
        shown(given.split('#').next().unwrap_or_default().trim())
    )
}

/// Something after the end of a value.
fn more(line: &str) -> String {
    let given = line.split_once('=').map_or("", |(_, given)| given).trim();
    if given.starts_with(|c: char| c.is_ascii_digit()) {
        return number_written(line);
    }
    if line.trim_start().starts_with('[') {
        return format!(
            "The brackets on this line aren't pairs. Headings are `[scenario]` or `[[step]]`: see \
             {}.",
            shown(line.trim())
        );
    }
    "Something stands after the end of the value. Each line holds one `name = value`; a remark \
     begins with `#`."
        .to_owned()
}

fn is_about_a_number(what: &str) -> bool {
    [
        "number", "float", "date", "time", "zero", "sign", "radix", "exponent", "fraction",
        "mantissa", "digits", "month", "day", "hour",
    ]
    .iter()
    .any(|word| what.contains(word))
}
