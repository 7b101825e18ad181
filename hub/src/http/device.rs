//! What devices ask: handed on to the service that answers them, byte by byte. Looks into nothing
//! and lets nobody in: the credential is inside.

use std::net::SocketAddr;

use async_trait::async_trait;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::{App, Peer, strict};

/// What a device is answered, in CBOR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The message; empty with a refusal.
    pub body: Vec<u8>,
}

/// Answers devices. Each method takes the body as it came, and audits what it refuses.
#[async_trait]
pub trait DeviceService: Send + Sync + 'static {
    /// Answers a [`wire::SyncRequest`].
    async fn sync(&self, peer: Option<SocketAddr>, body: Bytes) -> Answer;

    /// Answers a [`wire::EnrolRequest`].
    async fn enrol(&self, peer: Option<SocketAddr>, body: Bytes) -> Answer;

    /// Answers a [`wire::OfferRequest`].
    async fn offer(&self, peer: Option<SocketAddr>, body: Bytes) -> Answer;
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        (status, [(header::CONTENT_TYPE, wire::CONTENT_TYPE)], self.body).into_response()
    }
}

type From = Option<Extension<Peer>>;

async fn read(app: &App, request: Request) -> Result<Bytes, Problem> {
    if !strict::is_type(request.headers(), wire::CONTENT_TYPE) {
        return Err(Problem::WRONG_TYPE);
    }
    strict::body(request, app).await
}

fn address(peer: From) -> Option<SocketAddr> {
    peer.map(|Extension(peer)| peer.0)
}

pub(super) async fn sync(
    State(app): State<App>,
    peer: From,
    request: Request,
) -> Result<Answer, Problem> {
    let body = read(&app, request).await?;
    Ok(app.devices.sync(address(peer), body).await)
}

pub(super) async fn enrol(
    State(app): State<App>,
    peer: From,
    request: Request,
) -> Result<Answer, Problem> {
    let body = read(&app, request).await?;
    Ok(app.devices.enrol(address(peer), body).await)
}

pub(super) async fn offer(
    State(app): State<App>,
    peer: From,
    request: Request,
) -> Result<Answer, Problem> {
    let body = read(&app, request).await?;
    Ok(app.devices.offer(address(peer), body).await)
}
