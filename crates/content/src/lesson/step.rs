//! One `[[step]]`: its id, what the learner does, and when a hint is offered.

use engine::simulators::{FIELDS, split_target};
use engine::{Action, SimulatorId, Step};
use protocol::{ChoiceId, StepId, TargetId};

use super::rows::{At, Row, Teller};
use crate::problem::{quote, suggest};

/// Seconds of stillness before a hint, unless a step says otherwise (UX.md, Touch).
const HINT_AFTER_SECONDS: u16 = 10;
/// No lesson may hurry or abandon anyone.
const HINT_RANGE: std::ops::RangeInclusive<u64> = 5..=120;

const KINDS: [&str; 7] = ["look", "tap", "tap-all", "enter-amount", "enter", "go-back", "choose"];
const COMMON: [&str; 4] = ["id", "kind", "hint_after_seconds", "when"];
const ALL: [&str; 9] =
    ["id", "kind", "hint_after_seconds", "when", "target", "targets", "choices", "answer", "field"];

/// Names that the lesson's own messages have, so that no step may.
const TAKEN: [&str; 4] = ["title", "goal", "can-now", "own-money"];

/// Reads a step; none where it can't be played, which has been told then.
pub(super) fn read(
    row: Row<'_>,
    simulators: &[SimulatorId],
    teller: &mut Teller<'_>,
) -> Option<Step> {
    row.need("id", "a name like `id = \"open-scanner\"`", teller);
    row.need("kind", &format!("one of {}", KINDS.join(", ")), teller);
    row.refuse_others(&ALL, teller);
    let id = row.id("id", teller);
    if let Some(id) = &id
        && (TAKEN.contains(&id.value) || id.value.starts_with("payee-"))
    {
        let name = quote(id.value);
        teller
            .add(id.line, format!("{name} is a name of the lesson's own texts. Rename the step."));
    }
    let seconds = row.number("hint_after_seconds", HINT_RANGE, teller);
    let when = super::paying::kinds(row, "when", teller);
    let action = action(row, simulators, teller);
    Some(Step {
        id: StepId::from(id?.value),
        action: action?,
        hint_after_seconds: seconds
            .and_then(|seconds| u16::try_from(seconds).ok())
            .unwrap_or(HINT_AFTER_SECONDS),
        when,
    })
}

fn action(row: Row<'_>, simulators: &[SimulatorId], teller: &mut Teller<'_>) -> Option<Action> {
    let kind = row.text("kind", teller)?;
    let own: &[&str] = match kind.value {
        "look" | "enter-amount" | "go-back" => &[],
        "tap" => &["target"],
        "tap-all" => &["targets"],
        "choose" => &["choices", "answer"],
        "enter" => &["field"],
        other => {
            let hint = suggest(other, &KINDS);
            teller.add(kind.line, format!("{} is no kind of step.{hint}", quote(other)));
            return None;
        }
    };
    for key in ALL.iter().filter(|key| !COMMON.contains(key) && !own.contains(key)) {
        if row.has(key) {
            let line = row.line_of(key, teller);
            let kind = kind.value;
            teller
                .add(line, format!("`{key}` means nothing in a step of kind `{kind}`. Remove it."));
        }
    }
    for key in own {
        row.need(key, &format!("`{key} = …`"), teller);
    }
    match kind.value {
        "look" => Some(Action::Look),
        "enter-amount" => Some(Action::EnterAmount),
        "go-back" => Some(Action::GoBack),
        "enter" => field(row, teller),
        "tap" => {
            let at = row.text("target", teller)?;
            target(&at, simulators, teller).map(Action::Tap)
        }
        "tap-all" => {
            let all = row.texts("targets", teller);
            let count = all.len();
            let good: Vec<_> = all.iter().filter_map(|at| target(at, simulators, teller)).collect();
            (count > 0 && good.len() == count).then_some(Action::TapAll(good))
        }
        _ => choose(row, teller),
    }
}

/// The target, if the lesson's practice apps have it.
fn target(at: &At<&str>, simulators: &[SimulatorId], teller: &mut Teller<'_>) -> Option<TargetId> {
    let target = TargetId::from(at.value);
    let known = split_target(&target).filter(|(app, control)| {
        simulators.contains(app) && app.controls().iter().any(|known| known.name == *control)
    });
    if known.is_some() {
        return Some(target);
    }
    let name = quote(at.value);
    let app = at.value.split_once('.').and_then(|(app, _)| SimulatorId::by_name(app));
    match app {
        Some(app) if !simulators.contains(&app) => {
            let app = app.name();
            teller.add(
                at.line,
                format!("{name} is in the practice app `{app}`. Add it to `simulators`."),
            );
        }
        _ => {
            let controls: Vec<String> = app
                .map_or(simulators, |_| &[])
                .iter()
                .copied()
                .chain(app)
                .flat_map(|app| {
                    let app_name = app.name();
                    app.controls().iter().map(move |known| format!("{app_name}.{}", known.name))
                })
                .collect();
            let controls: Vec<&str> = controls.iter().map(String::as_str).collect();
            let hint = suggest(at.value, &controls);
            teller.add(at.line, format!("No practice app has the control {name}.{hint}"));
        }
    }
    None
}

/// The field that is typed in, if some practice app has it.
fn field(row: Row<'_>, teller: &mut Teller<'_>) -> Option<Action> {
    let field = row.text("field", teller)?;
    if FIELDS.contains(&field.value) {
        return Some(Action::Enter { field: field.value.to_owned() });
    }
    let hint = suggest(field.value, &FIELDS);
    let name = quote(field.value);
    teller.add(field.line, format!("No practice app has a field {name}.{hint}"));
    None
}

fn choose(row: Row<'_>, teller: &mut Teller<'_>) -> Option<Action> {
    let choices = row.ids("choices", teller);
    let answer = row.text("answer", teller);
    if row.has("choices") && !(2..=3).contains(&choices.len()) {
        let line = row.line_of("choices", teller);
        teller.add(line, "A question has two or three choices.");
        return None;
    }
    let answer = answer.filter(|_| row.has("choices"))?;
    if !choices.iter().any(|choice| choice.value == answer.value) {
        let known: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
        let hint = suggest(answer.value, &known);
        let name = quote(answer.value);
        teller.add(answer.line, format!("The answer {name} isn't among the choices.{hint}"));
        return None;
    }
    Some(Action::Choose {
        choices: choices.iter().map(|choice| ChoiceId::from(choice.value)).collect(),
        answer: ChoiceId::from(answer.value),
    })
}
