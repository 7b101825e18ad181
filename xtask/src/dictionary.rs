//! Makes the dictionary that segments are compressed with: how every lesson is played. Each run
//! makes the same bytes of the same lessons.
//!
//! A dictionary that has shipped is never made anew: old segments are opened with it for ever. A
//! new one is a new file and a new version of segments.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use population::{Curriculum, Learner, Manner, Pace, Play, Shape, Ward};
use protocol::{Event, EventId, LogId, PersonId, Purpose, Recorded, Stamp};

/// The most bytes: a phone keeps them, and what is derived from them, in memory.
const MAX_BYTES: usize = 64 * 1024;
/// The part of it that is chosen from many learners' events; the rest is every lesson as it is
/// meant.
const CHOSEN_BYTES: usize = 44 * 1024;
/// As in `segment`: the statistics are those of this level.
const LEVEL: i32 = 19;
/// Not the ward that `segment` is measured with.
const SEED: u64 = 5;
/// How many events are sealed together: of one lesson mostly, sometimes few, sometimes many.
const RUNS: [usize; 5] = [1, 10, 40, 40, 120];
/// Lessons as they are meant, with the pictures of so many plays.
const PICTURES: [u32; 2] = [1, 0];

/// Writes the dictionary into `file`.
///
/// # Errors
/// When the lessons have problems, or the file cannot be written.
pub fn write(root: &Path, file: &Path) -> Result<()> {
    let curriculum = Curriculum::new(&super::catalog(root)?);
    let samples = samples(&curriculum)?;
    let flat = samples.concat();
    let sizes: Vec<usize> = samples.iter().map(Vec::len).collect();
    let chosen = zstd::dict::from_continuous(&flat, &sizes, CHOSEN_BYTES)?;
    let chosen = &chosen[header_bytes(&chosen)..];
    // What is commonest comes last: it is the cheapest to refer to.
    let content = [chosen, &meant(&curriculum)?].concat();
    let dictionary = finished(&content, &flat, &sizes)?;
    std::fs::write(file, &dictionary).with_context(|| file.display().to_string())?;
    println!("{}: {} bytes from {} runs", file.display(), dictionary.len(), samples.len());
    Ok(())
}

/// Runs of events of many learners, as they are compressed.
fn samples(curriculum: &Curriculum) -> Result<Vec<Vec<u8>>> {
    let ward = Ward::new(SEED, &Shape { people: 600, groups: 2, ..Shape::default() });
    let lives: Vec<_> = ward.learners.iter().map(|learner| life(learner, curriculum)).collect();
    let mut samples = Vec::new();
    for length in RUNS {
        for life in &lives {
            // From somewhere on, and not all of them, or reviews would drown the first plays.
            let from = life.first().map_or(0, |first| usize::from(first.subject.0[0]) % 97);
            let runs = life.get(from..).unwrap_or_default().chunks_exact(length);
            for run in runs.step_by(7).take(12) {
                samples.push(rows(run)?);
            }
        }
    }
    Ok(samples)
}

fn life(learner: &Learner, curriculum: &Curriculum) -> Vec<Recorded> {
    let events = learner.events(curriculum);
    events.map(|(stamp, event)| recorded(learner.person, stamp, event)).collect()
}

/// Every lesson played as it is meant, the first of the path last.
fn meant(curriculum: &Curriculum) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    for plays_before in PICTURES {
        let purpose = if plays_before == 0 { Purpose::Learn } else { Purpose::Review };
        for lesson in curriculum.lessons().iter().rev() {
            // The seed of this subject, so that it is left out as with everybody.
            let play = Play::new(lesson, 0, plays_before, purpose, Manner::Perfect, 0);
            let mut stamp = Stamp::default();
            let mut events = Vec::new();
            for (pace, event) in play.events {
                stamp.monotonic_millis += u64::from(pace != Pace::Together);
                events.push(recorded(PersonId([1; 16]), stamp, event));
            }
            all.extend(rows(&events)?);
        }
    }
    Ok(all)
}

fn recorded(person: PersonId, stamp: Stamp, event: Event) -> Recorded {
    let id = EventId { log: LogId::default(), seq: 0 };
    Recorded { n: 0, id, author: person, subject: person, stamp, event }
}

fn rows(run: &[Recorded]) -> Result<Vec<u8>> {
    segment::dictionary_rows(run).context("events that can't be encoded")
}

/// How many bytes of a dictionary stand before its content.
#[allow(unsafe_code, reason = "zstd has no safe function for it")]
fn header_bytes(dictionary: &[u8]) -> usize {
    // SAFETY: it reads no more than the length given.
    unsafe { zstd_sys::ZDICT_getDictHeaderSize(dictionary.as_ptr().cast(), dictionary.len()) }
        .min(dictionary.len())
}

/// The content with the statistics of the samples before it.
#[allow(unsafe_code, reason = "zstd has no safe function for it")]
fn finished(content: &[u8], samples: &[u8], sizes: &[usize]) -> Result<Vec<u8>> {
    let mut dictionary = vec![0; MAX_BYTES];
    ensure!(content.len() + 1_024 <= MAX_BYTES, "{} bytes are too many", content.len());
    ensure!(sizes.iter().sum::<usize>() == samples.len(), "samples and their sizes differ");
    // Neither the number nor the messages of it are used.
    let parameters =
        zstd_sys::ZDICT_params_t { compressionLevel: LEVEL, notificationLevel: 0, dictID: 1 };
    // SAFETY: every pointer goes with the length of what it points to, and the sizes add up to
    // the length of the samples.
    let length = unsafe {
        zstd_sys::ZDICT_finalizeDictionary(
            dictionary.as_mut_ptr().cast(),
            dictionary.len(),
            content.as_ptr().cast(),
            content.len(),
            samples.as_ptr().cast(),
            sizes.as_ptr(),
            u32::try_from(sizes.len())?,
            parameters,
        )
    };
    ensure!(length <= dictionary.len(), "zstd makes no dictionary of these samples");
    dictionary.truncate(length);
    Ok(dictionary)
}
