//! Any bytes as a learner's touches, for fuzzing: the same function runs in the fuzzer and over
//! its committed corpus in the tests.

use protocol::{CaseId, ChoiceId, ContentHash, Event, LessonId, Purpose, TargetId};

use crate::{
    Case, CasePool, Draw, Input, Lesson, Phase, Scenario, Scene, Session, SimulatorId, open,
    right_input, step,
};

/// The most touches that one run does.
const MOST_TOUCHES: usize = 600;

/// Plays `lesson` with the inputs that `bytes` stand for, and holds the engine to its promises.
///
/// # Panics
/// Where a promise is broken: the events don't rebuild the session, a right way to the end is
/// missing, or something panics by itself.
pub fn play_anything(lesson: &Lesson, bytes: &[u8]) {
    let (seed, touches) = bytes.split_at(bytes.len().min(8));
    let seed = seed.iter().fold(0, |seed, byte| seed << 8 | u64::from(*byte));
    let purpose = match seed % 4 {
        0 => Purpose::Review,
        1 => Purpose::Placement,
        _ => Purpose::Learn,
    };
    let opened = open(lesson, seed, u32::try_from(seed % 50).unwrap_or(0), purpose);
    let Ok(mut session) = Session::new(lesson, &opened) else { return };
    let mut events: Vec<Event> = Vec::new();
    for pair in touches.chunks(2).take(MOST_TOUCHES) {
        let input = input_of(lesson, &session, pair[0], pair.get(1).copied().unwrap_or(0));
        let transition = step(lesson, &session, &input);
        events.extend(transition.events);
        session = transition.session;
    }
    let replayed = Session::replay(lesson, &opened, &events);
    assert_eq!(replayed.as_ref(), Ok(&session), "the events are not the session");
    for _ in 0..400 {
        if session.phase == Phase::Finished {
            return;
        }
        match right_input(lesson, &session) {
            Ok(Some(input)) => session = step(lesson, &session, &input).session,
            other => panic!("no way on: {other:?}"),
        }
    }
    panic!("no way to the end from {:?}", session.phase);
}

/// A drill as `bytes` have it, also one that no checked lesson could be: empty, of one kind only,
/// with hands larger than its pool.
#[must_use]
pub fn any_drill(bytes: &[u8]) -> Lesson {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let cases = (0..byte(0) % 24).map(|number| Case {
        id: CaseId(format!("case-{number}")),
        scene: Scene::ALL[usize::from(number) % Scene::ALL.len()],
        genuine: (byte(2) >> (number % 8)) & 1 == 1,
        look: "code".to_owned(),
    });
    Lesson {
        id: LessonId::from("any-drill"),
        unit: "safety".to_owned(),
        requires: Vec::new(),
        simulators: Vec::new(),
        competencies: Vec::new(),
        scenario: Scenario {
            start: SimulatorId::Phone,
            start_screen: "home".to_owned(),
            balance_dong: Draw(vec![0]),
            payee: Draw(vec![String::new()]),
            code_payee: None,
            amount_dong: Draw(vec![0]),
            code_amount_dong: None,
            paying: crate::Paying::default(),
            texts: std::collections::BTreeMap::new(),
        },
        steps: Vec::new(),
        drill: Some(CasePool { cases: cases.collect(), a_play: u16::from(byte(1) % 16) }),
        content: ContentHash::default(),
    }
}

fn input_of(lesson: &Lesson, session: &Session, kind: u8, which: u8) -> Input {
    let on_screen = session.play().map(|play| play.world.on_screen()).unwrap_or_default();
    match kind % 16 {
        0 => Input::Back,
        1 => Input::Help,
        2 if which == 0 => Input::Decline,
        2 => Input::Still,
        3 => Input::Choose(ChoiceId::from(
            ["same", "different", "no", "go", "stop"][usize::from(which) % 5],
        )),
        4 => Input::Tap(TargetId::from(
            ["bank.confirm", "scan.code", "", "."][usize::from(which) % 4],
        )),
        5 | 6 => Input::Next,
        // Often the right thing, so that runs get far.
        7..=10 => right_input(lesson, session).ok().flatten().unwrap_or(Input::Next),
        _ if on_screen.is_empty() => Input::Next,
        _ => Input::Tap(on_screen[usize::from(which) % on_screen.len()].clone()),
    }
}
