//! Real sockets: links that hang or trickle, and a hub that is gone in the middle of requests.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use hub::https::Https;
use hub::listen::Patience;
use hub::service::Link;
use protocol::UnixMillis;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use wire::{EnrolResponse, SyncResponse, path};

use super::Seeded;
use crate::phone::{Phone, Sent};
use crate::{Chance, people, served};

/// As short as a test can wait for.
const PATIENCE: Patience =
    Patience { handshake: Duration::from_secs(3), headers: Duration::from_secs(3) };

fn block<T>(future: impl Future<Output = anyhow::Result<T>>) -> Result<T, (String, Vec<String>)> {
    let told = |error: anyhow::Error| (format!("{error:#}"), Vec::new());
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| told(error.into()))?;
    runtime.block_on(future).map_err(told)
}

/// A phone with some events, let in over `link`.
async fn phone(
    link: &Https,
    token: [u8; 16],
    number: usize,
    ward: &segment::WardPublicKey,
    chance: &Chance,
) -> anyhow::Result<Phone> {
    let mut phone = Phone::new(chance);
    let learner = &people::learners()[number % people::learners().len()];
    // Two phones of the same learner are two people here.
    let person = protocol::PersonId(chance.bytes());
    phone.add_person(person, chance);
    for (stamp, event) in learner.events.iter().skip(1).take(20) {
        phone.record(person, *stamp, event.clone());
    }
    phone.seal(chance);
    let mut answer = None;
    while answer.is_none() {
        answer = link.post(path::ENROL, phone.enrol(token, ward, chance)).await.ok();
    }
    let answer: EnrolResponse = wire::from_bytes(&answer.unwrap_or_default())?;
    phone.enrolled(0, &answer);
    Ok(phone)
}

/// Asks until nothing is left to be said, however often the link breaks; how often it did.
async fn sync(
    phone: &mut Phone,
    link: &Https,
    ward: &segment::WardPublicKey,
    chance: &Chance,
) -> anyhow::Result<u64> {
    let mut broken = 0;
    while phone.segments.iter().any(|own| own.sent != Sent::Durable) {
        let asking = phone.ask(0, UnixMillis(0), ward, chance).context("nobody to ask")?;
        match link.post(path::SYNC, asking.body.clone()).await {
            Ok(answer) => {
                let answer: SyncResponse = wire::from_bytes(&answer)?;
                phone.answered(0, &asking, &answer, ward, chance);
            }
            Err(hub::service::LinkError::Unreachable) => {
                broken += 1;
                ensure!(broken < 10_000, "the hub doesn't come back");
                tokio::time::sleep(Duration::from_millis(2 + chance.below(10))).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(broken)
}

/// Connections that say nothing, or half a handshake, are ended; one that trickles is borne; and
/// nobody else has to wait for either.
///
/// # Errors
/// With what isn't true.
pub fn slow(seed: u64) -> Seeded {
    block(async {
        let chance = Chance::of(seed);
        let folder = tempfile::tempdir()?;
        let (hub, tokens) = served::begin(&folder.path().join("hub"), 2).await?;
        let (address, stop, serving) = served::serve(&hub, "127.0.0.1:0", PATIENCE).await?;
        let (ward, certificate) = (hub.ward()?.public, hub.certificate()?.sha256());
        let link = Https::to(std::slice::from_ref(&address), certificate)?;

        let mut silent = Vec::new();
        for number in 0..40 {
            let mut stream = TcpStream::connect(&address).await?;
            if number % 2 == 0 {
                // The beginning of a handshake.
                stream.write_all(&[22, 3, 1, 2, 0, 1][..1 + chance.index(5)]).await?;
            }
            silent.push(stream);
        }
        // One that trickles, for longer than a silent one is borne.
        let mut slow = phone(&link, tokens[0], seed as usize, &ward, &chance).await?;
        let asking = slow.ask(0, UnixMillis(0), &ward, &chance).context("nobody to ask")?;
        let mut tls = tls(&address, certificate).await?;
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: hub\r\ncontent-type: {}\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n",
            path::SYNC,
            wire::CONTENT_TYPE,
            asking.body.len()
        );
        tls.write_all(head.as_bytes()).await?;
        let body = asking.body.clone();
        let trickle = tokio::spawn(async move {
            for part in body.chunks(body.len().div_ceil(20)) {
                tls.write_all(part).await?;
                tls.flush().await?;
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            let mut answer = Vec::new();
            tls.read_to_end(&mut answer).await?;
            Ok::<_, std::io::Error>(answer)
        });
        let began = Instant::now();
        let mut quick = phone(&link, tokens[1], seed as usize + 1, &ward, &chance).await?;
        ensure!(sync(&mut quick, &link, &ward, &chance).await? == 0, "the link broke");
        ensure!(!trickle.is_finished(), "a quick phone waits for a slow one");
        ensure!(began.elapsed() < Duration::from_secs(20), "a phone waits for others");
        let answer = trickle.await??;
        let at = answer.windows(4).position(|end| end == b"\r\n\r\n").context("no answer")?;
        let response: SyncResponse = wire::from_bytes(&answer[at + 4..])?;
        slow.answered(0, &asking, &response, &ward, &chance);
        ensure!(slow.segments.iter().all(|own| own.sent == Sent::Durable), "it trickled in vain");
        for mut stream in silent {
            let mut byte = [0];
            let ended = tokio::time::timeout(Duration::from_secs(30), stream.read(&mut byte)).await;
            ensure!(!matches!(ended, Ok(Ok(1..))), "a silent connection is answered");
            ensure!(ended.is_ok(), "a silent connection is borne for ever");
        }
        stop.send(true)?;
        serving.await?;
        Ok(40)
    })
}

async fn tls(
    address: &str,
    certificate: [u8; 32],
) -> anyhow::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let pinned = Arc::new(pinning::Pinned::to(certificate));
    let connector = tokio_rustls::TlsConnector::from(Arc::new(pinning::client(&pinned)?));
    let name = ServerName::try_from("hub")?.to_owned();
    Ok(connector.connect(name, TcpStream::connect(address).await?).await?)
}

/// How many devices come back.
const DEVICES: usize = 200;

/// A hub that is gone in the middle of requests and comes back at the same place.
///
/// # Errors
/// With what isn't true.
pub fn reconnect(seed: u64) -> Seeded {
    let folder = tempfile::tempdir();
    let folder = folder.map_err(|error| (error.to_string(), Vec::new()))?;
    let begun = block(served::begin(&folder.path().join("hub"), DEVICES));
    let (hub, tokens) = begun?;
    let chance = Chance::of(seed);
    let server =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let fails = |error: std::io::Error| (error.to_string(), Vec::new());
    let told = |error: anyhow::Error| (format!("{error:#}"), Vec::new());
    let first = server().map_err(fails)?;
    let served = first.block_on(served::serve(&hub, "127.0.0.1:0", Patience::default()));
    let (address, stop, _) = served.map_err(told)?;
    let done = block(async {
        let (ward, certificate) = (hub.ward()?.public, hub.certificate()?.sha256());
        let mut devices = Vec::new();
        for (number, token) in tokens.into_iter().enumerate() {
            let link = Https::to(std::slice::from_ref(&address), certificate)?;
            let chance = chance.fork();
            devices.push(tokio::spawn(async move {
                let mut phone = phone(&link, token, number, &ward, &chance).await?;
                let broken = sync(&mut phone, &link, &ward, &chance).await?;
                let own = phone.own_events().count() as u64;
                Ok::<_, anyhow::Error>((own, broken, phone.segments))
            }));
        }
        tokio::time::sleep(Duration::from_millis(20 + chance.below(400))).await;
        // Everything that is under way is dropped where it stands.
        first.shutdown_background();
        drop(stop);
        let (_, stop, serving) = served::serve(&hub, &address, Patience::default()).await?;
        let (mut events, mut acknowledged) = (0, Vec::new());
        for device in devices {
            let (own, _, segments) = device.await??;
            events += own;
            acknowledged.extend(segments.into_iter().map(|own| own.hash));
        }
        stop.send(true)?;
        serving.await?;
        Ok((events, acknowledged))
    });
    let (events, acknowledged) = done?;
    block(async {
        let opened = served::open(&hub).await?;
        let states = opened.store().states(&acknowledged).await?;
        ensure!(states.iter().all(Option::is_some), "something acknowledged is lost");
        let counts = opened.store().counts().await?;
        ensure!(counts.events == events, "{} events counted, not {events}", counts.events);
        served::close(opened, &hub).await?;
        Ok(events)
    })
}
