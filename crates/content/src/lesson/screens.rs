//! What else can be touched at each step, found by playing the lesson the way it is meant.

use std::collections::{BTreeMap, BTreeSet};

use engine::simulators::split_target;
use engine::{Action, Lesson, Session, right_input};
use protocol::{Purpose, TargetId};

/// How many plays, each with other values, are looked at for each kind of first code.
const PLAYS: u32 = 4;

/// For each step the controls that are on its screen beside the right ones, keys of a number pad
/// left out: those that may well be touched by mistake.
pub(crate) fn likely_slips(lesson: &Lesson) -> BTreeMap<u16, BTreeSet<TargetId>> {
    let mut slips = others(lesson);
    for targets in slips.values_mut() {
        targets.retain(|target| !is_key(target));
    }
    slips
}

/// As [`likely_slips`], with the keys.
pub(crate) fn others(lesson: &Lesson) -> BTreeMap<u16, BTreeSet<TargetId>> {
    let mut found: BTreeMap<u16, BTreeSet<TargetId>> = BTreeMap::new();
    let kinds = u32::try_from(lesson.scenario.paying.first_code.len()).unwrap_or(1).clamp(1, 8);
    for plays_before in 0..PLAYS * kinds {
        let opened = engine::open(lesson, 0, plays_before, Purpose::Review);
        let Ok(mut session) = Session::new(lesson, &opened) else { return found };
        while let Ok(Some(input)) = right_input(lesson, &session) {
            if let Some(play) = session.play()
                && let Some(step) = play.current(lesson)
            {
                let right: &[TargetId] = match &step.action {
                    Action::Tap(target) => std::slice::from_ref(target),
                    Action::TapAll(targets) => targets,
                    _ => &[],
                };
                let on_screen = play.world.on_screen();
                let others = on_screen.into_iter().filter(|target| !right.contains(target));
                found.entry(play.step).or_default().extend(others);
            }
            let next = engine::step(lesson, &session, &input).session;
            if next == session {
                break;
            }
            session = next;
        }
    }
    found
}

/// Whether a target is a key of a number pad.
fn is_key(target: &TargetId) -> bool {
    split_target(target)
        .and_then(|(app, control)| app.controls().iter().find(|known| known.name == control))
        .is_some_and(|control| control.pad)
}
