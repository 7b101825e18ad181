//! The faults to survive, each a row of `docs/reliability.md`: a name, and what one seed does.

pub mod app;
pub mod disks;
pub mod hostile;
pub mod killed;
pub mod sockets;
pub mod versions;

use std::time::Instant;

use crate::network::Weather;
use crate::run::Plan;

/// What a seed came to.
pub type Seeded = Result<u64, (String, Vec<String>)>;

/// A row.
#[derive(Clone, Copy)]
pub struct Row {
    /// By this it is called.
    pub name: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// Runs a seed; how many events it was about.
    pub run: fn(u64) -> Seeded,
}

fn simulated(seed: u64, plan: &Plan) -> Seeded {
    crate::run(seed, plan).map(|outcome| outcome.events as u64)
}

const MESSAGES: Plan = Plan { weather: Weather::STORMY, ..Plan::FAIR };

/// Every row.
pub const ROWS: &[Row] = &[
    Row { name: "kill", about: "kill -9 of a serving hub at random points", run: killed::run },
    Row { name: "disk-full", about: "the hub's disk is full", run: disks::full },
    Row { name: "torn-writes", about: "lost, torn and failing writes", run: disks::torn },
    Row { name: "fsync", about: "an fsync error: no acknowledgement", run: disks::fsync },
    Row {
        name: "messages",
        about: "messages duplicated, reordered, dropped, damaged, cut off",
        run: |seed| simulated(seed, &MESSAGES),
    },
    Row {
        name: "slow-link",
        about: "half-open connections, and one that trickles",
        run: sockets::slow,
    },
    Row {
        name: "clocks",
        about: "clocks 50 years off and backwards",
        run: |seed| simulated(seed, &Plan { clocks: 30, ..MESSAGES }),
    },
    Row {
        name: "clone",
        about: "a copied device, and both write",
        run: |seed| simulated(seed, &Plan { clones: 12, ..MESSAGES }),
    },
    Row {
        name: "old-phone",
        about: "a phone set back to an older copy",
        run: |seed| simulated(seed, &Plan { setbacks: 20, ..MESSAGES }),
    },
    Row {
        name: "old-hub",
        about: "the hub restored from a backup",
        run: |seed| simulated(seed, &Plan { restores: 16, ..MESSAGES }),
    },
    Row { name: "relay-loop", about: "three relays in a loop", run: versions::relay_loop },
    Row {
        name: "reconnect",
        about: "a hub restarted mid-request, and 200 devices coming back",
        run: sockets::reconnect,
    },
    Row {
        name: "newer-writer",
        about: "segments of version 2 through relays of version 1",
        run: versions::newer_writer,
    },
    Row {
        name: "forged",
        about: "forged, replayed, revoked and foreign requests",
        run: hostile::forged,
    },
    Row {
        name: "hostile",
        about: "oversize, zstd bomb, deep CBOR, duplicate keys, SQL and path strings",
        run: hostile::shapes,
    },
    Row {
        name: "erasure",
        about: "people erased while others sync",
        run: |seed| simulated(seed, &Plan { erasures: 8, ..MESSAGES }),
    },
    Row {
        name: "app",
        about: "the app's own store and sync: copied, set back, killed; hubs crash, are restored",
        run: app::run,
    },
    Row { name: "everything", about: "all of it at once", run: |seed| simulated(seed, &Plan::ALL) },
];

/// What a row came to.
#[derive(Debug, Default)]
pub struct Came {
    /// Seeds that were run.
    pub seeds: u64,
    /// Those that failed, with what isn't true.
    pub failed: Vec<(u64, String, Vec<String>)>,
    /// Events.
    pub events: u64,
    /// Seconds.
    pub seconds: f64,
}

impl Row {
    /// The row of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ROWS.iter().find(|row| row.name == name)
    }

    /// Runs so many seeds.
    #[must_use]
    pub fn seeds(&self, first: u64, count: u64) -> Came {
        let started = Instant::now();
        let mut came = Came::default();
        for seed in first..first.saturating_add(count) {
            came.seeds += 1;
            match (self.run)(seed) {
                Ok(events) => came.events += events,
                Err((what, trace)) => came.failed.push((seed, what, trace)),
            }
        }
        came.seconds = started.elapsed().as_secs_f64();
        came
    }
}
