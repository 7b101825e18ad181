//! A familiar voice from the microphone to the loudspeaker: captured from a sound card that reads
//! a file, kept by the core, played in a lesson into a card that writes one, carried to another
//! folder and played there; and what can't be used is refused with a sentence.
//!
//! ALSA reads its configuration once for each process, so each card is met by a process of its own
//! (this test binary again).

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use camtay::core::{Core, Overrides, Request, Speech, Update};
use camtay::effects::{CpalMicrophone, RodioVoice, Voice, sounds};
use camtay::script::PartId;
use camtay::{bundled, launch};
use narration::{SAMPLES_PER_MS, Utterance};
use presenter::{Door, Intent, ScreenView, VoicesIntent, VoicesView};
use protocol::{Stamp, UnixMillis};
use vietnamese::Key;

/// Tells the process what to do, and where.
const CASE: &str = "CAMTAY_FAMILIAR_CASE";
const FOLDER: &str = "CAMTAY_FAMILIAR_FOLDER";

/// A core, and a clock that goes on by itself.
struct Device {
    core: Core,
    millis: u64,
}

impl Device {
    fn open(data: &Path) -> Self {
        let core = launch::core(
            &launch::Places::repeatable(data),
            launch::seeded_chances(5),
            Overrides::default(),
            UnixMillis(1_772_413_200_000),
            Box::new(CpalMicrophone::new()),
        )
        .unwrap();
        let mut device = Self { core, millis: 10_000 };
        device.ask(&Request::Start);
        for intent in
            [Intent::Main, Intent::AddressGroup(0), Intent::Address(vietnamese::Address::Ba)]
        {
            if matches!(device.core.view().screen, ScreenView::Welcome(_)) {
                device.act(intent);
            }
        }
        device
    }

    fn ask(&mut self, request: &Request) -> Vec<Update> {
        self.millis += 1_000;
        let wall = UnixMillis(1_772_413_200_000 + i64::try_from(self.millis).unwrap());
        self.core.handle(request, Stamp { wall, boot: 0, monotonic_millis: self.millis })
    }

    fn act(&mut self, intent: Intent) -> Vec<Update> {
        self.ask(&Request::Do(intent))
    }

    fn row(&mut self, id: &str) -> Vec<Update> {
        self.act(Intent::Voices(VoicesIntent::Row(id.to_owned())))
    }

    fn voices(&self) -> VoicesView {
        match self.core.view().screen {
            ScreenView::Voices(view) => *view,
            other => panic!("not the voices: {other:?}"),
        }
    }

    fn open_voices(&mut self) {
        self.act(Intent::OpenSettings);
        self.act(Intent::OpenDoor(Door::Voices));
    }

    /// A new voice, up to the first sentence of a lesson.
    fn new_voice(&mut self) {
        self.open_voices();
        self.act(Intent::Main);
        for key in "mai".chars() {
            self.act(Intent::Key(Key::Char(key)));
        }
        self.act(Intent::Main);
        assert_eq!(self.voices().page, "one");
        self.act(Intent::Main);
    }

    /// *Thu*, a moment, *Đọc xong*.
    fn record(&mut self) -> Vec<Update> {
        self.act(Intent::Main);
        self.ask(&Request::Tick);
        if self.core.view().trouble.is_some() {
            return Vec::new();
        }
        assert_eq!(self.voices().page, "listening");
        // The card is faster than time, or as fast: a sentence of ours is over by then.
        let mut level = 0;
        for _ in 0..60 {
            std::thread::sleep(Duration::from_millis(200));
            // The clock goes as the card's does.
            self.millis -= 800;
            self.ask(&Request::Tick);
            level = level.max(self.voices().level.unwrap_or_default());
        }
        println!("the loudest moment on the meter was {level}");
        self.act(Intent::Main)
    }
}

fn said(updates: &[Update]) -> Option<&Speech> {
    updates.iter().rev().find_map(|update| match update {
        Update::Say(speech) => Some(speech),
        _ => None,
    })
}

/// What the core hears back or says, through the card.
fn play(core: &Core, speech: &Speech) {
    let library = core.library();
    let mut voice = RodioVoice::closing_after(Duration::from_millis(300));
    voice.play(&sounds(&library, &speech.spoken), speech.manner);
    std::thread::sleep(Duration::from_millis(u64::from(speech.spoken.total_ms()) + 1_500));
}

/// The first sentence of a lesson of the wished kind that is said in one clip.
fn lesson_speech(device: &mut Device, wished: impl Fn(&Speech) -> bool) -> Speech {
    let speech = |updates: Vec<Update>| said(&updates).cloned();
    let mut passed = Vec::new();
    let mut heard = speech(device.ask(&Request::OpenLesson("phone-touch".into())));
    for _ in 0..30 {
        passed.extend(heard.iter().map(|it| (it.text.clone(), it.spoken.clips().len())));
        if let Some(speech) = heard.take().filter(|it| it.spoken.clips().len() == 1 && wished(it)) {
            return speech;
        }
        heard = speech(device.act(Intent::Main));
    }
    panic!("the lesson never says it, but {passed:?}");
}

/// A sentence that the lesson says: the one that is recorded.
fn first_line() -> String {
    let parts = camtay::script::parts(&bundled::catalog());
    let lines: Vec<_> = parts.iter().flat_map(|part| &part.lines).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut device = Device::open(folder.path());
    let fits = |speech: &Speech| {
        (6..=15).contains(&speech.text.split_whitespace().count())
            && lines.iter().any(|line| line.text == speech.text)
    };
    lesson_speech(&mut device, fits).text
}

fn lesson_sentence(device: &mut Device) -> Speech {
    let wanted = first_line();
    lesson_speech(device, |speech| speech.text == wanted)
}

/// Turns to that sentence.
fn turn_to_line(device: &mut Device) {
    let wanted = first_line();
    let parts = camtay::script::parts(&bundled::catalog());
    let here = parts.iter().find(|part| part.lines.iter().any(|line| line.text == wanted));
    let id = match &here.unwrap().id {
        PartId::Numbers => "numbers".to_owned(),
        PartId::Common => "common".to_owned(),
        PartId::Lesson(id) => id.to_string(),
    };
    device.row(&id);
    for _ in 0..500 {
        if device.voices().reading == wanted {
            return;
        }
        device.act(Intent::Voices(VoicesIntent::Second));
    }
    panic!("the script lacks «{wanted}»");
}

/// Somebody who reads the sentence: slower than the narrator and softer.
fn reader() -> Vec<f32> {
    let library = bundled::library();
    let spoken = library.resolve(&Utterance::whole(&first_line()));
    let clip = library.samples(&spoken).unwrap().into_samples();
    assert!(!clip.is_empty());
    let mut all = vec![0.0; 400 * SAMPLES_PER_MS];
    all.extend(narration::stretch(clip, narration::Speed::Slow).iter().map(|s| s * 0.3));
    all
}

/// The other side of every case.
#[test]
#[ignore = "run by the other tests in a process of its own"]
fn process() {
    let folder = PathBuf::from(std::env::var(FOLDER).unwrap());
    let mut device = Device::open(&folder.join("data"));
    match std::env::var(CASE).unwrap().as_str() {
        "keep" => {
            device.new_voice();
            turn_to_line(&mut device);
            let updates = device.record();
            assert_eq!(device.voices().page, "heard", "{}", device.voices().sentence);
            assert!(said(&updates).unwrap().spoken.clips()[0].ms > 500);
            device.act(Intent::Main);
            assert_eq!(device.voices().page, "ready");
            assert_ne!(device.voices().reading, first_line(), "the next one that is missing");
            for _ in 0..2 {
                device.act(Intent::Back);
            }
            device.row("hand-on");
            assert!(device.voices().sentence.starts_with("Đã cất thành một tệp"));
        }
        "take in" => {
            device.open_voices();
            device.row("take-in");
            println!("sentence: {}", device.voices().sentence);
            println!("trouble: {}", device.core.view().trouble.unwrap_or_default());
        }
        "play" => {
            let speech = lesson_sentence(&mut device);
            assert!(speech.spoken.clips()[0].file.contains("-17724"), "{:?}", speech.spoken);
            play(&device.core, &speech);
        }
        "narrator" => {
            let speech = lesson_sentence(&mut device);
            play(&device.core, &speech);
        }
        "refuse" => {
            device.new_voice();
            turn_to_line(&mut device);
            let updates = device.record();
            let trouble = device.core.view().trouble;
            let sentence = trouble.unwrap_or_else(|| device.voices().sentence);
            println!("sentence: {sentence}");
            println!("said: {}", said(&updates).map_or("", |speech| &speech.text));
            // And nothing was kept.
            device.act(Intent::Back);
            device.act(Intent::Back);
            device.row("hand-on");
            let kept =
                fs::read_dir(folder.join("data/exports")).is_ok_and(|mut all| all.next().is_some());
            assert!(!kept);
        }
        other => panic!("no case {other}"),
    }
}

/// Runs a case in a process with these cards; gives what it printed.
fn in_a_process(case: &str, folder: &Path, captured: Option<&[f32]>) -> String {
    let (asound, heard, spoken) =
        (folder.join("asound.conf"), folder.join("heard.raw"), folder.join("spoken.raw"));
    if let Some(samples) = captured {
        // A minute of silence after it: the card reads faster than time passes.
        let silence = std::iter::repeat_n(&0.0, 70_000 * SAMPLES_PER_MS);
        let bytes = samples.iter().chain(silence);
        // As it is asked for where a card can do anything: floating point, two channels.
        let bytes: Vec<u8> = bytes.flat_map(|s| [s.to_le_bytes(); 2]).flatten().collect();
        fs::write(&heard, bytes).unwrap();
    }
    let microphone = if captured.is_some() { MICROPHONE } else { "" };
    let configuration = format!("{SPEAKER}{microphone}{BOTH}")
        .replace("HEARD", heard.to_str().unwrap())
        .replace("SPOKEN", spoken.to_str().unwrap())
        .replace("INPUT", if captured.is_some() { "microphone" } else { "nothing" });
    fs::write(&asound, configuration).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["process", "--exact", "--ignored", "--nocapture"])
        .env(CASE, case)
        .env(FOLDER, folder)
        .env("ALSA_CONFIG_PATH", &asound)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{case}: {printed}{errors}");
    assert!(printed.contains("1 passed"), "{case} did not run: {printed}{errors}");
    printed
}

const SPEAKER: &str = r#"
pcm.silence { type null }
pcm.speaker_file { type file slave.pcm "silence" file "SPOKEN" format "raw" }
pcm.speaker { type plug slave { pcm "speaker_file" format S16_LE channels 2 rate 48000 } }
"#;
const MICROPHONE: &str = r#"
pcm.microphone { type file slave.pcm "silence" file "/dev/null" infile "HEARD" format "raw" }
"#;
const BOTH: &str = r#"
pcm.!default { type asym playback.pcm "speaker" capture.pcm "INPUT" }
"#;

/// What the loudspeaker was given, one channel.
fn spoken(folder: &Path) -> Vec<f32> {
    let bytes = fs::read(folder.join("spoken.raw")).unwrap();
    let left = |frame: &[u8; 4]| f32::from(i16::from_le_bytes([frame[0], frame[1]])) / 32_768.0;
    bytes.as_chunks::<4>().0.iter().map(left).collect()
}

/// From the first sample that is heard to the last, of a sound whose peak is 1.
fn heard_part(samples: &[f32]) -> Vec<f32> {
    let peak = samples.iter().fold(0.0_f32, |most, s| most.max(s.abs()));
    let loud = |s: &f32| s.abs() > peak * 0.05;
    let (Some(first), Some(last)) = (samples.iter().position(loud), samples.iter().rposition(loud))
    else {
        return Vec::new();
    };
    samples[first..=last].iter().map(|s| s / peak).collect()
}

fn envelope(samples: &[f32]) -> Vec<f32> {
    let level = |part: &[f32]| (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt();
    samples.chunks_exact(10 * SAMPLES_PER_MS).map(level).collect()
}

fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let length = a.len().min(b.len());
    let (a, b) = (&a[..length], &b[..length]);
    let mean = |values: &[f32]| values.iter().sum::<f32>() / length as f32;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = |x: &[f32], mean_x: f32, y: &[f32], mean_y: f32| -> f32 {
        x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum()
    };
    product(a, mean_a, b, mean_b)
        / (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt()
}

/// How alike two sounds are over time, at the best of some shifts; 0 where one is much longer.
fn likeness(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (heard_part(a), heard_part(b));
    if a.is_empty() || b.is_empty() || a.len().abs_diff(b.len()) > 250 * SAMPLES_PER_MS {
        return 0.0;
    }
    let shifts = (0..=40).map(|shift| shift * SAMPLES_PER_MS);
    let at = |shift: usize| {
        [
            correlation(&envelope(&a[shift..]), &envelope(&b)),
            correlation(&envelope(&a), &envelope(&b[shift..])),
        ]
    };
    shifts.flat_map(at).fold(0.0, f32::max)
}

#[test]
fn a_captured_voice_plays_as_recorded_here_and_where_it_was_carried() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let reader = reader();
    // The control: the narrator is somebody else.
    in_a_process("narrator", here.path(), None);
    let narrator = likeness(&spoken(here.path()), &reader);
    assert!(narrator < 0.8, "the narrator is told apart: {narrator}");

    in_a_process("keep", here.path(), Some(&reader));
    in_a_process("play", here.path(), None);
    let alike = likeness(&spoken(here.path()), &reader);
    let ms = |samples: &[f32]| heard_part(samples).len() / SAMPLES_PER_MS;
    let lengths = (ms(&spoken(here.path())), ms(&reader));
    assert!(alike >= 0.95, "as recorded: {alike}, {lengths:?} ms");

    let imports = there.path().join("data/imports");
    fs::create_dir_all(&imports).unwrap();
    let file = fs::read_dir(here.path().join("data/exports")).unwrap().next().unwrap().unwrap();
    fs::copy(file.path(), imports.join(file.file_name())).unwrap();
    let taken = in_a_process("take in", there.path(), None);
    assert!(taken.contains("Đã nhận giọng mới"), "{taken}");
    in_a_process("play", there.path(), None);
    let alike = likeness(&spoken(there.path()), &reader);
    assert!(alike >= 0.95, "as recorded, elsewhere: {alike}");
}

#[test]
fn what_cannot_be_used_is_refused_with_a_sentence() {
    let reader = reader();
    let louder: Vec<f32> = reader.iter().map(|s| (s * 40.0).clamp(-1.0, 1.0)).collect();
    let silent = vec![0.0; reader.len()];
    let short = reader[..reader.len() * 2 / 5].to_vec();
    let cases = [
        (Some(silent), "Máy chưa nghe thấy gì."),
        (Some(louder), "Tiếng to quá nên bị rè."),
        (Some(short), "Câu này hình như chưa đọc hết."),
        (None, "Máy chưa nghe được tiếng."),
    ];
    for (captured, sentence) in cases {
        let folder = tempfile::tempdir().unwrap();
        let printed = in_a_process("refuse", folder.path(), captured.as_deref());
        assert!(printed.contains(&format!("sentence: {sentence}")), "{sentence}: {printed}");
        if captured.is_some() {
            assert!(printed.contains(&format!("said: {sentence}")), "{sentence}: {printed}");
        }
    }
}

#[test]
fn a_file_that_is_no_voice_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = in_a_process("take in", folder.path(), None);
    assert!(nothing.contains("sentence: Chưa thấy tệp giọng nào."), "{nothing}");
    let imports = folder.path().join("data/imports");
    fs::create_dir_all(&imports).unwrap();
    fs::write(imports.join("anh.camtay-giong"), b"a photograph, say").unwrap();
    let refused = in_a_process("take in", folder.path(), None);
    assert!(refused.contains("trouble: Tệp này không phải giọng của Cầm Tay."), "{refused}");
}
