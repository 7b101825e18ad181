//! What CBOR allows and we don't: keys that come twice (two readers could disagree about them),
//! nesting without end, more after the end.

use minicbor::Decoder;
use minicbor::data::Type;

use crate::Malformed;

/// Our messages need five.
const MAX_DEPTH: u8 = 16;

/// Reads over one whole value.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Malformed> {
    let mut from = Decoder::new(bytes);
    value(&mut from, 0)?;
    if from.position() == bytes.len() { Ok(()) } else { Err(Malformed) }
}

fn value(from: &mut Decoder<'_>, depth: u8) -> Result<(), Malformed> {
    if depth > MAX_DEPTH {
        return Err(Malformed);
    }
    match from.datatype().map_err(|_| Malformed)? {
        Type::Array => {
            let length = from.array().map_err(|_| Malformed)?.ok_or(Malformed)?;
            (0..length).try_for_each(|_| value(from, depth + 1))
        }
        Type::Map => {
            let length = from.map().map_err(|_| Malformed)?.ok_or(Malformed)?;
            let mut before = None;
            for _ in 0..length {
                // Rising keys cannot come twice.
                let key = from.u32().map_err(|_| Malformed)?;
                if before.is_some_and(|before| before >= key) {
                    return Err(Malformed);
                }
                before = Some(key);
                value(from, depth + 1)?;
            }
            Ok(())
        }
        Type::ArrayIndef | Type::MapIndef | Type::BytesIndef | Type::StringIndef | Type::Tag => {
            Err(Malformed)
        }
        _ => from.skip().map_err(|_| Malformed),
    }
}
