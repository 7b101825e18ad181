//! Voices of people: finds recordings for texts and puts them in beside the
//! synthesised clips.
//!
//! It can't hear whether a recording says what the text says; it refuses the
//! one case it can tell, a recording of what the text used to be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use narration::{ClipId, file_name};

use super::audio::{self, Source};
use super::{Wanted, files_in, tools, write_whole};

/// What a recording's name may end in.
const KINDS: [&str; 3] = ["wav", "flac", "ogg"];

/// The recordings at hand.
#[derive(Debug, Default)]
pub(super) struct Takes {
    /// By the clip they are for.
    pub(super) used: BTreeMap<ClipId, PathBuf>,
    /// Sound files that no text asks for, sorted.
    pub(super) unmatched: Vec<PathBuf>,
}

/// The folder of recorded clips that belongs to a folder of clips.
pub(super) fn layer(folder: &Path) -> PathBuf {
    folder.join("recorded")
}

/// Matches the sound files in `folder` with the texts, by hash or by slug.
///
/// # Errors
/// One line for each slug that names two texts, and each text with two
/// recordings.
pub(super) fn find(folder: &Path, wanted: &BTreeMap<ClipId, &Wanted>) -> Result<Takes> {
    if !folder.is_dir() {
        bail!("{} is not a folder of recordings.", folder.display());
    }
    let mut takes = Takes::default();
    let mut complaints = Vec::new();
    for path in files_in(folder)? {
        if kind(&path).is_none() {
            continue;
        }
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let by_hash = ClipId::parse(name).filter(|id| wanted.contains_key(id));
        let mut ids: Vec<&ClipId> = match &by_hash {
            Some(id) => vec![id],
            None => wanted.iter().filter(|(_, want)| want.slug == name).map(|(id, _)| id).collect(),
        };
        match (ids.pop(), ids.is_empty()) {
            (None, _) => takes.unmatched.push(path),
            (Some(_), false) => complaints.push(format!(
                "{}: several texts are called `{name}`; name the recording by the hash of its text.",
                path.display()
            )),
            (Some(id), true) => {
                if let Some(other) = takes.used.get(id) {
                    complaints.push(format!("{} and {} are recordings of the same text.", other.display(), path.display()));
                } else {
                    takes.used.insert(id.clone(), path);
                }
            }
        }
    }
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    Ok(takes)
}

/// Makes a recording's clip and writes it unless the same is there; gives the
/// path when it wrote.
pub(super) fn put(root: &Path, want: &Wanted, take: &Path) -> Result<Option<PathBuf>> {
    let sound = fs::read(take).with_context(|| format!("{} can't be read", take.display()))?;
    let make = || {
        audio::finish(&tools::samples_of(&sound, kind(take).unwrap_or("wav"))?, Source::Recorded)
    };
    let clip = make().with_context(|| format!("{} can't be used", take.display()))?;
    let folder = layer(&root.join(&want.folder));
    let path = folder.join(file_name(&want.slug, &want.text));
    for other in files_in(&folder)? {
        let same = fs::read(&other).is_ok_and(|bytes| bytes == clip);
        if same && other == path {
            return Ok(None);
        }
        if same {
            bail!(
                "{} is the recording of an earlier text of `{}` or of another one ({}); record the text again.",
                take.display(),
                want.slug,
                other.display()
            );
        }
    }
    write_whole(&path, &clip)?;
    Ok(Some(path))
}

/// What a recording's name ends in, or `None` when it isn't a sound file.
fn kind(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    KINDS.into_iter().find(|kind| *kind == ending)
}
