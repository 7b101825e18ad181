//! The app with its core run inline, on the caller's clock: for drivers and tests. The same
//! window, adapters and core as in [`run`](crate::app::run), without a thread.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;

use content::Lang;
use engine::calendar::Offset;
use engine::{Input, right_input};
use presenter::{Intent, KeysShown, ScreenView, Theme, View};
use protocol::{LessonId, Recorded, Stage, Stamp, UnixMillis};
use slint::ComponentHandle;
use vietnamese::{Address, Region};

use crate::core::{Core, First, Joined, NotJoined, Overrides, Request, Update};
use crate::effects::{Microphone, NoMicrophone};
use crate::platform::Hearing;
use crate::workshop::{self, Workshop};
use crate::{AppWindow, adapters, launch};

/// How to open the app.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// The data folder, made if missing.
    pub data: PathBuf,
    /// What the wall clock says at first.
    pub now: UnixMillis,
    /// How far the clocks of the place are from UTC.
    pub here: Offset,
    /// Where varying names and amounts come from.
    pub seed: u64,
    /// Text size in percent, instead of the person's.
    pub text_scale: Option<u16>,
    /// Colours, instead of the person's.
    pub theme: Option<Theme>,
    /// Language, instead of the person's.
    pub lang: Option<Lang>,
    /// How numbers are read, instead of the person's.
    pub region: Option<Region>,
    /// Open at this lesson's first stage, in a ready profile.
    pub lesson: Option<LessonId>,
    /// Play the lessons of this folder and no others, for an author: nothing is recorded, and
    /// what is saved there is taken up as the clock moves.
    pub lessons: Option<PathBuf>,
    /// Open in the instructor's demonstration: at its list, or at `lesson`.
    pub instructor: bool,
    /// What the microphone hears: a file of samples, 32-bit floating point, little-endian, mono at
    /// 48 kHz, read whenever it listens. Without one there is no microphone.
    pub microphone: Option<PathBuf>,
}

/// A microphone that hears what its caller hands in.
struct HandedIn {
    sound: Option<PathBuf>,
    listens: bool,
}

impl HandedIn {
    fn sound(&self) -> Vec<f32> {
        let bytes = self.sound.as_ref().and_then(|path| std::fs::read(path).ok());
        let bytes = bytes.unwrap_or_default();
        bytes.as_chunks::<4>().0.iter().map(|sample| f32::from_le_bytes(*sample)).collect()
    }
}

impl Microphone for HandedIn {
    fn start(&mut self) -> Result<(), NoMicrophone> {
        self.listens = self.sound.is_some();
        if self.listens { Ok(()) } else { Err(NoMicrophone::Missing) }
    }

    fn level(&self) -> u8 {
        if self.listens { recordings::level(&self.sound()) } else { 0 }
    }

    fn stop(&mut self) -> Vec<f32> {
        if std::mem::take(&mut self.listens) { self.sound() } else { Vec::new() }
    }
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// In words.
    pub text: String,
    /// The clips, by file name, with their length in milliseconds; none where one is missing.
    pub clips: Vec<(String, u32)>,
}

/// What becomes of what is said: a driver has no card, and says what one would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SoundState {
    /// It is heard.
    #[default]
    Back,
    /// There is no card. One that is speaking is pulled.
    None,
    /// There is one, and it swallows everything.
    Swallowed,
    /// The system is turned down to nothing.
    Muted,
}

impl SoundState {
    fn hearing(self) -> Hearing {
        match self {
            Self::Back => Hearing::Heard,
            Self::None => Hearing::NoCard,
            Self::Swallowed => Hearing::Swallowed,
            Self::Muted => Hearing::Muted,
        }
    }
}

struct Inside {
    core: RefCell<Core>,
    now: Cell<Stamp>,
    heard: RefCell<Vec<Heard>>,
    sound: Cell<SoundState>,
}

impl Inside {
    /// Has the core do it, and shows what comes of it.
    fn handle(&self, ui: &AppWindow, request: &Request) {
        let updates = self.core.borrow_mut().handle(request, self.now.get());
        let mut became = None;
        for update in updates {
            match update {
                Update::Show(view) => crate::show(ui, &view),
                Update::Say(speech) => {
                    let hearing = self.sound.get().hearing();
                    let is_clips = !speech.spoken.clips().is_empty();
                    became = is_clips.then_some(hearing).or(became);
                    if is_clips && hearing != Hearing::Heard {
                        continue;
                    }
                    let clips = speech.spoken.clips();
                    let clips = clips.iter().map(|clip| (clip.file.clone(), clip.ms)).collect();
                    self.heard.borrow_mut().push(Heard { text: speech.text, clips });
                }
                Update::Hush | Update::Clips(_) | Update::SpareMemory => {}
                // A copy stays in its folder, where the driver finds it.
                Update::HandOver(..) => {}
                // A driver has no network.
                Update::Join(_, person) => {
                    let ward = Err(NotJoined::Unreached);
                    self.handle(ui, &Request::Joined(Joined { person, ward }));
                }
            }
        }
        // A card tells after what was to be said, and to be shown.
        if let Some(hearing) = became {
            self.handle(ui, &Request::Sound(hearing));
        }
    }
}

/// The app, driven by its caller. Dropping it closes the window and lets go of the folder.
pub struct InlineApp {
    ui: AppWindow,
    inside: Rc<Inside>,
    workshop: Option<RefCell<Workshop>>,
}

impl InlineApp {
    /// Opens the app.
    ///
    /// # Errors
    /// Where the data cannot be opened, or Slint has no platform.
    pub fn new(options: AppOptions) -> anyhow::Result<Self> {
        let overrides = Overrides {
            text_scale: options.text_scale,
            theme: options.theme,
            lang: options.lang,
            region: options.region,
        };
        let chances = launch::seeded_chances(options.seed);
        let (core, workshop) = match &options.lessons {
            Some(folder) => {
                let (workshop, edition) = Workshop::open(folder, options.lesson.as_ref())?;
                let wanted = options.lesson.clone();
                let core = workshop::core(&edition, wanted, chances, overrides, options.now)?;
                (core, Some(RefCell::new(workshop)))
            }
            None => {
                let microphone = HandedIn { sound: options.microphone, listens: false };
                let (places, now) = (launch::Places::repeatable(&options.data), options.now);
                (launch::core(&places, chances, overrides, now, Box::new(microphone))?, None)
            }
        };
        let demonstration = First::Demonstration(options.lesson.clone());
        let core = core.opening_with(options.instructor.then_some(demonstration));
        let core = core.with_offset(options.here);
        let ui = AppWindow::new()?;
        let inside = Rc::new(Inside {
            core: RefCell::new(core),
            now: Cell::new(Stamp {
                wall: options.now,
                // Another one whenever it is opened, and the same when that is repeated.
                boot: (options.now.0.cast_unsigned() >> 8) as u32,
                monotonic_millis: 1_000_000,
            }),
            heard: RefCell::new(Vec::new()),
            sound: Cell::default(),
        });
        let for_intents = (Rc::clone(&inside), ui.as_weak());
        adapters::connect(&ui, move |intent| {
            let (inside, ui) = &for_intents;
            if let Some(ui) = ui.upgrade() {
                inside.handle(&ui, &Request::Do(intent));
            }
        });
        let app = Self { ui, inside, workshop };
        app.request(&Request::Start);
        if let Some(lesson) = options.lesson.filter(|_| !options.instructor) {
            app.go_to_lesson(&lesson);
        }
        Ok(app)
    }

    /// The window.
    #[must_use]
    pub fn window(&self) -> &AppWindow {
        &self.ui
    }

    /// Moves the clock on to `now`, and does what is due on the way.
    pub fn set_now(&self, now: UnixMillis) {
        let saved = self.workshop.as_ref().and_then(|workshop| workshop.borrow_mut().saved());
        if let Some(edition) = saved {
            self.request(&Request::Reload(edition));
        }
        let before = self.inside.now.get();
        let target = before.monotonic_millis + now.millis_since(before.wall);
        loop {
            let next = self.inside.core.borrow().next_wake_millis();
            let Some(due) = next.filter(|at| *at <= target) else { break };
            let here = self.inside.now.get();
            let due = due.max(here.monotonic_millis);
            self.set_monotonic(due);
            let before = self.inside.core.borrow().next_wake_millis();
            self.request(&Request::Tick);
            if self.inside.core.borrow().next_wake_millis() == before {
                break;
            }
        }
        self.set_monotonic(target);
        self.inside.now.set(Stamp { wall: now, ..self.inside.now.get() });
    }

    fn set_monotonic(&self, millis: u64) {
        let here = self.inside.now.get();
        let passed = millis.saturating_sub(here.monotonic_millis);
        self.inside.now.set(Stamp {
            wall: here.wall.plus_millis(passed),
            monotonic_millis: here.monotonic_millis + passed,
            ..here
        });
    }

    /// What the wall clock says.
    #[must_use]
    pub fn now(&self) -> UnixMillis {
        self.inside.now.get().wall
    }

    /// In how many milliseconds time alone brings something about.
    #[must_use]
    pub fn next_wake_in_millis(&self) -> Option<u64> {
        let now = self.inside.now.get().monotonic_millis;
        self.inside.core.borrow().next_wake_millis().map(|at| at.saturating_sub(now))
    }

    /// All that is to be seen now.
    #[must_use]
    pub fn view(&self) -> View {
        self.inside.core.borrow().view()
    }

    /// The screen's name: `welcome`, `home`, `settings`, `stage`, `lesson`, `drill`, `lesson-end`,
    /// or one of those about people, such as `people-pin`.
    #[must_use]
    pub fn screen_name(&self) -> &'static str {
        match self.view().screen {
            ScreenView::Welcome(_) => "welcome",
            ScreenView::Home(_) => "home",
            ScreenView::Settings(_) => "settings",
            ScreenView::StageCard(_) => "stage",
            ScreenView::Lesson(_) => "lesson",
            ScreenView::LessonEnd(_) => "lesson-end",
            ScreenView::Notice(notice) => notice.about,
            ScreenView::Calibration(_) => "calibration",
            ScreenView::Typing(_) => "typing",
            ScreenView::Voices(_) => "voices",
            ScreenView::Demonstrations(_) => "demonstrations",
            ScreenView::Demonstration(_) => "demonstration",
            ScreenView::Drill(drill) if drill.case.is_none() => "stage",
            ScreenView::Drill(_) => "drill",
            ScreenView::People(view) => view.page.name(),
        }
    }

    /// The lesson, stage and step in view, where there is one.
    #[must_use]
    pub fn place(&self) -> (Option<LessonId>, Option<Stage>, Option<String>) {
        match self.view().screen {
            ScreenView::StageCard(card) => (Some(card.lesson), Some(card.stage), None),
            ScreenView::Lesson(lesson) => {
                (Some(lesson.lesson), Some(lesson.stage), Some(lesson.step.to_string()))
            }
            ScreenView::LessonEnd(end) => (Some(end.lesson), None, None),
            ScreenView::Drill(drill) => {
                let case = drill.case.map(|case| case.id.to_string());
                (Some(drill.lesson), Some(Stage::Check), case)
            }
            ScreenView::Demonstration(view) => (Some(view.lesson), None, view.step),
            // A page about a lesson that waits.
            ScreenView::Notice(notice) if ["leaving", "coming-back"].contains(&notice.about) => {
                let core = self.inside.core.borrow();
                let Some((lesson, session)) = core.session() else { return (None, None, None) };
                let play = session.play();
                let step =
                    play.and_then(|play| play.current(lesson)).map(|step| step.id.to_string());
                (Some(lesson.id.clone()), play.map(|play| play.stage), step)
            }
            ScreenView::Demonstrations(_)
            | ScreenView::Welcome(_)
            | ScreenView::Home(_)
            | ScreenView::Settings(_)
            | ScreenView::Notice(_)
            | ScreenView::Calibration(_)
            | ScreenView::Voices(_)
            | ScreenView::Typing(_)
            | ScreenView::People(_) => (None, None, None),
        }
    }

    /// The element that someone who does everything right would touch now.
    #[must_use]
    pub fn right_element(&self) -> Option<String> {
        let main = Some("main".to_owned());
        match self.view().screen {
            ScreenView::Welcome(view) if view.main.is_some() => main,
            ScreenView::Welcome(_) => Some("welcome.choice.1".to_owned()),
            ScreenView::Home(_) | ScreenView::StageCard(_) | ScreenView::LessonEnd(_) => main,
            ScreenView::Settings(_) => Some("fixed.back".to_owned()),
            ScreenView::Notice(_) => main,
            // A learner who came here by chance goes back.
            ScreenView::Demonstrations(_) => Some("fixed.back".to_owned()),
            // What the hand is on happens by itself.
            ScreenView::Demonstration(view) if view.hand.is_some() => None,
            ScreenView::Demonstration(_) => Some("demonstration.next".to_owned()),
            ScreenView::Voices(view) if view.main.is_some() => main,
            ScreenView::Voices(_) => Some("fixed.back".to_owned()),
            ScreenView::Calibration(view) if view.main.is_some() => main,
            ScreenView::Calibration(_) => Some("calibration.flower".to_owned()),
            ScreenView::Typing(view) if view.enough || view.note.is_some() => main,
            ScreenView::Typing(view) if view.keys == KeysShown::Pad => {
                Some("keyboard.key-1".to_owned())
            }
            ScreenView::Typing(_) => Some("keyboard.key-a".to_owned()),
            ScreenView::People(view) => match view.right() {
                Intent::People(people) => Some(people.id()),
                Intent::Main => main,
                _ => Some("fixed.back".to_owned()),
            },
            ScreenView::Lesson(view) if view.reading => main,
            ScreenView::Drill(view) if view.main.is_some() => main,
            ScreenView::Lesson(_) | ScreenView::Drill(_) => {
                let core = self.inside.core.borrow();
                let (lesson, session) = core.session()?;
                match right_input(lesson, session).ok()?? {
                    Input::Next => main,
                    Input::Tap(target) => Some(target.to_string()),
                    Input::Choose(choice) => Some(format!("choice.{choice}")),
                    Input::Back => Some("fixed.back".to_owned()),
                    Input::Help | Input::Still | Input::Decline => None,
                }
            }
        }
    }

    /// What was said since the last call.
    #[must_use]
    pub fn take_heard(&self) -> Vec<Heard> {
        self.inside.heard.take()
    }

    /// From now on this becomes of what is said. What is being said is cut off, or goes on unheard;
    /// what comes back is noticed when it is looked for, as with a real card.
    pub fn set_sound(&self, state: SoundState) {
        let before = self.inside.sound.replace(state);
        if state == before || state == SoundState::Back {
            return;
        }
        let speaking = self.inside.core.borrow().is_speaking(self.inside.now.get());
        match state {
            SoundState::None if speaking => self.request(&Request::Sound(Hearing::Lost)),
            SoundState::Swallowed | SoundState::Muted if speaking => {
                self.request(&Request::Sound(state.hearing()));
            }
            _ => {}
        }
    }

    /// Everything recorded after the event with this number.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn events_after(&self, n: u64) -> anyhow::Result<Vec<Recorded>> {
        if self.workshop.is_some() {
            // What an author tries is in memory, and recorded nowhere.
            return Ok(Vec::new());
        }
        Ok(self.inside.core.borrow().events_after(n)?)
    }

    fn request(&self, request: &Request) {
        self.inside.handle(&self.ui, request);
    }

    /// Does what a person would: is greeted, chooses to be called *bà* and a picture; then opens the
    /// lesson.
    fn go_to_lesson(&self, lesson: &LessonId) {
        // Five touches at most, each a second after the other.
        for _ in 0..5 {
            let intent = match self.view().screen {
                ScreenView::Welcome(view) if view.main.is_some() => Intent::Main,
                ScreenView::Welcome(view) if view.choosing_group => Intent::AddressGroup(0),
                ScreenView::Welcome(_) => Intent::Address(Address::Ba),
                ScreenView::People(view) => view.right(),
                _ => break,
            };
            self.set_monotonic(self.inside.now.get().monotonic_millis + 1_000);
            self.request(&Request::Do(intent));
        }
        self.inside.heard.take();
        self.request(&Request::OpenLesson(lesson.clone()));
        // A caller's clock begins where this one began: its first touch isn't one too soon.
        self.set_monotonic(self.inside.now.get().monotonic_millis + 1_000);
    }
}

impl Drop for InlineApp {
    fn drop(&mut self) {
        // A window that is shown keeps itself alive. Where hiding fails there is none.
        let _ = self.ui.hide();
    }
}
