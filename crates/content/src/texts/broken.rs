//! Fluent that can't be read, told in a teacher's words: what stands there, and what to write in
//! its place. It tells too what Fluent reads without a word although nobody means it.

use fluent_syntax::parser::{ErrorKind, ParserError};

use crate::damage::shown;
use crate::plain::is_good_id;
use crate::problem::{Lines, quote};

/// What is wrong with lines that Fluent may read otherwise than they are meant: each line, from 1.
pub(super) fn misleading(text: &str) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    let (mut open, mut any) = (0_usize, false);
    for (number, line) in (1..).zip(text.lines()) {
        let begins_inside = open > 0;
        open = (open + line.matches('{').count()).saturating_sub(line.matches('}').count());
        let trimmed = line.trim_start();
        let indent = line.get(..line.len() - trimmed.len()).unwrap_or_default();
        if trimmed.is_empty() || trimmed.starts_with('#') && indent.is_empty() || begins_inside {
            continue;
        }
        // Before the first text there is none that an indented line could belong to.
        let above = std::mem::replace(&mut any, true);
        if indent.contains('\t') {
            let message = "This line begins with a tab, which Fluent doesn't read. Put four spaces \
                           in its place.";
            found.push((number, message.to_owned()));
        } else if let Some(space) = indent.chars().find(|c| *c != ' ' && *c != '\r') {
            let code = u32::from(space);
            found.push((
                number,
                format!(
                    "This line begins with a space of another kind (U+{code:04X}). Put four plain \
                     spaces in its place."
                ),
            ));
        } else if let Some((name, value)) = trimmed.split_once('=') {
            let name = name.trim();
            if above && !indent.is_empty() && is_good_id(name) && !value.starts_with('=') {
                found.push((number, without_dot(name)));
            } else if value.starts_with('=') && is_good_id(name.trim_start_matches('.')) {
                let message = format!("There are two `=` after {}. Remove one.", quote(name));
                found.push((number, message));
            }
        }
    }
    found
}

fn without_dot(name: &str) -> String {
    format!(
        "The dot is missing before {}, so it would be shown as words of the text above. Write \
         `.{name} = …`; a text of its own begins at the left edge.",
        quote(name)
    )
}

/// What is told about an error of the parser, and on which line.
pub(super) fn told(error: &ParserError, text: &str, lines: &Lines) -> (u32, String) {
    let at = error.pos.start.min(text.len());
    let before = text.get(..at).unwrap_or_default();
    let open = before.rfind('{').filter(|open| !before.get(*open..).is_some_and(closed));
    let line = text.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
    let line = line.lines().next().unwrap_or_default();
    let number = lines.line(at);
    let message = match &error.kind {
        ErrorKind::ExpectedToken('=') => return (number, no_equals(line)),
        ErrorKind::ExpectedToken('}') => {
            let ended = text.get(at..).is_none_or(|rest| rest.is_empty() || before.ends_with('\n'));
            let number = open.map_or(number, |open| lines.line(open));
            let message = if ended || line.trim().is_empty() {
                "A `{` on this line has no `}` after it. A value is written `{ $name }`; for plain \
                 words take the `{` out."
            } else {
                "After the name of a value its `}` is missing, or the name holds other signs than \
                 the letters a to z, digits and hyphens. Write `{ $name }`."
            };
            return (number, message.to_owned());
        }
        ErrorKind::ExpectedCharRange { .. } if open.is_some() => {
            "After `{` come `$` and the name of a value, with no space between them: `{ $name }`."
        }
        ErrorKind::ExpectedCharRange { .. } => return (number, no_name(line)),
        ErrorKind::ExpectedToken(token) => {
            return (
                number,
                format!(
                    "The sign `{token}` is missing here. Forms of a text are written `[one] …` and \
                     `*[other] …`, each on a line of its own."
                ),
            );
        }
        ErrorKind::ExpectedMessageField { entry_id } => {
            return (number, no_text(entry_id));
        }
        ErrorKind::ExpectedTermField { .. } => {
            "A name can't begin with a hyphen. Begin the line with the name itself."
        }
        ErrorKind::ForbiddenCallee
        | ErrorKind::PositionalArgumentFollowsNamed
        | ErrorKind::DuplicatedNamedArgument(_)
        | ErrorKind::ExpectedLiteral
        | ErrorKind::TermAttributeAsPlaceable => {
            "Between `{` and `}` a text can only name a value, like `{ $amount }`. Write the words \
             out instead."
        }
        ErrorKind::MissingDefaultVariant => {
            "One of these forms has to be for all other cases. Put a `*` before it: `*[other] …`."
        }
        ErrorKind::MultipleDefaultVariants => {
            "Only one of these forms may have a `*` before it. Take the others' away."
        }
        ErrorKind::MissingValue => "After `]` the words of this form are missing. Write them.",
        ErrorKind::MessageReferenceAsSelector
        | ErrorKind::TermReferenceAsSelector
        | ErrorKind::MessageAttributeAsSelector
        | ErrorKind::ExpectedSimpleExpressionAsSelector => {
            "Before `->` stands a value, like `{ $days -> …`. Write its name with `$` before it."
        }
        ErrorKind::UnterminatedStringLiteral => {
            "A quotation mark after `{` is not closed. Take the `{` out, and write “ ” for \
             quotation marks."
        }
        ErrorKind::UnknownEscapeSequence(_) | ErrorKind::InvalidUnicodeEscapeSequence(_) => {
            "A `\\` between quotation marks begins a code that Fluent doesn't know. Type the letter \
             itself."
        }
        ErrorKind::UnbalancedClosingBrace => {
            "A `}` on this line has no `{` before it. Take it out, or write the value as \
             `{ $name }`."
        }
        ErrorKind::ExpectedInlineExpression => {
            "Between `{` and `}` the name of a value is missing. Write `{ $name }`, or take both \
             out."
        }
    };
    (number, message.to_owned())
}

/// Whether a part that begins with `{` holds its `}`.
fn closed(part: &str) -> bool {
    part.contains('}')
}

/// A name without its text.
fn no_text(name: &str) -> String {
    format!(
        "There is no text after {}. Write it on the same line, or remove the line.",
        quote(&format!("{name} ="))
    )
}

/// A line at the left edge that has no `=` after a name.
fn no_equals(line: &str) -> String {
    let name = line.split(['=', ':']).next().unwrap_or_default().trim();
    if let Some((before, _)) = line.split_once('=') {
        return bad_name(before.trim());
    }
    if line.contains(':') && is_good_id(name) {
        return format!("Write `=` in place of `:` after {}.", quote(name));
    }
    format!(
        "{} has no name before it. A text is written `name = text`; where a text goes on in a \
         second line, that line begins with four spaces.",
        shown(line.trim())
    )
}

fn bad_name(name: &str) -> String {
    format!("{} is no name for a text. Use the letters a to z, digits and hyphens.", quote(name))
}

/// A line that begins with something else than a name.
fn no_name(line: &str) -> String {
    let trimmed = line.trim();
    let first = trimmed.chars().next().unwrap_or(' ');
    let rest = trimmed.get(first.len_utf8()..).unwrap_or_default();
    let equals = trimmed.split_once('=');
    match first {
        '.' => no_part(rest),
        '}' => "A line can't begin with `}`, which closes nothing here. Take it out.".to_owned(),
        '*' | '[' | '{' => format!(
            "A line can't begin with `{first}`: Fluent takes it for one of several forms. Take the \
             sign out, or put it on the line before, after a word."
        ),
        '/' => "A remark begins with `#` and a space. Write these in place of `/`.".to_owned(),
        '-' | '–' | '•' => format!(
            "A line can't begin with `{first}`: there are no lists here. Write each text as \
             `name = text`."
        ),
        '=' => "The name before `=` is missing. Write `name = text`.".to_owned(),
        '<' => "Texts have no tags such as `<b>`. Write plain words, as `name = text`.".to_owned(),
        _ if equals.is_some_and(|(name, _)| is_good_id(name.trim())) => {
            "This line is indented but belongs to no text. Begin it at the left edge.".to_owned()
        }
        _ => match equals {
            Some((name, _)) => bad_name(name.trim()),
            None => no_equals(line),
        },
    }
}

/// A line that begins with a dot, by what is after it.
fn no_part(rest: &str) -> String {
    let (name, value) = match rest.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (rest, None),
    };
    let plain = name.trim();
    if plain.is_empty() || name.starts_with(char::is_whitespace) {
        return "A dot at the beginning of a line begins a part such as `.hint`, and its name comes \
                right after it. Write `.hint = …`, or put the dot at the end of the line before."
            .to_owned();
    }
    let first = plain.split_whitespace().next().unwrap_or_default();
    match value {
        None if is_good_id(first) => {
            format!("The `=` is missing after `.{first}`. Write `.{first} = …`.")
        }
        Some(value) if is_good_id(plain) && value.trim().is_empty() => {
            no_text(&format!(".{plain}"))
        }
        Some(_) if is_good_id(plain) => format!(
            "`.{plain}` belongs to no text: above it stands none that can be read. Write the text's \
             own line before it, as `name = text`."
        ),
        _ => format!(
            "{} is no name for a part of a text. Use the letters a to z, digits and hyphens, or put \
             the dot at the end of the line before.",
            quote(&format!(".{plain}"))
        ),
    }
}
