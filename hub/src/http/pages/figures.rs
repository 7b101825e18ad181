//! The ward's page, and a group's.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use wire::Role;

use super::words::{self, Line};
use super::{Frame, Page, page};
use crate::http::App;
use crate::http::access::{Caller, Target};
use crate::http::api::{GroupFigures, LearnerShort, Ward, figures};
use crate::http::problem::Problem;

/// How many learners a page shows.
pub(super) const MOST: usize = 500;

#[derive(Template)]
#[template(path = "ward.html")]
struct WardPage {
    frame: Frame,
    ward: Ward,
    last_received: String,
    groups: Vec<GroupFigures>,
}

/// Shows the ward's figures, by lesson and by group.
pub async fn ward(State(app): State<App>, Extension(caller): Extension<Caller>) -> Page {
    let ward = figures::of_ward(&app).await?;
    page(&WardPage {
        frame: Frame::of(&app, &caller),
        last_received: words::day(ward.last_received_millis),
        groups: figures::of_groups(&app, &caller.account).await?,
        ward,
    })
}

#[derive(Template)]
#[template(path = "group.html")]
struct GroupPage {
    frame: Frame,
    name: String,
    figures: GroupFigures,
    learners: Vec<Line>,
    more: bool,
    linked: bool,
}

/// Shows a group's figures, and whom to visit.
pub async fn group(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Extension(target): Extension<Target>,
) -> Page {
    let name = target.group.ok_or(Problem::NOT_FOUND)?;
    let mut learners = app.store.learners(Some(&name), None, MOST + 1).await?;
    let more = learners.len() > MOST;
    learners.truncate(MOST);
    let learners = learners.into_iter().map(LearnerShort::from).collect();
    page(&GroupPage {
        frame: Frame::of(&app, &caller),
        figures: figures::of_group(&app, &name).await?,
        learners: words::follow_ups(learners, (app.now)()),
        more,
        // A group's head sees figures, not what single people did.
        linked: caller.account.role == Role::Ward,
        name,
    })
}
