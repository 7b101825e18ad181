//! Persons' keys that were opened lately: opening one costs as much as verifying two segments.
//! Forgets the oldest; refuses to be shown.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use lru::LruCache;
use protocol::PersonId;
use segment::PersonKey;

/// Enough for everybody of a large ward who is active in a week.
const KEPT: NonZeroUsize = NonZeroUsize::new(16_384).expect("not zero");

pub(super) struct PersonKeys(Mutex<LruCache<PersonId, PersonKey>>);

impl Default for PersonKeys {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl PersonKeys {
    pub(super) fn get(&self, person: PersonId) -> Option<PersonKey> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&person).cloned()
    }

    pub(super) fn put(&self, person: PersonId, key: PersonKey) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(person, key);
    }

    pub(super) fn forget(&self, person: PersonId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop(&person);
    }
}
