//! *Nối với phường*: the code of a ward is typed, the person is asked whether they agree, and only
//! then is the ward asked. Nothing waits for its answer, and without one nothing is lost. Whoever
//! types something else, a link or the code of a paper, is told what it is, and none of it is kept.

use presenter::{PeoplePage, TextEntry, outside_note};
use protocol::PersonId;
use sync::Code;
use vietnamese::Kind;
use wire::{CodeError, LINK_SCHEME};

use super::{Core, Place, Update};

/// What a ward's code is asked for with.
pub(super) const CODE: &str = "ward-code";

/// From the shortest that is dialled (`*0#`), so that it can be called what it is, to the longest
/// link of a ward with eight addresses; codes of shops and papers are shorter.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=1_000;

/// Said where there is nothing to be said but that it isn't right yet.
const MISTYPED: &str = "people-join-mistyped";

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

    /// A mistyped code can be corrected; with a good one comes the question. What is another thing
    /// is named and not kept.
    pub(super) fn code_typed(&mut self, text: &str) -> Vec<Update> {
        let error = match text.parse::<Code>() {
            Ok(code) => return self.ask_to_join(code),
            Err(error) => error,
        };
        let entry = match outside_note(text).filter(|_| !is_meant_as_ours(text, error)) {
            Some(note) => entry().with_note(note),
            None => entry().with_text(text).with_note(MISTYPED),
        };
        self.entry = Some(entry);
        self.show_and_say()
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

/// Whether a text that is no good code is one of a ward all the same, mistyped: it begins as one
/// does, and what follows is nothing else. An address alone isn't: it is a link like any other.
fn is_meant_as_ours(text: &str, error: CodeError) -> bool {
    let text = text.trim();
    let letters = text
        .strip_prefix(LINK_SCHEME)
        .or_else(|| text.split_once(char::is_whitespace).map(|(_address, letters)| letters));
    error != CodeError::NotACode
        && letters
            .is_some_and(|letters| !letters.trim().is_empty() && outside_note(letters).is_none())
}

fn entry() -> TextEntry {
    TextEntry::new(CODE, "people-join-title", Kind::ADDRESS, LENGTH).of_a_code()
}
