//! How many bytes events take: `cargo bench -p segment`. Sealed, and for comparison as lines of
//! JSON as they are exported, plain and compressed.

#![allow(clippy::unwrap_used, reason = "a benchmark says what went wrong by panicking")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use common::{curriculum, life, median_and_95, runs, sealed, ward};
use protocol::{Recorded, export_line};

fn json(run: &[Recorded]) -> Vec<u8> {
    let lines: Vec<String> = run.iter().map(export_line).collect();
    lines.join("\n").into_bytes()
}

fn main() {
    let curriculum = curriculum();
    let lives: Vec<_> =
        ward(1_000).learners.iter().map(|learner| life(learner, &curriculum)).collect();
    println!("bytes an event, median and 95th percentile");
    println!("events    runs   encrypted body   whole segment            JSON    JSON and zstd");
    for length in [1, 10, 40, 200] {
        let runs = runs(&lives, length);
        let show = |size: &dyn Fn(&&[Recorded]) -> usize| {
            let (median, high) = median_and_95(runs.iter().map(size).collect());
            let each = |bytes: usize| bytes as f64 / length as f64;
            format!("{:7.1} {:7.1}", each(median), each(high))
        };
        println!(
            "{length:6} {:7}  {}  {}  {}  {}",
            runs.len(),
            show(&|run| sealed(run).body().unwrap().len()),
            show(&|run| sealed(run).to_bytes().len()),
            show(&|run| json(run).len()),
            show(&|run| zstd::bulk::compress(&json(run), 19).unwrap().len()),
        );
    }
    let runs = runs(&lives, 40);
    let started = Instant::now();
    let segments: Vec<_> = runs.iter().map(|run| sealed(run)).collect();
    let each = started.elapsed() / u32::try_from(runs.len()).unwrap();
    let (started, key) = (Instant::now(), segment::PersonKey::from_secret([1; 32]));
    for segment in &segments {
        segment.open(&key).unwrap();
    }
    let opened = started.elapsed() / u32::try_from(runs.len()).unwrap();
    println!("40 events are sealed in {each:?} and opened in {opened:?}");
}
