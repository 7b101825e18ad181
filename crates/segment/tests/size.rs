//! A segment is small: what a slow link and a full phone are spared.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod common;

use common::{curriculum, life, median_and_95, runs, sealed, ward};
use segment::PersonKey;

/// The median of whole segments of 40 events, measured when the dictionary was made.
const MOST_BYTES: usize = 302;

#[test]
fn forty_events_take_few_bytes_and_come_back() {
    let curriculum = curriculum();
    let ward = ward(200);
    let lives: Vec<_> = ward.learners.iter().map(|one| life(one, &curriculum)).collect();
    let runs = runs(&lives, 40);
    assert!(runs.len() > 400, "{} runs", runs.len());
    let mut sizes = Vec::new();
    for run in runs {
        let segment = sealed(run);
        assert_eq!(segment.open(&PersonKey::from_secret([1; 32])).unwrap(), run);
        sizes.push(segment.to_bytes().len());
    }
    let (median, high) = median_and_95(sizes);
    assert!(median <= MOST_BYTES, "{median} bytes, and {high} of every twentieth");
}
