//! How sentences are to be spoken: how fast and how loud. Makes no sound and chooses no clip.

pub use narration::Speed;

/// How loud sentences can be, in percent of the clips.
pub const LOUDNESSES: [u16; 5] = [50, 75, 100, 125, 150];

/// How a sentence is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// How fast.
    pub speed: Speed,
    /// One of [`LOUDNESSES`].
    pub loudness: u16,
}

impl Default for Manner {
    fn default() -> Self {
        Self { speed: Speed::Normal, loudness: 100 }
    }
}
