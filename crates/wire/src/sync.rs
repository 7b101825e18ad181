//! The one request of sync and its answer. Stateless: repeating, reordering or losing either is
//! harmless.

use minicbor::{Decode, Encode};
use protocol::{LogId, PersonId, UnixMillis};
use segment::{DevicePublicKey, Hash, SealedKey, WardKey, WardPublicKey};

/// Bytes that are carried, not looked into.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Bytes(#[cbor(with = "minicbor::bytes")] pub Vec<u8>);

impl Bytes {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

pub(crate) fn is_false(value: &bool) -> bool {
    !value
}

/// What a device shows to be let in: 128 random bits that a hub gave it at enrolment. The hub
/// keeps only its hash.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Credential(#[cbor(with = "minicbor::bytes")] pub [u8; 16]);

impl Credential {
    /// By what a hub knows it.
    #[must_use]
    pub fn hash(&self) -> CredentialHash {
        CredentialHash(Hash::of("camtay 2026-11 credential", &self.0).0)
    }
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credential")
    }
}

/// By what a hub knows a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CredentialHash(pub [u8; 32]);

/// The clocks of a device as it asks: they gate nothing, and let a hub say when, by its own
/// clock, something happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Clock {
    /// The wall clock, in Unix milliseconds.
    #[n(0)]
    pub wall: i64,
    /// Which boot.
    #[n(1)]
    pub boot: u32,
    /// Milliseconds since it.
    #[n(2)]
    pub monotonic_millis: u64,
}

/// Says to whom a log belongs, and hands over the person's key. Nobody has to sign it: the log's
/// id follows from the key and the person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Card {
    /// The device that writes the log.
    #[n(0)]
    pub device: DevicePublicKey,
    /// Whom it is about.
    #[cbor(n(1), with = "segment::id")]
    pub person: PersonId,
    /// The person's key, wrapped for the ward and bound to `device`.
    #[n(2)]
    pub key: SealedKey,
    /// The residential group, said by a relay about those whom it enrolled.
    #[n(3)]
    pub group: Option<String>,
}

impl Card {
    /// The log that this card is of.
    #[must_use]
    pub fn log(&self) -> LogId {
        protocol::log_id(self.device.install(), self.person)
    }
}

/// What a device asks of a hub.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SyncRequest {
    /// Who asks.
    #[n(0)]
    pub credential: Credential,
    /// The device's clocks.
    #[n(1)]
    pub clock: Clock,
    /// Up to where it knows what the hub has for it: the bytes that the hub gave last. Empty the
    /// first time.
    #[cbor(n(2), default, skip_if = "Bytes::is_empty")]
    pub cursor: Bytes,
    /// Segments, as [`segment::Segment::to_bytes`] writes them.
    #[cbor(n(3), default, skip_if = "Vec::is_empty")]
    pub segments: Vec<Bytes>,
    /// Whose the logs are that the hub may not know yet.
    #[cbor(n(4), default, skip_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// Segments of which the device knows only that a relay received them, or that a hub which
    /// was restored has to be asked for.
    #[cbor(n(5), default, skip_if = "Vec::is_empty")]
    pub asked: Vec<Hash>,
    /// People who were erased on the device and have to be everywhere.
    #[cbor(n(6), default, skip_if = "Vec::is_empty")]
    pub erased: Vec<Tombstone>,
    /// Whether the sender only passes on for others, and wants no segments.
    #[cbor(n(7), default, skip_if = "is_false")]
    pub relay: bool,
    /// Everybody about whom the device has anything; said when the hub asked for it.
    #[n(8)]
    pub holds: Option<Vec<Person>>,
}

impl SyncRequest {
    /// A request that says and asks nothing but what is new.
    #[must_use]
    pub fn new(credential: Credential, clock: Clock, cursor: Vec<u8>) -> Self {
        Self {
            credential,
            clock,
            cursor: Bytes(cursor),
            segments: Vec::new(),
            cards: Vec::new(),
            asked: Vec::new(),
            erased: Vec::new(),
            relay: false,
            holds: None,
        }
    }
}

/// Why a segment was put aside. It is kept; nothing more is to be done by the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Reason {
    /// Its bytes are no segment.
    #[n(0)]
    Malformed,
    /// The signature isn't that of the log's device.
    #[n(1)]
    Forged,
    /// The person's key doesn't open it, or it holds something else than it says.
    #[n(2)]
    Unreadable,
    /// Whoever sent it may not write about this person.
    #[n(3)]
    Foreign,
    /// It is longer than any device makes one.
    #[n(4)]
    TooLong,
    /// The person was erased.
    #[n(5)]
    Erased,
}

/// What became of one segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Ack {
    /// The ward's hub has it on its disk.
    #[n(0)]
    Durable,
    /// A relay has it on its disk, and will pass it on. To be kept until it is durable.
    #[n(1)]
    Received,
    /// It was put aside for its keeper to look at.
    #[n(2)]
    Quarantined(#[n(0)] Reason),
    /// The hub doesn't know whose the log is: to be sent again with the log's card.
    #[n(3)]
    NeedsCard,
    /// The hub doesn't have it, or could not take it now: to be sent later.
    #[n(4)]
    Later,
}

/// How much a hub takes at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Limits {
    /// The most bytes of a request.
    #[n(0)]
    pub request_bytes: u32,
    /// The most segments of a request.
    #[n(1)]
    pub segments: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { request_bytes: 256 * 1024, segments: 256 }
    }
}

/// A person's key, wrapped for the device that asks, which may read them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct WrappedKey {
    /// Whose.
    #[cbor(n(0), with = "segment::id")]
    pub person: PersonId,
    /// The key, bound to the device that gets it.
    #[n(1)]
    pub key: SealedKey,
}

/// The wish that a person be erased everywhere, signed by a device that writes about them or by
/// their ward.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Tombstone {
    /// Who.
    #[cbor(n(0), with = "segment::id")]
    pub person: PersonId,
    /// Who says so.
    #[n(1)]
    pub by: DevicePublicKey,
    /// Their signature.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

/// What a signature under a tombstone begins with.
const TOMBSTONE: &[u8] = b"camtay tombstone\0";

/// Whether a tombstone holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tombstoned {
    /// Signed by the ward itself.
    ByWard,
    /// Signed by the device `by`: it holds if this device owns a log about the person.
    ByDevice,
    /// The signature is wrong.
    Forged,
}

impl Tombstone {
    /// The wish of a device.
    #[must_use]
    pub fn by_device(person: PersonId, device: &segment::DeviceKey) -> Self {
        let signature = device.sign(TOMBSTONE, &person.0);
        Self { person, by: device.public(), signature }
    }

    /// The word of a ward.
    #[must_use]
    pub fn by_ward(person: PersonId, ward: &WardKey) -> Self {
        let signature = ward.sign(TOMBSTONE, &person.0);
        Self { person, by: ward.public().verifying, signature }
    }

    /// Who signed it.
    #[must_use]
    pub fn check(&self, ward: &WardPublicKey) -> Tombstoned {
        if !self.by.signed(TOMBSTONE, &self.person.0, &self.signature) {
            Tombstoned::Forged
        } else if self.by == ward.verifying {
            Tombstoned::ByWard
        } else {
            Tombstoned::ByDevice
        }
    }
}

/// What a hub answers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SyncResponse {
    /// The hub's life: another one after it was restored from a backup. Then everything that it
    /// may have lost is to be asked for.
    #[n(0)]
    pub incarnation: u64,
    /// The hub's clock, in Unix milliseconds.
    #[n(1)]
    pub hub_time: i64,
    /// What became of each segment, in the order of the request.
    #[cbor(n(2), default, skip_if = "Vec::is_empty")]
    pub acks: Vec<Ack>,
    /// What became of each segment that was asked for, in that order.
    #[cbor(n(3), default, skip_if = "Vec::is_empty")]
    pub answers: Vec<Ack>,
    /// Logs in which somebody else wrote the same numbers: this device is a copy, or was set back,
    /// and has to begin new ones.
    #[cbor(n(4), default, skip_if = "Vec::is_empty")]
    pub forked: Vec<Log>,
    /// Segments that the device may have and doesn't know.
    #[cbor(n(5), default, skip_if = "Vec::is_empty")]
    pub segments: Vec<Bytes>,
    /// Keys of the people whom it may read.
    #[cbor(n(6), default, skip_if = "Vec::is_empty")]
    pub keys: Vec<WrappedKey>,
    /// Where to go on the next time.
    #[cbor(n(7), default, skip_if = "Bytes::is_empty")]
    pub cursor: Bytes,
    /// Whether there is more for the device: it may ask again at once.
    #[cbor(n(8), default, skip_if = "is_false")]
    pub more: bool,
    /// People who were erased.
    #[cbor(n(9), default, skip_if = "Vec::is_empty")]
    pub erased: Vec<Tombstone>,
    /// How much the hub takes at a time; none where it is as the device knows it.
    #[n(10)]
    pub limits: Option<Limits>,
    /// Not to be asked again before this many seconds.
    #[n(11)]
    pub retry_after_seconds: Option<u32>,
    /// Whose logs the segments are that are sent along.
    #[cbor(n(12), default, skip_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// Whether this is a relay: then what it receives is durable only later.
    #[cbor(n(13), default, skip_if = "is_false")]
    pub relay: bool,
    /// Somebody was erased since the device was last here: it is to ask again at once and say whom
    /// it holds. A hub that was restored, or a device let in anew, knows that no other way.
    #[cbor(n(14), default, skip_if = "is_false")]
    pub say_holds: bool,
}

/// A log's id, as it stands in lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct Log(#[cbor(n(0), with = "segment::id")] pub LogId);

/// A person's id, where there may be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct Person(#[cbor(n(0), with = "segment::id")] pub PersonId);

impl SyncResponse {
    /// An answer with nothing new in it.
    #[must_use]
    pub fn new(incarnation: u64, hub_time: UnixMillis) -> Self {
        Self {
            incarnation,
            hub_time: hub_time.0,
            acks: Vec::new(),
            answers: Vec::new(),
            forked: Vec::new(),
            segments: Vec::new(),
            keys: Vec::new(),
            cursor: Bytes::default(),
            more: false,
            erased: Vec::new(),
            limits: None,
            retry_after_seconds: None,
            cards: Vec::new(),
            relay: false,
            say_holds: false,
        }
    }
}
