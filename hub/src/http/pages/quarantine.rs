//! What was put aside, to be tried again.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Redirect;

use super::{Frame, Page, page, words};
use crate::http::App;
use crate::http::access::{Caller, Target};
use crate::http::api::QuarantineLine;
use crate::http::api::quarantine::{self, LINES};
use crate::http::problem::Problem;

struct Line {
    hash: String,
    short: String,
    reason: &'static str,
    bytes: u64,
    at: String,
    sender: Option<String>,
}

#[derive(Template)]
#[template(path = "quarantine.html")]
struct QuarantinePage {
    frame: Frame,
    lines: Vec<Line>,
}

/// Shows what was put aside.
pub async fn all(State(app): State<App>, Extension(caller): Extension<Caller>) -> Page {
    let line = |row| {
        let row = QuarantineLine::from(row);
        Line {
            short: words::short(&row.hash),
            reason: words::reason(row.reason),
            bytes: row.bytes,
            at: words::day(Some(row.at_millis)),
            sender: row.sender.as_deref().map(words::short),
            hash: row.hash,
        }
    };
    page(&QuarantinePage {
        frame: Frame::of(&app, &caller),
        lines: app.store.quarantine(LINES).await?.into_iter().map(line).collect(),
    })
}

/// Tries once more to take something in.
pub async fn release(
    State(app): State<App>,
    Extension(target): Extension<Target>,
) -> Result<Redirect, Problem> {
    quarantine::release_target(&app, target).await?;
    Ok(Redirect::to("/quarantine"))
}
