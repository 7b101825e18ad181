//! Devices and the rosters of instructors' devices.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use data_encoding::HEXLOWER;
use segment::DevicePublicKey;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wire::Role;

use super::Answer;
use crate::http::App;
use crate::http::access::{self, Caller, Target};
use crate::http::problem::Problem;
use crate::storage::DeviceRow;

/// A device.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Device {
    /// The installation, 32 hexadecimal digits.
    pub device: String,
    /// What it may do: `learner`, `instructor`, `group` or `ward`.
    pub role: &'static str,
    /// Its group.
    pub group: Option<String>,
    /// Whether it was revoked.
    pub revoked: bool,
    /// When it was enrolled, in Unix milliseconds by the hub's clock.
    pub enrolled_at_millis: i64,
}

/// How many devices a page has.
pub const PAGE: usize = 100;

/// Where a page begins.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// What the page before said.
    pub after: Option<String>,
}

/// Some devices, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Devices {
    /// At most a hundred.
    pub devices: Vec<Device>,
    /// To be asked for as `?after=` where there are more.
    pub next: Option<String>,
}

impl From<DeviceRow> for Device {
    fn from(row: DeviceRow) -> Self {
        Self {
            device: row.device.install().to_string(),
            role: row.role.name(),
            group: row.group,
            revoked: row.revoked,
            enrolled_at_millis: row.enrolled_at.0,
        }
    }
}

/// A page of devices. After one that isn't known, nothing comes.
pub(in crate::http) async fn page_of_all(app: &App, asked: Asked) -> Result<Devices, Problem> {
    let After { after } = asked.map(|Query(after)| after).map_err(|_| Problem::BAD_QUERY)?;
    let key = |hex: String| {
        let key = HEXLOWER.decode(hex.as_bytes()).ok()?;
        Some(DevicePublicKey(key.try_into().ok()?))
    };
    let after = after.map(|hex| key(hex).ok_or(Problem::BAD_QUERY)).transpose()?;
    let rows = app.store.newest_devices(after.as_ref(), PAGE + 1).await?;
    let next = rows.get(PAGE).and_then(|_| rows.get(PAGE - 1));
    let next = next.map(|last| HEXLOWER.encode(&last.device.0));
    Ok(Devices { devices: rows.into_iter().take(PAGE).map(Device::from).collect(), next })
}

pub(in crate::http) type Asked = Result<Query<After>, QueryRejection>;

/// Answers a page of devices.
pub async fn all(State(app): State<App>, asked: Asked) -> Answer<Devices> {
    Ok(Json(page_of_all(&app, asked).await?))
}

/// Revokes the device that the request is about.
pub(in crate::http) async fn revoke_target(app: &App, target: Target) -> Result<(), Problem> {
    let device = target.device.ok_or(Problem::NOT_FOUND)?;
    let known = app.store.revoke(&device.device).await?;
    if known { Ok(()) } else { Err(Problem::NOT_FOUND) }
}

/// Revokes a device.
pub async fn revoke(
    State(app): State<App>,
    Extension(target): Extension<Target>,
) -> Result<StatusCode, Problem> {
    revoke_target(&app, target).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn set_roster(
    app: &App,
    caller: &Caller,
    target: Target,
    action: &str,
    on: bool,
) -> Result<StatusCode, Problem> {
    let (Some(device), Some(person)) = (target.device, target.person) else {
        return Err(Problem::NOT_FOUND);
    };
    if device.role != Role::Instructor {
        let ids = [device.device.install().to_string(), person.to_string()];
        let actor = &caller.account.name;
        return Err(access::refuse(app, actor, action, &ids, Problem::NOT_FOUND).await);
    }
    app.store.set_roster(&device.device, &[person], on).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a learner on a roster.
pub async fn put_on_roster(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Extension(target): Extension<Target>,
) -> Result<StatusCode, Problem> {
    set_roster(&app, &caller, target, "put-on-roster", true).await
}

/// Takes a learner off a roster.
pub async fn take_off_roster(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Extension(target): Extension<Target>,
) -> Result<StatusCode, Problem> {
    set_roster(&app, &caller, target, "take-off-roster", false).await
}
