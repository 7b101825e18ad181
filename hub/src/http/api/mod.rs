//! The dashboard's answers in JSON. Handlers trust what the guard let through, and look at no id
//! that it didn't check.

pub mod aggregate;
mod aggregate_types;
pub mod devices;
pub mod figures;
pub mod invitations;
pub mod learners;
pub mod quarantine;
pub mod session;

use axum::extract::State;
use axum::http::StatusCode;

use super::App;
use super::problem::Problem;

pub use aggregate_types::{Aggregate, AggregateGroup, AggregateLesson, Cell};
pub use devices::{Device, Devices};
pub use figures::{GroupFigures, Groups, LessonFigure, Lessons, Ward};
pub use invitations::{Invited, NewInvitation};
pub use learners::{Learner, LearnerLesson, LearnerPage, LearnerShort};
pub use quarantine::{Audit, AuditLine, Quarantine, QuarantineLine};
pub use session::{LogIn, Me};

/// Says whether the database answers, and nothing else.
pub async fn healthz(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ok\n"),
    }
}

/// What a handler answers.
pub type Answer<T> = Result<axum::Json<T>, Problem>;
