//! Logging in and out, and where an account begins.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use wire::Role;

use super::{Frame, Page, page, words};
use crate::http::access::Caller;
use crate::http::api::session;
use crate::http::problem::Problem;
use crate::http::{App, Peer, StrictForm};

#[derive(Template)]
#[template(path = "login.html")]
pub(super) struct LogInPage {
    pub(super) frame: Frame,
    pub(super) sentence: Option<&'static str>,
}

/// A name and a password, from the page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogInForm {
    name: String,
    password: String,
}

/// Shows where to log in.
pub async fn form(State(app): State<App>) -> Page {
    page(&LogInPage { frame: Frame::of_nobody(&app), sentence: None })
}

/// Logs in.
pub async fn log_in(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    StrictForm(shown): StrictForm<LogInForm>,
) -> Result<(CookieJar, Redirect), Problem> {
    let peer = peer.map(|Extension(peer)| peer);
    let session = session::try_log_in(&app, peer, &shown.name, &shown.password).await?;
    Ok((CookieJar::new().add(session::cookie(&session)), Redirect::to("/")))
}

/// Logs out.
pub async fn log_out(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<(CookieJar, Redirect), Problem> {
    app.accounts.log_out(&caller.session).await?;
    Ok((CookieJar::new().add(session::no_cookie()), Redirect::to("/login")))
}

/// Goes to where the account begins.
pub async fn home(Extension(caller): Extension<Caller>) -> Result<Redirect, Problem> {
    let account = &caller.account;
    match (account.role, &account.group) {
        (Role::Ward, _) => Ok(Redirect::to("/ward")),
        (Role::Instructor, _) => Ok(Redirect::to("/roster")),
        (Role::Group, Some(group)) => Ok(Redirect::to(&words::group_path(group))),
        _ => Err(Problem::NOT_FOUND),
    }
}
