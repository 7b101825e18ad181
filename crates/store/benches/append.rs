//! What one tap costs: an append of three events beside a bare `fdatasync` of as many bytes in
//! the same folder, in the same run, turn about. Prints a small table and judges nothing.
//!
//! `CAMTAY_BENCH_FOLDER` names a folder on the disk to be measured, `CAMTAY_BENCH_ROUNDS` how
//! often.

use std::env;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use protocol::{
    ContentHash, Event, InstallId, LessonOpened, Outcome, PersonAdded, PersonId, Purpose, Stage,
    StageFinished, Stamp, StepShown, Tapped, UnixMillis,
};
use store::{EventStore, SqliteStore};

const PERSON: PersonId = PersonId([1; 16]);
/// One page of the write-ahead log with its header: the least that a commit writes.
const PAGE: usize = 4096 + 24;

fn tap(step: u16) -> [Event; 3] {
    let tapped =
        |outcome| Event::Tapped(Tapped { step, target: "bank.scan-button".into(), outcome });
    [tapped(Outcome::Progress), tapped(Outcome::Done), Event::StepShown(StepShown { step })]
}

fn stage_end() -> [Event; 1] {
    [Event::StageFinished(StageFinished {
        lesson: "qr-pay".into(),
        stage: Stage::Alone,
        purpose: Purpose::Learn,
        slips: 0,
        hints: 0,
        passed: true,
    })]
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)];
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    println!(
        "{name:<34} {:>9.0} {:>9.0} {:>9.0}",
        micros(at(50)),
        micros(at(99)),
        micros(times[times.len() - 1])
    );
}

fn timed<T>(times: &mut Vec<Duration>, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    times.push(start.elapsed());
    result
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rounds = env::var("CAMTAY_BENCH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    let rounds: u16 = rounds.unwrap_or(2000);
    let parent = env::var_os("CAMTAY_BENCH_FOLDER").map_or_else(env::temp_dir, PathBuf::from);
    let folder = tempfile::TempDir::new_in(parent)?;
    let mut store = SqliteStore::open(folder.path(), InstallId([9; 16]), UnixMillis(0))?.store;
    let person = PersonAdded { person: PERSON, address: "ba".to_owned(), nickname: None };
    let opened = LessonOpened {
        lesson: "qr-pay".into(),
        content: ContentHash([0; 8]),
        seed: 1,
        plays_before: 0,
        purpose: Purpose::Learn,
    };
    let first = [Event::PersonAdded(person), Event::LessonOpened(opened)];
    store.append(PERSON, PERSON, Stamp::default(), &first)?;

    let mut bare = File::create(folder.path().join("bare"))?;
    let (mut sync, mut taps, mut stages, mut plays) = (vec![], vec![], vec![], vec![]);
    for round in 0..rounds {
        timed(&mut sync, || bare.write_all(&[0x5a; PAGE]).and_then(|()| bare.sync_data()))?;
        let events = tap(round);
        timed(&mut taps, || store.append(PERSON, PERSON, Stamp::default(), &events))?;
        if round % 10 == 0 {
            let events = stage_end();
            timed(&mut stages, || store.append(PERSON, PERSON, Stamp::default(), &events))?;
            timed(&mut plays, || store.current_play(PERSON))?;
        }
    }
    let size = std::fs::metadata(folder.path().join(store::DATABASE_NAME))?.len();
    drop(store);
    let mut opens = vec![];
    for _ in 0..5 {
        drop(timed(&mut opens, || {
            SqliteStore::open(folder.path(), InstallId([9; 16]), UnixMillis(0))
        })?);
    }
    println!("{:<34} {:>9} {:>9} {:>9}", "microseconds", "p50", "p99", "longest");
    report("write + fdatasync of one page", sync);
    report("append, a tap (3 events)", taps);
    report("append, the end of a stage", stages);
    report("current_play (grows with the play)", plays);
    report(&format!("open, {} KiB", size / 1024), opens);
    Ok(())
}
