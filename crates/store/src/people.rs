//! What a store says of people beside their events: the hash of a secret number, answers to what
//! was asked, and what an erasure took away. It refuses to know the number itself.

use protocol::UnixMillis;

/// A secret number of four digits, as its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// A PHC string.
    pub hash: String,
    /// Wrong tries in a row.
    pub wrong: u32,
    /// When the last of them was, by the wall clock.
    pub tried: UnixMillis,
    /// When somebody said that they forgot the number, by the wall clock.
    pub forgotten: Option<UnixMillis>,
}

impl Pin {
    /// A number that was just set.
    #[must_use]
    pub fn new(hash: String) -> Self {
        Self { hash, wrong: 0, tried: UnixMillis(0), forgotten: None }
    }
}

/// A person's last answer for one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// Whether they agreed.
    pub given: bool,
    /// To which words.
    pub wording: protocol::WordingHash,
    /// When, by the wall clock.
    pub answered: UnixMillis,
}

/// What was erased beside a person's own events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// Events.
    pub events: u64,
    /// Copies of damaged files that were moved aside earlier. All that could be read in them about
    /// others is in the store.
    pub damaged: u32,
    /// Exported files that held something of theirs.
    pub exports: u32,
    /// Files of their recordings.
    pub recordings: u32,
}
