//! A lesson as the engine plays it. Holds structure only: its words are looked up by step id
//! where they are shown.

use protocol::{ChoiceId, ContentHash, LessonId, StepId, TargetId};
use serde::{Deserialize, Serialize};

use crate::{CasePool, FirstCode, Scenario, SimulatorId, Values};

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

    /// The first step from number `from` on that is part of a stage with these values; the number
    /// after the last step if none is.
    #[must_use]
    pub fn next_step(&self, from: u16, values: &Values) -> u16 {
        let later = (0_u16..).zip(&self.steps).skip(usize::from(from));
        later
            .filter(|(_, step)| step.applies(values))
            .map(|(number, _)| number)
            .next()
            .unwrap_or_else(|| u16::try_from(self.steps.len()).unwrap_or(u16::MAX))
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
    /// With which first codes the step is there at all; with any, if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<FirstCode>,
}

impl Step {
    /// Whether the step is part of a stage with these values.
    #[must_use]
    pub fn applies(&self, values: &Values) -> bool {
        self.when.is_empty() || self.when.contains(&values.paying.first_code)
    }
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
    /// Type what the lesson gave for this field.
    Enter {
        /// The field, such as `citizen-number`.
        field: String,
    },
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
