//! Sealing events into a segment, and opening it again. Refuses segments that say more than they
//! hold, or that would unpack to more than a phone can bear.

use std::cell::RefCell;
use std::sync::LazyLock;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use protocol::Recorded;
use zstd::bulk::Decompressor;
use zstd::dict::{DecoderDictionary, EncoderDictionary};

use crate::envelope::{Header, Scope, Segment, VERSION};
use crate::pack::{Packed, Reader, pack, put, unpack};
use crate::{DeviceKey, Hash, PersonKey};

/// The most events of one segment: a week of lessons.
pub const MAX_EVENTS: usize = 1_024;
/// The most bytes that a segment's events have before they are compressed.
pub const MAX_PACKED_BYTES: usize = 1 << 20;

const NONCE_BYTES: usize = 24;
/// Slow to compress and quick to expand; a segment is small.
const LEVEL: i32 = 19;
/// How every lesson is played, so that a play differs from it by little. Frozen with [`VERSION`].
const DICTIONARY: &[u8] = include_bytes!("../dictionary/1.bin");

/// What a frame of zstd begins with, and ours need not: its magic number, and that it tells
/// neither its length nor its dictionary and has no checksum (RFC 8878, 3.1.1).
const BEGINS: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd, 0];

static ENCODER: LazyLock<EncoderDictionary<'static>> =
    LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
static DECODER: LazyLock<DecoderDictionary<'static>> =
    LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));

thread_local! {
    /// Made once for a thread: making it takes as long as a segment does.
    static EXPANDER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Events that no segment can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// None, too many, of several logs, or with gaps.
    #[error(
        "a segment holds between one and {MAX_EVENTS} events that follow each other in one log"
    )]
    NotARun,
    /// Together they are too long.
    #[error("a segment holds at most {MAX_PACKED_BYTES} bytes")]
    TooLong,
}

/// Why a segment cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A newer version wrote it: to be kept until this program is updated.
    #[error("a segment of version {0}, which this program cannot read yet")]
    Newer(u8),
    /// Its body was erased.
    #[error("a segment whose body was erased")]
    Erased,
    /// It was encrypted with another key, or changed on the way.
    #[error("a segment that this key does not open")]
    WrongKey,
    /// What was encrypted is not what the header says.
    #[error("a segment whose body is not what its header says")]
    Malformed,
}

/// What of `events` is compressed: what the dictionary is made from. None when one of them cannot
/// be encoded.
#[must_use]
pub fn dictionary_rows(events: &[Recorded]) -> Option<Vec<u8>> {
    pack(events).map(|packed| packed.rows)
}

/// Seals `events`, which follow each other in a log of `device`. `nonce` is random and new: one
/// made from the events' number would come twice on a phone that was copied.
///
/// # Errors
/// When they are no run, or too long.
pub fn seal(
    events: &[Recorded],
    previous: Option<Hash>,
    person: &PersonKey,
    device: &DeviceKey,
    nonce: [u8; NONCE_BYTES],
) -> Result<Segment, SealError> {
    let first = events.first().ok_or(SealError::NotARun)?;
    let follow = events.iter().zip(first.id.seq..).all(|(recorded, seq)| {
        recorded.id.seq == seq
            && recorded.id.log == first.id.log
            && recorded.subject == first.subject
    });
    let chained = (first.id.seq == 1) == previous.is_none();
    if !follow || !chained || first.id.seq == 0 || events.len() > MAX_EVENTS {
        return Err(SealError::NotARun);
    }
    let header = Header {
        log: first.id.log,
        first: first.id.seq,
        count: u32::try_from(events.len()).map_err(|_| SealError::NotARun)?,
        previous,
        person: first.subject,
        scope: Scope::PERSON,
    };
    let packed = pack(events).ok_or(SealError::NotARun)?;
    if packed.rows.len() > MAX_PACKED_BYTES {
        return Err(SealError::TooLong);
    }
    let plain = compress(&packed);
    let cipher = XChaCha20Poly1305::new(&(*person.secret()).into());
    let associated = header.associated(VERSION);
    let payload = Payload { msg: &plain, aad: &associated };
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| SealError::TooLong)?;
    Ok(Segment::signed(header, [nonce.as_slice(), &sealed].concat(), device))
}

impl Segment {
    /// The events, if `person` is the key that they were encrypted with. Their local numbers
    /// are 0.
    ///
    /// # Errors
    /// Every [`OpenError`]; the signature is another matter, see [`verify`](Self::verify).
    pub fn open(&self, person: &PersonKey) -> Result<Vec<Recorded>, OpenError> {
        if self.version() != VERSION {
            return Err(OpenError::Newer(self.version()));
        }
        let body = self.body().ok_or(OpenError::Erased)?;
        let (nonce, sealed) =
            body.split_first_chunk::<NONCE_BYTES>().ok_or(OpenError::Malformed)?;
        let header = self.header();
        let cipher = XChaCha20Poly1305::new(&(*person.secret()).into());
        let associated = header.associated(VERSION);
        let payload = Payload { msg: sealed, aad: &associated };
        let plain = cipher.decrypt(&XNonce::from(*nonce), payload);
        let packed = expand(&plain.map_err(|_| OpenError::WrongKey)?)?;
        let count = header.count as usize;
        if count > MAX_EVENTS {
            return Err(OpenError::Malformed);
        }
        unpack(&packed, header.log, header.person, header.first, count)
            .map_err(|_| OpenError::Malformed)
    }
}

impl Header {
    /// What the encryption is bound to: a body that is moved to another header doesn't open.
    fn associated(&self, version: u8) -> Vec<u8> {
        minicbor::to_vec((version, self)).unwrap_or_default()
    }
}

/// What [`compress`] begins with: the length of the rows as they stand there, and whether they
/// are compressed. The times follow.
///
/// ```text
/// plain = 2 × length + compressed   rows   times
/// ```
pub(crate) fn compress(packed: &Packed) -> Vec<u8> {
    let compressed =
        zstd::bulk::Compressor::with_prepared_dictionary(&ENCODER).and_then(|mut compressor| {
            compressor.include_checksum(false)?;
            compressor.include_contentsize(false)?;
            compressor.include_dictid(false)?;
            compressor.compress(&packed.rows)
        });
    let compressed = compressed.ok();
    let shorter = compressed.as_ref().and_then(|bytes| bytes.strip_prefix(BEGINS));
    let (rows, how) = match shorter {
        Some(bytes) if bytes.len() < packed.rows.len() => (bytes, 1),
        _ => (packed.rows.as_slice(), 0),
    };
    let mut plain = Vec::with_capacity(rows.len() + packed.times.len() + 2);
    put(&mut plain, (rows.len() as u64) << 1 | how);
    plain.extend_from_slice(rows);
    plain.extend_from_slice(&packed.times);
    plain
}

pub(crate) fn expand(plain: &[u8]) -> Result<Packed, OpenError> {
    let mut from = Reader(plain);
    let head = from.number().map_err(|_| OpenError::Malformed)?;
    let length = usize::try_from(head >> 1).map_err(|_| OpenError::Malformed)?;
    let rows = from.take(length).map_err(|_| OpenError::Malformed)?;
    let rows = if head & 1 == 0 {
        rows.to_vec()
    } else {
        let expanded = EXPANDER.with_borrow_mut(|kept| {
            let expander = match kept {
                Some(expander) => expander,
                None => kept.insert(Decompressor::with_prepared_dictionary(&DECODER)?),
            };
            // However much it claims to expand to, it gets no more room than this.
            expander.decompress(&[BEGINS, rows].concat(), MAX_PACKED_BYTES)
        });
        expanded.map_err(|_| OpenError::Malformed)?
    };
    if rows.len() > MAX_PACKED_BYTES {
        return Err(OpenError::Malformed);
    }
    Ok(Packed { rows, times: from.0.to_vec() })
}
