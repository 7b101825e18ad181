//! One take of one sentence: is it usable, and made ready to be kept.
//!
//! It can't hear whether the words are right; it hears silence, noise, overload and a length that
//! the sentence can't have. It never mends what is broken: then the sentence is read once more.

use ebur128::{EbuR128, Mode};
use narration::{SAMPLE_RATE, SAMPLES_PER_MS, decode};

use crate::encode::encode;

/// The longest take that is listened to, in milliseconds; what comes after is not kept.
pub const LONGEST_MS: u32 = 60_000;

/// The window in which loudness is looked at: 10 ms.
const WINDOW: usize = 10 * SAMPLES_PER_MS;

/// Below this level (full scale is 1) nobody speaks: a microphone that is off, or covered.
const SILENT: f32 = 0.002;

/// Speech below this level would bring the room up with it when it is made loud enough: −42 dB.
const QUIET: f32 = 0.008;

/// At this level a microphone is at its end.
const FULL: f32 = 0.985;

/// So many samples in a row at the end are an overload and no peak; so many of them break a take.
const FULL_RUN: usize = 3;
const FULL_RUNS: usize = 4;

/// Speech stands out from the room by at least this factor, 10 dB; hiss and traffic don't.
const OUT_OF_NOISE: f32 = 3.2;

/// A voice is as loud as its loudest 200 ms, in windows: however long the silence after it was.
const VOICE: usize = 20;

/// Windows below the loudest by more than this factor, 34 dB, are not speech.
const SPEECH_ABOVE: f32 = 0.02;

/// Nobody reads aloud faster than this, in syllables a minute …
const FASTEST: f32 = 260.0;
/// … nor, to somebody else, slower.
const SLOWEST: f32 = 90.0;

/// A single word is cut off shorter, and any sentence may have a breath in it, in milliseconds.
const SHORTER_MS: f32 = 120.0;
const BREATH_MS: f32 = 1_000.0;

/// What stays of the silence before and after, in samples.
const BEFORE: usize = 60 * SAMPLES_PER_MS;
const AFTER: usize = 100 * SAMPLES_PER_MS;

/// Ends fade in and out over 5 ms, so that nothing clicks.
const FADE: usize = 5 * SAMPLES_PER_MS;

/// The narrator's own clips are this loud, in LUFS, and peak below this.
const LOUDNESS: f64 = -17.0;
const PEAK: f32 = 0.84;

/// Loudness is measured over at least this long; shorter takes are measured over and over.
const MEASURED: usize = 3_000 * SAMPLES_PER_MS;

/// Why a take can't be kept, in the order in which they are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is heard at all.
    Silent,
    /// So loud that the microphone broke it off.
    Clipped,
    /// The room is about as loud as the voice.
    Noise,
    /// Too far from the microphone.
    Quiet,
    /// Shorter than the sentence can be read.
    Short,
    /// Longer than the sentence takes.
    Long,
    /// It could not be made into a clip.
    Unusable,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Silent,
        Self::Clipped,
        Self::Noise,
        Self::Quiet,
        Self::Short,
        Self::Long,
        Self::Unusable,
    ];

    /// The name of the sentence that says what to do.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Silent => "voice-fault-silent",
            Self::Clipped => "voice-fault-clipped",
            Self::Noise => "voice-fault-noise",
            Self::Quiet => "voice-fault-quiet",
            Self::Short => "voice-fault-short",
            Self::Long => "voice-fault-long",
            Self::Unusable => "voice-fault-unusable",
        }
    }
}

/// A take that can be kept: trimmed, as loud as the narrator, encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Take {
    clip: Vec<u8>,
    ms: u32,
}

/// How long reading a text aloud can take, in milliseconds: from the fastest to the slowest.
#[must_use]
pub fn bounds_ms(text: &str) -> (u32, u32) {
    let syllables = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let syllables = syllables.count().max(1) as f32;
    let shortest = syllables * 60_000.0 / FASTEST - SHORTER_MS;
    let longest = syllables * 60_000.0 / SLOWEST + BREATH_MS;
    (shortest.max(80.0) as u32, longest as u32)
}

/// How loud the last moment is, from 0 to 100, for a meter: 60 dB are its whole length.
#[must_use]
pub fn level(samples: &[f32]) -> u8 {
    let decibels = 20.0 * rms(samples).max(1e-6).log10();
    ((decibels + 60.0) / 60.0 * 100.0).clamp(0.0, 100.0) as u8
}

impl Take {
    /// Listens to what was recorded of `text`: mono samples at 48 kHz.
    ///
    /// # Errors
    /// The first [`Fault`] there is.
    pub fn listen(samples: &[f32], text: &str) -> Result<Self, Fault> {
        let most = LONGEST_MS as usize * SAMPLES_PER_MS;
        let samples = level_ground(&samples[..samples.len().min(most)]);
        let levels: Vec<f32> = samples.chunks(WINDOW).map(rms).collect();
        let loudest = levels.iter().copied().fold(0.0, f32::max);
        if loudest < SILENT {
            return Err(Fault::Silent);
        }
        if is_clipped(&samples) {
            return Err(Fault::Clipped);
        }
        let mut sorted = levels.clone();
        sorted.sort_by(f32::total_cmp);
        let room = sorted[sorted.len() / 10];
        let voice = sorted[(sorted.len() * 19 / 20).max(sorted.len().saturating_sub(VOICE))];
        if voice < room * OUT_OF_NOISE {
            return Err(Fault::Noise);
        }
        let speech = |level: &f32| *level > (loudest * SPEECH_ABOVE).max(room * 2.0);
        let (Some(first), Some(last)) = (speech_edge(&levels, speech), {
            let backwards: Vec<f32> = levels.iter().rev().copied().collect();
            speech_edge(&backwards, speech).map(|back| levels.len() - back)
        }) else {
            return Err(Fault::Noise);
        };
        if last <= first {
            return Err(Fault::Noise);
        }
        let spoken: Vec<f32> = levels[first..last].iter().copied().filter(|l| speech(l)).collect();
        if rms(&spoken) < QUIET {
            return Err(Fault::Quiet);
        }
        let ms = u32::try_from((last - first) * 10).unwrap_or(u32::MAX);
        let (shortest, longest) = bounds_ms(text);
        if ms < shortest {
            return Err(Fault::Short);
        }
        if ms > longest {
            return Err(Fault::Long);
        }
        let from = (first * WINDOW).saturating_sub(BEFORE);
        let to = (last * WINDOW + AFTER).min(samples.len());
        finish(&samples[from..to]).ok_or(Fault::Unusable)
    }

    /// The clip's bytes.
    #[must_use]
    pub fn clip(&self) -> &[u8] {
        &self.clip
    }

    /// How long it plays, in milliseconds.
    #[must_use]
    pub fn ms(&self) -> u32 {
        self.ms
    }
}

fn rms(samples: &[f32]) -> f32 {
    (samples.iter().map(|s| s * s).sum::<f32>() / samples.len().max(1) as f32).sqrt()
}

/// Without the constant part that cheap microphones add; what is no number is silence.
fn level_ground(samples: &[f32]) -> Vec<f32> {
    let sound = |s: &f32| if s.is_finite() { s.clamp(-1.0, 1.0) } else { 0.0 };
    let mean =
        samples.iter().map(|s| f64::from(sound(s))).sum::<f64>() / samples.len().max(1) as f64;
    // Not where it would hide an overload.
    let mean = if mean.abs() < 0.05 { mean as f32 } else { 0.0 };
    samples.iter().map(|s| sound(s) - mean).collect()
}

/// Whether the microphone was overloaded: runs of samples at its end, which peaks never are.
fn is_clipped(samples: &[f32]) -> bool {
    let highest = samples.iter().fold(0.0_f32, |most, s| most.max(s.abs()));
    // Some systems cut a little below full scale; then many samples share the highest value.
    let end = FULL.min(highest.max(0.9) * 0.999);
    let mut runs = 0;
    let mut run = 0;
    for sample in samples {
        run = if sample.abs() >= end { run + 1 } else { 0 };
        runs += usize::from(run == FULL_RUN);
    }
    runs >= FULL_RUNS
}

/// Where speech begins: the first window of the first three in a row that are speech, so that a
/// click at the start is no word.
fn speech_edge(levels: &[f32], speech: impl Fn(&f32) -> bool) -> Option<usize> {
    levels.windows(3).position(|three| three.iter().all(&speech))
}

/// As loud as the narrator and no louder than a card can play, softly begun and ended, encoded,
/// and compared with what a decoder hears in it.
fn finish(samples: &[f32]) -> Option<Take> {
    let mut sound = samples.to_vec();
    let gain = 10_f64.powf((LOUDNESS - loudness(&sound)?) / 20.0) as f32;
    let bends = PEAK - 0.2;
    for sample in &mut sound {
        let loud = (*sample * gain).abs();
        let bent = bends + (PEAK - bends) * ((loud - bends) / (PEAK - bends)).tanh();
        *sample = if loud > bends { bent } else { loud }.copysign(*sample);
    }
    for at in 0..FADE.min(sound.len() / 2) {
        let part = at as f32 / FADE as f32;
        let end = sound.len() - 1 - at;
        sound[at] *= part;
        sound[end] *= part;
    }
    let clip = encode(&sound)?;
    let heard = decode(&clip).ok()?;
    (alike(&sound, heard.samples()) > 0.95).then(|| Take { clip, ms: heard.duration_ms() })
}

fn loudness(samples: &[f32]) -> Option<f64> {
    let mut meter = EbuR128::new(1, SAMPLE_RATE, Mode::I).ok()?;
    for _ in 0..MEASURED.div_ceil(samples.len().max(1)).max(1) {
        meter.add_frames_f32(samples).ok()?;
    }
    meter.loudness_global().ok().filter(|loudness| loudness.is_finite())
}

/// How alike two sounds' loudness over time is: 1 for the same.
fn alike(a: &[f32], b: &[f32]) -> f32 {
    let (a, b): (Vec<f32>, Vec<f32>) =
        a.chunks(WINDOW).map(rms).zip(b.chunks(WINDOW).map(rms)).unzip();
    let mean = |of: &[f32]| of.iter().sum::<f32>() / of.len().max(1) as f32;
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let product = |x: &[f32], x_mean: f32, y: &[f32], y_mean: f32| -> f32 {
        x.iter().zip(y).map(|(x, y)| (x - x_mean) * (y - y_mean)).sum()
    };
    product(&a, mean_a, &b, mean_b)
        / (product(&a, mean_a, &a, mean_a) * product(&b, mean_b, &b, mean_b)).sqrt().max(1e-9)
}
