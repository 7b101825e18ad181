//! Logging in and out, and who one is.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Answer;
use crate::accounts::{LogInError, SESSION_COOKIE, Session};
use crate::http::access::{self, Caller};
use crate::http::problem::Problem;
use crate::http::{App, Peer, Strict};

/// A name and a password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogIn {
    /// The account's name.
    pub name: String,
    /// The password.
    pub password: String,
}

/// Who is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The account's name.
    pub name: String,
    /// `instructor`, `group` or `ward`.
    pub role: &'static str,
    /// The account's group, if it has one.
    pub group: Option<String>,
    /// To be shown as the header `x-csrf-token` with every request that changes something.
    pub csrf: String,
}

fn described(session: &Session) -> Json<Me> {
    let account = &session.account;
    Json(Me {
        name: account.name.clone(),
        role: account.role.name(),
        group: account.group.clone(),
        csrf: session.csrf().to_text(),
    })
}

/// Tries to log somebody in; audits both outcomes. The name of a failed try isn't written down: it
/// may be a password that was typed into the wrong field.
pub(in crate::http) async fn try_log_in(
    app: &App,
    peer: Option<Peer>,
    name: &str,
    password: &str,
) -> Result<Session, Problem> {
    let address = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let problem = match app.accounts.log_in(name, password, address, (app.now)()).await {
        Ok(session) => {
            access::note(app, &session.account.name, "log-in", "", true).await?;
            return Ok(session);
        }
        Err(LogInError::Wrong) => Problem::WRONG_LOGIN,
        Err(LogInError::TooMany(seconds)) => Problem::TOO_MANY.after(seconds),
        Err(LogInError::Storage(error)) => return Err(error.into()),
    };
    Err(access::refuse_stranger(app, "log-in", &[], peer, problem).await)
}

/// The cookie of a session: for this host alone, over TLS alone, for no script, and not with
/// requests that other sites' pages make. It ends with the browser.
pub(in crate::http) fn cookie(session: &Session) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, session.token().to_text()))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .build()
}

/// The cookie that takes it away again.
pub(in crate::http) fn no_cookie() -> Cookie<'static> {
    let mut cookie = Cookie::build((SESSION_COOKIE, ""))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .build();
    cookie.make_removal();
    cookie
}

/// Logs in.
pub async fn log_in(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    Strict(shown): Strict<LogIn>,
) -> Result<(CookieJar, Json<Me>), Problem> {
    let peer = peer.map(|Extension(peer)| peer);
    let session = try_log_in(&app, peer, &shown.name, &shown.password).await?;
    Ok((CookieJar::new().add(cookie(&session)), described(&session)))
}

/// Logs out.
pub async fn log_out(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<(CookieJar, StatusCode), Problem> {
    app.accounts.log_out(&caller.session).await?;
    Ok((CookieJar::new().add(no_cookie()), StatusCode::NO_CONTENT))
}

/// Who is logged in.
pub async fn me(Extension(caller): Extension<Caller>) -> Answer<Me> {
    Ok(described(&caller.session))
}
