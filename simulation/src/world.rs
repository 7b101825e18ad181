//! Everything that takes part in a run, and what can be done to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use anyhow::{Context, bail};
use hub::service::{LinkError, NewCode, Upstream, Ward};
use protocol::{PersonId, Recorded, Stamp, UnixMillis, export_line};
use segment::{DeviceKey, WardKey, WardPublicKey};
use tokio::runtime::Runtime;
use wire::{EnrolRequest, EnrolResponse, Role, SyncResponse, path};

use crate::disk::Loss;
use crate::network::Network;
use crate::node::Node;
use crate::people::learners;
use crate::phone::{Phone, Sent};
use crate::{Chance, oracle::Oracle};

/// A phone, and what is known of it from outside.
pub struct Unit {
    /// What it remembers.
    pub phone: Phone,
    /// Its role.
    pub role: Role,
    /// Copies of what it remembered.
    pub backups: Vec<Phone>,
    /// Tokens that it was given and hasn't used, by hub.
    pub invited: Vec<(usize, [u8; 16])>,
    /// Who was restored on it.
    pub restored: BTreeSet<PersonId>,
    /// Hubs that don't let it in any more.
    pub refused: BTreeSet<usize>,
    /// Whom it may hold.
    pub may_hold: BTreeSet<PersonId>,
    /// Which phone it was before it was copied: copies pass for the same device.
    pub family: usize,
    /// Its instructor, by number.
    pub instructor: Option<usize>,
    /// Its wall clock.
    pub wall: i64,
    boot: u32,
}

/// A run.
pub struct World {
    /// Where all chance comes from.
    pub chance: Chance,
    /// What connects everybody.
    pub network: Arc<Network>,
    /// The ward's hub and the relays.
    pub nodes: Vec<Node>,
    /// The phones.
    pub units: Vec<Unit>,
    /// What has to be true.
    pub oracle: Oracle,
    /// The ward.
    pub ward: WardPublicKey,
    /// Copies of the ward's storage, with what had been promised by then.
    pub copies: Vec<(PathBuf, Oracle)>,
    /// How many events of each person have happened.
    lived: BTreeMap<PersonId, usize>,
    /// A phone was set back: what came before something that arrived may be lost.
    pub may_have_gaps: bool,
    next_person: usize,
    runtime: Runtime,
    _folder: tempfile::TempDir,
}

impl Drop for World {
    /// Within the runtime, where the writers live.
    fn drop(&mut self) {
        for node in &mut self.nodes {
            let _ = self.runtime.block_on(node.close());
        }
    }
}

/// Memory, where there is such a folder: what is durable is decided by the disks' own state.
fn folder() -> std::io::Result<tempfile::TempDir> {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }
}

impl World {
    /// A ward's hub and so many relays, each below one that was there before.
    ///
    /// # Errors
    /// When no hub can be opened.
    pub fn new(seed: u64, relays: usize) -> anyhow::Result<Self> {
        let chance = Chance::of(seed);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        let network = Arc::new(Network::new(chance.fork()));
        let folder = folder()?;
        let key = WardKey::from_secret(&chance.bytes());
        let public = key.public();
        let ward = Ward { name: "Phường".to_owned(), public, key: Some(key) };
        let mut world = Self {
            network,
            nodes: Vec::new(),
            units: Vec::new(),
            oracle: Oracle::default(),
            ward: public,
            copies: Vec::new(),
            lived: BTreeMap::new(),
            may_have_gaps: false,
            next_person: chance.index(learners().len()),
            chance,
            runtime,
            _folder: folder,
        };
        world.add_node(ward)?;
        for _ in 0..relays {
            let parent = world.chance.index(world.nodes.len());
            world.add_relay(parent)?;
        }
        Ok(world)
    }

    fn add_node(&mut self, ward: Ward) -> anyhow::Result<usize> {
        let number = self.nodes.len();
        let folder = self._folder.path().join(format!("node-{number}"));
        let mut node = Node::new(folder, number, ward, &self.network, self.chance.fork())?;
        self.runtime.block_on(node.open())?;
        self.nodes.push(node);
        Ok(number)
    }

    /// A relay below the hub `parent`.
    ///
    /// # Errors
    /// When it can't be opened or isn't let in.
    pub fn add_relay(&mut self, parent: usize) -> anyhow::Result<usize> {
        let ward = Ward { name: "Phường".to_owned(), public: self.ward, key: None };
        let number = self.add_node(ward)?;
        self.put_below(number, parent)?;
        Ok(number)
    }

    /// Lets a relay pass on to `parent` from now on.
    ///
    /// # Errors
    /// When it isn't let in.
    pub fn put_below(&mut self, relay: usize, parent: usize) -> anyhow::Result<()> {
        let token = self.invite(parent, Role::Instructor, None, None)?;
        let key = DeviceKey::from_secret(&self.chance.bytes());
        let request = wire::to_bytes(&EnrolRequest::signed(token, &key, Vec::new()));
        let hub = Arc::clone(self.nodes[parent].hub()?);
        let answer = self.runtime.block_on(hub.enrol(&request))?;
        let upstream = Upstream {
            addresses: Vec::new(),
            certificate_sha256: [0; 32],
            ward: self.ward,
            ward_name: "Phường".to_owned(),
            credential: answer.credential,
            incarnation: None,
            cursor: Vec::new(),
        };
        let node = &mut self.nodes[relay];
        (node.upstream, node.parent) = (Some(Arc::new(Mutex::new(upstream))), Some(parent));
        node.climb();
        self.network.note(format!("relay {relay} is below {}", self.nodes[parent].name()));
        Ok(())
    }

    /// Runs something of the hubs to its end.
    pub fn run<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// A token for one device.
    ///
    /// # Errors
    /// Whatever the hub's storage does.
    pub fn invite(
        &self,
        hub: usize,
        role: Role,
        person: Option<PersonId>,
        instructor: Option<usize>,
    ) -> anyhow::Result<[u8; 16]> {
        let instructor = instructor.map(|unit| self.units[unit].phone.key().public());
        let code = NewCode { role, group: Some("Tổ 1".to_owned()), person, instructor };
        let hub = Arc::clone(self.nodes[hub].hub()?);
        Ok(self.run(hub.invite(code, Vec::new()))?.token)
    }

    /// A phone with so many people on it, invited nowhere.
    pub fn add_unit(&mut self, role: Role, people: usize, instructor: Option<usize>) -> usize {
        let mut unit = Unit {
            phone: Phone::new(&self.chance),
            role,
            backups: Vec::new(),
            invited: Vec::new(),
            restored: BTreeSet::new(),
            refused: BTreeSet::new(),
            may_hold: BTreeSet::new(),
            family: self.units.len(),
            instructor,
            wall: 1_790_000_000_000,
            boot: 1,
        };
        for _ in 0..people {
            let learner = &learners()[self.next_person % learners().len()];
            self.next_person += 1;
            unit.phone.add_person(learner.person, &self.chance);
            unit.may_hold.insert(learner.person);
            if let Some(instructor) = instructor {
                self.units[instructor].may_hold.insert(learner.person);
            }
        }
        self.units.push(unit);
        self.units.len() - 1
    }

    /// Records what somebody on this phone does next; how much.
    pub fn live(&mut self, unit: usize, most: usize) -> usize {
        let people: Vec<PersonId> = self.units[unit].phone.people.keys().copied().collect();
        let Some(person) = self.chance.pick(&people).copied() else { return 0 };
        let Some(learner) = learners().iter().find(|one| one.person == person) else { return 0 };
        let lived = self.lived.entry(person).or_default();
        let count = (1 + self.chance.index(most)).min(learner.events.len() - *lived);
        let unit = &mut self.units[unit];
        for (stamp, event) in learner.events.iter().skip(*lived).take(count) {
            unit.wall = unit.wall.saturating_add(1_000);
            let wall = UnixMillis(unit.wall);
            let stamp = Stamp { wall, boot: unit.boot, ..*stamp };
            if let Some(recorded) = unit.phone.record(person, stamp, event.clone()) {
                self.oracle.made(&recorded);
            }
        }
        *lived += count;
        // Sealed at once, as when the app is left.
        unit.phone.seal(&self.chance);
        count
    }

    /// One try to be let in by a hub that gave a token.
    ///
    /// # Errors
    /// When the answer is no answer.
    pub fn enrol(&mut self, unit: usize) -> anyhow::Result<bool> {
        let Some(&(hub, token)) = self.units[unit].invited.first() else { return Ok(false) };
        let body = self.units[unit].phone.enrol(token, &self.ward, &self.chance);
        match self.run(self.network.post(hub, path::ENROL, &body)) {
            Ok(answer) => {
                let answer: EnrolResponse = wire::from_bytes(&answer)?;
                self.units[unit].phone.enrolled(hub, &answer);
                self.units[unit].refused.remove(&hub);
                self.units[unit].invited.remove(0);
                Ok(true)
            }
            // The phone turned out to be a copy meanwhile, or another has used it: for a new one.
            Err(LinkError::Refused(_)) => {
                self.units[unit].invited.remove(0);
                Ok(false)
            }
            Err(LinkError::Unreachable) => Ok(false),
        }
    }

    /// At most so many requests to one hub; whether there is more to be said.
    ///
    /// # Errors
    /// When an answer is no answer, or a promise is broken on the spot.
    pub fn sync(&mut self, unit: usize, hub: usize, most: usize) -> anyhow::Result<bool> {
        let mut more = true;
        for _ in 0..most {
            let one = &mut self.units[unit];
            let wall = UnixMillis(one.wall);
            let Some(asking) = one.phone.ask(hub, wall, &self.ward, &self.chance) else {
                return Ok(false);
            };
            let answer = match self.run(self.network.post(hub, path::SYNC, &asking.body)) {
                Ok(answer) => answer,
                Err(LinkError::Unreachable) => return Ok(true),
                Err(LinkError::Refused(400)) => bail!("a sound request was called malformed"),
                Err(LinkError::Refused(_)) => {
                    self.network.note(format!("    phone {unit} is not let in"));
                    self.units[unit].phone.refused(hub);
                    self.units[unit].refused.insert(hub);
                    return Ok(false);
                }
            };
            let response: SyncResponse =
                wire::from_bytes(&answer).context("an answer that is none")?;
            let ward = self.ward;
            let phone = &mut self.units[unit].phone;
            let (news, again) = phone.answered(hub, &asking, &response, &ward, &self.chance);
            for (hash, sent) in news {
                let own = phone.segments.iter().find(|own| own.hash == hash);
                let Some(own) = own else { continue };
                for recorded in phone.events_of(own) {
                    match sent {
                        Sent::Durable => self.oracle.promised_by_ward(recorded),
                        Sent::Received(_) => self.oracle.promised_by_relay(recorded),
                        Sent::Not | Sent::Quarantined => {}
                    }
                }
            }
            more = again;
            if !more {
                break;
            }
        }
        Ok(more)
    }

    /// A relay passes on.
    pub fn forward(&mut self, relay: usize) -> String {
        let Self { nodes, runtime, .. } = self;
        runtime.block_on(nodes[relay].forward())
    }

    /// A hub crashes and is opened again.
    ///
    /// # Errors
    /// When it can't be.
    pub fn crash(&mut self, node: usize, loss: Loss) -> anyhow::Result<()> {
        let Self { nodes, runtime, .. } = self;
        runtime.block_on(nodes[node].crash(loss))
    }

    /// Copies the ward's storage.
    ///
    /// # Errors
    /// Whatever the storage does.
    pub fn back_up(&mut self) -> anyhow::Result<()> {
        let copy = self.run(self.nodes[0].backup())?;
        self.copies.push((copy, self.oracle.clone()));
        Ok(())
    }

    /// Puts a copy in the place of the ward's storage. What it promised since is void.
    ///
    /// # Errors
    /// When the copy isn't sound.
    pub fn restore(&mut self, copy: usize) -> anyhow::Result<()> {
        let (path, then) = self.copies[copy].clone();
        let Self { nodes, runtime, .. } = self;
        runtime.block_on(nodes[0].restore(&path))?;
        self.oracle.ward_was_restored(&then);
        Ok(())
    }

    /// Another phone with everything that this one has.
    pub fn clone_unit(&mut self, unit: usize) -> usize {
        let from = &self.units[unit];
        let copy = Unit {
            phone: from.phone.clone(),
            role: from.role,
            backups: Vec::new(),
            invited: from.invited.clone(),
            restored: from.restored.clone(),
            refused: from.refused.clone(),
            may_hold: from.may_hold.clone(),
            family: from.family,
            instructor: from.instructor,
            wall: from.wall,
            boot: from.boot,
        };
        self.units.push(copy);
        self.units.len() - 1
    }

    /// The person is restored on another phone.
    ///
    /// # Errors
    /// Whatever the ward's storage does.
    pub fn restore_person(&mut self, person: PersonId, unit: usize) -> anyhow::Result<()> {
        let role = self.units[unit].role;
        let token = self.invite(0, role, Some(person), self.units[unit].instructor)?;
        self.units[unit].invited.push((0, token));
        self.units[unit].may_hold.insert(person);
        self.units[unit].restored.insert(person);
        if let Some(instructor) = self.units[unit].instructor {
            self.units[instructor].may_hold.insert(person);
        }
        Ok(())
    }

    /// The ward erases somebody.
    ///
    /// # Errors
    /// Whatever the ward's storage does.
    pub fn erase(&mut self, person: PersonId) -> anyhow::Result<()> {
        let hub = Arc::clone(self.nodes[0].hub()?);
        // Whether or not it is said to have been done: it has begun.
        self.oracle.erased.insert(person);
        self.run(hub.erase_person(person))?;
        Ok(())
    }

    /// Sets the clock of a phone, and begins another boot.
    pub fn set_clock(&mut self, unit: usize, wall: i64) {
        self.units[unit].wall = wall;
        self.units[unit].boot = self.units[unit].boot.wrapping_add(1);
    }

    /// Sets the clock of a hub.
    pub fn set_hub_clock(&mut self, node: usize, wall: i64) {
        self.nodes[node].clock.store(wall, Ordering::SeqCst);
    }

    /// Everything that phones have written and still have, as lines. What they got from others
    /// they don't send.
    #[must_use]
    pub fn on_phones(&self) -> BTreeSet<String> {
        let events = self.units.iter().flat_map(|unit| unit.phone.own_events());
        events.map(|recorded: &Recorded| export_line(recorded)).collect()
    }
}
