//! What the present step waits for.

use protocol::TargetId;

use crate::simulators::{SimulatorId, bank, phone, split_target};
use crate::{Action, Step, Values, World};

/// The longest text that a step asks to type.
pub const MAX_TYPED: usize = 20;

/// The control that leads on from here, for the hand that points and for the stage in which only
/// it is live. None where the step waits for a button of the app itself.
#[must_use]
pub fn next_target(step: &Step, world: &World, values: &Values) -> Option<TargetId> {
    match &step.action {
        Action::Tap(target) => Some(target.clone()),
        Action::TapAll(targets) => targets.iter().find(|target| !is_lit(world, target)).cloned(),
        Action::EnterAmount => {
            let typed = typed_digits(world).unwrap_or_default();
            let wanted = values.amount_dong.to_string();
            let rest = wanted.strip_prefix(typed).unwrap_or_default();
            if !wanted.starts_with(typed) {
                Some(TargetId::from("bank.delete"))
            } else if rest.starts_with("000") {
                Some(TargetId::from("bank.key-000"))
            } else {
                rest.chars().next().map(|digit| TargetId(format!("bank.key-{digit}")))
            }
        }
        Action::Enter { field } => {
            let next = world.field(values).filter(|found| found.name == field)?.next_key()?;
            Some(TargetId(format!("{}.{next}", world.front.name())))
        }
        Action::Look | Action::GoBack | Action::Choose { .. } => None,
    }
}

/// Whether a control only adjusts something to one's liking.
pub(super) fn is_free(target: &TargetId) -> bool {
    split_target(target)
        .and_then(|(app, name)| app.controls().iter().find(|known| known.name == name))
        .is_some_and(|control| control.free)
}

/// Whether the step is complete with the practice phone like this.
pub(super) fn is_complete(step: &Step, world: &World, values: &Values) -> bool {
    match &step.action {
        Action::EnterAmount => typed_digits(world) == Some(values.amount_dong.to_string().as_str()),
        Action::TapAll(targets) => targets.iter().all(|target| is_lit(world, target)),
        Action::Enter { field } => {
            world.field(values).is_some_and(|found| found.name == field && found.is_complete())
        }
        Action::Look | Action::Tap(_) | Action::GoBack | Action::Choose { .. } => false,
    }
}

/// The practice phone after everything that the step asks for: what the hand shows in *Xem*.
pub(super) fn perform(step: &Step, world: &World, values: &Values) -> World {
    let mut world = world.clone();
    if matches!(step.action, Action::GoBack) {
        return world.back();
    }
    // A step takes at most one touch per control, or one per key of a text.
    for _ in 0..bank::MAX_DIGITS.max(phone::FLOWERS).max(MAX_TYPED) {
        match next_target(step, &world, values) {
            Some(target) => world = world.tap(&target, values),
            None => break,
        }
        if matches!(step.action, Action::Tap(_)) || is_complete(step, &world, values) {
            break;
        }
    }
    world
}

fn typed_digits(world: &World) -> Option<&str> {
    match (&world.front, &world.bank.page) {
        (SimulatorId::Bank, bank::Page::Amount { digits, .. }) => Some(digits),
        _ => None,
    }
}

fn is_lit(world: &World, target: &TargetId) -> bool {
    let phone::Page::Flowers(lit) = &world.phone.page else { return false };
    target
        .as_str()
        .strip_prefix("phone.flower-")
        .and_then(|number| number.parse::<usize>().ok())
        .and_then(|number| lit.get(number.wrapping_sub(1)))
        .is_some_and(|lit| *lit)
}
