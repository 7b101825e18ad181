//! Enrolment: a device shows an invitation that works once, and gets a credential.

use minicbor::{Decode, Encode};
use segment::{BoxPublicKey, DeviceKey, DevicePublicKey, Hash, WardPublicKey};

use crate::{Card, Credential, Person};

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Their own people's progress, both ways.
    #[n(0)]
    Learner,
    /// As a learner, and their roster; an instructor's laptop can be a relay.
    #[n(1)]
    Instructor,
    /// The figures of a residential group.
    #[n(2)]
    Group,
    /// Everything that the ward may see.
    #[n(3)]
    Ward,
}

impl Role {
    /// Every role, from the narrowest.
    pub const ALL: [Self; 4] = [Self::Learner, Self::Instructor, Self::Group, Self::Ward];

    /// As it stands on command lines and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Instructor => "instructor",
            Self::Group => "group",
            Self::Ward => "ward",
        }
    }

    /// The role of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What an enrolling device signs begins with this.
const ENROL: &[u8] = b"camtay enrol\0";

/// A device asks to be let in. Asked again with the same key, it is answered again: the first
/// answer may have been lost.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EnrolRequest {
    /// From the invitation.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub token: [u8; 16],
    /// The device's key.
    #[n(1)]
    pub device: DevicePublicKey,
    /// Keys are wrapped for this.
    #[n(2)]
    pub wrapping: BoxPublicKey,
    /// The device's signature under the token and the key before: so nobody enrols a key that
    /// isn't theirs.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub signature: [u8; 64],
    /// The logs that the device writes already.
    #[cbor(n(4), default, skip_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
}

impl EnrolRequest {
    /// A request, signed.
    #[must_use]
    pub fn signed(token: [u8; 16], device: &DeviceKey, cards: Vec<Card>) -> Self {
        let wrapping = device.box_key().public();
        let signature = device.sign(ENROL, &[token.as_slice(), &wrapping.0].concat());
        Self { token, device: device.public(), wrapping, signature, cards }
    }

    /// Whether the device signed it.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let message = [self.token.as_slice(), &self.wrapping.0].concat();
        self.device.signed(ENROL, &message, &self.signature)
    }
}

/// The device is let in.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EnrolResponse {
    /// To be shown from now on.
    #[n(0)]
    pub credential: Credential,
    /// The ward's keys, which have to be those of the invitation.
    #[n(1)]
    pub ward: WardPublicKey,
    /// What the ward is called.
    #[n(2)]
    pub ward_name: String,
    /// What the device may do.
    #[n(3)]
    pub role: Role,
    /// The residential group, if the invitation was for one.
    #[n(4)]
    pub group: Option<String>,
    /// The person who is restored on this device, if the invitation was for that.
    #[n(5)]
    pub person: Option<Person>,
    /// Whether this is a relay.
    #[cbor(n(6), default, skip_if = "crate::sync::is_false")]
    pub relay: bool,
}

/// With a typed code alone a device knows neither the certificate nor the ward's keys: it asks for
/// them without saying the token.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct OfferRequest {
    /// Says which invitation, and gives nothing away.
    #[n(0)]
    pub invitation: Hash,
}

impl OfferRequest {
    /// The request for the invitation with this token.
    #[must_use]
    pub fn of(token: &[u8; 16]) -> Self {
        Self { invitation: Hash::of("camtay 2026-11 name of an invitation", token) }
    }
}

/// The hub's certificate and the ward's keys, vouched for by who knows the token.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Offer {
    /// SHA-256 of the hub's certificate.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub certificate_sha256: [u8; 32],
    /// The ward's keys.
    #[n(1)]
    pub ward: WardPublicKey,
    /// BLAKE3 over both, keyed with the token.
    #[n(2)]
    pub proof: Hash,
}

impl Offer {
    /// The offer to whoever has `token`.
    #[must_use]
    pub fn to(token: &[u8; 16], certificate_sha256: [u8; 32], ward: WardPublicKey) -> Self {
        let proof = Self::proof(token, &certificate_sha256, &ward);
        Self { certificate_sha256, ward, proof }
    }

    /// Whether whoever made the offer knows `token`.
    #[must_use]
    pub fn holds(&self, token: &[u8; 16]) -> bool {
        let expected = Self::proof(token, &self.certificate_sha256, &self.ward);
        // blake3's own comparison takes the same time for any two hashes.
        blake3::Hash::from_bytes(expected.0) == blake3::Hash::from_bytes(self.proof.0)
    }

    fn proof(token: &[u8; 16], certificate: &[u8; 32], ward: &WardPublicKey) -> Hash {
        let key = Hash::of("camtay 2026-11 key of an offer", token);
        let message = [certificate.as_slice(), &ward.verifying.0, &ward.wrapping.0].concat();
        Hash(*blake3::keyed_hash(&key.0, &message).as_bytes())
    }
}
