//! A whole meeting on this computer: a relay as on an instructor's laptop, the ward's hub behind
//! it, and so many devices that join and sync at once with the app's own store, sync and TLS, all
//! over real sockets, while some of the devices' connections are cut.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use hub::folder::Folder;
use hub::keeping;
use hub::listen::Patience;
use hub::service::Outside;
use protocol::{Event, PersonAdded, PersonId, Stamp, UnixMillis};
use sync::{Https, Standing};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use wire::{Invitation, Role};

use crate::handset::Handset;
use crate::people::learners;
use crate::{Chance, served};

/// What each device has recorded.
const EVENTS: usize = 300;
/// More tries than any device needs whose connections are cut now and then.
const TRIES: usize = 400;
/// What a device waits before it asks a relay again whether the ward has everything.
const PAUSE: Duration = Duration::from_millis(50);

/// What a meeting came to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Came {
    /// Events on the devices.
    pub events: usize,
    /// Those of which the devices were told that they are durable.
    pub acknowledged: u64,
    /// Those on devices that the hub doesn't have.
    pub lost: usize,
    /// Bytes that the devices sent.
    pub bytes_up: u64,
    /// Bytes that they got.
    pub bytes_down: u64,
    /// How long it took until the relay had everything of everybody.
    pub received_seconds: f64,
    /// How long it took until every device knew that the ward's hub has everything.
    pub seconds: f64,
}

/// Passes connections on, and cuts so many of a hundred after some bytes.
async fn proxy(listener: TcpListener, to: String, drop: u64, chance: Chance) {
    while let Ok((mut from, _)) = listener.accept().await {
        let (to, cut) = (to.clone(), chance.happens(drop).then(|| chance.below(6_000)));
        tokio::spawn(async move {
            let Ok(mut up) = TcpStream::connect(&to).await else { return };
            match cut {
                None => _ = copy_bidirectional(&mut from, &mut up).await,
                Some(bytes) => {
                    let (reads, mut back) = from.split();
                    let mut some = tokio::io::AsyncReadExt::take(reads, bytes);
                    let (mut down, mut writes) = up.split();
                    // Whichever ends first ends both.
                    tokio::select! {
                        _ = tokio::io::copy(&mut some, &mut writes) => {}
                        _ = tokio::io::copy(&mut down, &mut back) => {}
                    }
                }
            }
        });
    }
}

/// What one learner did before the meeting. Lessons of whoever did less are played again.
fn life(number: usize, person: PersonId) -> Vec<(Stamp, Event)> {
    let agreed = |event: &Event| !matches!(event, Event::ConsentSet(set) if !set.given);
    let learner = &learners()[number % learners().len()];
    let events: Vec<_> = learner.events.iter().filter(|(_, event)| agreed(event)).collect();
    let begins = |event: &Event| matches!(event, Event::PersonAdded(_));
    let again = events.iter().filter(|(_, event)| !begins(event)).cycle();
    let all = events.iter().chain(again).take(EVENTS).map(|event| (*event).clone());
    all.map(|(stamp, event)| match event {
        Event::PersonAdded(added) => (stamp, Event::PersonAdded(PersonAdded { person, ..added })),
        event => (stamp, event),
    })
    .collect()
}

/// What one device came to.
struct Attended {
    lines: BTreeSet<String>,
    acknowledged: u64,
    up: u64,
    down: u64,
    /// When it knew that the relay has everything.
    received: Instant,
}

/// One device from its first code to its last acknowledgement.
fn attend(
    folder: PathBuf,
    invitation: &Invitation,
    number: usize,
    chance: Chance,
) -> anyhow::Result<Attended> {
    let mut handset = Handset::open(folder, chance.clone())?;
    let person = PersonId(chance.bytes());
    handset.record(person, &life(number, person))?;
    let mut network = Https::default();
    let (mut joined, mut received) = (false, None);
    let (mut acknowledged, mut up, mut down) = (0, 0, 0);
    for round in 0..TRIES {
        joined = joined || handset.enrol(invitation, &mut network)?;
        if joined {
            let now = Stamp {
                wall: UnixMillis(1_790_000_000_000),
                boot: 1,
                monotonic_millis: round as u64 * 3_600_000,
            };
            let report = handset.sync(&mut network, now)?;
            acknowledged += report.acknowledged;
            (up, down) = (up + report.traffic.up, down + report.traffic.down);
            let there = |standing: &Standing| {
                standing.received_by_relay + standing.acknowledged >= standing.total
            };
            if report.standings.values().all(there) && report.troubles.is_empty() {
                let received = *received.get_or_insert_with(Instant::now);
                if report.pending == 0 {
                    let lines = handset.lines()?;
                    return Ok(Attended { lines, acknowledged, up, down, received });
                }
                std::thread::sleep(PAUSE);
            }
        }
    }
    anyhow::bail!("device {number} isn't done after {TRIES} tries")
}

/// Where everybody comes to.
struct Room {
    /// The ward's hub.
    hub: Folder,
    relay: Folder,
    /// Where devices reach the relay.
    reached: String,
    /// Codes for them, of the relay.
    tokens: Vec<[u8; 16]>,
    /// Both hubs, the relay first.
    serving: [(watch::Sender<bool>, JoinHandle<()>); 2],
}

impl Room {
    async fn prepare(
        path: &Path,
        phones: usize,
        drop: u64,
        chance: &Chance,
    ) -> anyhow::Result<Self> {
        let anywhere = "127.0.0.1:0";
        let (hub, _) = served::begin(&path.join("ward"), 0).await?;
        let tokens = served::codes_of(&hub, Role::Instructor, 1).await?;
        let (address, stop, serving) = served::serve(&hub, anywhere, Patience::default()).await?;
        let above = (stop, serving);
        let relay = Folder::at(&path.join("relay"));
        relay.begin_relay(&Outside::system())?;
        let code = Invitation {
            addresses: vec![address],
            certificate_sha256: hub.certificate()?.sha256(),
            ward: hub.ward()?.public,
            token: *tokens.first().context("no code")?,
        };
        relay.keep_upstream(&hub::https::join(&relay, &code.to_link()).await?)?;
        let tokens = served::codes_of(&relay, Role::Learner, phones).await?;
        let (address, stop, serving) = served::serve(&relay, anywhere, Patience::default()).await?;
        let listener = TcpListener::bind(anywhere).await?;
        let reached = listener.local_addr()?.to_string();
        tokio::spawn(proxy(listener, address, drop, chance.fork()));
        Ok(Self { hub, relay, reached, tokens, serving: [(stop, serving), above] })
    }
}

/// Runs a meeting.
///
/// # Errors
/// When a device never comes through, or the hub's data isn't sound.
pub fn run(phones: usize, drop: u64, seed: u64) -> anyhow::Result<Came> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let chance = Chance::of(seed);
    let folder = tempfile::tempdir()?;
    let room = runtime.block_on(Room::prepare(folder.path(), phones, drop, &chance))?;
    let Room { hub, relay, reached, tokens, serving } = room;
    let (ward, certificate_sha256) = (hub.ward()?.public, relay.certificate()?.sha256());
    let began = Instant::now();
    let mut came = Came::default();
    let devices: Vec<_> = tokens
        .into_iter()
        .enumerate()
        .map(|(number, token)| {
            let addresses = vec![reached.clone()];
            let invitation = Invitation { addresses, certificate_sha256, ward, token };
            let (folder, chance) = (folder.path().join(format!("device-{number}")), chance.fork());
            std::thread::spawn(move || attend(folder, &invitation, number, chance))
        })
        .collect();
    let mut all = BTreeSet::new();
    for device in devices {
        let done = device.join().map_err(|_| anyhow::anyhow!("a device ended early"))?;
        let done = done?;
        came.events += done.lines.len();
        came.acknowledged += done.acknowledged;
        (came.bytes_up, came.bytes_down) = (came.bytes_up + done.up, came.bytes_down + done.down);
        let received = done.received.duration_since(began).as_secs_f64();
        came.received_seconds = came.received_seconds.max(received);
        all.extend(done.lines);
    }
    came.seconds = began.elapsed().as_secs_f64();
    for (stop, serving) in serving {
        stop.send(true).context("a hub has ended")?;
        runtime.block_on(serving)?;
    }
    let mut export = Vec::new();
    runtime.block_on(async {
        let opened = served::open(&hub).await?;
        keeping::export(&opened, None, &mut export).await?;
        let verified = keeping::verify(&opened).await?;
        ensure!(verified.findings.is_empty(), "{:?}", verified.findings);
        served::close(opened, &hub).await
    })?;
    let export = String::from_utf8(export)?;
    let there: BTreeSet<&str> = export.lines().collect();
    came.lost = all.iter().filter(|line| !there.contains(line.as_str())).count();
    Ok(came)
}
