//! Fitting the app to a person: text size, voice, and how it listens to their hand. What comes of
//! it is recorded as preferences; the touches themselves are not, and no score is kept.

use narration::Utterance;
use presenter::{
    CalibrationPage, Fitted, Intent, LOUDNESSES, PathIntent, ScreenView, Speed, Steadiness,
    TouchTest, calibration_notice, calibration_view, next_text_scale,
};
use vietnamese::number_word_list;

use super::preferences::preference;
use super::{Core, Place, Update};

/// A calibration that is on.
#[derive(Debug, Clone, Default)]
pub(super) struct Calibration {
    test: TouchTest,
}

const SPEEDS: [Speed; 3] = [Speed::Slow, Speed::Normal, Speed::Fast];

impl Core {
    /// Begins to fit the app to the person.
    pub(super) fn begin_calibration(&mut self) -> Vec<Update> {
        self.in_settings = false;
        self.go_to_calibration();
        self.show_and_say()
    }

    /// The calibration's first page comes next.
    pub(super) fn go_to_calibration(&mut self) {
        self.calibration = Calibration::default();
        self.place = Place::Calibration(CalibrationPage::Hello);
    }

    pub(super) fn calibration(&mut self, page: CalibrationPage, intent: &Intent) -> Vec<Update> {
        let speaks = self.narration();
        match intent {
            Intent::Main if page == CalibrationPage::Touch => {}
            Intent::Main => match page.next(speaks) {
                Some(next) => return self.turn_to(next),
                None => return self.go_home(),
            },
            Intent::Back => match page.before(speaks) {
                Some(before) => return self.turn_to(before),
                None => return self.go_home(),
            },
            Intent::Path(PathIntent::Later) => return self.go_home(),
            Intent::Path(PathIntent::PassOver) if page == CalibrationPage::Touch => {
                self.calibration.test.pass_over();
                return self.flower_moved();
            }
            Intent::Path(fitting) => {
                if let Some(intent) = self.fitted(fitting) {
                    return self.set_preference(&intent);
                }
            }
            _ => {}
        }
        self.show_and_say()
    }

    /// A finger on the page with the flowers. Trembling is what is looked at here, so nothing
    /// guards against it.
    pub(super) fn finger(&mut self, intent: &PathIntent) -> Vec<Update> {
        if self.in_settings || self.place != Place::Calibration(CalibrationPage::Touch) {
            return Vec::new();
        }
        let now = self.stamp.monotonic_millis;
        self.touched();
        match intent {
            PathIntent::Down(at, from_last) => {
                self.calibration.test.down(*at, *from_last, now);
                Vec::new()
            }
            PathIntent::Up(at) if self.calibration.test.up(*at, now) => self.flower_moved(),
            _ => Vec::new(),
        }
    }

    fn turn_to(&mut self, page: CalibrationPage) -> Vec<Update> {
        self.calibration.test = TouchTest::default();
        self.place = Place::Calibration(page);
        self.show_and_say()
    }

    /// The flower is elsewhere, or they were all touched.
    fn flower_moved(&mut self) -> Vec<Update> {
        let test = &self.calibration.test;
        if !test.is_done() {
            let count = u64::try_from(test.flower()).unwrap_or_default();
            let word = number_word_list(count, self.context().region).last().copied();
            return self.show_and_say_word(word);
        }
        // Keys and screen readers say nothing about a hand.
        if !test.touches().is_empty() {
            let steadiness = Steadiness::of(test.touches());
            if let Err(error) = self.append(&as_events(steadiness)) {
                self.trouble = Some(error.key());
                return self.turn_to(CalibrationPage::Touch);
            }
            self.preferences.steadiness = steadiness;
        }
        self.turn_to(CalibrationPage::Done)
    }

    /// What a button of the calibration sets; none where it has nothing left to do.
    fn fitted(&self, intent: &PathIntent) -> Option<Intent> {
        let (scale, shown) = (self.own_text_scale(), self.shown_text_scale());
        let manner = self.preferences.manner;
        let loudness = |step| beside(&LOUDNESSES, &manner.loudness, step).map(Intent::Loudness);
        let speed = |step| beside(&SPEEDS, &manner.speed, step).map(Intent::Speed);
        match intent {
            PathIntent::Smaller => next_text_scale(scale, false).map(Intent::TextScale),
            // With large letters of the phone's own, the largest come sooner.
            PathIntent::Larger => next_text_scale(scale, true)
                .filter(|_| next_text_scale(shown, true).is_some())
                .map(Intent::TextScale),
            PathIntent::Quieter => loudness(-1),
            PathIntent::Louder => loudness(1),
            PathIntent::Slower => speed(-1),
            PathIntent::Faster => speed(1),
            _ => None,
        }
    }

    /// The page as it is to be seen.
    pub(super) fn calibration_screen(&self, page: CalibrationPage) -> ScreenView {
        let context = self.context();
        if matches!(page, CalibrationPage::Hello | CalibrationPage::Done) {
            return ScreenView::Notice(calibration_notice(&context, page));
        }
        let can = |intent| self.fitted(&intent).is_some();
        let fitted = Fitted {
            flower: self.calibration.test.flower(),
            voice: [
                can(PathIntent::Quieter),
                can(PathIntent::Louder),
                can(PathIntent::Slower),
                can(PathIntent::Faster),
            ],
        };
        let mut view = calibration_view(&context, page, fitted);
        (view.can[0], view.can[1]) = (can(PathIntent::Smaller), can(PathIntent::Larger));
        ScreenView::Calibration(view)
    }

    /// Shows what has changed, and says one word, if there is one.
    pub(super) fn show_and_say_word(&mut self, word: Option<&'static str>) -> Vec<Update> {
        let vietnamese = self.context().lang == content::Lang::Vi;
        let Some(word) = word.filter(|_| self.narration() && vietnamese) else {
            return self.show_only();
        };
        let said = self.say(self.speech_of(Utterance::whole(word)));
        vec![Update::Show(Box::new(self.view())), said]
    }
}

/// The value `step` places further in a list.
fn beside<T: Copy + PartialEq>(values: &[T], now: &T, step: isize) -> Option<T> {
    let at = values.iter().position(|value| value == now)?;
    values.get(at.checked_add_signed(step)?).copied()
}

fn as_events(steadiness: Steadiness) -> Vec<protocol::Event> {
    let values = [
        ("repeat-guard", steadiness.repeat_guard_millis),
        ("key-guard", steadiness.key_guard_millis),
        ("touch-reach", steadiness.reach_px.into()),
        ("touch-slide", steadiness.slide_px.into()),
    ];
    values.map(|(name, value)| preference(name, value.to_string())).into()
}
