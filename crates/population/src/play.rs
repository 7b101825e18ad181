//! A lesson played to its end by the real engine, as events with how long each took to come. Has
//! no times in it: the same play can be put at any time of any learner with the same pictures.

use engine::{Action, Input, Lesson, Phase, Session, open, right_input, slips, step};
use protocol::{Event, LessonOpened, Outcome, Purpose, Stage, StageFinished};

use crate::Manner;
use crate::chance::Chance;

/// More inputs than the longest lesson takes, done again many times.
const MOST_INPUTS: usize = 4_000;
/// After so many inputs everything is done right.
const PATIENCE: usize = 900;

/// What comes before an event, and so how long it takes to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Nothing: it was recorded together with the event before it.
    Together,
    /// One more letter or digit.
    Key,
    /// Something is found and touched.
    Touch,
    /// A sentence is listened to first.
    Listen,
    /// Nothing is touched for so many seconds.
    Still(u16),
}

/// One play of one lesson, from the event that opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Play {
    /// What was recorded.
    pub events: Vec<(Pace, Event)>,
    /// The stages that came to an end: the number of the event, and what it says.
    pub ends: Vec<(usize, StageFinished)>,
    /// Whether the check was passed.
    pub passed: bool,
}

impl Play {
    /// Plays `lesson`; what goes wrong follows from `salt`.
    pub(crate) fn of(lesson: &Lesson, opened: &LessonOpened, manner: Manner, salt: u64) -> Self {
        let mut chance = Chance::of(&[salt, opened.seed, u64::from(opened.plays_before)]);
        let mut play = Self {
            events: vec![(Pace::Touch, Event::LessonOpened(opened.clone()))],
            ends: Vec::new(),
            passed: false,
        };
        let Ok(mut session) = Session::new(lesson, opened) else { return play };
        for number in 0..MOST_INPUTS {
            let manner = if number < PATIENCE { manner } else { Manner::Perfect };
            let Some(input) = choose(lesson, &session, manner, &mut chance) else { break };
            let pace = pace(lesson, &session, &input);
            let transition = step(lesson, &session, &input);
            session = transition.session;
            for (at, event) in transition.events.into_iter().enumerate() {
                if let Event::StageFinished(end) = &event {
                    play.passed |= end.stage == Stage::Check && end.passed;
                    play.ends.push((play.events.len(), end.clone()));
                }
                play.events.push((if at == 0 { pace } else { Pace::Together }, event));
            }
        }
        play
    }

    /// The play of `lesson` that a learner begins who opens it with these values.
    #[must_use]
    pub fn new(
        lesson: &Lesson,
        seed: u64,
        plays_before: u32,
        purpose: Purpose,
        manner: Manner,
        salt: u64,
    ) -> Self {
        Self::of(lesson, &open(lesson, seed, plays_before, purpose), manner, salt)
    }
}

/// What is done next; none at the end.
fn choose(
    lesson: &Lesson,
    session: &Session,
    manner: Manner,
    chance: &mut Chance,
) -> Option<Input> {
    let right = right_input(lesson, session).ok()??;
    if session.purpose == Purpose::Placement && manner == Manner::Declining {
        return Some(if chance.happens(400) { Input::Decline } else { right });
    }
    let (stage, astray) = match &session.phase {
        Phase::Playing(play) => (play.stage, play.is_astray()),
        Phase::Drilling(_) => (Stage::Check, false),
        Phase::Card { .. } | Phase::Finished => return Some(right),
    };
    if chance.happens(manner.hints()) {
        let hint = if chance.happens(500) { Input::Help } else { Input::Still };
        // These people ask in passing: nobody has it done for them, nor asks in a check.
        let hints = |event: &Event| matches!(event, Event::HintShown(_));
        let hinted = step(lesson, session, &hint).events.iter().all(hints);
        let in_check = session.play().is_some() && stage == Stage::Check;
        if hinted && !in_check && makes_something(lesson, session, &hint) {
            return Some(hint);
        }
    }
    if chance.happens(manner.backs()) && makes_something(lesson, session, &Input::Back) {
        return Some(Input::Back);
    }
    if chance.happens(manner.slips(session.round)) && !astray {
        let wrong = match (stage, session.play()) {
            (Stage::Watch | Stage::Together, Some(play)) => {
                let others = play.world.on_screen().into_iter().map(Input::Tap);
                others.filter(|other| explains(lesson, session, other)).collect()
            }
            _ => slips(lesson, session),
        };
        if !wrong.is_empty() {
            return Some(wrong[chance.index(wrong.len())].clone());
        }
    }
    Some(right)
}

fn makes_something(lesson: &Lesson, session: &Session, input: &Input) -> bool {
    !step(lesson, session, input).events.is_empty()
}

fn explains(lesson: &Lesson, session: &Session, input: &Input) -> bool {
    let events = step(lesson, session, input).events;
    matches!(&events[..], [Event::Tapped(tapped)] if tapped.outcome == Outcome::Explained)
}

/// How long it takes until somebody does this.
fn pace(lesson: &Lesson, session: &Session, input: &Input) -> Pace {
    let action = session.play().and_then(|play| play.current(lesson));
    match (input, action) {
        (Input::Still, Some(step)) => Pace::Still(step.hint_after_seconds),
        (Input::Still, None) => Pace::Still(engine::drill::ADVICE_AFTER_SECONDS),
        (Input::Tap(_), Some(step)) => match step.action {
            Action::EnterAmount | Action::Enter { .. } | Action::TapAll(_) => Pace::Key,
            _ => Pace::Touch,
        },
        (Input::Next | Input::Choose(_) | Input::Decline, _) => Pace::Listen,
        _ => Pace::Touch,
    }
}
