//! Numbers as bits, most significant first: Exponential-Golomb codes (Teuhola 1978), which take
//! few bits for numbers near two to the power of their order and any number at all. Reading ends
//! with the bits: a number that isn't whole is refused.

use crate::pack::Malformed;

/// Bits that are being written.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    free: u32,
}

impl Writer {
    /// The `count` lowest bits of `value`, at most 64.
    pub(crate) fn put(&mut self, value: u64, count: u32) {
        for at in (0..count).rev() {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            self.free -= 1;
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value >> at & 1) as u8) << self.free;
            }
        }
    }

    /// A number by the code of this order, at most 63.
    pub(crate) fn put_number(&mut self, value: u64, order: u32) {
        let high = u128::from(value >> order) + 1;
        let more = 127 - high.leading_zeros();
        self.put(0, more);
        self.put(1, 1);
        self.put((high - (1 << more)) as u64, more);
        self.put(value, order);
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// How many bits [`Writer::put_number`] writes.
pub(crate) fn length(value: u64, order: u32) -> u64 {
    let high = u128::from(value >> order) + 1;
    u64::from(2 * (127 - high.leading_zeros()) + 1 + order)
}

/// Bits that are being read.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(crate) fn take(&mut self, count: u32) -> Result<u64, Malformed> {
        let mut value = 0;
        for _ in 0..count {
            let byte = self.bytes.get(self.at / 8).ok_or(Malformed)?;
            value = value << 1 | u64::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Ok(value)
    }

    pub(crate) fn number(&mut self, order: u32) -> Result<u64, Malformed> {
        let mut more = 0;
        while self.take(1)? == 0 {
            more += 1;
            if more > 64 {
                return Err(Malformed);
            }
        }
        let high = (1_u128 << more | u128::from(self.take(more)?)) - 1;
        let value = high << order | u128::from(self.take(order)?);
        u64::try_from(value).map_err(|_| Malformed)
    }

    /// Refuses what comes after the last number, but for the rest of its byte, which is 0.
    pub(crate) fn end(mut self) -> Result<(), Malformed> {
        let rest = (8 - self.at % 8) % 8;
        let whole = self.take(rest as u32)? == 0 && self.at / 8 == self.bytes.len();
        if whole { Ok(()) } else { Err(Malformed) }
    }
}
