//! A hub's data folder: its keys, its certificate, what it remembers of a hub above, and the
//! tombstones that outlive a restore. Secrets are readable by their owner alone. Never overwrites
//! a key.
//!
//! ```text
//! DIR/ward.json            the ward's name
//! DIR/keys/ward.key        32 bytes; what opens persons' keys. Without it nothing can be read
//! DIR/keys/device.key      32 bytes; a relay's own
//! DIR/keys/tls.key, .crt   PEM; the certificate that codes pin
//! DIR/keys/console.key     32 bytes; what the command line shows to the hub that is serving
//! DIR/hub.db               everything else, on SQLite
//! DIR/tombstones           who was erased; not in backups
//! DIR/upstream.json        the hub above, of a relay
//! DIR/serving.json         where the hub is listening, while it is
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use segment::{BoxPublicKey, DeviceKey, DevicePublicKey, Hash, WardKey, WardPublicKey};
use serde::{Deserialize, Serialize};
use wire::{Credential, Tombstone};

use crate::http::Operator;
use crate::service::{Outside, Upstream, Ward};

/// The folder of one hub.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WardFile {
    name: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct UpstreamFile {
    addresses: Vec<String>,
    certificate_sha256: String,
    ward_verifying: String,
    ward_wrapping: String,
    ward_name: String,
    credential: String,
    incarnation: Option<u64>,
    cursor: String,
}

/// What a serving hub says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Serving {
    /// Where it listens.
    pub address: String,
    /// SHA-256 of its certificate, in hexadecimal.
    pub certificate_sha256: String,
    /// The port on this computer where its keeper is answered.
    pub console: u16,
}

/// The certificate and its key.
#[derive(Debug)]
pub struct Certificate {
    /// In DER.
    pub der: Vec<u8>,
    /// PKCS #8 in DER.
    pub key: Vec<u8>,
}

impl Certificate {
    /// By what codes know it.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        pinning::fingerprint(&self.der)
    }
}

impl Folder {
    /// The folder at `path`, which may not be there yet.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file of SQLite.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join("hub.db")
    }

    /// Whether a hub was begun here.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.key("tls.crt").exists()
    }

    /// Begins a hub for a ward of this name.
    ///
    /// # Errors
    /// When there is one already, or the folder can't be written.
    pub fn begin(&self, name: &str, outside: &Outside) -> anyhow::Result<()> {
        ensure!(!self.is_begun(), "there is a hub in this folder already; it is left as it is");
        let name = name.trim();
        ensure!(
            (1..=120).contains(&name.chars().count()) && !name.contains(char::is_control),
            "a ward's name has between 1 and 120 letters"
        );
        self.begin_keys(outside)?;
        write_new(&self.key("ward.key"), &outside.random::<32>())?;
        let ward = serde_json::to_vec_pretty(&WardFile { name: name.to_owned() })?;
        replace(&self.path.join("ward.json"), &ward)?;
        self.begin_certificate()
    }

    /// Begins a relay: a hub without a ward of its own.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn begin_relay(&self, outside: &Outside) -> anyhow::Result<()> {
        if !self.is_begun() {
            self.begin_keys(outside)?;
            self.begin_certificate()?;
        }
        Ok(())
    }

    fn begin_keys(&self, outside: &Outside) -> anyhow::Result<()> {
        fs::create_dir_all(&self.path)
            .with_context(|| "the data folder cannot be made".to_owned())?;
        private_folder(&self.path.join("keys"))?;
        for name in ["device.key", "console.key"] {
            if !self.key(name).exists() {
                write_new(&self.key(name), &outside.random::<32>())?;
            }
        }
        Ok(())
    }

    /// Last: a folder with a certificate is complete.
    fn begin_certificate(&self) -> anyhow::Result<()> {
        let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
        let mut of = rcgen::CertificateParams::new(vec!["camtay-hub".to_owned()])?;
        of.distinguished_name.push(rcgen::DnType::CommonName, "camtay-hub");
        let certificate = of.self_signed(&key)?;
        if !self.key("tls.key").exists() {
            write_new(&self.key("tls.key"), &key.serialize_der())?;
            write_new(&self.key("tls.crt"), certificate.der())?;
        } else if !self.key("tls.crt").exists() {
            // Killed in between.
            let der = fs::read(self.key("tls.key"))?;
            let key = rcgen::KeyPair::try_from(der)?;
            write_new(&self.key("tls.crt"), of.self_signed(&key)?.der())?;
        }
        Ok(())
    }

    fn key(&self, name: &str) -> PathBuf {
        self.path.join("keys").join(name)
    }

    /// The certificate.
    ///
    /// # Errors
    /// When no hub was begun here.
    pub fn certificate(&self) -> anyhow::Result<Certificate> {
        let read = |name| {
            fs::read(self.key(name))
                .context("there is no hub in this folder; begin one with `hub init`")
        };
        Ok(Certificate { der: read("tls.crt")?, key: read("tls.key")? })
    }

    /// The ward whose hub this is: of a relay that of the hub above.
    ///
    /// # Errors
    /// When no hub was begun here, or its files are damaged.
    pub fn ward(&self) -> anyhow::Result<Ward> {
        if let Some(upstream) = self.upstream()? {
            return Ok(upstream.as_ward());
        }
        let text = fs::read(self.path.join("ward.json"))
            .context("there is no hub in this folder; begin one with `hub init`")?;
        let file: WardFile = serde_json::from_slice(&text).context("ward.json is damaged")?;
        let key = WardKey::from_secret(&self.secret("ward.key")?);
        Ok(Ward { name: file.name, public: key.public(), key: Some(key) })
    }

    /// What opens the figures about the hub from another machine: the keeper writes it to the file
    /// `operator.token`. None without that file.
    ///
    /// # Errors
    /// When the token is too short to keep anybody out, or can't be read.
    pub fn operator(&self) -> anyhow::Result<Option<Operator>> {
        match fs::read_to_string(self.path.join("operator.token")) {
            Ok(token) => match Operator::by(&token) {
                Some(operator) => Ok(Some(operator)),
                None => bail!("operator.token needs at least 16 characters"),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).context("operator.token can't be read"),
        }
    }

    /// A relay's own key.
    ///
    /// # Errors
    /// When no hub was begun here.
    pub fn device_key(&self) -> anyhow::Result<DeviceKey> {
        Ok(DeviceKey::from_secret(&self.secret("device.key")?))
    }

    /// What the command line shows to the hub that is serving this folder.
    ///
    /// # Errors
    /// When no hub was begun here.
    pub fn console_key(&self) -> anyhow::Result<String> {
        Ok(hex(&self.secret("console.key")?))
    }

    fn secret(&self, name: &str) -> anyhow::Result<[u8; 32]> {
        let bytes = fs::read(self.key(name))
            .with_context(|| format!("keys/{name} is missing: is this a hub's folder?"))?;
        bytes.try_into().map_err(|_| anyhow::anyhow!("keys/{name} is damaged"))
    }

    /// The hub above, of a relay.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn upstream(&self) -> anyhow::Result<Option<Upstream>> {
        let text = match fs::read(self.path.join("upstream.json")) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).context("upstream.json cannot be read"),
        };
        let damaged = "upstream.json is damaged; enrol the relay anew with a code";
        let file: UpstreamFile = serde_json::from_slice(&text).context(damaged)?;
        let hash = |text: &str| Hash::from_hex(text).map(|hash| hash.0).context(damaged);
        let credential = protocol::PersonId::from_hex(&file.credential).context(damaged)?.0;
        Ok(Some(Upstream {
            addresses: file.addresses,
            certificate_sha256: hash(&file.certificate_sha256)?,
            ward: WardPublicKey {
                verifying: DevicePublicKey(hash(&file.ward_verifying)?),
                wrapping: BoxPublicKey(hash(&file.ward_wrapping)?),
            },
            ward_name: file.ward_name,
            credential: Credential(credential),
            incarnation: file.incarnation,
            cursor: unhex(&file.cursor).context(damaged)?,
        }))
    }

    /// Writes down what is known of the hub above.
    ///
    /// # Errors
    /// When the folder can't be written; what was there before is there still.
    pub fn keep_upstream(&self, upstream: &Upstream) -> io::Result<()> {
        let file = UpstreamFile {
            addresses: upstream.addresses.clone(),
            certificate_sha256: hex(&upstream.certificate_sha256),
            ward_verifying: hex(&upstream.ward.verifying.0),
            ward_wrapping: hex(&upstream.ward.wrapping.0),
            ward_name: upstream.ward_name.clone(),
            credential: hex(&upstream.credential.0),
            incarnation: upstream.incarnation,
            cursor: hex(&upstream.cursor),
        };
        let text = serde_json::to_vec_pretty(&file).map_err(io::Error::other)?;
        replace(&self.path.join("upstream.json"), &text)
    }

    /// Adds tombstones to those that outlive a restore.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn keep_tombstones(&self, tombstones: &[Tombstone]) -> io::Result<()> {
        let path = self.path.join("tombstones");
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        let mut lines = String::new();
        for tombstone in tombstones {
            lines.push_str(&hex(&wire::to_bytes(tombstone)));
            lines.push('\n');
        }
        file.write_all(lines.as_bytes())?;
        file.sync_all()
    }

    /// Everybody who was erased. A line that was cut off by a crash is passed over: its erasure
    /// was not confirmed to anybody.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn tombstones(&self) -> io::Result<Vec<Tombstone>> {
        let text = match fs::read_to_string(self.path.join("tombstones")) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let read = |line: &str| wire::from_bytes(&unhex(line)?).ok();
        Ok(text.lines().filter_map(read).collect())
    }

    /// Takes the folder for a serving hub, until the returned file is dropped.
    ///
    /// # Errors
    /// When another hub serves it.
    pub fn lock(&self) -> anyhow::Result<File> {
        let path = self.path.join("serving.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => bail!("another hub is serving this folder"),
            Err(fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Says where the hub is listening.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn say_serving(&self, serving: &Serving) -> anyhow::Result<()> {
        Ok(replace(&self.path.join("serving.json"), &serde_json::to_vec(serving)?)?)
    }

    /// The hub that serves this folder now; none when nobody does.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn serving(&self) -> anyhow::Result<Option<Serving>> {
        if !self.path.join("serving.lock").exists() || self.lock().is_ok() {
            return Ok(None);
        }
        let mut text = Vec::new();
        match File::open(self.path.join("serving.json")) {
            Ok(mut file) => file.read_to_end(&mut text)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        Ok(serde_json::from_slice(&text).ok())
    }
}

fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Writes a file that isn't there yet, readable by its owner alone, durably.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    sync_folder(path)
}

/// Replaces a file, durably: after a crash either the old or the new one is there.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = path.with_extension("part");
    let _ = fs::remove_file(&part);
    write_new(&part, bytes)?;
    fs::rename(&part, path)?;
    sync_folder(path)
}

fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()
}
