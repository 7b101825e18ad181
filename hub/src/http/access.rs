//! Who may do what: the one place where a request is let in or refused. An instructor sees the
//! learners of their roster, a group's head the figures of their group and whom to visit, the ward
//! everything. What isn't there and what one may not see are refused alike, every refusal is
//! audited, and a request that can't be audited isn't answered.

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::time::Instant;

use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use protocol::PersonId;
use segment::Hash;
use wire::Role;

use super::problem::Problem;
use super::routes::{Access, Foreign, Kind, Route};
use super::{App, Peer, operator, pages, strict};
use crate::accounts::{Account, SESSION_COOKIE, Session, Token};
use crate::storage::{AuditEntry, DeviceRow};

/// The header in which a program proves that it read [`Session::csrf`].
pub const CSRF_HEADER: &str = "x-csrf-token";
/// The field in which a form proves it.
pub const CSRF_FIELD: &str = "csrf";

/// Who sends an admitted request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account.
    pub account: Account,
    /// The session.
    pub session: Session,
}

/// What an admitted request is about: only what the account may see.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// The group in the path.
    pub group: Option<String>,
    /// The person in the path.
    pub person: Option<PersonId>,
    /// The device in the path.
    pub device: Option<DeviceRow>,
    /// The hash in the path.
    pub hash: Option<Hash>,
}

/// Bounds what strangers can have written down: beyond, they are turned away with a 429 and only
/// counted, or whoever is nobody could fill the disk.
pub struct Strangers(DefaultKeyedRateLimiter<IpAddr>);

impl Default for Strangers {
    fn default() -> Self {
        let burst = NonZeroU32::new(300).unwrap_or(NonZeroU32::MIN);
        Self(RateLimiter::keyed(Quota::per_second(NonZeroU32::MIN).allow_burst(burst)))
    }
}

/// Lets a request in by its route's rule, or refuses it.
pub(super) async fn guard(
    State((app, route)): State<(App, &'static Route)>,
    params: Result<RawPathParams, axum::extract::rejection::RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    let ids: Vec<String> = params
        .map(|params| params.iter().map(|(_, value)| value.to_owned()).collect())
        .unwrap_or_default();
    let begun = Instant::now();
    let admitted = match route.access {
        Access::Public if route.verb.changes() && route.kind != Kind::Device => {
            from_here(request.headers()).map(|()| request)
        }
        Access::Public | Access::Device(_) => Ok(request),
        Access::Operator => match operator::is_operator(&app, &request) {
            true => Ok(request),
            false => {
                let peer = request.extensions().get::<Peer>().copied();
                Err(refuse_stranger(&app, route.name, &ids, peer, Problem::LOG_IN).await)
            }
        },
        Access::Account(roles) => admit(&app, route, roles, &ids, request).await,
    };
    let mut response = match admitted {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    if let (Kind::Page, Some(problem)) = (route.kind, response.extensions().get::<Problem>()) {
        response = pages::of_problem(&app, *problem);
    }
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    crate::metrics::answered(route.name, status, took);
    // Neither the path nor the peer: both say who.
    tracing::info!(route = route.name, status, micros = took.as_micros() as u64, "answered");
    response
}

async fn admit(
    app: &App,
    route: &Route,
    roles: &[Role],
    ids: &[String],
    mut request: Request,
) -> Result<Request, Problem> {
    let peer = request.extensions().get::<Peer>().copied();
    let Some(session) = session_of(app, request.headers()).await? else {
        return Err(refuse_stranger(app, route.name, ids, peer, Problem::LOG_IN).await);
    };
    let account = session.account.clone();
    let refuse = async |problem| refuse(app, &account.name, route.name, ids, problem).await;
    let mut admitted = roles.contains(&account.role);
    if let Some(device) = &account.device {
        admitted &= app.dashboard.is_admitted(device).await?;
    }
    if !admitted {
        return Err(refuse(Problem::FORBIDDEN).await);
    }
    if route.verb.changes() {
        if from_here(request.headers()).is_err() {
            return Err(refuse(Problem::NOT_FROM_HERE).await);
        }
        let (proven, same) = proves(app, &session, request).await?;
        request = same;
        if !proven {
            return Err(refuse(Problem::NOT_FROM_HERE).await);
        }
    }
    let mut target = Target::default();
    for (at, kind) in route.takes.iter().enumerate() {
        let id = ids.get(at).map(String::as_str).unwrap_or_default();
        if !may_see(app, &account, *kind, id, &mut target).await? {
            return Err(refuse(Problem::NOT_FOUND).await);
        }
    }
    if route.recorded {
        note(app, &account.name, route.name, &ids.join(" "), true).await?;
    }
    request.extensions_mut().insert(target);
    request.extensions_mut().insert(Caller { account, session });
    Ok(request)
}

/// Whether the account may see what has this id; noted in `target` if so.
async fn may_see(
    app: &App,
    account: &Account,
    kind: Foreign,
    id: &str,
    target: &mut Target,
) -> Result<bool, Problem> {
    match kind {
        Foreign::Group => {
            target.group = Some(id.to_owned());
            may_see_group(app, account, id).await
        }
        Foreign::Person => {
            target.person = PersonId::from_hex(id);
            match target.person {
                Some(person) => may_see_person(app, account, person).await,
                None => Ok(false),
            }
        }
        Foreign::Device if account.role == Role::Ward => {
            let named = |row: &DeviceRow| row.device.install().to_string() == id;
            target.device = app.store.devices().await?.into_iter().find(named);
            Ok(target.device.is_some())
        }
        Foreign::Hash if account.role == Role::Ward => {
            target.hash = Hash::from_hex(id);
            let all = app.store.quarantine(usize::MAX >> 1).await?;
            Ok(all.iter().any(|one| Some(one.hash) == target.hash))
        }
        Foreign::Device | Foreign::Hash => Ok(false),
    }
}

/// Whether the account may see the group's figures, and that there is such a group.
pub async fn may_see_group(app: &App, account: &Account, group: &str) -> Result<bool, Problem> {
    match account.role {
        Role::Ward => Ok(!app.store.learners(Some(group), None, 1).await?.is_empty()),
        Role::Group => Ok(account.group.as_deref() == Some(group)),
        Role::Instructor | Role::Learner => Ok(false),
    }
}

/// Whether the account may see the learner's record, and that there is one.
pub async fn may_see_person(
    app: &App,
    account: &Account,
    person: PersonId,
) -> Result<bool, Problem> {
    match (account.role, &account.device) {
        (Role::Ward, _) => Ok(app.store.learner(&person).await?.is_some()),
        (Role::Instructor, Some(device)) => Ok(app.dashboard.is_on_roster(device, &person).await?),
        _ => Ok(false),
    }
}

/// Refuses what only a handler can judge, such as an id in a body: audits and answers.
pub async fn refuse(
    app: &App,
    actor: &str,
    action: &str,
    ids: &[String],
    problem: Problem,
) -> Problem {
    match note(app, actor, action, &ids.join(" "), false).await {
        Ok(()) => problem,
        Err(unavailable) => unavailable,
    }
}

/// Refuses whoever isn't logged in: audits, within bounds, and answers.
pub(crate) async fn refuse_stranger(
    app: &App,
    action: &str,
    ids: &[String],
    peer: Option<Peer>,
    problem: Problem,
) -> Problem {
    let address = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    if app.strangers.0.check_key(&address).is_err() {
        app.strangers.0.retain_recent();
        return Problem::TOO_MANY.after(10);
    }
    refuse(app, "nobody", action, ids, problem).await
}

/// The longest id that is written down.
const MAX_TARGET_CHARS: usize = 160;

/// Writes down who did what, or tried.
pub(super) async fn note(
    app: &App,
    actor: &str,
    action: &str,
    target: &str,
    allowed: bool,
) -> Result<(), Problem> {
    let entry = AuditEntry {
        at: (app.now)(),
        actor: actor.to_owned(),
        action: action.to_owned(),
        target: target.chars().take(MAX_TARGET_CHARS).collect(),
        allowed,
    };
    Ok(app.store.audit(&[entry]).await?)
}

async fn session_of(app: &App, headers: &HeaderMap) -> Result<Option<Session>, Problem> {
    let cookies = CookieJar::from_headers(headers);
    match cookies.get(SESSION_COOKIE).and_then(|cookie| Token::from_text(cookie.value())) {
        Some(token) => Ok(app.accounts.session(&token).await?),
        None => Ok(None),
    }
}

/// Browsers say where a request comes from; a page of somebody else is refused.
fn from_here(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let origin = text(header::ORIGIN.as_str());
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let same_origin = origin.is_none_or(|origin| {
        origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host))
    });
    let site = text("sec-fetch-site").unwrap_or("none");
    if same_origin && ["none", "same-origin"].contains(&site) {
        Ok(())
    } else {
        Err(Problem::NOT_FROM_HERE)
    }
}

/// Whether the request shows the session's CSRF token, in the header or in a form's field.
async fn proves(
    app: &App,
    session: &Session,
    request: Request,
) -> Result<(bool, Request), Problem> {
    if let Some(shown) = request.headers().get(CSRF_HEADER) {
        return Ok((session.is_csrf(shown.as_bytes()), request));
    }
    if !strict::is_type(request.headers(), strict::FORM) {
        return Ok((false, request));
    }
    let (parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    let bytes = strict::body(whole, app).await?;
    let shown = form_urlencoded::parse(&bytes)
        .find_map(|(name, value)| (name == CSRF_FIELD).then_some(value));
    let proven = shown.is_some_and(|shown| session.is_csrf(shown.as_bytes()));
    Ok((proven, Request::from_parts(parts, bytes.into())))
}
