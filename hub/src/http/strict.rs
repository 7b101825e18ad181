//! Bodies, read strictly: the content type has to be said, a field that isn't known or comes twice
//! is refused, and so is anything after the end.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use super::problem::Problem;

/// A JSON body. Its type has to `deny_unknown_fields`; a derived reader refuses fields that come
/// twice by itself.
#[derive(Debug)]
pub struct Strict<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Strict<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_type(request.headers(), "application/json") {
            return Err(Problem::WRONG_TYPE);
        }
        let bytes = body(request, state).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| Problem::BAD_BODY)
    }
}

/// A form's body, as strictly; with the CSRF token, which the guard has looked at.
#[derive(Debug)]
pub struct StrictForm<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for StrictForm<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_type(request.headers(), FORM) {
            return Err(Problem::WRONG_TYPE);
        }
        let (parts, body) = request.into_parts();
        let bytes = self::body(Request::from_parts(parts.clone(), body), state).await?;
        let again = Request::from_parts(parts, bytes.into());
        let form = axum::Form::<T>::from_request(again, state).await;
        form.map(|axum::Form(form)| Self(form)).map_err(|_| Problem::BAD_BODY)
    }
}

/// The content type of a form.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// The body as bytes, within the route's limit.
pub(super) async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejected| {
        if axum::response::IntoResponse::into_response(rejected).status()
            == StatusCode::PAYLOAD_TOO_LARGE
        {
            Problem::TOO_LONG
        } else {
            Problem::BAD_BODY
        }
    })
}

/// Whether the content type is this one, whatever its parameters.
pub(super) fn is_type(headers: &HeaderMap, expected: &str) -> bool {
    let said = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = said.and_then(|text| text.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case(expected)
}
