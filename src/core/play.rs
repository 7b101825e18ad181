//! The part of the core that plays lessons: inputs to the engine, events to the store.

use engine::drill::ADVICE_AFTER_SECONDS;
use engine::{Effect, Input, Phase, Session, advice_is_due, hint_is_due, open, step};
use presenter::{Intent, Moment, PathIntent};
use protocol::{Event, LessonId, LessonResumed, Purpose, Stage};

use super::{Core, OpenPlay, Place, Update};

/// How long *Xem* waits after a sentence before the hand goes on by itself, in milliseconds.
/// The main button goes on at once, and any touch begins the wait anew.
const SHOWN_FOR_MILLIS: u64 = 4_000;

impl Core {
    /// When [`Request::Tick`](super::Request::Tick) is wanted next, in milliseconds by the
    /// monotonic clock; none while nothing will happen by itself.
    #[must_use]
    pub fn next_wake_millis(&self) -> Option<u64> {
        if self.phone.paused {
            return None;
        }
        if let Some(wake) = self.studio_wake() {
            return Some(wake);
        }
        let (lesson, sound) = (self.lesson_wake(), self.sound_wake());
        lesson.into_iter().chain(sound).min()
    }

    fn lesson_wake(&self) -> Option<u64> {
        if self.place == Place::Demonstration {
            return self.demonstration_wake();
        }
        if let Some(wake) = self.help_wake() {
            return Some(wake);
        }
        let still_since = self.attention.still_since_millis();
        self.waiting_for().map(|waiting| match waiting {
            Waiting::ShownOn => still_since + SHOWN_FOR_MILLIS,
            Waiting::Hint(seconds) => still_since + u64::from(seconds) * 1000,
        })
    }

    /// What time alone would bring about now.
    fn waiting_for(&self) -> Option<Waiting> {
        if self.in_settings || self.entry.is_some() || self.place != Place::Lesson {
            return None;
        }
        // Beneath a page about something else nothing goes on unseen.
        if self.silence_notice().is_some() {
            return None;
        }
        let open = self.play.as_ref()?;
        if open.session.drill().is_some() {
            let silent = step_makes_nothing(open, &Input::Still) || self.is_reading();
            return (!silent).then_some(Waiting::Hint(ADVICE_AFTER_SECONDS));
        }
        let play = open.session.play()?;
        let step = play.current(&open.lesson)?;
        if play.stage == Stage::Watch {
            return Some(Waiting::ShownOn);
        }
        let hinted = step_makes_nothing(open, &Input::Still);
        (!hinted && !self.is_reading()).then_some(Waiting::Hint(step.hint_after_seconds))
    }

    pub(super) fn tick(&mut self) -> Vec<Update> {
        if self.studio_wake().is_some() {
            return self.studio_tick();
        }
        let mut updates = self.lesson_tick();
        // What was just said is an attempt of its own.
        if !updates.iter().any(|update| matches!(update, Update::Say(_))) {
            updates.extend(self.sound_tick());
        }
        updates
    }

    fn lesson_tick(&mut self) -> Vec<Update> {
        let now = self.stamp.monotonic_millis;
        if self.place == Place::Demonstration {
            return self.demonstration_tick();
        }
        if self.help_wake().is_some() {
            return self.help_tick();
        }
        match self.waiting_for() {
            Some(Waiting::ShownOn)
                if now >= self.attention.still_since_millis() + SHOWN_FOR_MILLIS =>
            {
                self.end_help();
                self.lesson(&Intent::Main)
            }
            Some(Waiting::Hint(_)) if self.hint_is_due(now) => {
                self.end_help();
                self.play_input(&Input::Still)
            }
            _ => Vec::new(),
        }
    }

    fn hint_is_due(&self, now: u64) -> bool {
        self.play.as_ref().is_some_and(|open| match open.session.play() {
            Some(play) => play
                .current(&open.lesson)
                .is_some_and(|step| hint_is_due(self.attention, now, step)),
            None => advice_is_due(self.attention, now),
        })
    }

    pub(super) fn lesson(&mut self, intent: &Intent) -> Vec<Update> {
        let Some(open) = &self.play else {
            self.place = Place::Home;
            return self.show_and_say();
        };
        let finished = open.session.phase == Phase::Finished;
        match intent {
            Intent::Main | Intent::Back if finished => self.go_home(),
            Intent::Main if self.is_reading() => {
                self.moment.read = true;
                self.show_only()
            }
            Intent::ShowInstruction => {
                self.moment.read = false;
                self.show_and_say()
            }
            Intent::Path(PathIntent::Unknown) => self.decline(),
            Intent::Main => self.play_input(&Input::Next),
            Intent::Tapped(target) => self.play_input(&Input::Tap(target.clone())),
            Intent::Chosen(choice) => self.play_input(&Input::Choose(choice.clone())),
            Intent::Back if step_makes_nothing(open, &Input::Back) => self.go_home(),
            Intent::Back if self.wants_out() => self.offer_to_leave(),
            Intent::Back => self.go_back(),
            _ => self.show_and_say(),
        }
    }

    /// Hands an input to the engine, makes what comes of it durable, and only then shows it.
    pub(super) fn play_input(&mut self, input: &Input) -> Vec<Update> {
        let Some(open) = &self.play else { return Vec::new() };
        let transition = step(&open.lesson, &open.session, input);
        if transition.events.is_empty() {
            // Every touch is answered: what is to be done now is said again.
            return self.show_and_say();
        }
        let placed = self.placed_by(&transition.events);
        if let Err(error) = self.append(&[transition.events, placed].concat()) {
            return self.in_trouble(&error);
        }
        let speaks = transition.effects.contains(&Effect::Speak);
        if let Some(open) = &mut self.play {
            open.session = transition.session;
        }
        if let Some(updates) = self.after_probe() {
            return updates;
        }
        if speaks {
            self.moment = Moment::default();
            return self.show_and_say();
        }
        self.moment.note = None;
        if let Input::Tap(target) = input {
            // Every touch is answered aloud: a key says its digit.
            self.show_and_say_key(super::words::key_of(target))
        } else {
            self.show_only()
        }
    }

    pub(super) fn open_tile(&mut self, id: &LessonId) -> Vec<Update> {
        if self.pick_up(id) {
            return self.resume_play();
        }
        let progress = self.progress();
        let Some(lesson) = self.catalog.lesson(id) else { return self.show_and_say() };
        if !presenter::is_open(&progress, lesson) {
            // The tile says what comes first; it is said aloud as well.
            return self.show_and_say();
        }
        let purpose = if presenter::is_due(&progress, id, progress.times().now()) {
            Purpose::Review
        } else {
            Purpose::Learn
        };
        self.open_lesson(id, purpose)
    }

    /// Opens a lesson at its first stage without asking what comes before it; a play of it that
    /// is on goes on.
    pub(super) fn open_directly(&mut self, id: &LessonId) -> Vec<Update> {
        let is_on = self.play.as_ref().is_some_and(|open| {
            open.session.lesson == *id && open.session.phase != Phase::Finished
        });
        match (is_on, self.place) {
            (true, Place::Lesson) => return self.show_and_say(),
            (true, _) => return self.resume_play(),
            (false, _) if self.pick_up(id) => return self.resume_play(),
            (false, _) => {}
        }
        if self.person.is_none() {
            // Somebody looks at a lesson before anybody was added: nothing of it is kept.
            self.begin_guest();
        }
        self.open_lesson(id, Purpose::Learn);
        let is_drill = self.play.as_ref().is_some_and(|open| open.lesson.drill.is_some());
        // The card of a drill says what it is about; a first case without it would be a riddle.
        if self.place != Place::Lesson || is_drill {
            return self.show_and_say();
        }
        self.play_input(&Input::Next)
    }

    pub(super) fn open_lesson(&mut self, id: &LessonId, purpose: Purpose) -> Vec<Update> {
        let Some(lesson) = self.catalog.lesson(id).cloned() else { return self.show_and_say() };
        let progress = self.progress();
        let plays_before =
            if lesson.drill.is_some() { progress.hands(id) } else { progress.plays(id) };
        let opened = open(&lesson, self.picture_seed(), plays_before, purpose);
        let Ok(session) = Session::new(&lesson, &opened) else { return self.show_and_say() };
        if let Err(error) = self.append(&[Event::LessonOpened(opened)]) {
            return self.in_trouble(&error);
        }
        self.set_aside();
        self.aside.retain(|open| open.session.lesson != *id);
        self.play = Some(OpenPlay { lesson, session, opened: self.stamp.wall });
        self.moment = Moment::default();
        self.place = Place::Lesson;
        self.show_and_say()
    }

    /// Orders the pictures of this person's plays; the same for all of them, so that no play shows
    /// what the one before it showed.
    fn picture_seed(&self) -> u64 {
        let bytes = self.person.map(|person| person.0).unwrap_or_default();
        bytes.iter().fold(0, |seed: u64, byte| seed.rotate_left(8) ^ u64::from(*byte))
    }

    pub(super) fn resume_play(&mut self) -> Vec<Update> {
        if let Some(open) = &self.play {
            let resumed = LessonResumed { lesson: open.session.lesson.clone() };
            if let Err(error) = self.append(&[Event::LessonResumed(resumed)]) {
                return self.in_trouble(&error);
            }
            self.moment = Moment::default();
            self.place = Place::Lesson;
        }
        self.show_and_say()
    }
}

/// What time alone brings about.
enum Waiting {
    /// The hand goes on.
    ShownOn,
    /// A hint, after so many seconds.
    Hint(u16),
}

fn step_makes_nothing(open: &OpenPlay, input: &Input) -> bool {
    step(&open.lesson, &open.session, input).events.is_empty()
}
