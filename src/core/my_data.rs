//! *Thông tin của tôi*: what is kept of somebody, a copy of it, what they allow, their picture,
//! name and secret number, and being erased.

use presenter::{
    PURPOSES, PeopleFacts, PeopleIntent, PeoplePage, SendingFacts, TextEntry, consent_key, day,
};
use protocol::{ConsentSet, Event, WordingHash, export};
use store::recordings_of;
use vietnamese::Kind;

use super::preferences::preference;
use super::{Core, Update};
use crate::effects::copies;

/// What somebody's name is asked for with, and what it is recorded as.
pub(super) const NICKNAME: &str = "nickname";

impl Core {
    pub(super) fn my_data(&mut self, intent: &PeopleIntent) -> Vec<Update> {
        use PeopleIntent as I;
        use PeoplePage as P;
        match (self.people.page, intent) {
            (P::Data, I::Kept) => self.show_people(P::Kept),
            (P::Data, I::Consents) => self.show_people(P::Consents),
            (P::Data, I::Me) => self.show_people(P::Me),
            (P::Data, I::Join) if self.can_join() => self.ask_for_code(),
            (P::Kept, I::Export) => self.write_copy(),
            (P::Kept, I::Erase) => self.show_people(P::Erase),
            (P::EraseSure, I::EraseNow) => self.erase_me(),
            (P::Consents, I::Consent(purpose)) if *purpose < PURPOSES.len() => {
                self.people.purpose = *purpose;
                self.show_people(P::Consent)
            }
            (P::Consent, I::Answer(given)) => self.answer(*given),
            (P::Me, I::Nickname) => {
                let entry = TextEntry::new(NICKNAME, "people-nickname-title", Kind::NAME, 0..=20);
                self.entry = Some(entry.with_text(&self.nickname()));
                self.show_and_say()
            }
            (P::Me, I::ChangePicture) => self.show_people(P::Picture),
            (P::Me, I::SetPin) => self.show_people(P::PinNew),
            (P::Me, I::RemovePin) => self.remove_number(),
            _ => self.show_and_say(),
        }
    }

    /// The main button, or *Quay lại*, on one of these pages.
    pub(super) fn my_data_page(&mut self, page: PeoplePage, main: bool) -> Vec<Update> {
        use PeoplePage as P;
        match page {
            P::Data => {
                self.in_settings = true;
                self.home_again()
            }
            P::Kept | P::Consents | P::Me if !main => self.show_people(P::Data),
            P::Exported | P::EraseSure => self.show_people(P::Kept),
            P::Erase => self.show_people(if main { P::EraseSure } else { P::Kept }),
            P::Consent if self.people.invited.is_some() => self.show_people(P::Data),
            P::Consent => self.show_people(P::Consents),
            P::PinNew if self.people.note == Some("people-pin-over") => self.home_again(),
            P::Picture | P::PinNew | P::PinAgain | P::PinDone => self.show_people(P::Me),
            _ => self.show_and_say(),
        }
    }

    /// What they are called at home; empty where they didn't say.
    fn nickname(&self) -> String {
        let people = self.store.people().unwrap_or_default();
        let me = people.into_iter().find(|one| Some(one.id) == self.person);
        me.and_then(|me| me.nickname).unwrap_or_default()
    }

    /// A name was typed; an empty one takes it away.
    pub(super) fn name_me(&mut self, name: &str) -> Vec<Update> {
        match self.append(&[preference(NICKNAME, name.to_owned())]) {
            Ok(()) => self.show_people(PeoplePage::Me),
            Err(error) => self.in_trouble(&error),
        }
    }

    fn remove_number(&mut self) -> Vec<Update> {
        let Some(person) = self.person else { return self.show_and_say() };
        match self.store.set_pin(person, None) {
            Ok(()) => self.show_people(PeoplePage::PinDone),
            Err(error) => self.in_trouble(&error),
        }
    }

    /// The very words that are on the screen are what was agreed to.
    fn answer(&mut self, given: bool) -> Vec<Update> {
        let words = self.context().word(consent_key(self.people.purpose));
        let mut wording = WordingHash::default();
        wording.0.copy_from_slice(&blake3::hash(words.as_bytes()).as_bytes()[..8]);
        let purpose = PURPOSES.get(self.people.purpose).copied().unwrap_or_default().to_owned();
        let set = ConsentSet { purpose, given, wording };
        if let Err(error) = self.append(&[Event::ConsentSet(set)]) {
            return self.in_trouble(&error);
        }
        if let Some(code) = self.people.invited.take() {
            return self.join(code, given);
        }
        self.show_people(PeoplePage::Consents);
        self.people.note = Some("people-consent-noted");
        self.show_and_say()
    }

    fn write_copy(&mut self) -> Vec<Update> {
        let Some(person) = self.person else { return self.show_and_say() };
        let written = self.store.events_of(person).and_then(|events| {
            let picture = match self.own_picture() {
                "" => "person",
                picture => picture,
            };
            let id = person.to_string();
            let name =
                format!("{}-{picture}-{}.jsonl", day(self.as_in_hanoi(self.stamp.wall)), &id[..6]);
            copies::write(self.folder.as_deref(), &name, &export(events))
        });
        match written {
            Ok(file) => {
                let path = self.folder.as_ref().map(|folder| folder.join(&file));
                self.people.file = file;
                let mut updates = self.show_people(PeoplePage::Exported);
                updates.extend(path.map(|path| Update::HandOver(path, "application/json")));
                updates
            }
            Err(error) => self.in_trouble(&error),
        }
    }

    fn erase_me(&mut self) -> Vec<Update> {
        let Some(person) = self.person else { return self.show_and_say() };
        // The hubs of their ward hear of it, whatever happens next.
        if let Some(farewell) = &mut self.farewell
            && let Err(error) = farewell.0(person)
        {
            return self.in_trouble(&error);
        }
        let erased = self.store.erase(person);
        // Where the last steps have to wait for room on the disk, the person is gone all the same.
        let gone = self.store.people().is_ok_and(|all| all.iter().all(|one| one.id != person));
        // Their voice falls silent at once; the store has erased its files.
        if gone {
            let _ = self.erase_voices_of(person);
            self.leave_person();
            self.show_people(PeoplePage::Erased);
        }
        match erased {
            Ok(_) => self.show_and_say(),
            Err(error) => self.in_trouble(&error),
        }
    }

    pub(super) fn my_facts(&self, facts: &mut PeopleFacts) {
        facts.file.clone_from(&self.people.file);
        let Some(person) = self.person else { return };
        facts.nickname = self.nickname();
        facts.has_pin = self.store.pin(person).is_ok_and(|pin| pin.is_some());
        if let Ok(consents) = self.store.consents(person) {
            facts.answers = PURPOSES.map(|purpose| Some(consents.get(purpose)?.given));
        }
        facts.can_join = self.can_join();
        facts.ward.clone_from(&self.people.ward);
        facts.sending = self.standing().filter(|standing| standing.in_ward).map(|standing| {
            let received = standing.received_by_relay;
            let (total, acknowledged) = (standing.total, standing.acknowledged);
            let last = standing.last_success.map(|at| self.as_in_hanoi(at));
            let now = self.as_in_hanoi(self.stamp.wall);
            SendingFacts { total, acknowledged, received, last, now }
        });
        if facts.page != PeoplePage::Kept {
            return;
        }
        let people = self.store.people().unwrap_or_default();
        facts.since =
            people.iter().find(|one| one.id == person).map(|one| one.added).unwrap_or_default();
        facts.since = self.as_in_hanoi(facts.since);
        facts.picture = presenter::PICTURES.into_iter().find(|one| *one == self.own_picture());
        let progress = self.progress();
        let passed = self.catalog.lessons().filter(|of| presenter::has_passed(&progress, &of.id));
        facts.lessons = passed.count() as u64;
        let events = self.store.events_of(person).unwrap_or_default();
        let touch = |event: &Event| matches!(event, Event::Tapped(_) | Event::Chosen(_));
        facts.touches = events.iter().filter(|one| touch(&one.event)).count() as u64;
        let recordings = self.folder.as_deref().map(|folder| recordings_of(folder, person));
        facts.recordings = recordings.unwrap_or(0);
    }
}
