//! The sound itself: cuts silence away, makes every clip equally loud, and
//! measures what listeners will get, which is the decoded clip.
//!
//! It works on mono samples at 48 kHz and runs no program but the encoder.

use std::ops::Range;

use anyhow::{Context, Result, bail};
use ebur128::{EbuR128, Mode};
use narration::{SAMPLE_RATE, SAMPLES_PER_MS, decode};

use super::tools;

/// The loudness of every clip, in LUFS (EBU R 128): loud for a phone's small
/// loudspeaker, with room above for the peaks of a voice.
pub(super) const LOUDNESS: f64 = -17.0;

/// How far a decoded clip may be from it, in LU.
pub(super) const TOLERANCE: f64 = 1.0;

/// The highest true peak of a decoded clip, in dB.
pub(super) const PEAK: f64 = -1.5;

/// Loudness is measured in blocks of 400 ms; what is shorter than this is
/// measured as if it were said over and over.
const MEASURED_AT_LEAST_MS: usize = 3_000;

/// How often a clip is encoded until it is right; most are at once.
const ROUNDS: usize = 24;

/// The window of the envelope, in milliseconds.
const WINDOW_MS: usize = 5;

/// The silence that separates two words which are to be cut apart.
const WORD_APART_MS: usize = 120;

/// Where a sound comes from: a synthesiser's silence is silent, a room's isn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Synthesised,
    Recorded,
}

impl Source {
    /// What counts as silence, in dB below the loudest window.
    fn silence_below(self) -> f32 {
        match self {
            Self::Synthesised => -55.0,
            Self::Recorded => -40.0,
        }
    }

    /// What stays of the silence before and after, in milliseconds: a room's
    /// noise hides soft beginnings and endings.
    fn margins_ms(self) -> (usize, usize) {
        match self {
            Self::Synthesised => (5, 10),
            Self::Recorded => (40, 80),
        }
    }
}

/// Where each word is, in samples: the stretches of sound with at least 120 ms
/// of silence between them.
pub(super) fn words(samples: &[f32]) -> Vec<Range<usize>> {
    let loud = loud_windows(samples, Source::Synthesised);
    let mut words: Vec<Range<usize>> = Vec::new();
    for window in loud {
        let range = window * WINDOW_MS * SAMPLES_PER_MS..(window + 1) * WINDOW_MS * SAMPLES_PER_MS;
        match words.last_mut() {
            Some(last) if range.start < last.end + WORD_APART_MS * SAMPLES_PER_MS => {
                last.end = range.end
            }
            _ => words.push(range),
        }
    }
    words
}

/// Makes a clip of a voice: trimmed, levelled, encoded, and measured once more
/// as listeners will hear it.
///
/// # Errors
/// When nothing is heard in it, or the encoder fails, or the clip can't be
/// brought to the right loudness.
pub(super) fn finish(voice: &[f32], source: Source) -> Result<Vec<u8>> {
    let voice = trim(voice, source)?;
    let mut gain = LOUDNESS - loudness(&voice)?;
    // The encoder moves peaks; half a decibel covers most clips at once.
    let mut ceiling = PEAK - 0.5;
    let mut heard = (0.0, 0.0);
    for round in 0..ROUNDS {
        let clip = tools::encode(&limit(&amplify(&voice, gain), ceiling))?;
        let decoded = decode(&clip).context("the encoded clip can't be decoded")?.into_samples();
        heard = (loudness(&decoded)?, true_peak(&decoded)?);
        let (off, over) = (heard.0 - LOUDNESS, heard.1 - PEAK);
        // A word that is mostly one burst gets louder only slowly; the first
        // rounds try for the middle of what is allowed.
        let enough = if round < ROUNDS / 2 { TOLERANCE / 2.0 } else { TOLERANCE * 0.9 };
        if off.abs() <= enough && over <= 0.0 {
            return Ok(clip);
        }
        // Each round starts from the voice as it was. The ceiling comes down
        // by a little more than the peak was over it, and in the first rounds
        // up again half way where it turned out lower than it had to be.
        gain -= off;
        if over > 0.0 {
            ceiling -= over + 0.1;
        } else if round < ROUNDS / 2 {
            ceiling = (ceiling - over / 2.0).min(PEAK);
        }
    }
    bail!("it stays at {:.1} LUFS with peaks of {:.1} dB", heard.0, heard.1)
}

/// Loudness in LUFS.
pub(super) fn loudness(samples: &[f32]) -> Result<f64> {
    let mut meter = EbuR128::new(1, SAMPLE_RATE, Mode::I)?;
    let times = (MEASURED_AT_LEAST_MS * SAMPLES_PER_MS).div_ceil(samples.len().max(1));
    for _ in 0..times.max(1) {
        meter.add_frames_f32(samples)?;
    }
    let loudness = meter.loudness_global()?;
    if !loudness.is_finite() {
        bail!("nothing is heard in it");
    }
    Ok(loudness)
}

/// The true peak in dB.
pub(super) fn true_peak(samples: &[f32]) -> Result<f64> {
    let mut meter = EbuR128::new(1, SAMPLE_RATE, Mode::TRUE_PEAK)?;
    meter.add_frames_f32(samples)?;
    Ok(20.0 * meter.true_peak(0)?.log10())
}

/// Which windows of the envelope are not silence, in order.
fn loud_windows(samples: &[f32], source: Source) -> Vec<usize> {
    let power = |window: &[f32]| window.iter().map(|s| s * s).sum::<f32>() / window.len() as f32;
    let envelope: Vec<f32> = samples.chunks(WINDOW_MS * SAMPLES_PER_MS).map(power).collect();
    let loudest = envelope.iter().copied().fold(0.0, f32::max);
    let threshold = loudest * 10_f32.powf(source.silence_below() / 10.0);
    let loud = |&(_, &power): &(usize, &f32)| power > threshold;
    envelope.iter().enumerate().filter(loud).map(|(window, _)| window).collect()
}

/// Cuts the silence at both ends, leaves the margins, and rounds the cuts off.
fn trim(samples: &[f32], source: Source) -> Result<Vec<f32>> {
    let loud = loud_windows(samples, source);
    let (Some(first), Some(last)) = (loud.first(), loud.last()) else {
        bail!("nothing is heard in it");
    };
    let window = WINDOW_MS * SAMPLES_PER_MS;
    let (before, after) = source.margins_ms();
    let start = (first * window).saturating_sub(before * SAMPLES_PER_MS);
    let end = ((last + 1) * window + after * SAMPLES_PER_MS).min(samples.len());
    let mut cut = samples[start..end].to_vec();
    let fade = (3 * SAMPLES_PER_MS).min(cut.len() / 2);
    for n in 0..fade {
        let factor = n as f32 / fade as f32;
        cut[n] *= factor;
        let from_end = cut.len() - 1 - n;
        cut[from_end] *= factor;
    }
    Ok(cut)
}

fn amplify(samples: &[f32], decibels: f64) -> Vec<f32> {
    let factor = ratio(decibels);
    samples.iter().map(|sample| sample * factor).collect()
}

/// Keeps samples below a ceiling (in dB) by turning the volume down around
/// each peak, smoothly over some milliseconds: a voice stays itself, where
/// cutting peaks off would rasp.
fn limit(samples: &[f32], ceiling: f64) -> Vec<f32> {
    let ceiling = ratio(ceiling);
    let loudest = |block: &[f32]| block.iter().fold(ceiling, |top, s| top.max(s.abs()));
    let needed: Vec<f32> =
        samples.chunks(SAMPLES_PER_MS).map(|block| ceiling / loudest(block)).collect();
    // The smallest factor within five blocks of a millisecond, then the mean
    // within four, then a line between the middles of blocks: no sample gets
    // more than its own block needs.
    let lowest = spread(&needed, 5, |near| near.iter().copied().fold(1.0, f32::min));
    let factors = spread(&lowest, 4, |near| near.iter().sum::<f32>() / near.len() as f32);
    let at = |block: usize| factors[block.min(factors.len() - 1)];
    let half = SAMPLES_PER_MS / 2;
    let level = |(n, sample): (usize, &f32)| {
        let (after, part) = ((n + half) / SAMPLES_PER_MS, (n + half) % SAMPLES_PER_MS);
        let part = part as f32 / SAMPLES_PER_MS as f32;
        sample * (at(after.saturating_sub(1)) * (1.0 - part) + at(after) * part)
    };
    samples.iter().enumerate().map(level).collect()
}

/// What `of` makes of the neighbourhood of every value, `reach` to each side.
fn spread(values: &[f32], reach: usize, of: impl Fn(&[f32]) -> f32) -> Vec<f32> {
    let near = |n: usize| n.saturating_sub(reach)..(n + reach + 1).min(values.len());
    (0..values.len()).map(|n| of(&values[near(n)])).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "samples are f32")]
fn ratio(decibels: f64) -> f32 {
    10_f64.powf(decibels / 20.0) as f32
}
