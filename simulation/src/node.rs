//! A ward's hub or a relay with its disk: opened, crashed, backed up and restored.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use anyhow::{Context, ensure};
use hub::keeping;
use hub::service::{Forwarder, Hub, Outside, Upstream, Ward};
use hub::storage::sql::{Options, WardId};
use hub::storage::{Storage, check_copy, put_in_place};
use protocol::UnixMillis;
use wire::Tombstone;

use crate::Chance;
use crate::disk::{Disk, Loss, VFS};
use crate::network::{Network, Up};

/// A hub or a relay.
pub struct Node {
    /// Its number on the network.
    pub number: usize,
    /// The ward whose hub it is.
    pub ward: Ward,
    /// Its disk.
    pub disk: Disk,
    /// Its clock, in Unix milliseconds.
    pub clock: Arc<AtomicI64>,
    /// What is known of the hub above, of a relay.
    pub upstream: Option<Arc<Mutex<Upstream>>>,
    /// Which hub is above.
    pub parent: Option<usize>,
    folder: PathBuf,
    chance: Chance,
    tombstones: Arc<Mutex<Vec<Tombstone>>>,
    hub: Option<Arc<Hub>>,
    store: Weak<Storage>,
    forwarder: Option<Forwarder>,
    network: Arc<Network>,
}

impl Node {
    /// One with a new folder, not opened yet.
    ///
    /// # Errors
    /// When the folder can't be made.
    pub fn new(
        folder: PathBuf,
        number: usize,
        ward: Ward,
        network: &Arc<Network>,
        chance: Chance,
    ) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            number,
            ward,
            disk: Disk::at(&folder)?,
            clock: Arc::new(AtomicI64::new(1_790_000_000_000)),
            upstream: None,
            parent: None,
            folder,
            chance,
            tombstones: Arc::default(),
            hub: None,
            store: Weak::new(),
            forwarder: None,
            network: Arc::clone(network),
        })
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        match self.number {
            0 => "the ward".to_owned(),
            number => format!("relay {number}"),
        }
    }

    /// The hub, while it is open.
    ///
    /// # Errors
    /// When it isn't.
    pub fn hub(&self) -> anyhow::Result<&Arc<Hub>> {
        self.hub.as_ref().with_context(|| format!("{} is not open", self.name()))
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.hub.is_some()
    }

    fn outside(&self) -> Outside {
        let (clock, chance) = (Arc::clone(&self.clock), self.chance.clone());
        Outside::new(
            move || UnixMillis(clock.load(Ordering::SeqCst)),
            move |bytes| chance.fill(bytes),
        )
    }

    /// Opens it, as `serve` does.
    ///
    /// # Errors
    /// When the storage can't be opened.
    pub async fn open(&mut self) -> anyhow::Result<()> {
        let options = Options { readers: 1, vfs: Some(VFS), ..Options::default() };
        let file = self.folder.join("hub.db");
        let store = Storage::sqlite(&file, WardId::of(&self.ward.public), options).await?;
        let store = Arc::new(store);
        let weak = Arc::downgrade(&store);
        let kept = Arc::clone(&self.tombstones);
        let keep = move |new: &[Tombstone]| {
            kept.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(new);
            Ok(())
        };
        let certificate = [self.number as u8; 32];
        let hub = Hub::open(store, self.ward.clone(), certificate, self.outside())
            .await?
            .keeping_tombstones(keep);
        let known = self.tombstones.lock().unwrap_or_else(PoisonError::into_inner).clone();
        hub.obey(&known).await?;
        let hub = Arc::new(hub);
        if !hub.is_relay() && !hub.store().projections_are_current().await? {
            keeping::rebuild(&hub).await?;
        }
        self.store = weak;
        self.network.put(self.number, Some(Arc::clone(&hub)));
        self.hub = Some(hub);
        self.climb();
        Ok(())
    }

    /// Begins to pass on to the hub above, if one is known.
    pub fn climb(&mut self) {
        let (Some(hub), Some(upstream), Some(to)) = (&self.hub, &self.upstream, self.parent) else {
            return;
        };
        let link = Up { network: Arc::clone(&self.network), to };
        let known = upstream.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let keep = Arc::clone(upstream);
        let forwarder = Forwarder::new(Arc::clone(hub), Box::new(link), known, move |upstream| {
            *keep.lock().unwrap_or_else(PoisonError::into_inner) = upstream.clone();
            Ok(())
        });
        self.forwarder = Some(forwarder);
    }

    /// Passes on; what came of it.
    pub async fn forward(&mut self) -> String {
        match &mut self.forwarder {
            None => "it has nobody above".to_owned(),
            Some(forwarder) => match forwarder.forward().await {
                Ok(done) => format!("{} durable, {} requests", done.durable, done.requests),
                Err(error) => error.to_string(),
            },
        }
    }

    /// Closes it, in order unless its disk has died.
    ///
    /// # Errors
    /// When somebody holds on to it.
    pub async fn close(&mut self) -> anyhow::Result<()> {
        self.network.put(self.number, None);
        (self.forwarder, self.hub) = (None, None);
        // The writer ends once nobody is left who could send it something.
        for _ in 0..100_000 {
            if self.store.upgrade().is_none() {
                return Ok(());
            }
            tokio::task::yield_now().await;
        }
        anyhow::bail!("{} is still held by somebody", self.name())
    }

    /// It ends without having closed anything, loses what wasn't durable, and is opened again.
    ///
    /// # Errors
    /// When it can't be opened: then something durable was lost.
    pub async fn crash(&mut self, loss: Loss) -> anyhow::Result<()> {
        self.disk.die();
        self.close().await?;
        self.disk.crash(loss, &self.chance)?;
        self.open().await.with_context(|| format!("{} can't be opened again", self.name()))
    }

    /// Copies the storage, while it is in use.
    ///
    /// # Errors
    /// Whatever the storage does.
    pub async fn backup(&self) -> anyhow::Result<PathBuf> {
        let copy = self.folder.with_extension(format!("copy-{:016x}", self.chance.number()));
        self.hub()?.store().backup(&copy).await?;
        Ok(copy)
    }

    /// Puts a copy in the storage's place, as `restore` does.
    ///
    /// # Errors
    /// When the copy isn't sound.
    pub async fn restore(&mut self, copy: &std::path::Path) -> anyhow::Result<()> {
        self.close().await?;
        self.disk.crash(Loss::Nothing, &self.chance)?;
        check_copy(copy, &self.ward.public).await?;
        put_in_place(copy, &self.folder.join("hub.db"))?;
        self.open().await?;
        self.hub()?.store().set_incarnation(self.chance.number()).await?;
        self.close().await?;
        self.open().await
    }

    /// Everything as JSON lines.
    ///
    /// # Errors
    /// Whatever the storage does, and when something can't be read.
    pub async fn export(&self) -> anyhow::Result<String> {
        let mut text = Vec::new();
        let unread = keeping::export(self.hub()?, None, &mut text).await?;
        ensure!(unread == 0, "{unread} segments can't be read");
        Ok(String::from_utf8(text)?)
    }
}
