//! Makes the spoken clips that texts want, and says which clips no text wants.
//!
//! A clip that is there is left alone, so a text edited is one clip remade. A
//! recording, when there is one, is added in a `recorded` folder beside the
//! synthesised clips, which stay: a sentence is spoken by one speaker, and the
//! synthesiser is the only one sure to have every word of an amount.
//!
//! It refuses texts a synthesiser misreads, deletes nothing unless asked, and
//! installs nothing: `espeak-ng`, `sox` and `opus-tools` are there or it fails
//! with a sentence.

mod audio;
mod recordings;
mod texts;
mod tools;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, anyhow, bail};
use narration::{ClipId, file_name, hash_of_file_name};

/// A text that has to be spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The message's name, for people: in file names and in complaints.
    pub slug: String,
    /// The words exactly as they are spoken.
    pub text: String,
    /// Where its clip goes, relative to the root: `lessons/<id>/narration`.
    pub folder: PathBuf,
}

/// What was done, and what a person may want to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Clips synthesised now, sorted.
    pub made: Vec<PathBuf>,
    /// Clips put in from recordings now, or replaced because the recording
    /// changed, sorted.
    pub recorded: Vec<PathBuf>,
    /// Wanted clips that were there already, synthesised and recorded.
    pub kept: usize,
    /// Clips whose hash no text wants, sorted.
    pub stale: Vec<PathBuf>,
    /// Recordings that no text asks for, sorted.
    pub unmatched: Vec<PathBuf>,
}

impl Report {
    /// Deletes the stale clips; `run` never does it by itself.
    ///
    /// # Errors
    /// When a file can't be deleted; those before it are gone.
    pub fn remove_stale(&self) -> Result<()> {
        for path in &self.stale {
            fs::remove_file(path)
                .with_context(|| format!("{} can't be deleted", path.display()))?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} clips made, {} from recordings, {} already there.",
            self.made.len(),
            self.recorded.len(),
            self.kept
        )?;
        for path in &self.stale {
            writeln!(f, "{}: no text wants this clip any more.", path.display())?;
        }
        for path in &self.unmatched {
            writeln!(f, "{}: no text has this name; the recording isn't used.", path.display())?;
        }
        Ok(())
    }
}

/// Makes what is missing under `root` for the texts `wanted`, taking what
/// `recordings` has (`<slug>` or `<hash>` with the ending wav, flac or ogg).
///
/// Two texts that are spoken alike share one clip, in the folder of the first.
///
/// # Errors
/// One line for every text that can't be spoken and every recording that can't
/// be used, before anything is made; or the first tool or file that fails.
pub fn run(root: &Path, wanted: &[Wanted], recordings: Option<&Path>) -> Result<Report> {
    let wanted = once_each(wanted)?;
    let folders: BTreeSet<&Path> = wanted.values().map(|w| w.folder.as_path()).collect();
    let mut there = BTreeMap::new();
    for folder in &folders {
        clips_in(&root.join(folder), &mut there)?;
    }
    let takes = match recordings {
        Some(folder) => recordings::find(folder, &wanted)?,
        None => recordings::Takes::default(),
    };

    let missing: Vec<_> =
        wanted.iter().filter(|(id, _)| !there.contains_key(&(false, (*id).clone()))).collect();
    let made = in_parallel(&missing, |(_, want)| {
        let bytes =
            texts::speak(&want.text).with_context(|| format!("`{}` can't be spoken", want.slug))?;
        let path = root.join(&want.folder).join(file_name(&want.slug, &want.text));
        write_whole(&path, &bytes)?;
        Ok(Some(path))
    })?;

    let used: Vec<_> = takes.used.iter().collect();
    let recorded = in_parallel(&used, |(id, take)| {
        let want = wanted.get(id).ok_or_else(|| anyhow!("{id} is wanted by no text"))?;
        recordings::put(root, want, take)
    })?;

    let kept = wanted.len() - made.len() + takes.used.len() - recorded.len();
    let stale = there
        .into_iter()
        .filter(|((_, id), _)| !wanted.contains_key(id))
        .flat_map(|(_, paths)| paths);
    let mut stale: Vec<PathBuf> = stale.collect();
    stale.sort();
    Ok(Report { made, recorded, kept, stale, unmatched: takes.unmatched })
}

/// Every text once, by the clip that speaks it; all that can't be spoken is
/// refused together, so that an author sees the whole list.
fn once_each(wanted: &[Wanted]) -> Result<BTreeMap<ClipId, &Wanted>> {
    let complaints: BTreeSet<String> =
        wanted.iter().filter_map(|w| texts::complaint(&w.slug, &w.text)).collect();
    if !complaints.is_empty() {
        bail!("{}", complaints.into_iter().collect::<Vec<_>>().join("\n"));
    }
    let mut once = BTreeMap::new();
    for want in wanted {
        once.entry(ClipId::of(&want.text)).or_insert(want);
    }
    Ok(once)
}

/// All clips in a folder and in its recordings, by layer (recorded or not) and
/// id. A folder that is not there has none.
fn clips_in(folder: &Path, there: &mut BTreeMap<(bool, ClipId), Vec<PathBuf>>) -> Result<()> {
    for recorded in [false, true] {
        let folder = if recorded { recordings::layer(folder) } else { folder.to_owned() };
        for path in files_in(&folder)? {
            let name = path.file_name().and_then(|name| name.to_str());
            if let Some(id) = name.and_then(hash_of_file_name) {
                there.entry((recorded, id)).or_default().push(path);
            }
        }
    }
    Ok(())
}

/// The files in a folder, sorted; none when the folder is not there.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let read = || -> std::io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                files.push(entry.path());
            }
        }
        files.sort();
        Ok(files)
    };
    read().with_context(|| format!("{} can't be read", folder.display()))
}

/// Writes a file under another name and then renames it, so that a run that is
/// broken off leaves no half clip behind.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let partial = path.with_extension("partial");
        fs::write(&partial, bytes)?;
        fs::rename(&partial, path)
    };
    write().with_context(|| format!("{} can't be written", path.display()))
}

/// Does `work` for all items on every core; gives the paths it wrote, sorted,
/// or the first failure in the order of the items.
fn in_parallel<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<Option<PathBuf>> + Sync,
) -> Result<Vec<PathBuf>> {
    let next = AtomicUsize::new(0);
    let failed = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while failed.load(Ordering::Relaxed) == 0 {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(number) else { break };
            let result = work(item);
            failed.fetch_add(usize::from(result.is_err()), Ordering::Relaxed);
            done.push((number, result));
        }
        done
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut done = Vec::new();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        for worker in workers {
            match worker.join() {
                Ok(mut part) => done.append(&mut part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    done.sort_by_key(|(number, _)| *number);
    let mut paths = Vec::new();
    for (_, result) in done {
        paths.extend(result?);
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests;
