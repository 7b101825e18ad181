//! A lesson as the engine plays it. Holds structure only: its words are looked up by step id
//! where they are shown.

use protocol::{ChoiceId, ContentHash, LessonId, StepId, TargetId};
use serde::{Deserialize, Serialize};

use crate::{CasePool, Scenario, SimulatorId};

/// The most steps a lesson may have. A group meeting loses patience long before.
pub const MAX_STEPS: usize = 40;

/// One lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The name of its folder.
    pub id: LessonId,
    /// The unit it belongs to, such as `payments`.
    pub unit: String,
    /// Lessons that come before it.
    pub requires: Vec<LessonId>,
    /// The practice apps it plays in.
    pub simulators: Vec<SimulatorId>,
    /// Codes of the competence framework, such as `5.2`.
    pub competencies: Vec<String>,
    /// Where it begins and which names and amounts it draws.
    pub scenario: Scenario,
    /// The steps, in order; never empty in a checked lesson, except in a drill.
    pub steps: Vec<Step>,
    /// The cases, where the lesson is a drill: it has no steps then.
    pub drill: Option<CasePool>,
    /// Tells this version of the lesson from every other.
    pub content: ContentHash,
}

impl Lesson {
    /// The step with this number, from 0.
    #[must_use]
    pub fn step(&self, number: u16) -> Option<&Step> {
        self.steps.get(usize::from(number))
    }
}

/// One step: one screen and one spoken sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its name, and that of its Fluent message.
    pub id: StepId,
    /// What the learner does.
    pub action: Action,
    /// How long the learner may be still before a hint is offered, counted from the later of the
    /// last touch and the end of speech.
    pub hint_after_seconds: u16,
}

/// What a step asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Look, listen, and go on by the main button.
    Look,
    /// Touch this control.
    Tap(TargetId),
    /// Touch all of these, in any order.
    TapAll(Vec<TargetId>),
    /// Type the scenario's amount on the number pad.
    EnterAmount,
    /// Touch *Quay lại*.
    GoBack,
    /// Answer a question.
    Choose {
        /// The answers offered, two or three.
        choices: Vec<ChoiceId>,
        /// The right one.
        answer: ChoiceId,
    },
}
