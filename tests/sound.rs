//! What is played is what was meant, down to the samples that reach the card.
//!
//! The card is a file: ALSA reads its configuration once for each process, so
//! each case speaks in a process of its own (this test binary again), and this
//! one compares what the file then holds with the decoded clips.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use camtay::effects::{RodioVoice, Voice, sounds};
use narration::{Library, SAMPLES_PER_MS, Utterance};
use presenter::{Manner, Speed};

const BA: &[u8] =
    include_bytes!("../crates/narration/tests/fixtures/number-ba-b51f1e48254663a1.opus");
const MUOI: &[u8] =
    include_bytes!("../crates/narration/tests/fixtures/number-muoi-a9458f70c03ad6c3.opus");
const LAM: &[u8] =
    include_bytes!("../crates/narration/tests/fixtures/number-lam-3bf257e39b8c40bc.opus");
const NGHIN: &[u8] =
    include_bytes!("../crates/narration/tests/fixtures/number-nghin-7f886130c7a5c7ac.opus");
const DONG: &[u8] =
    include_bytes!("../crates/narration/tests/fixtures/number-dong-43406124fc842ce0.opus");
const SENTENCE: &[u8] =
    include_bytes!("../crates/narration/tests/fixtures/open-scanner-1d3c50c91b201466.opus");
const COURTESY: &[u8] =
    include_bytes!("../crates/narration/tests/fixtures/courtesy-94c051702a44d200.opus");

/// Tells the speaking process what to do.
const CASE: &str = "CAMTAY_SOUND_CASE";

/// A call that took longer than this waited for the card: opening one, or
/// finding that there is none, takes 60 ms.
const AT_ONCE: Duration = Duration::from_millis(40);

/// The level below which a sample is silent; full scale is 1.
const SILENCE: f32 = 0.004;

fn library() -> Library {
    let name = |text| format!("narration/{}", narration::file_name("clip", text));
    Library::new([
        (name("ba"), BA),
        (name("mươi"), MUOI),
        (name("lăm"), LAM),
        (name("nghìn"), NGHIN),
        (name("đồng"), DONG),
        (name("Chạm nút Quét mã ở giữa màn hình."), SENTENCE),
        (name("Mời bác,"), COURTESY),
    ])
}

fn utterance(case: &str) -> Utterance {
    let fragments: &[&str] = match case {
        "sentence" => &["Chạm nút Quét mã ở giữa màn hình."],
        "courtesy" => &["Mời bác,", "Chạm nút Quét mã ở giữa màn hình."],
        "amount" | "slow" | "fast" | "louder" => {
            &["ba", "mươi", "lăm", "nghìn", "đồng", "ba", "mươi", "lăm", "nghìn", "đồng"]
        }
        // As long to the millisecond, with the words in another order.
        "wrong order" => {
            &["ba", "lăm", "mươi", "nghìn", "đồng", "ba", "mươi", "lăm", "nghìn", "đồng"]
        }
        // One wrong word in ten, about as long as the right one.
        "wrong word" => {
            &["ba", "mươi", "lăm", "nghìn", "đồng", "ba", "mươi", "nghìn", "nghìn", "đồng"]
        }
        other => panic!("no case {other}"),
    };
    Utterance { text: String::new(), fragments: fragments.iter().map(|&f| f.to_owned()).collect() }
}

fn manner(case: &str) -> Manner {
    match case {
        "slow" => Manner { speed: Speed::Slow, ..Manner::default() },
        "fast" => Manner { speed: Speed::Fast, ..Manner::default() },
        "louder" => Manner { loudness: 125, ..Manner::default() },
        _ => Manner::default(),
    }
}

/// The level every 10 ms, of mono samples at 48 kHz.
fn envelope(samples: &[f32]) -> Vec<f32> {
    let level = |part: &[f32]| (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt();
    samples.chunks_exact(10 * SAMPLES_PER_MS).map(level).collect()
}

/// From the first to the last sample that is not silent.
fn spoken_part(samples: &[f32]) -> &[f32] {
    let loud = |sample: &f32| sample.abs() > SILENCE;
    let (Some(first), Some(last)) = (samples.iter().position(loud), samples.iter().rposition(loud))
    else {
        return &[];
    };
    &samples[first..=last]
}

fn ms(samples: &[f32]) -> usize {
    samples.len() / SAMPLES_PER_MS
}

/// How alike two envelopes are that begin together: 1 for the same sound.
fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let length = a.len().min(b.len());
    if length == 0 {
        return 0.0;
    }
    let (a, b) = (&a[..length], &b[..length]);
    let mean = |values: &[f32]| values.iter().sum::<f32>() / length as f32;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = |x: &[f32], mean_x: f32, y: &[f32], mean_y: f32| -> f32 {
        x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum()
    };
    let spread = product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b);
    product(a, mean_a, b, mean_b) / spread.sqrt()
}

/// What an utterance should sound like.
fn meant(case: &str) -> Vec<f32> {
    let library = library();
    let samples = library.samples(&library.resolve(&utterance(case))).unwrap().into_samples();
    let manner = manner(case);
    let gain = f32::from(manner.loudness) / 100.0;
    narration::stretch(samples, manner.speed).iter().map(|sample| sample * gain).collect()
}

/// The correlation of two sounds' envelopes: of the whole, and of the worst
/// stretch of 400 ms, so that one wrong word in many is noticed.
fn likeness(a: &[f32], b: &[f32]) -> (f32, f32) {
    let (a, b) = (envelope(a), envelope(b));
    let stretches = a.windows(40).zip(b.windows(40));
    let worst = stretches.map(|(a, b)| correlation(a, b)).fold(1.0, f32::min);
    (correlation(&a, &b), worst)
}

/// Whether a capture is that utterance: its length to 30 ms, its loudness to a
/// tenth, and its level over time.
fn is_heard(captured: &[f32], case: &str) -> Result<(), String> {
    let meant = meant(case);
    let (meant, captured) = (spoken_part(&meant), spoken_part(captured));
    if ms(meant).abs_diff(ms(captured)) > 30 {
        return Err(format!("{} ms were meant, {} heard", ms(meant), ms(captured)));
    }
    let total = |samples: &[f32]| envelope(samples).iter().sum::<f32>();
    let ratio = total(captured) / total(meant);
    if !(0.9..1.1).contains(&ratio) {
        return Err(format!("the loudness is {ratio} of what was meant"));
    }
    // Where exactly sound begins depends on rounding in the card; the best of
    // some shifts by a millisecond, 10 to either side, is what counts.
    let shifts = (0..=10).map(|shift| shift * SAMPLES_PER_MS);
    let at =
        |shift: usize| [likeness(&meant[shift..], captured), likeness(meant, &captured[shift..])];
    let best = shifts.flat_map(at).max_by(|a, b| a.1.total_cmp(&b.1));
    match best {
        Some((whole, worst)) if whole >= 0.9 && worst >= 0.8 => Ok(()),
        other => Err(format!("the correlation (whole, worst stretch) is {other:?}")),
    }
}

/// Runs a case in a process of its own with that sound configuration; gives
/// what the card was given, if there was one.
fn in_a_process(case: &str, folder: &Path, configuration: &str) -> Vec<f32> {
    let (asound, capture) = (folder.join("asound.conf"), folder.join("capture.raw"));
    fs::write(&asound, configuration.replace("CAPTURE", capture.to_str().unwrap())).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["speaking_process", "--exact", "--ignored", "--nocapture"])
        .env(CASE, case)
        .env("ALSA_CONFIG_PATH", &asound)
        .env("CAPTURE", &capture)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{case}: {said}");
    assert!(said.contains("1 passed"), "{case} did not run: {said}");
    let bytes = fs::read(&capture).unwrap_or_default();
    // Two channels alike; one is enough.
    let left = |frame: &[u8; 4]| f32::from(i16::from_le_bytes([frame[0], frame[1]])) / 32_768.0;
    bytes.as_chunks::<4>().0.iter().map(left).collect()
}

const FILE_CARD: &str = r#"
pcm.silence { type null }
pcm.capture { type file slave.pcm "silence" file "CAPTURE" format "raw" }
pcm.!default {
    type plug
    slave { pcm "capture" format S16_LE channels 2 rate 48000 }
}
"#;

const NO_CARD: &str = "# no card at all\n";

/// How many times the sentence is said where it must not be heard to its end: just less than the
/// longest that is said at all.
const OFTEN: usize = 45;

/// What the card has been given so far, in milliseconds of sound.
fn captured_ms() -> u64 {
    let capture = std::env::var("CAPTURE").unwrap();
    fs::metadata(capture).map_or(0, |file| file.len() / (4 * SAMPLES_PER_MS as u64))
}

/// Waits until the card has been given that much more; it takes what it gets,
/// faster than time passes.
fn until_captured(more_ms: u64) {
    let (before, start) = (captured_ms(), Instant::now());
    while captured_ms() < before + more_ms {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "only {} ms arrived",
            captured_ms() - before
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Waits until the last tenth of a second that the card was given is not
/// silent.
fn until_heard() {
    let start = Instant::now();
    let heard = || {
        let mut file = fs::File::open(std::env::var("CAPTURE").ok()?).ok()?;
        let tenth = 400 * SAMPLES_PER_MS as u64;
        // Whole frames, wherever the card is in writing one.
        let end = file.metadata().ok()?.len() / 4 * 4;
        file.seek(SeekFrom::Start(end.checked_sub(tenth)?)).ok()?;
        let mut bytes = Vec::new();
        file.take(tenth).read_to_end(&mut bytes).ok()?;
        let loud =
            |sample: &[u8; 2]| f32::from(i16::from_le_bytes(*sample)).abs() > SILENCE * 32_768.0;
        Some(bytes.as_chunks::<2>().0.iter().any(loud))
    };
    while heard() != Some(true) {
        assert!(start.elapsed() < Duration::from_secs(20), "nothing is heard");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Waits until an utterance of that length has come to its end.
fn until_said(ms: u64) {
    // The card may be open for a while before the first word reaches it.
    until_heard();
    until_captured(ms + 500);
}

/// Waits until the card is given nothing any more, not even silence.
fn until_closed() {
    let (mut before, start) = (0, Instant::now());
    while captured_ms() != before {
        assert!(start.elapsed() < Duration::from_secs(20), "the card is still open");
        before = captured_ms();
        std::thread::sleep(Duration::from_millis(400));
    }
}

fn say(voice: &mut RodioVoice, case: &str, times: usize) -> u64 {
    let library = library();
    let spoken = library.resolve(&utterance(case));
    let sounds = sounds(&library, &spoken).repeat(times);
    assert_eq!(sounds.len(), spoken.clips().len() * times);
    at_once(|| voice.play(&sounds, manner(case)));
    manner(case).speed.lasts_ms(u64::from(spoken.total_ms()) * times as u64)
}

fn at_once(call: impl FnOnce()) {
    let start = Instant::now();
    call();
    assert!(start.elapsed() < AT_ONCE, "a tap waited {:?}", start.elapsed());
}

/// How often the speaking thread has been woken, or `None` when there is none.
fn wakes() -> Option<u64> {
    let tasks = fs::read_dir("/proc/self/task").unwrap();
    let named = |task: &Path| {
        fs::read_to_string(task.join("comm")).is_ok_and(|name| name.trim() == "speech")
    };
    let task = tasks.map(|task| task.unwrap().path()).find(|task| named(task))?;
    let status = fs::read_to_string(task.join("status")).ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?
        .trim()
        .parse()
        .ok()
}

/// How many threads this process has.
fn threads() -> usize {
    fs::read_dir("/proc/self/task").unwrap().count()
}

/// The speaking side of every case.
#[test]
#[ignore = "run by the other tests in a process of its own"]
fn speaking_process() {
    let case = std::env::var(CASE).unwrap();
    let mut voice = RodioVoice::closing_after(Duration::from_millis(300));
    match case.as_str() {
        "no card" => {
            for _ in 0..50 {
                say(&mut voice, "amount", 1);
                at_once(|| voice.stop());
            }
            std::thread::sleep(Duration::from_millis(300));
            say(&mut voice, "amount", 1);
        }
        "card comes later" => {
            say(&mut voice, "amount", 1);
            std::thread::sleep(Duration::from_millis(300));
            let (path, capture) =
                (std::env::var("ALSA_CONFIG_PATH").unwrap(), std::env::var("CAPTURE").unwrap());
            fs::write(path, FILE_CARD.replace("CAPTURE", &capture)).unwrap();
            std::thread::sleep(Duration::from_millis(2_000));
            let ms = say(&mut voice, "amount", 1);
            until_said(ms);
        }
        "stopped" => {
            say(&mut voice, "sentence", OFTEN);
            until_heard();
            at_once(|| voice.stop());
            until_closed();
        }
        "interrupted" => {
            say(&mut voice, "sentence", OFTEN);
            until_heard();
            say(&mut voice, "amount", 1);
            until_closed();
        }
        "idle" => {
            let before = threads();
            say(&mut voice, "sentence", 1);
            until_heard();
            assert!(threads() > before, "the card has a thread while it is open");
            // 2.6 s of speech and 0.3 s more.
            std::thread::sleep(Duration::from_millis(3_500));
            assert_eq!(threads(), before, "the card is closed");
            let woken = wakes().unwrap();
            std::thread::sleep(Duration::from_millis(700));
            assert_eq!(wakes(), Some(woken), "nothing wakes up while nothing is said");
            let ms = say(&mut voice, "amount", 1);
            until_said(ms);
        }
        case => {
            let ms = say(&mut voice, case, 1);
            until_said(ms);
        }
    }
}

#[test]
fn what_is_heard_is_what_was_meant_and_nothing_else_passes_for_it() {
    let cases = ["sentence", "courtesy", "amount", "wrong order", "wrong word"];
    for case in &cases[..3] {
        let folder = tempfile::tempdir().unwrap();
        let captured = in_a_process(case, folder.path(), FILE_CARD);
        for meant in cases {
            let result = is_heard(&captured, meant);
            assert_eq!(result.is_ok(), *case == meant, "{case} played, {meant} meant: {result:?}");
        }
    }
}

#[test]
fn speed_and_loudness_are_heard_and_told_apart() {
    let cases = ["amount", "slow", "fast", "louder"];
    for case in &cases[1..] {
        let folder = tempfile::tempdir().unwrap();
        let captured = in_a_process(case, folder.path(), FILE_CARD);
        for meant in cases {
            let result = is_heard(&captured, meant);
            assert_eq!(result.is_ok(), *case == meant, "{case} played, {meant} meant: {result:?}");
        }
    }
}

#[test]
fn a_wrong_clip_under_the_right_name_is_noticed() {
    for case in ["wrong order", "wrong word"] {
        let folder = tempfile::tempdir().unwrap();
        let captured = in_a_process(case, folder.path(), FILE_CARD);
        assert_eq!(is_heard(&captured, case), Ok(()), "the control itself");
        assert!(is_heard(&captured, "amount").is_err(), "{case}");
    }
}

#[test]
fn stopping_stops_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let heard = ms(spoken_part(&in_a_process("stopped", folder.path(), FILE_CARD)));
    assert!(heard > 0 && heard < 2_635 * OFTEN / 2, "{heard} ms");
}

#[test]
fn a_new_sentence_stops_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let captured = in_a_process("interrupted", folder.path(), FILE_CARD);
    let heard = spoken_part(&captured);
    assert!(ms(heard) < 2_635 * OFTEN / 2, "{} ms", ms(heard));
    // What is heard last is the new sentence, whole.
    let ending = &heard[heard.len() - spoken_part(&meant("amount")).len()..];
    assert_eq!(is_heard(ending, "amount"), Ok(()));
    assert!(is_heard(ending, "sentence").is_err());
}

#[test]
fn without_a_card_nothing_waits_and_nothing_breaks() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(in_a_process("no card", folder.path(), NO_CARD), Vec::<f32>::new());
}

#[test]
fn a_card_that_comes_later_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let captured = in_a_process("card comes later", folder.path(), NO_CARD);
    assert_eq!(is_heard(&captured, "amount"), Ok(()));
}

#[test]
fn the_card_is_closed_when_nothing_is_said_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    // Its end is the second utterance: the card truncates its file on opening.
    let captured = in_a_process("idle", folder.path(), FILE_CARD);
    assert_eq!(is_heard(&captured, "amount"), Ok(()));
}
