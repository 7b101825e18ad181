//! Forms of address: how the app speaks to a learner, and of itself.
//!
//! It refuses to guess: a form is chosen by the person, never worked out from
//! age, sex or name, so there is no default.

use crate::names::given_name;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The form of address that a person chose for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Address {
    /// *Ông*: a man of one's grandparents' age.
    Ong,
    /// *Bà*: a woman of one's grandparents' age.
    Ba,
    /// *Cô*: a woman somewhat younger than one's parents.
    Co,
    /// *Chú*: a man somewhat younger than one's parents.
    Chu,
    /// *Bác*: a woman or man somewhat older than one's parents.
    Bac,
    /// *Anh*: a man a little older than oneself.
    Anh,
    /// *Chị*: a woman a little older than oneself.
    Chi,
}

/// A form of address with an id that nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such form of address; known are ong, ba, co, chu, bac, anh, chi")]
pub struct UnknownAddress;

impl Address {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::Ong, Self::Ba, Self::Co, Self::Chu, Self::Bac, Self::Anh, Self::Chi];

    /// The forms in groups of at most three: no screen offers more choices.
    pub const GROUPS: [&[Self]; 3] =
        [&[Self::Ong, Self::Ba], &[Self::Co, Self::Chu, Self::Bac], &[Self::Anh, Self::Chi]];

    /// The stable id, as in files, events and names of clips.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ong => "ong",
            Self::Ba => "ba",
            Self::Co => "co",
            Self::Chu => "chu",
            Self::Bac => "bac",
            Self::Anh => "anh",
            Self::Chi => "chi",
        }
    }

    /// The word within a sentence: *ông*, *bà* …
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ong => "ông",
            Self::Ba => "bà",
            Self::Co => "cô",
            Self::Chu => "chú",
            Self::Bac => "bác",
            Self::Anh => "anh",
            Self::Chi => "chị",
        }
    }

    /// The word at the beginning of a sentence: *Ông*, *Bà* …
    pub const fn capitalised(self) -> &'static str {
        match self {
            Self::Ong => "Ông",
            Self::Ba => "Bà",
            Self::Co => "Cô",
            Self::Chu => "Chú",
            Self::Bac => "Bác",
            Self::Anh => "Anh",
            Self::Chi => "Chị",
        }
    }

    /// What the narrator calls itself towards that person: *cháu*, or *em* to
    /// people of one's own generation.
    pub const fn narrator(self) -> &'static str {
        match self {
            Self::Anh | Self::Chi => "em",
            Self::Ong | Self::Ba | Self::Co | Self::Chu | Self::Bac => "cháu",
        }
    }

    /// The courtesy before a sentence that has no pronoun of its own: *Mời bà,*
    pub const fn opening(self) -> &'static str {
        match self {
            Self::Ong => "Mời ông,",
            Self::Ba => "Mời bà,",
            Self::Co => "Mời cô,",
            Self::Chu => "Mời chú,",
            Self::Bac => "Mời bác,",
            Self::Anh => "Mời anh,",
            Self::Chi => "Mời chị,",
        }
    }

    /// The form with the given name of a full name: *bà Lan* for Nguyễn Thị Lan.
    /// Without a name it is the form alone.
    pub fn with_name(self, full_name: &str) -> String {
        match given_name(full_name) {
            "" => self.word().to_owned(),
            given => format!("{} {given}", self.word()),
        }
    }
}

impl fmt::Display for Address {
    /// The stable id.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl FromStr for Address {
    type Err = UnknownAddress;

    /// Reads the stable id, exactly.
    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|address| address.id() == id).ok_or(UnknownAddress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::search_key;
    use std::collections::BTreeSet;

    #[test]
    fn every_form_is_offered_once_and_three_at_most() {
        let offered: Vec<_> = Address::GROUPS.concat();
        assert_eq!(offered, Address::ALL);
        assert!(Address::GROUPS.iter().all(|group| (1..=3).contains(&group.len())));
    }

    #[test]
    fn ids_are_stable_everywhere() {
        let ids: Vec<_> = Address::ALL.iter().map(|address| address.id()).collect();
        assert_eq!(ids, ["ong", "ba", "co", "chu", "bac", "anh", "chi"]);
        for address in Address::ALL {
            let json = format!("\"{}\"", address.id());
            assert_eq!(serde_json::to_string(&address).expect("plain"), json);
            assert_eq!(serde_json::from_str::<Address>(&json).expect("plain"), address);
            assert_eq!(address.to_string().parse(), Ok(address));
        }
        assert_eq!("Ong".parse::<Address>(), Err(UnknownAddress));
        assert_eq!("".parse::<Address>(), Err(UnknownAddress));
    }

    #[test]
    fn words_agree_with_ids_and_with_each_other() {
        for address in Address::ALL {
            assert_eq!(search_key(address.word()), address.id());
            assert_eq!(address.capitalised().to_lowercase(), address.word());
            assert_ne!(address.capitalised(), address.word());
            assert_eq!(address.opening(), format!("Mời {},", address.word()));
        }
        let words: BTreeSet<_> = Address::ALL.iter().map(|address| address.word()).collect();
        assert_eq!(words.len(), 7);
    }

    #[test]
    fn the_narrator_is_younger() {
        for address in Address::ALL {
            let expect = match address {
                Address::Anh | Address::Chi => "em",
                _ => "cháu",
            };
            assert_eq!(address.narrator(), expect);
        }
    }

    #[test]
    fn people_are_called_by_their_given_name() {
        assert_eq!(Address::Ba.with_name("Nguyễn Thị Lan"), "bà Lan");
        assert_eq!(Address::Anh.with_name("Minh"), "anh Minh");
        assert_eq!(Address::Bac.with_name("  "), "bác");
    }
}
