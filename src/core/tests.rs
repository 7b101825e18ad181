//! The core as a learner meets it, on a store in memory: durable before shown, guarded against
//! tremor, never a trap.

mod joining;
mod phone;
mod sound;
mod synced;

use std::collections::BTreeMap;

use engine::{Input, right_input};
use presenter::{Intent, PeopleIntent, ScreenView, TEXT_SCALES, Theme};
use progress::Progress;
use protocol::{
    Event, InstallId, LessonId, PersonId, Purpose, Recorded, Stage, Stamp, TargetId, UnixMillis,
};
use store::{EventStore, MemoryStore, Person, StoreError};
use vietnamese::{Address, Key};

use super::*;
use crate::bundled;
use crate::launch::seeded_chances;

/// A store that can be told to fail.
struct Failing {
    inner: MemoryStore,
    full: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

impl EventStore for Failing {
    fn append(
        &mut self,
        subject: PersonId,
        author: PersonId,
        stamp: Stamp,
        events: &[Event],
    ) -> Result<Vec<Recorded>, StoreError> {
        if self.full.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(StoreError::Full);
        }
        self.inner.append(subject, author, stamp, events)
    }
    fn events_after(&self, n: u64) -> Result<Vec<Recorded>, StoreError> {
        self.inner.events_after(n)
    }
    fn events_of(&self, subject: PersonId) -> Result<Vec<Recorded>, StoreError> {
        self.inner.events_of(subject)
    }
    fn current_play(&self, subject: PersonId) -> Result<Vec<Recorded>, StoreError> {
        self.inner.current_play(subject)
    }
    fn people(&self) -> Result<Vec<Person>, StoreError> {
        self.inner.people()
    }
    fn progress(&self, subject: PersonId) -> Result<Progress, StoreError> {
        self.inner.progress(subject)
    }
    fn preferences(&self, subject: PersonId) -> Result<BTreeMap<String, String>, StoreError> {
        self.inner.preferences(subject)
    }
    fn append_stamped(
        &mut self,
        subject: PersonId,
        author: PersonId,
        events: &[(Stamp, Event)],
    ) -> Result<Vec<Recorded>, StoreError> {
        if self.full.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(StoreError::Full);
        }
        self.inner.append_stamped(subject, author, events)
    }
    fn consents(&self, subject: PersonId) -> Result<BTreeMap<String, store::Consent>, StoreError> {
        self.inner.consents(subject)
    }
    fn last_opened(&self) -> Result<Option<PersonId>, StoreError> {
        self.inner.last_opened()
    }
    fn pin(&self, subject: PersonId) -> Result<Option<store::Pin>, StoreError> {
        self.inner.pin(subject)
    }
    fn set_pin(&mut self, subject: PersonId, pin: Option<&store::Pin>) -> Result<(), StoreError> {
        self.inner.set_pin(subject, pin)
    }
    fn set_install(&mut self, install: InstallId) -> Result<(), StoreError> {
        self.inner.set_install(install)
    }
    fn import(&mut self, parts: &[store::LogPart]) -> Result<store::Imported, StoreError> {
        self.inner.import(parts)
    }
    fn local_logs(&self) -> Result<Vec<store::LocalLog>, StoreError> {
        self.inner.local_logs()
    }
    fn events_of_log_after(
        &self,
        log: protocol::LogId,
        seq: u64,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        self.inner.events_of_log_after(log, seq, limit)
    }
    fn erase(&mut self, subject: PersonId) -> Result<store::Erased, StoreError> {
        self.inner.erase(subject)
    }
}

struct Device {
    core: Core,
    millis: u64,
    full: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

impl Device {
    fn new(seed: u64) -> Self {
        let full = std::sync::Arc::default();
        let inner = MemoryStore::new(InstallId([1; 16]));
        let store = Failing { inner, full: std::sync::Arc::clone(&full) };
        let core = Core::new(
            Box::new(store),
            bundled::catalog(),
            bundled::library(),
            seeded_chances(seed),
            Overrides::default(),
            None,
        );
        let mut device = Self { core, millis: 10_000, full };
        device.request(&Request::Start);
        device
    }

    fn with_a_person(seed: u64) -> Self {
        let mut device = Self::new(seed);
        device.does(Intent::Main);
        device.does(Intent::AddressGroup(0));
        device.does(Intent::Address(Address::Ba));
        device.does(Intent::People(PeopleIntent::Picture("lotus")));
        device.does(Intent::Main);
        device
    }

    fn stamp(&self) -> Stamp {
        let wall = UnixMillis(1_790_000_000_000).plus_millis(self.millis);
        Stamp { wall, boot: 1, monotonic_millis: self.millis }
    }

    fn request(&mut self, request: &Request) -> Vec<Update> {
        let stamp = self.stamp();
        let updates = self.core.handle(request, stamp);
        for update in &updates {
            let Update::Say(speech) = update else { continue };
            assert!(u64::from(speech.spoken.total_ms()) <= crate::effects::MOST_MS, "{speech:?}");
        }
        updates
    }

    /// Does something a calm second after the last thing.
    fn does(&mut self, intent: Intent) -> Vec<Update> {
        self.millis += 1_000;
        self.request(&Request::Do(intent))
    }

    fn waits(&mut self, millis: u64) -> Vec<Update> {
        let end = self.millis + millis;
        let mut updates = Vec::new();
        while let Some(due) = self.core.next_wake_millis().filter(|due| *due <= end) {
            self.millis = self.millis.max(due);
            let more = self.request(&Request::Tick);
            if more.is_empty() {
                break;
            }
            updates.extend(more);
        }
        self.millis = end;
        updates
    }

    fn events(&self) -> Vec<Recorded> {
        self.core.events_after(0).unwrap()
    }

    fn right_intent(&self) -> Option<Intent> {
        match self.core.view().screen {
            ScreenView::Welcome(view) if view.main.is_some() => Some(Intent::Main),
            ScreenView::Welcome(view) if view.choosing_group => Some(Intent::AddressGroup(0)),
            ScreenView::Welcome(_) => Some(Intent::Address(Address::Ba)),
            ScreenView::Settings(_) => Some(Intent::Back),
            ScreenView::Calibration(view) if view.main.is_none() => {
                Some(Intent::Path(presenter::PathIntent::PassOver))
            }
            ScreenView::People(view) => Some(view.right()),
            ScreenView::Drill(view) if view.main.is_some() => Some(Intent::Main),
            ScreenView::Lesson(ref view) if view.reading => Some(Intent::Main),
            ScreenView::Lesson(_) | ScreenView::Drill(_) => {
                let (lesson, session) = self.core.session()?;
                Some(match right_input(lesson, session).unwrap()? {
                    Input::Next => Intent::Main,
                    Input::Tap(target) => Intent::Tapped(target),
                    Input::Choose(choice) => Intent::Chosen(choice),
                    Input::Back => Intent::Back,
                    Input::Help | Input::Still | Input::Decline => Intent::Help,
                })
            }
            _ => Some(Intent::Main),
        }
    }

    fn goes_right_until(&mut self, done: impl Fn(&ScreenView) -> bool) {
        for _ in 0..400 {
            if done(&self.core.view().screen) {
                return;
            }
            let intent = self.right_intent().unwrap();
            self.does(intent);
        }
        panic!("trapped on {:?}", self.core.view().screen);
    }

    fn progress_is_the_fold(&self) {
        let Some(person) = self.core.person else { return };
        let events = self.core.store.events_of(person).unwrap();
        assert_eq!(self.core.progress(), Progress::fold(&events));
    }
}

fn at_step(stage: Stage, step: &'static str) -> impl Fn(&ScreenView) -> bool {
    move |screen| match screen {
        ScreenView::Lesson(view) => view.stage == stage && view.step.as_str() == step,
        _ => false,
    }
}

fn is_end(screen: &ScreenView) -> bool {
    matches!(screen, ScreenView::LessonEnd(_))
}

#[test]
fn a_newcomer_is_greeted_and_learns_both_lessons() {
    let mut device = Device::new(1);
    device.goes_right_until(is_end);
    device.goes_right_until(|screen| matches!(screen, ScreenView::Home(_)));
    device.goes_right_until(at_step(Stage::Check, "confirm"));
    device.goes_right_until(is_end);
    let progress = device.core.progress();
    for lesson in ["phone-touch", "qr-pay"] {
        assert!(progress.lesson(&LessonId::from(lesson)).is_passed(), "{lesson}");
    }
    device.progress_is_the_fold();
}

#[test]
fn every_sentence_on_the_way_has_all_its_clips() {
    let mut device = Device::new(1);
    let mut said = 0;
    for _ in 0..200 {
        let Some(intent) = device.right_intent() else { break };
        let before =
            device.core.progress().lessons().filter(|(_, lesson)| lesson.is_passed()).count();
        if before == 2 {
            break;
        }
        for update in device.does(intent) {
            if let Update::Say(speech) = update {
                said += 1;
                if let Spoken::Silent { missing } = &speech.spoken {
                    panic!("`{}` lacks {missing:?}", speech.text);
                }
            }
        }
    }
    assert!(said > 60, "only {said} sentences");
}

#[test]
fn a_sentence_that_asks_opens_with_the_form_of_address() {
    let mut device = Device::with_a_person(1);
    device.core.handle(&Request::OpenLesson("qr-pay".into()), device.stamp());
    let updates = device.does(Intent::Replay);
    let said = updates.iter().find_map(|update| match update {
        Update::Say(speech) => Some(speech.text.clone()),
        _ => None,
    });
    assert!(said.as_deref().is_some_and(|text| text.starts_with("Mời bà, ")), "{said:?}");
}

#[test]
fn a_key_of_the_number_pad_says_its_digit() {
    let mut device = Device::with_a_person(1);
    device.core.handle(&Request::OpenLesson("qr-pay".into()), device.stamp());
    device.goes_right_until(at_step(Stage::Together, "enter-amount"));
    device.does(Intent::Main);
    for (key, word) in [("bank.key-3", "ba"), ("bank.key-5", "năm")] {
        let updates = device.does(Intent::Tapped(TargetId::from(key)));
        let said = updates.iter().find_map(|update| match update {
            Update::Say(speech) => Some((speech.text.as_str(), speech.spoken.clips().len())),
            _ => None,
        });
        assert_eq!(said, Some((word, 1)));
    }
}

#[test]
fn a_full_disk_keeps_the_old_screen_and_says_so() {
    let mut device = Device::with_a_person(1);
    device.goes_right_until(at_step(Stage::Alone, "tap-blue"));
    let before = device.core.view();
    let count = device.events().len();
    device.full.store(true, std::sync::atomic::Ordering::Relaxed);
    device.does(Intent::Tapped(TargetId::from("phone.blue-button")));
    let after = device.core.view();
    assert_eq!(after.screen, before.screen);
    assert!(after.trouble.is_some_and(|sentence| sentence.contains("đầy")));
    assert_eq!(device.events().len(), count);
    device.full.store(false, std::sync::atomic::Ordering::Relaxed);
    device.does(Intent::Tapped(TargetId::from("phone.blue-button")));
    assert!(device.core.view().trouble.is_none());
    assert_ne!(device.core.view().screen, before.screen);
}

/// What the updates say, and in how many clips.
fn said_by(updates: &[Update]) -> Option<(String, usize)> {
    updates.iter().find_map(|update| match update {
        Update::Say(speech) => Some((speech.text.clone(), speech.spoken.clips().len())),
        _ => None,
    })
}

#[test]
fn a_full_phone_is_told_aloud_and_again_while_it_is_shown() {
    let mut device = Device::with_a_person(1);
    device.goes_right_until(at_step(Stage::Alone, "tap-blue"));
    device.full.store(true, std::sync::atomic::Ordering::Relaxed);
    let updates = device.does(Intent::Tapped(TargetId::from("phone.blue-button")));
    let (first, clips) = said_by(&updates).expect("it is said");
    assert!(first.contains("đầy") && clips > 0, "{first}");
    for _ in 0..2 {
        let again = device.does(Intent::Replay);
        assert_eq!(said_by(&again), Some((first.clone(), clips)));
        assert!(device.core.view().trouble.is_some());
    }
    // Whoever goes on hears what is to be done again.
    device.full.store(false, std::sync::atomic::Ordering::Relaxed);
    let on = device.does(Intent::Tapped(TargetId::from("phone.blue-button")));
    assert!(device.core.view().trouble.is_none());
    assert_ne!(said_by(&on).map(|(text, _)| text), Some(first));
}

#[test]
fn what_is_told_of_the_data_is_shown_and_said_with_its_number_in_words() {
    let told = |key, count, file: Option<&str>, from_ward| {
        let store = MemoryStore::new(InstallId([1; 16]));
        let told = Told { key, count, file: file.map(str::to_owned), from_ward };
        let mut core = Core::new(
            Box::new(store),
            bundled::catalog(),
            bundled::library(),
            seeded_chances(1),
            Overrides::default(),
            Some(told),
        );
        let updates = core.handle(&Request::Start, Stamp::default());
        let (text, clips) = said_by(&updates).expect("it is said");
        assert!(clips > 0, "{text} has no clips");
        assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
        (core.view().trouble.expect("it is shown"), text)
    };
    let (shown, said) = told("store-salvaged-partly", Some(51), Some("camtay.db.damaged-1"), true);
    assert!(shown.contains("51") && shown.contains("camtay.db.damaged-1"), "{shown}");
    assert!(said.contains("năm mươi mốt việc đã làm"), "{said}");
    assert!(shown.contains("phường") && said.contains("phường"), "{shown}");
    assert!(!said.contains("camtay.db"), "{said}");
    for key in ["store-salvaged", "store-lost", "store-strange"] {
        told(key, None, None, false);
    }
    let (shown, said) = told("store-older", Some(7), None, false);
    assert!(shown.contains('7') && said.contains("bảy việc"), "{shown} {said}");
    assert!(!shown.contains("hết") && !shown.contains("phường"), "{shown}");
}

#[test]
fn data_that_cannot_be_opened_are_told_aloud_as_often_as_is_asked() {
    for error in [StoreError::ReadOnly, StoreError::Unreadable(String::new())] {
        let mut core = crate::launch::closed_core(&error.into());
        let first = said_by(&core.handle(&Request::Start, Stamp::default())).expect("it is said");
        assert!(first.1 > 0);
        let again = core.handle(&Request::Do(Intent::Replay), Stamp::default());
        assert_eq!(said_by(&again), Some(first));
        assert!(core.is_closed() && matches!(core.view().screen, ScreenView::Welcome(_)));
    }
}

#[test]
fn whatever_the_store_reports_has_words_in_both_languages() {
    let errors = [
        StoreError::Full,
        StoreError::ReadOnly,
        StoreError::Newer { found: 2, known: 1 },
        StoreError::Corrupt,
        StoreError::InUse,
        StoreError::NotAFolder,
        StoreError::Unreadable(String::new()),
        StoreError::NoSuchPerson,
        StoreError::BadEvent,
    ];
    let moved_to = Vec::new;
    let salvaged =
        |kept, is_all| store::Notice::Salvaged { moved_to: moved_to(), kept, missing: 0, is_all };
    let notices = [
        salvaged(1, true),
        salvaged(1, false),
        salvaged(0, false),
        store::Notice::Older { moved_to: moved_to(), missing: 1 },
        store::Notice::Strange { moved_to: moved_to() },
    ];
    let keys = errors.iter().map(StoreError::key).chain(notices.iter().map(store::Notice::key));
    for key in keys {
        for lang in content::Lang::ALL {
            let words = bundled::catalog().app(lang, key, &[]);
            assert!(words.contains(' '), "{key} has no words in {}", lang.as_str());
        }
    }
}

#[test]
fn a_second_tap_within_600_ms_and_any_within_400_of_a_new_screen_are_ignored() {
    let mut device = Device::with_a_person(1);
    let home = device.core.view();
    device.does(Intent::Main);
    let card = device.core.view();
    assert_ne!(card, home);
    device.millis += 300;
    assert_eq!(device.request(&Request::Do(Intent::Main)), Vec::new());
    assert_eq!(device.request(&Request::Do(Intent::Back)), Vec::new());
    device.millis += 400;
    device.request(&Request::Do(Intent::Main));
    assert_ne!(device.core.view(), card);
}

#[test]
fn a_hint_comes_after_ten_still_seconds_and_once() {
    let mut device = Device::with_a_person(1);
    device.goes_right_until(at_step(Stage::Alone, "tap-blue"));
    let before = device.events().len();
    let speech_millis = device.core.attention.speech_ends_millis.saturating_sub(device.millis);
    device.waits(speech_millis + 9_900);
    assert_eq!(device.events().len(), before);
    device.waits(200);
    assert_eq!(device.events().len(), before + 1);
    device.waits(600_000);
    assert_eq!(device.events().len(), before + 1, "a hint is given once");
    assert_eq!(device.core.next_wake_millis(), None, "and then nothing wakes up");
}

#[test]
fn watching_goes_on_by_itself_and_ends_on_the_next_card() {
    let mut device = Device::with_a_person(1);
    device.goes_right_until(at_step(Stage::Watch, "look-blue"));
    device.waits(300_000);
    let ScreenView::StageCard(card) = device.core.view().screen else { panic!("no card") };
    assert_eq!(card.stage, Stage::Together);
    assert_eq!(device.core.next_wake_millis(), None);
}

#[test]
fn nothing_wakes_up_on_the_first_page() {
    assert_eq!(Device::with_a_person(1).core.next_wake_millis(), None);
}

#[test]
fn going_home_keeps_the_place_and_continuing_returns_to_it() {
    let mut device = Device::with_a_person(1);
    device.goes_right_until(at_step(Stage::Together, "tap-blue"));
    device.does(Intent::Back);
    device.does(Intent::Back);
    assert!(matches!(device.core.view().screen, ScreenView::Home(_)));
    device.does(Intent::Main);
    assert!(at_step(Stage::Together, "look-blue")(&device.core.view().screen));
}

#[test]
fn preferences_are_recorded_and_restored() {
    let mut device = Device::with_a_person(1);
    device.does(Intent::OpenSettings);
    for scale in TEXT_SCALES {
        device.does(Intent::TextScale(scale));
        assert_eq!(device.core.view().look.text_scale, scale);
    }
    device.does(Intent::Theme(Theme::Contrast));
    let look = device.core.view().look;
    device.core.preferences = Preferences::default();
    device.request(&Request::Start);
    assert_eq!(device.core.view().look, look);
}

#[test]
fn a_due_review_is_offered_first_and_begins_with_the_check() {
    let mut device = Device::with_a_person(1);
    device.goes_right_until(is_end);
    device.does(Intent::Main);
    device.millis += 2 * 86_400_000;
    let intent = device.right_intent().unwrap();
    device.does(intent);
    let ScreenView::StageCard(card) = device.core.view().screen else { panic!("no card") };
    assert_eq!((card.lesson.as_str(), card.stage), ("phone-touch", Stage::Check));
    let opened = device.events().into_iter().rev().find_map(|recorded| match recorded.event {
        Event::LessonOpened(opened) => Some(opened.purpose),
        _ => None,
    });
    assert_eq!(opened, Some(Purpose::Review));
}

#[test]
fn at_any_moment_the_recorded_events_rebuild_the_play() {
    let mut device = Device::with_a_person(1);
    for _ in 0..150 {
        let Some(intent) = device.right_intent() else { break };
        device.does(intent);
        let shown = device.core.session().map(|(_, session)| session.clone());
        device.core.play = None;
        device.core.restore().unwrap();
        assert_eq!(device.core.session().map(|(_, session)| session.clone()), shown);
    }
}

/// Numbers for the tappers below, the same for the same seed.
struct Dice(super::Chances);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        usize::try_from((self.0)() % count as u64).unwrap()
    }
}

/// Everything on the screen that can be touched.
fn touchable(device: &Device) -> Vec<Intent> {
    let mut intents =
        vec![Intent::Main, Intent::Back, Intent::Help, Intent::Replay, Intent::OpenSettings];
    match device.core.view().screen {
        ScreenView::Welcome(view) if view.choosing_group => {
            intents.extend((0..view.choices.len()).map(Intent::AddressGroup));
        }
        ScreenView::Welcome(_) => intents.extend(Address::ALL.map(Intent::Address)),
        ScreenView::Home(view) => {
            intents.push(Intent::People(PeopleIntent::Open));
            intents.extend(view.lessons.into_iter().map(|tile| Intent::OpenLesson(tile.id)));
        }
        ScreenView::Settings(_) => {
            intents.extend(TEXT_SCALES.map(Intent::TextScale));
            intents.push(Intent::Theme(Theme::Contrast));
            intents.push(Intent::People(PeopleIntent::Data));
        }
        ScreenView::Lesson(view) => {
            intents.extend(view.choices.into_iter().map(|choice| Intent::Chosen(choice.id)));
            intents.push(Intent::ShowInstruction);
            let on_screen = device.core.session().and_then(|(_, session)| session.play());
            for target in on_screen.map(|play| play.world.on_screen()).unwrap_or_default() {
                intents.push(Intent::Tapped(target));
            }
        }
        ScreenView::Drill(view) => {
            intents.extend(view.choices.into_iter().map(|choice| Intent::Chosen(choice.id)));
            intents.push(Intent::ShowInstruction);
        }
        ScreenView::People(view) => {
            intents.extend(view.tiles.into_iter().map(|tile| Intent::People(tile.intent)));
            intents.extend(view.buttons.into_iter().map(|button| Intent::People(button.intent)));
        }
        ScreenView::Voices(view) => {
            intents.push(Intent::Voices(presenter::VoicesIntent::Second));
            let row = |row: presenter::VoicesRow| presenter::VoicesIntent::Row(row.id);
            intents.extend(view.rows.into_iter().map(row).map(Intent::Voices));
        }
        ScreenView::StageCard(_)
        | ScreenView::LessonEnd(_)
        | ScreenView::Notice(_)
        | ScreenView::Calibration(_)
        | ScreenView::Typing(_)
        | ScreenView::Demonstrations(_)
        | ScreenView::Demonstration(_) => {}
    }
    intents
}

#[test]
fn a_random_tapper_is_never_trapped_in_a_thousand_runs() {
    for seed in 0..1_000 {
        let mut device = Device::new(seed);
        let mut dice = Dice(seeded_chances(seed ^ 0xdead));
        for _ in 0..60 {
            let intents = touchable(&device);
            let intent = intents[dice.below(intents.len())].clone();
            device.millis += u64::try_from(dice.below(1_500)).unwrap();
            device.request(&Request::Do(intent));
            if dice.below(12) == 0 {
                device.waits(15_000);
            }
        }
        device.progress_is_the_fold();
        device.goes_right_until(is_end);
        device.progress_is_the_fold();
    }
}

#[test]
fn a_trembling_hand_reaches_the_end_in_a_thousand_runs() {
    for seed in 0..1_000 {
        let mut device = Device::with_a_person(seed);
        let mut dice = Dice(seeded_chances(seed ^ 0xbeef));
        let mut touches = 0;
        while !is_end(&device.core.view().screen) {
            touches += 1;
            assert!(touches < 600, "seed {seed} doesn't come to the end");
            device.millis += 700 + u64::try_from(dice.below(3_000)).unwrap();
            let intent = match dice.below(10) {
                // Slides off: nothing was touched.
                0 => continue,
                // Lands on a neighbour.
                1 => {
                    let intents = touchable(&device);
                    intents[dice.below(intents.len())].clone()
                }
                _ => device.right_intent().unwrap(),
            };
            device.request(&Request::Do(intent.clone()));
            // And often once more, without meaning to.
            if dice.below(3) == 0 {
                device.millis += 100 + u64::try_from(dice.below(200)).unwrap();
                device.request(&Request::Do(intent));
            }
        }
        device.progress_is_the_fold();
    }
}

/// A device on which a name is asked for.
fn with_an_entry(kind: vietnamese::Kind) -> Device {
    let mut device = Device::with_a_person(1);
    device.core.entry = Some(TextEntry::new("test", "typing-done", kind, 2..=20));
    device
}

fn typing(device: &Device) -> presenter::TypingView {
    match device.core.view().screen {
        ScreenView::Typing(view) => *view,
        other => panic!("not typing: {other:?}"),
    }
}

#[test]
fn keys_form_a_text_and_each_says_its_sound() {
    let mut device = with_an_entry(vietnamese::Kind::NAME);
    let mut said = Vec::new();
    for key in "boongf".chars() {
        for update in device.does(Intent::Key(Key::Char(key))) {
            if let Update::Say(speech) = update {
                said.push(speech.text);
            }
        }
    }
    assert_eq!(said, ["bờ", "o", "o", "nờ", "gờ", "ép"]);
    assert_eq!(typing(&device).keyboard.forming, "Bồng");
    assert!(typing(&device).enough);
    device.does(Intent::Main);
    assert!(!matches!(device.core.view().screen, ScreenView::Typing(_)));
}

#[test]
fn a_private_number_is_refused_and_nothing_of_it_kept() {
    let mut device = with_an_entry(vietnamese::Kind::NAME);
    for key in "Lan 001162012345".chars() {
        device.request(&Request::Do(Intent::Key(Key::Typed(key))));
    }
    let view = typing(&device);
    assert!(view.note.is_some(), "{view:?}");
    assert_eq!(format!("{}{}", view.keyboard.before, view.keyboard.forming), "Lan");
    // Keys wait until the note was read.
    device.does(Intent::Key(Key::Char('a')));
    device.does(Intent::Main);
    let view = typing(&device);
    assert_eq!((view.note, view.keyboard.forming.as_str()), (None, "Lan"));
    device.does(Intent::Back);
    assert!(!matches!(device.core.view().screen, ScreenView::Typing(_)));
}

#[test]
fn a_trembling_finger_types_once_and_a_real_keyboard_every_key() {
    let mut device = with_an_entry(vietnamese::Kind::ADDRESS);
    device.does(Intent::Key(Key::Char('a')));
    device.millis += 100;
    device.request(&Request::Do(Intent::Key(Key::Char('a'))));
    assert_eq!(typing(&device).keyboard.count, 1);
    for _ in 0..3 {
        device.request(&Request::Do(Intent::Key(Key::Typed('a'))));
    }
    assert_eq!(typing(&device).keyboard.count, 4);
}

#[test]
fn a_secret_is_in_no_view() {
    let mut device = with_an_entry(vietnamese::Kind::Pin);
    for key in "4826".chars() {
        device.does(Intent::Key(Key::Char(key)));
    }
    let view = typing(&device);
    assert_eq!((view.keyboard.count, view.dots), (4, Some(20)));
    let shown = serde_json::to_string(&device.core.view()).unwrap();
    assert!(!shown.contains("4826"), "{shown}");
}

#[test]
fn stray_keys_do_nothing_where_nothing_is_typed() {
    let mut device = Device::with_a_person(1);
    assert_eq!(device.does(Intent::Key(Key::Typed('a'))), []);
    device.request(&Request::OpenLesson("qr-pay".into()));
    assert_eq!(device.does(Intent::Key(Key::Typed('a'))), []);
}
