//! What is shown and said where nothing can be heard, by the real core and the real voice on ALSA: with
//! a card that swallows everything, with none, and with one that is pulled in the middle of a sentence
//! and put back.
//!
//! The card is a pipe, whose reader takes what time has passed; when the reader goes, the card is gone.
//! ALSA reads its configuration for each process, so each case speaks in a process of its own (this
//! test binary again), told what to do on its standard input.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use camtay::core::{Core, Overrides, Request, Update};
use camtay::effects::{RodioVoice, Voice, sounds};
use camtay::platform::{Hearing, Trouble, Volume};
use camtay::{bundled, launch};
use narration::SAMPLES_PER_MS;
use presenter::{Intent, ScreenView, View};
use protocol::{InstallId, Stamp, UnixMillis};
use store::MemoryStore;

/// Set in the process that speaks.
const SPEAKS: &str = "CAMTAY_SILENCE";

const NO_CARD: &str = "# no card at all\n";
const NULL_CARD: &str = "pcm.!default { type null }\n";
/// Without `plug` between, which ends the program when what is beneath it fails: libasound 1.2 holds
/// that against itself in `snd_pcm_plugin_status`. So it is given what the app asks for first: 32-bit
/// floating point, two channels, 48 kHz.
const PIPE_CARD: &str = r#"
pcm.nothing { type null }
pcm.!default { type file slave.pcm "nothing" file "PIPE" format "raw" }
"#;

/// The first two sentences of a newcomer.
const FIRST: &str = "Xin chào! Cầm Tay sẽ cùng mình tập dùng điện thoại, thong thả từng bước một.";
const SECOND: &str = "Nên gọi thế nào cho phải? Xin chạm vào một nhóm.";

const SOON: Duration = Duration::from_secs(30);

/// Two channels of 32 bits.
const BYTES_A_MS: usize = 8 * SAMPLES_PER_MS;

/// The speaking side: a newcomer who touches the main button whenever told to.
#[test]
#[ignore = "run by the other tests in a process of its own"]
fn speaking_process() {
    enum Comes {
        Told(Hearing),
        Touch,
        End,
    }
    /// A desktop's, which can't tell.
    struct Unknown;
    impl Volume for Unknown {
        fn is_zero(&mut self) -> Result<bool, Trouble> {
            Err(Trouble::NotThere("the volume".to_owned()))
        }
    }
    assert!(std::env::var_os(SPEAKS).is_some());
    let (tells, comes) = channel();
    let orders = tells.clone();
    thread::spawn(move || {
        for line in std::io::stdin().lines() {
            let order = if line.unwrap() == "touch" { Comes::Touch } else { Comes::End };
            let _ = orders.send(order);
        }
        let _ = orders.send(Comes::End);
    });
    let mut voice = RodioVoice::telling(Box::new(Unknown), move |hearing| {
        drop(tells.send(Comes::Told(hearing)))
    });
    let library = bundled::library();
    let mut core = Core::new(
        Box::new(MemoryStore::new(InstallId([1; 16]))),
        bundled::catalog(),
        bundled::library(),
        launch::seeded_chances(1),
        Overrides::default(),
        None,
    );
    let start = Instant::now();
    let now = || start.elapsed().as_millis() as u64 + 10_000;
    let mut handle = |core: &mut Core, request: &Request| {
        let monotonic_millis = now();
        let wall = UnixMillis(1_790_000_000_000).plus_millis(monotonic_millis);
        for update in core.handle(request, Stamp { wall, boot: 1, monotonic_millis }) {
            match update {
                Update::Say(speech) => {
                    println!("says {}", speech.text);
                    voice.play(&sounds(&library, &speech.spoken), speech.manner);
                }
                Update::Hush => voice.stop(),
                Update::Show(view) => println!("shows {}", shown(&view)),
                _ => {}
            }
        }
    };
    handle(&mut core, &Request::Start);
    loop {
        let wait = core
            .next_wake_millis()
            .map_or(SOON, |at| Duration::from_millis(at.saturating_sub(now())));
        let request = match comes.recv_timeout(wait) {
            Ok(Comes::Told(hearing)) => {
                println!("told {hearing:?}");
                Request::Sound(hearing)
            }
            Ok(Comes::Touch) => Request::Do(Intent::Main),
            Ok(Comes::End) | Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => Request::Tick,
        };
        handle(&mut core, &request);
    }
}

/// What a screen shows of it: the page's sentence, the mark, or nothing.
fn shown(view: &View) -> String {
    match (&view.screen, &view.silent) {
        (ScreenView::Notice(notice), Some(_)) => format!("page: {}", notice.sentence),
        (_, Some(mark)) => format!("mark: {mark}"),
        (_, None) => "nothing".to_owned(),
    }
}

/// A process that speaks.
struct Speaking {
    child: Child,
    orders: ChildStdin,
    lines: Receiver<String>,
    asound: PathBuf,
}

impl Speaking {
    fn on(folder: &Path, configuration: &str) -> Self {
        let asound = folder.join("asound.conf");
        fs::write(&asound, configuration).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["speaking_process", "--exact", "--ignored", "--nocapture"])
            .env(SPEAKS, "1")
            .env("ALSA_CONFIG_PATH", &asound)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = child.stdin.take().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = channel();
        thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        Self { child, orders, lines, asound }
    }

    /// Waits for that line; gives all that came up to it.
    fn until(&self, wanted: &str) -> Vec<String> {
        let mut all = Vec::new();
        let start = Instant::now();
        loop {
            let left = SOON.saturating_sub(start.elapsed());
            let line = self.lines.recv_timeout(left);
            let line = line.unwrap_or_else(|_| panic!("no `{wanted}`, but {all:#?}"));
            let is_it = line.contains(wanted);
            all.push(line);
            if is_it {
                return all;
            }
        }
    }

    fn touch(&mut self) {
        writeln!(self.orders, "touch").unwrap();
    }

    fn ends(mut self) {
        writeln!(self.orders, "end").unwrap();
        assert!(self.child.wait().unwrap().success());
    }
}

/// Takes what is played, as fast as time passes, until it is pulled.
struct Pipe {
    pulled: Arc<AtomicBool>,
    taking: JoinHandle<Vec<u8>>,
}

impl Pipe {
    fn plugged(path: &Path) -> Self {
        const O_NONBLOCK: i32 = 0o4000;
        let pulled = Arc::<AtomicBool>::default();
        // Open both ways: so it is there before anybody writes, and never at its end.
        let mut pipe = fs::OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(O_NONBLOCK)
            .open(path)
            .unwrap();
        let is_pulled = Arc::clone(&pulled);
        let taking = thread::spawn(move || {
            let (mut all, mut last) = (Vec::new(), Instant::now());
            while !is_pulled.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(5));
                let millis = last.elapsed().as_millis() as usize;
                last += Duration::from_millis(millis as u64);
                let mut due = vec![0; millis * BYTES_A_MS];
                let mut taken = 0;
                while taken < due.len() {
                    match pipe.read(&mut due[taken..]) {
                        Ok(more) => taken += more,
                        Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                        Err(error) => panic!("{error}"),
                    }
                }
                all.extend_from_slice(&due[..taken]);
            }
            all
        });
        Self { pulled, taking }
    }

    /// What it has taken, as one channel.
    fn pull(self) -> Vec<f32> {
        self.pulled.store(true, Ordering::Relaxed);
        let bytes = self.taking.join().unwrap();
        let left = |frame: &[u8; 8]| f32::from_le_bytes([frame[0], frame[1], frame[2], frame[3]]);
        bytes.as_chunks::<8>().0.iter().map(left).collect()
    }
}

/// From the first to the last sample that isn't silent.
fn spoken_part(samples: &[f32]) -> &[f32] {
    let loud = |sample: &f32| sample.abs() > 0.004;
    let first = samples.iter().position(loud).expect("nothing is heard");
    let last = samples.iter().rposition(loud).unwrap_or(first);
    &samples[first..=last]
}

fn meant(sentence: &str) -> Vec<f32> {
    let library = bundled::library();
    let spoken = library.resolve(&narration::Utterance::whole(sentence));
    assert!(!spoken.clips().is_empty(), "{sentence}");
    library.samples(&spoken).unwrap().into_samples()
}

/// How far two sounds that begin together differ, of how loud the second one is: 0 for the same.
fn difference(heard: &[f32], meant: &[f32]) -> f32 {
    let loud = meant.iter().map(|sample| sample.abs()).sum::<f32>();
    let apart = |shift: usize| heard[shift..].iter().zip(meant).map(|(a, b)| (a - b).abs()).sum();
    let least = (0..=4).map(apart).fold(f32::MAX, f32::min);
    let other = |shift: usize| heard.iter().zip(&meant[shift..]).map(|(a, b)| (a - b).abs()).sum();
    (1..=4).map(other).fold(least, f32::min) / loud
}

#[test]
fn with_a_card_that_swallows_everything_or_none_the_screen_says_so() {
    for (configuration, told) in [(NULL_CARD, "told Swallowed"), (NO_CARD, "told NoCard")] {
        let folder = tempfile::tempdir().unwrap();
        let mut speaking = Speaking::on(folder.path(), configuration);
        assert!(speaking.until(told).iter().any(|line| line.contains(&format!("says {FIRST}"))));
        speaking.until("shows page: Máy chưa phát ra tiếng.");
        // It is tried again by itself, with the same sentence, and to no avail.
        speaking.until(&format!("says {FIRST}"));
        speaking.until(told);
        speaking.touch();
        speaking.until("shows mark: Mất tiếng");
        speaking.ends();
    }
}

#[test]
fn pulled_in_the_middle_and_put_back_it_says_the_sentence_of_the_screen_from_its_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let card = PIPE_CARD.replace("PIPE", path.to_str().unwrap());
    let pipe = Pipe::plugged(&path);
    let mut speaking = Speaking::on(folder.path(), &card);
    let before = speaking.until("told Heard");
    assert!(
        !before.iter().any(|line| line.contains("page:") || line.contains("mark:")),
        "{before:?}"
    );
    thread::sleep(Duration::from_millis(1_200));

    // Pulled in the middle, and there is no other one.
    fs::write(&speaking.asound, NO_CARD).unwrap();
    let captured = pipe.pull();
    let (heard, whole) = (spoken_part(&captured), meant(FIRST));
    let whole = spoken_part(&whole);
    assert!(heard.len() > 500 * SAMPLES_PER_MS && heard.len() < whole.len(), "the middle");
    assert!(difference(heard, &whole[..heard.len()]) < 0.05);
    let after = speaking.until("shows page: Máy chưa phát ra tiếng.");
    assert!(after.iter().any(|line| line == "told Lost"), "{after:?}");

    // She reads on, to the next sentence.
    thread::sleep(Duration::from_millis(500));
    speaking.touch();
    speaking.until("shows mark: Mất tiếng");
    thread::sleep(Duration::from_millis(700));
    speaking.touch();
    speaking.until(&format!("says {SECOND}"));

    // Put back: the sentence of the screen, from its start to its end, and nothing of the old one.
    let pipe = Pipe::plugged(&path);
    fs::write(&speaking.asound, &card).unwrap();
    let lines = speaking.until("shows nothing");
    assert!(lines.iter().any(|line| line == "told Heard"), "{lines:?}");
    let whole = meant(SECOND);
    let whole = spoken_part(&whole);
    thread::sleep(Duration::from_millis((whole.len() / SAMPLES_PER_MS) as u64 + 1_500));
    let captured = pipe.pull();
    let heard = spoken_part(&captured);
    assert!(heard.len().abs_diff(whole.len()) < 30 * SAMPLES_PER_MS, "the whole of it, and once");
    assert!(difference(heard, whole) < 0.05);
    assert!(difference(heard, spoken_part(&meant(FIRST))) > 0.5, "another sentence is told apart");
    speaking.ends();
}
