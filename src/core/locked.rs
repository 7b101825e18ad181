//! Asking for a secret number, setting one, and what to do when it is forgotten.

use presenter::PeoplePage;
use protocol::PersonId;
use store::{Pin, StoreError};

use super::placement::Placement;
use super::{Core, Place, Preferences, Update, pin};

impl Core {
    /// Goes to somebody's place, or before their secret number; whether it is the former.
    pub(super) fn approach(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let kept = self.store.pin(person)?;
        match kept {
            Some(kept) if pin::is_over(&kept, self.stamp.wall) => {
                self.store.set_pin(person, None)?;
                self.settle(person)?;
                // A new one is offered; *Quay lại* does without.
                self.show_people(PeoplePage::PinNew);
                self.people.note = Some("people-pin-over");
                Ok(false)
            }
            Some(_) => {
                self.preferences = self.preferences_of(person)?;
                self.person = None;
                self.play = None;
                self.aside.clear();
                self.people.pending = Some(person);
                self.show_people(PeoplePage::PinAsk);
                Ok(false)
            }
            None => {
                self.settle(person)?;
                Ok(true)
            }
        }
    }

    pub(super) fn preferences_of(&self, person: PersonId) -> Result<Preferences, StoreError> {
        let mut preferences = Preferences::recorded(&self.store.preferences(person)?);
        if preferences.address.is_none() {
            let people = self.store.people()?;
            let known = people.iter().find(|known| known.id == person);
            preferences.address = known.and_then(|known| known.address.parse().ok());
        }
        Ok(preferences)
    }

    /// A digit was touched.
    pub(super) fn digit(&mut self, digit: u8) -> Vec<Update> {
        if self.people.page == PeoplePage::PinAsk && self.waits() {
            self.people.typed.clear();
            self.people.note = Some("people-pin-wait");
            return self.show_and_say();
        }
        if self.people.typed.is_empty() && self.people.note != Some("people-pin-over") {
            self.people.note = None;
        }
        self.people.typed.push(char::from(b'0' + digit.min(9)));
        if self.people.typed.len() < pin::DIGITS {
            return self.show_and_say_count();
        }
        let typed = std::mem::take(&mut self.people.typed);
        match self.people.page {
            PeoplePage::PinAsk => self.try_number(&typed),
            PeoplePage::PinNew => {
                self.show_people(PeoplePage::PinAgain);
                self.people.first = typed;
                self.show_and_say()
            }
            _ if typed == self.people.first => self.set_number(&typed),
            _ => {
                self.show_people(PeoplePage::PinNew);
                self.people.note = Some("people-pin-different");
                self.show_and_say()
            }
        }
    }

    fn pending_pin(&self) -> Option<(PersonId, Pin)> {
        let person = self.people.pending?;
        Some((person, self.store.pin(person).ok()??))
    }

    fn waits(&self) -> bool {
        self.pending_pin().is_some_and(|(_, kept)| pin::must_wait(&kept, self.stamp.wall))
    }

    fn try_number(&mut self, typed: &str) -> Vec<Update> {
        let Some((person, kept)) = self.pending_pin() else {
            return self.show_people(PeoplePage::Picker);
        };
        if pin::is_right(typed, &kept) {
            // Whoever remembers has not forgotten.
            let fresh = Pin::new(kept.hash.clone());
            if fresh != kept
                && let Err(error) = self.store.set_pin(person, Some(&fresh))
            {
                return self.in_trouble(&error);
            }
            return self.opened(person);
        }
        // A full disk must not make guessing free, nor does it hide the sentence.
        let kept = pin::after_wrong(&kept, self.stamp.wall);
        if let Err(error) = self.store.set_pin(person, Some(&kept)) {
            return self.in_trouble(&error);
        }
        let waits = pin::must_wait(&kept, self.stamp.wall);
        self.people.note = Some(if waits { "people-pin-wait" } else { "people-pin-wrong" });
        self.show_and_say()
    }

    pub(super) fn forget_number(&mut self) -> Vec<Update> {
        let Some((person, kept)) = self.pending_pin() else {
            return self.show_people(PeoplePage::Picker);
        };
        // Said twice, the day is counted from the first time.
        let forgotten = Some(kept.forgotten.unwrap_or(self.stamp.wall));
        match self.store.set_pin(person, Some(&Pin { forgotten, ..kept })) {
            Ok(()) => self.show_people(PeoplePage::PinNoted),
            Err(error) => self.in_trouble(&error),
        }
    }

    fn set_number(&mut self, typed: &str) -> Vec<Update> {
        let salt = self.random_id();
        let Some(person) = self.person else { return self.show_people(PeoplePage::Picker) };
        let kept = pin::hash(typed, salt).map(Pin::new);
        // Without memory for the hash there is none, and the page asks again.
        let Some(kept) = kept else { return self.show_people(PeoplePage::PinNew) };
        match self.store.set_pin(person, Some(&kept)) {
            Ok(()) => self.show_people(PeoplePage::PinDone),
            Err(error) => self.in_trouble(&error),
        }
    }

    /// Takes up a person and their play where they were left.
    pub(super) fn settle(&mut self, person: PersonId) -> Result<(), StoreError> {
        let kept = self.store.preferences(person)?;
        self.placement = kept.get("placement").and_then(|kept| Placement::read(kept));
        self.preferences = self.preferences_of(person)?;
        self.person = Some(person);
        self.people.pending = None;
        self.voices_for_person();
        self.place = Place::Home;
        self.resume(person)
    }
}
