//! What has to be true in the end: the plain set of events that were made, and what was promised.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{EventId, PersonId, Recorded, export_line};

/// What was made, promised and erased.
#[derive(Debug, Clone, Default)]
pub struct Oracle {
    /// Everything that was ever recorded, by its line.
    pub made: BTreeMap<String, Recorded>,
    by_ward: BTreeSet<String>,
    by_relay: BTreeSet<String>,
    /// Everybody who was erased, or is being.
    pub erased: BTreeSet<PersonId>,
}

impl Oracle {
    /// An event happened.
    pub fn made(&mut self, recorded: &Recorded) {
        self.made.insert(export_line(recorded), recorded.clone());
    }

    /// The ward said that it has it for good.
    pub fn promised_by_ward(&mut self, recorded: &Recorded) {
        self.by_ward.insert(export_line(recorded));
    }

    /// A relay said that it keeps it until the ward has it.
    pub fn promised_by_relay(&mut self, recorded: &Recorded) {
        self.by_relay.insert(export_line(recorded));
    }

    /// The ward's disk is another: what it promised after `then` only the phones can keep.
    pub fn ward_was_restored(&mut self, then: &Self) {
        self.by_ward.clone_from(&then.by_ward);
    }

    /// Whether an event has to be there.
    fn is_wanted(&self, recorded: &Recorded) -> bool {
        !self.erased.contains(&recorded.subject)
    }

    /// What has to be there, given what is on phones that live.
    #[must_use]
    pub fn required<'a>(&'a self, on_phones: &'a BTreeSet<String>) -> BTreeSet<&'a String> {
        let promised = self.by_ward.iter().chain(&self.by_relay).chain(on_phones);
        let wanted = |line: &&String| self.made.get(*line).is_none_or(|one| self.is_wanted(one));
        promised.filter(wanted).collect()
    }

    /// Compares an export with what has to be there and what may be; the events in it.
    ///
    /// # Errors
    /// With the first difference.
    pub fn compare(
        &self,
        export: &str,
        on_phones: &BTreeSet<String>,
    ) -> Result<Vec<&Recorded>, String> {
        let lines: Vec<&str> = export.lines().collect();
        let unique: BTreeSet<&str> = lines.iter().copied().collect();
        if unique.len() != lines.len() {
            return Err(format!("{} events are there twice", lines.len() - unique.len()));
        }
        let required = self.required(on_phones);
        let lost: Vec<_> = required.iter().filter(|line| !unique.contains(line.as_str())).collect();
        if let Some(first) = lost.first() {
            let (of, total) = (lost.len(), required.len());
            let among = |set: &BTreeSet<String>| {
                lost.iter().filter(|line| set.contains(line.as_str())).count()
            };
            return Err(format!(
                "{of} of {total} events are lost: {} on phones, {} promised by the ward, {} by a \
                 relay; first {first}",
                among(on_phones),
                among(&self.by_ward),
                among(&self.by_relay)
            ));
        }
        let mut found: Vec<&Recorded> = Vec::with_capacity(lines.len());
        for line in &lines {
            let Some(recorded) = self.made.get(*line) else {
                return Err(format!("nobody made {line}"));
            };
            if !self.is_wanted(recorded) {
                return Err(format!("{} was erased and is there", recorded.subject));
            }
            found.push(recorded);
        }
        // Sorted by log and number; the order of two with the same name is the hub's own.
        if !found.is_sorted_by_key(|recorded| recorded.id) {
            return Err("the export isn't sorted".to_owned());
        }
        Ok(found)
    }

    /// How many names of events there are, and how many of a person.
    #[must_use]
    pub fn count(found: &[&Recorded], person: PersonId) -> u64 {
        let of = found.iter().filter(|recorded| recorded.subject == person);
        of.map(|recorded| recorded.id).collect::<BTreeSet<EventId>>().len() as u64
    }
}
