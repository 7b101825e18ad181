//! Builds the parts and joins them: window, adapters, core, voice.

use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use narration::Library;
use protocol::LessonId;
use slint::ComponentHandle;

use crate::adapters;
use crate::core::{First, Overrides, Request, Update};
use crate::core_thread::{self, Clock, CoreHandle};
use crate::effects::{AskingMicrophone, CpalMicrophone, OwnVoiceFirst, RodioVoice, Voice, sounds};
use crate::platform::{Moment, Moments, Platform, Screen, Sharing, Vibration};
use crate::sync_thread::{self, Occasion, SyncHandle};
use crate::workshop::{self, Workshop};
use crate::{AppWindow, bundled, launch, zone};

/// How long the first frame waits for the core to say what is on it. After that the window opens
/// as it is and fills when the core is ready.
const FIRST_SCREEN_WAIT: Duration = Duration::from_millis(300);

/// How long is waited for the store to be let go when the window is closed.
const LETS_GO_WITHIN: Duration = Duration::from_secs(3);

/// What the desktop's entry for the app is called, by which docks and lists of windows find its icon.
/// Elsewhere it means nothing.
const DESKTOP_ID: &str = "camtay";

/// The window in which a lesson is shown to a room, as wide as an old projector, until F11 fills the
/// screen.
const ROOM: slint::LogicalSize = slint::LogicalSize { width: 1_280.0, height: 720.0 };

/// How the app is opened.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    /// What it opens with, instead of where it was left.
    pub first: Option<First>,
    /// An author's lessons, instead of those in the program; nothing is recorded then.
    pub lessons: Option<PathBuf>,
}

impl Opening {
    /// The lesson that is asked for.
    fn lesson(&self) -> Option<&LessonId> {
        match self.first.as_ref()? {
            First::Lesson(lesson) => Some(lesson),
            First::Demonstration(lesson) => lesson.as_ref(),
            First::Join(_) => None,
        }
    }
}

/// Opens the window where it was left, on this system, and returns when it is closed.
///
/// # Errors
/// Where there is no display.
pub fn run(platform: Platform) -> anyhow::Result<()> {
    open(Opening::default(), platform)
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// Where there is no display, no such lesson, or no such folder of lessons.
pub fn open(opening: Opening, platform: Platform) -> anyhow::Result<()> {
    let Platform { places: kept_in, own_voice, vibration, network, screen, .. } = platform;
    let Platform { microphone, sharing, moments, letters, volume, .. } = platform;
    let (mut workshop, mut edition) = (None, None);
    if let Some(lessons) = &opening.lessons {
        let (opened, read) = Workshop::open(lessons, opening.lesson())?;
        (workshop, edition) = (Some(opened), Some(read));
    } else if let Some(lesson) = opening.lesson() {
        let there = bundled::catalog().lesson(lesson).is_some();
        anyhow::ensure!(there, "there is no lesson `{lesson}`");
    }

    let for_a_room = matches!(opening.first, Some(First::Demonstration(_)));
    let (first, first_updates) = mpsc::channel();
    let (window_is_there, window) = mpsc::channel::<slint::Weak<AppWindow>>();
    let (has_library, libraries) = mpsc::channel();
    let clock = Clock::new(launch::random_u32());
    // An author's lessons record nothing, and so have nothing to send.
    let places = opening.lessons.is_none().then(|| kept_in.clone());
    let (occasions, has_occasions) = mpsc::channel();
    let build = move || {
        let now = clock.stamp().wall;
        if let Some(edition) = edition {
            let wanted = opening.lesson().cloned();
            let chances = launch::random_chances();
            let core = workshop::core(&edition, wanted, chances, Overrides::default(), now)?;
            return Ok(core.opening_with(opening.first).with_letters(letters));
        }
        let core = launch::core(
            &kept_in,
            launch::random_chances(),
            Overrides::default(),
            now,
            Box::new(AskingMicrophone::new(CpalMicrophone::new(), microphone)),
        );
        let core = match core {
            Ok(core) => core,
            Err(error) => {
                eprintln!("the data cannot be opened: {error:#}");
                launch::closed_core(&error)
            }
        };
        let core = core.with_offset(zone::here());
        let core = core.opening_with(opening.first).with_letters(letters);
        // Fails only when nobody is left to speak.
        let _ = has_library.send(core.library());
        Ok(core)
    };
    let tells = moments.clone();
    let clips = RodioVoice::telling(volume, move |hearing| tells.tell(Moment::Sound(hearing)));
    let voice: Box<dyn Voice> = match own_voice {
        None => Box::new(clips),
        Some(own) => {
            let tells = moments.clone();
            let tell = move |readiness| tells.tell(Moment::OwnVoice(readiness));
            Box::new(OwnVoiceFirst::new(own, Box::new(clips), tell))
        }
    };
    let shell = std::cell::RefCell::new(Shell {
        voice,
        vibration,
        screen,
        stays_on: false,
        sharing,
        moments: moments.clone(),
        library: bundled::library(),
        libraries,
        first: Some(first),
        window,
        found: None,
        occasions: None,
        has_occasions,
        at_an_end: false,
    });
    let (core, core_ended) = core_thread::spawn(clock, build, move |updates| {
        shell.borrow_mut().take(updates);
    })?;
    core.send(Request::Start);
    let spawn_sync = |places| sync_thread::spawn(places, clock, core.clone(), network);
    let sync = places.map(spawn_sync).transpose()?;
    if let Some(sync) = &sync {
        let _ = occasions.send(sync.occasions());
    }
    moments.listen(listener(core.clone(), sync.as_ref().map(SyncHandle::occasions)));
    if let Some(workshop) = workshop {
        workshop.watch(core.clone())?;
    }
    let ui = AppWindow::new()?;
    slint::set_xdg_app_id(DESKTOP_ID)?;
    if for_a_room {
        ui.window().set_size(ROOM);
    }
    connect(&ui, &core);
    if let Ok(view) = first_updates.recv_timeout(FIRST_SCREEN_WAIT) {
        crate::show(&ui, &view);
    }
    let _ = window_is_there.send(ui.as_weak());
    let outcome = ui.run();
    drop(ui);
    moments.close();
    if let Some(sync) = sync {
        sync.close();
    }
    core.end();
    // A phone may open the app anew in the same process: the store is to be free by then.
    let _ = core_ended.recv_timeout(LETS_GO_WITHIN);
    Ok(outcome?)
}

/// Hands on what the system tells. It waits for nothing.
fn listener(
    core: CoreHandle,
    occasions: Option<mpsc::Sender<Occasion>>,
) -> impl FnMut(Moment) + Send + 'static {
    move |moment| {
        let occasion = match moment {
            Moment::Paused => Some(Occasion::Paused),
            Moment::Resumed => Some(Occasion::Resumed),
            _ => None,
        };
        if let (Some(occasions), Some(occasion)) = (&occasions, occasion) {
            // Fails only when the app is closing.
            let _ = occasions.send(occasion);
        }
        core.send(match moment {
            Moment::Paused => Request::Paused,
            Moment::Resumed => Request::Resumed,
            Moment::MemoryIsLow => Request::MemoryIsLow,
            Moment::Letters(percent) => Request::Letters(percent),
            Moment::Invited(code) => Request::Invited(code),
            Moment::OwnVoice(readiness) => Request::OwnVoice(readiness),
            Moment::Sound(hearing) => Request::Sound(hearing),
            Moment::HandedOver(outcome) => Request::HandedOver(outcome),
        });
    }
}

fn connect(ui: &AppWindow, core: &CoreHandle) {
    let core = core.clone();
    adapters::connect(ui, move |intent| core.send(Request::Do(intent)));
}

/// Whether the screen is to stay on: a lesson is listened to for longer than screens wait.
fn is_lesson(screen: &presenter::ScreenView) -> bool {
    use presenter::ScreenView as S;
    matches!(screen, S::StageCard(_) | S::Lesson(_) | S::Drill(_) | S::Demonstration(_))
}

/// What the core's thread needs of the outside: the window, once it is there, and the voice.
struct Shell {
    voice: Box<dyn Voice>,
    vibration: Box<dyn Vibration>,
    screen: Box<dyn Screen>,
    /// Whether the screen was told to stay on.
    stays_on: bool,
    sharing: Box<dyn Sharing>,
    moments: Moments,
    library: Arc<Library>,
    /// The core's own library, with the voices of this device, once it has been read.
    libraries: mpsc::Receiver<Arc<Library>>,
    first: Option<mpsc::Sender<presenter::View>>,
    window: mpsc::Receiver<slint::Weak<AppWindow>>,
    found: Option<slint::Weak<AppWindow>>,
    /// Who syncs and lets the device be let in, once they are there.
    occasions: Option<mpsc::Sender<Occasion>>,
    has_occasions: mpsc::Receiver<mpsc::Sender<Occasion>>,
    /// Whether the end of a lesson is on the screen.
    at_an_end: bool,
}

impl Shell {
    fn take(&mut self, updates: anyhow::Result<Vec<Update>>) {
        let updates = match updates {
            Ok(updates) => updates,
            // An author's lessons that can't be read were told where the app was opened.
            Err(error) => return eprintln!("the app cannot open: {error:#}"),
        };
        for update in updates {
            match update {
                Update::Show(view) => {
                    let is_end = matches!(view.screen, presenter::ScreenView::LessonEnd(_));
                    if is_end && !std::mem::replace(&mut self.at_an_end, is_end) {
                        self.tell_sync(Occasion::News);
                        // Something to be felt, where the eyes and ears are busy; nothing is lost
                        // where there is no motor.
                        let _ = self.vibration.buzz();
                    }
                    self.at_an_end = is_end;
                    let stays_on = is_lesson(&view.screen);
                    if std::mem::replace(&mut self.stays_on, stays_on) != stays_on {
                        self.screen.stay_on(stays_on);
                    }
                    self.show(*view);
                }
                Update::Say(speech) => {
                    if let Some(newest) = self.libraries.try_iter().last() {
                        self.library = newest;
                    }
                    let sounds = sounds(&self.library, &speech.spoken);
                    if speech.own_voice {
                        self.voice.say(&speech.text, &sounds, speech.manner);
                    } else {
                        self.voice.play(&sounds, speech.manner);
                    }
                }
                Update::Hush => self.voice.stop(),
                Update::Clips(clips) => self.library = clips.0,
                Update::Join(code, person) => self.tell_sync(Occasion::Join(code, person)),
                Update::HandOver(file, kind) => {
                    self.moments.tell(Moment::HandedOver(self.sharing.share(&file, kind)));
                }
                Update::SpareMemory => self.voice.let_go(),
            }
        }
    }

    fn tell_sync(&mut self, occasion: Occasion) {
        if self.occasions.is_none() {
            self.occasions = self.has_occasions.try_recv().ok();
        }
        if let Some(occasions) = &self.occasions {
            // Fails only when the app is closing.
            let _ = occasions.send(occasion);
        }
    }

    /// Shows a view: the first one is handed to the thread that opens the window.
    fn show(&mut self, view: presenter::View) {
        if let Some(first) = self.first.take() {
            // Fails only when the window was never opened.
            let _ = first.send(view);
            return;
        }
        if self.found.is_none() {
            self.found = self.window.recv().ok();
        }
        if let Some(window) = &self.found {
            // Fails only when the window is gone, and then there is nothing to show.
            let _ = window.upgrade_in_event_loop(move |ui| crate::show(&ui, &view));
        }
    }
}
