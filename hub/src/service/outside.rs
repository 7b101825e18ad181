//! The clock and the randomness of a hub, as they are handed in: the system's, or a simulator's.

use std::sync::Arc;

use protocol::UnixMillis;

/// Fills bytes at random.
type Fill = dyn Fn(&mut [u8]) + Send + Sync;

/// What a hub needs of the outside world.
#[derive(Clone)]
pub struct Outside {
    clock: Arc<dyn Fn() -> UnixMillis + Send + Sync>,
    random: Arc<Fill>,
}

impl std::fmt::Debug for Outside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Outside")
    }
}

impl Outside {
    /// A clock and a source of random bytes.
    #[must_use]
    pub fn new(
        clock: impl Fn() -> UnixMillis + Send + Sync + 'static,
        random: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self { clock: Arc::new(clock), random: Arc::new(random) }
    }

    /// The system's clock and randomness.
    ///
    /// # Panics
    /// When the system has no randomness: no key could be made then.
    #[must_use]
    pub fn system() -> Self {
        Self::new(now, |bytes| {
            getrandom::fill(bytes).unwrap_or_else(|error| panic!("no randomness: {error}"));
        })
    }

    /// The time. Nothing is ordered or allowed by it.
    #[must_use]
    pub fn now(&self) -> UnixMillis {
        (self.clock)()
    }

    /// Random bytes.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }
}

fn now() -> UnixMillis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    UnixMillis(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
}
