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
use crate::effects::{CpalMicrophone, RodioVoice, Voice, sounds};
use crate::sync_thread::{self, Occasion};
use crate::workshop::{self, Workshop};
use crate::{AppWindow, bundled, launch};

/// How long the first frame waits for the core to say what is on it. After that the window opens
/// as it is and fills when the core is ready.
const FIRST_SCREEN_WAIT: Duration = Duration::from_millis(300);

/// The window in which a lesson is shown to a room, as wide as an old projector, until F11 fills the
/// screen.
const ROOM: slint::LogicalSize = slint::LogicalSize { width: 1_280.0, height: 720.0 };

/// How the app is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Where data is kept.
    pub places: launch::Places,
    /// What it opens with, instead of where it was left.
    pub first: Option<First>,
    /// An author's lessons, instead of those in the program; nothing is recorded then.
    pub lessons: Option<PathBuf>,
}

impl Opening {
    /// Where it was left, on the data in `places`.
    #[must_use]
    pub fn on(places: launch::Places) -> Self {
        Self { places, first: None, lessons: None }
    }

    /// The lesson that is asked for.
    fn lesson(&self) -> Option<&LessonId> {
        match self.first.as_ref()? {
            First::Lesson(lesson) => Some(lesson),
            First::Demonstration(lesson) => lesson.as_ref(),
            First::Join(_) => None,
        }
    }
}

/// Opens the window on the data in `places` and returns when it is closed.
///
/// # Errors
/// Where there is no display.
pub fn run(places: launch::Places) -> anyhow::Result<()> {
    open(Opening::on(places))
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// Where there is no display, no such lesson, or no such folder of lessons.
pub fn open(opening: Opening) -> anyhow::Result<()> {
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
    let places = opening.lessons.is_none().then(|| opening.places.clone());
    let (occasions, has_occasions) = mpsc::channel();
    let build = move || {
        let now = clock.stamp().wall;
        if let Some(edition) = edition {
            let wanted = opening.lesson().cloned();
            let chances = launch::random_chances();
            let core = workshop::core(&edition, wanted, chances, Overrides::default(), now)?;
            return Ok(core.opening_with(opening.first));
        }
        let core = launch::core(
            &opening.places,
            launch::random_chances(),
            Overrides::default(),
            now,
            Box::new(CpalMicrophone::new()),
        )?;
        let core = core.opening_with(opening.first);
        // Fails only when nobody is left to speak.
        let _ = has_library.send(core.library());
        Ok(core)
    };
    let shell = std::cell::RefCell::new(Shell {
        voice: Box::new(RodioVoice::new()),
        library: bundled::library(),
        libraries,
        first: Some(first),
        window,
        found: None,
        occasions: None,
        has_occasions,
        at_an_end: false,
    });
    let core = core_thread::spawn(clock, build, move |updates| {
        shell.borrow_mut().take(updates);
    })?;
    core.send(Request::Start);
    let sync = places.map(|places| sync_thread::spawn(places, clock, core.clone())).transpose()?;
    if let Some(sync) = &sync {
        let _ = occasions.send(sync.occasions());
    }
    if let Some(workshop) = workshop {
        workshop.watch(core.clone())?;
    }
    let ui = AppWindow::new()?;
    if for_a_room {
        ui.window().set_size(ROOM);
    }
    connect(&ui, &core);
    if let Ok(view) = first_updates.recv_timeout(FIRST_SCREEN_WAIT) {
        crate::show(&ui, &view);
    }
    let _ = window_is_there.send(ui.as_weak());
    ui.run()?;
    drop(ui);
    if let Some(sync) = sync {
        sync.close();
    }
    Ok(())
}

fn connect(ui: &AppWindow, core: &CoreHandle) {
    let core = core.clone();
    adapters::connect(ui, move |intent| core.send(Request::Do(intent)));
}

/// What the core's thread needs of the outside: the window, once it is there, and the voice.
struct Shell {
    voice: Box<dyn Voice>,
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
            Err(error) => {
                let view = launch::failed_view(&error);
                return self.show(view);
            }
        };
        for update in updates {
            match update {
                Update::Show(view) => {
                    let is_end = matches!(view.screen, presenter::ScreenView::LessonEnd(_));
                    if is_end && !std::mem::replace(&mut self.at_an_end, is_end) {
                        self.tell_sync(Occasion::News);
                    }
                    self.at_an_end = is_end;
                    self.show(*view);
                }
                Update::Say(speech) => {
                    if let Some(newest) = self.libraries.try_iter().last() {
                        self.library = newest;
                    }
                    self.voice.play(&sounds(&self.library, &speech.spoken), speech.manner);
                }
                Update::Hush => self.voice.stop(),
                Update::Clips(clips) => self.library = clips.0,
                Update::Join(code, person) => self.tell_sync(Occasion::Join(code, person)),
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
