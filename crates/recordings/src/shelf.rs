//! The voices of a device, each in a folder of its own: `<id>/voice.json`, and a clip for each
//! take, `<slug>-<time>-<hash of the text>.opus`.
//!
//! Of two takes of a text the later one counts, and the earlier is removed once that one is
//! durable. A file that can't be played counts as missing and is put beside, never deleted.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use narration::{ClipId, duration_ms, hash_of_file_name};
use protocol::{PersonId, UnixMillis};
use serde::{Deserialize, Serialize};

use crate::files::{erase, erase_folder, put_aside, write_whole};
use crate::take::Take;

/// What says whose voice a folder holds.
const ABOUT: &str = "voice.json";

/// The longest name of a voice, in characters.
const NAME_CHARS: usize = 40;

/// A clip is never larger: two minutes at four times the usual rate.
pub(crate) const MOST_CLIP_BYTES: u64 = 1_500_000;

/// Why a voice could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// There is no such voice.
    #[error("there is no voice {0}")]
    NoSuchVoice(VoiceId),
    /// The disk refused.
    #[error("the recording can't be kept: {0}")]
    Io(#[from] io::Error),
}

impl ShelfError {
    /// The name of the sentence that says what to do.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Io(error) if error.kind() == io::ErrorKind::StorageFull => "voice-full",
            Self::NoSuchVoice(_) | Self::Io(_) => "voice-not-kept",
        }
    }
}

/// The name of a voice: 16 bytes drawn at random, 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VoiceId(pub [u8; 16]);

impl VoiceId {
    /// Reads 32 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        PersonId::from_hex(text).map(|id| Self(id.0))
    }
}

impl std::fmt::Display for VoiceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        PersonId(self.0).fmt(f)
    }
}

/// What `voice.json` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    pub(crate) name: String,
    /// The person of this device under whom it was recorded, as 32 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) person: Option<String>,
    /// Milliseconds since 1970.
    pub(crate) created: i64,
}

/// A take on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) file: String,
    /// When it was recorded, in milliseconds since 1970.
    pub(crate) at: i64,
    pub(crate) ms: u32,
}

/// One person's voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Its name for the program.
    pub id: VoiceId,
    /// Its name for people.
    pub name: String,
    /// Under whom it was recorded on this device, if under anyone.
    pub person: Option<PersonId>,
    /// Since when it is there.
    pub created: UnixMillis,
    pub(crate) takes: BTreeMap<ClipId, Kept>,
}

impl Voice {
    /// Whether it says that text.
    #[must_use]
    pub fn has(&self, text: &ClipId) -> bool {
        self.takes.contains_key(text)
    }

    /// How many texts it says.
    #[must_use]
    pub fn len(&self) -> usize {
        self.takes.len()
    }

    /// Whether it says nothing yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.takes.is_empty()
    }

    /// How long all its takes play, in milliseconds.
    #[must_use]
    pub fn total_ms(&self) -> u64 {
        self.takes.values().map(|kept| u64::from(kept.ms)).sum()
    }
}

/// The voices of a device.
#[derive(Debug)]
pub struct Recordings {
    folder: PathBuf,
    voices: Vec<Voice>,
}

impl Recordings {
    /// Reads the voices in a folder, which need not be there yet. What can't be read is passed
    /// over; what can't be played is put beside.
    #[must_use]
    pub fn open(folder: &Path) -> Self {
        let mut shelf = Self { folder: folder.to_owned(), voices: Vec::new() };
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let ids = entries.filter_map(|entry| VoiceId::from_hex(entry.file_name().to_str()?));
        shelf.voices = ids.filter_map(|id| shelf.read(id)).collect();
        shelf.sort();
        shelf
    }

    fn sort(&mut self) {
        self.voices.sort_by_key(|voice| (voice.created, voice.id));
    }

    fn read(&self, id: VoiceId) -> Option<Voice> {
        let folder = self.folder_of(id);
        let about = fs::read(folder.join(ABOUT)).ok();
        let about: Option<About> = about.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let about = about.or_else(|| {
            // The takes are worth more than the name of their voice.
            let _ = put_aside(&folder.join(ABOUT));
            let about = About { name: String::new(), person: None, created: 0 };
            write_about(&folder, &about).ok().map(|()| about)
        })?;
        let mut voice = Voice {
            id,
            name: about.name,
            person: about.person.as_deref().and_then(PersonId::from_hex),
            created: UnixMillis(about.created),
            takes: BTreeMap::new(),
        };
        let mut earlier = Vec::new();
        for entry in fs::read_dir(&folder).ok()?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some((text, at)) = read_name(&name) else { continue };
            let path = entry.path();
            let small = entry.metadata().is_ok_and(|file| file.len() <= MOST_CLIP_BYTES);
            let bytes = if small { fs::read(&path).ok() } else { None };
            let Some(ms) = bytes.and_then(|bytes| duration_ms(&bytes).ok()) else {
                let _ = put_aside(&path);
                continue;
            };
            let kept = Kept { file: name, at, ms };
            match voice.takes.get(&text) {
                Some(known) if known.at >= at => earlier.push(kept.file),
                _ => {
                    earlier.extend(voice.takes.insert(text, kept).map(|before| before.file));
                }
            }
        }
        // A phone that died between the new take and the end of the old one.
        earlier.iter().for_each(|file| drop(fs::remove_file(folder.join(file))));
        Some(voice)
    }

    pub(crate) fn folder_of(&self, id: VoiceId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    /// The voices, oldest first.
    #[must_use]
    pub fn voices(&self) -> &[Voice] {
        &self.voices
    }

    /// The voice with this id.
    #[must_use]
    pub fn voice(&self, id: VoiceId) -> Option<&Voice> {
        self.voices.iter().find(|voice| voice.id == id)
    }

    /// A new voice. Its name is cut to 40 characters.
    ///
    /// # Errors
    /// Where its folder can't be made; nothing is left then.
    pub fn add_voice(
        &mut self,
        id: VoiceId,
        name: &str,
        person: Option<PersonId>,
        created: UnixMillis,
    ) -> Result<(), ShelfError> {
        if self.voice(id).is_some() {
            return Ok(());
        }
        let name: String =
            name.trim().chars().filter(|c| !c.is_control()).take(NAME_CHARS).collect();
        let folder = self.folder_of(id);
        fs::create_dir_all(&folder)?;
        let about = About {
            name: name.clone(),
            person: person.map(|id| id.to_string()),
            created: created.0,
        };
        write_about(&folder, &about)?;
        self.voices.push(Voice { id, name, person, created, takes: BTreeMap::new() });
        self.sort();
        Ok(())
    }

    /// Keeps a take of a text. An earlier take is there until this one is durable. `slug` is for
    /// people who look into the folder.
    ///
    /// # Errors
    /// Where it can't be written; the earlier take stays then.
    pub fn keep(
        &mut self,
        voice: VoiceId,
        slug: &str,
        text: &str,
        take: &Take,
        now: UnixMillis,
    ) -> Result<(), ShelfError> {
        let id = ClipId::of(text);
        // Were the clock set back, the new take would still be the later one.
        let known = self.voice(voice).and_then(|voice| voice.takes.get(&id)).map(|kept| kept.at);
        let at = known.map_or(now.0, |before| now.0.max(before + 1));
        self.put(voice, id, &name_of(slug, text, at), at, take.ms(), take.clip())
    }

    /// Writes a clip and lets go of the one before.
    pub(crate) fn put(
        &mut self,
        id: VoiceId,
        text: ClipId,
        file: &str,
        at: i64,
        ms: u32,
        clip: &[u8],
    ) -> Result<(), ShelfError> {
        let folder = self.folder_of(id);
        let voice = self.voices.iter_mut().find(|voice| voice.id == id);
        let voice = voice.ok_or(ShelfError::NoSuchVoice(id))?;
        write_whole(&folder.join(file), clip)?;
        let before = voice.takes.insert(text, Kept { file: file.to_owned(), at, ms });
        if let Some(before) = before.filter(|before| before.file != file) {
            let _ = fs::remove_file(folder.join(before.file));
        }
        Ok(())
    }

    /// All clips of a voice, by file name, for a [`narration::Library`]. What has become
    /// unreadable since is left out.
    #[must_use]
    pub fn clips(&self, id: VoiceId) -> Vec<(String, Vec<u8>)> {
        let folder = self.folder_of(id);
        let takes = self.voice(id).into_iter().flat_map(|voice| voice.takes.values());
        takes
            .filter_map(|kept| Some((kept.file.clone(), fs::read(folder.join(&kept.file)).ok()?)))
            .collect()
    }

    /// The clip in which a voice says a text.
    #[must_use]
    pub fn clip(&self, id: VoiceId, text: &ClipId) -> Option<Vec<u8>> {
        let kept = self.voice(id)?.takes.get(text)?;
        fs::read(self.folder_of(id).join(&kept.file)).ok()
    }

    /// Erases a voice: no byte of it stays in the folder.
    ///
    /// # Errors
    /// Where a file can't be overwritten; asked again, it goes on with the rest.
    pub fn erase_voice(&mut self, id: VoiceId) -> Result<(), ShelfError> {
        let folder = self.folder_of(id);
        if folder.exists() {
            erase_folder(&folder)?;
        }
        self.voices.retain(|voice| voice.id != id);
        Ok(())
    }

    /// Erases every voice that was recorded under a person, takes put beside included. Says how
    /// many there were.
    ///
    /// # Errors
    /// Where a file can't be overwritten; asked again, it goes on with the rest.
    pub fn erase_person(&mut self, person: PersonId) -> Result<usize, ShelfError> {
        let theirs: Vec<VoiceId> = self
            .voices
            .iter()
            .filter(|voice| voice.person == Some(person))
            .map(|voice| voice.id)
            .collect();
        theirs.iter().try_for_each(|id| self.erase_voice(*id))?;
        Ok(theirs.len())
    }

    /// Erases one take, so that the sentence is read by the narrator again.
    ///
    /// # Errors
    /// Where the file can't be overwritten.
    pub fn erase_take(&mut self, id: VoiceId, text: &ClipId) -> Result<(), ShelfError> {
        let folder = self.folder_of(id);
        let voice = self.voices.iter_mut().find(|voice| voice.id == id);
        let voice = voice.ok_or(ShelfError::NoSuchVoice(id))?;
        if let Some(kept) = voice.takes.get(text) {
            erase(&folder.join(&kept.file))?;
            voice.takes.remove(text);
        }
        Ok(())
    }
}

fn write_about(folder: &Path, about: &About) -> io::Result<()> {
    write_whole(&folder.join(ABOUT), &serde_json::to_vec_pretty(about)?)
}

/// The file name of a take: readable, with its time and the hash of its text.
fn name_of(slug: &str, text: &str, at: i64) -> String {
    let name = narration::file_name(slug, text);
    match name.rsplit_once('-') {
        Some((slug, hash)) => format!("{slug}-{at}-{hash}"),
        None => name,
    }
}

/// The text and the time in a take's file name; `None` for any other name.
pub(crate) fn read_name(name: &str) -> Option<(ClipId, i64)> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
    if name.len() > 120 || !name.chars().all(plain) {
        return None;
    }
    let id = hash_of_file_name(name)?;
    let (before, _) = name.rsplit_once('-')?;
    let (_, at) = before.rsplit_once('-')?;
    Some((id, at.parse().ok()?))
}
