//! The real hub behind real sockets on this computer: in this process, or as one of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, OnceLock};

use anyhow::{Context, ensure};
use hub::folder::Folder;
use hub::http;
use hub::https::Https;
use hub::listen::{self, Patience};
use hub::service::{Forwarder, Hub, NewCode, Outside};
use hub::storage;
use hub::storage::sql::Database;
use tokio::net::TcpListener;
use tokio::sync::watch;
use wire::Role;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// The program that serves as `camtay-hub` when it is called with `--data`: this very one, unless
/// a test says otherwise.
pub fn set_program(path: PathBuf) {
    let _ = PROGRAM.set(path);
}

/// Whether this program was called to be a hub.
#[must_use]
pub fn is_hub() -> bool {
    std::env::args().nth(1).is_some_and(|first| first == "--data")
}

/// A new hub's folder, with codes for so many learners.
///
/// # Errors
/// When it can't be made.
pub async fn begin(path: &Path, codes: usize) -> anyhow::Result<(Folder, Vec<[u8; 16]>)> {
    let folder = Folder::at(path);
    folder.begin("Phường", &Outside::system())?;
    let tokens = codes_of(&folder, Role::Learner, codes).await?;
    Ok((folder, tokens))
}

/// Codes of a hub that nobody serves.
///
/// # Errors
/// When it can't be opened.
pub async fn codes_of(folder: &Folder, role: Role, codes: usize) -> anyhow::Result<Vec<[u8; 16]>> {
    let hub = open(folder).await?;
    let mut tokens = Vec::with_capacity(codes);
    for _ in 0..codes {
        let code = NewCode { role, group: None, person: None, instructor: None };
        tokens.push(hub.invite(code, Vec::new()).await?.token);
    }
    close(hub, folder).await?;
    Ok(tokens)
}

/// The hub of a folder that nobody serves.
///
/// # Errors
/// When it can't be opened.
pub async fn open(folder: &Folder) -> anyhow::Result<Arc<Hub>> {
    Ok(open_with_database(folder).await?.0)
}

async fn open_with_database(folder: &Folder) -> anyhow::Result<(Arc<Hub>, Arc<dyn Database>)> {
    let (ward, certificate) = (folder.ward()?, folder.certificate()?.sha256());
    // Whoever served it before may still be closing it.
    for _ in 0..2_000 {
        match storage::open(None, &folder.database(), &ward.public).await {
            Err(storage::StorageError::InUse) => {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
            opened => {
                let store = opened?;
                let database = store.database();
                let hub = Hub::open(store, ward, certificate, Outside::system()).await?;
                return Ok((Arc::new(hub), database));
            }
        }
    }
    anyhow::bail!("another hub serves the folder")
}

/// Closes it, as far as nobody holds on to it, and waits until another may serve its folder.
///
/// # Errors
/// When there is no such folder.
pub async fn close(hub: Arc<Hub>, folder: &Folder) -> anyhow::Result<()> {
    drop(hub);
    let lock = std::fs::File::open(folder.database().with_extension("lock"))?;
    while lock.try_lock().is_err() {
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// Serves a folder in this process, until told to stop; where. A relay passes on what it has.
///
/// # Errors
/// When it can't listen.
pub async fn serve(
    folder: &Folder,
    address: &str,
    patience: Patience,
) -> anyhow::Result<(String, watch::Sender<bool>, tokio::task::JoinHandle<()>)> {
    let (hub, database) = open_with_database(folder).await?;
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?.to_string();
    let (stopping, stop) = watch::channel(false);
    let forwarding = match folder.upstream()? {
        None => None,
        Some(upstream) => {
            let link = Https::to(&upstream.addresses, upstream.certificate_sha256)?;
            let (keep, hub) = (folder.clone(), Arc::clone(&hub));
            let keep = move |upstream: &_| keep.keep_upstream(upstream);
            let forwarder = Forwarder::new(hub, Box::new(link), upstream, keep);
            Some(tokio::spawn(forwarder.run(stop.clone())))
        }
    };
    let app = http::of_service(hub, database, vec![address.clone()], None).await?;
    let router = http::router(app);
    let tls = listen::tls(&folder.certificate()?)?;
    let serving = tokio::spawn(async move {
        listen::serve_with(listener, tls, router, stop, patience).await;
        if let Some(forwarding) = forwarding {
            let _ = forwarding.await;
        }
    });
    Ok((address, stopping, serving))
}

/// A hub as a process of its own; where it listens.
///
/// # Errors
/// When it doesn't start.
pub fn spawn(folder: &Path) -> anyhow::Result<(Child, String)> {
    use std::io::BufRead;
    let this = std::env::current_exe()?;
    let mut child = Command::new(PROGRAM.get().unwrap_or(&this))
        .arg("--data")
        .arg(folder)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut line = String::new();
    let out = child.stdout.take().context("no output")?;
    std::io::BufReader::new(out).read_line(&mut line)?;
    let said: serde_json::Value = serde_json::from_str(&line).context("the hub doesn't start")?;
    let address = said["address"].as_str().unwrap_or_default().to_owned();
    ensure!(!address.is_empty(), "the hub doesn't say where it listens");
    Ok((child, address))
}
