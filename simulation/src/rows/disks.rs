//! Disks that fail: first the rule itself on a hub with one phone, then a whole run.

use anyhow::{bail, ensure};
use hub::service::Refusal;
use hub::storage::StorageError;
use protocol::UnixMillis;
use wire::Role;

use super::{MESSAGES, Seeded, simulated};
use crate::disk::Loss;
use crate::phone::Asking;
use crate::run::Plan;
use crate::world::World;

/// A ward with a phone that was let in and has something to send.
fn one_phone(world: &mut World) -> anyhow::Result<usize> {
    let unit = world.add_unit(Role::Learner, 1, None);
    let token = world.invite(0, Role::Learner, None, None)?;
    world.units[unit].invited.push((0, token));
    ensure!(world.enrol(unit)?, "the phone isn't let in");
    world.live(unit, 60);
    Ok(unit)
}

fn asking(world: &World, unit: usize) -> anyhow::Result<Asking> {
    let phone = &world.units[unit].phone;
    let asking = phone.ask(0, UnixMillis(0), &world.ward, &world.chance);
    asking.ok_or_else(|| anyhow::anyhow!("the phone has nobody to ask"))
}

/// What a hub says to the phone's next request.
fn sync(world: &World, unit: usize) -> anyhow::Result<Result<(), Refusal>> {
    let asking = asking(world, unit)?;
    let hub = std::sync::Arc::clone(world.nodes[0].hub()?);
    Ok(world.run(hub.sync(&asking.body)).map(drop))
}

fn whole(seed: u64, rule: fn(&mut World) -> anyhow::Result<()>, plan: &Plan) -> Seeded {
    let told = |error: anyhow::Error| (format!("{error:#}"), Vec::new());
    let mut world = World::new(seed, 0).map_err(told)?;
    let done = rule(&mut world).and_then(|()| world.settle()).and_then(|()| world.check());
    let own = done.map_err(|error| (format!("{error:#}"), world.network.trace()))?;
    drop(world);
    Ok(own.events as u64 + simulated(seed, plan)?)
}

/// Nothing is acknowledged when there is no room; all goes on when there is.
///
/// # Errors
/// With what isn't true.
pub fn full(seed: u64) -> Seeded {
    let rule = |world: &mut World| {
        let unit = one_phone(world)?;
        world.nodes[0].disk.set_room(Some(world.chance.below(4_096)));
        match sync(world, unit)? {
            Err(Refusal::Storage(StorageError::Full)) => {}
            Err(other) => bail!("a full disk is told as: {other:?}"),
            Ok(()) => bail!("a full disk keeps something"),
        }
        world.nodes[0].disk.set_room(None);
        ensure!(sync(world, unit)?.is_ok(), "there is room, and it doesn't go on");
        Ok(())
    };
    whole(seed, rule, &Plan { rooms: 20, ..MESSAGES })
}

/// An `fsync` that fails acknowledges nothing.
///
/// # Errors
/// With what isn't true.
pub fn fsync(seed: u64) -> Seeded {
    let rule = |world: &mut World| {
        let unit = one_phone(world)?;
        world.nodes[0].disk.fail_syncs(0, 1);
        match sync(world, unit)? {
            Err(Refusal::Storage(_)) => {}
            Err(other) => bail!("a failed fsync is told as: {other:?}"),
            Ok(()) => bail!("something is acknowledged although its fsync failed"),
        }
        ensure!(world.nodes[0].disk.syncs().1 == 1, "no fsync failed");
        if world.chance.happens(50) {
            world.crash(0, Loss::Everything)?;
        }
        ensure!(sync(world, unit)?.is_ok(), "after a failed fsync it doesn't go on");
        world.crash(0, Loss::Everything)
    };
    whole(seed, rule, &Plan { syncs: 20, crashes: 4, ..MESSAGES })
}

/// What was acknowledged is there after a crash that lost or tore everything else.
///
/// # Errors
/// With what isn't true.
pub fn torn(seed: u64) -> Seeded {
    let rule = |world: &mut World| {
        let unit = one_phone(world)?;
        for _ in 0..4 {
            world.live(unit, 30);
            world.nodes[0].disk.die_after(world.chance.below(40));
            world.sync(unit, 0, 4)?;
            let loss = if world.chance.happens(30) { Loss::Everything } else { Loss::Torn };
            world.crash(0, loss)?;
            world.sync(unit, 0, 4)?;
        }
        Ok(())
    };
    whole(seed, rule, &Plan { crashes: 24, ..MESSAGES })
}
