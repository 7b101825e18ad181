//! The container: reads Opus in Ogg (RFC 7845) into checked packets.
//!
//! It accepts what the project's own encoder step writes and nothing else: one
//! mono stream from zero, speech packets, at most two minutes. Whatever else
//! Ogg may hold is refused with its reason, before the decoder sees a byte.

use std::io::Cursor;

use ogg::{OggReadError, PacketReader};

use crate::decode::SAMPLES_PER_MS;

/// The longest clip, in milliseconds; longer is surely a mistake.
pub const MAX_CLIP_MS: u32 = 120_000;

/// The largest packet Opus allows for one frame is 1,275 bytes; a packet of
/// three frames and its header stays below this.
const MAX_PACKET_BYTES: usize = 4_096;

/// Why a clip can't be played.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// The pages are damaged: a wrong checksum, a hole, an early end.
    #[error("the Ogg pages are damaged: {0}")]
    Container(#[from] OggReadError),
    /// The bytes are Ogg, but not an Opus stream this crate plays.
    #[error("not a clip of this app: {0}")]
    Unsupported(&'static str),
    /// A packet that the encoder of speech never makes.
    #[error("packet {packet} is damaged")]
    Packet {
        /// Its number, counting sound packets from 0.
        packet: usize,
    },
    /// The stream says it is longer than its packets are.
    #[error("{packets} samples are there of the {promised} promised")]
    Truncated {
        /// The position at the end of the last page, in samples at 48 kHz.
        promised: u64,
        /// What the packets hold, in samples at 48 kHz.
        packets: u64,
    },
    /// Longer than [`MAX_CLIP_MS`].
    #[error("the clip is longer than {MAX_CLIP_MS} ms")]
    TooLong,
}

/// A clip's packets and how much of what they decode to is sound.
pub(crate) struct Stream {
    pub(crate) packets: Vec<Vec<u8>>,
    /// Samples at 48 kHz to drop at the start.
    pub(crate) pre_skip: usize,
    /// Samples at 48 kHz that remain.
    pub(crate) length: usize,
    /// What to multiply every sample with.
    pub(crate) gain: f32,
}

/// How long a clip plays, in whole milliseconds (rounded), read from the
/// positions in its pages without decoding it.
///
/// # Errors
/// Any [`ClipError`]; a clip that gives a length here has whole pages.
pub fn duration_ms(bytes: &[u8]) -> Result<u32, ClipError> {
    Ok(to_ms(read(bytes)?.length))
}

/// Samples at 48 kHz as whole milliseconds, rounded. Clips are capped at two
/// minutes, which fits.
pub(crate) fn to_ms(samples: usize) -> u32 {
    u32::try_from((samples + SAMPLES_PER_MS / 2) / SAMPLES_PER_MS).unwrap_or(u32::MAX)
}

/// Reads all packets and checks that they add up.
pub(crate) fn read(bytes: &[u8]) -> Result<Stream, ClipError> {
    let mut reader = PacketReader::new(Cursor::new(bytes));
    let head = reader.read_packet()?.ok_or(ClipError::Unsupported("it is empty"))?;
    let serial = head.stream_serial();
    let (pre_skip, gain) = read_head(&head.data)?;
    let tags = reader.read_packet()?.ok_or(ClipError::Unsupported("it has no comments"))?;
    if !tags.data.starts_with(b"OpusTags") {
        return Err(ClipError::Unsupported("its second packet is not OpusTags"));
    }

    let mut packets = Vec::new();
    let mut samples: u64 = 0;
    let mut end = None;
    while let Some(packet) = reader.read_packet()? {
        if packet.stream_serial() != serial {
            return Err(ClipError::Unsupported("it holds more than one stream"));
        }
        if end.is_some() {
            return Err(ClipError::Unsupported("it goes on after its end"));
        }
        let number = packets.len();
        samples += packet_samples(&packet.data).ok_or(ClipError::Packet { packet: number })?;
        if samples > u64::from(MAX_CLIP_MS) * SAMPLES_PER_MS as u64 {
            return Err(ClipError::TooLong);
        }
        if packet.last_in_stream() {
            end = Some(packet.absgp_page());
        } else if packet.last_in_page() && packet.absgp_page() != samples {
            // Live captures start elsewhere than at zero; clips never do.
            return Err(ClipError::Unsupported("its positions do not start at zero"));
        }
        packets.push(packet.data);
    }
    let promised = end.ok_or(ClipError::Unsupported("its end is missing"))?;
    if promised > samples {
        return Err(ClipError::Truncated { promised, packets: samples });
    }
    let length = usize::try_from(promised)
        .ok()
        .and_then(|end| end.checked_sub(pre_skip))
        .filter(|&length| length > 0)
        .ok_or(ClipError::Unsupported("it has no sound"))?;
    Ok(Stream { packets, pre_skip, length, gain })
}

/// Reads `OpusHead` (RFC 7845, section 5.1): pre-skip and gain.
fn read_head(head: &[u8]) -> Result<(usize, f32), ClipError> {
    let &[
        b'O',
        b'p',
        b'u',
        b's',
        b'H',
        b'e',
        b'a',
        b'd',
        version,
        channels,
        skip_low,
        skip_high,
        _,
        _,
        _,
        _,
        gain_low,
        gain_high,
        family,
    ] = head
    else {
        return Err(ClipError::Unsupported("it does not begin with a plain OpusHead"));
    };
    if version & 0xf0 != 0 {
        return Err(ClipError::Unsupported("its OpusHead is of a later kind"));
    }
    if channels != 1 || family != 0 {
        return Err(ClipError::Unsupported("it is not mono"));
    }
    let pre_skip = usize::from(u16::from_le_bytes([skip_low, skip_high]));
    // In 1/256 dB.
    let decibels = f32::from(i16::from_le_bytes([gain_low, gain_high])) / 256.0;
    Ok((pre_skip, 10_f32.powf(decibels / 20.0)))
}

/// How many samples at 48 kHz a packet of speech decodes to, or `None` when it
/// is not one: see RFC 6716, section 3.1.
fn packet_samples(packet: &[u8]) -> Option<u64> {
    let toc = *packet.first()?;
    let stereo = toc & 0b100 != 0;
    let one_frame = toc & 0b11 == 0;
    if stereo || !one_frame || packet.len() > MAX_PACKET_BYTES {
        return None;
    }
    match toc >> 3 {
        // SILK alone: narrow, medium and wide band, 10 to 60 ms.
        config @ 0..=11 => Some([480, 960, 1_920, 2_880][usize::from(config & 3)]),
        _ => None,
    }
}
