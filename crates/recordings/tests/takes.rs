//! What a microphone brings: which takes are kept and how, and which are refused and why.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use narration::{SAMPLES_PER_MS, decode};
use recordings::{Fault, Take, bounds_ms, level};

const TEXT: &str = "Chạm nút Quét mã ở giữa màn hình.";
const SENTENCE: &[u8] =
    include_bytes!("../../narration/tests/fixtures/open-scanner-1d3c50c91b201466.opus");
const WORD: &[u8] =
    include_bytes!("../../narration/tests/fixtures/number-ba-b51f1e48254663a1.opus");

fn speech(clip: &[u8]) -> Vec<f32> {
    decode(clip).unwrap().into_samples()
}

/// A room: hiss of that level, always the same.
fn room(ms: usize, level: f32) -> Vec<f32> {
    let mut state = 0x2545_f491_u32;
    (0..ms * SAMPLES_PER_MS)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state as f32 / u32::MAX as f32 - 0.5) * 2.0 * level
        })
        .collect()
}

/// Speech in a room, as loud as asked, with a while before and after it.
fn recorded(clip: &[u8], gain: f32, hiss: f32) -> Vec<f32> {
    let speech = speech(clip);
    let mut all = room(900 + 700 + speech.len() / SAMPLES_PER_MS, hiss);
    for (at, sample) in speech.iter().enumerate() {
        all[900 * SAMPLES_PER_MS + at] += sample * gain;
    }
    all.iter().map(|s| s.clamp(-1.0, 1.0)).collect()
}

fn levels(samples: &[f32]) -> Vec<f32> {
    let rms = |w: &[f32]| (w.iter().map(|s| s * s).sum::<f32>() / w.len() as f32).sqrt();
    samples.chunks_exact(10 * SAMPLES_PER_MS).map(rms).collect()
}

fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let n = a.len().min(b.len());
    let mean = |v: &[f32]| v[..n].iter().sum::<f32>() / n as f32;
    let (ma, mb) = (mean(a), mean(b));
    let product = |x: &[f32], mx: f32, y: &[f32], my: f32| -> f32 {
        x[..n].iter().zip(&y[..n]).map(|(x, y)| (x - mx) * (y - my)).sum()
    };
    product(a, ma, b, mb) / (product(a, ma, a, ma) * product(b, mb, b, mb)).sqrt()
}

#[test]
fn a_good_take_is_trimmed_and_sounds_as_it_was_read() {
    for gain in [0.08, 0.3, 1.0] {
        let take = Take::listen(&recorded(SENTENCE, gain, 0.0005), TEXT).unwrap();
        let (heard, meant) = (decode(take.clip()).unwrap(), speech(SENTENCE));
        let longer = i64::from(take.ms()) - (meant.len() / SAMPLES_PER_MS) as i64;
        assert!((-60..250).contains(&longer), "{longer} ms longer, gain {gain}");
        let (heard_levels, meant_levels) = (levels(heard.samples()), levels(&meant));
        let best = (0..25)
            .map(|shift| correlation(&heard_levels[shift..], &meant_levels))
            .fold(0.0, f32::max);
        assert!(best > 0.95, "{best} at gain {gain}");
        // As loud as the narrator, however loud it was, and never at the end of the card.
        let loud = |levels: &[f32]| levels.iter().copied().fold(0.0, f32::max);
        let ratio = loud(&heard_levels) / loud(&meant_levels);
        assert!((0.6..1.6).contains(&ratio), "{ratio} at gain {gain}");
        assert!(heard.samples().iter().all(|s| s.abs() < 0.95));
        assert!(take.clip().len() < 12_000, "{} bytes", take.clip().len());
    }
}

#[test]
fn a_single_word_can_be_recorded() {
    let take = Take::listen(&recorded(WORD, 0.5, 0.0005), "ba").unwrap();
    assert!((200..600).contains(&take.ms()), "{} ms", take.ms());
}

#[test]
fn silence_noise_overload_and_wrong_lengths_are_told_apart() {
    let fault = |samples: &[f32], text: &str| Take::listen(samples, text).unwrap_err();
    assert_eq!(fault(&[], TEXT), Fault::Silent);
    assert_eq!(fault(&vec![0.0; 96_000], TEXT), Fault::Silent);
    assert_eq!(fault(&room(3_000, 0.0008), TEXT), Fault::Silent);
    assert_eq!(fault(&vec![0.4; 96_000], TEXT), Fault::Noise, "a broken microphone");
    assert_eq!(fault(&vec![f32::NAN; 96_000], TEXT), Fault::Silent);
    assert_eq!(fault(&room(3_000, 0.2), TEXT), Fault::Noise);
    assert_eq!(fault(&recorded(SENTENCE, 0.3, 0.2), TEXT), Fault::Noise);
    assert_eq!(fault(&recorded(SENTENCE, 8.0, 0.0005), TEXT), Fault::Clipped);
    assert_eq!(fault(&recorded(SENTENCE, 0.02, 0.0002), TEXT), Fault::Quiet);
    assert_eq!(fault(&recorded(WORD, 0.5, 0.0005), TEXT), Fault::Short);
    assert_eq!(fault(&recorded(SENTENCE, 0.5, 0.0005), "ba"), Fault::Long);
}

#[test]
fn a_long_silence_after_the_words_is_no_noise() {
    // A cheap microphone's constant part, and somebody who looks for the button for a long time.
    let after = |samples: &[f32]| -> Vec<f32> {
        let silence = std::iter::repeat_n(0.0, 40_000 * SAMPLES_PER_MS);
        samples.iter().copied().chain(silence).map(|s| s + 0.001).collect()
    };
    let whole = speech(SENTENCE);
    assert!(Take::listen(&after(&whole), TEXT).is_ok());
    let part = &whole[..whole.len() * 2 / 5];
    assert_eq!(Take::listen(&after(part), TEXT), Err(Fault::Short));
}

#[test]
fn an_overload_that_a_system_cut_lower_is_noticed_too() {
    let cut: Vec<f32> =
        recorded(SENTENCE, 8.0, 0.0005).iter().map(|s| s.clamp(-0.93, 0.93)).collect();
    assert_eq!(Take::listen(&cut, TEXT).unwrap_err(), Fault::Clipped);
}

#[test]
fn every_sentence_may_be_read_at_90_to_260_syllables_a_minute() {
    let (shortest, longest) = bounds_ms("một hai ba bốn năm sáu bảy tám chín mười – …");
    assert!((2_100..=2_308).contains(&shortest), "{shortest}");
    assert!((6_666..=8_000).contains(&longest), "{longest}");
}

#[test]
fn the_meter_goes_from_nothing_to_full() {
    assert_eq!(level(&[]), 0);
    assert_eq!(level(&[0.0; 480]), 0);
    assert_eq!(level(&[1.0; 480]), 100);
    assert!((45..=75).contains(&level(&[0.05; 480])));
}
