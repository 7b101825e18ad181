//! Owns the engine and the store: a [`Request`] goes in, [`Update`]s come out.
//!
//! Everything that a person did is durable before an update shows it; if it cannot be made
//! durable, the old screen stays and a plain sentence says so. It reads no clock, draws no random
//! number and touches neither the screen nor the sound card: those are handed in, or asked for
//! with an update.

mod calibration;
mod days;
mod demonstration;
mod doors;
mod helping;
mod joining;
mod locked;
mod my_data;
mod pause;
mod people;
mod phone;
mod pin;
mod placement;
mod play;
mod plays;
mod preferences;
mod restore;
mod sound;
mod synced;
#[cfg(test)]
mod tests;
mod told;
mod typing;
mod voices;
mod words;
mod workshop;

use std::sync::Arc;

use content::Catalog;
use engine::calendar::Offset;
use engine::{Attention, Lesson, Session};
use narration::{Library, Spoken};
use presenter::{
    CalibrationPage, DemonstrationIntent, Intent, Left, Manner, Moment, NextUp, PathIntent,
    PausePage, PlacementPage, TextEntry, TouchGuard, View, WelcomePage,
};
use protocol::{Event, LessonId, LessonLeft, PersonId, Stamp, UnixMillis};
use store::{EventStore, StoreError};

use crate::platform::{Hearing, Readiness, Shared, Trouble};

pub use joining::{Joined, NotJoined};
pub use preferences::{Overrides, Preferences};
pub use synced::{Farewell, Synced};
pub use told::Told;
pub use voices::{Clips, Recorder};
pub use workshop::Edition;

/// What the core is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Show the first screen, or the one that was left.
    Start,
    /// A person did something.
    Do(Intent),
    /// Open a lesson at its first stage, whatever comes before it in the path: an instructor
    /// shows it, an author looks at it.
    OpenLesson(LessonId),
    /// The lessons were saved anew: take them up.
    Reload(Edition),
    /// What was recorded was sent, and what others recorded came.
    Synced(Synced),
    /// What came of being let in by a ward.
    Joined(Joined),
    /// Somebody touched a link with a ward's code while the app is open.
    Invited(sync::Code),
    /// The app isn't seen any more.
    Paused,
    /// The app is seen again.
    Resumed,
    /// Memory is short.
    MemoryIsLow,
    /// How large the phone's own letters are, in percent of the usual.
    Letters(u16),
    /// How far the phone's own voice is.
    OwnVoice(Readiness),
    /// What became of what was said last.
    Sound(Hearing),
    /// How far the device's clocks are from UTC, where it is now.
    Zone(Offset),
    /// What came of handing a copy over.
    HandedOver(Result<Shared, Trouble>),
    /// Time has passed; see [`Core::next_wake_millis`].
    Tick,
}

/// What the shell has to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Update {
    /// Show this.
    Show(Box<View>),
    /// Say this; whatever was being said stops.
    Say(Speech),
    /// Stop what is being said.
    Hush,
    /// From now on, speak with these.
    Clips(Clips),
    /// Have the ward that gave out this code let the device in, for this person; see
    /// [`Request::Joined`].
    Join(sync::Code, PersonId),
    /// Hand this file over to other apps, as being of this kind; see [`Request::HandedOver`].
    HandOver(std::path::PathBuf, &'static str),
    /// Drop what can be made again.
    SpareMemory,
}

/// Something to be said.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// In words.
    pub text: String,
    /// In clips; silent where one of them is missing.
    pub spoken: Spoken,
    /// How fast and how loud.
    pub manner: Manner,
    /// Whether the device's own voice says it, since nobody has recorded it; `spoken` is for where
    /// that fails.
    pub own_voice: bool,
}

/// A lesson that is being played.
struct OpenPlay {
    lesson: Lesson,
    session: Session,
    /// When it was opened, by the wall clock.
    opened: UnixMillis,
}

/// Where a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Welcome(WelcomePage),
    Home,
    Lesson,
    Calibration(CalibrationPage),
    Placement(PlacementPage),
    Pause(PausePage),
    People,
    Voices,
    Demonstration,
}

/// What the app opens with, instead of where it was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum First {
    /// A lesson, at its first stage.
    Lesson(LessonId),
    /// A lesson shown to a room, or the list of them.
    Demonstration(Option<LessonId>),
    /// The question whether to be let in by the ward that gave out this code.
    Join(sync::Code),
}

/// A source of random numbers, handed in by the shell; a driver hands in a seeded one.
pub type Chances = Box<dyn FnMut() -> u64 + Send>;

/// The core of the app; see the module.
pub struct Core {
    store: Box<dyn EventStore + Send>,
    catalog: Arc<Catalog>,
    library: Arc<Library>,
    chances: Chances,
    overrides: Overrides,
    person: Option<PersonId>,
    preferences: Preferences,
    place: Place,
    in_settings: bool,
    /// A text that is being typed, over the place where one is.
    entry: Option<TextEntry>,
    play: Option<OpenPlay>,
    /// Plays that were left for another one, the last one last.
    aside: Vec<OpenPlay>,
    moment: Moment,
    guard: TouchGuard,
    attention: Attention,
    calibration: calibration::Calibration,
    placement: Option<placement::Placement>,
    helping: helping::Helping,
    studio: voices::Studio,
    trouble: Option<&'static str>,
    /// What is to be said of the data that were opened, until somebody goes on.
    notice: Option<Told>,
    /// Why the data can't be opened.
    closed: Option<&'static str>,
    stamp: Stamp,
    /// How far the device's clocks are from UTC.
    here: Offset,
    people: people::People,
    /// The store with what is kept, while `store` is a guest's in memory.
    shelf: Option<Box<dyn EventStore + Send>>,
    folder: Option<std::path::PathBuf>,
    workshop: workshop::Workshop,
    first: Option<First>,
    demonstration: Option<demonstration::Demonstration>,
    /// Whether the window is wide.
    wide: bool,
    synced: Synced,
    farewell: Option<Farewell>,
    /// The code that the app was opened with, until somebody is there to be asked.
    invitation: Option<sync::Code>,
    phone: phone::Phone,
    /// How often *Quay lại* was touched, one after the other.
    backs: u32,
    /// Whether *Quay lại* was touched on the first page, which leads nowhere.
    at_first_page: bool,
    sound: sound::Sound,
}

impl Core {
    /// A core on an opened store. `notice` is what there is to say at first, such as that a damaged
    /// file was put aside.
    #[must_use]
    pub fn new(
        store: Box<dyn EventStore + Send>,
        catalog: Arc<Catalog>,
        library: Arc<Library>,
        chances: Chances,
        overrides: Overrides,
        notice: Option<Told>,
    ) -> Self {
        Self {
            store,
            catalog,
            studio: voices::Studio::new(Arc::clone(&library)),
            library,
            chances,
            overrides,
            person: None,
            preferences: Preferences::default(),
            place: Place::Welcome(WelcomePage::Hello),
            in_settings: false,
            entry: None,
            play: None,
            aside: Vec::new(),
            moment: Moment::default(),
            guard: TouchGuard::default(),
            attention: Attention::default(),
            calibration: calibration::Calibration::default(),
            placement: None,
            helping: helping::Helping::default(),
            trouble: None,
            notice,
            closed: None,
            stamp: Stamp::default(),
            here: Offset::VIETNAM,
            people: people::People::default(),
            shelf: None,
            folder: None,
            workshop: workshop::Workshop::default(),
            first: None,
            demonstration: None,
            wide: false,
            synced: Synced::default(),
            farewell: None,
            invitation: None,
            phone: phone::Phone::default(),
            backs: 0,
            at_first_page: false,
            sound: sound::Sound::default(),
        }
    }

    /// Lets copies of what is kept be written into this data folder.
    #[must_use]
    pub fn with_folder(mut self, folder: std::path::PathBuf) -> Self {
        self.folder = Some(folder);
        self
    }

    /// Opens with this.
    #[must_use]
    pub fn opening_with(mut self, first: Option<First>) -> Self {
        self.first = first;
        self
    }

    /// Does what is asked, at the time `stamp`.
    pub fn handle(&mut self, request: &Request, stamp: Stamp) -> Vec<Update> {
        self.stamp = stamp;
        if self.closed.is_some() {
            return self.closed_answer(request);
        }
        let (before, library) = (self.screen_key(), Arc::clone(&self.library));
        let mut updates = match request {
            Request::Start => self.start(),
            Request::Do(intent) => self.do_intent(intent),
            Request::OpenLesson(id) => self.open_directly(id),
            Request::Reload(edition) => self.reload(edition),
            Request::Synced(synced) => self.take_synced(synced),
            Request::Joined(joined) => self.take_joined(joined),
            Request::Invited(code) => self.invited(code),
            Request::Paused => self.paused(),
            Request::Resumed => self.resumed(),
            Request::MemoryIsLow => self.memory_is_low(),
            Request::Letters(percent) => self.letters(*percent),
            Request::OwnVoice(readiness) => self.own_voice(*readiness),
            Request::Sound(hearing) => self.heard(*hearing),
            Request::Zone(here) => self.moved(*here),
            Request::HandedOver(outcome) => self.handed_over(outcome),
            Request::Tick => self.tick(),
        };
        if self.invitation.is_some() && self.place == Place::Home && self.can_join() {
            updates = self.begin_invited(updates);
        }
        self.hush_studio();
        if self.screen_key() != before {
            self.guard.screen_changed(stamp.monotonic_millis);
        }
        if !Arc::ptr_eq(&self.library, &library) {
            // Before anything is said with them.
            updates.insert(0, Update::Clips(Clips(Arc::clone(&self.library))));
        }
        if self.phone.paused {
            updates.retain(|update| !matches!(update, Update::Say(_)));
        }
        updates
    }

    /// All clips at hand, the device's own voices included.
    #[must_use]
    pub fn library(&self) -> Arc<Library> {
        Arc::clone(&self.library)
    }

    /// All that is to be seen now.
    #[must_use]
    pub fn view(&self) -> View {
        words::view(self)
    }

    /// The play that is on, for those who watch over it.
    #[must_use]
    pub fn session(&self) -> Option<(&Lesson, &Session)> {
        self.play.as_ref().map(|play| (&play.lesson, &play.session))
    }

    /// Everything recorded after the event with this number, for exports and drivers.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn events_after(&self, n: u64) -> Result<Vec<protocol::Recorded>, StoreError> {
        self.kept_store().events_after(n)
    }

    fn start(&mut self) -> Vec<Update> {
        match self.restore() {
            Ok(()) => {}
            Err(error) => self.trouble = Some(error.key()),
        }
        self.touched();
        match self.first.take() {
            Some(First::Lesson(id)) => self.open_directly(&id),
            Some(First::Demonstration(id)) => self.begin_demonstration(id.as_ref()),
            Some(First::Join(code)) => self.begin_to_join(code),
            None => self.show_and_say(),
        }
    }

    fn do_intent(&mut self, intent: &Intent) -> Vec<Update> {
        if let Intent::Path(touch @ (PathIntent::Down(..) | PathIntent::Up(_))) = intent {
            self.end_help();
            return self.finger(touch);
        }
        if let Intent::Demonstration(DemonstrationIntent::Shape { wide }) = intent {
            return self.shaped(*wide);
        }
        let (control, pad) = words::control_of(intent);
        self.guard.fit(self.preferences.steadiness);
        if !Self::is_typed(intent) && !self.guard.admits(&control, pad, self.stamp.monotonic_millis)
        {
            return Vec::new();
        }
        self.touched();
        // Wherever one is: a page over a lesson takes one of the touches that lead out of it.
        if *intent != Intent::Replay {
            self.backs = if *intent == Intent::Back { self.backs.saturating_add(1) } else { 0 };
        }
        if *intent == Intent::Replay && self.is_told() {
            return self.show_and_say();
        }
        if let Some(updates) = self.answer_silence(intent) {
            return updates;
        }
        if self.place == Place::Demonstration {
            return self.demonstrate(intent);
        }
        if let Intent::Key(key) = intent {
            self.end_help();
            return self.key(*key);
        }
        self.was_told();
        self.people.hello = false;
        self.at_first_page = false;
        match intent {
            Intent::Help => return self.help(),
            // What was said is said again, and what is about to be done still is.
            Intent::Replay => {}
            _ => self.end_help(),
        }
        match intent {
            Intent::Replay => return self.show_and_say(),
            Intent::People(people) => return self.people_intent(people),
            Intent::OpenSettings => self.in_settings = true,
            Intent::OpenDoor(door) if self.in_settings => return self.open_door(*door),
            Intent::Back | Intent::Main if self.in_settings => self.in_settings = false,
            Intent::Main if self.entry.is_some() => return self.finish_entry(),
            Intent::Back if self.entry.is_some() => self.entry = None,
            Intent::TextScale(_)
            | Intent::Theme(_)
            | Intent::Language(_)
            | Intent::Region(_)
            | Intent::Narration(_)
            | Intent::Speed(_)
            | Intent::Loudness(_) => return self.set_preference(intent),
            _ => {
                return match self.place {
                    Place::Welcome(page) => self.welcome(page, intent),
                    Place::Home => self.home(intent),
                    Place::Lesson => self.lesson(intent),
                    Place::Calibration(page) => self.calibration(page, intent),
                    Place::Placement(page) => self.placement_page(page, intent),
                    Place::Pause(page) => self.pause_page(page, intent),
                    Place::People => self.people_page(intent),
                    Place::Voices => self.voices(intent),
                    Place::Demonstration => self.demonstrate(intent),
                };
            }
        }
        self.show_and_say()
    }

    fn welcome(&mut self, page: WelcomePage, intent: &Intent) -> Vec<Update> {
        if *intent == Intent::Back
            && let Some(updates) = self.back_from_welcome(page)
        {
            return updates;
        }
        self.place = match (page, intent) {
            (WelcomePage::Hello, Intent::Main) => Place::Welcome(WelcomePage::Group),
            (WelcomePage::Group, Intent::AddressGroup(group))
                if !presenter::address_group(*group).is_empty() =>
            {
                Place::Welcome(WelcomePage::Form(*group))
            }
            (WelcomePage::Form(_), Intent::Address(address)) => {
                return self.begin_picture(*address);
            }
            (WelcomePage::Form(_), Intent::Back) => Place::Welcome(WelcomePage::Group),
            (WelcomePage::Group, Intent::Back) => Place::Welcome(WelcomePage::Hello),
            (page, _) => Place::Welcome(page),
        };
        self.show_and_say()
    }

    fn home(&mut self, intent: &Intent) -> Vec<Update> {
        match intent {
            Intent::Main => match self.next_up() {
                Some(next) if self.pick_up(next.lesson()) => return self.resume_play(),
                Some(NextUp::Review(id) | NextUp::Again { lesson: id, .. }) => {
                    return self.open_lesson(&id, protocol::Purpose::Review);
                }
                Some(NextUp::Continue(_)) => {}
                Some(NextUp::Start(id)) => return self.open_lesson(&id, protocol::Purpose::Learn),
                None => {}
            },
            Intent::OpenLesson(id) => return self.open_tile(id),
            Intent::Path(PathIntent::Placement) => return self.offer_placement(),
            Intent::Back => self.at_first_page = true,
            _ => {}
        }
        self.show_and_say()
    }

    /// Goes to the first page. The play waits there, to be continued.
    fn go_home(&mut self) -> Vec<Update> {
        let from_play = matches!(self.place, Place::Lesson | Place::Pause(_));
        if let Some(play) = self.play.as_ref().filter(|_| from_play) {
            let left = LessonLeft { lesson: play.session.lesson.clone() };
            if let Err(error) = self.append(&[Event::LessonLeft(left)]) {
                return self.in_trouble(&error);
            }
        }
        self.place = Place::Home;
        self.show_and_say()
    }

    /// What the home screen's main button leads to.
    fn next_up(&self) -> Option<NextUp> {
        let progress = self.progress();
        let (times, left) = (progress.times(), self.left_play());
        let today = |opened| times.calendar().day(opened) == times.calendar().day(times.now());
        let left =
            left.map(|open| Left { lesson: &open.session.lesson, begun_today: today(open.opened) });
        presenter::next_up(self.catalog.lessons(), &progress, left, times.now())
    }

    fn append(&mut self, events: &[Event]) -> Result<(), StoreError> {
        let Some(person) = self.person else { return Ok(()) };
        let Some(arrival) = self.arrival() else {
            return self.store.append(person, person, self.stamp, events).map(|_| ());
        };
        let all = [std::slice::from_ref(&arrival), events].concat();
        self.store.append(person, person, self.stamp, &all)?;
        if let Event::PreferenceSet(set) = &arrival {
            self.preferences.set(&set.name, &set.value);
        }
        Ok(())
    }

    fn touched(&mut self) {
        self.attention.last_touch_millis = self.stamp.monotonic_millis;
    }

    fn show_only(&self) -> Vec<Update> {
        vec![Update::Hush, Update::Show(Box::new(self.view()))]
    }

    fn show_and_say(&mut self) -> Vec<Update> {
        let said = match self.speech() {
            Some(speech) => self.say(speech),
            None => Update::Hush,
        };
        vec![Update::Show(Box::new(self.view())), said]
    }
}
