//! A voice as one file, to carry to another device: a zip archive in which nothing is compressed,
//! with a manifest that names each clip and its BLAKE3 hash.
//!
//! What comes in was written by anyone: only names of the manifest are looked for, no path is
//! ever taken from the archive, sizes are bounded before they are believed, and nothing is written
//! until all of it has been checked. It never replaces a take by an earlier one. The person under
//! whom a voice was recorded stays behind: that is nobody else's business.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Read, Write};

use narration::{ClipId, duration_ms};
use protocol::UnixMillis;
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::shelf::{MOST_CLIP_BYTES, Recordings, ShelfError, VoiceId, read_name};

/// What the file's name ends in.
pub const EXTENSION: &str = "camtay-giong";

const MANIFEST: &str = "giong.json";
const FORMAT: &str = "camtay-giong";
const VERSION: u32 = 1;

/// Two hours of speech, many times a whole course.
const MOST_BYTES: usize = 64 << 20;
const MOST_CLIPS: usize = 5_000;
const MOST_MANIFEST_BYTES: u64 = 2 << 20;

#[derive(Serialize, Deserialize)]
struct Manifest {
    format: String,
    version: u32,
    id: String,
    name: String,
    created: i64,
    clips: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    file: String,
    blake3: String,
}

/// Why a file can't be taken in. Nothing has been changed then.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// It is something else: a photo, an app, a letter.
    #[error("this file holds no voice")]
    NotOurs,
    /// It is one of ours and not whole.
    #[error("this file is damaged")]
    Damaged,
    /// A newer version of the app wrote it.
    #[error("this file is from a newer version")]
    Newer,
    /// It says nothing that this app says.
    #[error("this voice reads other texts")]
    OtherTexts,
    /// Larger than any voice can be.
    #[error("this file is too large")]
    TooLarge,
    /// There is no sound in the voice that is to be handed on.
    #[error("this voice says nothing yet")]
    Empty,
    /// The disk refused.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
}

impl PackError {
    /// The name of the sentence that says what to do.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotOurs => "voice-file-not-ours",
            Self::Damaged => "voice-file-damaged",
            Self::Newer => "voice-file-newer",
            Self::OtherTexts => "voice-file-other-texts",
            Self::TooLarge => "voice-file-too-large",
            Self::Empty => "voice-file-empty",
            Self::Shelf(error) => error.key(),
        }
    }
}

impl From<io::Error> for PackError {
    fn from(error: io::Error) -> Self {
        Self::Shelf(error.into())
    }
}

/// What an import came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// The voice.
    pub voice: VoiceId,
    /// Takes that are new here, or later than the one that was here.
    pub taken: usize,
    /// Takes that were left, because the one here is the same or later.
    pub left: usize,
}

impl Recordings {
    /// A voice as one file.
    ///
    /// # Errors
    /// When there is no such voice, it says nothing yet, or a clip can't be read.
    pub fn export(&self, id: VoiceId) -> Result<Vec<u8>, PackError> {
        let voice = self.voice(id).ok_or(ShelfError::NoSuchVoice(id))?;
        let clips = self.clips(id);
        if clips.is_empty() {
            return Err(PackError::Empty);
        }
        let entry = |(file, bytes): &(String, Vec<u8>)| Entry {
            file: file.clone(),
            blake3: blake3::hash(bytes).to_hex().to_string(),
        };
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            id: id.to_string(),
            name: voice.name.clone(),
            created: voice.created.0,
            clips: clips.iter().map(entry).collect(),
        };
        let manifest = serde_json::to_vec_pretty(&manifest).map_err(io::Error::from)?;
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let first = [(MANIFEST.to_owned(), manifest)];
        for (name, bytes) in first.iter().chain(&clips) {
            archive.start_file(name.as_str(), options).map_err(io::Error::from)?;
            archive.write_all(bytes)?;
        }
        Ok(archive.finish().map_err(io::Error::from)?.into_inner())
    }

    /// Takes in a voice from a file. A voice that is here already gets what it lacks, and what was
    /// recorded later. `wanted` are the texts that this app says.
    ///
    /// # Errors
    /// Any [`PackError`]. Nothing is written unless the whole file is sound.
    pub fn import(
        &mut self,
        file: &[u8],
        wanted: &BTreeSet<ClipId>,
        now: UnixMillis,
    ) -> Result<Imported, PackError> {
        let (id, manifest, clips) = read(file)?;
        if !clips.iter().any(|clip| wanted.contains(&clip.text)) {
            return Err(PackError::OtherTexts);
        }
        // A clock that was wrong there is not to win for ever here.
        let created = UnixMillis(manifest.created.min(now.0));
        self.add_voice(id, &manifest.name, None, created)?;
        let mut imported = Imported { voice: id, taken: 0, left: 0 };
        for clip in clips {
            let voice = self.voice(id).ok_or(ShelfError::NoSuchVoice(id))?;
            if voice.takes.get(&clip.text).is_some_and(|here| here.at >= clip.at) {
                imported.left += 1;
                continue;
            }
            self.put(id, clip.text, &clip.file, clip.at, clip.ms, &clip.bytes)?;
            imported.taken += 1;
        }
        Ok(imported)
    }
}

struct Clip {
    text: ClipId,
    file: String,
    at: i64,
    ms: u32,
    bytes: Vec<u8>,
}

/// Reads and checks all of it.
fn read(file: &[u8]) -> Result<(VoiceId, Manifest, Vec<Clip>), PackError> {
    if file.len() > MOST_BYTES {
        return Err(PackError::TooLarge);
    }
    let zip = file.starts_with(b"PK");
    let unreadable = || if zip { PackError::Damaged } else { PackError::NotOurs };
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| unreadable())?;
    if archive.index_for_name(MANIFEST).is_none() {
        return Err(PackError::NotOurs);
    }
    let manifest = entry(&mut archive, MANIFEST, MOST_MANIFEST_BYTES)?;
    let manifest: Manifest = serde_json::from_slice(&manifest).map_err(|_| PackError::Damaged)?;
    if manifest.format != FORMAT {
        return Err(PackError::NotOurs);
    }
    if manifest.version > VERSION {
        return Err(PackError::Newer);
    }
    let id = VoiceId::from_hex(&manifest.id).ok_or(PackError::Damaged)?;
    if manifest.clips.len() > MOST_CLIPS {
        return Err(PackError::TooLarge);
    }
    let mut clips = Vec::new();
    for known in &manifest.clips {
        let (text, at) = read_name(&known.file).ok_or(PackError::Damaged)?;
        let bytes = entry(&mut archive, &known.file, MOST_CLIP_BYTES)?;
        if blake3::hash(&bytes).to_hex().as_str() != known.blake3 {
            return Err(PackError::Damaged);
        }
        let ms = duration_ms(&bytes).map_err(|_| PackError::Damaged)?;
        clips.push(Clip { text, file: known.file.clone(), at, ms, bytes });
    }
    Ok((id, manifest, clips))
}

/// The bytes of one entry, which has to be stored as it is: what unpacks to more than it is here
/// is not ours.
fn entry(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    most: u64,
) -> Result<Vec<u8>, PackError> {
    let entry = archive.by_name(name).map_err(|_| PackError::Damaged)?;
    if entry.compression() != CompressionMethod::Stored {
        return Err(PackError::NotOurs);
    }
    if entry.size() > most {
        return Err(PackError::TooLarge);
    }
    let mut bytes = Vec::new();
    entry.take(most + 1).read_to_end(&mut bytes).map_err(|_| PackError::Damaged)?;
    if bytes.len() as u64 > most {
        return Err(PackError::TooLarge);
    }
    Ok(bytes)
}
