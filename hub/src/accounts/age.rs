//! How old sessions are, by a clock that only goes forward while the hub runs: the wall clock may
//! be anything. After a restart a session's age begins anew.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::TokenHash;

/// A session ends after this long without a request.
pub const IDLE: Duration = Duration::from_secs(30 * 60);
/// A session ends after this long whatever happens.
pub const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);

struct Age {
    begun: Duration,
    used: Duration,
}

/// The ages of sessions.
pub struct Ages {
    clock: Box<dyn Fn() -> Duration + Send + Sync>,
    ages: Mutex<HashMap<TokenHash, Age>>,
}

impl Default for Ages {
    fn default() -> Self {
        let start = Instant::now();
        Self::by(move || start.elapsed())
    }
}

impl Ages {
    /// Ages by another clock, which never goes back.
    #[must_use]
    pub fn by(clock: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        Self { clock: Box::new(clock), ages: Mutex::default() }
    }

    fn with<T>(&self, change: impl FnOnce(&mut HashMap<TokenHash, Age>, Duration) -> T) -> T {
        let now = (self.clock)();
        change(&mut self.ages.lock().unwrap_or_else(PoisonError::into_inner), now)
    }

    /// Whether the session is over. One that isn't known yet begins now.
    pub(super) fn is_over(&self, token: TokenHash) -> bool {
        self.with(|ages, now| {
            let age = ages.entry(token).or_insert(Age { begun: now, used: now });
            now.saturating_sub(age.used) >= IDLE || now.saturating_sub(age.begun) >= LONGEST
        })
    }

    /// The session was used now.
    pub(super) fn used(&self, token: TokenHash) {
        self.with(|ages, now| {
            if let Some(age) = ages.get_mut(&token) {
                age.used = now;
            }
        });
    }

    /// The session was ended.
    pub(super) fn forget(&self, token: &TokenHash) {
        self.with(|ages, _| ages.remove(token));
    }
}
