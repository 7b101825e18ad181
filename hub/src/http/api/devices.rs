//! Devices and the rosters of instructors' devices.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde::Serialize;
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

/// All devices.
#[derive(Debug, Serialize, ToSchema)]
pub struct Devices {
    /// In the order of the storage.
    pub devices: Vec<Device>,
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

/// Answers all devices.
pub async fn all(State(app): State<App>) -> Answer<Devices> {
    let devices = app.store.devices().await?;
    Ok(Json(Devices { devices: devices.into_iter().map(Device::from).collect() }))
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
