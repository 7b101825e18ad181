//! The screen of a desktop session, through the service by which programs that show something keep
//! it from going dark: `org.freedesktop.ScreenSaver`, which every large desktop has. What is wished is
//! passed on by a thread of its own, since the session may take its time; the one who wishes never
//! waits.
//!
//! When the program ends, however it ends, the session lifts the wish by itself.

use std::sync::{Arc, mpsc};
use std::time::Duration;

use zbus::blocking::{Connection, connection::Builder};

use super::Connect;
use crate::platform::Screen;

/// <https://specifications.freedesktop.org/idle-inhibit-spec/latest/>
const SERVICE: &str = "org.freedesktop.ScreenSaver";
const PATH: &str = "/org/freedesktop/ScreenSaver";
/// What the session may tell its owner: who wishes it, and why.
const APPLICATION: &str = "Cầm Tay";
const REASON: &str = "Đang học";

/// How long the session may take to answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// The screen of the session that the program runs in.
pub struct SessionScreen {
    connect: Connect,
    wishes: Option<mpsc::Sender<bool>>,
}

impl SessionScreen {
    /// The session is reached when something is wished for the first time.
    #[must_use]
    pub fn new() -> Self {
        Self::reached_by(Arc::new(|| Builder::session()?.method_timeout(ANSWERS_WITHIN).build()))
    }

    pub(super) fn reached_by(connect: Connect) -> Self {
        Self { connect, wishes: None }
    }
}

impl Screen for SessionScreen {
    fn stay_on(&mut self, on: bool) {
        if self.wishes.is_none() && on {
            let ((wishes, wished), connect) = (mpsc::channel(), Arc::clone(&self.connect));
            let keeper = std::thread::Builder::new().name("screen".to_owned());
            if let Err(error) = keeper.spawn(move || keep(&connect, &wished)) {
                return eprintln!("The screen may go dark during a lesson: {error}");
            }
            self.wishes = Some(wishes);
        }
        if let Some(wishes) = &self.wishes {
            // Fails only when the keeper is gone, with what it held.
            let _ = wishes.send(on);
        }
    }
}

/// Does what is wished until nobody is left to wish.
fn keep(connect: &Connect, wished: &mpsc::Receiver<bool>) {
    let mut held = None;
    for on in wished {
        let outcome = match (on, held.take()) {
            (true, None) => hold(connect).map(Some),
            (true, Some(holding)) => Ok(Some(holding)),
            (false, Some((session, cookie))) => release(&session, cookie).map(|()| None),
            (false, None) => Ok(None),
        };
        held = outcome.unwrap_or_else(|error| {
            eprintln!("The session can't be asked to keep the screen on: {error}");
            None
        });
    }
}

/// Asks for a screen that stays on; the number is what takes it back.
fn hold(connect: &Connect) -> zbus::Result<(Connection, u32)> {
    let session = connect()?;
    let with = (APPLICATION, REASON);
    let answer = session.call_method(Some(SERVICE), PATH, Some(SERVICE), "Inhibit", &with)?;
    let cookie = answer.body().deserialize()?;
    Ok((session, cookie))
}

fn release(session: &Connection, cookie: u32) -> zbus::Result<()> {
    session.call_method(Some(SERVICE), PATH, Some(SERVICE), "UnInhibit", &cookie).map(|_| ())
}
