//! How many events each log has, written down beside the device's keys: where a copy of the data
//! doesn't go along. What the data hold is compared with it, so that nobody is told that all is
//! there unless it is, and no number of a log is used twice after an older file was put back.
//!
//! It is made durable before every commit with what the logs will hold at most, and says what they
//! hold for sure: after a kill the truth is one of the two. Two files are written in turn, each
//! with its generation and a checksum, so that a torn one leaves the one before. It never holds
//! what people did, and whoever is erased goes from it too.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use protocol::{InstallId, LogId, PersonId};
use rusqlite::Connection;

use crate::StoreError;

/// The two files, within the folder of the device's keys.
pub const TALLY_NAMES: [&str; 2] = ["tally-a", "tally-b"];

/// 'CmTl', and the version of the layout.
const MAGIC: &[u8; 5] = b"CmTl\x01";
const LOG_BYTES: usize = 64;
const HASH_BYTES: usize = 32;
const HEAD_BYTES: usize = MAGIC.len() + 8 + 16 + 9;

/// What tells one use of a write-ahead log from another: the salts in its header.
pub(super) type Salts = [u8; 8];

/// How much of a log there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// The number of its last event.
    pub last: u64,
    /// How many events.
    pub events: u64,
}

/// One log's line of the tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub subject: PersonId,
    /// What was committed for sure.
    pub sure: Extent,
    /// What may have been committed, and not more.
    pub most: Extent,
}

/// The extents of the logs of a database, and whom each is about.
pub(super) type Extents = BTreeMap<LogId, (PersonId, Extent)>;

/// The tally.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    folder: PathBuf,
    generation: u64,
    /// The installation that wrote last.
    pub install: InstallId,
    pub lines: BTreeMap<LogId, Line>,
    /// Of the write-ahead log that belongs to the data; none where there was none.
    pub salts: Option<Salts>,
}

impl Tally {
    /// One that says nothing yet.
    pub fn new(folder: &Path, install: InstallId) -> Self {
        let folder = folder.to_owned();
        Self { folder, generation: 0, install, lines: BTreeMap::new(), salts: None }
    }

    /// The newest sound one in `folder`; none where there is none. One of a newer version says
    /// nothing to this one.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let mut newest: Option<Self> = None;
        for name in TALLY_NAMES {
            let bytes = match fs::read(folder.join(name)) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            let found = decoded(folder, &bytes);
            let is_newer = |found: &Self| {
                newest.as_ref().is_none_or(|before| before.generation < found.generation)
            };
            if let Some(found) = found.filter(is_newer) {
                newest = Some(found);
            }
        }
        Ok(newest)
    }

    /// Is there from now on.
    pub fn begin(&mut self) -> Result<(), StoreError> {
        self.write()
    }

    /// From now on `install` writes; what `extents` say is so, and nothing else may be.
    pub fn settle(
        &mut self,
        install: InstallId,
        extents: &Extents,
        database_log: &Path,
    ) -> Result<(), StoreError> {
        let line = |(log, (subject, extent)): (&LogId, &(PersonId, Extent))| {
            (*log, Line { subject: *subject, sure: *extent, most: *extent })
        };
        self.lines = extents.iter().map(line).collect();
        (self.install, self.salts) = (install, salts(database_log));
        self.write()
    }

    /// The data are closed: what was committed for sure is all that there may be.
    pub fn close(&mut self, database_log: &Path) -> Result<(), StoreError> {
        self.salts = salts(database_log);
        self.write()
    }

    /// The extent of a log when `more` events from number `first` on are added to it.
    pub fn with(&self, log: LogId, subject: PersonId, first: u64, more: u64) -> Extents {
        let before = self.lines.get(&log).map(|line| line.sure).unwrap_or_default();
        let last = (first + more).saturating_sub(1);
        BTreeMap::from([(log, (subject, Extent { last, events: before.events + more }))])
    }

    /// `extents` are about to be committed. Durable when this returns.
    pub fn expect(&mut self, extents: &Extents) -> Result<(), StoreError> {
        for (log, (subject, most)) in extents {
            let fresh = Line { subject: *subject, sure: Extent::default(), most: *most };
            self.lines.entry(*log).or_insert(fresh).most = *most;
        }
        self.write()
    }

    /// What was expected was committed. Becomes durable with the next word.
    pub fn came_true(&mut self) {
        self.lines.values_mut().for_each(|line| line.sure = line.most);
    }

    /// What was expected was not committed. Where that can't be written down, the data are taken
    /// for lacking something at the next opening, and new logs are begun: which does no harm.
    pub fn came_to_nothing(&mut self) {
        self.lines.values_mut().for_each(|line| line.most = line.sure);
        let _ = self.write();
    }

    /// Where a write-ahead log was begun since, it is known from now on.
    pub fn know_log(&mut self, database_log: &Path) -> Result<(), StoreError> {
        let salts = salts(database_log);
        if self.salts == salts {
            return Ok(());
        }
        self.salts = salts;
        self.write()
    }

    /// Nothing is left of a person, in either file.
    pub fn forget(&mut self, subject: PersonId) -> Result<(), StoreError> {
        self.lines.retain(|_, line| line.subject != subject);
        self.write()?;
        self.write()
    }

    /// How many events are missing for sure where the data hold `have`.
    pub fn missing(&self, have: &Extents) -> u64 {
        let of = |(log, line): (&LogId, &Line)| {
            line.sure.events.saturating_sub(extent(have, log).events)
        };
        self.lines.iter().map(of).sum()
    }

    /// Whether `have` is everything that may ever have been committed: nothing is missing, proven.
    pub fn is_covered(&self, have: &Extents) -> bool {
        self.lines.iter().all(|(log, line)| {
            let have = extent(have, log);
            have.events >= line.most.events && have.last >= line.most.last
        })
    }

    /// Whether it ever counted an event.
    pub fn counted_any(&self) -> bool {
        self.lines.values().any(|line| line.most.events > 0)
    }

    fn write(&mut self) -> Result<(), StoreError> {
        self.generation += 1;
        let name = TALLY_NAMES[usize::from(self.generation.is_multiple_of(2))];
        let path = self.folder.join(name);
        let is_new = !path.exists();
        let bytes = self.encoded();
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        // In its old place, so that it works on a disk without room as well.
        file.write_all(&bytes)?;
        file.set_len(bytes.len() as u64)?;
        file.sync_data()?;
        #[cfg(unix)]
        if is_new {
            File::open(&self.folder)?.sync_all()?;
        }
        #[cfg(not(unix))]
        let _ = is_new;
        Ok(())
    }

    fn encoded(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&self.generation.to_be_bytes());
        bytes.extend_from_slice(&self.install.0);
        bytes.push(u8::from(self.salts.is_some()));
        bytes.extend_from_slice(&self.salts.unwrap_or_default());
        for (log, line) in &self.lines {
            bytes.extend_from_slice(&log.0);
            bytes.extend_from_slice(&line.subject.0);
            for number in [line.sure.last, line.sure.events, line.most.last, line.most.events] {
                bytes.extend_from_slice(&number.to_be_bytes());
            }
        }
        let hash = blake3::hash(&bytes);
        bytes.extend_from_slice(hash.as_bytes());
        bytes
    }
}

fn extent(have: &Extents, log: &LogId) -> Extent {
    have.get(log).map(|(_, extent)| *extent).unwrap_or_default()
}

fn decoded(folder: &Path, bytes: &[u8]) -> Option<Tally> {
    let (body, hash) = bytes.split_at_checked(bytes.len().checked_sub(HASH_BYTES)?)?;
    if blake3::hash(body).as_bytes() != hash || !body.starts_with(MAGIC) {
        return None;
    }
    let (head, lines) = body.split_at_checked(HEAD_BYTES)?;
    let (generation, rest) = head[MAGIC.len()..].split_first_chunk::<8>()?;
    let (install, rest) = rest.split_first_chunk::<16>()?;
    let (has_salts, salts) = rest.split_first()?;
    let (lines, []) = lines.as_chunks::<LOG_BYTES>() else { return None };
    let line = |line: &[u8; LOG_BYTES]| {
        let (log, rest) = line.split_first_chunk::<16>()?;
        let (subject, rest) = rest.split_first_chunk::<16>()?;
        let number = |at: usize| Some(u64::from_be_bytes(*rest.get(at * 8..)?.first_chunk()?));
        let sure = Extent { last: number(0)?, events: number(1)? };
        let most = Extent { last: number(2)?, events: number(3)? };
        Some((LogId(*log), Line { subject: PersonId(*subject), sure, most }))
    };
    Some(Tally {
        folder: folder.to_owned(),
        generation: u64::from_be_bytes(*generation),
        install: InstallId(*install),
        lines: lines.iter().map(line).collect::<Option<_>>()?,
        salts: (*has_salts == 1).then_some(salts.try_into().ok()?),
    })
}

/// The salts of a write-ahead log; none where there is no log, or nothing in it.
pub(super) fn salts(database_log: &Path) -> Option<Salts> {
    let mut header = [0; 32];
    File::open(database_log).ok()?.read_exact(&mut header).ok()?;
    header[16..24].try_into().ok()
}

/// How much there is of every log in a database.
pub(super) fn extents(db: &Connection) -> Result<Extents, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT log.id, log.subject, max(event.seq), count(*) FROM event \
         JOIN log ON log.n = event.log GROUP BY event.log",
    )?;
    let extents = statement.query_map([], |row| {
        let last = row.get::<_, i64>(2)?.cast_unsigned();
        let events = row.get::<_, i64>(3)?.cast_unsigned();
        Ok((LogId(row.get(0)?), (PersonId(row.get(1)?), Extent { last, events })))
    })?;
    Ok(extents.collect::<Result<_, _>>()?)
}
