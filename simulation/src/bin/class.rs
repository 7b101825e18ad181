//! `class simulate`: a whole meeting on this computer, with real programs and real sockets. A ward's
//! hub, a relay as on an instructor's laptop, and as many phones as are asked for, all of which
//! come at once. Prints one line of JSON; fails when anything was lost.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};
use hub::console::{self, Command as Ask};
use hub::folder::Folder;
use hub::service::Outside;
use protocol::{Event, PersonAdded, PersonId, Stamp, UnixMillis};
use segment::Hash;
use simulation::{Chance, served};
use store::{EventStore, SqliteStore};
use sync::{Code, DeviceKeys, Https, LinkKind, Outbox, Random, Syncer};

/// How many events each phone brings.
const EVENTS: usize = 300;
/// So often a phone tries before it is given up: every try may be dropped.
const TRIES: usize = 60;

#[derive(Parser)]
#[command(name = "class", about = "A class without the Internet, made up.")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// A whole meeting on loopback.
    Simulate {
        /// How many phones come.
        #[arg(long, value_parser = clap::value_parser!(u16).range(1..=2_000))]
        phones: u16,
        /// How many of a hundred connections break.
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=90))]
        drop: u8,
        /// What everything made up follows from.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The folder with the lessons that are played.
        #[arg(long, value_name = "DIR", env = "CAMTAY_LESSONS", default_value = "lessons")]
        lessons: std::path::PathBuf,
    },
}

fn main() -> ExitCode {
    if served::is_hub() {
        return hub::cli::main();
    }
    let Command::Simulate { phones, drop, seed, lessons } = Args::parse().command;
    match simulate(usize::from(phones), u64::from(drop), seed, &lessons) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(lost) => {
            eprintln!("{lost} events were lost");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A program that ends with this.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How many events were lost.
fn simulate(phones: usize, drop: u64, seed: u64, lessons: &Path) -> anyhow::Result<u64> {
    let place = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ward = Folder::at(&place.path().join("ward"));
    ward.begin("Phường", &Outside::system())?;
    let (child, _) = served::spawn(ward.path())?;
    let _ward = Running(child);
    let relay = Folder::at(&place.path().join("relay"));
    relay.begin_relay(&Outside::system())?;
    let codes = runtime.block_on(async {
        let code = invite(&ward, "instructor", 1).await?.remove(0);
        relay.keep_upstream(&hub::https::join(&relay, &code).await?)?;
        anyhow::Ok(())
    });
    codes?;
    let (child, address) = served::spawn(relay.path())?;
    let _relay = Running(child);
    let codes = runtime.block_on(invite(&relay, "learner", phones))?;
    let room = if drop > 0 { Some(room(&address, drop, seed)?) } else { None };

    let lives = lives(seed, phones, lessons)?;
    let all: Vec<Mutex<Phone>> = lives
        .iter()
        .enumerate()
        .map(|(number, life)| Phone::new(place.path(), seed, number, life).map(Mutex::new))
        .collect::<anyhow::Result<_>>()?;
    let events = (phones * EVENTS) as u64;

    // Everybody comes in at once.
    let started = Instant::now();
    each(&all, |phone, number| phone.enrol(&codes[number], room.as_deref()))?;
    let joined = started.elapsed();
    let started = Instant::now();
    each(&all, |phone, _| phone.sync_until_received())?;
    let received = started.elapsed();
    // Back at home the relay passes everything on.
    let there = runtime.block_on(until_there(&ward, events, Duration::from_secs(120)));
    let at_ward = started.elapsed();
    each(&all, |phone, _| phone.sync_until_durable())?;

    let (mut up, mut down, mut acknowledged) = (0, 0, 0);
    for phone in &all {
        let phone = phone.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        up += phone.up;
        down += phone.down;
        acknowledged += phone.acknowledged;
    }
    let lost = events - there.min(events);
    println!(
        "{}",
        serde_json::json!({
            "phones": phones,
            "events": events,
            "joined_seconds": seconds(joined),
            "seconds": seconds(received),
            "at_ward_seconds": seconds(at_ward),
            "acknowledged": acknowledged,
            "lost": lost,
            "bytes_up": up,
            "bytes_down": down,
        })
    );
    ensure!(acknowledged == events, "{acknowledged} of {events} events were acknowledged");
    Ok(lost)
}

fn seconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1_000.0).round() / 1_000.0
}

/// Does something on every phone at once.
fn each(
    phones: &[Mutex<Phone>],
    act: impl Fn(&mut Phone, usize) -> anyhow::Result<()> + Sync,
) -> anyhow::Result<()> {
    std::thread::scope(|scope| {
        let act = &act;
        let tasks: Vec<_> = phones
            .iter()
            .enumerate()
            .map(|(number, phone)| {
                scope.spawn(move || {
                    act(&mut phone.lock().unwrap_or_else(std::sync::PoisonError::into_inner), number)
                })
            })
            .collect();
        tasks.into_iter().try_for_each(|task| {
            task.join().map_err(|_| anyhow::anyhow!("a phone broke down"))?
        })
    })
}

async fn invite(folder: &Folder, role: &str, count: usize) -> anyhow::Result<Vec<String>> {
    let serving = folder.serving()?.context("nobody serves")?;
    let mut codes = Vec::with_capacity(count);
    for _ in 0..count {
        let (role, addresses) = (role.to_owned(), vec![serving.address.clone()]);
        let ask = Ask::Enrol { role, group: None, person: None, instructor: None, addresses };
        codes.push(console::ask(folder, serving.console, ask).await?);
    }
    Ok(codes)
}

/// How many events the ward has once it has them all, or after so long.
async fn until_there(ward: &Folder, events: u64, patience: Duration) -> u64 {
    let started = Instant::now();
    loop {
        let counted = async {
            let public = ward.ward()?.public;
            let store = hub::storage::open_to_read(None, &ward.database(), &public).await?;
            anyhow::Ok(hub::storage::SegmentStore::counts(&*store).await?.events)
        };
        let counted = counted.await.unwrap_or(0);
        if counted >= events || started.elapsed() > patience {
            return counted;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

type Life = Vec<(Stamp, Event)>;

/// What the phones' owners have done.
fn lives(seed: u64, phones: usize, lessons: &Path) -> anyhow::Result<Vec<Life>> {
    let curriculum = hub::demo::curriculum(lessons)?;
    let people = u32::try_from(phones * 4).unwrap_or(u32::MAX).max(64);
    let ward = population::Ward::new(seed, &population::Shape { people, ..Default::default() });
    let lives: Vec<Life> = ward
        .learners
        .iter()
        .map(|learner| learner.events(&curriculum).take(EVENTS).collect::<Life>())
        .filter(|life| life.len() == EVENTS)
        .take(phones)
        .collect();
    ensure!(lives.len() == phones, "too few made-up people are that diligent");
    Ok(lives)
}

struct Phone {
    store: SqliteStore,
    syncer: Syncer,
    carrier: Https,
    up: u64,
    down: u64,
    acknowledged: u64,
}

impl Phone {
    fn new(place: &Path, seed: u64, number: usize, life: &Life) -> anyhow::Result<Self> {
        let folder = place.join(format!("phone-{number}"));
        let bytes = [seed.to_le_bytes(), (number as u64).to_le_bytes()].concat();
        let secret = Hash::of("camtay simulated phone", &bytes).0;
        let keys = DeviceKeys::open(&folder.join("device"), || Ok(secret))?;
        let mut store = SqliteStore::open(&folder, keys.install(), UnixMillis(0))?.store;
        let Some((_, Event::PersonAdded(PersonAdded { person, .. }))) = life.first() else {
            anyhow::bail!("a life begins with somebody");
        };
        let person: PersonId = *person;
        // Whoever is asked in a made-up life may say no; here everybody sends.
        let agreed = |(stamp, event): &(Stamp, Event)| match event {
            Event::ConsentSet(set) => {
                (*stamp, Event::ConsentSet(protocol::ConsentSet { given: true, ..set.clone() }))
            }
            event => (*stamp, event.clone()),
        };
        let life: Life = life.iter().map(agreed).collect();
        store.append_stamped(person, person, &life)?;
        let chance = Chance::of(u64::from_le_bytes(secret[..8].try_into()?));
        let random = Random::new(Box::new(move |bytes| {
            chance.fill(bytes);
            true
        }));
        let syncer = Syncer::new(Outbox::open(&folder)?, keys, random);
        Ok(Self { store, syncer, carrier: Https::default(), up: 0, down: 0, acknowledged: 0 })
    }

    fn enrol(&mut self, code: &str, room: Option<&str>) -> anyhow::Result<()> {
        let mut code: Code = code.parse()?;
        if let (Code::Link(invitation), Some(room)) = (&mut code, room) {
            invitation.addresses = vec![room.to_owned()];
        }
        let mut last = None;
        for _ in 0..TRIES {
            match self.syncer.enrol(&code, None, &mut self.store, &mut self.carrier) {
                Ok(_) => return Ok(()),
                Err(error) => last = Some(error),
            }
        }
        Err(last.context("no try")?.into())
    }

    fn sync_until(&mut self, done: impl Fn(&sync::Standing) -> bool) -> anyhow::Result<()> {
        for _ in 0..TRIES {
            let now = Stamp { wall: UnixMillis(1_794_000_000_000), boot: 1, monotonic_millis: 0 };
            let (events, carrier) = (&mut self.store, &mut self.carrier);
            let report = self.syncer.sync(events, carrier, LinkKind::Unmetered, now)?;
            self.up += report.traffic.up;
            self.down += report.traffic.down;
            self.acknowledged = report.standings.values().map(|one| one.acknowledged).sum();
            if report.standings.values().all(&done) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        anyhow::bail!("a phone did not get through in {TRIES} tries")
    }

    fn sync_until_received(&mut self) -> anyhow::Result<()> {
        self.sync_until(|one| one.received_by_relay + one.acknowledged == one.total)
    }

    fn sync_until_durable(&mut self) -> anyhow::Result<()> {
        self.sync_until(|one| one.acknowledged == one.total)
    }
}

/// A room in which connections break: what goes to its address goes to the relay, until it
/// doesn't.
fn room(relay: &str, drop: u64, seed: u64) -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    let relay = relay.to_owned();
    let chance = Chance::of(seed);
    std::thread::spawn(move || {
        for phone in listener.incoming().flatten() {
            let Ok(hub) = TcpStream::connect(&relay) else { continue };
            let left = if chance.happens(drop) { 500 + chance.below(6_000) } else { u64::MAX };
            let left = std::sync::Arc::new(AtomicU64::new(left));
            for (from, to) in [(&phone, &hub), (&hub, &phone)] {
                let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) else { continue };
                let left = std::sync::Arc::clone(&left);
                std::thread::spawn(move || carry(from, to, &left));
            }
        }
    });
    Ok(address)
}

fn carry(mut from: TcpStream, mut to: TcpStream, left: &AtomicU64) {
    let mut bytes = [0; 4_096];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        let before = left.fetch_sub(count as u64, Ordering::SeqCst);
        if before < count as u64 || to.write_all(&bytes[..count]).is_err() {
            left.store(0, Ordering::SeqCst);
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
