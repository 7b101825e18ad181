//! What was put aside, and who did what.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;
use wire::Reason;

use super::Answer;
use crate::http::App;
use crate::http::access::Target;
use crate::http::problem::Problem;
use crate::storage::{AuditEntry, Quarantined};

/// How many lines are shown.
pub(in crate::http) const LINES: usize = 500;

/// Something that was put aside.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuarantineLine {
    /// Its name, 64 hexadecimal digits.
    pub hash: String,
    /// Why: `malformed`, `forged`, `unreadable`, `foreign`, `too-long` or `erased`.
    pub reason: &'static str,
    /// The installation that sent it.
    pub sender: Option<String>,
    /// When, in Unix milliseconds by the hub's clock.
    pub at_millis: i64,
    /// How long it is.
    pub bytes: u64,
}

/// What was put aside.
#[derive(Debug, Serialize, ToSchema)]
pub struct Quarantine {
    /// Newest first, at most 500.
    pub quarantine: Vec<QuarantineLine>,
}

/// Somebody did something, or tried.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditLine {
    /// When, in Unix milliseconds by the hub's clock.
    pub at_millis: i64,
    /// An account's name, a device's installation, `console` or `nobody`.
    pub actor: String,
    /// What.
    pub action: String,
    /// To whom or what: ids.
    pub target: String,
    /// Whether they were let.
    pub allowed: bool,
}

/// Who did what.
#[derive(Debug, Serialize, ToSchema)]
pub struct Audit {
    /// Newest first, at most 500.
    pub audit: Vec<AuditLine>,
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Malformed => "malformed",
        Reason::Forged => "forged",
        Reason::Unreadable => "unreadable",
        Reason::Foreign => "foreign",
        Reason::TooLong => "too-long",
        Reason::Erased => "erased",
    }
}

impl From<Quarantined> for QuarantineLine {
    fn from(row: Quarantined) -> Self {
        Self {
            hash: row.hash.to_string(),
            reason: reason(row.reason),
            sender: row.sender.map(|device| device.install().to_string()),
            at_millis: row.at.0,
            bytes: row.bytes,
        }
    }
}

impl From<AuditEntry> for AuditLine {
    fn from(row: AuditEntry) -> Self {
        let AuditEntry { at, actor, action, target, allowed } = row;
        Self { at_millis: at.0, actor, action, target, allowed }
    }
}

/// Answers what was put aside.
pub async fn all(State(app): State<App>) -> Answer<Quarantine> {
    let rows = app.store.quarantine(LINES).await?;
    Ok(Json(Quarantine { quarantine: rows.into_iter().map(QuarantineLine::from).collect() }))
}

/// Tries once more to take in what the request is about.
pub(in crate::http) async fn release_target(app: &App, target: Target) -> Result<(), Problem> {
    let known = app.ward.try_again(&target.hash.ok_or(Problem::NOT_FOUND)?).await?;
    if known { Ok(()) } else { Err(Problem::NOT_FOUND) }
}

/// Tries once more to take something in.
pub async fn release(
    State(app): State<App>,
    Extension(target): Extension<Target>,
) -> Result<StatusCode, Problem> {
    release_target(&app, target).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answers who did what.
pub async fn audit(State(app): State<App>) -> Answer<Audit> {
    let rows = app.store.audited(LINES).await?;
    Ok(Json(Audit { audit: rows.into_iter().map(AuditLine::from).collect() }))
}
