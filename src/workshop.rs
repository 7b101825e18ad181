//! An author's lessons on disk: reads them, and says when they were saved anew. Writes nothing,
//! also not what is played with them: that is kept in memory alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use content::{Catalog, MAX_DEPTH, MAX_FILES, Problem, Source};
use protocol::{
    Event, InstallId, LessonId, PersonAdded, PersonId, PersonOpened, PreferenceSet, Stamp,
    UnixMillis,
};
use store::{EventStore, MemoryStore};
use vietnamese::Address;

use crate::bundled;
use crate::core::{Chances, Core, Edition, Overrides, Request};
use crate::core_thread::CoreHandle;

/// How often the files are looked at while the app runs.
const LOOK_EVERY: Duration = Duration::from_millis(300);

/// The files of a folder: when each was written, and how long it is.
type Look = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// A folder with an author's lessons.
#[derive(Debug)]
pub struct Workshop {
    folder: PathBuf,
    seen: Look,
    had_problems: bool,
}

impl Workshop {
    /// Opens a folder and reads what is in it. What is wrong is printed for the author.
    ///
    /// # Errors
    /// Where there is no such folder, or `wanted` is not in it.
    pub fn open(folder: &Path, wanted: Option<&LessonId>) -> anyhow::Result<(Self, Edition)> {
        anyhow::ensure!(
            folder.is_dir(),
            "{} is not a folder; name the one with the lessons",
            folder.display()
        );
        if let Some(id) = wanted {
            let there = folder.join(id.as_str()).is_dir();
            anyhow::ensure!(there, "there is no lesson `{id}` in {}", folder.display());
        }
        let mut workshop =
            Self { folder: folder.to_owned(), seen: Look::new(), had_problems: false };
        let seen = look(folder);
        let edition = workshop.read(seen);
        Ok((workshop, edition))
    }

    /// The lessons as they are now, where they aren't as they were when they were last read.
    pub fn saved(&mut self) -> Option<Edition> {
        let now = look(&self.folder);
        (now != self.seen).then(|| self.read(now))
    }

    fn read(&mut self, seen: Look) -> Edition {
        self.seen = seen;
        let lessons = Source::Folder(self.folder.clone());
        let (catalog, problems) = Catalog::read(&lessons, &bundled::words());
        self.tell(&problems);
        Edition { catalog: Arc::new(catalog), problems }
    }

    /// Tells the author in the terminal.
    fn tell(&mut self, problems: &[Problem]) {
        for problem in problems {
            eprintln!("{problem}");
        }
        let had = std::mem::replace(&mut self.had_problems, !problems.is_empty());
        if had && problems.is_empty() {
            eprintln!("{}: all is well again.", self.folder.display());
        }
    }

    /// Looks at the folder from time to time, on a thread of its own, and has the core take up
    /// what was saved, once nothing is being written any more.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn watch(mut self, core: CoreHandle) -> std::io::Result<()> {
        let go_on = move || {
            let mut before = self.seen.clone();
            loop {
                std::thread::sleep(LOOK_EVERY);
                let now = look(&self.folder);
                if now == before && now != self.seen {
                    core.send(Request::Reload(self.read(now.clone())));
                }
                before = now;
            }
        };
        std::thread::Builder::new().name("workshop".to_owned()).spawn(go_on).map(drop)
    }
}

/// A core that plays these lessons for a person who exists in memory alone.
///
/// # Errors
/// Never, as long as memory can be written.
pub fn core(
    edition: &Edition,
    wanted: Option<LessonId>,
    mut chances: Chances,
    overrides: Overrides,
    now: UnixMillis,
) -> anyhow::Result<Core> {
    let person = PersonId(id_of(&mut chances));
    let mut store = MemoryStore::new(InstallId(id_of(&mut chances)));
    let added = PersonAdded { person, address: Address::Ba.id().to_owned(), nickname: None };
    let picture =
        PreferenceSet { name: "picture".to_owned(), value: presenter::PICTURES[0].to_owned() };
    let stamp = Stamp { wall: now, boot: 0, monotonic_millis: 0 };
    store.append(
        person,
        person,
        stamp,
        &[
            Event::PersonAdded(added),
            Event::PreferenceSet(picture),
            Event::PersonOpened(PersonOpened {}),
        ],
    )?;
    let catalog = Arc::clone(&edition.catalog);
    let core = Core::new(Box::new(store), catalog, bundled::library(), chances, overrides, None);
    Ok(core.with_workshop(&edition.problems, wanted))
}

fn id_of(chances: &mut Chances) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&chances().to_le_bytes());
    id[8..].copy_from_slice(&chances().to_le_bytes());
    id
}

/// Every file of a folder that lessons may have. Links are not followed.
fn look(folder: &Path) -> Look {
    fn add(folder: &Path, depth: usize, all: &mut Look) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let Ok(meta) = entry.metadata() else { continue };
            if hidden || all.len() > MAX_FILES {
                continue;
            }
            if meta.is_dir() && depth < MAX_DEPTH {
                add(&entry.path(), depth + 1, all);
            }
            all.insert(entry.path(), (meta.modified().ok(), meta.len()));
        }
    }
    let mut all = Look::new();
    add(folder, 0, &mut all);
    all
}
