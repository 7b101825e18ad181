//! A whole sync: seals what is new, visits the hubs of each ward in turn, and takes in what came.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{ClockPin, PersonId, Stamp};
use wire::{SyncResponse, path};

use crate::outbox::{FETCHING, Hub, Outbox, Standing};
use crate::seal::seal_log;
use crate::visit::Visit;
use crate::{
    Carrier, CarryError, DeviceKeys, Events, LinkKind, Network, Random, SyncError, To, Traffic,
    take_in,
};

/// More requests to one hub in one sync than any history needs: whatever a hub says, it ends.
const MAX_REQUESTS: usize = 10_000;

/// The device's side of sync.
#[derive(Debug)]
pub struct Syncer {
    /// What is remembered.
    pub outbox: Outbox,
    /// The device's keys.
    pub keys: DeviceKeys,
    /// Where nonces and keys come from.
    pub random: Random,
    /// Hubs that asked not to be asked before this, in milliseconds of the monotonic clock.
    resting: BTreeMap<i64, u64>,
}

/// What a hub did not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The ward whose hub it is.
    pub ward_name: String,
    /// What went wrong.
    pub error: CarryError,
}

/// What a sync came to. Counts events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Sent, and answered for.
    pub sent: u64,
    /// Now known to be on the disk of a ward's hub.
    pub acknowledged: u64,
    /// Taken over from others.
    pub received: u64,
    /// Of those that may be sent: not known to be at the ward yet.
    pub pending: u64,
    /// What the network carried.
    pub traffic: Traffic,
    /// Hubs that weren't reached, or didn't answer as they should.
    pub troubles: Vec<Trouble>,
    /// Hubs that were visited to the end.
    pub visited: usize,
    /// Whether new logs were begun, since this device turned out to be a copy.
    pub forked: bool,
    /// Whether people were erased, or came, so that screens have to be looked at anew.
    pub people_changed: bool,
    /// How far everybody's events have got.
    pub standings: BTreeMap<PersonId, Standing>,
    /// What hubs said of the time, in this sync and before it.
    pub pins: Vec<ClockPin>,
    /// The longest that a hub asked not to be asked again, in seconds.
    pub retry_after_seconds: Option<u32>,
}

impl Syncer {
    /// Sync with what `outbox` remembers.
    #[must_use]
    pub fn new(outbox: Outbox, keys: DeviceKeys, random: Random) -> Self {
        Self { outbox, keys, random, resting: BTreeMap::new() }
    }

    /// Visits every hub that may be asked over such a link. `now` is the time at its beginning.
    ///
    /// # Errors
    /// Where the device itself can't go on; hubs that can't be reached are in the report.
    pub fn sync(
        &mut self,
        events: &mut dyn Events,
        carrier: &mut dyn Carrier,
        link: LinkKind,
        now: Stamp,
    ) -> Result<Report, SyncError> {
        let mut report = Report::default();
        let before = carrier.traffic();
        self.erase_here(events, &mut report)?;
        // After a loss, what this device has itself: that needs no hub.
        if self.outbox.setting(FETCHING)?.is_some_and(|own| !own.is_empty()) {
            self.take_in(events, &mut report)?;
            self.outbox.set(FETCHING, "")?;
        }
        let choice = self.outbox.setting(Network::SETTING)?;
        let choice = choice.and_then(|name| Network::from_name(&name)).unwrap_or_default();
        self.seal(events)?;
        for hub in self.outbox.hubs()? {
            let resting = self.resting.get(&hub.n).is_some_and(|end| *end > now.monotonic_millis);
            if resting || !choice.allows(link, &hub) {
                continue;
            }
            match self.visit(&hub, events, carrier, now, &mut report)? {
                Ok(()) => report.visited += 1,
                Err(error) => {
                    if let CarryError::Busy { retry_after_seconds: Some(seconds), .. } = &error {
                        self.rest(hub.n, *seconds, now, &mut report);
                    }
                    self.outbox.failed(hub.n)?;
                    report.troubles.push(Trouble { ward_name: hub.ward_name.clone(), error });
                }
            }
        }
        let after = carrier.traffic();
        report.traffic = Traffic {
            up: after.up - before.up,
            down: after.down - before.down,
            round_trips: after.round_trips - before.round_trips,
        };
        report.standings = self.outbox.standings(events, &self.keys)?;
        report.pins = self.outbox.pins()?;
        let wards = self.wards(events)?;
        let allowed = report.standings.iter().filter(|(person, _)| wards.contains_key(*person));
        report.pending = allowed
            .map(|(_, standing)| {
                standing.total.saturating_sub(standing.acknowledged + standing.quarantined)
            })
            .sum();
        Ok(report)
    }

    /// Seals everything that may be sent: also where no hub can be reached, so that a device that
    /// is set back later doesn't lose it.
    ///
    /// # Errors
    /// Where the device itself can't go on.
    pub fn seal(&mut self, events: &mut dyn Events) -> Result<(), SyncError> {
        if self.outbox.hubs()?.is_empty() {
            return Ok(());
        }
        let first = events.people()?.first().map(|(person, _)| *person);
        self.outbox.claim(first)?;
        let wards = self.wards(events)?;
        for log in events.local_logs()?.iter().filter(|log| wards.contains_key(&log.subject)) {
            seal_log(&mut self.outbox, events, &self.keys, &mut self.random, log)?;
        }
        Ok(())
    }

    /// To which ward what each person did may be sent.
    fn wards(
        &self,
        events: &mut dyn Events,
    ) -> Result<BTreeMap<PersonId, segment::DevicePublicKey>, SyncError> {
        let members = self.outbox.members()?;
        let erased = self.outbox.erased()?;
        let people = events.people()?.into_iter().filter(|(person, _)| !erased.contains(person));
        Ok(people
            .filter_map(|(person, answer)| Some((person, members.ward_of(person, answer)?)))
            .collect())
    }

    fn visit(
        &mut self,
        hub: &Hub,
        events: &mut dyn Events,
        carrier: &mut dyn Carrier,
        now: Stamp,
        report: &mut Report,
    ) -> Result<Result<(), CarryError>, SyncError> {
        let to = To { addresses: &hub.addresses, certificate: &hub.certificate };
        let people = |wards: BTreeMap<PersonId, segment::DevicePublicKey>| -> BTreeSet<PersonId> {
            let of_ward = wards.into_iter().filter(|(_, ward)| *ward == hub.ward.verifying);
            of_ward.map(|(person, _)| person).collect()
        };
        let mut visit = Visit::new(hub.n, people(self.wards(events)?));
        for _ in 0..MAX_REQUESTS {
            let Some(asking) = visit.request(&mut self.outbox, &mut self.random, now)? else {
                break;
            };
            let body = wire::to_bytes(&asking.request);
            let answer = match carrier.post(&to, path::SYNC, &body) {
                Ok(answer) => answer,
                Err(error) => return Ok(Err(error)),
            };
            let Ok(response) = wire::from_bytes::<SyncResponse>(&answer) else {
                let what = "its answer makes no sense".to_owned();
                return Ok(Err(CarryError::Unreachable(what)));
            };
            let answered = visit.answered(&mut self.outbox, &self.keys, &asking, &response, now)?;
            report.sent += answered.sent;
            report.acknowledged += answered.acknowledged;
            self.erase_here(events, report)?;
            if answered.news {
                self.take_in(events, report)?;
            }
            if answered.forked {
                self.begin_anew(events)?;
                report.forked = true;
            }
            if let Some(seconds) = answered.retry_after_seconds {
                self.rest(hub.n, seconds, now, report);
                break;
            }
        }
        Ok(Ok(()))
    }

    fn take_in(&mut self, events: &mut dyn Events, report: &mut Report) -> Result<(), SyncError> {
        let taken = take_in::take_in(&mut self.outbox, events)?;
        report.received += taken.new;
        report.people_changed |= taken.new > 0;
        Ok(())
    }

    /// Somebody else writes under this device's name. What it wrote so far is sealed with the old
    /// key, which is kept for that; new events go to new logs.
    fn begin_anew(&mut self, events: &mut dyn Events) -> Result<(), SyncError> {
        let secret = self.random.bytes()?;
        self.keys.renew(&secret).map_err(|_| SyncError::Keys)?;
        events.set_install(self.keys.install())
    }

    fn rest(&mut self, hub: i64, seconds: u32, now: Stamp, report: &mut Report) {
        let end = now.monotonic_millis.saturating_add(u64::from(seconds) * 1_000);
        self.resting.insert(hub, end);
        report.retry_after_seconds = report.retry_after_seconds.max(Some(seconds));
    }

    /// The event store follows: everybody who was erased elsewhere goes here as well.
    fn erase_here(
        &mut self,
        events: &mut dyn Events,
        report: &mut Report,
    ) -> Result<(), SyncError> {
        for person in self.outbox.to_be_erased_here()? {
            events.erase(person)?;
            self.outbox.erased_here(person)?;
            report.people_changed = true;
        }
        Ok(())
    }
}
