//! *Nối với phường*: the code of a ward is typed, the person is asked whether they agree, and only
//! then is the ward asked. Nothing waits for its answer, and without one nothing is lost.

use presenter::{PeoplePage, TextEntry};
use protocol::PersonId;
use sync::Code;
use vietnamese::Kind;

use super::{Core, Place, Update};

/// What a ward's code is asked for with.
pub(super) const CODE: &str = "ward-code";

/// The longest that is typed: an address and the letters.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=80;

/// While the ward is being asked.
const WAITING: &str = "people-join-waiting";

/// What came of being let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Whom it is for.
    pub person: PersonId,
    /// What the ward is called.
    pub ward: Result<String, NotJoined>,
}

/// Why the device was not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotJoined {
    /// The code is no good any more, or not this ward's.
    Refused,
    /// There was no answer that makes sense.
    Unreached,
}

impl Core {
    /// Whether there is anything that can be sent: a guest's and an author's are in memory alone.
    pub(super) fn can_join(&self) -> bool {
        self.folder.is_some() && self.person.is_some() && !self.is_guest()
    }

    pub(super) fn ask_for_code(&mut self) -> Vec<Update> {
        self.entry = Some(entry());
        self.show_and_say()
    }

    /// A mistyped code can be corrected; with a good one comes the question.
    pub(super) fn code_typed(&mut self, text: &str) -> Vec<Update> {
        let Ok(code) = text.parse() else {
            self.entry = Some(entry().with_text(text).with_note("people-join-mistyped"));
            return self.show_and_say();
        };
        self.ask_to_join(code)
    }

    /// The app was opened with a code: whoever has the phone is asked at once, and otherwise who is
    /// the next to come to the first page.
    pub(super) fn begin_to_join(&mut self, code: Code) -> Vec<Update> {
        if self.can_join() {
            return self.ask_to_join(code);
        }
        self.invitation = Some(code);
        self.show_and_say()
    }

    /// Asks whoever has just come to the first page; else there is only what was to be done anyway.
    pub(super) fn begin_invited(&mut self, updates: Vec<Update>) -> Vec<Update> {
        if self.in_settings || self.is_told() {
            return updates;
        }
        match self.invitation.take() {
            Some(code) => self.ask_to_join(code),
            None => updates,
        }
    }

    fn ask_to_join(&mut self, code: Code) -> Vec<Update> {
        self.people.purpose = 0;
        self.show_people(PeoplePage::Consent);
        self.people.invited = Some(code);
        self.show_and_say()
    }

    /// The answer was recorded. Whoever doesn't agree isn't let in.
    pub(super) fn join(&mut self, code: Code, agreed: bool) -> Vec<Update> {
        let Some(person) = self.person else { return self.show_and_say() };
        self.show_people(PeoplePage::Data);
        self.people.note = Some(if agreed { WAITING } else { "people-join-no" });
        let mut updates = self.show_and_say();
        if agreed {
            updates.push(Update::Join(code, person));
        }
        updates
    }

    /// Told to whoever is still there for it; where they are not, the line about what was sent says
    /// it later.
    pub(super) fn take_joined(&mut self, joined: &Joined) -> Vec<Update> {
        let is_awaited = self.place == Place::People
            && self.people.page == PeoplePage::Data
            && self.people.note == Some(WAITING)
            && self.person == Some(joined.person);
        if !is_awaited {
            return Vec::new();
        }
        self.people.note = Some(match &joined.ward {
            Ok(ward) => {
                self.people.ward.clone_from(ward);
                "people-join-done"
            }
            Err(NotJoined::Refused) => "people-join-refused",
            Err(NotJoined::Unreached) => "people-join-later",
        });
        if self.in_settings || self.entry.is_some() { Vec::new() } else { self.show_and_say() }
    }
}

fn entry() -> TextEntry {
    TextEntry::new(CODE, "people-join-title", Kind::ADDRESS, LENGTH).of_a_code()
}
