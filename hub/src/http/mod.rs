//! Everything that a hub answers over HTTP, from one table of routes. Refuses every request that
//! no rule of that table lets in. Knows neither sockets nor TLS.

pub mod access;
pub mod api;
pub mod device;
mod headers;
pub mod openapi;
mod operator;
mod over;
mod pages;
pub mod problem;
pub mod routes;
mod strict;
pub mod ward;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use metrics_exporter_prometheus::PrometheusHandle;
use protocol::UnixMillis;

use crate::accounts::Accounts;
use crate::live::Live;
use crate::storage::{DashboardStore, SegmentStore};
use device::DeviceService;
use problem::Problem;
use routes::{Kind, ROUTES};
use ward::WardService;

pub use operator::Operator;
pub use over::{of_service, tell_changes};
pub use strict::{Strict, StrictForm};

/// The most bytes of a request to the dashboard.
pub const MAX_BODY_BYTES: usize = 16 * 1024;

/// The address at the other end of a connection. Whoever serves connections puts it into each
/// request's extensions; without it a peer counts as a stranger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// What the answers are made from.
pub struct Hub {
    /// What the hub keeps.
    pub store: Arc<dyn SegmentStore>,
    /// What the dashboard asks beside.
    pub dashboard: Arc<dyn DashboardStore>,
    /// Who may look at it.
    pub accounts: Accounts,
    /// What answers devices.
    pub devices: Arc<dyn DeviceService>,
    /// What does what only the ward's keys can do.
    pub ward: Arc<dyn WardService>,
    /// What the ward is called.
    pub ward_name: String,
    /// The hub's clock, for what is written down. It gates nothing.
    pub now: Box<dyn Fn() -> UnixMillis + Send + Sync>,
    /// The live channels.
    pub live: Live,
    /// Figures about the hub itself: see [`crate::metrics::install`].
    pub metrics: PrometheusHandle,
    /// What opens these figures from another machine; none for nobody.
    pub operator: Option<Operator>,
    /// Refusals of strangers that are written down before a stranger is only turned away.
    pub strangers: access::Strangers,
}

/// The hub, as handlers hold it.
pub type App = Arc<Hub>;

/// All routes of the table, each behind its rule.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let limit = match route.kind {
            Kind::Device => wire::MAX_MESSAGE_BYTES,
            _ => MAX_BODY_BYTES,
        };
        let guard = from_fn_with_state((Arc::clone(&app), route), access::guard);
        let guarded: MethodRouter<App> = (route.handler)(route.verb.filter()).layer(guard);
        // Outermost, so that it holds for the guard as well.
        router = router.route(route.path, guarded.layer(DefaultBodyLimit::max(limit)));
    }
    router
        .fallback(|| async { Problem::NOT_FOUND })
        .method_not_allowed_fallback(|| async { Problem::WRONG_METHOD })
        .layer(axum::middleware::from_fn(headers::add))
        .with_state(app)
}
