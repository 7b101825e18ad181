//! The `[[case]]` rows of a drill. Refuses a drill that could be passed by one answer for all, or
//! that would soon show the same cases again.

use engine::drill::{FEWEST_OF_A_KIND, MOST_A_PLAY};
use engine::{Case, CasePool, Scene};
use protocol::CaseId;
use toml::de::{DeTable, DeValue};

use super::rows::{Row, Teller};
use super::sub_row;
use crate::problem::{quote, suggest};

/// The most cases of a drill; somebody has to write them all.
const MAX_CASES: usize = 80;

const KEYS: [&str; 4] = ["id", "scene", "genuine", "look"];

/// Names that the lesson's own messages have, so that no case may.
const TAKEN: [&str; 7] = ["title", "goal", "can-now", "own-money", "advice", "go", "stop"];

/// Whether the lesson is a drill: `kind = "drill"`. Tells keys that its kind doesn't have.
pub(super) fn is_drill(head: Row<'_>, teller: &mut Teller<'_>) -> bool {
    let kinds = ["procedure", "drill"];
    let kind = head.text("kind", teller);
    if let Some(kind) = &kind
        && !kinds.contains(&kind.value)
    {
        let hint = suggest(kind.value, &kinds);
        let name = quote(kind.value);
        teller.add(kind.line, format!("{name} is no kind of lesson.{hint}"));
    }
    let drill = kind.is_some_and(|kind| kind.value == "drill");
    let (others, called): (&[&str], _) = if drill {
        (&["simulator", "simulators", "start", "scenario", "step"], "a drill")
    } else {
        (&["cases_a_play", "case"], "a lesson that isn't of `kind = \"drill\"`")
    };
    for key in others.iter().filter(|key| head.has(key)) {
        let line = head.line_of(key, teller);
        teller.add(line, format!("`{key}` means nothing in {called}. Remove it."));
    }
    drill
}

/// Reads the cases.
pub(super) fn read(head: Row<'_>, table: &DeTable<'_>, teller: &mut Teller<'_>) -> CasePool {
    head.need("cases_a_play", "`cases_a_play = 6`", teller);
    let range = u64::from(2 * FEWEST_OF_A_KIND)..=u64::from(MOST_A_PLAY);
    let a_play = head
        .number("cases_a_play", range, teller)
        .and_then(|number| u16::try_from(number).ok())
        .unwrap_or(2 * FEWEST_OF_A_KIND);
    if !a_play.is_multiple_of(2) {
        let line = head.line_of("cases_a_play", teller);
        teller.add(line, "Half the cases of a play are genuine. Make `cases_a_play` even.");
    }
    let before = teller.problems.len();
    let pool = CasePool { cases: cases(table, teller), a_play };
    if teller.problems.len() == before {
        enough(&pool, teller);
    }
    pool
}

/// Tells a kind of which there are not enough for two plays.
fn enough(pool: &CasePool, teller: &mut Teller<'_>) {
    for (genuine, kind) in [(true, "genuine"), (false, "fake")] {
        let there = pool.cases.iter().filter(|case| case.genuine == genuine).count();
        let a_play = pool.of_a_kind(genuine);
        let needed = 2 * a_play;
        if there < needed {
            teller.add(
                1,
                format!(
                    "The drill has {there} {kind} cases, and needs {needed} at least: {a_play} \
                     for each play, and as many others the next time. Write more under \
                     `[[case]]`."
                ),
            );
        }
    }
}

fn cases(table: &DeTable<'_>, teller: &mut Teller<'_>) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let rows = match table.get("case").map(|found| (found, found.get_ref())) {
        Some((_, DeValue::Array(rows))) => rows,
        Some((found, _)) => {
            let line = teller.lines.line(found.span().start);
            teller.add(line, "Write every case under a heading `[[case]]` of its own.");
            return cases;
        }
        None => return cases,
    };
    if rows.len() > MAX_CASES {
        teller.add(1, format!("A drill has at most {MAX_CASES} cases. Make two of it."));
        return cases;
    }
    for found in rows {
        let Some(row) = sub_row(found, "a case", teller) else { continue };
        let Some(case) = case(row, teller) else { continue };
        if cases.iter().any(|before| before.id == case.id) {
            let line = row.line_of("id", teller);
            let name = quote(case.id.as_str());
            teller.add(line, format!("There is a case {name} already. Give this one another id."));
        } else {
            cases.push(case);
        }
    }
    cases
}

fn case(row: Row<'_>, teller: &mut Teller<'_>) -> Option<Case> {
    let scenes = Scene::ALL.map(Scene::name);
    row.need("id", "a name like `id = \"pasted-vegetables\"`", teller);
    row.need("scene", &format!("one of {}", scenes.join(", ")), teller);
    row.need("genuine", "`genuine = true` or `genuine = false`", teller);
    row.need("look", "what gives it away, like `look = \"reads\"`", teller);
    row.refuse_others(&KEYS, teller);
    let id = row.id("id", teller);
    if let Some(id) = &id
        && (TAKEN.contains(&id.value) || id.value.starts_with("payee-"))
    {
        let name = quote(id.value);
        teller
            .add(id.line, format!("{name} is a name of the lesson's own texts. Rename the case."));
    }
    let genuine = row.flag("genuine", teller);
    let scene = row.text("scene", teller)?;
    let Some(drawing) = Scene::by_name(scene.value) else {
        let hint = suggest(scene.value, &scenes);
        teller.add(scene.line, format!("There is no scene {}.{hint}", quote(scene.value)));
        return None;
    };
    let look = row.text("look", teller)?;
    let spots = drawing.spots();
    if !spots.contains(&look.value) {
        let hint = suggest(look.value, &spots);
        let (name, scene) = (quote(look.value), drawing.name());
        teller.add(look.line, format!("The scene `{scene}` has no {name} to look at.{hint}"));
        return None;
    }
    Some(Case {
        id: CaseId::from(id?.value),
        scene: drawing,
        genuine: genuine?,
        look: look.value.to_owned(),
    })
}
