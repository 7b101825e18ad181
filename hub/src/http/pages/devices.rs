//! The devices, to be revoked when one was lost.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Redirect;

use super::{Frame, Page, page, words};
use crate::http::App;
use crate::http::access::{Caller, Target};
use crate::http::api::{Device, devices};
use crate::http::problem::Problem;

struct Line {
    device: String,
    short: String,
    role: &'static str,
    group: Option<String>,
    since: String,
    revoked: bool,
}

#[derive(Template)]
#[template(path = "devices.html")]
struct DevicesPage {
    frame: Frame,
    devices: Vec<Line>,
    next: Option<String>,
}

/// Shows devices, the newest first.
pub async fn all(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: devices::Asked,
) -> Page {
    let line = |device: Device| Line {
        short: words::short(&device.device),
        role: words::role(device.role),
        since: words::day(Some(device.enrolled_at_millis)),
        group: device.group,
        revoked: device.revoked,
        device: device.device,
    };
    let shown = devices::page_of_all(&app, asked).await?;
    page(&DevicesPage {
        frame: Frame::of(&app, &caller),
        devices: shown.devices.into_iter().map(line).collect(),
        next: shown.next,
    })
}

/// Revokes a device.
pub async fn revoke(
    State(app): State<App>,
    Extension(target): Extension<Target>,
) -> Result<Redirect, Problem> {
    devices::revoke_target(&app, target).await?;
    Ok(Redirect::to("/devices"))
}
