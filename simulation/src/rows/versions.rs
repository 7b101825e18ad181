//! Relays in a loop, and segments of a version that nobody between writer and reader knows.

use anyhow::{Context, ensure};
use minicbor::bytes::ByteVec;
use segment::{DeviceKey, Hash, Segment};
use wire::{Ack, Bytes, Card, Clock, EnrolRequest, EnrolResponse, Role, SyncRequest, path};

use super::{MESSAGES, Seeded};
use crate::disk::Loss;
use crate::run::{Plan, act_all, heal};
use crate::world::World;

fn run(seed: u64, what: fn(&mut World) -> anyhow::Result<u64>) -> Seeded {
    let told = |error: anyhow::Error| (format!("{error:#}"), Vec::new());
    let mut world = World::new(seed, 0).map_err(told)?;
    what(&mut world).map_err(|error| (format!("{error:#}"), world.network.trace()))
}

/// Three relays, each below the next. What goes round ends; once one of them reaches the ward,
/// everything does.
///
/// # Errors
/// With what isn't true.
pub fn relay_loop(seed: u64) -> Seeded {
    run(seed, |world| {
        for parent in [0, 1, 2] {
            world.add_relay(parent)?;
        }
        for (relay, parent) in [(1, 2), (2, 3), (3, 1)] {
            world.put_below(relay, parent)?;
        }
        act_all(world, &Plan { crashes: 2, ..MESSAGES })?;
        for node in 0..world.nodes.len() {
            heal(world, node)?;
        }
        world.put_below(1 + world.chance.index(3), 0)?;
        world.settle()?;
        Ok(world.check()?.events as u64)
    })
}

/// A segment of version 2: a longer header, and a body that only version 2 reads.
fn newer(world: &World, device: &DeviceKey, person: protocol::PersonId) -> Vec<u8> {
    let log = protocol::log_id(device.public().install(), person);
    let slice = |bytes: &[u8]| ByteVec::from(bytes.to_vec());
    let previous: Option<u8> = None;
    let header = minicbor::to_vec((
        slice(&log.0),
        1_u64,
        3_u32,
        previous,
        slice(&person.0),
        0_u8,
        "of a later version",
        slice(&world.chance.bytes::<8>()),
    ));
    let header = header.unwrap_or_default();
    let body = world.chance.bytes::<90>();
    let mut hasher = blake3::Hasher::new_derive_key("camtay 2026-11 segment");
    hasher.update(&[2]).update(&(header.len() as u64).to_le_bytes()).update(&header);
    hasher.update(&Hash::of("camtay 2026-11 segment body", &body).0);
    let signature = device.sign(b"camtay segment\0", hasher.finalize().as_bytes());
    let written = (2_u8, slice(&header), slice(&signature), slice(&body));
    minicbor::to_vec(written).unwrap_or_default()
}

/// A writer of version 2 below relays of version 1: the ward has the same bytes, also after
/// crashes, and tells that it can't read them yet.
///
/// # Errors
/// With what isn't true.
pub fn newer_writer(seed: u64) -> Seeded {
    run(seed, |world| {
        for parent in 0..=world.chance.index(3) {
            world.add_relay(parent)?;
        }
        let relay = world.nodes.len() - 1;
        let device = DeviceKey::from_secret(&world.chance.bytes());
        let person = protocol::PersonId(world.chance.bytes());
        let bytes = newer(world, &device, person);
        let segment = Segment::from_bytes(&bytes).context("version 1 can't take in version 2")?;
        ensure!(segment.version() == 2 && segment.to_bytes() == bytes, "the bytes are others");

        let token = world.invite(relay, Role::Learner, None, None)?;
        let request = wire::to_bytes(&EnrolRequest::signed(token, &device, Vec::new()));
        let answer = world.run(world.network.post(relay, path::ENROL, &request))?;
        let enrolled: EnrolResponse = wire::from_bytes(&answer)?;
        let key = segment::PersonKey::from_secret(world.chance.bytes());
        let (public, to) = (device.public(), world.ward.wrapping);
        let key = segment::SealedKey::seal(&key, person, &public, &to, world.chance.bytes())?;
        let card = Card { device: public, person, key, group: None };
        let mut request = SyncRequest::new(enrolled.credential, Clock::default(), Vec::new());
        request.cards = vec![card];
        request.segments = vec![Bytes(bytes.clone())];
        let answer = world.run(world.network.post(relay, path::SYNC, &wire::to_bytes(&request)))?;
        let answer: wire::SyncResponse = wire::from_bytes(&answer)?;
        ensure!(answer.acks == [Ack::Received], "the relay says {:?}", answer.acks);
        for relay in (1..world.nodes.len()).rev() {
            world.crash(relay, Loss::Torn)?;
            world.forward(relay);
        }
        world.crash(0, Loss::Torn)?;
        let hub = std::sync::Arc::clone(world.nodes[0].hub()?);
        let stored = world.run(hub.store().segments_after(0, 10))?;
        let kept: Vec<&[u8]> = stored.iter().map(|one| one.bytes.as_slice()).collect();
        ensure!(kept == [bytes.as_slice()], "the ward has other bytes: {} segments", kept.len());
        let verified = world.run(hub::keeping::verify(&hub))?;
        ensure!(verified.newer == 1 && verified.findings.is_empty(), "{:?}", verified.findings);
        Ok(3)
    })
}
