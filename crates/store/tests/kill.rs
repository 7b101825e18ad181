//! A writer is killed with `kill -9` at random moments, also in the middle of a write: whatever it
//! was told is recorded is there afterwards.
//!
//! `CAMTAY_KILLS` sets the number of rounds.

mod common;

use std::collections::BTreeMap;
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use common::*;
use protocol::*;
use store::{EventStore, Opened};
use tempfile::TempDir;

const FOLDER: &str = "CAMTAY_KILL_FOLDER";
const ACKNOWLEDGED: &str = "acknowledged ";

/// Writes until it is killed, and says after each append what is now durable.
fn write_for_ever(folder: &Path) -> ! {
    let Opened { mut store, notice, .. } = open(folder).expect("opens");
    assert_eq!(notice, None, "a kill damages nothing");
    let mut out = std::io::stdout();
    let mut say = |events: &[Recorded]| {
        let lines = events.iter().map(|event| format!("{ACKNOWLEDGED}{}\n", export_line(event)));
        out.write_all(lines.collect::<String>().as_bytes()).expect("the parent listens");
        out.flush().expect("the parent listens");
    };
    say(&[]);
    for round in 0.. {
        let subject = person((round % 3) as u8);
        // From a tap to a write that takes a while.
        let mut events = vec![added((round % 3) as u8), set("theme", &round.to_string())];
        for plays in 0..[1, 1, 1, 20][round % 4] {
            events.extend(play(["qr-pay", "wifi"][round % 2], plays));
        }
        let stamp = stamp(round as u64);
        say(&store.append(subject, subject, stamp, &events).expect("is recorded"));
    }
    unreachable!("it writes until it is killed")
}

/// A small random source, so that a failing round can be told by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Lets a writer run for `life` after its first word (or after its start), kills it, and returns
/// the lines that it acknowledged.
fn run_and_kill(folder: &Path, life: Duration, from_start: bool) -> Vec<String> {
    let this = env::current_exe().expect("has a path");
    let mut child = Command::new(this)
        .args(["what_was_acknowledged_survives_a_kill", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let output = child.stdout.take().expect("is piped");
    let (first, first_word) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut lines = Vec::new();
        for line in BufReader::new(output).split(b'\n') {
            let line = line.expect("reads");
            let _ = first.send(());
            lines.push(String::from_utf8_lossy(&line).into_owned());
        }
        lines
    });
    if !from_start {
        // The test harness's own first line; the writer opens the store right after it.
        first_word.recv_timeout(Duration::from_secs(30)).expect("the writer starts");
    }
    std::thread::sleep(life);
    child.kill().expect("is still running");
    let output = child.wait_with_output().expect("ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("panicked"), "{errors}");
    // What the writer said last may have been cut off by the kill; then the brace is missing.
    let lines = reader.join().expect("reads to the end").into_iter();
    let said = lines.filter_map(|line| Some(line.strip_prefix(ACKNOWLEDGED)?.to_owned()));
    said.filter(|line| line.ends_with('}')).collect()
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    if let Some(folder) = env::var_os(FOLDER) {
        write_for_ever(Path::new(&folder));
    }
    let rounds: u32 =
        env::var("CAMTAY_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(60);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let seed = now.as_nanos() as u64 | 1;
    let mut random = Random(seed);
    let mut acknowledged = 0;
    let mut unheard = 0;
    let mut folder = TempDir::new().expect("a folder");
    let mut expected: BTreeMap<String, ()> = BTreeMap::new();
    for round in 0..rounds {
        // Every few rounds a fresh folder, so that kills also come while a store is being made.
        if round % 10 == 0 {
            folder = TempDir::new().expect("a folder");
            expected.clear();
        }
        let from_start = round % 5 == 0;
        let life = Duration::from_micros(random.below(if from_start { 25_000 } else { 90_000 }));
        let said = run_and_kill(folder.path(), life, from_start);
        acknowledged += said.len();
        expected.extend(said.into_iter().map(|line| (line, ())));

        let Opened { store, notice, .. } = open(folder.path()).expect("opens after a kill");
        let context = format!("round {round} of seed {seed}");
        assert_eq!(notice, None, "{context}");
        assert_eq!(store.integrity().expect("reads"), Vec::<String>::new(), "{context}");
        let stored = store.events_after(0).expect("reads");
        let lines: BTreeMap<String, ()> =
            stored.iter().map(|event| (export_line(event), ())).collect();
        assert_eq!(lines.len(), stored.len(), "each once: {context}");
        for line in expected.keys() {
            assert!(lines.contains_key(line), "lost: {line} in {context}");
        }
        // Durable, but killed before it could say so; from now on it has to stay.
        unheard += lines.len() - expected.len();
        expected = lines;
    }
    println!("{rounds} kills, {acknowledged} events acknowledged, {unheard} durable and unheard");
    assert!(acknowledged > rounds as usize, "the writer was killed before it could write");
}
