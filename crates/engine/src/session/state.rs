//! The state of a play.

use protocol::{ChoiceId, ContentHash, HintReason, LessonId, Purpose, Stage, TargetId};
use serde::{Deserialize, Serialize};

use super::Drill;
use crate::scenario::PICTURES_A_PLAY;
use crate::{Lesson, Step, Values, World};

/// One play of one lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Which lesson.
    pub lesson: LessonId,
    /// Which version of it.
    pub content: ContentHash,
    /// Where names and amounts are drawn from.
    pub seed: u64,
    /// How often the person opened this lesson before.
    pub plays_before: u32,
    /// To learn, to review, or to be placed.
    pub purpose: Purpose,
    /// How often a stage had to be done again; each time draws new values.
    pub round: u32,
    /// Where the play stands.
    pub phase: Phase,
}

/// Where a play stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Between stages: a card says what comes next.
    Card {
        /// The stage that comes next.
        next: Stage,
        /// Whether it comes because a check wasn't passed.
        again: bool,
    },
    /// Within a stage.
    Playing(Box<Play>),
    /// Within a drill.
    Drilling(Box<Drill>),
    /// The check was passed; or it was a placement, which ends either way.
    Finished,
}

/// The state within a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Play {
    /// Which stage.
    pub stage: Stage,
    /// The step's number in the lesson, from 0.
    pub step: u16,
    /// The values drawn for this stage.
    pub values: Values,
    /// The practice phone as it is.
    pub world: World,
    /// The practice phone as it was when the learner was last on the path.
    pub path: World,
    /// What was said last instead of the step's sentence, until something else is done.
    pub remark: Option<Remark>,
    /// Slips so far in this stage.
    pub slips: u16,
    /// The step in which a wrong key was counted already.
    pub mistyped: Option<u16>,
    /// Hints so far in this stage.
    pub hints: u16,
    /// How far help has gone in this step: 0 for none, 1 for its hint, [`SHOWN_WHERE`] for being
    /// shown where. It stays through slips, since whoever slips after help needs more of it, and
    /// begins anew with another step.
    pub helped: u8,
    /// What *Quay lại* goes back through, the last one first to return to.
    pub trail: Vec<Footprint>,
}

/// One moment that *Quay lại* can return to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footprint {
    /// The step then.
    pub step: u16,
    /// The practice phone then.
    pub world: World,
    /// The practice phone when last on the path then.
    pub path: World,
}

/// Something said to the learner in place of the step's sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// What the touched control is for, and how to get back.
    Slip(TargetId),
    /// What the touched control is for; nothing happened.
    Explained(TargetId),
    /// This is only to be watched.
    JustWatch,
    /// Why that answer was not it.
    ChoiceSlip(ChoiceId),
    /// Still away from the path: *Quay lại* leads back.
    Astray,
    /// The step's hint.
    Hint,
    /// Where it is: the hand points there.
    Where,
}

/// How far help has gone once it was shown where: asked again, the step is done with them.
pub const SHOWN_WHERE: u8 = 2;

/// How far help has gone after one more hint. Waiting leads to the hint and no further: whoever
/// only looks, or has gone to the door, isn't to find the answer given away.
#[must_use]
pub(super) fn helped_further(helped: u8, reason: HintReason) -> u8 {
    match reason {
        HintReason::Still => helped.max(1),
        HintReason::Asked => helped.saturating_add(1).min(SHOWN_WHERE),
    }
}

impl Play {
    /// Whether the practice phone is somewhere else than the step expects.
    #[must_use]
    pub fn is_astray(&self) -> bool {
        !self.world.is_same_place(&self.path)
    }

    /// The step that is being done.
    #[must_use]
    pub fn current<'lesson>(&self, lesson: &'lesson Lesson) -> Option<&'lesson Step> {
        lesson.step(self.step)
    }

    /// Whether *Quay lại* has something to return to within the stage.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.trail.is_empty()
    }
}

impl Session {
    /// The play in progress, if a stage is on.
    #[must_use]
    pub fn play(&self) -> Option<&Play> {
        match &self.phase {
            Phase::Playing(play) => Some(play),
            Phase::Card { .. } | Phase::Drilling(_) | Phase::Finished => None,
        }
    }

    /// The drill in progress, if its cases are being shown.
    #[must_use]
    pub fn drill(&self) -> Option<&Drill> {
        match &self.phase {
            Phase::Drilling(drill) => Some(drill),
            _ => None,
        }
    }

    /// The number that draws this stage's values: another for each play and each round.
    #[must_use]
    pub fn variant(&self) -> u32 {
        self.plays_before.wrapping_mul(PICTURES_A_PLAY).wrapping_add(self.round)
    }
}
