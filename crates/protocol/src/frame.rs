//! An event as bytes: `(kind u16, schema u8, body)`, the body in postcard. A reader that does not
//! know a kind or a schema keeps the body as it is.

use serde::Serialize;

use crate::event::{Event, Purpose, Unknown};

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// What it is; see the ranges in ARCHITECTURE.md.
    pub kind: u16,
    /// Which layout of that kind, from 1.
    pub schema: u8,
    /// The postcard bytes of that layout.
    pub body: Vec<u8>,
}

/// A known event whose bytes don't fit its layout: damaged, or not written by this product.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an event of kind {kind}, schema {schema}, cannot be read: its {length} bytes do not fit")]
pub struct FrameError {
    /// The kind it said it was.
    pub kind: u16,
    /// The schema it said it had.
    pub schema: u8,
    /// How many bytes its body has.
    pub length: usize,
}

macro_rules! kinds {
    (
        $($number:literal $schema:literal $name:ident $text:literal),+ $(,)?;
        also $($also:literal $later:literal $also_text:literal),+ $(,)?
    ) => {
        impl Event {
            /// Every kind and schema that this version knows: `(kind, schema, name)`.
            pub const KINDS: &'static [(u16, u8, &'static str)] =
                &[$(($number, $schema, $text)),+, $(($also, $later, $also_text)),+];

            /// The kind's number and the schema's, as in [`Frame`].
            #[must_use]
            pub fn kind(&self) -> (u16, u8) {
                match self {
                    $(Self::$name(_) => ($number, self.schema_of($schema)),)+
                    Self::Unknown(unknown) => (unknown.kind, unknown.schema),
                }
            }

            /// The name of the event's kind, as exports and the driver write it.
            #[must_use]
            pub fn kind_name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $text,)+
                    Self::Unknown(_) => "unknown",
                }
            }

            /// The event as bytes.
            ///
            /// # Errors
            /// None that can happen with the types of this crate: postcard fails only on types
            /// that hide their length.
            pub fn to_frame(&self) -> Result<Frame, FrameError> {
                let (kind, schema) = self.kind();
                let body = match self {
                    $(Self::$name(body) => postcard::to_stdvec(body),)+
                    Self::Unknown(unknown) => Ok(unknown.body.clone()),
                };
                match body {
                    Ok(body) => Ok(Frame { kind, schema, body }),
                    Err(_) => Err(FrameError { kind, schema, length: 0 }),
                }
            }

            /// Reads an event; what is not known becomes [`Event::Unknown`].
            ///
            /// # Errors
            /// When the body of a known kind and schema doesn't have its layout.
            pub fn from_frame(frame: &Frame) -> Result<Self, FrameError> {
                let damaged = || FrameError {
                    kind: frame.kind,
                    schema: frame.schema,
                    length: frame.body.len(),
                };
                // A later schema that only says more has the layout of the first.
                let layout = match (frame.kind, frame.schema) {
                    $(($also, $later) => 1,)+
                    (_, schema) => schema,
                };
                let event = match (frame.kind, layout) {
                    $(($number, $schema) => match postcard::take_from_bytes(&frame.body) {
                        Ok((body, [])) => Self::$name(body),
                        _ => return Err(damaged()),
                    },)+
                    (kind, schema) => return Ok(Self::Unknown(Unknown {
                        kind,
                        schema,
                        body: frame.body.clone(),
                    })),
                };
                // Each event is written in one way only.
                let whole = event.kind() == (frame.kind, frame.schema);
                if whole { Ok(event) } else { Err(damaged()) }
            }
        }

        /// The event's fields, without its kind; of an unknown one, the body in hexadecimal.
        impl Serialize for Event {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$name(body) => body.serialize(to),)+
                    Self::Unknown(unknown) => to.serialize_str(&crate::hex::encode(&unknown.body)),
                }
            }
        }
    };
}

kinds! {
    1 1 PersonAdded "person-added",
    2 1 PreferenceSet "preference-set",
    100 1 LessonOpened "lesson-opened",
    101 1 StageStarted "stage-started",
    102 1 Tapped "tapped",
    103 1 Chosen "chosen",
    104 1 StepShown "step-shown",
    105 1 HintShown "hint-shown",
    106 1 WentBack "went-back",
    107 1 StageFinished "stage-finished",
    108 1 LessonLeft "lesson-left",
    109 1 LessonResumed "lesson-resumed",
    200 1 DrillCaseShown "drill-case-shown",
    201 1 DrillCaseAnswered "drill-case-answered",
    210 1 LessonPlaced "lesson-placed",
    211 1 ProbeDeclined "probe-declined";
    also
    100 2 "lesson-opened",
    107 2 "stage-finished",
}

impl Event {
    /// The schema of an event whose kind began with `first`. What an older reader has no word for
    /// is a schema of its own, so that it keeps the event as unknown instead of calling it damaged.
    fn schema_of(&self, first: u8) -> u8 {
        match self {
            Self::LessonOpened(opened) if opened.purpose == Purpose::Placement => 2,
            Self::StageFinished(finished) if finished.purpose == Purpose::Placement => 2,
            _ => first,
        }
    }
}
