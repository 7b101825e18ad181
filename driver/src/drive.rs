//! The app on JSON lines: one request a line in, one answer a line out, in order. Answers every
//! line, also one that makes no sense; moves the clock only when asked to.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::Sound;
use crate::session::{Aim, Session};

/// A request.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
pub enum Request {
    /// What is on the screen.
    Tree {},
    /// Touch something: exactly one of the three.
    Tap {
        /// The element with this id.
        id: Option<String>,
        /// The control with this label.
        label: Option<String>,
        /// A point in logical pixels.
        at: Option<[f32; 2]>,
    },
    /// Put the finger down.
    Press {
        /// Where.
        at: [f32; 2],
    },
    /// Slide the finger.
    Move {
        /// Where to.
        at: [f32; 2],
    },
    /// Lift the finger.
    Release {
        /// Where.
        at: [f32; 2],
    },
    /// Type a text.
    Type {
        /// The text.
        text: String,
    },
    /// Press a key.
    Key {
        /// Its name, such as `Back` or `Return`.
        key: String,
    },
    /// Move the clock.
    Advance {
        /// By this many milliseconds.
        ms: u64,
    },
    /// Save the window as PNG.
    Screenshot {
        /// The file.
        path: PathBuf,
    },
    /// What was spoken since the last call.
    Heard {},
    /// Take the sound away, or bring it back.
    Sound {
        /// What becomes of what is said from now on.
        state: Sound,
    },
    /// What was recorded.
    Events {
        /// After the event with this local number; 0 for all.
        #[serde(default)]
        after: u64,
    },
    /// End.
    Quit {},
}

/// Answers requests until one of them is `quit` or there are no more.
///
/// # Errors
/// When the lines can't be read or the answers not written.
pub fn serve(
    session: &mut Session,
    requests: impl BufRead,
    mut answers: impl Write,
) -> std::io::Result<()> {
    for line in requests.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let (answer, goes_on) = answer_line(session, &line);
        writeln!(answers, "{answer}")?;
        answers.flush()?;
        if !goes_on {
            break;
        }
    }
    Ok(())
}

/// The answer to one line, and whether more are expected.
pub fn answer_line(session: &mut Session, line: &str) -> (Value, bool) {
    let request: Request = match serde_json::from_str(line) {
        Ok(request) => request,
        Err(error) => return (refusal(&format!("this is no request: {error}")), true),
    };
    let goes_on = request != Request::Quit {};
    let answer = match answer(session, request) {
        Ok(mut fields) => {
            fields["ok"] = json!(true);
            fields
        }
        Err(error) => refusal(&format!("{error:#}")),
    };
    (answer, goes_on)
}

fn refusal(sentence: &str) -> Value {
    json!({"ok": false, "error": sentence})
}

fn answer(session: &mut Session, request: Request) -> anyhow::Result<Value> {
    match request {
        Request::Tree {} => {
            let screen = session.screen()?;
            let mut answer = serde_json::to_value(session.place())?;
            answer["tree"] = serde_json::to_value(&screen.rows)?;
            Ok(answer)
        }
        Request::Tap { id, label, at } => {
            let aim = match (&id, &label, at) {
                (Some(id), None, None) => Aim::Id(id),
                (None, Some(label), None) => Aim::Label(label),
                (None, None, Some(at)) => Aim::At(at),
                _ => anyhow::bail!("a tap needs one of `id`, `label` and `at`"),
            };
            let touch = session.tap(&aim)?;
            let mut answer = serde_json::to_value(session.place())?;
            answer["tapped"] = serde_json::to_value(touch)?;
            Ok(answer)
        }
        Request::Press { at } => {
            session.press(at);
            Ok(json!({}))
        }
        Request::Move { at } => {
            session.slide(at);
            Ok(json!({}))
        }
        Request::Release { at } => {
            session.release(at);
            Ok(json!({}))
        }
        Request::Type { text } => {
            session.write(&text);
            Ok(json!({}))
        }
        Request::Key { key } => {
            session.key(&key)?;
            Ok(json!({}))
        }
        Request::Advance { ms } => {
            session.advance(ms);
            Ok(json!({"now": session.now().0}))
        }
        Request::Screenshot { path } => {
            session.screen()?.picture.save(&path)?;
            Ok(json!({}))
        }
        Request::Heard {} => Ok(json!({"heard": session.take_heard()})),
        Request::Sound { state } => {
            session.set_sound(state)?;
            Ok(serde_json::to_value(session.place())?)
        }
        Request::Events { after } => Ok(json!({"events": session.app().events_after(after)?})),
        Request::Quit {} => Ok(json!({})),
    }
}
