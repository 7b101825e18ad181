//! What the core's state looks and sounds like: hands it to the presenter.

use content::Said;
use engine::simulators::split_target;
use narration::Utterance;
use presenter::{
    Context, DaysToReview, HomeView, Intent, Look, PeopleIntent, PhonePage, ScreenView,
    SettingsView, View, calibration_speech, digits_said, home_speech, home_view, joined,
    lesson_screen, lesson_speech, pause_notice, pause_speech, people_hello, people_speech,
    people_view, placement_notice, placement_speech, settings_view, welcome_speech, welcome_view,
};

use protocol::TargetId;
use vietnamese::{Region, key_name, number_word_list};

use super::{Core, Place, Speech, Update};

/// How long a sentence without sound is given to be read, in milliseconds a word.
const READING_MILLIS_A_WORD: u64 = 500;

/// How long saying, or reading, a sentence takes, in milliseconds. How long the device's own voice
/// takes nobody knows before: it is given as long as reading, or as the clips if that is longer.
pub(super) fn speaking_millis(speech: &Speech) -> u64 {
    if speech.own_voice {
        let millis = speech.manner.speed.lasts_ms(reading_millis(speech));
        return millis.max(speech.manner.speed.lasts_ms(speech.spoken.total_ms().into()));
    }
    match speech.manner.speed.lasts_ms(speech.spoken.total_ms().into()) {
        0 => reading_millis(speech),
        millis => millis,
    }
}

/// Tells one screen from another.
pub(super) type ScreenKey = (u8, u8, Option<PhonePage>, bool);

/// The control that an intent comes from, and whether it is a key of a number pad.
pub(super) fn control_of(intent: &Intent) -> (String, bool) {
    match intent {
        Intent::Tapped(target) => {
            let pad = split_target(target)
                .and_then(|(app, name)| app.controls().iter().find(|known| known.name == name))
                .is_some_and(|control| control.pad);
            (target.to_string(), pad)
        }
        Intent::Key(key) => (format!("keyboard.key-{}", key.name()), true),
        Intent::People(PeopleIntent::Digit(digit)) => (format!("digit {digit}"), true),
        other => (format!("{other:?}"), false),
    }
}

/// What a key says when it is touched: its letter's sound, or its digit, as numbers are read.
fn key_word(name: &str, region: Region) -> Option<&'static str> {
    if name == "000" {
        return number_word_list(1_000, region).last().copied();
    }
    key_name(name)
}

/// The name of the key that a target is, if it is one.
pub(super) fn key_of(target: &TargetId) -> &str {
    target.as_str().split_once(".key-").map_or("", |(_, name)| name)
}

/// How long reading a sentence takes, in milliseconds.
pub(super) fn reading_millis(speech: &Speech) -> u64 {
    speech.text.split_whitespace().count() as u64 * READING_MILLIS_A_WORD
}

pub(super) fn view(core: &Core) -> View {
    let context = core.context();
    let (silent, notice) = (core.silence(), core.silence_notice());
    let is_notice = notice.is_some();
    let screen = if let Some(notice) = notice { ScreenView::Notice(notice) } else { screen(core) };
    let playing = matches!(screen, ScreenView::StageCard(_) | ScreenView::Lesson(_));
    let mut view = View {
        look: context.look.clone(),
        screen,
        trouble: core.told().map(|said| said.shown).or_else(|| core.author_sentence()),
        decline: (playing && core.is_placing()).then(|| context.word("placement-unknown")),
        silent: silent.map(|_| context.word("silent-mark")),
        steadiness: core.preferences.steadiness,
        help: None,
    };
    // The page about the sound has a button of its own, and nothing that helps with another.
    if !is_notice {
        core.show_help(&mut view);
    }
    view
}

/// What is to be seen where everything can be heard.
fn screen(core: &Core) -> ScreenView {
    let context = core.context();
    if let Some(key) = core.closed {
        ScreenView::Welcome(core.closed_screen(key))
    } else if core.in_settings {
        let mine = core.person.is_some() && !core.is_guest();
        let settings = settings_view(&context, core.narration(), core.preferences.manner);
        let text_scale = core.own_text_scale();
        ScreenView::Settings(SettingsView { mine, text_scale, ..settings })
    } else if let Some(entry) = &core.entry {
        ScreenView::Typing(Box::new(entry.view(&context)))
    } else {
        match (core.place, &core.play) {
            (Place::Welcome(page), _) => ScreenView::Welcome(welcome_view(&context, page)),
            (Place::Lesson, Some(open)) => lesson_screen(
                &context,
                &open.lesson,
                &open.session,
                core.moment,
                core.days_to_review(),
            ),
            (Place::Calibration(page), _) => core.calibration_screen(page),
            (Place::Placement(page), _) => ScreenView::Notice(placement_notice(&context, page)),
            (Place::Pause(page), Some(open)) => {
                ScreenView::Notice(pause_notice(&context, page, &open.lesson, &open.session))
            }
            (Place::Demonstration, _) => core.demonstration_screen(),
            (Place::Voices, _) => ScreenView::Voices(Box::new(core.voices_screen())),
            (Place::People, _) => {
                ScreenView::People(Box::new(people_view(&context, &core.people_facts())))
            }
            (Place::Home | Place::Lesson | Place::Pause(_), _) => {
                ScreenView::Home(core.home_screen(&context))
            }
        }
    }
}

impl Core {
    /// Whom the screen is for.
    pub(super) fn context(&self) -> Context<'_> {
        let lang = self.overrides.lang.unwrap_or(self.preferences.lang);
        Context {
            catalog: &self.catalog,
            lang,
            region: self.overrides.region.unwrap_or(self.preferences.region),
            address: self.preferences.address,
            audience: self.place == Place::Demonstration,
            look: Look {
                text_scale: self.shown_text_scale(),
                theme: self.overrides.theme.unwrap_or(self.preferences.theme),
                language: lang.as_str().to_owned(),
            },
        }
    }

    pub(super) fn narration(&self) -> bool {
        self.preferences.narration
    }

    /// Whether a sentence has the screen to itself.
    pub(super) fn is_reading(&self) -> bool {
        match &screen(self) {
            ScreenView::Lesson(lesson) => lesson.reading,
            ScreenView::Drill(drill) => drill.reading,
            _ => false,
        }
    }

    /// The first page. Where *Quay lại* was touched on it, it says so in place of the greeting.
    fn home_screen(&self, context: &Context<'_>) -> HomeView {
        let (lessons, progress) = (self.catalog.lessons(), self.progress());
        let (next, now) = (self.next_up(), progress.times().now());
        let view = home_view(context, lessons, &progress, next.as_ref(), now);
        HomeView {
            picture: self.own_picture().to_owned(),
            placement: view.placement.filter(|_| !self.preferences.placement_put_off),
            greeting: match self.at_first_page {
                true => context.word("first-page"),
                false => view.greeting,
            },
            ..view
        }
    }

    /// What the screen has to say; nothing where the narrator is switched off.
    pub(super) fn speech(&self) -> Option<Speech> {
        if !self.narration() && !self.hears_back() {
            return None;
        }
        if self.place == Place::Voices
            && self.help_sentence().is_none()
            && !self.is_told()
            && !self.in_settings
            && self.entry.is_none()
        {
            return self.voices_said().map(|said| self.speech_of(said));
        }
        let context = self.context();
        let said = if let Some(key) = self.closed {
            context.said(key)
        } else if let Some(told) = self.told() {
            told
        } else if let Some(help) = self.help_sentence() {
            context.said(help)
        } else if self.in_settings {
            context.said("settings-hello")
        } else if let Some(entry) = &self.entry {
            context.said(entry.sentence())
        } else {
            match (self.place, &self.play) {
                (Place::Welcome(page), _) => welcome_speech(&context, page),
                (Place::Lesson, Some(open)) => lesson_speech(
                    &context,
                    &open.lesson,
                    &open.session,
                    self.moment,
                    self.days_to_review(),
                ),
                (Place::Calibration(page), _) => calibration_speech(&context, page),
                (Place::Placement(page), _) => placement_speech(&context, page),
                (Place::Pause(page), Some(open)) => {
                    pause_speech(&context, page, &open.lesson, &open.session)
                }
                (Place::Demonstration, _) => self.demonstration_said(),
                (Place::People, _) => people_speech(&context, &self.people_facts()),
                (Place::Home | Place::Lesson | Place::Pause(_) | Place::Voices, _) => {
                    let said = home_speech(&context, self.next_up().as_ref());
                    match self.at_first_page {
                        true => joined(context.said("first-page"), Some(said)),
                        false => said,
                    }
                }
            }
        };
        let said = self.greeted(said);
        if said.spoken.fragments.is_empty() {
            return None;
        }
        Some(self.speech_of(said.spoken))
    }

    /// An utterance as it will be heard.
    pub(super) fn speech_of(&self, utterance: Utterance) -> Speech {
        let spoken = self.library.resolve(&utterance);
        let own_voice = self.speaks_itself(&utterance.text, &spoken);
        Speech { text: utterance.text, spoken, manner: self.preferences.manner, own_voice }
    }

    /// Shows what has changed, and says the key with this name that was touched, if it was one.
    pub(super) fn show_and_say_key(&mut self, name: &str) -> Vec<Update> {
        let context = self.context();
        let word = key_word(name, context.region)
            .filter(|_| self.narration() && context.lang == content::Lang::Vi);
        let Some(word) = word else { return self.show_only() };
        let said = self.say(self.speech_of(Utterance::whole(word)));
        vec![Update::Show(Box::new(self.view())), said]
    }

    /// With a word to whoever has just taken up the phone, or only tries it.
    fn greeted(&self, said: Said) -> Said {
        let context = self.context();
        let picture = self.preferences.picture.as_deref();
        let told = self.closed.is_some() || self.is_told();
        if told || self.help_sentence().is_some() || self.in_settings {
            return said;
        }
        if self.is_guest() && self.place == Place::Home {
            return joined(context.said("people-guest-hello"), Some(said));
        }
        let hello = self.people.hello && self.place != Place::People;
        match people_hello(&context, picture).filter(|_| hello) {
            Some(hello) => joined(hello, Some(said)),
            None => said,
        }
    }

    /// Shows that one more digit of a secret number was typed, and says how many there are.
    pub(super) fn show_and_say_count(&mut self) -> Vec<Update> {
        let said = digits_said(&self.context(), self.people.typed.len());
        if !self.narration() || said.spoken.fragments.is_empty() {
            return self.show_only();
        }
        let said = self.say(self.speech_of(said.spoken));
        vec![Update::Show(Box::new(self.view())), said]
    }

    /// Whole days until the lesson that was just finished comes up again.
    fn days_to_review(&self) -> DaysToReview {
        let open = self.play.as_ref()?;
        let progress = self.progress();
        let due = progress.lesson(&open.session.lesson).next_review?;
        // A day that has begun counts: tomorrow morning is one day away this evening.
        Some(progress.times().calendar().days_between(progress.times().now(), due))
    }

    /// Tells one screen from another, for the moment in which nothing answers after a change.
    pub(super) fn screen_key(&self) -> ScreenKey {
        match self.view().screen {
            ScreenView::Welcome(view) => {
                (0, u8::from(view.choosing_group), None, view.main.is_some())
            }
            ScreenView::Home(_) => (1, 0, None, false),
            ScreenView::Settings(_) => (9, 0, None, false),
            ScreenView::StageCard(card) => (2, card.number, None, false),
            ScreenView::Lesson(lesson) => {
                (3, lesson.stage as u8, Some(lesson.phone.page), lesson.reading)
            }
            ScreenView::LessonEnd(_) => (4, 0, None, false),
            ScreenView::Notice(view) if view.about == "silence" => (5, 2, None, false),
            ScreenView::Notice(view) => {
                (5, u8::from(view.later.is_some()), None, view.about == "placement")
            }
            ScreenView::Calibration(view) => (6, view.page as u8, None, false),
            ScreenView::Typing(typing) => (7, 0, None, typing.note.is_some()),
            ScreenView::Drill(drill) => {
                let number = drill.case.map_or(0, |case| 2 * case.number);
                let answered = u16::from(drill.remark.is_some());
                (8, u8::try_from(number + answered).unwrap_or(u8::MAX), None, drill.reading)
            }
            ScreenView::People(view) => {
                (10 + view.page as u8, self.people.turn, None, view.main.is_some())
            }
            ScreenView::Demonstrations(_) => (220, 0, None, false),
            ScreenView::Demonstration(view) => (221, 0, None, view.reading),
            ScreenView::Voices(view) => {
                let page = view.page.bytes().chain(view.title.bytes());
                let page = page.fold(0_u8, |all, byte| all.wrapping_mul(31).wrapping_add(byte));
                (9, page, None, view.level.is_some())
            }
        }
    }
}
