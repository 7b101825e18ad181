//! A real hub, killed while devices upload over TLS. One seed is one kill.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::ensure;
use hub::https::Https;
use hub::keeping;
use hub::service::Link;
use protocol::{Stamp, UnixMillis};
use wire::{EnrolResponse, SyncResponse, path};

use super::Seeded;
use crate::phone::{Phone, Sent};
use crate::{Chance, people, served};

const PHONES: usize = 3;

/// Kills a hub at a random moment, and looks for everything that it had acknowledged.
///
/// # Errors
/// With what is lost.
pub fn run(seed: u64) -> Seeded {
    let told = |error: anyhow::Error| (format!("{error:#}"), Vec::new());
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| told(error.into()))?;
    runtime.block_on(killed(seed)).map_err(told)
}

async fn killed(seed: u64) -> anyhow::Result<u64> {
    let chance = Chance::of(seed);
    let folder = tempfile::tempdir()?;
    let (hub, tokens) = served::begin(&folder.path().join("hub"), PHONES).await?;
    let (mut child, address) = served::spawn(hub.path())?;
    let (ward, certificate) = (hub.ward()?.public, hub.certificate()?.sha256());
    let mut phones = Vec::new();
    let (uploading, mut begun) = tokio::sync::watch::channel(());
    begun.mark_unchanged();
    for (number, token) in tokens.into_iter().enumerate() {
        let link = Https::to(std::slice::from_ref(&address), certificate)?;
        let (chance, uploading) = (chance.fork(), uploading.clone());
        phones.push(tokio::spawn(async move {
            let mut phone = Phone::new(&chance);
            let learner = &people::learners()[(seed as usize + number) % people::learners().len()];
            phone.add_person(learner.person, &chance);
            let answer = link.post(path::ENROL, phone.enrol(token, &ward, &chance)).await;
            let Ok(answer) = answer else { return phone };
            let Ok(answer) = wire::from_bytes::<EnrolResponse>(&answer) else { return phone };
            phone.enrolled(0, &answer);
            for events in learner.events.chunks(6).cycle().take(400) {
                for (stamp, event) in events {
                    phone.record(learner.person, Stamp { ..*stamp }, event.clone());
                }
                phone.seal(&chance);
                let Some(asking) = phone.ask(0, UnixMillis(0), &ward, &chance) else { break };
                let Ok(answer) = link.post(path::SYNC, asking.body.clone()).await else { break };
                let Ok(answer) = wire::from_bytes::<SyncResponse>(&answer) else { break };
                phone.answered(0, &asking, &answer, &ward, &chance);
                uploading.send_replace(());
            }
            phone
        }));
    }
    drop(uploading);
    // One in eight dies while devices still join, the others while they upload.
    if !chance.happens(12) {
        let _ = begun.changed().await;
    }
    tokio::time::sleep(Duration::from_micros(chance.below(150_000))).await;
    child.kill()?;
    child.wait()?;
    let mut acknowledged = Vec::new();
    let mut events = 0;
    for phone in phones {
        let phone = phone.await?;
        let durable = phone.segments.iter().filter(|own| own.sent == Sent::Durable);
        for own in durable {
            events += own.range.1 - own.range.0 + 1;
            acknowledged.push(own.hash);
        }
    }
    let opened = served::open(&hub).await?;
    let kept = opened.store().segments_after(0, 1_000_000).await?;
    let kept: BTreeSet<_> = kept.into_iter().map(|one| one.hash).collect();
    let lost = acknowledged.iter().filter(|hash| !kept.contains(hash)).count();
    ensure!(lost == 0, "{lost} of {} acknowledged segments are lost", acknowledged.len());
    let verified = keeping::verify(&opened).await?;
    ensure!(verified.findings.is_empty(), "{:?}", verified.findings);
    served::close(opened, &hub).await?;
    Ok(events)
}
