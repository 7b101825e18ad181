//! Inviting: a picture large enough for a projector.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use data_encoding::BASE64;
use protocol::PersonId;
use serde::Deserialize;
use wire::Role;

use super::{Frame, Page, page};
use crate::http::access::{self, Caller};
use crate::http::api::{NewInvitation, invitations};
use crate::http::problem::Problem;
use crate::http::{App, StrictForm};

#[derive(Template)]
#[template(path = "invitations.html")]
struct InvitationsPage {
    frame: Frame,
    for_ward: bool,
}

/// Shows the form.
pub async fn form(State(app): State<App>, Extension(caller): Extension<Caller>) -> Page {
    let for_ward = caller.account.role == Role::Ward;
    page(&InvitationsPage { frame: Frame::of(&app, &caller), for_ward })
}

/// Whom to invite, from the page: fields may be empty.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvitationForm {
    #[serde(rename = "csrf")]
    _csrf: String,
    role: String,
    group: Option<String>,
    person: Option<String>,
}

#[derive(Template)]
#[template(path = "invited.html")]
struct InvitedPage {
    frame: Frame,
    picture: String,
    typed: String,
}

/// Makes an invitation and shows it.
pub async fn invite(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    StrictForm(form): StrictForm<InvitationForm>,
) -> Page {
    let written = form.person.as_deref().map(str::trim).filter(|person| !person.is_empty());
    let person = written.map(PersonId::from_hex);
    if person == Some(None) {
        let actor = &caller.account.name;
        return Err(access::refuse(&app, actor, "page-invite", &[], Problem::NOT_FOUND).await);
    }
    let group = form.group.map(|group| group.trim().to_owned());
    let wish = NewInvitation { role: form.role, group, person: person.flatten() };
    let invitation = invitations::make(&app, &caller, wish).await?;
    let svg = invitations::picture(&invitation.to_link()).ok_or(Problem::UNAVAILABLE)?;
    page(&InvitedPage {
        frame: Frame::of(&app, &caller),
        picture: format!("data:image/svg+xml;base64,{}", BASE64.encode(svg.as_bytes())),
        typed: invitation.to_typed(),
    })
}
