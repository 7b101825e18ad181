//! How fast a hub makes durable what phones send, beside what the disk, the loopback and
//! PostgreSQL's own bulk insert of the same rows allow: `cargo bench -p hub --bench ingest --
//! [POSTGRES_URL] [SECONDS] [ROW]`. Without a URL the rows about PostgreSQL are left out; with a ROW,
//! such as `SQLite/32`, only that one is measured.

#![allow(clippy::unwrap_used, reason = "a benchmark says what went wrong by panicking")]

mod common;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use common::percentile;
use tokio::task::JoinHandle;
use tokio_postgres::types::{ToSql, Type};
use wire::Ack;

/// In a segment, as a phone seals them.
const EVENTS: usize = 40;
/// What a learner does between two tries to reach a hub that is there.
const FEW: usize = 5;

/// What is measured, as the arguments say.
struct Bench {
    url: Option<String>,
    time: Duration,
    only: Option<String>,
    folder: PathBuf,
}

/// What came of it.
struct Measured {
    /// How many a second.
    rate: f64,
    /// How long each took.
    times: Vec<Duration>,
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    let is_url = |one: &String| one.contains("=") || one.contains("://");
    let seconds = arguments.iter().find_map(|one| one.parse().ok()).unwrap_or(5.0);
    let names_row = |one: &&String| !is_url(one) && one.parse::<f64>().is_err();
    let bench = Bench {
        url: arguments.iter().find(|one| is_url(one)).cloned(),
        time: Duration::from_secs_f64(seconds),
        only: arguments.iter().find(names_row).cloned(),
        folder: common::folder("ingest"),
    };
    println!("| | clients | a second | events/s | median | 99 of 100 within |");
    println!("|---|---|---|---|---|---|");
    bench.rows().await;
    println!("\nresident at the end, clients and all: {:.0} MB", common::resident_mb());
    let _ = std::fs::remove_dir_all(bench.folder);
}

impl Bench {
    async fn rows(&self) {
        if self.wants("fdatasync", 1) {
            let rate = common::fsyncs_a_second(&self.folder);
            println!("| limit: fdatasync of 4 KiB | 1 | {rate:.0} | | | |");
        }
        for clients in [1, 32, 256] {
            if self.wants("nothing", clients) {
                let measured = self.syncs("nothing", None, clients, 0).await;
                self.line("a sync with nothing new, over TLS", clients, 0, measured);
            }
        }
        for (few, clients) in [(FEW, 1), (EVENTS, 1), (EVENTS, 32), (EVENTS, 256)] {
            if self.wants("SQLite", clients) {
                let measured = self.syncs("sqlite", None, clients, few).await;
                self.line(&format!("hub on SQLite, {few} events"), clients, few, measured);
            }
        }
        let Some(url) = &self.url else { return };
        for (few, clients) in [(FEW, 1), (EVENTS, 1), (EVENTS, 32), (EVENTS, 256)] {
            if self.wants("PostgreSQL", clients) {
                let measured = self.syncs("postgres", Some(url), clients, few).await;
                self.line(&format!("hub on PostgreSQL, {few} events"), clients, few, measured);
            }
        }
        for clients in [1, 32, 256] {
            for (name, copy) in [("INSERT", false), ("COPY", true)] {
                if self.wants(name, clients) {
                    let measured = insert(url, clients, self.time, copy).await;
                    let what = format!("PostgreSQL alone, {name} of {EVENTS} rows");
                    self.line(&what, clients, EVENTS, measured);
                }
            }
        }
    }

    fn wants(&self, name: &str, clients: usize) -> bool {
        self.only.as_ref().is_none_or(|only| *only == format!("{name}/{clients}"))
    }

    fn line(&self, what: &str, clients: usize, events: usize, mut measured: Measured) {
        let rate = measured.rate;
        let events = match events {
            0 => String::new(),
            events => format!("{:.0}", rate * events as f64),
        };
        let median = percentile(&mut measured.times, 0.5);
        let high = percentile(&mut measured.times, 0.99);
        println!("| {what} | {clients} | {rate:.0} | {events} | {median:.1?} | {high:.1?} |");
    }

    /// Syncs in a second: each client sends a segment of so many events (or asks whether there
    /// is anything new), waits until that is acknowledged, and goes on.
    async fn syncs(
        &self,
        name: &str,
        database: Option<&str>,
        clients: usize,
        events: usize,
    ) -> Measured {
        let path = self.folder.join(format!("{name}-{clients}-{events}"));
        let serving = common::serve(&path, database).await;
        let each = if events == 0 { 1 } else { (40_000 / clients).clamp(100, 8_000) };
        let ward = serving.hub.ward().public;
        let phones = common::phones(&ward, clients, each, events.max(1));
        let mut all = Vec::new();
        for phones in phones {
            let mut client = serving.connect().await;
            let mut enrolled = Vec::new();
            for phone in phones {
                enrolled.push((serving.enrol(&mut client, &phone).await, phone.segments));
            }
            all.push((client, enrolled));
        }
        let (time, started) = (self.time, Instant::now());
        let tasks = all.into_iter().map(|(mut client, mut phones)| {
            tokio::spawn(async move {
                let mut times = Vec::new();
                if events == 0 {
                    while started.elapsed() < time {
                        let asked = Instant::now();
                        client.sync(&mut phones[0].0, None).await;
                        times.push(asked.elapsed());
                    }
                    return times;
                }
                for (phone, segments) in &mut phones {
                    for segment in segments {
                        if started.elapsed() > time {
                            return times;
                        }
                        let asked = Instant::now();
                        let answer = client.sync(phone, Some(segment)).await;
                        assert_eq!(answer.acks, [Ack::Durable]);
                        times.push(asked.elapsed());
                    }
                }
                times
            })
        });
        let measured = gathered(tasks.collect(), started).await;
        let _ = serving.stop.send(true);
        measured
    }
}

async fn gathered(tasks: Vec<JoinHandle<Vec<Duration>>>, started: Instant) -> Measured {
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    Measured { rate: times.len() as f64 / started.elapsed().as_secs_f64(), times }
}

const COLUMNS: &str = "log, seq, author, wall, boot, monotonic, kind, schema, body";

/// The same events as rows, 40 in a transaction, as PostgreSQL itself takes them in bulk.
async fn insert(url: &str, clients: usize, time: Duration, copy: bool) -> Measured {
    let ward = segment::WardKey::from_secret(&[1; 32]).public();
    let phones = common::phones(&ward, clients, (20_000 / clients).clamp(100, 4_000), EVENTS);
    let (setup, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let table = "DROP TABLE IF EXISTS bench_event; CREATE TABLE bench_event (log bytea NOT NULL, \
         seq bigint NOT NULL, author bytea, wall bigint NOT NULL, boot bigint NOT NULL, \
         monotonic bigint NOT NULL, kind integer NOT NULL, schema integer NOT NULL, \
         body bytea NOT NULL, PRIMARY KEY (log, seq))";
    setup.batch_execute(table).await.unwrap();
    let started = Instant::now();
    let mut tasks = Vec::new();
    for phones in phones {
        let (client, connection) =
            tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        tasks.push(tokio::spawn(async move {
            let values: Vec<String> = (0..EVENTS)
                .map(|row| {
                    let one: Vec<String> = (1..=9).map(|n| format!("${}", row * 9 + n)).collect();
                    format!("({})", one.join(","))
                })
                .collect();
            let sql = format!("INSERT INTO bench_event ({COLUMNS}) VALUES {}", values.join(","));
            let prepared = client.prepare(&sql).await.unwrap();
            let mut times = Vec::new();
            for run in phones.iter().flat_map(|phone| phone.events.chunks_exact(EVENTS)) {
                let asked = Instant::now();
                if started.elapsed() > time {
                    break;
                }
                let rows: Vec<_> = run.iter().map(row).collect();
                if copy {
                    copy_in(&client, &rows).await;
                } else {
                    let all: Vec<&(dyn ToSql + Sync)> = rows.iter().flat_map(fields).collect();
                    client.execute(&prepared, &all).await.unwrap();
                }
                times.push(asked.elapsed());
            }
            times
        }));
    }
    let measured = gathered(tasks, started).await;
    setup.batch_execute("DROP TABLE bench_event").await.unwrap();
    measured
}

struct Row {
    log: Vec<u8>,
    seq: i64,
    author: Option<Vec<u8>>,
    wall: i64,
    boot: i64,
    monotonic: i64,
    kind: i32,
    schema: i32,
    body: Vec<u8>,
}

fn row(recorded: &protocol::Recorded) -> Row {
    let frame = recorded.event.to_frame().unwrap();
    Row {
        log: recorded.id.log.0.to_vec(),
        seq: recorded.id.seq.cast_signed(),
        author: None,
        wall: recorded.stamp.wall.0,
        boot: i64::from(recorded.stamp.boot),
        monotonic: recorded.stamp.monotonic_millis.cast_signed(),
        kind: i32::from(frame.kind),
        schema: i32::from(frame.schema),
        body: frame.body,
    }
}

fn fields(row: &Row) -> [&(dyn ToSql + Sync); 9] {
    [
        &row.log,
        &row.seq,
        &row.author,
        &row.wall,
        &row.boot,
        &row.monotonic,
        &row.kind,
        &row.schema,
        &row.body,
    ]
}

async fn copy_in(client: &tokio_postgres::Client, rows: &[Row]) {
    let types = [
        Type::BYTEA,
        Type::INT8,
        Type::BYTEA,
        Type::INT8,
        Type::INT8,
        Type::INT8,
        Type::INT4,
        Type::INT4,
        Type::BYTEA,
    ];
    let sql = format!("COPY bench_event ({COLUMNS}) FROM STDIN (FORMAT binary)");
    let sink = client.copy_in(&sql).await.unwrap();
    let writer = tokio_postgres::binary_copy::BinaryCopyInWriter::new(sink, &types);
    tokio::pin!(writer);
    for row in rows {
        writer.as_mut().write(&fields(row)).await.unwrap();
    }
    writer.finish().await.unwrap();
}
