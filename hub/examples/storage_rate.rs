//! Measures how fast a hub's storage takes in, reads and projects: segments as devices send them,
//! 40 events and 500 bytes, from 2,000 learners. On SQLite in a new folder, or in a new database of
//! PostgreSQL whose URL is the first argument.

use std::time::Instant;

use anyhow::Context;
use hub::storage::sql::{Options, WardId};
use hub::storage::{
    Cursor, Intake, NewFact, NewLog, NewSegment, SegmentFacts, SegmentStore, State, Storage,
};
use progress::Fact;
use protocol::{LogId, PersonId, Purpose, Stage, Stamp, UnixMillis};
use segment::{DevicePublicKey, Hash, Header, Scope, SealedKey};

const LEARNERS: u64 = 2_000;
const EVENTS: u64 = 40;

fn id(kind: u8, n: u64) -> [u8; 32] {
    Hash::of("measuring", &[&[kind], n.to_be_bytes().as_slice()].concat()).0
}

fn id16(kind: u8, n: u64) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&id(kind, n)[..16]);
    short
}

fn log(learner: u64) -> NewLog {
    NewLog {
        log: LogId(id16(0, learner)),
        device: DevicePublicKey(id(1, learner)),
        person: PersonId(id16(2, learner)),
        card_key: SealedKey([5; 80]),
        key: Some(SealedKey([5; 80])),
        group: Some(format!("Tổ {}", learner % 60)),
        instructor: None,
    }
}

/// The `n`-th segment of all: everybody has their next one in turn.
fn segment(n: u64) -> NewSegment {
    let (log, turn) = (log(n % LEARNERS), n / LEARNERS);
    let first = turn * EVENTS + 1;
    let lesson = format!("lesson-{}", turn % 25);
    let fact = |after, fact| NewFact { lesson: lesson.as_str().into(), seq: first + after, fact };
    let finished = |stage| Fact::Finished {
        at: Stamp { wall: UnixMillis(n.cast_signed()), ..Stamp::default() },
        stage,
        purpose: Purpose::Learn,
        slips: 1,
        hints: 0,
        passed: true,
    };
    let facts = vec![
        fact(0, Fact::Opened { at: Stamp::default() }),
        fact(20, finished(Stage::Alone)),
        fact(39, finished(Stage::Check)),
    ];
    NewSegment {
        hash: Hash(id(3, n)),
        header: Header {
            log: log.log,
            first,
            count: 40,
            previous: None,
            person: log.person,
            scope: Scope::PERSON,
        },
        bytes: id(4, n).repeat(16)[..500].to_vec(),
        state: State::Durable,
        facts,
        projected: true,
    }
}

fn intake(n: u64) -> Intake {
    let log = log(n % LEARNERS);
    Intake {
        sender: Some(log.device),
        at: UnixMillis(n.cast_signed()),
        logs: if n < LEARNERS { vec![log] } else { Vec::new() },
        segments: vec![segment(n)],
        quarantined: Vec::new(),
    }
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("camtay-rate-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let ward = WardId(id16(9, std::process::id().into()));
    let storage = match std::env::args().nth(1) {
        Some(url) => Storage::postgres(&url, ward).await?,
        None => Storage::sqlite(&folder.join("ward.sqlite"), ward, Options::default()).await?,
    };
    let mut n = 0;
    for (batch, batches) in [(1, 200), (32, 200), (64, 200), (128, 100), (256, 400)] {
        let all: Vec<Vec<_>> =
            (0..batches).map(|b| (0..batch).map(|i| intake(n + b * batch + i)).collect()).collect();
        n += batch * batches;
        let begin = Instant::now();
        for intakes in all {
            storage.commit(intakes).await?;
        }
        told(&format!("commit, {batch} at a time"), batch * batches, begin);
    }
    let begin = Instant::now();
    let (mut position, mut read) = (0, 0);
    loop {
        let some = storage.segments_after(position, 1_000).await?;
        let Some(last) = some.last() else { break };
        position = last.position;
        read += some.len() as u64;
    }
    told("segments_after", read, begin);
    let begin = Instant::now();
    storage.reset_projections().await?;
    println!("reset_projections: {:.2} s", begin.elapsed().as_secs_f64());
    let all: Vec<_> = (0..n)
        .map(|n| {
            let segment = segment(n);
            let Header { person, log, .. } = segment.header;
            SegmentFacts { person, log, facts: segment.facts }
        })
        .collect();
    let begin = Instant::now();
    for some in all.chunks(4_000) {
        storage.project(some).await?;
    }
    storage.finish_projections().await?;
    told("project", n, begin);
    syncs(&storage, n).await?;
    let begin = Instant::now();
    let figures = storage.figures().await?.len();
    println!("figures: {figures} in {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    let size = std::fs::metadata(folder.join("ward.sqlite")).map(|file| file.len()).unwrap_or(0);
    println!("file: {:.1} bytes an event", size as f64 / (n * EVENTS) as f64);
    drop(storage);
    std::fs::remove_dir_all(&folder).context("the folder stays")
}

/// Devices that ask and get nothing new, and an instructor who gets everything.
async fn syncs(storage: &Storage, n: u64) -> anyhow::Result<()> {
    let head = Cursor { position: storage.counts().await?.position - 1, within: 0 };
    let begin = Instant::now();
    for learner in 0..1_000 {
        storage.visible_after(&log(learner).device, head, 1 << 18).await?;
    }
    told("visible_after with nothing new", 1_000, begin);
    let instructor = DevicePublicKey(id(7, 0));
    let roster: Vec<_> = (0..40).map(|learner| log(learner).person).collect();
    storage.set_roster(&instructor, &roster, true).await?;
    let (mut cursor, mut got, begin) = (Cursor::default(), 0, Instant::now());
    loop {
        let page = storage.visible_after(&instructor, cursor, 1 << 18).await?;
        cursor = page.cursor;
        got += page.segments.len() as u64;
        if !page.more {
            break;
        }
    }
    anyhow::ensure!(got >= n / LEARNERS * 40, "the roster's segments are missing");
    told("visible_after of a roster of 40", got, begin);
    Ok(())
}

fn told(what: &str, count: u64, since: Instant) {
    let seconds = since.elapsed().as_secs_f64();
    println!("{what}: {count} in {seconds:.2} s, {:.0}/s", count as f64 / seconds);
}
