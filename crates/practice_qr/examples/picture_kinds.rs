//! What reading each kind of picture takes: time, memory and whether it was
//! read, as a table. Each is read by a process of its own, since a process
//! knows only the most that it ever had. `… -- DIR` leaves the pictures there,
//! to be tried with `./run qr read`. Linux alone tells the memory.

#![allow(clippy::unwrap_used, reason = "a measurement that can't go on says so")]

#[path = "../tests/corpus/mod.rs"]
mod corpus;

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use corpus::kinds::{Kind, kinds, large_kinds};

/// Tells the process that it is to read one picture and say what that took.
const ONE: &str = "--one";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, file] if flag == ONE => read_one(Path::new(file)),
        [folder] => measure(Path::new(folder)),
        _ => {
            let folder = std::env::temp_dir().join(format!("camtay-kinds-{}", std::process::id()));
            measure(&folder);
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}

fn read_one(file: &Path) {
    let started = Instant::now();
    let found = practice_qr::read_picture(BufReader::new(File::open(file).unwrap()));
    let took = started.elapsed().as_millis();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    println!("{took}\t{}\t{}", on_the_processor(), peak.unwrap_or_default() / 1_024);
    for text in found.unwrap_or_default() {
        println!("{text}");
    }
}

/// How long this process had a processor, in milliseconds, which other
/// programs don't lengthen. Linux counts in hundredths of a second.
fn on_the_processor() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The fourteenth and fifteenth, counted after the name, which may have blanks.
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}

fn measure(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    println!(
        "| picture | KB | ms | ms on the processor | MB at most | read |\n|---|---|---|---|---|---|"
    );
    for (at, kind) in kinds(1).into_iter().chain(large_kinds()).enumerate() {
        let file = write(folder, at, &kind);
        let output = Command::new(std::env::current_exe().unwrap()).arg(ONE).arg(&file).output();
        let output = String::from_utf8(output.unwrap().stdout).unwrap();
        let mut lines = output.lines();
        let took = lines.next().unwrap().replace('\t', " | ");
        let mut found: Vec<&str> = lines.collect();
        found.sort_unstable();
        let mut wanted = kind.texts.clone();
        wanted.sort_unstable();
        let verdict = match (found == wanted, wanted.is_empty()) {
            (true, false) => "yes",
            (true, true) => "none, rightly",
            (false, _) => "**no**",
        };
        println!("| {} | {} | {took} | {verdict} |", kind.name, kind.file.len() / 1_000);
    }
}

fn write(folder: &Path, at: usize, kind: &Kind) -> PathBuf {
    let plain = |letter: char| if letter.is_alphanumeric() || letter == '.' { letter } else { '-' };
    let name: String = kind.name.chars().map(plain).collect();
    // Without an ending: what it is, its bytes tell.
    let file = folder.join(format!("{at:03}-{name}"));
    std::fs::write(&file, &kind.file).unwrap();
    file
}
