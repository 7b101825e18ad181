//! Learners: in short, page by page, for whom to visit; one learner's lessons; erasing one.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use protocol::{PersonId, Stage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Answer;
use crate::http::App;
use crate::http::access::{Caller, Target};
use crate::http::problem::Problem;
use crate::storage::{LearnerRow, LearnerSummary};

/// How many learners a page has.
pub const PAGE: usize = 100;

/// Where a page begins.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// The last learner of the page before.
    pub after: Option<PersonId>,
}

/// A learner in short.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LearnerShort {
    /// The learner's pseudonym, 32 hexadecimal digits.
    pub person: String,
    /// Their group.
    pub group: Option<String>,
    /// Lessons opened.
    pub opened: u32,
    /// Lessons passed.
    pub passed: u32,
    /// When the hub last got something about them, in Unix milliseconds by its clock.
    pub last_received_millis: Option<i64>,
}

/// Some learners, by id.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerPage {
    /// At most a hundred.
    pub learners: Vec<LearnerShort>,
    /// To be asked for as `?after=` where there may be more.
    pub next: Option<String>,
}

/// A learner and a lesson.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LearnerLesson {
    /// The lesson.
    pub lesson: String,
    /// The furthest stage that was finished: `watch`, `together`, `alone` or `check`.
    pub stage: Option<&'static str>,
    /// Whether a check was passed, or a placement said that it is known.
    pub passed: bool,
    /// Whether a placement alone says so.
    pub placed: bool,
    /// How many checks were finished.
    pub attempts: u32,
    /// The fewest slips in one.
    pub best_slips: Option<u16>,
}

/// A learner.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Learner {
    /// The learner's pseudonym, 32 hexadecimal digits.
    pub person: String,
    /// Their group.
    pub group: Option<String>,
    /// How many of their events the hub has.
    pub events: u64,
    /// When it last got one, in Unix milliseconds by its clock.
    pub last_received_millis: Option<i64>,
    /// By lesson.
    pub lessons: Vec<LearnerLesson>,
}

impl From<LearnerSummary> for LearnerShort {
    fn from(row: LearnerSummary) -> Self {
        Self {
            person: row.person.to_string(),
            group: row.group,
            opened: row.opened,
            passed: row.passed,
            last_received_millis: row.last_received.map(|at| at.0),
        }
    }
}

impl From<LearnerRow> for Learner {
    fn from(row: LearnerRow) -> Self {
        let lesson =
            |(lesson, progress): (protocol::LessonId, progress::LessonProgress)| LearnerLesson {
                lesson: lesson.to_string(),
                stage: progress.stage_reached.map(stage),
                passed: progress.is_passed(),
                placed: progress.placed,
                attempts: progress.attempts,
                best_slips: progress.best_slips,
            };
        Self {
            person: row.person.to_string(),
            group: row.group,
            events: row.events,
            last_received_millis: row.last_received.map(|at| at.0),
            lessons: row.lessons.into_iter().map(lesson).collect(),
        }
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Watch => "watch",
        Stage::Together => "together",
        Stage::Alone => "alone",
        Stage::Check => "check",
    }
}

fn page(rows: Vec<LearnerSummary>) -> LearnerPage {
    let next = (rows.len() == PAGE).then(|| rows.last().map(|row| row.person.to_string()));
    LearnerPage {
        learners: rows.into_iter().map(LearnerShort::from).collect(),
        next: next.flatten(),
    }
}

/// A page of a group's learners.
pub(in crate::http) async fn page_of_group(
    app: &App,
    target: Target,
    after: After,
) -> Result<LearnerPage, Problem> {
    let group = target.group.ok_or(Problem::NOT_FOUND)?;
    Ok(page(app.store.learners(Some(&group), after.after, PAGE).await?))
}

/// A page of the caller's roster.
pub(in crate::http) async fn page_of_roster(
    app: &App,
    caller: &Caller,
    after: After,
) -> Result<LearnerPage, Problem> {
    match &caller.account.device {
        Some(device) => Ok(page(app.dashboard.roster(device, after.after, PAGE).await?)),
        None => Ok(page(Vec::new())),
    }
}

/// The learner that the request is about.
pub(in crate::http) async fn of_target(app: &App, target: Target) -> Result<Learner, Problem> {
    let person = target.person.ok_or(Problem::NOT_FOUND)?;
    let row = app.store.learner(&person).await?.ok_or(Problem::NOT_FOUND)?;
    Ok(row.into())
}

type Page = Result<Query<After>, QueryRejection>;

pub(in crate::http) fn after(page: Page) -> Result<After, Problem> {
    page.map(|Query(after)| after).map_err(|_| Problem::BAD_QUERY)
}

/// Answers a page of a group's learners.
pub async fn of_group(
    State(app): State<App>,
    Extension(target): Extension<Target>,
    page: Page,
) -> Answer<LearnerPage> {
    Ok(Json(page_of_group(&app, target, after(page)?).await?))
}

/// Answers a page of the instructor's roster.
pub async fn of_roster(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    page: Page,
) -> Answer<LearnerPage> {
    Ok(Json(page_of_roster(&app, &caller, after(page)?).await?))
}

/// Answers a learner's lessons.
pub async fn one(State(app): State<App>, Extension(target): Extension<Target>) -> Answer<Learner> {
    Ok(Json(of_target(&app, target).await?))
}

/// Erases a learner.
pub async fn erase(
    State(app): State<App>,
    Extension(target): Extension<Target>,
) -> Result<StatusCode, Problem> {
    app.ward.erase(target.person.ok_or(Problem::NOT_FOUND)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
