//! A whole meeting on this computer: a hub behind real sockets, and so many devices that join and
//! sync at once with the app's own store, sync and TLS, while some of their connections are cut.

use std::collections::BTreeSet;
use std::time::Instant;

use anyhow::{Context, ensure};
use hub::keeping;
use hub::listen::Patience;
use protocol::{PersonId, Stamp, UnixMillis};
use sync::Https;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use wire::Invitation;

use crate::handset::Handset;
use crate::people::learners;
use crate::{Chance, served};

/// What each device has recorded.
const EVENTS: usize = 300;
/// More tries than any device needs whose connections are cut now and then.
const TRIES: usize = 200;

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
    /// How long it took from the first to the last of them.
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

/// One device from its first code to its last acknowledgement.
fn attend(
    folder: std::path::PathBuf,
    invitation: &Invitation,
    number: usize,
    chance: Chance,
) -> anyhow::Result<(BTreeSet<String>, u64, u64, u64)> {
    let mut handset = Handset::open(folder, chance.clone())?;
    let learner = &learners()[number % learners().len()];
    let person = PersonId(chance.bytes());
    let agreed =
        |event: &protocol::Event| !matches!(event, protocol::Event::ConsentSet(set) if !set.given);
    let events = learner.events.iter().filter(|(_, event)| agreed(event)).cloned();
    let mut events: Vec<_> = events.take(EVENTS).collect();
    for (_, event) in &mut events {
        if let protocol::Event::PersonAdded(added) = event {
            added.person = person;
        }
    }
    handset.record(person, &events)?;
    let mut network = Https::default();
    let mut joined = false;
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
            if report.pending == 0 && report.troubles.is_empty() {
                return Ok((handset.lines()?, acknowledged, up, down));
            }
        }
    }
    anyhow::bail!("device {number} isn't done after {TRIES} tries")
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
    let (hub, tokens) = runtime.block_on(served::begin(&folder.path().join("hub"), phones))?;
    let patience = Patience::default();
    let (address, stop, serving) =
        runtime.block_on(served::serve(&hub, "127.0.0.1:0", patience))?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let reached = listener.local_addr()?.to_string();
    runtime.spawn(proxy(listener, address, drop, chance.fork()));
    let (ward, certificate_sha256) = (hub.ward()?.public, hub.certificate()?.sha256());
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
        let (lines, acknowledged, up, down) = done?;
        came.events += lines.len();
        came.acknowledged += acknowledged;
        (came.bytes_up, came.bytes_down) = (came.bytes_up + up, came.bytes_down + down);
        all.extend(lines);
    }
    came.seconds = began.elapsed().as_secs_f64();
    stop.send(true).context("the hub has ended")?;
    runtime.block_on(serving)?;
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
