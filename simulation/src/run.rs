//! A run: so many actions, each chosen by chance, then everything is settled and checked.

use std::collections::BTreeSet;

use protocol::PersonId;
use wire::Role;

use crate::check::Outcome;
use crate::disk::Loss;
use crate::network::Weather;
use crate::world::World;

/// What may happen in a run, each with its weight among the others.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many relays there are, at most.
    pub relays: u64,
    /// How many phones there are in the beginning, at most.
    pub phones: u64,
    /// How many actions there are.
    pub actions: u64,
    /// What the network does.
    pub weather: Weather,
    /// A hub or relay is killed, or loses its power.
    pub crashes: u64,
    /// A disk fills up, or its `fsync` fails.
    pub disks: u64,
    /// The ward is backed up, or restored.
    pub restores: u64,
    /// A phone is copied.
    pub clones: u64,
    /// A phone is set back.
    pub setbacks: u64,
    /// A clock jumps.
    pub clocks: u64,
    /// Somebody is erased.
    pub erasures: u64,
    /// Somebody is restored on another phone.
    pub moves: u64,
    /// A device is revoked.
    pub revocations: u64,
}

impl Plan {
    /// Nothing goes wrong.
    pub const FAIR: Self = Self {
        relays: 2,
        phones: 4,
        actions: 50,
        weather: Weather {
            lost_requests: 0,
            lost_replies: 0,
            repeated: 0,
            delayed: 0,
            damaged: 0,
            cut: 0,
        },
        crashes: 0,
        disks: 0,
        restores: 0,
        clones: 0,
        setbacks: 0,
        clocks: 0,
        erasures: 0,
        moves: 4,
        revocations: 0,
    };
    /// Everything does.
    pub const ALL: Self = Self {
        relays: 3,
        phones: 5,
        actions: 80,
        weather: Weather::STORMY,
        crashes: 6,
        disks: 5,
        restores: 4,
        clones: 2,
        setbacks: 3,
        clocks: 4,
        erasures: 2,
        moves: 4,
        revocations: 2,
    };
}

/// Runs a seed.
///
/// # Errors
/// With what isn't true in the end; and what happened until then.
pub fn run(seed: u64, plan: &Plan) -> Result<Outcome, (String, Vec<String>)> {
    let fresh = World::new(seed, 0);
    let mut world = fresh.map_err(|error| (format!("{error:#}"), Vec::new()))?;
    let done = play(&mut world, plan);
    done.map_err(|error| (format!("{error:#}"), world.network.trace()))
}

fn play(world: &mut World, plan: &Plan) -> anyhow::Result<Outcome> {
    let relays = world.chance.below(plan.relays + 1);
    for _ in 0..relays {
        let parent = world.chance.index(world.nodes.len());
        world.add_relay(parent)?;
    }
    people(world, plan)?;
    world.network.set_weather(plan.weather);
    for action in 0..plan.actions {
        act(world, plan, action)?;
    }
    world.settle()?;
    world.check()
}

/// An instructor, and learners; everybody is invited to the ward, to a relay, or to both.
fn people(world: &mut World, plan: &Plan) -> anyhow::Result<()> {
    let instructor = world.chance.happens(60).then(|| world.add_unit(Role::Instructor, 1, None));
    for _ in 0..=world.chance.below(plan.phones) {
        let people = 1 + world.chance.index(3);
        let taught = instructor.filter(|_| world.chance.happens(60));
        world.add_unit(Role::Learner, people, taught);
    }
    for unit in 0..world.units.len() {
        let (role, instructor) = (world.units[unit].role, world.units[unit].instructor);
        let hub = world.chance.index(world.nodes.len());
        let both = world.chance.happens(50);
        for hub in BTreeSet::from([hub, if both { 0 } else { hub }]) {
            let instructor = instructor.filter(|_| hub == 0);
            let token = world.invite(hub, role, None, instructor)?;
            world.units[unit].invited.push((hub, token));
        }
    }
    Ok(())
}

fn act(world: &mut World, plan: &Plan, action: u64) -> anyhow::Result<()> {
    let weights = [
        26,
        30,
        14,
        8,
        10,
        plan.crashes,
        plan.disks,
        plan.restores,
        plan.clones,
        plan.setbacks,
        plan.clocks,
        plan.erasures,
        plan.moves,
        plan.revocations,
    ];
    let mut roll = world.chance.below(weights.iter().sum());
    let chosen = weights.iter().position(|weight| {
        let hit = roll < *weight;
        roll = roll.wrapping_sub(*weight);
        hit
    });
    let unit = world.chance.index(world.units.len());
    let node = world.chance.index(world.nodes.len());
    let note = |world: &World, what: String| world.network.note(format!("{action:3} {what}"));
    match chosen.unwrap_or(0) {
        0 => {
            let count = world.live(unit, 40);
            note(world, format!("phone {unit} records {count}"));
        }
        1 => {
            let hubs: Vec<usize> = world.units[unit].phone.hubs.keys().copied().collect();
            let Some(hub) = world.chance.pick(&hubs).copied() else { return Ok(()) };
            let most = 1 + world.chance.index(6);
            note(world, format!("phone {unit} asks hub {hub} up to {most} times"));
            world.sync(unit, hub, most)?;
        }
        2 => {
            let done = world.forward(node);
            note(world, format!("relay {node} passes on: {done}"));
        }
        3 => {
            if let Some(copied) = world.network.late() {
                note(world, format!("a late request arrives at hub {}", copied.to));
                world.run(world.network.arrive(copied));
            }
        }
        4 => {
            let done = world.enrol(unit)?;
            note(world, format!("phone {unit} shows its code: {done}"));
        }
        5 => crash(world, node, action)?,
        6 => spoil(world, node, action),
        7 => {
            if world.copies.is_empty() || world.chance.happens(50) {
                let done = world.back_up();
                note(world, format!("the ward is backed up: {}", done.is_ok()));
            } else {
                let copy = world.chance.index(world.copies.len());
                heal(world, 0)?;
                note(world, format!("the ward is restored from copy {copy}"));
                world.restore(copy)?;
            }
        }
        8 if world.units.len() < 8 => {
            let copy = world.clone_unit(unit);
            note(world, format!("phone {unit} is copied to phone {copy}"));
        }
        9 => set_back(world, unit, action),
        10 => {
            const YEARS: i64 = 50 * 31_557_600_000;
            let jump = world.chance.below(2 * YEARS as u64) as i64 - YEARS;
            note(world, format!("the clocks of phone {unit} and hub {node} jump by {jump} ms"));
            world.set_clock(unit, 1_790_000_000_000 + jump);
            world.set_hub_clock(node, 1_790_000_000_000 - jump);
        }
        11 => erase(world, unit, action)?,
        12 => {
            let known: Vec<PersonId> = world.units[unit].phone.people.keys().copied().collect();
            let other = world.chance.index(world.units.len());
            let Some(person) = world.chance.pick(&known).copied() else { return Ok(()) };
            if other != unit && !world.nodes[0].disk.is_dead() {
                note(world, format!("{person} is to be restored on phone {other}"));
                let _ = world.restore_person(person, other);
            }
        }
        13 => {
            note(world, format!("phone {unit} is revoked"));
            let key = world.units[unit].phone.key().public();
            let hub = std::sync::Arc::clone(world.nodes[0].hub()?);
            let _ = world.run(hub.store().revoke(&key));
        }
        _ => {}
    }
    Ok(())
}

/// A disk that died in the middle of a write takes its hub with it.
fn heal(world: &mut World, node: usize) -> anyhow::Result<()> {
    world.nodes[node].disk.heal();
    if world.nodes[node].disk.is_dead() { world.crash(node, Loss::Torn) } else { Ok(()) }
}

fn crash(world: &mut World, node: usize, action: u64) -> anyhow::Result<()> {
    let disk = &world.nodes[node].disk;
    if world.chance.happens(40) && !disk.is_dead() {
        // In the middle of what it does next.
        let writes = world.chance.below(30);
        disk.die_after(writes);
        world.network.note(format!("{action:3} hub {node} dies after {writes} writes"));
        return Ok(());
    }
    let loss = match world.chance.below(3) {
        0 => Loss::Nothing,
        1 => Loss::Everything,
        _ => Loss::Torn,
    };
    world.network.note(format!("{action:3} hub {node} crashes, losing {loss:?}"));
    world.crash(node, loss)
}

fn spoil(world: &mut World, node: usize, action: u64) {
    let disk = &world.nodes[node].disk;
    match world.chance.below(4) {
        0 => {
            let room = world.chance.below(60_000);
            disk.set_room(Some(room));
            world.network.note(format!("{action:3} hub {node} has room for {room} bytes"));
        }
        1 => {
            let (after, count) = (world.chance.below(6), 1 + world.chance.below(4));
            disk.fail_syncs(after, count);
            world.network.note(format!("{action:3} hub {node}: {count} fsyncs fail after {after}"));
        }
        _ => {
            disk.set_room(None);
            world.network.note(format!("{action:3} hub {node} has room again"));
        }
    }
}

fn set_back(world: &mut World, unit: usize, action: u64) {
    let one = &mut world.units[unit];
    let count = one.backups.len();
    if count == 0 || world.chance.happens(50) {
        one.backups.push(one.phone.clone());
        world.network.note(format!("{action:3} phone {unit} is backed up"));
    } else {
        let copy = world.chance.index(count);
        one.phone = one.backups[copy].clone();
        world.may_have_gaps = true;
        world.network.note(format!("{action:3} phone {unit} is set back to copy {copy}"));
    }
}

fn erase(world: &mut World, unit: usize, action: u64) -> anyhow::Result<()> {
    let people: Vec<PersonId> = world.units[unit].phone.people.keys().copied().collect();
    let Some(person) = world.chance.pick(&people).copied() else { return Ok(()) };
    if world.chance.happens(50) {
        world.network.note(format!("{action:3} phone {unit} erases {person}"));
        world.oracle.erased.insert(person);
        world.units[unit].phone.erase(person);
    } else {
        world.network.note(format!("{action:3} the ward erases {person}"));
        // A disk that fails says so; the keeper tries again.
        if world.erase(person).is_err() {
            heal(world, 0)?;
            world.erase(person)?;
        }
    }
    Ok(())
}
