//! Ids of 16 bytes in CBOR, for `#[cbor(with = "segment::id")]`.

use minicbor::bytes::ByteArray;
use minicbor::decode::{self as reading, Decode, Decoder};
use minicbor::encode::{self as writing, Encode, Encoder};
use protocol::{InstallId, LogId, PersonId};

/// An id that is 16 bytes and nothing else.
pub trait Id: Copy {
    /// The id of these bytes.
    fn of(bytes: [u8; 16]) -> Self;
    /// Its bytes.
    fn bytes(self) -> [u8; 16];
}

macro_rules! ids {
    ($($name:ident),+) => {$(
        impl Id for $name {
            fn of(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }
            fn bytes(self) -> [u8; 16] {
                self.0
            }
        }
    )+};
}

ids!(InstallId, LogId, PersonId);

/// Writes an id.
///
/// # Errors
/// Where the writer fails.
pub fn encode<T: Id, C, W: writing::Write>(
    id: &T,
    to: &mut Encoder<W>,
    context: &mut C,
) -> Result<(), writing::Error<W::Error>> {
    ByteArray::from(id.bytes()).encode(to, context)
}

/// Reads an id.
///
/// # Errors
/// When there are not 16 bytes.
pub fn decode<'b, T: Id, C>(from: &mut Decoder<'b>, context: &mut C) -> Result<T, reading::Error> {
    let bytes: ByteArray<16> = ByteArray::decode(from, context)?;
    Ok(T::of(bytes.into()))
}
