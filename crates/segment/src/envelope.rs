//! A segment's outside: the open header, the signature, and a body that may have been erased.
//!
//! ```text
//! segment = [version, header: bytes, signature: 64 bytes, body: bytes]          as written
//!         / [version, header: bytes, signature: 64 bytes, null, hash: 32 bytes]  body erased
//! header  = [log, first, count, previous / null, person, scope, …]              CBOR
//! hash    = BLAKE3(context, version ‖ length(header) ‖ header ‖ BLAKE3(body))
//! ```
//!
//! The device signs the hash. Later versions may add to the header's end and change the body;
//! this much of the layout stays for ever, so that an old relay can name, keep and pass on what a
//! new device wrote, byte by byte. Refuses every other encoding of the same segment.

use minicbor::bytes::ByteSlice;
use minicbor::{Decode, Decoder, Encode, decode};
use protocol::{LogId, PersonId};

use crate::{DeviceKey, DevicePublicKey, Hash};

/// The version of the layout that this program writes.
pub const VERSION: u8 = 1;

const HASH: &str = "camtay 2026-11 segment";
const BODY: &str = "camtay 2026-11 segment body";
/// What a signature under a segment begins with.
const DOMAIN: &[u8] = b"camtay segment\0";
/// No header needs more, also with what later versions may add.
const MAX_HEADER_BYTES: usize = 4_096;

/// Who may have it, beside the ward.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Scope(#[n(0)] pub u8);

impl Scope {
    /// The person's own devices, and the instructors whose roster they are on.
    pub const PERSON: Self = Self(0);
}

/// What stands in the open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Header {
    /// The log that the events are of.
    #[cbor(n(0), with = "crate::id")]
    pub log: LogId,
    /// The first event's number in it, from 1.
    #[n(1)]
    pub first: u64,
    /// How many events there are, at least 1.
    #[n(2)]
    pub count: u32,
    /// The segment before this one; none at a log's beginning.
    #[n(3)]
    pub previous: Option<Hash>,
    /// Whom the events are about.
    #[cbor(n(4), with = "crate::id")]
    pub person: PersonId,
    /// Who may have it.
    #[n(5)]
    pub scope: Scope,
}

impl Header {
    /// The number of the last event.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.first.saturating_add(u64::from(self.count)).saturating_sub(1)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    Sealed(Vec<u8>),
    Erased(Hash),
}

/// Events of one log, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    version: u8,
    header: Header,
    header_bytes: Vec<u8>,
    signature: [u8; 64],
    body: Body,
}

/// Bytes that are no segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no segment")]
pub struct EnvelopeError;

/// A segment that its log's device did not sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a segment whose signature is not that of the device that its log belongs to")]
pub struct Forged;

impl Segment {
    /// A signed segment of this version around an encrypted body.
    pub(crate) fn signed(header: Header, body: Vec<u8>, device: &DeviceKey) -> Self {
        let header_bytes = encode_header(&header);
        let mut segment = Self {
            version: VERSION,
            header,
            header_bytes,
            signature: [0; 64],
            body: Body::Sealed(body),
        };
        segment.signature = device.sign(DOMAIN, &segment.hash().0);
        segment
    }

    /// The layout's version; one that is not [`VERSION`] can be kept and passed on, not opened.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.version
    }

    /// What stands in the open.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The encrypted body; none once it was erased.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        match &self.body {
            Body::Sealed(bytes) => Some(bytes),
            Body::Erased(_) => None,
        }
    }

    /// The segment's name: the same with and without its body.
    #[must_use]
    pub fn hash(&self) -> Hash {
        let body = match &self.body {
            Body::Sealed(bytes) => Hash::of(BODY, bytes),
            Body::Erased(hash) => *hash,
        };
        let mut hasher = blake3::Hasher::new_derive_key(HASH);
        hasher.update(&[self.version]);
        hasher.update(&(self.header_bytes.len() as u64).to_le_bytes());
        hasher.update(&self.header_bytes).update(&body.0);
        Hash(*hasher.finalize().as_bytes())
    }

    /// The same segment with its body taken out. It keeps its name, its place in the chain and
    /// its signature.
    #[must_use]
    pub fn erased(&self) -> Self {
        let hash = match &self.body {
            Body::Sealed(bytes) => Hash::of(BODY, bytes),
            Body::Erased(hash) => *hash,
        };
        Self { body: Body::Erased(hash), ..self.clone() }
    }

    /// Checks that the log belongs to `device`, and that this device signed the segment.
    ///
    /// # Errors
    /// When either isn't so.
    pub fn verify(&self, device: &DevicePublicKey) -> Result<(), Forged> {
        let owns = protocol::log_id(device.install(), self.header.person) == self.header.log;
        let signed = || device.signed(DOMAIN, &self.hash().0, &self.signature);
        if owns && signed() { Ok(()) } else { Err(Forged) }
    }

    /// The bytes that are stored and sent.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (header, signature) = (bytes(&self.header_bytes), bytes(&self.signature));
        let written = match &self.body {
            Body::Sealed(body) => minicbor::to_vec((self.version, header, signature, bytes(body))),
            Body::Erased(hash) => {
                let erased: Option<u8> = None;
                minicbor::to_vec((self.version, header, signature, erased, bytes(&hash.0)))
            }
        };
        written.unwrap_or_default()
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote, of this or a later version.
    ///
    /// # Errors
    /// When it is anything else, also another encoding of the same.
    pub fn from_bytes(from: &[u8]) -> Result<Self, EnvelopeError> {
        let segment = read(from).map_err(|_| EnvelopeError)?;
        if segment.to_bytes() == from { Ok(segment) } else { Err(EnvelopeError) }
    }
}

fn bytes(slice: &[u8]) -> &ByteSlice {
    slice.into()
}

fn read(from: &[u8]) -> Result<Segment, decode::Error> {
    let refuse = || decode::Error::message("no segment");
    let mut from = Decoder::new(from);
    let parts = from.array()?;
    let version = from.u8()?;
    let header_bytes = from.bytes()?.to_vec();
    let signature = from.bytes()?.try_into().map_err(|_| refuse())?;
    let body = match parts {
        Some(4) => Body::Sealed(from.bytes()?.to_vec()),
        Some(5) => {
            from.null()?;
            Body::Erased(Hash(from.bytes()?.try_into().map_err(|_| refuse())?))
        }
        _ => return Err(refuse()),
    };
    if version < VERSION || header_bytes.len() > MAX_HEADER_BYTES {
        return Err(refuse());
    }
    // What a later version added after the known fields is skipped.
    let header: Header = minicbor::decode(&header_bytes)?;
    let plausible = header.first >= 1
        && header.count >= 1
        && header.first.checked_add(u64::from(header.count)).is_some()
        // A beginning has nothing before it, and everything else has.
        && (header.first == 1) == header.previous.is_none();
    let plain = version != VERSION || encode_header(&header) == header_bytes;
    if plausible && plain {
        Ok(Segment { version, header, header_bytes, signature, body })
    } else {
        Err(refuse())
    }
}

fn encode_header(header: &Header) -> Vec<u8> {
    minicbor::to_vec(header).unwrap_or_default()
}
