//! Everything that a person can do, on any screen.

use protocol::{ChoiceId, LessonId, TargetId};
use vietnamese::{Address, Key, Region};

use crate::{DemonstrationIntent, Door, PathIntent, PeopleIntent, Theme, VoicesIntent};
use content::Lang;

/// Something that a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// The screen's one main button: begin, continue, next.
    Main,
    /// One of the groups of forms of address, from 0.
    AddressGroup(usize),
    /// The form of address.
    Address(Address),
    /// A lesson on the home screen.
    OpenLesson(LessonId),
    /// A control of the practice phone.
    Tapped(TargetId),
    /// An answer to a question.
    Chosen(ChoiceId),
    /// *Nghe lại*.
    Replay,
    /// *Quay lại*.
    Back,
    /// *Giúp tôi*.
    Help,
    /// The settings, from anywhere.
    OpenSettings,
    /// A text size, in percent: one of [`TEXT_SCALES`](crate::TEXT_SCALES).
    TextScale(u16),
    /// Light or high contrast.
    Theme(Theme),
    /// The language of the app's words.
    Language(Lang),
    /// How numbers are read.
    Region(Region),
    /// Narration on or off.
    Narration(bool),
    /// How fast sentences are spoken.
    Speed(crate::Speed),
    /// How loud, in percent of the clips: one of [`LOUDNESSES`](crate::LOUDNESSES).
    Loudness(u16),
    /// The one line over the practice phone was touched: the instruction opens in full.
    ShowInstruction,
    /// A door of the settings.
    OpenDoor(Door),
    /// Calibration and placement.
    Path(PathIntent),
    /// A key of the keyboard on the screen, or of a real one.
    Key(Key),
    /// Something about the people who share the phone.
    People(PeopleIntent),
    /// Showing a lesson to a room.
    Demonstration(DemonstrationIntent),
    /// Recording a familiar voice.
    Voices(VoicesIntent),
}
