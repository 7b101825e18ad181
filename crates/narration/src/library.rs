//! All clips at hand, in two layers, and who says a sentence.
//!
//! It decides once for a whole sentence and never mixes two voices in it; a
//! damaged clip counts as one that is not there.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Component, Path};
use std::sync::Arc;

use crate::decode::{Clip, SAMPLES_PER_MS, decode};
use crate::id::{ClipId, hash_of_file_name};
use crate::stream::{ClipError, duration_ms};
use crate::utterance::Utterance;

/// The folder that holds recordings, beside the synthesised clips.
const RECORDED_FOLDER: &str = "recorded";

/// Who speaks a clip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// A person's voice, from a `recorded` folder.
    Recorded,
    /// A voice of this device, by its number in [`Library::with_voices`]. It comes before the
    /// others.
    Familiar(usize),
    /// The synthesiser's voice.
    Synthesised,
}

/// One clip of a sentence that can be spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenClip {
    /// Which clip it is.
    pub id: ClipId,
    /// Its file name, without folders.
    pub file: String,
    /// How long it plays, in milliseconds.
    pub ms: u32,
    /// The silence after it, in milliseconds; none after the last.
    pub pause_after_ms: u32,
}

/// What becomes of an utterance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoken {
    /// One speaker has every fragment.
    Clips {
        /// Who speaks.
        speaker: Speaker,
        /// What is played, in order.
        clips: Vec<SpokenClip>,
    },
    /// Nothing is spoken, because no speaker has every fragment.
    Silent {
        /// The fragments the synthesised layer lacks, in order, each once.
        missing: Vec<String>,
    },
}

impl Spoken {
    /// From the first sample to the last, with the pauses between, in
    /// milliseconds; 0 when nothing is spoken. A clock needs no sound card to
    /// know when speech ends.
    #[must_use]
    pub fn total_ms(&self) -> u32 {
        self.clips().iter().map(|clip| clip.ms + clip.pause_after_ms).sum()
    }

    /// What is played, in order; empty when nothing is spoken.
    #[must_use]
    pub fn clips(&self) -> &[SpokenClip] {
        match self {
            Self::Clips { clips, .. } => clips,
            Self::Silent { .. } => &[],
        }
    }
}

/// A clip as the library keeps it.
#[derive(Debug)]
struct Entry {
    file: String,
    bytes: Cow<'static, [u8]>,
}

type Layer = HashMap<ClipId, Entry>;

/// All clips at hand. A copy shares them.
#[derive(Debug, Default, Clone)]
pub struct Library {
    recorded: Arc<Layer>,
    synthesised: Arc<Layer>,
    familiar: Vec<Arc<Layer>>,
}

impl Library {
    /// Takes in clips as pairs of path and bytes, embedded or read from disk.
    ///
    /// A path with a folder `recorded` in it is a recording, any other is
    /// synthesised; files that are not named like a clip are left out. Of two
    /// clips for the same text, the first one stays.
    pub fn new<P, B>(files: impl IntoIterator<Item = (P, B)>) -> Self
    where
        P: AsRef<Path>,
        B: Into<Cow<'static, [u8]>>,
    {
        let (mut recorded_clips, mut synthesised) = (Layer::new(), Layer::new());
        for (path, bytes) in files {
            let path = path.as_ref();
            let Some(file) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let Some(id) = hash_of_file_name(file) else {
                continue;
            };
            let recorded = path.parent().is_some_and(|folder| {
                folder.components().any(|part| part == Component::Normal(RECORDED_FOLDER.as_ref()))
            });
            let layer = if recorded { &mut recorded_clips } else { &mut synthesised };
            layer.entry(id).or_insert_with(|| Entry { file: file.to_owned(), bytes: bytes.into() });
        }
        Self {
            recorded: Arc::new(recorded_clips),
            synthesised: Arc::new(synthesised),
            familiar: Vec::new(),
        }
    }

    /// The same library with these voices of the device before its own: each a list of clips by
    /// file name, the voice that is to be heard first.
    ///
    /// A sentence that the first can't say whole is said by the second, and so on; no sentence
    /// mixes two.
    #[must_use]
    pub fn with_voices(&self, voices: Vec<Vec<(String, Vec<u8>)>>) -> Self {
        let layer = |clips: Vec<(String, Vec<u8>)>| {
            let clip = |(file, bytes): (String, Vec<u8>)| {
                Some((hash_of_file_name(&file)?, Entry { file, bytes: Cow::Owned(bytes) }))
            };
            Arc::new(clips.into_iter().filter_map(clip).collect())
        };
        Self { familiar: voices.into_iter().map(layer).collect(), ..self.clone() }
    }

    /// How many texts a speaker can say.
    #[must_use]
    pub fn len(&self, speaker: Speaker) -> usize {
        self.layer(speaker).map_or(0, HashMap::len)
    }

    /// Whether there is no clip at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.recorded.is_empty() && self.synthesised.is_empty()
    }

    /// Who says the utterance, and with which clips.
    #[must_use]
    pub fn resolve(&self, utterance: &Utterance) -> Spoken {
        let spoken_by = |speaker| {
            self.spoken_by(speaker, utterance).map(|clips| Spoken::Clips { speaker, clips })
        };
        let familiar = (0..self.familiar.len()).map(Speaker::Familiar);
        let people = familiar.chain([Speaker::Recorded]);
        if let Some(spoken) = people.map(spoken_by).find_map(Result::ok) {
            return spoken;
        }
        spoken_by(Speaker::Synthesised).unwrap_or_else(|missing| Spoken::Silent { missing })
    }

    /// The encoded clip, as it lies in its file.
    #[must_use]
    pub fn bytes(&self, speaker: Speaker, id: &ClipId) -> Option<&[u8]> {
        self.layer(speaker)?.get(id).map(|entry| &*entry.bytes)
    }

    /// The samples of a whole utterance, pauses included, ready to be played:
    /// mono at 48 kHz, as long as [`Spoken::total_ms`] says to within a
    /// millisecond a clip. Empty when nothing is spoken.
    ///
    /// # Errors
    /// When a clip's pages are whole but its sound is not.
    pub fn samples(&self, spoken: &Spoken) -> Result<Clip, ClipError> {
        let mut samples = Vec::new();
        if let Spoken::Clips { speaker, clips } = spoken {
            for clip in clips {
                let bytes = self
                    .bytes(*speaker, &clip.id)
                    .ok_or(ClipError::Unsupported("it is not in this library"))?;
                samples.append(&mut decode(bytes)?.into_samples());
                samples.resize(samples.len() + clip.pause_after_ms as usize * SAMPLES_PER_MS, 0.0);
            }
        }
        Ok(Clip::from_samples(samples))
    }

    fn layer(&self, speaker: Speaker) -> Option<&Layer> {
        match speaker {
            Speaker::Familiar(number) => self.familiar.get(number).map(|layer| &**layer),
            Speaker::Recorded => Some(&self.recorded),
            Speaker::Synthesised => Some(&self.synthesised),
        }
    }

    /// All clips of one speaker, or the fragments that speaker lacks. An
    /// utterance with nothing to say lacks nothing and has no clips.
    fn spoken_by(
        &self,
        speaker: Speaker,
        utterance: &Utterance,
    ) -> Result<Vec<SpokenClip>, Vec<String>> {
        let layer = self.layer(speaker);
        let mut clips = Vec::new();
        let mut missing = Vec::new();
        for (fragment, pause_after_ms) in utterance.clips() {
            let id = ClipId::of(&fragment.text);
            let found = layer
                .and_then(|layer| layer.get(&id))
                .and_then(|entry| Some((entry, duration_ms(&entry.bytes).ok()?)));
            if let Some((entry, ms)) = found {
                clips.push(SpokenClip { id, file: entry.file.clone(), ms, pause_after_ms });
            } else if !missing.contains(&fragment.text) {
                missing.push(fragment.text);
            }
        }
        if missing.is_empty() { Ok(clips) } else { Err(missing) }
    }
}
