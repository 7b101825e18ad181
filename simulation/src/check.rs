//! After the faults: the network heals, everything syncs until nothing changes, and then
//! everything has to be true.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use hub::keeping::{self, Finding};
use progress::{Clocks, Progress};
use protocol::{PersonId, Recorded};
use segment::Hash;

use crate::disk::Loss;
use crate::network::Weather;
use crate::oracle::Oracle;
use crate::phone::Sent;
use crate::world::World;

/// More rounds than anything needs that isn't wedged.
const ROUNDS: usize = 40;

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Events that the ward has in the end.
    pub events: usize,
    /// The hash of its export.
    pub export: Vec<u8>,
    /// What happened.
    pub trace: Vec<String>,
}

impl World {
    /// Heals everything and syncs until nothing changes.
    ///
    /// # Errors
    /// When it doesn't come to an end.
    pub fn settle(&mut self) -> anyhow::Result<()> {
        self.network.note("everything heals");
        self.network.set_weather(Weather::default());
        for node in 0..self.nodes.len() {
            self.nodes[node].disk.heal();
            if self.nodes[node].disk.is_dead() || !self.nodes[node].is_open() {
                self.crash(node, Loss::Torn)?;
            }
        }
        while let Some(copied) = self.network.late() {
            self.run(self.network.arrive(copied));
        }
        let mut before = String::new();
        for round in 0..ROUNDS {
            for unit in 0..self.units.len() {
                self.let_in(unit)?;
                let hubs: Vec<usize> = self.units[unit].phone.hubs.keys().copied().collect();
                for hub in hubs {
                    self.units[unit].phone.seal(&self.chance);
                    self.sync(unit, hub, 400)?;
                }
            }
            for relay in 1..self.nodes.len() {
                // Restored from before it was let in: its keeper asks for a new code.
                let done = self.forward(relay);
                self.network.note(format!("round {round}: relay {relay} passes on: {done}"));
                if done.contains("refuses this relay") {
                    let parent = self.nodes[relay].parent.unwrap_or_default();
                    self.put_below(relay, parent)?;
                }
            }
            let now = self.state()?;
            if now == before {
                self.network.note(format!("still after {round} rounds"));
                for (number, unit) in self.units.iter().enumerate() {
                    let hubs: Vec<_> = unit.phone.hubs.keys().collect();
                    let sent: Vec<_> = unit.phone.segments.iter().map(|own| own.sent).collect();
                    self.network.note(format!("phone {number} of {hubs:?}: {sent:?}"));
                }
                for node in &self.nodes {
                    for put in self.run(node.hub()?.store().quarantine(1_000))? {
                        let (hash, reason) = (put.hash, put.reason);
                        let name = node.name();
                        self.network.note(format!("{name} has put {hash} aside: {reason:?}"));
                    }
                }
                return Ok(());
            }
            before = now;
        }
        bail!("wedged: something still changes after {ROUNDS} rounds")
    }

    /// Whoever is let in nowhere, or isn't any more, asks for a new code. One that was copied does
    /// so as another installation, or the copies would put each other out for ever.
    fn let_in(&mut self, unit: usize) -> anyhow::Result<()> {
        let refused = std::mem::take(&mut self.units[unit].refused);
        let family = self.units[unit].family;
        if !refused.is_empty() && self.units.iter().filter(|one| one.family == family).count() > 1 {
            self.units[unit].phone.renew(&self.chance);
        }
        let nowhere = self.units[unit].phone.hubs.is_empty() && self.units[unit].invited.is_empty();
        for hub in refused.into_iter().chain(nowhere.then_some(0)) {
            let (role, instructor) = (self.units[unit].role, self.units[unit].instructor);
            let token = self.invite(hub, role, None, instructor.filter(|_| hub == 0))?;
            self.units[unit].invited.push((hub, token));
            for person in self.units[unit].restored.clone() {
                self.restore_person(person, unit)?;
            }
        }
        while !self.units[unit].invited.is_empty() {
            self.enrol(unit)?;
        }
        Ok(())
    }

    /// What tells one state of everything from another.
    fn state(&mut self) -> anyhow::Result<String> {
        let mut state = String::new();
        for node in &self.nodes {
            let counts = self.run(node.hub()?.store().counts())?;
            let passed = self.run(node.hub()?.store().passed(100_000))?.len();
            state.push_str(&format!("{counts:?} {passed}"));
        }
        for unit in &self.units {
            let phone = &unit.phone;
            let sent: Vec<Sent> = phone.segments.iter().map(|own| own.sent).collect();
            let (others, people) = (phone.others.len(), phone.people.len());
            state.push_str(&format!("{sent:?} {others} {people} {:?}", phone.erased));
            state.push_str(&format!("{:?}", unit.refused));
        }
        Ok(state)
    }

    /// Checks everything that has to be true once nothing changes any more.
    ///
    /// # Errors
    /// With what isn't.
    pub fn check(&mut self) -> anyhow::Result<Outcome> {
        let export = self.run(self.nodes[0].export())?;
        let on_phones = self.on_phones();
        let found = self.oracle.compare(&export, &on_phones).map_err(anyhow::Error::msg)?;
        self.check_counts(&found)?;
        self.check_phones(&found)?;
        self.check_relays()?;
        for node in &self.nodes {
            let verified = self.run(keeping::verify(node.hub()?))?;
            let wrong = |finding: &&Finding| !self.may_be_found(finding);
            if let Some(finding) = verified.findings.iter().find(wrong) {
                bail!("{}: {finding:?}", node.name());
            }
        }
        Ok(Outcome {
            events: found.len(),
            export: Hash::of("simulated export", export.as_bytes()).0.to_vec(),
            trace: self.network.trace(),
        })
    }

    /// A phone that was set back can have lost what came before something that arrived.
    fn may_be_found(&self, finding: &Finding) -> bool {
        self.may_have_gaps && finding.what == "the segment before it is missing"
    }

    fn check_counts(&self, found: &[&Recorded]) -> anyhow::Result<()> {
        let hub = self.nodes[0].hub()?;
        let people: BTreeSet<PersonId> = found.iter().map(|recorded| recorded.subject).collect();
        for person in people {
            let row = self.run(hub.store().learner(&person))?;
            let row = row.with_context(|| format!("the ward doesn't know {person}"))?;
            let count = Oracle::count(found, person);
            ensure!(row.events == count, "{person}: {} events counted, not {count}", row.events);
            let of = found.iter().copied().filter(|recorded| recorded.subject == person);
            let folded = Progress::fold(of).seen_by(&Clocks::default());
            let lessons: Vec<_> = folded.lessons().map(|(id, one)| (id.clone(), one)).collect();
            ensure!(row.lessons == lessons, "{person}: the progress isn't that of the events");
        }
        Ok(())
    }

    fn check_phones(&self, found: &[&Recorded]) -> anyhow::Result<()> {
        let at_ward: BTreeSet<_> = found.iter().map(|one| (one.subject, one.id)).collect();
        for (number, unit) in self.units.iter().enumerate() {
            let phone = &unit.phone;
            for own in &phone.segments {
                let erased = self.oracle.erased.contains(&own.person);
                match own.sent {
                    _ if erased => {}
                    Sent::Durable => {
                        let there = |one: &Recorded| at_ward.contains(&(one.subject, one.id));
                        let all = phone.events_of(own).iter().all(there);
                        ensure!(all, "phone {number} shows as sent what isn't at the ward");
                    }
                    sent => bail!("phone {number}: a segment is left as {sent:?}"),
                }
            }
            let of_copies = |held: &PersonId| {
                let copies = self.units.iter().filter(|other| other.family == unit.family);
                copies.into_iter().any(|copy| copy.may_hold.contains(held))
            };
            let foreign = phone.holds().into_iter().find(|held| !of_copies(held));
            ensure!(foreign.is_none(), "phone {number} holds {foreign:?}, who is none of its own");
            if phone.hubs.contains_key(&0) {
                // Somebody about whom nothing was ever written is known to nobody else.
                let mut subjects = phone.events().map(|recorded| recorded.subject);
                let left = subjects.find(|one| self.oracle.erased.contains(one));
                ensure!(left.is_none(), "phone {number} holds {left:?}, who was erased");
                self.check_completeness(number, found)?;
            }
        }
        Ok(())
    }

    /// A phone gets everything about its people that other installations wrote.
    fn check_completeness(&self, number: usize, found: &[&Recorded]) -> anyhow::Result<()> {
        let unit = &self.units[number];
        let mut held: BTreeMap<PersonId, BTreeSet<_>> = BTreeMap::new();
        for recorded in unit.phone.events() {
            held.entry(recorded.subject).or_default().insert(recorded.id);
        }
        // What a copy of it wrote under the same name is not sent back to it.
        let own: BTreeSet<_> = unit.phone.logs_of_all_keys(found);
        for recorded in found {
            let log = recorded.id.log;
            let mine = unit.phone.people.contains_key(&recorded.subject) && !own.contains(&log);
            let has = || held.get(&recorded.subject).is_some_and(|ids| ids.contains(&recorded.id));
            if mine && !has() {
                let wrote = |other: &&crate::world::Unit| other.phone.logs.contains_key(&log);
                let by = self.units.iter().position(|other| wrote(&other));
                let (person, seq) = (recorded.subject, recorded.id.seq);
                bail!("phone {number} never gets event {seq} about {person}, by phone {by:?}");
            }
        }
        Ok(())
    }

    fn check_relays(&self) -> anyhow::Result<()> {
        let ward = Arc::clone(self.nodes[0].hub()?);
        for node in &self.nodes[1..] {
            let hub = node.hub()?;
            let stored = self.run(hub.store().segments_after(0, usize::MAX >> 1))?;
            let names: Vec<Hash> = stored.iter().map(|one| one.hash).collect();
            for (one, state) in stored.iter().zip(self.run(ward.store().states(&names))?) {
                let erased = self.oracle.erased.contains(&one.owner.person);
                let known = state.is_some() || erased;
                ensure!(known, "{} holds a segment that the ward doesn't", node.name());
                let bare = || {
                    let read = segment::Segment::from_bytes(&one.bytes);
                    read.is_ok_and(|segment| segment.body().is_none())
                };
                ensure!(!erased || bare(), "{} holds {}, who was erased", node.name(), one.hash);
            }
        }
        Ok(())
    }
}
