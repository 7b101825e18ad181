//! The ward's hub. Takes in what devices send, keeps it, and shows what has been achieved to those
//! who may see it. The same program is a relay in a class without the Internet.

pub mod cli;
pub mod console;
pub mod demo;
pub mod folder;
pub mod https;
pub mod keeping;
pub mod listen;
mod log;
pub mod service;
pub mod storage;

/// What is answered on which path; see `http`.
pub async fn router(
    hub: std::sync::Arc<service::Hub>,
    _folder: &folder::Folder,
    _address: String,
) -> anyhow::Result<axum::Router> {
    use axum::body::Bytes;
    use axum::http::StatusCode;
    use axum::routing::post;
    async fn answer<T: minicbor::Encode<()>>(
        result: Result<T, service::Refusal>,
    ) -> (StatusCode, Vec<u8>) {
        match result {
            Ok(message) => (StatusCode::OK, wire::to_bytes(&message)),
            Err(service::Refusal::Malformed) => (StatusCode::BAD_REQUEST, Vec::new()),
            Err(service::Refusal::Storage(_)) => (StatusCode::SERVICE_UNAVAILABLE, Vec::new()),
            Err(_) => (StatusCode::UNAUTHORIZED, Vec::new()),
        }
    }
    let (one, two, three) = (hub.clone(), hub.clone(), hub);
    Ok(axum::Router::new()
        .route(wire::path::SYNC, post(async move |body: Bytes| answer(one.sync(&body).await).await))
        .route(
            wire::path::ENROL,
            post(async move |body: Bytes| answer(two.enrol(&body).await).await),
        )
        .route(
            wire::path::OFFER,
            post(async move |body: Bytes| answer(three.offer(&body).await).await),
        ))
}
