//! What isn't answered, and why: one plain sentence each, as `application/problem+json`; as a page
//! for people who look at pages. Never says whether something exists that one may not see.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::storage::StorageError;

/// A refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// One plain sentence for programs and their authors.
    pub sentence: &'static str,
    /// The same in Vietnamese, for pages.
    pub vietnamese: &'static str,
    /// Not to be tried again before this many seconds.
    pub retry_after_seconds: Option<u64>,
}

/// A refusal, as it is sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// The HTTP status.
    status: u16,
    /// One plain sentence.
    title: &'static str,
}

const fn problem(status: StatusCode, sentence: &'static str, vietnamese: &'static str) -> Problem {
    Problem { status, sentence, vietnamese, retry_after_seconds: None }
}

impl Problem {
    /// Nobody is logged in.
    pub const LOG_IN: Self =
        problem(StatusCode::UNAUTHORIZED, "please log in first", "Xin đăng nhập trước.");
    /// The name or the password is wrong; which of them isn't said.
    pub const WRONG_LOGIN: Self = problem(
        StatusCode::UNAUTHORIZED,
        "the name or the password is wrong",
        "Tên hoặc mật khẩu chưa đúng.",
    );
    /// The role doesn't allow it.
    pub const FORBIDDEN: Self = problem(
        StatusCode::FORBIDDEN,
        "your account may not do this",
        "Tài khoản này không được làm việc đó.",
    );
    /// A page of somebody else sent the request, or an old page of ours.
    pub const NOT_FROM_HERE: Self = problem(
        StatusCode::FORBIDDEN,
        "the request does not come from a page of this hub; please load the page again",
        "Yêu cầu không đến từ trang này. Xin tải lại trang rồi làm lại.",
    );
    /// It isn't there, or not for this account: the same answer for both.
    pub const NOT_FOUND: Self = problem(
        StatusCode::NOT_FOUND,
        "there is nothing here that you may see",
        "Ở đây không có gì mà tài khoản này được xem.",
    );
    /// The path is another method's.
    pub const WRONG_METHOD: Self = problem(
        StatusCode::METHOD_NOT_ALLOWED,
        "this address does not take that method",
        "Địa chỉ này không nhận yêu cầu như vậy.",
    );
    /// The body isn't what belongs there.
    pub const BAD_BODY: Self = problem(
        StatusCode::BAD_REQUEST,
        "the body is not the JSON object that belongs here, with each field once and no others",
        "Dữ liệu gửi lên không đúng mẫu.",
    );
    /// The query isn't what belongs there.
    pub const BAD_QUERY: Self = problem(
        StatusCode::BAD_REQUEST,
        "the part of the address after `?` is not what belongs here",
        "Địa chỉ không đúng mẫu.",
    );
    /// The request is about something that can't be done this way.
    pub const BAD_INVITATION: Self = problem(
        StatusCode::BAD_REQUEST,
        "an invitation for this role needs other fields: see /openapi.json",
        "Lời mời này thiếu hoặc thừa thông tin.",
    );
    /// An invitation for a group whose name holds somebody's number or address.
    pub const PRIVATE_GROUP: Self = problem(
        StatusCode::BAD_REQUEST,
        "a group's name holds no telephone or paper number and no address; write its name alone",
        "Tên tổ chỉ nên ghi tên, không ghi số điện thoại, số giấy tờ hay địa chỉ riêng.",
    );
    /// The content type is another one.
    pub const WRONG_TYPE: Self = problem(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the request has to say that its content type is the one that belongs here",
        "Kiểu dữ liệu gửi lên không đúng.",
    );
    /// The body is too long.
    pub const TOO_LONG: Self =
        problem(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long", "Dữ liệu gửi lên quá dài.");
    /// Too many requests.
    pub const TOO_MANY: Self = problem(
        StatusCode::TOO_MANY_REQUESTS,
        "too many tries; please wait a little",
        "Thử quá nhiều lần. Xin đợi một lát.",
    );
    /// The hub can't do it now.
    pub const UNAVAILABLE: Self = problem(
        StatusCode::SERVICE_UNAVAILABLE,
        "the hub cannot do this now; please try again later",
        "Máy chủ chưa làm được việc này. Xin thử lại sau.",
    );

    /// The same, not to be tried again before `seconds`.
    #[must_use]
    pub const fn after(self, seconds: u64) -> Self {
        Self { retry_after_seconds: Some(seconds), ..self }
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        // The sentence never holds values.
        tracing::error!(%error, "the storage failed");
        Self::UNAVAILABLE
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = ProblemBody { status: self.status.as_u16(), title: self.sentence };
        let bytes = serde_json::to_vec(&body).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, kind, bytes).into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // A page's guard makes a page of it.
        response.extensions_mut().insert(self);
        response
    }
}
