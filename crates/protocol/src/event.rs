//! The events themselves. A layout that has shipped never changes: what has to change becomes a
//! new schema number of the same kind, or a new kind. Number ranges are in ARCHITECTURE.md.

use serde::{Deserialize, Serialize};

use crate::{CaseId, ChoiceId, ContentHash, LessonId, PersonId, TargetId, WordingHash};

/// The four stages that every procedure runs through, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// *Xem*: the narrator tells, a hand shows.
    Watch,
    /// *Làm cùng*: only the right control is live.
    Together,
    /// *Tự làm*: alone, with hints.
    Alone,
    /// *Kiểm tra*: alone, without hints.
    Check,
}

/// Why a lesson was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// For the first time, or again from the start.
    Learn,
    /// To remember: begins with the check.
    Review,
    /// To find out whether it is known already: the check alone, and it may be declined. Events
    /// that hold it have a schema of their own, so that an older reader keeps them as unknown.
    Placement,
}

/// What a tap came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The step goes on (a digit of an amount, one of five buttons).
    Progress,
    /// The step is done.
    Done,
    /// It was another control than the step's: it did what it does, and was explained.
    Slip,
    /// Where only one control is live, another explained itself; no slip.
    Explained,
    /// One more tap away from the path after a slip; not counted again.
    Astray,
    /// A tap that led back to the path.
    Returned,
}

/// Why a hint was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HintReason {
    /// *Giúp tôi* was touched.
    Asked,
    /// Nothing was touched for a while.
    Still,
}

/// Somebody begins to use this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAdded {
    /// The new person.
    pub person: PersonId,
    /// The form of address they chose: `ong`, `ba`, `co`, `chu`, `bac`, `anh` or `chi`.
    pub address: String,
    /// What to call them, if they said so.
    pub nickname: Option<String>,
}

/// A preference was set; the last value counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferenceSet {
    /// `address`, `text-scale`, `theme`, `language`, `region` …
    pub name: String,
    /// As text, so that an older app keeps what a newer one wrote.
    pub value: String,
}

/// A lesson is opened, from its first stage (or, in a review, at the check).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonOpened {
    /// Which lesson.
    pub lesson: LessonId,
    /// Which version of it.
    pub content: ContentHash,
    /// Where its varying names and amounts are drawn from.
    pub seed: u64,
    /// How many times this person opened it before: the first time takes the plain values. In a
    /// drill, how many hands of cases they were dealt before.
    pub plays_before: u32,
    /// Why.
    pub purpose: Purpose,
}

/// A stage begins: its first step is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageStarted {
    /// Which stage.
    pub stage: Stage,
    /// How often stages of this play had to be begun anew before; with the seed it draws the values.
    pub round: u32,
}

/// A control of the practice phone was touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tapped {
    /// The step's number in the lesson, from 0.
    pub step: u16,
    /// The control.
    pub target: TargetId,
    /// What it came to.
    pub outcome: Outcome,
}

/// A question of a step was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The step's number in the lesson, from 0.
    pub step: u16,
    /// The answer.
    pub choice: ChoiceId,
    /// What it came to.
    pub outcome: Outcome,
}

/// A step that only asks to look, or that the hand showed, was seen to its end. Outside *Xem* the
/// hand does a step with whoever goes on asking for help; in a drill, the case with this number in
/// the hand was told. Either way it is nobody's achievement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepShown {
    /// The step's number in the lesson, from 0.
    pub step: u16,
}

/// A hint was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HintShown {
    /// The step's number in the lesson, from 0.
    pub step: u16,
    /// Why.
    pub reason: HintReason,
}

/// *Quay lại* took back the last thing done, or was what the step asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WentBack {
    /// The step's number in the lesson, from 0, before going back.
    pub step: u16,
    /// [`Outcome::Done`] where the step asks for it, [`Outcome::Returned`] after a slip, otherwise
    /// [`Outcome::Progress`].
    pub outcome: Outcome,
}

/// A stage came to its end. Says by itself all that progress is counted from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageFinished {
    /// Which lesson.
    pub lesson: LessonId,
    /// Which stage of it.
    pub stage: Stage,
    /// Why the lesson was opened.
    pub purpose: Purpose,
    /// Slips in this stage.
    pub slips: u16,
    /// Hints shown in this stage.
    pub hints: u16,
    /// Whether it counts: always, except a check with more than one slip.
    pub passed: bool,
}

/// The learner went to the first page; the play waits to be continued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonLeft {
    /// Which lesson.
    pub lesson: LessonId,
}

/// The learner came back from the first page to where they had left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonResumed {
    /// Which lesson.
    pub lesson: LessonId,
}

/// A lesson counts as known, because one that requires it was shown to be known in a placement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonPlaced {
    /// Which lesson.
    pub lesson: LessonId,
}

/// *Tôi chưa biết*: a probe of a placement ends at once, and nothing follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeDeclined {
    /// Which lesson.
    pub lesson: LessonId,
}

/// A case of a drill came into view: the next one, or an answered one to be read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrillCaseShown {
    /// Which case.
    pub case: CaseId,
}

/// A case of a drill was answered. Says by itself all that is counted from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrillCaseAnswered {
    /// Which case.
    pub case: CaseId,
    /// The answer: `go` or `stop`.
    pub choice: ChoiceId,
    /// Whether the case was genuine; so the answer was right if that was `go`.
    pub genuine: bool,
}

/// This person took up the device: the app goes on with them when it is opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonOpened {}

/// A person was asked whether something may be done with what is theirs, and answered; the last
/// answer for a purpose counts. Without one nothing was agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentSet {
    /// What for: `send-progress`, `keep-recordings` … As text, so that an older app keeps what a
    /// newer one wrote.
    pub purpose: String,
    /// Whether they agreed.
    pub given: bool,
    /// To which words.
    pub wording: WordingHash,
}

/// An event of a kind or schema that this version doesn't know: kept and passed on as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Its kind.
    pub kind: u16,
    /// The layout of its body.
    pub schema: u8,
    /// Its body, untouched.
    pub body: Vec<u8>,
}

/// Everything that can be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is documented at its body")]
pub enum Event {
    PersonAdded(PersonAdded),
    PreferenceSet(PreferenceSet),
    LessonOpened(LessonOpened),
    StageStarted(StageStarted),
    Tapped(Tapped),
    Chosen(Chosen),
    StepShown(StepShown),
    HintShown(HintShown),
    WentBack(WentBack),
    StageFinished(StageFinished),
    LessonLeft(LessonLeft),
    LessonResumed(LessonResumed),
    DrillCaseShown(DrillCaseShown),
    DrillCaseAnswered(DrillCaseAnswered),
    LessonPlaced(LessonPlaced),
    ProbeDeclined(ProbeDeclined),
    PersonOpened(PersonOpened),
    ConsentSet(ConsentSet),
    Unknown(Unknown),
}
