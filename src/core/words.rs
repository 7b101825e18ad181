//! What the core's state looks and sounds like: hands it to the presenter.

use content::Said;
use engine::simulators::split_target;
use narration::Utterance;
use presenter::{
    Context, DaysToReview, HomeView, Intent, Look, PeopleIntent, PhonePage, ScreenView,
    SettingsView, View, digits_said, home_speech, home_view, joined, lesson_screen, lesson_speech,
    people_hello, people_speech, people_view, settings_view, welcome_speech, welcome_view,
};

use protocol::TargetId;
use vietnamese::{Region, number_word_list};

use super::{Core, Place, Speech, Update};

/// How long a sentence without sound is given to be read, in milliseconds a word.
const READING_MILLIS_A_WORD: u64 = 500;

/// How long saying, or reading, a sentence takes, in milliseconds.
pub(super) fn speaking_millis(speech: &Speech) -> u64 {
    match u64::from(speech.spoken.total_ms()) {
        0 => speech.text.split_whitespace().count() as u64 * READING_MILLIS_A_WORD,
        millis => millis,
    }
}

/// The control that an intent comes from, and whether it is a key of a number pad.
pub(super) fn control_of(intent: &Intent) -> (String, bool) {
    match intent {
        Intent::Tapped(target) => {
            let pad = split_target(target)
                .and_then(|(app, name)| app.controls().iter().find(|known| known.name == name))
                .is_some_and(|control| control.pad);
            (target.to_string(), pad)
        }
        Intent::People(PeopleIntent::Digit(digit)) => (format!("digit {digit}"), true),
        other => (format!("{other:?}"), false),
    }
}

/// What a key of the number pad says when it is touched: its digit, as numbers are read.
fn key_word(target: &TargetId, region: Region) -> Option<&'static str> {
    let key = target.as_str().strip_prefix("bank.key-")?;
    let number = if key == "000" { 1_000 } else { key.parse().ok()? };
    number_word_list(number, region).last().copied()
}

pub(super) fn view(core: &Core) -> View {
    let context = core.context();
    let screen = if core.in_settings {
        let mine = core.person.is_some() && !core.is_guest();
        ScreenView::Settings(SettingsView { mine, ..settings_view(&context, core.narration()) })
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
            (Place::People, _) => {
                ScreenView::People(Box::new(people_view(&context, &core.people_facts())))
            }
            (Place::Home | Place::Lesson, _) => ScreenView::Home(HomeView {
                picture: core.own_picture().to_owned(),
                ..home_view(
                    &context,
                    core.catalog.lessons(),
                    &core.progress(),
                    core.next_up().as_ref(),
                    core.stamp.wall,
                )
            }),
        }
    };
    View { look: context.look.clone(), screen, trouble: core.trouble.map(|key| context.word(key)) }
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
            look: Look {
                text_scale: self.overrides.text_scale.unwrap_or(self.preferences.text_scale),
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
        matches!(&self.view().screen, ScreenView::Lesson(lesson) if lesson.reading)
    }

    /// What the screen has to say; nothing where the narrator is switched off.
    pub(super) fn speech(&self) -> Option<Speech> {
        if !self.narration() {
            return None;
        }
        let context = self.context();
        let said = if self.trouble.is_some() {
            context.said(self.trouble?)
        } else if self.in_settings {
            context.said("settings-hello")
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
                (Place::People, _) => people_speech(&context, &self.people_facts()),
                (Place::Home | Place::Lesson, _) => home_speech(&context),
            }
        };
        let said = self.greeted(said);
        if said.spoken.fragments.is_empty() {
            return None;
        }
        let spoken = self.library.resolve(&said.spoken);
        Some(Speech { text: said.spoken.text, spoken })
    }

    /// Shows what has changed, and says the key that was touched, if it was one.
    pub(super) fn show_and_say_key(&mut self, target: &TargetId) -> Vec<Update> {
        let context = self.context();
        let word = key_word(target, context.region)
            .filter(|_| self.narration() && context.lang == content::Lang::Vi);
        let Some(word) = word else { return self.show_only() };
        let spoken = self.library.resolve(&Utterance::whole(word));
        let speech = Speech { text: word.to_owned(), spoken };
        self.attention.speech_ends_millis = self.stamp.monotonic_millis + speaking_millis(&speech);
        vec![Update::Show(Box::new(self.view())), Update::Say(speech)]
    }

    /// With a word to whoever has just taken up the phone, or only tries it.
    fn greeted(&self, said: Said) -> Said {
        let context = self.context();
        let picture = self.preferences.picture.as_deref();
        if self.trouble.is_some() || self.in_settings {
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
        let speech = Speech { spoken: self.library.resolve(&said.spoken), text: said.spoken.text };
        self.attention.speech_ends_millis = self.stamp.monotonic_millis + speaking_millis(&speech);
        vec![Update::Show(Box::new(self.view())), Update::Say(speech)]
    }

    /// Whole days until the lesson that was just finished comes up again.
    fn days_to_review(&self) -> DaysToReview {
        let open = self.play.as_ref()?;
        let due = self.progress().lesson(&open.session.lesson).next_review?;
        // A day that has begun counts: tomorrow morning is one day away this evening.
        let hours = due.millis_since(self.stamp.wall).div_ceil(3_600_000);
        u32::try_from(hours.div_ceil(24)).ok()
    }

    /// Tells one screen from another, for the moment in which nothing answers after a change.
    pub(super) fn screen_key(&self) -> (u8, u8, Option<PhonePage>, bool) {
        if self.in_settings {
            return (9, 0, None, false);
        }
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
            ScreenView::People(view) => {
                (10 + view.page as u8, self.people.turn, None, view.main.is_some())
            }
        }
    }
}
