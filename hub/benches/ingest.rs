//! How fast a hub makes durable what phones send, beside what the disk, the loopback and
//! PostgreSQL's own bulk insert of the same rows allow: `cargo bench -p hub --bench ingest --
//! [POSTGRES_URL] [SECONDS]`. Without a URL the rows about PostgreSQL are left out.

#![allow(clippy::unwrap_used, reason = "a benchmark says what went wrong by panicking")]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use common::{Phone, Serving, percentile};
use tokio_postgres::types::{ToSql, Type};
use wire::{Ack, Clock, SyncRequest};

const EVENTS: usize = 40;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    let url = arguments.iter().find(|one| one.contains("=") || one.contains("://")).cloned();
    let seconds = arguments.iter().find_map(|one| one.parse().ok()).unwrap_or(5.0);
    let time = Duration::from_secs_f64(seconds);
    let folder = common::folder("ingest");

    println!("| | clients | events/s | segments/s |\n|---|---|---|---|");
    println!("| limit: fdatasync of 4 KiB | 1 | | {:.0} |", common::fsyncs_a_second(&folder));
    for clients in [1, 32, 256] {
        let requests = no_op(&folder.join(format!("limit-{clients}")), clients, time).await;
        println!("| limit: a sync with nothing new, over TLS | {clients} | | {requests:.0} |");
    }
    for clients in [1, 32, 256] {
        let rate = ingest(&folder.join(format!("sqlite-{clients}")), None, clients, time).await;
        line("hub on SQLite", clients, rate);
    }
    if let Some(url) = &url {
        for clients in [1, 32, 256] {
            let path = folder.join(format!("postgres-{clients}"));
            let rate = ingest(&path, Some(url), clients, time).await;
            line("hub on PostgreSQL", clients, rate);
        }
        for clients in [1, 32, 256] {
            line("PostgreSQL, INSERT of 40 rows", clients, insert(url, clients, time, false).await);
            line("PostgreSQL, COPY of 40 rows", clients, insert(url, clients, time, true).await);
        }
    }
    println!("\nresident at the end, clients and all: {:.0} MB", common::resident_mb());
    let _ = std::fs::remove_dir_all(folder);
}

fn line(what: &str, clients: usize, segments: f64) {
    println!("| {what} | {clients} | {:.0} | {segments:.0} |", segments * EVENTS as f64);
}

/// Phones that are enrolled, each with its connection.
async fn enrolled(
    serving: &Serving,
    phones: Vec<Phone>,
) -> Vec<(common::Client, wire::Credential, Phone)> {
    let mut all = Vec::new();
    for phone in phones {
        let mut client = serving.connect().await;
        let credential = serving.enrol(&mut client, &phone).await;
        all.push((client, credential, phone));
    }
    all
}

/// Segments made durable in a second: each client sends one, waits for its acknowledgement, and
/// sends the next.
async fn ingest(
    path: &std::path::Path,
    database: Option<&str>,
    clients: usize,
    time: Duration,
) -> f64 {
    let serving = common::serve(path, database).await;
    let each = (40_000 / clients).clamp(100, 8_000);
    let phones = common::phones(&serving.hub.ward().public, clients, each, EVENTS);
    let all = enrolled(&serving, phones).await;
    let done = Arc::new(AtomicU64::new(0));
    let started = Instant::now();
    let tasks: Vec<_> = all
        .into_iter()
        .map(|(mut client, credential, phone)| {
            let done = Arc::clone(&done);
            tokio::spawn(async move {
                for segment in &phone.segments {
                    if started.elapsed() > time {
                        break;
                    }
                    let answer = client.sync(&common::with(credential, segment)).await;
                    assert_eq!(answer.acks, [Ack::Durable]);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let rate = done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
    let _ = serving.stop.send(true);
    rate
}

/// Requests answered in a second when there is nothing to do: what TLS, HTTP and the clients
/// themselves take.
async fn no_op(path: &std::path::Path, clients: usize, time: Duration) -> f64 {
    let serving = common::serve(path, None).await;
    let phones = common::phones(&serving.hub.ward().public, clients, 1, EVENTS);
    let all = enrolled(&serving, phones).await;
    let (done, started) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let tasks: Vec<_> = all
        .into_iter()
        .map(|(mut client, credential, _)| {
            let done = Arc::clone(&done);
            tokio::spawn(async move {
                let request = SyncRequest::new(credential, Clock::default(), Vec::new());
                let mut times = Vec::new();
                while started.elapsed() < time {
                    let asked = Instant::now();
                    client.sync(&request).await;
                    times.push(asked.elapsed());
                    done.fetch_add(1, Ordering::Relaxed);
                }
                (times, client.up, client.down)
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap().0);
    }
    let rate = done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
    let (median, high) = (percentile(&mut times.clone(), 0.5), percentile(&mut times, 0.99));
    eprintln!("nothing new, {clients} clients: median {median:.1?}, 99 of 100 within {high:.1?}");
    let _ = serving.stop.send(true);
    rate
}

const COLUMNS: &str = "log, seq, author, wall, boot, monotonic, kind, schema, body";

/// The same events as rows, 40 in a transaction, as PostgreSQL itself takes them in bulk.
async fn insert(url: &str, clients: usize, time: Duration, copy: bool) -> f64 {
    let ward = segment::WardKey::from_secret(&[1; 32]).public();
    let phones = common::phones(&ward, clients, (20_000 / clients).clamp(100, 4_000), EVENTS);
    let (setup, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let table = "DROP TABLE IF EXISTS bench_event; CREATE TABLE bench_event (log bytea NOT NULL, \
         seq bigint NOT NULL, author bytea, wall bigint NOT NULL, boot bigint NOT NULL, \
         monotonic bigint NOT NULL, kind integer NOT NULL, schema integer NOT NULL, \
         body bytea NOT NULL, PRIMARY KEY (log, seq))";
    setup.batch_execute(table).await.unwrap();
    let (done, started) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let mut tasks = Vec::new();
    for phone in phones {
        let (client, connection) =
            tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let done = Arc::clone(&done);
        tasks.push(tokio::spawn(async move {
            let values: Vec<String> = (0..EVENTS)
                .map(|row| {
                    let one: Vec<String> = (1..=9).map(|n| format!("${}", row * 9 + n)).collect();
                    format!("({})", one.join(","))
                })
                .collect();
            let sql = format!("INSERT INTO bench_event ({COLUMNS}) VALUES {}", values.join(","));
            let prepared = client.prepare(&sql).await.unwrap();
            for run in phone.events.chunks_exact(EVENTS) {
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
                done.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let rate = done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
    setup.batch_execute("DROP TABLE bench_event").await.unwrap();
    rate
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
