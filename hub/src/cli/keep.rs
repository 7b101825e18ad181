//! Keeping: `backup`, `restore`, `verify`, `export`, `erase`.

use std::io::{BufWriter, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use protocol::PersonId;

use super::{REFUSED, serve};
use crate::console::{self, Command};
use crate::folder::Folder;
use crate::service::Outside;
use crate::{keeping, storage};

/// Has `command` done by the hub that serves the folder, or does it.
pub(super) async fn ask_or_do(
    folder: &Folder,
    database: Option<&str>,
    command: Command,
) -> anyhow::Result<String> {
    if let Some(serving) = folder.serving()? {
        return console::ask(folder, serving.console, command).await;
    }
    folder.certificate()?;
    let _lock = folder.lock()?;
    let (hub, database) = serve::open_with_database(folder, database).await?;
    console::run(&hub, &serve::accounts_in(&database).await?, command).await
}

pub(super) async fn backup(
    folder: &Folder,
    database: Option<&str>,
    to: PathBuf,
) -> anyhow::Result<ExitCode> {
    ensure!(!to.exists(), "{} is there already; it is left as it is", to.display());
    // The hub that serves may have another folder to start from.
    let to = std::path::absolute(to)?;
    ask_or_do(folder, database, Command::Backup { to }).await?;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(
    folder: &Folder,
    database: Option<&str>,
    from: &Path,
) -> anyhow::Result<ExitCode> {
    if database.is_some() {
        bail!("a PostgreSQL database is restored with pg_restore; see docs/running-a-hub.md");
    }
    let ward = folder.ward()?;
    let _lock = folder.lock().context("stop the hub before restoring")?;
    storage::check_copy(from, &ward.public).await?;
    let aside = storage::put_in_place(from, &folder.database())?;
    let hub = serve::open(folder, None).await?;
    hub.store().set_incarnation(u64::from_le_bytes(Outside::system().random())).await?;
    eprintln!("Restored. Devices will send again what this copy doesn't have.");
    if let Some(aside) = aside {
        eprintln!("What was there before is kept as {}.", aside.display());
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn verify(folder: &Folder, database: Option<&str>) -> anyhow::Result<ExitCode> {
    let hub = serve::open_to_read(folder, database).await?;
    let verified = keeping::verify(&hub).await?;
    println!("{}", serde_json::to_string(&verified)?);
    if verified.findings.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{} segments are not as they should be", verified.findings.len());
    Ok(ExitCode::from(REFUSED))
}

pub(super) async fn export(
    folder: &Folder,
    database: Option<&str>,
    person: Option<String>,
) -> anyhow::Result<ExitCode> {
    let person = match person {
        None => None,
        Some(text) => Some(PersonId::from_hex(&text).with_context(|| {
            format!(
                "{text} is no person's id; it has 32 hexadecimal digits, as `export` prints them"
            )
        })?),
    };
    let hub = serve::open_to_read(folder, database).await?;
    ensure!(!hub.is_relay(), "a relay cannot read what it passes on; export at the ward's hub");
    if let Some(id) = person {
        let known = hub.store().people(&[id]).await?.into_iter().flatten().next();
        ensure!(known.is_some_and(|row| !row.erased), "nobody at this hub has the id {id}");
    }
    let unread = keeping::export(&hub, person, BufWriter::new(stdout().lock())).await?;
    if unread > 0 {
        eprintln!("{unread} segments of a newer version are not in it; please update the hub");
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn erase(
    folder: &Folder,
    database: Option<&str>,
    person: String,
) -> anyhow::Result<ExitCode> {
    ask_or_do(folder, database, Command::Erase { person }).await?;
    Ok(ExitCode::SUCCESS)
}
