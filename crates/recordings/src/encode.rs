//! From samples to a clip: Opus in Ogg, exactly as long as the samples.
//!
//! Speech at 16 kHz, as the narrator's own clips are. It judges no sound; what it made is decoded
//! again by another hand before anyone relies on it.

use narration::{SAMPLE_RATE, decode};
use opus_pure::{
    Application, Bandwidth, MAX_PACKET_BYTES, OggOpusWriter, OpusEncoder, OpusHead, RateControl,
    Signal,
};

/// Bits a second: 2.4 kB a second with the pages, and no difference that a phone's loudspeaker
/// could play (docs/adr/0005).
const BITRATE: i32 = 24_000;

/// Samples in a packet: 20 ms.
const FRAME: usize = SAMPLE_RATE as usize / 50;

/// A clip of mono samples at [`SAMPLE_RATE`]; `None` when the encoder refuses, or when what it
/// made is not a clip of the same length.
#[must_use]
pub fn encode(samples: &[f32]) -> Option<Vec<u8>> {
    let rate = i32::try_from(SAMPLE_RATE).ok()?;
    let mut encoder = OpusEncoder::new(rate, 1, Application::Audio).ok()?;
    encoder.bitrate_bps = BITRATE;
    encoder.rate_control = RateControl::Vbr;
    encoder.signal_type = Some(Signal::Voice);
    encoder.max_bandwidth = Bandwidth::Wideband;
    encoder.force_bandwidth = Some(Bandwidth::Wideband);
    let head = OpusHead::for_encoder(&encoder, SAMPLE_RATE);
    let pre_skip = usize::from(head.pre_skip);
    let end = (pre_skip + samples.len()) as u64;
    // The encoder lags behind: silence pushes the last samples out of it.
    let frames = (samples.len() + pre_skip).div_ceil(FRAME);
    let mut file = Vec::new();
    let mut writer = OggOpusWriter::new(&mut file, head).ok()?;
    let mut packet = vec![0; MAX_PACKET_BYTES];
    for number in 0..frames {
        let from = (number * FRAME).min(samples.len());
        let part = &samples[from..(from + FRAME).min(samples.len())];
        let mut block = [0.0; FRAME];
        block[..part.len()].copy_from_slice(part);
        let length = encoder.encode(&block, FRAME, &mut packet).ok()?;
        let bytes = packet.get(..length)?;
        if number + 1 == frames {
            let left = end.checked_sub(u64::try_from(writer.granule()).ok()?)?;
            writer.write_packet_with_duration(bytes, u32::try_from(left).ok()?).ok()?;
        } else {
            writer.write_packet(bytes).ok()?;
        }
    }
    writer.finish().ok()?;
    let same = decode(&file).is_ok_and(|clip| clip.samples().len() == samples.len());
    same.then_some(file)
}
