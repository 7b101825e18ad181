//! Invitations: what a device has to show to be let in, as a link, as letters, and as a picture to
//! be shown on a projector.

use axum::extract::State;
use axum::{Extension, Json};
use protocol::PersonId;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wire::{Invitation, Role};

use super::Answer;
use crate::groups;
use crate::http::access::{self, Caller};
use crate::http::problem::Problem;
use crate::http::ward::Invite;
use crate::http::{App, Strict};

/// The longest name of a group.
const MAX_GROUP_CHARS: usize = 80;

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// `learner`, `instructor`, `group` or `ward`; an instructor invites learners.
    pub role: String,
    /// For which group: needed for the role `group`. An instructor's own goes without saying.
    pub group: Option<String>,
    /// The learner who gets their progress back on the device.
    #[schema(value_type = Option<String>)]
    pub person: Option<PersonId>,
}

/// An invitation that works once.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invited {
    /// What a QR picture holds and a phone opens.
    pub link: String,
    /// The same to be typed.
    pub typed: String,
    /// The link as a picture, SVG.
    pub svg: String,
}

/// The link as a picture: black on white, with the quiet zone that readers need.
pub(in crate::http) fn picture(link: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(link, EcLevel::M).ok()?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build();
    Some(drawn)
}

/// Makes an invitation, if the account may make this one; audits either.
pub(in crate::http) async fn make(
    app: &App,
    caller: &Caller,
    wish: NewInvitation,
) -> Result<Invitation, Problem> {
    let account = &caller.account;
    let ids: Vec<String> = wish.person.iter().map(PersonId::to_string).collect();
    let refuse = async |problem| access::refuse(app, &account.name, "invite", &ids, problem).await;
    let group = match wish.group.map(|group| groups::taken_in(&group)).transpose() {
        Ok(group) => group.filter(|group| !group.is_empty()),
        Err(groups::PrivateName) => return Err(refuse(Problem::PRIVATE_GROUP).await),
    };
    let Some(role) = Role::from_name(&wish.role) else {
        return Err(refuse(Problem::BAD_INVITATION).await);
    };
    let too_long = group.as_ref().is_some_and(|group| group.chars().count() > MAX_GROUP_CHARS);
    let person_fits = wish.person.is_none() || role == Role::Learner;
    if too_long || !person_fits || (role == Role::Group && group.is_none()) {
        return Err(refuse(Problem::BAD_INVITATION).await);
    }
    if let Some(person) = wish.person
        && !access::may_see_person(app, account, person).await?
    {
        return Err(refuse(Problem::NOT_FOUND).await);
    }
    let mut invite = Invite { role, group, person: wish.person, instructor: None };
    if account.role == Role::Instructor {
        // Their own may have been kept before names were tidied.
        let own = account.group.as_deref().map(vietnamese::tidied);
        let of_others = invite.group.is_some() && invite.group != own;
        if role != Role::Learner || of_others {
            return Err(refuse(Problem::FORBIDDEN).await);
        }
        invite.group.clone_from(&account.group);
        invite.instructor = account.device;
    }
    access::note(app, &account.name, "invite", &ids.join(" "), true).await?;
    Ok(app.ward.invite(invite).await?)
}

/// Makes an invitation.
pub async fn invite(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Strict(wish): Strict<NewInvitation>,
) -> Answer<Invited> {
    let invitation = make(&app, &caller, wish).await?;
    let link = invitation.to_link();
    let svg = picture(&link).ok_or(Problem::UNAVAILABLE)?;
    Ok(Json(Invited { typed: invitation.to_typed(), svg, link }))
}
