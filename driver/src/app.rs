//! What the driver has to know of an app that it plays: where it is, what it said, when it wants
//! to be woken. The app itself is behind [`Playable`], so that the driver can be tested with a
//! small one.

use std::path::PathBuf;

use engine::calendar::Offset;
use protocol::UnixMillis;
use serde::{Deserialize, Serialize};

/// Where in the app one is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The screen's name: `welcome`, `home`, `lesson` …
    pub screen: String,
    /// The lesson, where there is one.
    pub lesson: Option<String>,
    /// `watch`, `together`, `alone` or `check`.
    pub stage: Option<String>,
    /// The step's id.
    pub step: Option<String>,
}

/// A clip that was played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clip {
    /// Its file.
    pub file: String,
    /// Its length, from the decoded samples, in milliseconds.
    pub ms: u32,
}

/// Something that was spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// In words.
    pub text: String,
    /// The clips, in order; empty where there is no recording.
    pub clips: Vec<Clip>,
}

/// What becomes of what an app says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sound {
    /// There is no card; one that is speaking is pulled.
    None,
    /// A card swallows everything.
    Swallowed,
    /// The system is turned down to nothing.
    Muted,
    /// It is heard, as at first.
    Back,
}

/// How an app is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The data folder, made if missing.
    pub data: PathBuf,
    /// Where the clock starts.
    pub now: UnixMillis,
    /// How far the clocks of the place are from UTC.
    pub here: Offset,
    /// Where varying names and amounts come from.
    pub seed: u64,
    /// The window's size in logical pixels.
    pub size: [f32; 2],
    /// Text size in percent, instead of the person's.
    pub text_scale: Option<u16>,
    /// `light` or `contrast`, instead of the person's.
    pub theme: Option<String>,
    /// `vi` or `en`, instead of the person's.
    pub lang: Option<String>,
    /// `north` or `south`, instead of the person's.
    pub region: Option<String>,
    /// Open at this lesson's first stage, in a ready profile.
    pub lesson: Option<String>,
    /// Open in the instructor's demonstration: at its list, or at `lesson`.
    pub instructor: bool,
    /// Play the lessons of this folder and no others; nothing is recorded.
    pub lessons: Option<PathBuf>,
    /// What the microphone hears: a file of 32-bit floating-point samples, mono at 48 kHz.
    pub microphone: Option<PathBuf>,
}

/// The smallest phone that is supported.
pub const PHONE: [f32; 2] = [360.0, 640.0];

/// 2026-03-02, a Monday, 08:00 in Hanoi: where a clock starts that nobody set.
pub const MORNING: UnixMillis = UnixMillis(1_772_413_200_000);

impl Opening {
    /// A person's first morning with the app on the smallest phone, on the data in this folder.
    pub fn on(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            now: MORNING,
            here: Offset::VIETNAM,
            seed: 1,
            size: PHONE,
            text_scale: None,
            theme: None,
            lang: None,
            region: None,
            lesson: None,
            instructor: false,
            lessons: None,
            microphone: None,
        }
    }
}

/// An app on its caller's clock.
pub trait Playable {
    /// Its window.
    fn window(&self) -> &slint::Window;
    /// Where one is.
    fn place(&self) -> Place;
    /// Moves its clock, and does what is due on the way.
    fn set_now(&self, now: UnixMillis);
    /// In how many milliseconds time alone brings something about.
    fn next_wake_in_millis(&self) -> Option<u64>;
    /// The id of what someone who does everything right would touch now; none where there is
    /// nothing to touch but time to wait.
    fn right_element(&self) -> Option<String>;
    /// What was spoken since the last call.
    fn take_heard(&self) -> Vec<Heard>;
    /// What was recorded after the event with this local number: objects with `n` and `kind`.
    ///
    /// # Errors
    /// When the store can't be read.
    fn events_after(&self, n: u64) -> anyhow::Result<Vec<serde_json::Value>>;
    /// The ids of the lessons that are offered.
    fn lessons(&self) -> Vec<String>;
    /// The text size in percent that is in force.
    fn text_scale(&self) -> u16;
    /// From now on this becomes of what is said.
    ///
    /// # Errors
    /// When the app has no voice.
    fn set_sound(&self, _state: Sound) -> anyhow::Result<()> {
        anyhow::bail!("this app has no voice")
    }
}

/// Opens an app. The testing backend is set up already.
pub type Open = fn(&Opening) -> anyhow::Result<Box<dyn Playable>>;
