//! What a hub's keeper asks of it on the command line, whether it is serving or not: a hub that
//! serves listens on a port of this computer alone for whoever has the key of its folder.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use protocol::PersonId;
use segment::{DevicePublicKey, Hash};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use wire::Role;

use crate::accounts::{Account, Accounts};
use crate::folder::Folder;
use crate::groups;
use crate::service::{Hub, NewCode};

/// The longest question and answer.
const MAX_LINE: u64 = 1 << 20;

/// What may be asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// A code that lets one device in.
    Enrol {
        /// The role's name.
        role: String,
        /// The group.
        group: Option<String>,
        /// The person to be restored, in hexadecimal.
        person: Option<String>,
        /// The installation of the instructor on whose roster the device's people come.
        instructor: Option<String>,
        /// Where the hub is to be reached.
        addresses: Vec<String>,
    },
    /// Erases a person.
    Erase {
        /// Who, in hexadecimal.
        person: String,
    },
    /// Copies the database while it is in use.
    Backup {
        /// Where to.
        to: PathBuf,
    },
    /// An account for the pages that people look at.
    AddAccount {
        /// What the person types to log in.
        name: String,
        /// The role's name.
        role: String,
        /// The group.
        group: Option<String>,
        /// The installation of an instructor's device, whose roster they see.
        device: Option<String>,
        /// At least as long as accounts ask for.
        password: String,
    },
    /// Takes an account away, and ends what it has open.
    RemoveAccount {
        /// Whose.
        name: String,
    },
    /// Shuts a device out.
    Revoke {
        /// Its installation, in hexadecimal.
        device: String,
    },
}

#[derive(Serialize, Deserialize)]
struct Question {
    key: String,
    command: Command,
}

/// What is answered: some text, or a sentence about what went wrong.
type Answer = Result<String, String>;

/// Does what is asked.
///
/// # Errors
/// With a sentence that says what to do.
pub async fn run(hub: &Hub, accounts: &Accounts, command: Command) -> anyhow::Result<String> {
    match command {
        Command::Enrol { role, group, person, instructor, addresses } => {
            let role = role_of(&role)?;
            let person = person.map(|person| person_of(&person)).transpose()?;
            let instructor = match instructor {
                Some(install) => Some(device_of(hub, &install).await?),
                None => None,
            };
            let group = group.map(|group| groups::taken_in(&group)).transpose()?;
            let code = NewCode { role, group, person, instructor };
            hub.note("console".to_owned(), "invite", role.name().to_owned(), true).await?;
            Ok(hub.invite(code, addresses).await?.to_link())
        }
        Command::Erase { person } => {
            let id = person_of(&person)?;
            hub.note("console".to_owned(), "erase", person, true).await?;
            if hub.erase_person(id).await? {
                Ok(String::new())
            } else {
                bail!("this is a relay: people are erased at the ward's hub, or on their devices")
            }
        }
        Command::Backup { to } => {
            hub.store().backup(&to).await?;
            hub.note("console".to_owned(), "backup", String::new(), true).await?;
            Ok(String::new())
        }
        Command::AddAccount { name, role, group, device, password } => {
            let role = role_of(&role)?;
            let device = match device {
                Some(install) => Some(device_of(hub, &install).await?),
                None => None,
            };
            let group = group.map(|group| groups::taken_in(&group)).transpose()?;
            hub.note("console".to_owned(), "add-account", name.clone(), true).await?;
            accounts.add(Account { name, role, group, device }, &password).await?;
            Ok(String::new())
        }
        Command::RemoveAccount { name } => {
            hub.note("console".to_owned(), "remove-account", name.clone(), true).await?;
            accounts.remove(&name).await?;
            Ok(String::new())
        }
        Command::Revoke { device } => {
            let key = device_of(hub, &device).await?;
            hub.note("console".to_owned(), "revoke", device, true).await?;
            hub.store().revoke(&key).await?;
            Ok(String::new())
        }
    }
}

fn role_of(name: &str) -> anyhow::Result<Role> {
    Role::from_name(name).context("roles are learner, instructor, group and ward")
}

fn person_of(text: &str) -> anyhow::Result<PersonId> {
    PersonId::from_hex(text)
        .with_context(|| format!("{text} is no person's id (32 hexadecimal digits)"))
}

async fn device_of(hub: &Hub, install: &str) -> anyhow::Result<DevicePublicKey> {
    let devices = hub.store().devices().await?;
    let found = devices.into_iter().find(|row| row.device.install().to_string() == install);
    Ok(found.with_context(|| format!("no device here has the installation {install}"))?.device)
}

/// Answers on this computer alone. The port.
///
/// # Errors
/// When no port can be had.
pub async fn listen(hub: Arc<Hub>, accounts: Accounts, folder: &Folder) -> anyhow::Result<u16> {
    let (key, accounts) = (folder.console_key()?, Arc::new(accounts));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (hub, accounts, key) = (Arc::clone(&hub), Arc::clone(&accounts), key.clone());
            tokio::spawn(async move {
                // Fails when whoever asked has gone.
                let _ = answer(stream, &hub, &accounts, &key).await;
            });
        }
    });
    Ok(port)
}

async fn answer(
    stream: TcpStream,
    hub: &Hub,
    accounts: &Accounts,
    key: &str,
) -> anyhow::Result<()> {
    let (from, mut to) = stream.into_split();
    let mut line = String::new();
    BufReader::new(from.take(MAX_LINE)).read_line(&mut line).await?;
    let question: Question = serde_json::from_str(&line)?;
    // Compared by hash, so that it takes the same time however much of it is right.
    let hashed = |key: &str| Hash::of("camtay 2026-11 console key", key.as_bytes());
    let answer: Answer = if hashed(&question.key) == hashed(key) {
        run(hub, accounts, question.command).await.map_err(|error| format!("{error:#}"))
    } else {
        Err("the key is another folder's".to_owned())
    };
    to.write_all(&serde_json::to_vec(&answer)?).await?;
    Ok(to.shutdown().await?)
}

/// Asks the hub that serves `folder`.
///
/// # Errors
/// With the hub's sentence, or when it can't be reached.
pub async fn ask(folder: &Folder, port: u16, command: Command) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))
        .await
        .context("the hub that serves this folder doesn't answer")?;
    let question = Question { key: folder.console_key()?, command };
    let mut line = serde_json::to_vec(&question)?;
    line.push(b'\n');
    stream.write_all(&line).await?;
    let mut text = Vec::new();
    stream.take(MAX_LINE).read_to_end(&mut text).await?;
    let answer: Answer =
        serde_json::from_slice(&text).context("the hub that serves this folder didn't answer")?;
    answer.map_err(anyhow::Error::msg)
}
