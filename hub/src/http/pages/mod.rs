//! The dashboard's pages, in Vietnamese, made here and shown by any browser: no script, nothing
//! from elsewhere. What is shown went through the template engine, which escapes it. People have no
//! names here, only the first digits of their pseudonym.

pub mod devices;
pub mod figures;
pub mod invitations;
pub mod learners;
pub mod quarantine;
pub mod session;
mod title;
mod words;

use askama::Template;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use wire::Role;

use super::App;
use super::access::Caller;
use super::problem::Problem;

/// What is around every page.
struct Frame {
    ward: String,
    account: String,
    csrf: String,
    links: &'static [(&'static str, &'static str)],
}

impl Frame {
    fn of(app: &App, caller: &Caller) -> Self {
        Self {
            ward: app.ward_name.clone(),
            account: caller.account.name.clone(),
            csrf: caller.session.csrf().to_text(),
            links: match caller.account.role {
                Role::Ward => &[
                    ("/ward", "Toàn phường"),
                    ("/devices", "Thiết bị"),
                    ("/invitations", "Mời vào"),
                    ("/quarantine", "Để riêng"),
                ],
                Role::Group => &[("/", "Tổ của tôi")],
                Role::Instructor => &[("/roster", "Học viên của tôi"), ("/invitations", "Mời vào")],
                Role::Learner => &[],
            },
        }
    }

    /// For whoever isn't known.
    fn of_nobody(app: &App) -> Self {
        let (account, csrf) = (String::new(), String::new());
        Self { ward: app.ward_name.clone(), account, csrf, links: &[] }
    }
}

/// What a page's handler answers.
type Page = Result<Html<String>, Problem>;

fn page(template: &impl Template) -> Page {
    template.render().map(Html).map_err(|_| Problem::UNAVAILABLE)
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    sentence: &'static str,
}

/// Makes a page of a refusal: whoever isn't logged in can do so there.
pub(super) fn of_problem(app: &App, problem: Problem) -> Response {
    let frame = Frame::of_nobody(app);
    let made = if problem == Problem::LOG_IN || problem == Problem::WRONG_LOGIN {
        page(&session::LogInPage { frame, sentence: Some(problem.vietnamese) })
    } else {
        page(&ProblemPage { frame, sentence: problem.vietnamese })
    };
    let mut response =
        (problem.status, made.unwrap_or_else(|_| Html(String::new()))).into_response();
    if let Some(seconds) = problem.retry_after_seconds {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// Answers how pages look.
pub async fn style() -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, include_str!("../../../templates/style.css"))
}
