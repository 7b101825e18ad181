//! The device's keys, in a file of their own: outside of what a backup copies, so that a phone that
//! was restored or copied is another device. The keys of earlier installations are kept behind the
//! current one: what their logs hold is still to be sealed, and what was wrapped for them to be
//! opened. Refuses to go on with a damaged file: it is moved aside and the device begins anew.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use protocol::InstallId;
use segment::DeviceKey;
use zeroize::Zeroizing;

/// The file of the keys within its folder.
pub const KEY_NAME: &str = "key";

const SECRET_BYTES: usize = 32;

/// The keys of this device, the current one and those before it.
#[derive(Debug, Clone)]
pub struct DeviceKeys {
    folder: Option<PathBuf>,
    current: DeviceKey,
    former: Vec<DeviceKey>,
}

impl DeviceKeys {
    /// The keys in `folder`, which is made if missing and may be read by its owner alone. Where
    /// there are none, `fresh` is asked for the secret of a new one: 32 random bytes.
    ///
    /// # Errors
    /// Where the folder can't be read or written, or there is no randomness.
    pub fn open(
        folder: &Path,
        fresh: impl FnOnce() -> io::Result<[u8; SECRET_BYTES]>,
    ) -> io::Result<Self> {
        make_private(folder)?;
        // Two programs that start at once agree on one key.
        let lock = File::create(folder.join("lock"))?;
        lock.lock()?;
        let path = folder.join(KEY_NAME);
        let found = match fs::read(&path) {
            Ok(bytes) => read(&Zeroizing::new(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let folder = Some(folder.to_owned());
        if let Some((current, former)) = found {
            return Ok(Self { folder, current, former });
        }
        if path.exists() {
            fs::rename(&path, path.with_extension("damaged"))?;
        }
        let secret = Zeroizing::new(fresh()?);
        let keys = Self { folder, current: DeviceKey::from_secret(&secret), former: Vec::new() };
        keys.write()?;
        Ok(keys)
    }

    /// A device whose keys are kept nowhere, for simulations.
    #[must_use]
    pub fn in_memory(secret: &[u8; SECRET_BYTES]) -> Self {
        Self { folder: None, current: DeviceKey::from_secret(secret), former: Vec::new() }
    }

    /// Begins another installation with this secret. Durable when this returns.
    ///
    /// # Errors
    /// Where it can't be written; then nothing changed.
    pub fn renew(&mut self, secret: &[u8; SECRET_BYTES]) -> io::Result<()> {
        let before = std::mem::replace(&mut self.current, DeviceKey::from_secret(secret));
        self.former.insert(0, before);
        let written = self.write();
        if written.is_err() {
            self.current = self.former.remove(0);
        }
        written
    }

    /// The key that signs now.
    #[must_use]
    pub fn current(&self) -> &DeviceKey {
        &self.current
    }

    /// The installation that writes now.
    #[must_use]
    pub fn install(&self) -> InstallId {
        self.current.public().install()
    }

    /// Every key, the current one first.
    pub fn all(&self) -> impl Iterator<Item = &DeviceKey> {
        std::iter::once(&self.current).chain(&self.former)
    }

    /// The key of one of this device's installations.
    #[must_use]
    pub fn of(&self, install: InstallId) -> Option<&DeviceKey> {
        self.all().find(|key| key.public().install() == install)
    }

    fn write(&self) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let mut bytes = Zeroizing::new(Vec::new());
        self.all().for_each(|key| bytes.extend_from_slice(&*key.secret()));
        let (path, draft) = (folder.join(KEY_NAME), folder.join("key.new"));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&draft)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&draft, &path)?;
        #[cfg(unix)]
        File::open(folder)?.sync_all()?;
        Ok(())
    }
}

fn read(bytes: &[u8]) -> Option<(DeviceKey, Vec<DeviceKey>)> {
    let (secrets, rest) = bytes.as_chunks::<SECRET_BYTES>();
    let mut keys = secrets.iter().map(DeviceKey::from_secret);
    let current = keys.next().filter(|_| rest.is_empty())?;
    Some((current, keys.collect()))
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}
