//! `units.toml`: which units there are and in which order they are learnt. Refuses a unit twice,
//! one without a title, and a lesson whose unit is not among them. A folder of lessons without the
//! file, such as a teacher's own, may use any unit.

use std::collections::BTreeMap;

use protocol::LessonId;

use crate::Lang;
use crate::lesson::Draft;
use crate::lesson::rows::{At, Row, Teller};
use crate::problem::{Lines, Problems, quote, suggest};
use crate::structure;
use crate::texts::Texts;

/// The file within the folder of lessons.
pub(crate) const FILE: &str = "units.toml";

/// What the title of a unit begins with among the app's own words: `unit-payments`.
pub const UNIT_PREFIX: &str = "unit-";

/// The units in their order, each with its line.
#[derive(Debug, Default)]
pub(crate) struct Units(Vec<At<String>>);

impl Units {
    /// Reads the file.
    pub(crate) fn read(path: &str, text: &str, problems: &mut Problems) -> Self {
        let mut teller = Teller { path, lines: Lines::of(text), problems };
        let Some(table) = structure::read(text, "the list of units", &mut teller) else {
            return Self::default();
        };
        let row = Row { table: table.get_ref(), line: 1, called: "the list of units" };
        row.refuse_others(&["format", "units"], &mut teller);
        row.need("format", "`format = 1`", &mut teller);
        row.need("units", "`units = [\"phone-basics\"]`", &mut teller);
        if row.number("format", 0..=u64::from(u32::MAX), &mut teller).is_some_and(|f| f != 1) {
            let line = row.line_of("format", &teller);
            teller.add(line, "This program reads format 1 only. Update the program.");
        }
        let ids = row.ids("units", &mut teller);
        Self(ids.into_iter().map(|id| At { value: id.value.to_owned(), line: id.line }).collect())
    }

    pub(crate) fn into_ids(self) -> Vec<String> {
        self.0.into_iter().map(|id| id.value).collect()
    }

    fn place(&self, unit: &str) -> Option<usize> {
        self.0.iter().position(|known| known.value == unit)
    }

    /// Tells units without a title, and titles without a unit.
    pub(crate) fn check_titles(
        &self,
        path: &str,
        app: &BTreeMap<Lang, Texts>,
        problems: &mut Problems,
    ) {
        for (lang, texts) in app {
            for unit in &self.0 {
                let key = format!("{UNIT_PREFIX}{}", unit.value);
                if !texts.messages.contains_key(&key) && !texts.broken {
                    let lang = lang.english_name();
                    let message =
                        format!("`{key}` is missing in {lang}: the title of this unit. Add it.");
                    problems.add(path, unit.line, message);
                }
            }
            for (key, message) in &texts.messages {
                let unit = key.strip_prefix(UNIT_PREFIX);
                if unit.is_some_and(|unit| self.place(unit).is_none()) {
                    let message_text = format!("There is no unit that {} names.", quote(key));
                    problems.add(&message.path, message.line, message_text);
                }
            }
        }
    }

    /// Tells lessons of unknown units, those that require a later unit, and second probes.
    pub(crate) fn check_lessons(
        &self,
        drafts: &BTreeMap<LessonId, (String, Draft)>,
        problems: &mut Problems,
    ) {
        let known: Vec<&str> = self.0.iter().map(|unit| unit.value.as_str()).collect();
        for (path, draft) in drafts.values() {
            let Some(unit) = draft.unit.as_ref().filter(|_| !known.is_empty()) else { continue };
            let Some(place) = self.place(&unit.value) else {
                let hint = suggest(&unit.value, &known);
                let name = quote(&unit.value);
                problems.add(path, unit.line, format!("There is no unit {name}.{hint}"));
                continue;
            };
            for before in &draft.requires {
                let other = drafts.get(&before.value).and_then(|(_, other)| other.unit.as_ref());
                if other.and_then(|other| self.place(&other.value)).is_some_and(|at| at > place) {
                    let name = quote(before.value.as_str());
                    let message = format!(
                        "{name} is in a later unit than this lesson, so it can't come before it."
                    );
                    problems.add(path, before.line, message);
                }
            }
        }
        let mut probes: BTreeMap<&str, &LessonId> = BTreeMap::new();
        for (id, (path, draft)) in drafts {
            let (Some(line), Some(unit)) = (draft.probe, &draft.unit) else { continue };
            if let Some(first) = probes.get(unit.value.as_str()) {
                let name = quote(&unit.value);
                let message =
                    format!("`{first}` is the probe of unit {name} already. Keep one of them.");
                problems.add(path, line, message);
            } else {
                probes.insert(&unit.value, id);
            }
        }
    }
}
