//! Segments: runs of events of one log, compressed, encrypted for whoever has the person's key,
//! chained and signed by the device that wrote them. Shared by devices and hubs. Pure: no clock,
//! no files, no random source of its own; nonces and seeds come in as arguments.
//!
//! What a relay needs (hash, log, numbers, whom it is about) stands in the open header; what
//! happened is readable with the person's key alone.

mod bits;
mod envelope;
mod hash;
pub mod id;
mod keys;
mod pack;
mod reading;
mod seal;
mod times;
mod wrap;

pub use envelope::{EnvelopeError, Forged, Header, Scope, Segment, VERSION};
pub use hash::Hash;
pub use keys::{DeviceKey, DevicePublicKey, PersonKey, WardKey, WardPublicKey};
pub use reading::read_anything;
pub use seal::{MAX_EVENTS, MAX_PACKED_BYTES, OpenError, SealError, dictionary_rows, seal};
pub use wrap::{BoxKey, BoxPublicKey, NotForUs, SEALED_KEY_BYTES, SealedKey};
