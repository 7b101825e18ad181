//! Files that aren't UTF-8 text at all: which encoding their bytes are probably in, or which
//! program's file it is. It reads no such file on the author's behalf.

use super::pages::western;
use super::reading::Reading;
use super::{shown, value};

/// How files of programs begin that hold no plain text.
const BEGINNINGS: [(&[u8], &str); 12] = [
    (b"PK\x03\x04", "a Word document (.docx) or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file (.doc, .xls)"),
    (b"{\\rtf", "a Rich Text file (.rtf)"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"OggS", "a sound"),
    (b"ID3", "a sound"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
];

/// What is told about the bytes of another program's file, or none.
pub(crate) fn program(bytes: &[u8]) -> Option<String> {
    let beginning = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (_, what) = BEGINNINGS.iter().find(|(begins, _)| beginning.starts_with(begins))?;
    Some(format!(
        "This is {what} and no plain text, whatever its name says. Copy the text into a plain text \
         editor, such as Notepad, and save it there as UTF-8."
    ))
}

/// What is told about bytes that hold no UTF-8, with the line, where something is known.
pub(crate) fn encoding(bytes: &[u8]) -> Option<(u32, String)> {
    if let Some(name) = wide(bytes) {
        let message = format!(
            "This file is {name}, which Windows also calls “Unicode”. Open it in Notepad, choose \
             Save as, and take the encoding UTF-8."
        );
        return Some((1, message));
    }
    if bytes.contains(&0) {
        let message = "This file is no text: it holds bytes of nought. Write it anew in a plain \
                       text editor, and save it as UTF-8.";
        return Some((1, message.to_owned()));
    }
    if is_mostly_utf8(bytes) {
        return None;
    }
    let text = western(bytes);
    let lines: Vec<(u32, &str)> = (1..).zip(text.lines()).collect();
    let strange: Vec<(u32, &str)> =
        lines.into_iter().filter(|(_, line)| !line.is_ascii()).collect();
    // All lines of one file are in one encoding: the one that leaves the least that is odd.
    let cost = |reading: &Reading| -> usize {
        let righted = strange.iter().map(|(_, line)| match reading.right(line) {
            Some(righted) => super::oddness(&righted.text),
            None => super::oddness(line),
        });
        righted.sum()
    };
    let reading = Reading::OF_BYTES.into_iter().min_by_key(cost)?;
    let (number, line) = strange.first()?;
    // Where even the best reading leaves much that is odd, naming it would lead astray.
    if cost(&reading) * 8 > cost(&Reading::Western) {
        return None;
    }
    let righted = reading.right(line).map_or_else(|| (*line).to_owned(), |righted| righted.text);
    let meant = shown(value(&righted));
    let name = reading.name();
    let cure = match reading.in_unikey() {
        Some(unikey) if !matches!(reading, Reading::Windows1258) => {
            format!("Convert it in UniKey from {unikey} to Unicode, and save the file as UTF-8.")
        }
        _ => "Open it in that encoding, choose Save as, and take the encoding UTF-8.".to_owned(),
    };
    let message =
        format!("This file isn't UTF-8 but probably {name}. This line then says: {meant}. {cure}");
    Some((*number, message))
}

/// The encoding with two or four bytes a character, if the file is in one.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Some("UTF-32");
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Some("UTF-16");
    }
    let noughts = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (noughts(0), noughts(1));
    let many = bytes.len() / 4;
    // ASCII within UTF-16 has every second byte nought, and Vietnamese has many ASCII letters.
    (bytes.len() >= 4 && (even.max(odd) > many) && even.min(odd) * 8 <= even.max(odd))
        .then_some("UTF-16")
}

/// Whether most letters beyond ASCII are good UTF-8, so that only a few bytes are broken.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good > broken
}
