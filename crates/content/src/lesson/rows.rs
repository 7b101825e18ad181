//! The rows of a TOML file, read by hand and with their lines: a deriving reader would stop at
//! the first problem, and a tagged one would tell a misspelt key at the wrong line.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::plain::is_good_id;
use crate::problem::{Lines, Problems, quote, suggest};

/// A value and the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) line: u32,
}

/// The most values in one list.
pub(crate) const MAX_LIST: usize = 100;

/// Tells the problems of one file.
pub(crate) struct Teller<'a> {
    pub(crate) path: &'a str,
    pub(crate) lines: Lines,
    pub(crate) problems: &'a mut Problems,
}

impl Teller<'_> {
    pub(crate) fn add(&mut self, line: u32, message: impl Into<String>) {
        self.problems.add(self.path, line, message);
    }

    fn line<T>(&self, spanned: &Spanned<T>) -> u32 {
        self.lines.line(spanned.span().start)
    }
}

/// A table of the file: its keys, its own line, and what it is called in a sentence.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    pub(crate) table: &'t DeTable<'t>,
    pub(crate) line: u32,
    pub(crate) called: &'static str,
}

impl<'t> Row<'t> {
    /// Tells every key that isn't among `known`.
    pub(crate) fn refuse_others(&self, known: &[&str], teller: &mut Teller<'_>) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let line = teller.line(key);
                let hint = suggest(name, known);
                let called = self.called;
                teller.add(line, format!("{} is no key of {called}.{hint}", quote(name)));
            }
        }
    }

    fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    /// The line of a key's value, or else of the row.
    pub(crate) fn line_of(&self, key: &str, teller: &Teller<'_>) -> u32 {
        self.get(key).map_or(self.line, |value| teller.line(value))
    }

    /// A table within this one.
    pub(crate) fn section(
        &self,
        key: &str,
        called: &'static str,
        teller: &mut Teller<'_>,
    ) -> Option<Row<'t>> {
        super::sub_row(self.get(key)?, called, teller)
    }

    /// The names of all keys.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'t str> {
        self.table.keys().map(|key| key.get_ref().as_ref())
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Tells that `key` is missing.
    pub(crate) fn need(&self, key: &str, example: &str, teller: &mut Teller<'_>) {
        if !self.has(key) {
            let called = self.called;
            teller.add(self.line, format!("`{key}` is missing in {called}. Add {example}."));
        }
    }

    /// A text, if the key is there and holds one.
    pub(crate) fn text(&self, key: &str, teller: &mut Teller<'_>) -> Option<At<&'t str>> {
        let found = self.get(key)?;
        let line = teller.line(found);
        match found.get_ref() {
            DeValue::String(text) => Some(At { value: text.as_ref(), line }),
            _ => {
                teller.add(line, format!("`{key}` has to be a text in quotation marks."));
                None
            }
        }
    }

    /// An id, if the key is there and holds a good one.
    pub(crate) fn id(&self, key: &str, teller: &mut Teller<'_>) -> Option<At<&'t str>> {
        let id = self.text(key, teller)?;
        good_id(id.value, id.line, key, teller).then_some(id)
    }

    /// A list of texts, or one text alone. Each may stand in it once.
    pub(crate) fn texts(&self, key: &str, teller: &mut Teller<'_>) -> Vec<At<&'t str>> {
        let mut texts: Vec<At<&str>> = Vec::new();
        for item in self.items(key, teller) {
            let line = teller.line(item);
            match item.get_ref() {
                DeValue::String(text) => {
                    let value = text.as_ref();
                    if texts.iter().any(|before| before.value == value) {
                        teller.add(line, format!("{} stands twice in `{key}`.", quote(value)));
                    } else {
                        texts.push(At { value, line });
                    }
                }
                _ => teller.add(line, format!("`{key}` has to hold texts in quotation marks.")),
            }
        }
        texts
    }

    /// A list of ids, or one id alone.
    pub(crate) fn ids(&self, key: &str, teller: &mut Teller<'_>) -> Vec<At<&'t str>> {
        let texts = self.texts(key, teller);
        texts.into_iter().filter(|id| good_id(id.value, id.line, key, teller)).collect()
    }

    fn items(&self, key: &str, teller: &mut Teller<'_>) -> Vec<&'t Spanned<DeValue<'t>>> {
        let Some(found) = self.get(key) else { return Vec::new() };
        match found.get_ref() {
            DeValue::Array(list) if list.len() > MAX_LIST => {
                let line = teller.line(found);
                teller.add(line, format!("`{key}` holds more than {MAX_LIST} values. Shorten it."));
                Vec::new()
            }
            DeValue::Array(list) if list.is_empty() && key != "requires" => {
                let line = teller.line(found);
                teller.add(line, format!("`{key}` is an empty list. Put something into it."));
                Vec::new()
            }
            DeValue::Array(list) => list.iter().collect(),
            _ => vec![found],
        }
    }

    /// Whether the key is there and says `true`.
    pub(crate) fn yes(&self, key: &str, teller: &mut Teller<'_>) -> bool {
        let Some(found) = self.get(key) else { return false };
        let DeValue::Boolean(yes) = found.get_ref() else {
            teller.add(teller.line(found), format!("`{key}` has to be `true` or `false`."));
            return false;
        };
        *yes
    }

    /// A whole number within `range`.
    pub(crate) fn number(
        &self,
        key: &str,
        range: std::ops::RangeInclusive<u64>,
        teller: &mut Teller<'_>,
    ) -> Option<u64> {
        let found = self.get(key)?;
        number(found, key, &range, teller)
    }

    /// `true` or `false`, if the key is there and holds one of them.
    pub(crate) fn flag(&self, key: &str, teller: &mut Teller<'_>) -> Option<bool> {
        let found = self.get(key)?;
        match found.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                let line = teller.line(found);
                teller.add(line, format!("`{key}` has to be `true` or `false`."));
                None
            }
        }
    }

    /// Amounts of dong: one, a list, or `{ from = …, to = …, step = … }`. Empty where they can't
    /// be read, which has been told then.
    pub(crate) fn amounts(
        &self,
        key: &str,
        range: std::ops::RangeInclusive<u64>,
        teller: &mut Teller<'_>,
    ) -> Vec<u64> {
        if let Some(found) = self.get(key)
            && let DeValue::Table(table) = found.get_ref()
        {
            let row = Row { table, line: teller.line(found), called: "a span of amounts" };
            return row.span(key, &range, teller);
        }
        let items = self.items(key, teller);
        items.into_iter().filter_map(|item| number(item, key, &range, teller)).collect()
    }

    fn span(
        &self,
        key: &str,
        range: &std::ops::RangeInclusive<u64>,
        teller: &mut Teller<'_>,
    ) -> Vec<u64> {
        self.refuse_others(&["from", "to", "step"], teller);
        for part in ["from", "to", "step"] {
            self.need(part, &format!("`{part} = 1_000`"), teller);
        }
        let from = self.number("from", range.clone(), teller);
        let to = self.number("to", range.clone(), teller);
        let step = self.number("step", 1..=*range.end(), teller);
        let (Some(from), Some(to), Some(step)) = (from, to, step) else { return Vec::new() };
        let count = to.checked_sub(from).map(|width| width / step + 1);
        match count {
            None => teller.add(self.line, format!("`{key}` begins above its end. Swap them.")),
            Some(count) if count > MAX_LIST as u64 => teller.add(
                self.line,
                format!("`{key}` has more than {MAX_LIST} values. Choose a larger step."),
            ),
            Some(count) => return (0..count).map(|n| from + n * step).collect(),
        }
        Vec::new()
    }
}

fn good_id(id: &str, line: u32, key: &str, teller: &mut Teller<'_>) -> bool {
    let good = is_good_id(id);
    if !good {
        let message = format!(
            "{} can't be used in `{key}`. Write a short name with the letters a to z, digits and \
             single hyphens, like `open-scanner`.",
            quote(id)
        );
        teller.add(line, message);
    }
    good
}

fn number(
    found: &Spanned<DeValue<'_>>,
    key: &str,
    range: &std::ops::RangeInclusive<u64>,
    teller: &mut Teller<'_>,
) -> Option<u64> {
    let line = teller.line(found);
    let read = match found.get_ref() {
        DeValue::Integer(digits) => u64::from_str_radix(digits.as_str(), digits.radix()).ok(),
        _ => None,
    };
    let good = read.filter(|number| range.contains(number));
    if good.is_none() {
        let (low, high) = (range.start(), range.end());
        teller.add(line, format!("`{key}` has to be a whole number from {low} to {high}."));
    }
    good
}
