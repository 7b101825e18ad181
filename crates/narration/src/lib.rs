//! Spoken clips: which clip says a text, how long it lasts, and its samples.
//!
//! A clip is one fragment of speech, Opus in Ogg, named `<slug>-<hash>.opus`.
//! The hash is that of the spoken text, so a clip can never be played for a
//! text that has changed since. The same library serves recordings and
//! synthesised speech, and one sentence is spoken by one speaker or not at all.
//!
//! This crate opens no sound device, makes no speech and knows no lesson: what
//! is said is decided by its callers, and playing is the shell's affair.

mod decode;
mod id;
mod library;
mod speed;
mod stream;
mod utterance;

pub use decode::{Clip, SAMPLE_RATE, SAMPLES_PER_MS, decode};
pub use id::{ClipId, clip_hash, file_name, hash_of_file_name};
pub use library::{Library, Speaker, Spoken, SpokenClip};
pub use speed::{Speed, stretch};
pub use stream::{ClipError, MAX_CLIP_MS, duration_ms};
pub use utterance::{Fragment, PART_PAUSE_MS, PAUSE, Utterance, WORD_PAUSE_MS, is_number_word};
