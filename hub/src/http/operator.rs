//! The machine's keeper, who reads figures about the hub itself: from the machine itself, or with
//! a token.

use axum::extract::{Request, State};
use axum::http::header;

use super::problem::Problem;
use super::{App, Peer};

const CONTEXT: &str = "camtay 2026-11 token of an operator";

/// What opens the figures from another machine; kept as a hash.
pub struct Operator(blake3::Hash);

impl Operator {
    /// By this token, whatever space is around it; none when it is too short to keep anybody out.
    #[must_use]
    pub fn by(token: &str) -> Option<Self> {
        let token = token.trim();
        (token.len() >= 16).then(|| Self(hash(token)))
    }
}

fn hash(token: &str) -> blake3::Hash {
    blake3::Hash::from_bytes(blake3::derive_key(CONTEXT, token.as_bytes()))
}

/// Whether the request comes from this machine, and from no proxy on it, or shows the token.
pub(super) fn is_operator(app: &App, request: &Request) -> bool {
    let shown = request.headers().get(header::AUTHORIZATION);
    let shown = shown.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if let (Some(shown), Some(Operator(known))) = (shown, &app.operator) {
        // blake3's own comparison takes the same time for any two hashes.
        return hash(shown) == *known;
    }
    let forwarded = ["forwarded", "x-forwarded-for", "via"];
    let direct = forwarded.iter().all(|name| !request.headers().contains_key(*name));
    let local = |peer: &Peer| peer.0.ip().is_loopback();
    direct && request.extensions().get::<Peer>().is_some_and(local)
}

/// Answers the figures.
pub(super) async fn metrics(State(app): State<App>) -> Result<String, Problem> {
    let counts = app.store.counts().await?;
    crate::metrics::standing(counts.waiting, counts.quarantined);
    Ok(app.metrics.render())
}
