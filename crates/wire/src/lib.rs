//! What devices, relays and hubs say to each other: one stateless request in CBOR with integer
//! keys, enrolment, and the code that invites. Values only: knows neither sockets nor stores.
//!
//! Every message bears fields that it doesn't know, so that old and new versions speak.

mod code;
mod enrol;
pub mod reading;
mod sync;

pub use code::{CodeError, Invitation, LINK_SCHEME, TypedCode};
pub use enrol::{EnrolRequest, EnrolResponse, Offer, OfferRequest, Role};
pub use sync::{
    Ack, Bytes, Card, Clock, Credential, CredentialHash, Limits, Log, Person, Reason, SyncRequest,
    SyncResponse, Tombstone, Tombstoned, WrappedKey,
};

/// The version of these messages.
pub const VERSION: u8 = 1;

/// The most bytes of a request or an answer: what a slow link carries in some minutes.
pub const MAX_MESSAGE_BYTES: usize = 1 << 20;

/// The content type of both.
pub const CONTENT_TYPE: &str = "application/cbor";

/// Where the requests go.
pub mod path {
    /// [`SyncRequest`](crate::SyncRequest).
    pub const SYNC: &str = "/v1/sync";
    /// [`EnrolRequest`](crate::EnrolRequest).
    pub const ENROL: &str = "/v1/enrol";
    /// [`OfferRequest`](crate::OfferRequest).
    pub const OFFER: &str = "/v1/enrol/offer";
    /// The live channel of a class, a WebSocket.
    pub const LIVE: &str = "/v1/live";
}

/// The bytes of a message.
#[must_use]
pub fn to_bytes<M: minicbor::Encode<()>>(message: &M) -> Vec<u8> {
    minicbor::to_vec(message).unwrap_or_default()
}

/// Bytes that are no such message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not the message that belongs here")]
pub struct Malformed;

/// Reads a message; what comes after it is refused, and so is a key that comes twice.
///
/// # Errors
/// When it is anything else.
pub fn from_bytes<'b, M: minicbor::Decode<'b, ()>>(bytes: &'b [u8]) -> Result<M, Malformed> {
    strict::check(bytes)?;
    minicbor::decode(bytes).map_err(|_| Malformed)
}

mod strict;
