//! Figures of the ward, of a group, of a roster; each with the number of people behind it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::{Extension, Json};
use protocol::LessonId;
use serde::Serialize;
use utoipa::ToSchema;
use wire::Role;

use super::{Aggregate, Answer, aggregate};
use crate::accounts::Account;
use crate::http::App;
use crate::http::access::{Caller, Target};
use crate::http::problem::Problem;
use crate::storage::{Figure, LearnerSummary};

/// The most learners of a roster that are counted one by one.
const MOST_LEARNERS: usize = 10_000;

/// How far people have come in a lesson.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LessonFigure {
    /// The lesson.
    pub lesson: String,
    /// How many people are meant, whatever they did.
    pub people: u64,
    /// How many of them opened the lesson.
    pub opened: u64,
    /// How many of them passed it.
    pub passed: u64,
    /// `passed` of `people`, from 0 to 1; none where there is nobody.
    pub share: Option<f64>,
}

/// The lessons.
#[derive(Debug, Serialize, ToSchema)]
pub struct Lessons {
    /// By name.
    pub lessons: Vec<LessonFigure>,
}

/// A group's figures.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroupFigures {
    /// The group; none for people without one.
    pub group: Option<String>,
    /// How many people are in it.
    pub people: u64,
    /// By lesson.
    pub lessons: Vec<LessonFigure>,
}

/// The groups.
#[derive(Debug, Serialize, ToSchema)]
pub struct Groups {
    /// By name; people without a group come first.
    pub groups: Vec<GroupFigures>,
}

/// The ward's figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ward {
    /// What the ward is called.
    pub ward: String,
    /// People, without those who were erased.
    pub people: u64,
    /// Devices that aren't revoked.
    pub devices: u64,
    /// Events, each counted once.
    pub events: u64,
    /// Segments not known to be at the ward's hub; 0 there.
    pub waiting: u64,
    /// Things put aside.
    pub quarantined: u64,
    /// When the hub last got something, in Unix milliseconds by its clock.
    pub last_received_millis: Option<i64>,
    /// By lesson.
    pub lessons: Vec<LessonFigure>,
}

fn figure(lesson: &LessonId, people: u64, opened: u64, passed: u64) -> LessonFigure {
    #[expect(clippy::cast_precision_loss, reason = "people are fewer than 2^53")]
    let share = (people > 0).then(|| passed as f64 / people as f64);
    LessonFigure { lesson: lesson.to_string(), people, opened, passed, share }
}

/// The groups, by name, with their figures: also those in which nobody opened anything yet.
fn by_group(groups: Vec<(Option<String>, u64)>, figures: &[Figure]) -> Vec<GroupFigures> {
    let of = |(group, people): (Option<String>, u64)| {
        let rows = figures.iter().filter(|row| row.group == group);
        let lesson = |row: &Figure| figure(&row.lesson, people, row.opened, row.passed);
        GroupFigures { lessons: rows.map(lesson).collect(), group, people }
    };
    groups.into_iter().map(of).collect()
}

/// The lessons of the figures, over all groups.
pub(in crate::http) fn by_lesson(figures: &[Figure], people: u64) -> Vec<LessonFigure> {
    let mut lessons: BTreeMap<&LessonId, (u64, u64)> = BTreeMap::new();
    for row in figures {
        let (opened, passed) = lessons.entry(&row.lesson).or_default();
        *opened += row.opened;
        *passed += row.passed;
    }
    lessons
        .into_iter()
        .map(|(lesson, (opened, passed))| figure(lesson, people, opened, passed))
        .collect()
}

/// The ward's figures.
pub(in crate::http) async fn of_ward(app: &App) -> Result<Ward, Problem> {
    let counts = app.store.counts().await?;
    Ok(Ward {
        ward: app.ward_name.clone(),
        people: counts.people,
        devices: counts.devices,
        events: counts.events,
        waiting: counts.waiting,
        quarantined: counts.quarantined,
        last_received_millis: app.dashboard.last_received().await?.map(|at| at.0),
        lessons: by_lesson(&app.store.figures().await?, counts.people),
    })
}

/// The groups that the account may see.
pub(in crate::http) async fn of_groups(
    app: &App,
    account: &Account,
) -> Result<Vec<GroupFigures>, Problem> {
    let mut groups = by_group(app.dashboard.groups().await?, &app.store.figures().await?);
    if account.role != Role::Ward {
        groups.retain(|figures| figures.group.is_some() && figures.group == account.group);
    }
    Ok(groups)
}

/// One group's figures.
pub(in crate::http) async fn of_group(app: &App, group: &str) -> Result<GroupFigures, Problem> {
    let found = by_group(app.dashboard.groups().await?, &app.store.figures().await?)
        .into_iter()
        .find(|figures| figures.group.as_deref() == Some(group));
    let none = || GroupFigures { group: Some(group.to_owned()), people: 0, lessons: Vec::new() };
    Ok(found.unwrap_or_else(none))
}

/// Answers the ward's figures.
pub async fn ward(State(app): State<App>) -> Answer<Ward> {
    Ok(Json(of_ward(&app).await?))
}

/// Answers the lessons, among those whom the account may see.
pub async fn lessons(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Answer<Lessons> {
    let account = &caller.account;
    let lessons = match (account.role, &account.group, &account.device) {
        (Role::Ward, ..) => {
            let people = app.store.counts().await?.people;
            by_lesson(&app.store.figures().await?, people)
        }
        (Role::Group, Some(group), _) => of_group(&app, group).await?.lessons,
        (Role::Instructor, _, Some(device)) => {
            let roster = app.dashboard.roster(device, None, MOST_LEARNERS).await?;
            of_roster(&app, &roster).await?
        }
        _ => Vec::new(),
    };
    Ok(Json(Lessons { lessons }))
}

async fn of_roster(app: &App, roster: &[LearnerSummary]) -> Result<Vec<LessonFigure>, Problem> {
    let mut lessons: BTreeMap<LessonId, (u64, u64)> = BTreeMap::new();
    for learner in roster {
        let Some(row) = app.store.learner(&learner.person).await? else { continue };
        for (lesson, progress) in row.lessons {
            let (opened, passed) = lessons.entry(lesson).or_default();
            *opened += 1;
            *passed += u64::from(progress.is_passed());
        }
    }
    let people = roster.len() as u64;
    Ok(lessons
        .iter()
        .map(|(lesson, (opened, passed))| figure(lesson, people, *opened, *passed))
        .collect())
}

/// Answers the groups that the account may see.
pub async fn groups(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Answer<Groups> {
    Ok(Json(Groups { groups: of_groups(&app, &caller.account).await? }))
}

/// Answers a group's figures.
pub async fn group(
    State(app): State<App>,
    Extension(target): Extension<Target>,
) -> Answer<GroupFigures> {
    let group = target.group.ok_or(Problem::NOT_FOUND)?;
    Ok(Json(of_group(&app, &group).await?))
}

/// Answers figures to be handed on above the ward.
pub async fn aggregate(State(app): State<App>) -> Answer<Aggregate> {
    Ok(Json(aggregate::of(&app.store.figures().await?)))
}
