//! An instructor's learners, and one learner.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Redirect;
use serde::Deserialize;
use wire::Role;

use super::figures::MOST;
use super::words::{self, Line};
use super::{Frame, Page, page};
use crate::http::access::{Caller, Target};
use crate::http::api::{Learner, LearnerShort, learners};
use crate::http::problem::Problem;
use crate::http::{App, StrictForm};

#[derive(Template)]
#[template(path = "roster.html")]
struct RosterPage {
    frame: Frame,
    learners: Vec<Line>,
    more: bool,
    linked: bool,
}

/// Shows the learners on the instructor's roster.
pub async fn roster(State(app): State<App>, Extension(caller): Extension<Caller>) -> Page {
    let mut learners = match &caller.account.device {
        Some(device) => app.dashboard.roster(device, None, MOST + 1).await?,
        None => Vec::new(),
    };
    let more = learners.len() > MOST;
    learners.truncate(MOST);
    let learners = learners.into_iter().map(LearnerShort::from).collect();
    page(&RosterPage {
        frame: Frame::of(&app, &caller),
        learners: words::follow_ups(learners, (app.now)()),
        more,
        linked: true,
    })
}

#[derive(Template)]
#[template(path = "learner.html")]
struct LearnerPage {
    frame: Frame,
    short: String,
    last_received: String,
    learner: Learner,
    may_erase: bool,
}

/// Shows a learner's lessons.
pub async fn one(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Extension(target): Extension<Target>,
) -> Page {
    let learner = learners::of_target(&app, target).await?;
    page(&LearnerPage {
        frame: Frame::of(&app, &caller),
        short: words::short(&learner.person),
        last_received: words::day(learner.last_received_millis),
        may_erase: caller.account.role == Role::Ward,
        learner,
    })
}

/// Says that the learner themselves wished it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EraseForm {
    #[serde(rename = "csrf")]
    _csrf: String,
    sure: String,
}

/// Erases a learner.
pub async fn erase(
    State(app): State<App>,
    Extension(target): Extension<Target>,
    StrictForm(form): StrictForm<EraseForm>,
) -> Result<Redirect, Problem> {
    if form.sure != "yes" {
        return Err(Problem::BAD_BODY);
    }
    app.ward.erase(target.person.ok_or(Problem::NOT_FOUND)?).await?;
    Ok(Redirect::to("/ward"))
}
