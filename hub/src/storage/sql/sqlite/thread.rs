//! Threads that own a connection each and do what they are told. Waiting for them blocks no task
//! of the server.

use std::thread::JoinHandle;

use crossbeam_channel::{Sender, unbounded};
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::super::super::{Result, StorageError};

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

/// The threads. Dropped, they finish what they were told, and close their connections.
pub(super) struct ConnectionThreads {
    work: Option<Sender<Work>>,
    threads: Vec<JoinHandle<()>>,
}

impl ConnectionThreads {
    /// Starts a thread for each connection. A single one does everything in order; of several,
    /// whichever is free takes what is next.
    pub(super) fn start(name: &str, connections: Vec<Connection>) -> Result<Self> {
        let (work, todo) = unbounded::<Work>();
        let start = |mut connection: Connection| {
            let todo = todo.clone();
            std::thread::Builder::new().name(name.to_owned()).spawn(move || {
                for work in todo {
                    work(&mut connection);
                }
            })
        };
        let threads = connections.into_iter().map(start).collect::<std::io::Result<_>>();
        let threads = threads.map_err(|_| StorageError::Failed("no thread could be had".into()))?;
        Ok(Self { work: Some(work), threads })
    }

    /// Has `work` done, and waits for what comes of it. What was begun is finished also when
    /// nobody waits any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (answer, coming) = oneshot::channel();
        self.post(move |connection| {
            let _ = answer.send(work(connection));
        });
        coming.await.unwrap_or_else(|_| Err(StorageError::Failed("its thread has ended".into())))
    }

    /// Has `work` done, without waiting.
    pub(super) fn post(&self, work: impl FnOnce(&mut Connection) + Send + 'static) {
        if let Some(to) = &self.work {
            let _ = to.send(Box::new(work));
        }
    }
}

impl Drop for ConnectionThreads {
    fn drop(&mut self) {
        self.work = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}
