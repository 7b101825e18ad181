//! Several people on one phone: who takes it up, newcomers, and guests of whom nothing is kept. What
//! concerns a secret number is in `locked`, what concerns one's own data in `my_data`.

use presenter::{Intent, PICTURES, PeopleFacts, PeopleIntent, PeoplePage, Somebody, WelcomePage};
use protocol::{Event, InstallId, PersonAdded, PersonId, PersonOpened, Stamp};
use store::{EventStore, MemoryStore};
use vietnamese::Address;

use super::preferences::preference;
use super::{Core, Place, Preferences, Update, pin};

/// How many pictures are on one page.
const PICTURES_A_PAGE: usize = 4;

/// Where somebody is among the pages about people.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    pub(super) page: PeoplePage,
    /// Whose secret number is asked for.
    pub(super) pending: Option<PersonId>,
    /// The form of address of somebody new, until they have a picture.
    newcomer: Option<Address>,
    /// The picture that was touched.
    picture: Option<&'static str>,
    /// Which page of pictures.
    pub(super) turn: u8,
    /// The digits typed, and those typed the first time.
    pub(super) typed: String,
    pub(super) first: String,
    /// A sentence instead of the page's own.
    pub(super) note: Option<&'static str>,
    pub(super) purpose: usize,
    pub(super) file: String,
    /// The code that they want to be let in with, while they are asked whether they agree.
    pub(super) invited: Option<sync::Code>,
    /// The ward that has just let them in; empty for none.
    pub(super) ward: String,
    /// Whether they were just greeted.
    pub(super) hello: bool,
}

/// A picture that was recorded.
fn known(picture: Option<&str>) -> Option<&'static str> {
    PICTURES.into_iter().find(|known| Some(*known) == picture)
}

impl Core {
    /// Whether somebody only tries: what they do is in memory, and the real store waits.
    pub(super) fn is_guest(&self) -> bool {
        self.shelf.is_some()
    }

    /// The store with what is kept, also while a guest has the phone.
    pub(super) fn kept_store(&self) -> &(dyn EventStore + Send) {
        self.shelf.as_deref().unwrap_or(self.store.as_ref())
    }

    /// The same, to be changed: what others recorded is taken over there, also under a guest.
    pub(crate) fn kept_store_mut(&mut self) -> &mut dyn EventStore {
        match &mut self.shelf {
            Some(shelf) => shelf.as_mut(),
            None => self.store.as_mut(),
        }
    }

    /// Shows a page from its beginning.
    pub(super) fn show_people(&mut self, page: PeoplePage) -> Vec<Update> {
        self.people = People {
            page,
            pending: self.people.pending,
            newcomer: self.people.newcomer,
            purpose: self.people.purpose,
            file: std::mem::take(&mut self.people.file),
            ..People::default()
        };
        self.place = Place::People;
        self.show_and_say()
    }

    /// What a control about people does; one that isn't on the page does nothing.
    pub(super) fn people_intent(&mut self, intent: &PeopleIntent) -> Vec<Update> {
        use PeopleIntent as I;
        use PeoplePage as P;
        if self.in_settings {
            return match intent {
                I::Data if self.person.is_some() && !self.is_guest() => {
                    self.in_settings = false;
                    self.show_people(P::Data)
                }
                _ => self.show_and_say(),
            };
        }
        match (self.place, intent) {
            (Place::Home, I::Open) if self.is_guest() => return self.show_people(P::GuestEnd),
            (Place::Home, I::Open) => return self.show_people(P::Picker),
            (Place::Welcome(WelcomePage::Hello), I::Guest) => return self.begin_guest(),
            (Place::People, _) => {}
            _ => return self.show_and_say(),
        }
        match (self.people.page, intent) {
            (P::Picker, I::Person(person)) => self.take_up(*person),
            (P::Picker, I::New) => self.begin_newcomer(),
            (P::Picker, I::Guest) => self.begin_guest(),
            (P::GuestEnd, I::KeepGuest) => {
                self.place = Place::Welcome(WelcomePage::Group);
                self.show_and_say()
            }
            (P::GuestEnd, I::DropGuest) => self.drop_guest(),
            (P::Picture, I::Picture(picture)) => {
                self.people.picture = Some(*picture);
                self.show_and_say()
            }
            (P::Picture, I::OtherPictures) => {
                self.people.turn = self.people.turn.wrapping_add(1) % 120;
                self.people.picture = None;
                self.show_and_say()
            }
            (P::PinAsk, I::Forgot) => self.show_people(P::PinForgotten),
            (P::PinAsk | P::PinNew | P::PinAgain, I::Digit(digit)) => self.digit(*digit),
            (P::PinAsk | P::PinNew | P::PinAgain, I::DeleteDigits) => {
                self.people.typed.clear();
                self.show_and_say()
            }
            _ => self.my_data(intent),
        }
    }

    /// The main button and *Quay lại* on a page about people.
    pub(super) fn people_page(&mut self, intent: &Intent) -> Vec<Update> {
        use PeoplePage as P;
        let main = match intent {
            Intent::Main => true,
            Intent::Back => false,
            _ => return self.show_and_say(),
        };
        match self.people.page {
            P::Picture if main => self.choose_picture(),
            P::Picture if self.people.newcomer.is_some() => {
                self.place = Place::Welcome(WelcomePage::Group);
                self.show_and_say()
            }
            P::Picker if self.person.is_some() => self.home_again(),
            P::Picker => self.show_and_say(),
            P::PinForgotten if main => self.forget_number(),
            P::PinForgotten => self.show_people(P::PinAsk),
            P::PinAsk | P::PinNoted => self.show_people(P::Picker),
            P::GuestEnd => self.home_again(),
            P::Erased => self.nobody(),
            page => self.my_data_page(page, main),
        }
    }

    pub(super) fn home_again(&mut self) -> Vec<Update> {
        self.place = Place::Home;
        self.show_and_say()
    }

    /// To the picker, or to the welcome where there is nobody to pick.
    pub(super) fn nobody(&mut self) -> Vec<Update> {
        if self.store.people().is_ok_and(|people| people.is_empty()) {
            self.place = Place::Welcome(WelcomePage::Hello);
            return self.show_and_say();
        }
        self.show_people(PeoplePage::Picker)
    }

    /// Lets go of whoever had the phone, and keeps how it looks and speaks for whoever is next.
    pub(super) fn leave_person(&mut self) {
        let Preferences { lang, region, text_scale, theme, narration, .. } = self.preferences;
        let default = Preferences::default();
        self.placement = None;
        self.preferences = Preferences { lang, region, text_scale, theme, narration, ..default };
        self.person = None;
        self.play = None;
        self.aside.clear();
        self.people.pending = None;
        self.voices_for_person();
    }

    fn begin_newcomer(&mut self) -> Vec<Update> {
        self.leave_person();
        self.place = Place::Welcome(WelcomePage::Group);
        self.show_and_say()
    }

    /// Where *Quay lại* leads from the welcome's first pages; none where it has no say.
    pub(super) fn back_from_welcome(&mut self, page: WelcomePage) -> Option<Vec<Update>> {
        if self.is_guest() && page == WelcomePage::Group {
            return Some(self.show_people(PeoplePage::GuestEnd));
        }
        let first = matches!(page, WelcomePage::Hello | WelcomePage::Group);
        let others = self.store.people().is_ok_and(|people| !people.is_empty());
        (first && others).then(|| self.show_people(PeoplePage::Picker))
    }

    /// Somebody takes up the phone; with a secret number they are asked for it first.
    fn take_up(&mut self, person: PersonId) -> Vec<Update> {
        if self.store.people().is_ok_and(|all| all.iter().all(|known| known.id != person)) {
            return self.show_and_say();
        }
        match self.approach(person) {
            Ok(true) => self.opened(person),
            Ok(false) => self.show_and_say(),
            Err(error) => self.in_trouble(&error),
        }
    }

    /// They have it now: recorded, so that the app goes on with them when it is opened again.
    pub(super) fn opened(&mut self, person: PersonId) -> Vec<Update> {
        let opened = Event::PersonOpened(PersonOpened {});
        let recorded = self.store.append(person, person, self.stamp, &[opened]);
        if let Err(error) = recorded.and_then(|_| self.settle(person)) {
            return self.in_trouble(&error);
        }
        self.people.hello = true;
        self.show_and_say()
    }

    pub(super) fn random_id(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for half in bytes.chunks_mut(8) {
            half.copy_from_slice(&(self.chances)().to_le_bytes());
        }
        bytes
    }

    /// Somebody new said how to be called: now for a picture.
    pub(super) fn begin_picture(&mut self, address: Address) -> Vec<Update> {
        self.people.newcomer = Some(address);
        self.show_people(PeoplePage::Picture)
    }

    fn choose_picture(&mut self) -> Vec<Update> {
        let offered = self.offered().0;
        let Some(picture) = self.people.picture.filter(|picture| offered.contains(picture)) else {
            return self.show_and_say();
        };
        if let Some(address) = self.people.newcomer {
            return self.add_person(address, picture);
        }
        match self.append(&[preference("picture", picture.to_owned())]) {
            Ok(()) => {
                self.preferences.picture = Some(picture.to_owned());
                self.show_people(PeoplePage::Me)
            }
            Err(error) => self.in_trouble(&error),
        }
    }

    /// Adds the new person: with all that they did as a guest, where they did.
    fn add_person(&mut self, address: Address, picture: &'static str) -> Vec<Update> {
        let (person, tried) = match (&self.shelf, self.person) {
            (Some(_), Some(guest)) => (guest, self.store.events_of(guest)),
            _ => (PersonId(self.random_id()), Ok(Vec::new())),
        };
        let tried = match tried {
            Ok(tried) => tried,
            Err(error) => return self.in_trouble(&error),
        };
        let added = PersonAdded { person, address: address.id().to_owned(), nickname: None };
        let now = self.stamp;
        let mut events = vec![(now, Event::PersonAdded(added))];
        if !self.is_guest() {
            events.extend(self.preferences.as_events().into_iter().map(|event| (now, event)));
        }
        events.push((now, preference("picture", picture.to_owned())));
        let done = |event: &Event| !matches!(event, Event::PersonAdded(_));
        let tried = tried.into_iter().map(|recorded| (recorded.stamp, recorded.event));
        events.extend(tried.filter(|(_, event): &(Stamp, Event)| done(event)));
        events.push((now, Event::PersonOpened(PersonOpened {})));
        let store = self.shelf.as_deref_mut().unwrap_or(self.store.as_mut());
        if let Err(error) = store.append_stamped(person, person, &events) {
            return self.in_trouble(&error);
        }
        let was_guest = self.is_guest();
        if let Some(disk) = self.shelf.take() {
            self.store = disk;
        }
        self.people = People::default();
        if let Err(error) = self.settle(person) {
            return self.in_trouble(&error);
        }
        // Who tried it as a guest goes on there; who is new has the app fitted to them first.
        if was_guest {
            self.place = Place::Home;
            self.people.hello = true;
        } else {
            self.go_to_calibration();
        }
        self.show_and_say()
    }

    /// A guest: all that they do is recorded in memory alone.
    pub(super) fn begin_guest(&mut self) -> Vec<Update> {
        self.leave_person();
        let person = PersonId(self.random_id());
        let mut memory = MemoryStore::new(InstallId(self.random_id()));
        let added = PersonAdded { person, address: String::new(), nickname: None };
        let mut events = vec![Event::PersonAdded(added)];
        events.extend(self.preferences.as_events());
        if let Err(error) = memory.append(person, person, self.stamp, &events) {
            return self.in_trouble(&error);
        }
        self.shelf = Some(std::mem::replace(&mut self.store, Box::new(memory)));
        self.person = Some(person);
        self.home_again()
    }

    fn drop_guest(&mut self) -> Vec<Update> {
        if let Some(disk) = self.shelf.take() {
            self.store = disk;
        }
        self.leave_person();
        self.nobody()
    }

    /// The pictures on this page that nobody else has, and whether there are others.
    fn offered(&self) -> (Vec<&'static str>, bool) {
        let mine = self.person.filter(|_| !self.is_guest());
        let store = self.kept_store();
        let people = store.people().unwrap_or_default().into_iter();
        let taken: Vec<&str> = people
            .filter(|person| Some(person.id) != mine)
            .filter_map(|person| self.picture_of(person.id))
            .collect();
        let mut free: Vec<_> = PICTURES.into_iter().filter(|one| !taken.contains(one)).collect();
        if free.is_empty() {
            // A large family: the form of address tells two with one picture apart.
            free = PICTURES.to_vec();
        }
        let pages = free.len().div_ceil(PICTURES_A_PAGE);
        let page = free.chunks(PICTURES_A_PAGE).nth(usize::from(self.people.turn) % pages.max(1));
        (page.map(<[_]>::to_vec).unwrap_or_default(), pages > 1)
    }

    fn picture_of(&self, person: PersonId) -> Option<&'static str> {
        let preferences = self.kept_store().preferences(person).ok()?;
        known(preferences.get("picture").map(String::as_str))
    }

    fn everybody(&self) -> Vec<Somebody> {
        let people = self.store.people().unwrap_or_default().into_iter();
        people
            .map(|person| Somebody {
                id: person.id,
                picture: self.picture_of(person.id),
                address: person.address.parse().ok(),
                nickname: person.nickname,
                has_pin: self.store.pin(person.id).is_ok_and(|pin| pin.is_some()),
            })
            .collect()
    }

    /// The learner's picture on the first page.
    pub(super) fn own_picture(&self) -> &'static str {
        if self.is_guest() {
            return "guest";
        }
        known(self.preferences.picture.as_deref()).unwrap_or_default()
    }

    /// What the page in view is made of.
    pub(super) fn people_facts(&self) -> PeopleFacts {
        let People { page, note, purpose, .. } = self.people;
        let mut facts = PeopleFacts { page, note, purpose, ..PeopleFacts::default() };
        match page {
            PeoplePage::Picker => facts.everybody = self.everybody(),
            PeoplePage::Picture => {
                facts.offered = self.offered();
                facts.picture = self.people.picture;
            }
            PeoplePage::PinAsk | PeoplePage::PinNew | PeoplePage::PinAgain => {
                facts.typed = self.people.typed.len().min(pin::DIGITS);
            }
            _ => self.my_facts(&mut facts),
        }
        facts
    }
}
