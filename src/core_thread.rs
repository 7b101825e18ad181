//! Gives the core a thread of its own, so that neither disk nor thinking ever holds up the screen.
//! Wakes only for a request, or when time alone brings something about.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use protocol::{Stamp, UnixMillis};

use store::EventStore;

use crate::core::{Core, Request, Update};
use crate::zone;

/// The real clocks of this device.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    started: Instant,
    boot: u32,
}

impl Clock {
    /// Clocks of a run of the app; `boot` tells it from others.
    #[must_use]
    pub fn new(boot: u32) -> Self {
        Self { started: Instant::now(), boot }
    }

    /// Now.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        let wall = match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
        };
        let monotonic = self.started.elapsed().as_millis();
        Stamp {
            wall: UnixMillis(wall),
            boot: self.boot,
            monotonic_millis: u64::try_from(monotonic).unwrap_or(u64::MAX),
        }
    }
}

/// What is done with the store on the core's thread.
type StoreJob = Box<dyn FnOnce(&mut dyn EventStore) + Send>;

enum Job {
    Ask(Request),
    Store(StoreJob),
    /// The window is closed: the store is let go, whoever still has a handle.
    End,
}

/// Hands requests to the core's thread.
#[derive(Debug, Clone)]
pub struct CoreHandle {
    requests: Sender<Job>,
}

impl CoreHandle {
    /// Asks the core. When its thread is gone the app is closing, and nothing is to be done.
    pub fn send(&self, request: Request) {
        let _ = self.requests.send(Job::Ask(request));
    }

    /// Ends the core's thread, once it has done what it was asked so far.
    pub fn end(&self) {
        let _ = self.requests.send(Job::End);
    }

    /// Has something done with the store of what is kept, between two requests, and waits for what
    /// comes of it; none when the app is closing. Never called by whoever draws the screen.
    pub fn with_store<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut dyn EventStore) -> T + Send + 'static,
    ) -> Option<T> {
        let (done, outcome) = channel();
        let job: StoreJob = Box::new(move |store| {
            // Fails only when nobody waits any more.
            let _ = done.send(job(store));
        });
        self.requests.send(Job::Store(job)).ok()?;
        outcome.recv().ok()
    }
}

/// Starts the core's thread. `build` makes the core there, since opening a store takes a while;
/// `show` gets the updates, on that thread. The thread ends when every handle is gone, or at
/// [`CoreHandle::end`]; what comes beside the handle hears of it, and the store is free then.
///
/// # Errors
/// Where the system gives no thread.
pub fn spawn(
    clock: Clock,
    build: impl FnOnce() -> anyhow::Result<Core> + Send + 'static,
    show: impl Fn(anyhow::Result<Vec<Update>>) + Send + 'static,
) -> anyhow::Result<(CoreHandle, Receiver<()>)> {
    let (requests, inbox) = channel();
    let (end, ended) = channel();
    thread::Builder::new().name("core".to_owned()).spawn(move || {
        match build() {
            Ok(core) => serve(core, &clock, &inbox, &show),
            Err(error) => show(Err(error)),
        }
        // Fails only when nobody waits for it.
        let _ = end.send(());
    })?;
    Ok((CoreHandle { requests }, ended))
}

fn serve(
    mut core: Core,
    clock: &Clock,
    inbox: &Receiver<Job>,
    show: &impl Fn(anyhow::Result<Vec<Update>>),
) {
    // Asked for before everything that is done: a phone travels, and summer time begins.
    let mut before = zone::here();
    loop {
        let job = match core.next_wake_millis() {
            None => match inbox.recv() {
                Ok(job) => job,
                Err(_) => return,
            },
            Some(wake) => {
                let now = clock.stamp().monotonic_millis;
                match inbox.recv_timeout(Duration::from_millis(wake.saturating_sub(now))) {
                    Ok(job) => job,
                    Err(RecvTimeoutError::Timeout) => Job::Ask(Request::Tick),
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        };
        let request = match job {
            Job::Ask(request) => request,
            // The data can't be opened: whoever asks hears the same as when the app is closing.
            Job::Store(_) if core.is_closed() => continue,
            Job::Store(job) => {
                job(core.kept_store_mut());
                continue;
            }
            Job::End => return,
        };
        let here = zone::here();
        if here != before {
            before = here;
            let updates = core.handle(&Request::Zone(here), clock.stamp());
            if !updates.is_empty() {
                show(Ok(updates));
            }
        }
        let updates = core.handle(&request, clock.stamp());
        if !updates.is_empty() {
            show(Ok(updates));
        }
    }
}
