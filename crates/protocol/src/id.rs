//! Identifiers, each a type of its own so that none is mistaken for another.

use serde::{Deserialize, Serialize};

/// A name from a lesson: text ids stay short and readable, since authors write them.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// Serde for an array of bytes: as it is in binary formats, as hexadecimal digits in text.
macro_rules! hex_for_people {
    ($name:ident, $length:literal) => {
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() {
                    to.serialize_str(&crate::hex::encode(&self.0))
                } else {
                    self.0.serialize(to)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if !from.is_human_readable() {
                    return <[u8; $length]>::deserialize(from).map(Self);
                }
                let text = String::deserialize(from)?;
                let bytes = crate::hex::decode(&text).and_then(|bytes| bytes.try_into().ok());
                let wrong = || serde::de::Error::custom("not the hexadecimal digits of an id");
                bytes.map(Self).ok_or_else(wrong)
            }
        }
    };
}

/// 16 bytes that were drawn at random once, shown as 32 hexadecimal digits.
macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        hex_for_people!($name, 16);

        impl $name {
            /// Reads the 32 hexadecimal digits that [`Display`](std::fmt::Display) writes.
            #[must_use]
            pub fn from_hex(text: &str) -> Option<Self> {
                crate::hex::decode(text)?.try_into().ok().map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&crate::hex::encode(&self.0))
            }
        }
    };
}

text_id!(
    /// A lesson's folder name, such as `qr-pay`.
    LessonId
);
text_id!(
    /// A step's name within its lesson, such as `open-scanner`; also its Fluent message.
    StepId
);
text_id!(
    /// A control of the practice phone, `<simulator>.<control>`, such as `bank.scan-button`.
    TargetId
);
text_id!(
    /// One of the answers of a question, such as `pay`.
    ChoiceId
);
text_id!(
    /// A case of a drill, such as `pasted-vegetables`; also its Fluent message.
    CaseId
);
random_id!(
    /// One installation of the app on one device.
    InstallId
);
random_id!(
    /// The person whom events are about.
    PersonId
);
random_id!(
    /// One log: the events about one person that one installation wrote.
    LogId
);

/// Says which wording and order of steps a lesson had when it was played: the first 8 bytes of
/// BLAKE3 over its structure. A session is only resumed on the very lesson it was begun with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ContentHash(pub [u8; 8]);

hex_for_people!(ContentHash, 8);

/// Says which sentence somebody agreed to: the first 8 bytes of BLAKE3 over the words as they
/// stood on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct WordingHash(pub [u8; 8]);

hex_for_people!(WordingHash, 8);

/// An event's name everywhere and for ever: its log and its number there, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventId {
    /// The log.
    pub log: LogId,
    /// The number within it, from 1, without gaps.
    pub seq: u64,
}

/// The log in which `install` writes about `subject`: 16 bytes of BLAKE3 over both, so that no
/// random source is needed and the same installation never begins a second one.
#[must_use]
pub fn log_id(install: InstallId, subject: PersonId) -> LogId {
    let mut hasher = blake3::Hasher::new_derive_key("camtay 2026-11 log of install and subject");
    hasher.update(&install.0).update(&subject.0);
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    LogId(id)
}
