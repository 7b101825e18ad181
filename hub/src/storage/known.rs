//! What every request asks for again, kept in memory: whose credential it is, whose a log is, and
//! the people written about; and when the last erasure was. One hub alone writes to a ward, so this is never out of date: whatever
//! changes such rows has it all forgotten, and a row that was read meanwhile isn't kept.

use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use protocol::{LogId, PersonId};
use wire::CredentialHash;

use super::{DeviceRow, LogOwner, PersonRow, Result, StorageError};

/// The most rows of a kind: a few megabytes together.
const ROWS: NonZeroUsize = NonZeroUsize::new(8_192).expect("not zero");

/// The rows that are known.
pub(super) struct Tables {
    /// How often everything was forgotten.
    pub(super) generation: u64,
    pub(super) devices: LruCache<CredentialHash, DeviceRow>,
    pub(super) logs: LruCache<LogId, LogOwner>,
    pub(super) people: LruCache<PersonId, PersonRow>,
    /// The position of the last erasure.
    pub(super) last_erasure: Option<u64>,
}

/// One of the [`Tables`].
pub(super) type Table<K, V> = fn(&mut Tables) -> &mut LruCache<K, V>;

#[derive(Clone)]
pub(super) struct Known(Arc<Mutex<Tables>>);

/// What is known of some rows, and which have to be read.
pub(super) struct Found<K, V> {
    rows: Vec<Option<V>>,
    /// In the order of the question.
    pub(super) missing: Vec<K>,
    generation: u64,
}

impl Known {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Tables {
            generation: 0,
            devices: LruCache::new(ROWS),
            logs: LruCache::new(ROWS),
            people: LruCache::new(ROWS),
            last_erasure: None,
        })))
    }

    pub(super) fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn look_up<K: Hash + Eq + Copy, V: Clone>(
        &self,
        table: Table<K, V>,
        keys: &[K],
    ) -> Found<K, V> {
        let mut tables = self.tables();
        let generation = tables.generation;
        let table = table(&mut tables);
        let rows: Vec<_> = keys.iter().map(|key| table.get(key).cloned()).collect();
        let unknown = keys.iter().zip(&rows).filter(|(_, row)| row.is_none());
        Found { missing: unknown.map(|(key, _)| *key).collect(), rows, generation }
    }

    /// Completes an answer by what was read, and keeps what there is of that.
    pub(super) fn complete<K: Hash + Eq + Copy, V: Clone>(
        &self,
        table: Table<K, V>,
        found: Found<K, V>,
        read: Vec<Option<V>>,
    ) -> Vec<Option<V>> {
        let mut tables = self.tables();
        if tables.generation == found.generation {
            for (key, row) in found.missing.iter().zip(&read) {
                if let Some(row) = row {
                    table(&mut tables).put(*key, row.clone());
                }
            }
        }
        let mut read = read.into_iter();
        found.rows.into_iter().map(|row| row.or_else(|| read.next().flatten())).collect()
    }

    /// Does what changes such rows, to its end also when nobody waits any more, and forgets what
    /// was known, however it ends.
    pub(super) async fn changing<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let forget = Forget(self.clone());
        let all = async move {
            let _forget = forget;
            work.await
        };
        let ended = |_| StorageError::Failed("its task has ended".into());
        tokio::spawn(all).await.map_err(ended)?
    }
}

struct Forget(Known);

impl Drop for Forget {
    fn drop(&mut self) {
        let mut tables = self.0.tables();
        tables.generation += 1;
        tables.devices.clear();
        tables.logs.clear();
        tables.people.clear();
        tables.last_erasure = None;
    }
}

#[cfg(test)]
mod tests {
    use protocol::PersonId;
    use segment::DevicePublicKey;

    use super::*;

    const LOG: LogId = LogId([1; 16]);

    fn owner() -> LogOwner {
        LogOwner { log: LOG, device: DevicePublicKey([2; 32]), person: PersonId([3; 16]) }
    }

    #[tokio::test]
    async fn what_is_read_while_something_changes_is_not_kept() {
        let known = Known::new();
        let before = known.look_up(|tables| &mut tables.logs, &[LOG, LogId([9; 16])]);
        assert_eq!(before.missing, [LOG, LogId([9; 16])]);
        known.changing(async { Ok(()) }).await.expect("nothing to fail");
        let rows = known.complete(|tables| &mut tables.logs, before, vec![Some(owner()), None]);
        assert_eq!(rows, [Some(owner()), None]);

        let again = known.look_up(|tables| &mut tables.logs, &[LOG]);
        assert_eq!(again.missing, [LOG]);
        known.complete(|tables| &mut tables.logs, again, vec![Some(owner())]);
        let other = LogId([8; 16]);
        let kept = known.look_up(|tables| &mut tables.logs, &[other, LOG]);
        assert_eq!(kept.missing, [other]);
        let rows = known.complete(|tables| &mut tables.logs, kept, vec![None]);
        assert_eq!(rows, [None, Some(owner())]);
    }

    #[tokio::test]
    async fn a_change_that_nobody_waits_for_is_done_and_known() {
        let known = Known::new();
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let (done, finished) = tokio::sync::oneshot::channel::<()>();
        let change = known.changing(async move {
            let _ = wait.await;
            let _ = done.send(());
            Ok(())
        });
        let given_up = tokio::time::timeout(std::time::Duration::from_millis(1), change).await;
        assert!(given_up.is_err());
        let early = known.look_up(|tables| &mut tables.logs, &[LOG]);
        known.complete(|tables| &mut tables.logs, early, vec![Some(owner())]);
        let _ = go.send(());
        finished.await.expect("done all the same");
        while known.look_up(|tables| &mut tables.logs, &[LOG]).missing.is_empty() {
            tokio::task::yield_now().await;
        }
    }
}
