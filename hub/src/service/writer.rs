//! The one writer of a ward: gathers what many requests brought and commits it together, so that
//! one wait for the disk serves all of them. Acknowledges nothing before the commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use tokio::sync::{mpsc, oneshot};

use crate::storage::{Intake, Result, SegmentStore, StorageError, Taken};

/// The most requests of one commit.
const BATCH: usize = 512;
/// How many may wait before others are made to.
const WAITING: usize = 4_096;

type Job = (Intake, oneshot::Sender<Result<Taken>>);

/// How the writer fares; for metrics.
#[derive(Debug, Default)]
pub struct Commits {
    /// Commits.
    pub count: AtomicU64,
    /// Requests in them.
    pub requests: AtomicU64,
    /// Segments in them that were new.
    pub segments: AtomicU64,
    /// Microseconds spent committing.
    pub micros: AtomicU64,
    /// Commits that failed.
    pub failed: AtomicU64,
}

pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    commits: Arc<Commits>,
}

impl Writer {
    /// Starts the writer. It ends when this is dropped and everything waiting was committed.
    pub(super) fn start(store: Arc<dyn SegmentStore>) -> Self {
        let (jobs, inbox) = mpsc::channel(WAITING);
        let commits = Arc::new(Commits::default());
        tokio::spawn(write(store, inbox, Arc::clone(&commits)));
        Self { jobs, commits }
    }

    pub(super) fn commits(&self) -> &Commits {
        &self.commits
    }

    /// Returns when `intake` is durable.
    pub(super) async fn commit(&self, intake: Intake) -> Result<Taken> {
        let gone = || StorageError::Failed("the writer has ended".to_owned());
        let (done, answer) = oneshot::channel();
        self.jobs.send((intake, done)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn write(
    store: Arc<dyn SegmentStore>,
    mut inbox: mpsc::Receiver<Job>,
    commits: Arc<Commits>,
) {
    let mut jobs = Vec::with_capacity(BATCH);
    while inbox.recv_many(&mut jobs, BATCH).await > 0 {
        let (intakes, waiting): (Vec<_>, Vec<_>) = jobs.drain(..).unzip();
        let started = Instant::now();
        commits.requests.fetch_add(waiting.len() as u64, Ordering::Relaxed);
        match store.commit(intakes.clone()).await {
            Ok(taken) => {
                let new = taken.iter().flat_map(|taken| &taken.new).filter(|new| **new).count();
                let all: usize = taken.iter().map(|taken| taken.new.len()).sum();
                commits.segments.fetch_add(new as u64, Ordering::Relaxed);
                crate::metrics::committed(new as u64, (all - new) as u64, started.elapsed());
                for (done, taken) in waiting.into_iter().zip(taken) {
                    // Fails when the device has gone meanwhile: it will ask again.
                    let _ = done.send(Ok(taken));
                }
            }
            // What one request brought may be to blame: each is tried alone.
            Err(_) if waiting.len() > 1 => {
                commits.failed.fetch_add(1, Ordering::Relaxed);
                for (intake, done) in intakes.into_iter().zip(waiting) {
                    let taken = store.commit(vec![intake]).await;
                    let _ = done.send(taken.map(|mut taken| taken.pop().unwrap_or_default()));
                }
            }
            Err(error) => {
                commits.failed.fetch_add(1, Ordering::Relaxed);
                tracing::error!(%error, "a commit failed; nothing of it was acknowledged");
                // One at most: a full disk is told as what it is.
                if let Some(done) = waiting.into_iter().next() {
                    let _ = done.send(Err(error));
                }
            }
        }
        commits.count.fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        commits.micros.fetch_add(micros, Ordering::Relaxed);
    }
}
