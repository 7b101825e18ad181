//! From a clip's bytes to its samples.
//!
//! One mono clip at a time, whole, at 48 kHz; it never streams, never mixes
//! and never resamples.

use opus_decoder::OpusDecoder;

use crate::stream::{self, ClipError, Stream};

/// Samples a second of every decoded clip: what Opus counts in, and what most
/// sound cards run at.
pub const SAMPLE_RATE: u32 = 48_000;

/// Samples a millisecond at [`SAMPLE_RATE`].
pub const SAMPLES_PER_MS: usize = 48;

/// A decoded clip: mono samples at [`SAMPLE_RATE`], between −1 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip {
    samples: Vec<f32>,
}

impl Clip {
    /// Samples that are known to be right already.
    pub(crate) fn from_samples(samples: Vec<f32>) -> Self {
        Self { samples }
    }

    /// The samples.
    #[must_use]
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }

    /// The samples, without a copy.
    #[must_use]
    pub fn into_samples(self) -> Vec<f32> {
        self.samples
    }

    /// How long the clip plays, in whole milliseconds (rounded).
    #[must_use]
    pub fn duration_ms(&self) -> u32 {
        stream::to_ms(self.samples.len())
    }
}

/// Decodes a whole clip; what the encoder added at both ends is cut off.
///
/// # Errors
/// Any [`ClipError`]. Damaged bytes are found by the checksum of each page
/// before they reach the decoder.
pub fn decode(bytes: &[u8]) -> Result<Clip, ClipError> {
    let Stream { packets, pre_skip, length, gain } = stream::read(bytes)?;
    let mut decoder = OpusDecoder::new(SAMPLE_RATE, 1)
        .map_err(|_| ClipError::Unsupported("the decoder refuses 48 kHz mono"))?;
    let mut frame = vec![0_i16; OpusDecoder::MAX_FRAME_SIZE_48K];
    let mut samples = Vec::with_capacity(pre_skip + length + frame.len());
    for (number, packet) in packets.iter().enumerate() {
        let damaged = ClipError::Packet { packet: number };
        let Ok(count) = decoder.decode(packet, &mut frame, false) else {
            return Err(damaged);
        };
        let decoded = frame.get(..count).ok_or(damaged)?;
        samples.extend(decoded.iter().map(|&s| (f32::from(s) / 32_768.0 * gain).clamp(-1.0, 1.0)));
    }
    samples.drain(..pre_skip.min(samples.len()));
    if samples.len() < length {
        return Err(ClipError::Truncated {
            promised: (pre_skip + length) as u64,
            packets: (pre_skip + samples.len()) as u64,
        });
    }
    samples.truncate(length);
    Ok(Clip { samples })
}
