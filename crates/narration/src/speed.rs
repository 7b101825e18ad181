//! Speech slower or faster than it was recorded, at the same pitch.
//!
//! It changes how long sound lasts and nothing else: no pitch, no loudness, no
//! words. What a clip's length is stays the length of the decoded clip; how
//! long it takes to be heard is asked here.

use std::num::{NonZeroU16, NonZeroU32};

use wsola::TimeStretch;

use crate::decode::{SAMPLE_RATE, SAMPLES_PER_MS};

/// Stretching is done on every third sample: it takes a ninth of the time, and clips are speech
/// that was encoded at 16 kHz to begin with.
const THIRD: usize = 3;

/// How far the filter between the two rates reaches to either side, in samples at 48 kHz.
const REACH: usize = 48;

/// Silence put around the sound while it is stretched, in samples at 16 kHz: 60 ms, two frames of
/// the stretcher, which fades in and never plays its last frame.
const MARGIN: usize = 60 * SAMPLES_PER_MS / THIRD;

/// The sound ends softly over its last 5 ms.
const FADE: usize = 5 * SAMPLES_PER_MS;

/// How fast sentences are spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Speed {
    /// 120 to 140 syllables a minute.
    Slow,
    /// 160 to 180 syllables a minute: as the clips are.
    #[default]
    Normal,
    /// About 220 syllables a minute.
    Fast,
}

impl Speed {
    /// All of them, slowest first.
    pub const ALL: [Self; 3] = [Self::Slow, Self::Normal, Self::Fast];

    /// Its name in preferences: `slow`, `normal` or `fast`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Normal => "normal",
            Self::Fast => "fast",
        }
    }

    /// The speed with that name; `None` for any other word.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|speed| speed.as_str() == name)
    }

    /// How many times as fast as the clips.
    ///
    /// The narrator's sentences together come to 169 syllables a minute
    /// (`all_sentences_keep_their_pace` in tests/clips.rs), so these make 135 and 224.
    #[must_use]
    pub fn tempo(self) -> f32 {
        match self {
            Self::Slow => 0.8,
            Self::Normal => 1.0,
            Self::Fast => 1.33,
        }
    }

    /// How long sound of that length lasts at this speed, in milliseconds (rounded).
    #[must_use]
    pub fn lasts_ms(self, ms: u64) -> u64 {
        (ms as f64 / f64::from(self.tempo())).round() as u64
    }
}

/// The whole sound at that speed, as long as it was divided by [`Speed::tempo`], to the sample:
/// mono samples at [`SAMPLE_RATE`].
#[must_use]
pub fn stretch(samples: Vec<f32>, speed: Speed) -> Vec<f32> {
    let stretcher = NonZeroU32::new(SAMPLE_RATE / THIRD as u32)
        .and_then(|rate| TimeStretch::new(rate, NonZeroU16::MIN).ok());
    let Some(mut stretcher) = stretcher.filter(|_| speed != Speed::Normal) else { return samples };
    stretcher.set_tempo(speed.tempo());
    let margin = [0.0; MARGIN];
    stretcher.push(&margin);
    stretcher.push(&third_of(&samples));
    // Enough for the last frame wherever it is found.
    stretcher.push(&margin);
    stretcher.push(&margin);
    stretcher.set_draining();
    let length = at_tempo(samples.len(), speed);
    let mut piece = vec![0.0; stretcher.min_output_buff_size() * 16];
    let mut stretched = Vec::with_capacity(length);
    while let Ok(written @ 1..) = stretcher.pull(&mut piece) {
        stretched.extend_from_slice(&piece[..written]);
    }
    let mut whole = thrice(&stretched);
    whole.drain(..at_tempo(MARGIN * THIRD, speed).min(whole.len()));
    whole.resize(length, 0.0);
    let from = whole.len().saturating_sub(FADE);
    for (at, sample) in whole[from..].iter_mut().rev().enumerate() {
        *sample *= at as f32 / FADE as f32;
    }
    whole
}

fn at_tempo(samples: usize, speed: Speed) -> usize {
    (samples as f64 / f64::from(speed.tempo())).round() as usize
}

/// A low pass at 7.8 kHz for samples at 48 kHz: a sinc in a Blackman window. Clips hold nothing
/// above 8 kHz.
fn low_pass() -> [f32; 2 * REACH + 1] {
    use std::f64::consts::{PI, TAU};
    let cutoff = 7_800.0 / f64::from(SAMPLE_RATE);
    let mut taps = [0.0; 2 * REACH + 1];
    for (n, tap) in taps.iter_mut().enumerate() {
        let at = n as f64 - REACH as f64;
        let sinc = if n == REACH { 2.0 * cutoff } else { (TAU * cutoff * at).sin() / (PI * at) };
        let turn = (n + 1) as f64 / (2 * REACH + 2) as f64;
        *tap = (sinc * (0.42 - 0.5 * (TAU * turn).cos() + 0.08 * (2.0 * TAU * turn).cos())) as f32;
    }
    taps
}

/// Every third sample of what has been kept below 8 kHz.
fn third_of(samples: &[f32]) -> Vec<f32> {
    let taps = low_pass();
    let at = |middle: usize| -> f32 {
        let from = middle.saturating_sub(REACH);
        let to = (middle + REACH + 1).min(samples.len());
        let taps = &taps[from + REACH - middle..];
        samples[from..to].iter().zip(taps).map(|(sample, tap)| sample * tap).sum()
    };
    (0..samples.len()).step_by(THIRD).map(at).collect()
}

/// Three samples for each one, with nothing above 8 kHz.
fn thrice(samples: &[f32]) -> Vec<f32> {
    let taps = low_pass();
    let reach = REACH / THIRD;
    let at = |middle: usize| -> f32 {
        let near = middle / THIRD;
        let from = near.saturating_sub(reach);
        let to = (near + reach + 1).min(samples.len());
        let parts = samples[from..to].iter().zip(from..).filter_map(|(sample, n)| {
            let tap = (n * THIRD + REACH).checked_sub(middle)?;
            Some(sample * taps.get(tap)?)
        });
        THIRD as f32 * parts.sum::<f32>()
    };
    (0..samples.len() * THIRD).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::decode;

    const SENTENCE: &[u8] = include_bytes!("../tests/fixtures/open-scanner-1d3c50c91b201466.opus");
    const WORD: &[u8] = include_bytes!("../tests/fixtures/number-ba-b51f1e48254663a1.opus");

    fn samples(clip: &[u8]) -> Vec<f32> {
        decode(clip).expect("a clip").into_samples()
    }

    /// The pitch at a sample in hertz, by autocorrelation with the peak between two lags found by
    /// a parabola; none where there is no voice.
    fn pitch_at(samples: &[f32], at: usize) -> Option<f32> {
        let (window, lags) = (40 * SAMPLES_PER_MS, 120..480_usize);
        let part = samples.get(at..at + window + lags.end + 5)?;
        let alike = |lag: usize| -> f32 {
            let (a, b) = (&part[..window], &part[lag..lag + window]);
            let product: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
            let energy = |s: &[f32]| s.iter().map(|s| s * s).sum::<f32>();
            product / (energy(a) * energy(b)).sqrt().max(1e-6)
        };
        let level = (part[..window].iter().map(|s| s * s).sum::<f32>() / window as f32).sqrt();
        let coarse: Vec<(usize, f32)> = lags.step_by(4).map(|lag| (lag, alike(lag))).collect();
        let most = coarse.iter().map(|(_, alike)| *alike).fold(0.0, f32::max);
        if level < 0.02 || most < 0.9 {
            return None;
        }
        // The first of the lags that fit: two periods fit as well as one.
        let first = coarse.iter().position(|(_, alike)| *alike > 0.95 * most)?;
        let rising = coarse[first..].windows(2).take_while(|two| two[1].1 > two[0].1).count();
        let near = coarse[first + rising].0;
        let best = (near - 4..=near + 4).max_by(|a, b| alike(*a).total_cmp(&alike(*b)))?;
        let (before, here, after) = (alike(best - 1), alike(best), alike(best + 1));
        let shift = (before - after) / (2.0 * (before - 2.0 * here + after)).min(-1e-9);
        Some(SAMPLE_RATE as f32 / (best as f32 + shift))
    }

    /// How many times as high the second sound is as the first, which lasts `tempo` times as
    /// long: the median over the voiced moments of both, each compared with its like.
    fn raised(first: &[f32], second: &[f32], tempo: f32) -> f32 {
        let moments = (0..first.len()).step_by(15 * SAMPLES_PER_MS);
        let mut ratios: Vec<f32> = moments
            .filter_map(|at| {
                let there = (at as f32 / tempo) as usize;
                Some(pitch_at(second, there)? / pitch_at(first, at)?)
            })
            .collect();
        assert!(ratios.len() > 10, "only {} voiced moments", ratios.len());
        ratios.sort_by(f32::total_cmp);
        ratios[ratios.len() / 2]
    }

    /// A steady voice: twelve harmonics of a pitch in hertz.
    fn voice(hertz: f32) -> Vec<f32> {
        let at = |n: usize| {
            let phase = n as f32 / SAMPLE_RATE as f32 * hertz * std::f32::consts::TAU;
            (1..=12).map(|h| (phase * h as f32).sin() / h as f32).sum::<f32>() * 0.2
        };
        (0..SAMPLE_RATE as usize).map(at).collect()
    }

    #[test]
    fn a_stretched_sound_is_as_long_as_asked_to_the_sample() {
        for clip in [SENTENCE, WORD] {
            let samples = samples(clip);
            for speed in Speed::ALL {
                let wanted = (samples.len() as f64 / f64::from(speed.tempo())).round() as usize;
                assert_eq!(stretch(samples.clone(), speed).len(), wanted, "{speed:?}");
            }
        }
        assert_eq!(stretch(Vec::new(), Speed::Slow), Vec::<f32>::new());
        assert_eq!(stretch(vec![0.5; 7], Speed::Slow).len(), 9);
    }

    #[test]
    fn the_pitch_stays_within_one_percent() {
        for (name, sound) in [
            ("a low voice", voice(110.0)),
            ("a high voice", voice(231.0)),
            ("a sentence", samples(SENTENCE)),
        ] {
            for speed in [Speed::Slow, Speed::Fast] {
                let raised = raised(&sound, &stretch(sound.clone(), speed), speed.tempo());
                assert!((0.99..1.01).contains(&raised), "{name}, {speed:?}: {raised}");
            }
            // The measure itself sees what playing it faster by a twentieth would do.
            let faster: Vec<f32> = (0..sound.len() * 20 / 21).map(|n| sound[n * 21 / 20]).collect();
            let raised = raised(&sound, &faster, 1.05);
            assert!((1.04..1.06).contains(&raised), "{name}: {raised}");
        }
    }

    #[test]
    fn normal_speech_is_untouched() {
        let samples = samples(SENTENCE);
        assert_eq!(stretch(samples.clone(), Speed::Normal), samples);
    }

    #[test]
    fn loudness_and_the_order_of_sounds_stay() {
        let level = |part: &[f32]| {
            (part.iter().map(|s| s * s).sum::<f32>() / part.len().max(1) as f32).sqrt()
        };
        let before = samples(SENTENCE);
        for speed in [Speed::Slow, Speed::Fast] {
            let after = stretch(before.clone(), speed);
            let ratio = level(&after) / level(&before);
            assert!((0.93..1.07).contains(&ratio), "{speed:?}: {ratio}");
            // Every twentieth of the sound is about as loud as it was, wherever it is now.
            let twentieths =
                |s: &[f32]| -> Vec<f32> { s.chunks(s.len().div_ceil(20)).map(level).collect() };
            for (before, after) in twentieths(&before).iter().zip(twentieths(&after)) {
                assert!((before - after).abs() < 0.05, "{speed:?}: {before} became {after}");
            }
        }
    }

    #[test]
    fn names_are_read_back() {
        for speed in Speed::ALL {
            assert_eq!(Speed::parse(speed.as_str()), Some(speed));
        }
        assert_eq!(Speed::parse("Slow"), None);
        assert_eq!(Speed::Slow.lasts_ms(3_000), 3_750);
        assert_eq!(Speed::Normal.lasts_ms(3_000), 3_000);
    }
}
