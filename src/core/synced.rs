//! What sync has to say: how far everybody's events have got, and who came or went by it. The core
//! asks for nothing and waits for nothing: it is told.

use std::collections::BTreeMap;

use protocol::{ClockPin, PersonId};
use store::StoreError;
use sync::Standing;

use super::{Core, Place, Update};
use presenter::{PeoplePage, WelcomePage};

/// What came of a sync.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synced {
    /// How far everybody's events have got.
    pub standings: BTreeMap<PersonId, Standing>,
    /// What hubs said of the time.
    pub pins: Vec<ClockPin>,
    /// Whether people came, or were erased, or more is known about them.
    pub people_changed: bool,
}

type Hook = Box<dyn FnMut(PersonId) -> Result<(), StoreError> + Send>;

/// What is done before somebody's events are erased: their key is destroyed, and the wish that they
/// be erased everywhere is made durable.
pub struct Farewell(pub Hook);

impl Core {
    /// Does this before somebody is erased.
    #[must_use]
    pub fn with_farewell(mut self, farewell: Farewell) -> Self {
        self.farewell = Some(farewell);
        self
    }

    /// How far the events of whoever has the phone have got; none before a first sync, and of a
    /// guest.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        self.synced.standings.get(&self.person?).copied()
    }

    pub(super) fn take_synced(&mut self, synced: &Synced) -> Vec<Update> {
        let people_changed = synced.people_changed;
        let before = self.standing();
        self.synced = synced.clone();
        let news = if self.standing() == before { Vec::new() } else { self.show_standing() };
        if !people_changed || self.is_guest() || self.place == Place::Demonstration {
            return news;
        }
        let people = match self.store.people() {
            Ok(people) => people,
            Err(error) => return self.in_trouble(&error),
        };
        match self.person {
            // Their ward erased them while they had the phone.
            Some(person) if people.iter().all(|known| known.id != person) => {
                self.leave_person();
                self.show_people(PeoplePage::Erased)
            }
            // Somebody was restored on a phone that nobody had yet.
            None if self.place == Place::Welcome(WelcomePage::Hello) && !people.is_empty() => {
                match self.restore() {
                    Ok(()) => self.show_and_say(),
                    Err(error) => self.in_trouble(&error),
                }
            }
            _ => news,
        }
    }

    /// Shows it anew where it is on the screen. Nothing is said: nobody touched anything.
    fn show_standing(&self) -> Vec<Update> {
        let is_shown = self.place == Place::People
            && self.people.page == PeoplePage::Data
            && !self.in_settings
            && self.entry.is_none();
        if is_shown { vec![Update::Show(Box::new(self.view()))] } else { Vec::new() }
    }
}
