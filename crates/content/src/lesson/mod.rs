//! `lesson.toml`: the structure of a lesson, without its words. Refuses every key, kind and
//! target that it doesn't know, and a lesson that can't be played to its end.

mod drill;
mod paying;
pub(crate) mod requires;
pub(crate) mod rows;
mod scenario;
pub(crate) mod screens;
mod step;

use engine::{Action, Draw, Lesson, MAX_STEPS, MAX_TYPED, Rehearsal, SimulatorId};
use protocol::{ContentHash, LessonId};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Lines, Problems, quote, suggest};
use crate::structure;
use rows::{At, Row, Teller};

/// The one format there is.
const FORMAT: u64 = 1;

const KEYS: [&str; 13] = [
    "format",
    "unit",
    "requires",
    "probe",
    "simulator",
    "simulators",
    "start",
    "competencies",
    "scenario",
    "step",
    "kind",
    "cases_a_play",
    "case",
];

/// A lesson as far as it could be read, with the lines of what is checked later.
#[derive(Debug)]
pub(crate) struct Draft {
    /// The steps that could be read; all of them where [`Draft::whole`].
    pub(crate) lesson: Lesson,
    /// Every payee that may be drawn.
    pub(crate) payees: Vec<At<String>>,
    /// The unit it belongs to, if it could be read.
    pub(crate) unit: Option<At<String>>,
    /// The line of `probe = true`, where the lesson says so.
    pub(crate) probe: Option<u32>,
    /// What comes before.
    pub(crate) requires: Vec<At<LessonId>>,
    /// Whether the structure had no problem.
    pub(crate) whole: bool,
}

/// Reads a lesson's structure; none where the file is no TOML. With `rehearse` it is played too.
pub(crate) fn read(
    id: &str,
    path: &str,
    text: &str,
    rehearse: bool,
    problems: &mut Problems,
) -> Option<Draft> {
    let before = problems.len();
    let mut teller = Teller { path, lines: Lines::of(text), problems };
    let table = structure::read(text, "a lesson", &mut teller)?;
    let head = Row { table: table.get_ref(), line: 1, called: "a lesson" };
    head.refuse_others(&KEYS, &mut teller);
    head.need("format", "`format = 1`", &mut teller);
    head.need("unit", "a unit like `unit = \"payments\"`", &mut teller);
    if let Some(format) = head.number("format", 0..=u64::from(u32::MAX), &mut teller)
        && format != FORMAT
    {
        let line = head.line_of("format", &teller);
        teller.add(line, format!("This program reads format {FORMAT} only. Update the program."));
    }
    let unit = head
        .id("unit", &mut teller)
        .map(|unit| At { value: unit.value.to_owned(), line: unit.line });
    let probe = head
        .flag("probe", &mut teller)
        .filter(|probe| *probe)
        .map(|_| head.line_of("probe", &teller));
    let requires: Vec<At<LessonId>> = head
        .ids("requires", &mut teller)
        .into_iter()
        .map(|id| At { value: LessonId::from(id.value), line: id.line })
        .collect();
    let is_drill = drill::is_drill(head, &mut teller);
    let simulators = if is_drill { Vec::new() } else { simulators(head, &mut teller) };
    let competencies = competencies(head, &mut teller);
    let scenario_row = match table.get_ref().get("scenario") {
        Some(found) => sub_row(found, "`[scenario]`", &mut teller),
        None => None,
    };
    let read = scenario::read(head, scenario_row, &simulators, &mut teller);
    let payees =
        read.payees.iter().map(|at| At { value: at.value.to_owned(), line: at.line }).collect();
    let (steps, step_lines) = if is_drill {
        (Vec::new(), Vec::new())
    } else {
        steps(table.get_ref(), &simulators, &mut teller)
    };
    let drill = is_drill.then(|| drill::read(head, table.get_ref(), &mut teller));
    for (step, line) in steps.iter().zip(&step_lines) {
        if let Action::Enter { field } = &step.action
            && field != CUSTOMER_CODE
            && !read
                .scenario
                .texts
                .get(field)
                .is_some_and(|draw| draw.0.iter().all(|t| is_typable(t)))
        {
            let message = format!(
                "Nobody can type `{field}` yet. Add it to `[scenario.texts]`, with letters from a \
                 to z and digits, {MAX_TYPED} at most."
            );
            teller.add(*line, message);
        }
    }
    let mut lesson = Lesson {
        id: LessonId::from(id),
        unit: unit.as_ref().map(|unit| unit.value.clone()).unwrap_or_default(),
        requires: requires.iter().map(|at| at.value.clone()).collect(),
        simulators,
        competencies,
        scenario: read.scenario,
        steps,
        drill,
        content: ContentHash::default(),
    };
    lesson.content = fingerprint(&lesson);
    let mut whole = problems.len() == before;
    if whole
        && rehearse
        && let Err(stop) = play(&lesson)
    {
        let (line, message) = told(&stop, &lesson, &step_lines);
        problems.add(path, line, message);
        whole = false;
    }
    Some(Draft { lesson, payees, unit, probe, requires, whole })
}

/// The field that the bank's bills are found by; its text is `customer_code` in the scenario.
const CUSTOMER_CODE: &str = "customer-code";

/// Whether the practice keyboards have a key for each letter.
fn is_typable(text: &str) -> bool {
    text.len() <= MAX_TYPED
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
}

/// A table within the file.
fn sub_row<'t>(
    found: &'t Spanned<DeValue<'t>>,
    called: &'static str,
    teller: &mut Teller<'_>,
) -> Option<Row<'t>> {
    let line = teller.lines.line(found.span().start);
    match found.get_ref() {
        DeValue::Table(table) => Some(Row { table, line, called }),
        _ => {
            teller.add(line, format!("{called} has to be a section of its own."));
            None
        }
    }
}

fn steps(
    table: &DeTable<'_>,
    simulators: &[SimulatorId],
    teller: &mut Teller<'_>,
) -> (Vec<engine::Step>, Vec<u32>) {
    let (mut steps, mut lines) = (Vec::<engine::Step>::new(), Vec::new());
    let rows = match table.get("step").map(|found| (found, found.get_ref())) {
        Some((_, DeValue::Array(rows))) => rows,
        Some((found, _)) => {
            let line = teller.lines.line(found.span().start);
            teller.add(line, "Write every step under a heading `[[step]]` of its own.");
            return (steps, lines);
        }
        None => {
            teller.add(1, "The lesson has no steps. Add the first one under `[[step]]`.");
            return (steps, lines);
        }
    };
    if rows.len() > MAX_STEPS {
        teller.add(1, format!("A lesson has at most {MAX_STEPS} steps. Make two lessons of it."));
        return (steps, lines);
    }
    for found in rows {
        let Some(row) = sub_row(found, "a step", teller) else { continue };
        let Some(step) = step::read(row, simulators, teller) else { continue };
        if steps.iter().any(|before| before.id == step.id) {
            let line = row.line_of("id", teller);
            let name = quote(step.id.as_str());
            teller.add(line, format!("There is a step {name} already. Give this one another id."));
        } else {
            steps.push(step);
            lines.push(row.line);
        }
    }
    (steps, lines)
}

fn simulators(head: Row<'_>, teller: &mut Teller<'_>) -> Vec<SimulatorId> {
    let key = match (head.has("simulator"), head.has("simulators")) {
        (true, true) => {
            let line = head.line_of("simulator", teller);
            teller.add(line, "Write either `simulator` or `simulators`, not both.");
            "simulators"
        }
        (true, false) => "simulator",
        (false, true) => "simulators",
        (false, false) => {
            teller.add(1, "The practice apps are missing. Add `simulators = [\"phone\"]`.");
            return Vec::new();
        }
    };
    let known = SimulatorId::ALL.map(SimulatorId::name);
    let mut found = Vec::new();
    for name in head.texts(key, teller) {
        match SimulatorId::by_name(name.value) {
            Some(app) => found.push(app),
            None => {
                let hint = suggest(name.value, &known);
                teller.add(
                    name.line,
                    format!("There is no practice app {}.{hint}", quote(name.value)),
                );
            }
        }
    }
    found
}

/// Codes such as `5.2`, `AI` or `€`.
fn competencies(head: Row<'_>, teller: &mut Teller<'_>) -> Vec<String> {
    let mut codes = Vec::new();
    for code in head.texts("competencies", teller) {
        if (1..=8).contains(&code.value.chars().count()) {
            codes.push(code.value.to_owned());
        } else {
            teller.add(code.line, format!("{} is no code like `5.2`.", quote(code.value)));
        }
    }
    codes
}

/// Plays the lesson with what it happens to draw, and with the pairs of amount and balance that
/// are the likeliest to fail: everything is paid from the least money, and the other way round.
fn play(lesson: &Lesson) -> Result<(), Rehearsal> {
    engine::rehearse(lesson)?;
    let scenario = &lesson.scenario;
    let (amounts, balances) = (&scenario.amount_dong.0, &scenario.balance_dong.0);
    let extremes = [
        (amounts.iter().max(), balances.iter().min()),
        (amounts.iter().min(), balances.iter().max()),
    ];
    for (amount, balance) in extremes {
        let mut extreme = lesson.clone();
        extreme.scenario.amount_dong = Draw(amount.into_iter().copied().collect());
        extreme.scenario.balance_dong = Draw(balance.into_iter().copied().collect());
        engine::rehearse(&extreme)?;
    }
    Ok(())
}

/// Why the lesson can't be played to its end, and on which line.
fn told(stop: &Rehearsal, lesson: &Lesson, lines: &[u32]) -> (u32, String) {
    let line = |id: &protocol::StepId| {
        let at = lesson.steps.iter().position(|step| step.id == *id);
        at.and_then(|at| lines.get(at)).copied().unwrap_or(1)
    };
    match stop {
        Rehearsal::NotOnScreen { step, target, on_screen } => {
            let names: Vec<String> = on_screen.iter().map(|id| format!("`{id}`")).collect();
            let there =
                if names.is_empty() { "nothing to touch".to_owned() } else { names.join(", ") };
            let message = format!(
                "Step `{step}` needs `{target}`, which isn't on the screen then. On the screen: \
                 {there}."
            );
            (line(step), message)
        }
        Rehearsal::Stuck { step } => (
            line(step),
            format!("Step `{step}` can't be finished with every amount and name of the scenario."),
        ),
        Rehearsal::Endless => (1, "The lesson doesn't come to its end.".to_owned()),
    }
}

/// Tells this structure from every other: the first 8 bytes of BLAKE3 over scenario and steps, or
/// over the cases of a drill, as JSON. Words and comments may be improved without breaking off anyone's lesson.
fn fingerprint(lesson: &Lesson) -> ContentHash {
    let bytes = match &lesson.drill {
        Some(pool) => serde_json::to_vec(pool),
        None => serde_json::to_vec(&(&lesson.scenario, &lesson.steps)),
    }
    .unwrap_or_default();
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(&bytes).as_bytes()[..8]);
    ContentHash(first)
}
