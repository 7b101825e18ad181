//! The three programs that make sound: `espeak-ng`, `sox`, `opusenc`.
//!
//! Bytes in, bytes out, through pipes; their options stand here with the
//! reason for each, and nowhere else. It judges no sound.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use narration::SAMPLE_RATE;

/// The voice: of the three for Vietnamese (north, centre, south) the northern
/// one alone keeps final *n* from *ng* and *t* from *c* (*ngàn*, *ngàng*; *một*
/// heard as *mộc*), which an ear that has lost its high notes can't mend.
const VOICE: &str = "vi";

/// Words a minute as the synthesiser counts them. With one step of word gap
/// below, whole sentences without the silence around them come to 173
/// syllables a minute (160 to 180 is the narrator's pace; 140 gives 186).
const SPEED: &str = "130";

/// The silence between words of a sentence, in steps of about 10 ms.
pub(super) const SENTENCE_GAP: &str = "2";

/// The silence between words that are to be cut apart: over 300 ms, longer
/// than any stop inside a word.
pub(super) const CUTTING_GAP: &str = "40";

/// Speaks a text; the answer is a WAV file.
pub(super) fn synthesise(text: &str, gap: &str) -> Result<Vec<u8>> {
    // From standard input, so that a text is never taken for an option.
    let arguments = ["-v", VOICE, "-s", SPEED, "-g", gap, "--stdin", "--stdout"];
    pipe("espeak-ng", "espeak-ng", &arguments, text.as_bytes())
}

/// Turns a sound file into mono samples at 48 kHz, without what lies below
/// 80 Hz (hum, handling noise, breath on the microphone; no voice).
///
/// `kind` is what the file's name ends in.
pub(super) fn samples_of(sound: &[u8], kind: &str) -> Result<Vec<f32>> {
    let rate = SAMPLE_RATE.to_string();
    // A WAV from a pipe doesn't know its own length. The head room of 6 dB
    // keeps resampling from clipping what is already loud.
    let arguments = [
        "-V1",
        "-D",
        "--ignore-length",
        "-t",
        kind,
        "-",
        "-t",
        "f32",
        "-L",
        "-c",
        "1",
        "-",
        "gain",
        "-6",
        "rate",
        "-v",
        &rate,
        "highpass",
        "80",
    ];
    let bytes = pipe("sox", "sox libsox-fmt-base", &arguments, sound)?;
    let samples = bytes.as_chunks::<4>().0;
    Ok(samples.iter().map(|&sample| f32::from_le_bytes(sample)).collect())
}

/// Encodes mono samples at 48 kHz as a clip: Opus for speech, 11 kb/s (whole
/// sentences stay below 12 with the container), frames
/// of 60 ms. The same samples always give the same bytes.
pub(super) fn encode(samples: &[f32]) -> Result<Vec<u8>> {
    let rate = SAMPLE_RATE.to_string();
    let arguments = [
        "--quiet",
        "--raw",
        "--raw-bits",
        "16",
        "--raw-rate",
        &rate,
        "--raw-chan",
        "1",
        "--bitrate",
        "11",
        "--framesize",
        "60",
        // Speech keeps to the packets the player accepts.
        "--speech",
        // The serial number is random otherwise.
        "--serial",
        "1",
        "--padding",
        "0",
        "--discard-comments",
        "-",
        "-",
    ];
    let mut pcm = Vec::with_capacity(samples.len() * 2);
    for sample in samples {
        #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i16")]
        let sample = (sample * 32_767.0).round().clamp(-32_768.0, 32_767.0) as i16;
        pcm.extend_from_slice(&sample.to_le_bytes());
    }
    pipe("opusenc", "opus-tools", &arguments, &pcm)
}

/// Runs a program on `input` and gives what it writes.
fn pipe(program: &str, package: &str, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{program}` can't be started; install {package}"))?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that has heard enough closes its end; what it then
            // answers counts.
            if let Some(mut stdin) = stdin {
                let _ = stdin.write_all(input);
            }
        });
        child.wait_with_output()
    })?;
    if !output.status.success() || output.stdout.is_empty() {
        bail!("`{program}` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(output.stdout)
}
