//! The app's own store and sync instead of the plain phone, under what can happen to a folder: it
//! is copied, set back, with and without its key; the app is killed; hubs crash and are restored.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{bail, ensure};
use protocol::{Event, PersonId, Stamp, UnixMillis};
use sync::CarryError;

use super::Seeded;
use crate::disk::Loss;
use crate::handset::{Handset, Over, code, copy};
use crate::network::Weather;
use crate::people::learners;
use crate::world::World;

/// A device, its people, and how much of what they do has happened.
struct Held {
    handset: Option<Handset>,
    people: Vec<(PersonId, usize)>,
    hubs: BTreeSet<usize>,
    backup: Option<PathBuf>,
}

struct Scene {
    world: World,
    held: Vec<Held>,
    folder: tempfile::TempDir,
    copies: usize,
}

fn now() -> Stamp {
    Stamp { wall: UnixMillis(1_790_000_000_000), boot: 1, monotonic_millis: 0 }
}

/// Runs a seed.
///
/// # Errors
/// With what isn't true in the end.
pub fn run(seed: u64) -> Seeded {
    let told = |error: anyhow::Error| (format!("{error:#}"), Vec::new());
    let mut scene = begin(seed).map_err(told)?;
    let done = play(&mut scene);
    done.map_err(|error| (format!("{error:#}"), scene.world.network.trace()))
}

fn begin(seed: u64) -> anyhow::Result<Scene> {
    let mut world = World::new(seed, 0)?;
    for _ in 0..world.chance.below(3) {
        let parent = world.chance.index(world.nodes.len());
        world.add_relay(parent)?;
    }
    let memory = std::path::Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory)? } else { tempfile::tempdir()? };
    let mut held = Vec::new();
    let mut next = world.chance.index(learners().len());
    for number in 0..2 + world.chance.index(3) {
        let handset =
            Handset::open(folder.path().join(format!("device-{number}")), world.chance.fork())?;
        let mut people = Vec::new();
        for _ in 0..=world.chance.index(2) {
            people.push((learners()[next % learners().len()].person, 0));
            next += 1;
        }
        let hub = world.chance.index(world.nodes.len());
        let hubs = if world.chance.happens(50) { BTreeSet::from([hub, 0]) } else { [hub].into() };
        held.push(Held { handset: Some(handset), people, hubs, backup: None });
    }
    let mut scene = Scene { world, held, folder, copies: 0 };
    for at in 0..scene.held.len() {
        for _ in 0..scene.held[at].people.len() {
            scene.live(at)?;
        }
        for hub in scene.held[at].hubs.clone() {
            scene.let_in(at, hub)?;
        }
    }
    Ok(scene)
}

impl Scene {
    fn handset(&mut self, at: usize) -> anyhow::Result<&mut Handset> {
        let handset = self.held[at].handset.as_mut();
        handset.ok_or_else(|| anyhow::anyhow!("device {at} is closed"))
    }

    /// What the person on it who did least does next.
    fn live(&mut self, at: usize) -> anyhow::Result<()> {
        let count = 1 + self.world.chance.index(40);
        let held = &mut self.held[at];
        let Some((person, lived)) = held.people.iter_mut().min_by_key(|(_, lived)| *lived) else {
            return Ok(());
        };
        let Some(learner) = learners().iter().find(|one| one.person == *person) else {
            return Ok(());
        };
        let events: Vec<_> = learner.events.iter().skip(*lived).take(count).collect();
        *lived += events.len();
        // Nothing of those who don't agree is sent: here everybody does.
        let agreed = |event: &Event| !matches!(event, Event::ConsentSet(set) if !set.given);
        let events: Vec<_> = events.into_iter().filter(|(_, one)| agreed(one)).cloned().collect();
        let person = *person;
        if !events.is_empty() {
            let handset = self.handset(at)?;
            let all = handset.record(person, &events)?;
            // As after each lesson. What isn't sealed when a backup is made, and comes back
            // without its key, can never be sent.
            handset.syncer.seal(&mut handset.store)?;
            all.iter().for_each(|recorded| self.world.oracle.made(recorded));
        }
        Ok(())
    }

    fn let_in(&mut self, at: usize, hub: usize) -> anyhow::Result<()> {
        let invitation = code(&self.world, hub)?;
        let (world, held) = (&self.world, &mut self.held[at]);
        let Some(handset) = &mut held.handset else { return Ok(()) };
        for _ in 0..50 {
            if handset.enrol(&invitation, &mut Over(world))? {
                return Ok(());
            }
        }
        bail!("device {at} is never let in by hub {hub}")
    }

    /// Syncs; the hubs that don't let it in, and how many events are not at the ward yet.
    fn sync(&mut self, at: usize) -> anyhow::Result<(bool, u64)> {
        let (world, held) = (&self.world, &mut self.held[at]);
        let Some(handset) = &mut held.handset else { return Ok((false, 0)) };
        let report = handset.sync(&mut Over(world), now())?;
        let refused = report.troubles.iter().any(|one| matches!(one.error, CarryError::Refused(_)));
        let what = format!(
            "  device {at}: {} sent, {} durable, {} pending, forked {}",
            report.sent, report.acknowledged, report.pending, report.forked
        );
        world.network.note(what);
        // Every event of it is known to be at the ward: from now on that is a promise.
        let all = report.standings.values().all(|one| one.acknowledged == one.total);
        if all && report.pending == 0 {
            for recorded in handset.own_events()? {
                self.world.oracle.promised_by_ward(&recorded);
            }
        }
        Ok((refused, report.pending))
    }

    /// Closes a device in the middle, does something to its folder, and opens it again.
    fn reopen(
        &mut self,
        at: usize,
        what: impl FnOnce(&std::path::Path) -> std::io::Result<()>,
    ) -> anyhow::Result<()> {
        let Some(handset) = self.held[at].handset.take() else { return Ok(()) };
        let (folder, chance) = handset.close();
        what(&folder)?;
        self.held[at].handset = Some(Handset::open(folder, chance)?);
        Ok(())
    }

    fn new_folder(&mut self) -> PathBuf {
        self.copies += 1;
        self.folder.path().join(format!("copy-{}", self.copies))
    }
}

fn act(scene: &mut Scene, action: u64) -> anyhow::Result<()> {
    let at = scene.world.chance.index(scene.held.len());
    let node = scene.world.chance.index(scene.world.nodes.len());
    let note = |scene: &Scene, what: String| scene.world.network.note(format!("{action:3} {what}"));
    match scene.world.chance.below(24) {
        0..8 => scene.live(at)?,
        8..14 => {
            note(scene, format!("device {at} syncs"));
            scene.sync(at)?;
        }
        14..17 => {
            let done = scene.world.forward(node);
            note(scene, format!("relay {node} passes on: {done}"));
        }
        17 => {
            note(scene, format!("the app on device {at} is killed"));
            scene.reopen(at, |_| Ok(()))?;
        }
        18 => {
            let loss = if scene.world.chance.happens(50) { Loss::Everything } else { Loss::Torn };
            note(scene, format!("hub {node} crashes, losing {loss:?}"));
            scene.world.crash(node, loss)?;
        }
        19 => {
            if let Some(copied) = scene.world.network.late() {
                scene.world.run(scene.world.network.arrive(copied));
            }
        }
        20 => {
            if let Some(backup) = scene.held[at].backup.clone() {
                // A backup of the phone's own doesn't hold the key; a copied folder does.
                let with_key = scene.world.chance.happens(50);
                note(scene, format!("device {at} is set back, key and all: {with_key}"));
                scene.world.may_have_gaps = true;
                scene.reopen(at, |folder| {
                    if with_key {
                        return copy(&backup, folder);
                    }
                    std::fs::remove_dir_all(folder.join("keys"))?;
                    copy(&backup.join("data"), &folder.join("data"))
                })?;
            } else {
                let target = scene.new_folder();
                note(scene, format!("device {at} is backed up"));
                scene.reopen(at, |folder| copy(folder, &target))?;
                scene.held[at].backup = Some(target);
            }
        }
        21 if scene.held.len() < 6 => {
            let target = scene.new_folder();
            let (people, hubs) = (scene.held[at].people.clone(), scene.held[at].hubs.clone());
            note(scene, format!("device {at} is copied to device {}", scene.held.len()));
            scene.reopen(at, |folder| copy(folder, &target))?;
            let handset = Handset::open(target, scene.world.chance.fork())?;
            scene.held.push(Held { handset: Some(handset), people, hubs, backup: None });
        }
        22 => {
            if scene.world.copies.is_empty() {
                note(scene, "the ward is backed up".to_owned());
                scene.world.back_up()?;
            } else {
                note(scene, "the ward is restored".to_owned());
                scene.world.restore(0)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn play(scene: &mut Scene) -> anyhow::Result<u64> {
    scene.world.network.set_weather(Weather::STORMY);
    for action in 0..40 {
        act(scene, action)?;
    }
    scene.world.network.set_weather(Weather::default());
    let mut still = 0;
    for round in 0..30 {
        scene.world.network.note(format!("round {round}"));
        scene.world.settle()?;
        let mut waiting = 0;
        for at in 0..scene.held.len() {
            let (refused, pending) = scene.sync(at)?;
            if refused {
                for hub in scene.held[at].hubs.clone() {
                    scene.let_in(at, hub)?;
                }
            }
            waiting += pending + u64::from(refused);
        }
        still = if waiting == 0 { still + 1 } else { 0 };
        if still == 3 {
            return check(scene);
        }
    }
    bail!("wedged: devices still have something to send after 30 rounds")
}

fn check(scene: &mut Scene) -> anyhow::Result<u64> {
    let mut on_devices = BTreeSet::new();
    for at in 0..scene.held.len() {
        let own: BTreeSet<PersonId> = scene.held[at].people.iter().map(|(one, _)| *one).collect();
        let handset = scene.handset(at)?;
        on_devices.extend(handset.lines()?);
        let held = sync::people_of(&handset.store)?;
        let foreign = held.iter().find(|(person, _)| !own.contains(person));
        ensure!(foreign.is_none(), "device {at} holds somebody who is none of its own");
    }
    let export = scene.world.run(scene.world.nodes[0].export())?;
    let found = scene.world.oracle.compare(&export, &on_devices).map_err(anyhow::Error::msg)?;
    let count = found.len();
    let outcome = scene.world.check()?;
    ensure!(outcome.events == count, "two exports differ");
    Ok(count as u64)
}
