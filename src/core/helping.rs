//! *Giúp tôi*, and asked again: what the engine gives within a step or a case, and one rule for
//! every other page. First the page says again what it is for; then its main button carries a ring;
//! then it is touched with them, unless it settles what nobody else may settle. Keeps nothing:
//! what was asked for within a lesson is an event, what was asked for elsewhere ends with the page.

use engine::{Input, Phase, step};
use presenter::{
    DECLINE, FIXED_BACK, HelpView, Intent, MAIN, Moment, Note, PathIntent, ScreenView, View,
    leads_on, may_lead_on,
};
use protocol::{Event, TargetId};

use super::{Core, Place, Update};

/// How long the hand, or the ring, is looked at after the sentence before it touches, in
/// milliseconds: as long as it takes to follow it, and to touch it oneself instead.
const WITH_YOU_MILLIS: u64 = 3_000;

/// After so many asks in a row on a page its help begins anew, so that no sentence follows itself.
const ASKS: u8 = 3;

/// What was asked for in a row on one page, and what comes of it.
#[derive(Debug, Default)]
pub(super) struct Helping {
    /// How often, and where: another page begins anew.
    asked: Option<(super::words::ScreenKey, u8)>,
    /// What is said about the page, and the control with the ring.
    shown: Option<(&'static str, &'static str)>,
    /// What is about to be touched with them.
    pending: Option<Pending>,
}

/// What is about to be done with somebody who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pending {
    /// The step that is on.
    Step,
    /// A button of the app's own.
    Button(Intent),
}

impl Core {
    /// *Giúp tôi*.
    pub(super) fn help(&mut self) -> Vec<Update> {
        if self.helping.pending.is_some() {
            // Nobody who asks again is to wait.
            return self.do_with_them();
        }
        match self.play_help() {
            Some(Event::StepShown(_)) if self.is_playing() => {
                self.helping = Helping { pending: Some(Pending::Step), ..Helping::default() };
                self.moment = Moment { note: Some(Note::WithYou), read: true };
                self.show_and_say()
            }
            Some(_) => {
                self.helping = Helping::default();
                self.play_input(&Input::Help)
            }
            None => self.help_with_page(),
        }
    }

    /// The same while a lesson is shown to a room, where the hand does a step in its own way.
    pub(super) fn help_room(&mut self) -> Vec<Update> {
        match self.play_help() {
            Some(Event::StepShown(_)) => self.show_next(),
            _ => self.play_input(&Input::Help),
        }
    }

    /// What the engine makes of asking for help; none where that is for the page.
    fn play_help(&self) -> Option<Event> {
        let elsewhere = !matches!(self.place, Place::Lesson | Place::Demonstration);
        if self.in_settings || self.entry.is_some() || elsewhere {
            return None;
        }
        let open = self.play.as_ref()?;
        step(&open.lesson, &open.session, &Input::Help).events.into_iter().next()
    }

    fn is_playing(&self) -> bool {
        self.play.as_ref().is_some_and(|open| matches!(open.session.phase, Phase::Playing(_)))
    }

    fn help_with_page(&mut self) -> Vec<Update> {
        let key = self.screen_key();
        let before = match self.helping.asked {
            Some((screen, asks)) if screen == key && asks < ASKS => asks,
            _ => 0,
        };
        self.helping = Helping { asked: Some((key, before + 1)), ..Helping::default() };
        if before == 0 || self.studio_wake().is_some() {
            // Nothing is said while the microphone listens.
            return self.say_page();
        }
        let screen = self.view().screen;
        let placing = self.place == Place::Lesson && self.is_placing();
        let reads = matches!(&screen, ScreenView::Lesson(view) if view.main.is_some());
        let (button, sentence, intent) = if placing && !reads {
            let unknown = Intent::Path(PathIntent::Unknown);
            (DECLINE, "help-where-decline", Some(unknown))
        } else if leads_on(&screen).is_some() {
            (MAIN, "help-where-main", may_lead_on(&screen).then_some(Intent::Main))
        } else {
            let sentence = if offers(&screen) { "help-page-choose" } else { "help-page-out" };
            (FIXED_BACK, sentence, None)
        };
        if before > 1 && sentence == "help-page-out" {
            // That was said just now.
            self.helping.asked = Some((key, 1));
            return self.say_page();
        }
        self.helping.shown = Some(match (before, &intent) {
            (1, _) => (sentence, button),
            (_, Some(_)) => ("help-with-you-button", button),
            (_, None) => ("help-page-out", FIXED_BACK),
        });
        if before > 1 {
            self.helping.pending = intent.map(Pending::Button);
        }
        self.show_and_say()
    }

    /// What a page says when help is asked for the first time.
    fn say_page(&mut self) -> Vec<Update> {
        if self.in_settings || self.entry.is_some() {
            return self.show_and_say();
        }
        match self.place {
            Place::Voices => self.voices(&Intent::Help),
            Place::Lesson if self.is_placing() => {
                self.moment = Moment { note: Some(Note::HelpInPlacement), read: false };
                self.show_and_say()
            }
            _ => self.show_and_say(),
        }
    }

    /// Something else was done: what was asked for before is over.
    pub(super) fn end_help(&mut self) {
        if self.helping.pending == Some(Pending::Step) {
            self.moment.note = None;
        }
        self.helping = Helping::default();
    }

    /// When what is about to be done with them is done, if anything is.
    pub(super) fn help_wake(&self) -> Option<u64> {
        self.helping.pending.as_ref()?;
        Some(self.attention.still_since_millis() + WITH_YOU_MILLIS)
    }

    /// Time has passed while something was about to be done.
    pub(super) fn help_tick(&mut self) -> Vec<Update> {
        match self.help_wake() {
            Some(due) if due <= self.stamp.monotonic_millis => self.do_with_them(),
            _ => Vec::new(),
        }
    }

    fn do_with_them(&mut self) -> Vec<Update> {
        match std::mem::take(&mut self.helping).pending {
            Some(Pending::Step) => self.do_step(),
            Some(Pending::Button(intent)) => self.do_intent(&intent),
            None => self.show_and_say(),
        }
    }

    /// Does the step with them, and says what comes next.
    fn do_step(&mut self) -> Vec<Update> {
        let updates = self.play_input(&Input::Help);
        if self.trouble.is_some() || !self.is_playing() {
            return updates;
        }
        self.moment = Moment { note: Some(Note::DoneWithYou), read: false };
        self.show_and_say()
    }

    /// What help says about this page, as a key.
    pub(super) fn help_sentence(&self) -> Option<&'static str> {
        self.helping.shown.map(|(sentence, _)| sentence)
    }

    /// Puts help over a page: into the sentence of a step, or beside whatever else is shown.
    pub(super) fn show_help(&self, view: &mut View) {
        let Some((key, control)) = self.helping.shown else { return };
        let sentence = self.context().word(key);
        let control = TargetId::from(control);
        match &mut view.screen {
            ScreenView::Lesson(lesson) => {
                lesson.instruction = sentence;
                lesson.is_remark = true;
                lesson.hand = None;
                lesson.glow = Some(control);
            }
            _ => view.help = Some(HelpView { sentence, control }),
        }
    }
}

/// Whether a page without a main button is there to choose a button on, and not a number, a flower
/// or a sentence to be read aloud.
fn offers(screen: &ScreenView) -> bool {
    match screen {
        ScreenView::Welcome(_) | ScreenView::Settings(_) => true,
        ScreenView::People(view) => view.typed.is_none(),
        _ => false,
    }
}
