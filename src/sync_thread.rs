//! Gives sync a thread of its own: the network may take minutes, and nothing waits for it. The store
//! belongs to the core's thread, which is asked between two touches. Where the device belongs to no
//! ward the thread sleeps for good.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use protocol::{InstallId, LogId, PersonId, Recorded};
use store::{EventStore, Imported, LocalLog, LogPart, StoreError};
use sync::{Code, DeviceKeys, EnrolError, Events, Https, LinkKind, Outbox, SyncError, Syncer};

use crate::core::{Joined, NotJoined, Request, Synced};
use crate::core_thread::{Clock, CoreHandle};
use crate::launch::{self, Places};
use crate::platform::Network;

/// How often is looked at whether there is another network while something is still to be sent …
const RESTLESS: Duration = Duration::from_secs(60);
/// … and about how often hubs are asked for news when nothing is.
const QUIET_MILLIS: u64 = 15 * 60 * 1_000;
/// How long the window's end waits for a last sync.
const FAREWELL: Duration = Duration::from_secs(3);

/// Why to sync now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occasion {
    /// A lesson came to its end.
    News,
    /// Somebody agreed that the ward that gave out this code lets the device in for them.
    Join(Code, PersonId),
    /// The app isn't seen any more: nothing wakes up, whatever is still to be sent.
    Paused,
    /// The app is seen again, perhaps on another network.
    Resumed,
    /// The window is closed: once more, and then no more.
    Closing,
}

/// Tells the thread when to sync.
#[derive(Debug)]
pub struct SyncHandle {
    occasions: Sender<Occasion>,
    core: Arc<Mutex<Option<CoreHandle>>>,
    ended: Receiver<()>,
}

impl SyncHandle {
    /// Whoever else has occasions to tell.
    #[must_use]
    pub fn occasions(&self) -> Sender<Occasion> {
        self.occasions.clone()
    }

    /// Syncs once more, as long as that takes a moment, and lets go of the store.
    pub fn close(self) {
        let _ = self.occasions.send(Occasion::Closing);
        let _ = self.ended.recv_timeout(FAREWELL);
        if let Ok(mut core) = self.core.lock() {
            core.take();
        }
    }
}

/// Starts the thread, which syncs at once.
///
/// # Errors
/// Where the system gives no thread.
pub fn spawn(
    places: Places,
    clock: Clock,
    core: CoreHandle,
    network: Box<dyn Network>,
) -> anyhow::Result<SyncHandle> {
    let (occasions, inbox) = channel();
    let (end, ended) = channel();
    let core = Arc::new(Mutex::new(Some(core)));
    let remote = Remote { core: Arc::clone(&core) };
    thread::Builder::new().name("sync".to_owned()).spawn(move || {
        let mut worker = Worker {
            places,
            clock,
            remote,
            open: None,
            network,
            // Until the system says something else, every byte may cost.
            link: LinkKind::Metered,
            paused: false,
            failures: 0,
            is_restless: false,
            due: None,
        };
        worker.serve(&inbox);
        let _ = end.send(());
    })?;
    Ok(SyncHandle { occasions, core, ended })
}

struct Worker {
    places: Places,
    clock: Clock,
    remote: Remote,
    open: Option<Syncer>,
    network: Box<dyn Network>,
    /// What the device is on, as far as the system last told.
    link: LinkKind,
    /// Whether the app isn't seen.
    paused: bool,
    /// How often in a row it was in vain.
    failures: u32,
    /// Whether something is still to be sent, so that another network is worth a try.
    is_restless: bool,
    /// When to sync without an occasion, in milliseconds of the monotonic clock.
    due: Option<u64>,
}

impl Worker {
    fn serve(&mut self, inbox: &Receiver<Occasion>) {
        let mut networks = self.network.networks();
        self.sync();
        loop {
            let occasion = match self.wait() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(wait) => inbox.recv_timeout(wait),
            };
            match occasion {
                Ok(Occasion::Paused) => self.paused = true,
                Ok(Occasion::Resumed) | Err(RecvTimeoutError::Timeout) => {
                    self.paused = false;
                    let before = std::mem::replace(&mut networks, self.network.networks());
                    if before != networks || self.is_due() {
                        self.sync();
                    }
                }
                Ok(Occasion::News) => self.sync(),
                Ok(Occasion::Join(code, person)) => {
                    self.join(&code, person);
                    self.sync();
                }
                Ok(Occasion::Closing) => return self.sync(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// How long to wait for an occasion; none for as long as nothing happens.
    fn wait(&self) -> Option<Duration> {
        if self.paused {
            return None;
        }
        let due = self.due?;
        let left = Duration::from_millis(due.saturating_sub(self.clock.stamp().monotonic_millis));
        Some(if self.is_restless { left.min(RESTLESS) } else { left })
    }

    fn is_due(&self) -> bool {
        self.due.is_some_and(|due| due <= self.clock.stamp().monotonic_millis)
    }

    fn sync(&mut self) {
        self.due = None;
        if self.open.is_none() {
            self.open = self.opened();
        }
        let Some(syncer) = &mut self.open else { return };
        if syncer.outbox.hubs().is_ok_and(|hubs| hubs.is_empty()) {
            // Whoever was to let it in was not reached.
            return;
        }
        match self.network.link() {
            Ok(link) => self.link = link,
            Err(trouble) => eprintln!("sync: {trouble}"),
        }
        let now = self.clock.stamp();
        // A connection is not kept from one sync to the next: networks change in between.
        let report = syncer.sync(&mut self.remote, &mut Https::default(), self.link, now);
        let asked = report.as_ref().ok().and_then(|report| report.retry_after_seconds);
        let in_vain = report.as_ref().map_or(true, |report| !report.troubles.is_empty());
        self.failures = if in_vain { self.failures.saturating_add(1) } else { 0 };
        self.is_restless = in_vain || report.as_ref().is_ok_and(|report| report.pending > 0);
        // By chance, so that a class that lost its hub doesn't come back at once.
        let rest = match (in_vain, self.is_restless) {
            (true, _) => syncer.random.backoff_millis(self.failures),
            (false, true) => syncer.random.backoff_millis(2),
            (false, false) => QUIET_MILLIS / 2 + syncer.random.backoff_millis(6) % QUIET_MILLIS,
        };
        let rest = rest.max(u64::from(asked.unwrap_or(0)) * 1_000);
        self.due = Some(self.clock.stamp().monotonic_millis.saturating_add(rest));
        match report {
            Ok(report) => {
                let (standings, people_changed) = (report.standings, report.people_changed);
                let pins = report.pins;
                self.remote.tell(Request::Synced(Synced { standings, pins, people_changed }));
            }
            Err(SyncError::Closing) => self.due = None,
            Err(error) => {
                eprintln!("sync: {error}");
                // What it remembers may have to be repaired, which opening does.
                self.open = None;
            }
        }
    }

    /// Has a hub let the device in, and tells the core what came of it.
    fn join(&mut self, code: &Code, person: PersonId) {
        if self.open.is_none() {
            self.open = self.open();
        }
        let ward = match &mut self.open {
            None => Err(NotJoined::Unreached),
            Some(syncer) => syncer
                .enrol(code, Some(person), &mut self.remote, &mut Https::default())
                .map(|enrolled| enrolled.ward_name)
                .map_err(|error| {
                    eprintln!("sync: {error}");
                    match error {
                        EnrolError::CodeRefused
                        | EnrolError::NotTheHub
                        | EnrolError::AnotherWard => NotJoined::Refused,
                        _ => NotJoined::Unreached,
                    }
                }),
        };
        self.remote.tell(Request::Joined(Joined { person, ward }));
    }

    /// Only where some hub let the device in: others have no such file.
    fn opened(&self) -> Option<Syncer> {
        if Outbox::exists(&self.places.data) { self.open() } else { None }
    }

    fn open(&self) -> Option<Syncer> {
        // The core opened the store with these keys; until then they can't be relied on.
        self.remote.ask(|_| ()).ok()?;
        let keys =
            DeviceKeys::open(&self.places.device, || Err(std::io::ErrorKind::NotFound.into()));
        launch::syncer(&self.places.data, keys.ok()?).ok()
    }
}

/// The event store, on the core's thread.
struct Remote {
    core: Arc<Mutex<Option<CoreHandle>>>,
}

impl Remote {
    fn handle(&self) -> Result<CoreHandle, SyncError> {
        let core = self.core.lock().map_err(|_| SyncError::Closing)?;
        core.clone().ok_or(SyncError::Closing)
    }

    fn tell(&self, request: Request) {
        if let Ok(core) = self.handle() {
            core.send(request);
        }
    }

    fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut dyn EventStore) -> T + Send + 'static,
    ) -> Result<T, SyncError> {
        self.handle()?.with_store(job).ok_or(SyncError::Closing)
    }
}

impl Events for Remote {
    fn local_logs(&mut self) -> Result<Vec<LocalLog>, SyncError> {
        Ok(self.ask(|store| store.local_logs())??)
    }

    fn events_of_log_after(
        &mut self,
        log: LogId,
        seq: u64,
        limit: usize,
    ) -> Result<Vec<Recorded>, SyncError> {
        Ok(self.ask(move |store| store.events_of_log_after(log, seq, limit))??)
    }

    fn people(&mut self) -> Result<Vec<(PersonId, Option<bool>)>, SyncError> {
        Ok(self.ask(|store| sync::people_of(store))??)
    }

    fn import(&mut self, parts: Vec<LogPart>) -> Result<Imported, SyncError> {
        Ok(self.ask(move |store| store.import(&parts))??)
    }

    fn erase(&mut self, person: PersonId) -> Result<(), SyncError> {
        match self.ask(move |store| store.erase(person))? {
            Ok(_) | Err(StoreError::NoSuchPerson) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn set_install(&mut self, install: InstallId) -> Result<(), SyncError> {
        Ok(self.ask(move |store| store.set_install(install))??)
    }
}

#[cfg(test)]
mod tests;
