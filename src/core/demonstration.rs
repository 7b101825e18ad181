//! A lesson shown to a room. It is the lesson itself, played in *Tự làm* by nobody: no person is
//! there, so nothing of it is recorded, and whoever had the phone is put back as they were.

use engine::{Input, Lesson, Phase, Remark, Session, open, right_input};
use presenter::{
    DemonstrationIntent, Intent, Moment, ScreenView, Showing, demonstration_speech,
    demonstration_view, demonstrations_view, telling_slip,
};
use protocol::{LessonId, PersonId, Purpose, Stage};

use super::{Core, OpenPlay, Place, Preferences, Update, people, placement};

/// How long the hand rests on a control before it touches it, in milliseconds: so long that the
/// back row finds it.
const HAND_MILLIS: u64 = 1_400;
/// The same for the further touches of one step, such as the digits of an amount.
const NEXT_HAND_MILLIS: u64 = 800;
/// The same for what was touched on the screen itself.
const TOUCHED_MILLIS: u64 = 700;

/// Names and amounts are the same each time, so that a demonstration can be rehearsed.
const SEED: u64 = 1;

/// A demonstration that is on.
pub(super) struct Demonstration {
    /// What comes back when it is left.
    kept: Kept,
    /// The lesson in the list that Return opens.
    chosen: LessonId,
    /// The beginnings of all steps so far, to go back to. Empty in the list.
    starts: Vec<Session>,
    /// What the hand is about to touch.
    pending: Option<Pending>,
    /// Whether the slip that is shown was asked for by the start button of a remote.
    by_remote: bool,
}

impl Demonstration {
    /// The lesson was saved anew: what has been shown of it is that of the new one.
    pub(super) fn move_to(&mut self, old: &Lesson, new: &Lesson) {
        self.pending = None;
        for start in &mut self.starts {
            *start = start.moved_to(old, new);
        }
    }
}

/// Whoever had the phone, and where they were.
struct Kept {
    person: Option<PersonId>,
    preferences: Preferences,
    play: Option<OpenPlay>,
    place: Place,
    moment: Moment,
    placement: Option<placement::Placement>,
    people: people::People,
}

struct Pending {
    input: Input,
    /// When it is done, in milliseconds by the monotonic clock.
    due: u64,
    /// Whether the rest of the step follows by itself.
    goes_on: bool,
}

impl Core {
    /// Puts whoever has the phone aside and opens the list, or a lesson at once.
    pub(super) fn begin_demonstration(&mut self, lesson: Option<&LessonId>) -> Vec<Update> {
        let first = self.catalog.lessons().next().map(|lesson| lesson.id.clone());
        let Some(first) = lesson.cloned().or(first).filter(|_| self.demonstration.is_none()) else {
            return self.show_and_say();
        };
        self.in_settings = false;
        let (usual, own) = (Preferences::default(), self.preferences.clone());
        let for_a_room = Preferences {
            address: None,
            picture: None,
            steadiness: usual.steadiness,
            ..own.clone()
        };
        let kept = Kept {
            person: self.person.take(),
            preferences: std::mem::replace(&mut self.preferences, for_a_room),
            play: self.play.take(),
            place: std::mem::replace(&mut self.place, Place::Demonstration),
            moment: std::mem::take(&mut self.moment),
            placement: self.placement.take(),
            people: std::mem::take(&mut self.people),
        };
        self.demonstration = Some(Demonstration {
            kept,
            chosen: first,
            starts: Vec::new(),
            pending: None,
            by_remote: false,
        });
        match lesson {
            Some(id) => self.demonstrate_lesson(&id.clone()),
            None => self.show_and_say(),
        }
    }

    fn end_demonstration(&mut self) -> Vec<Update> {
        if let Some(Demonstration { kept, .. }) = self.demonstration.take() {
            self.person = kept.person;
            self.preferences = kept.preferences;
            self.play = kept.play;
            self.place = kept.place;
            self.moment = kept.moment;
            self.placement = kept.placement;
            self.people = kept.people;
        }
        self.show_and_say()
    }

    fn demonstrate_lesson(&mut self, id: &LessonId) -> Vec<Update> {
        let found = self.catalog.lesson(id).cloned().and_then(|lesson| {
            let opened = open(&lesson, SEED, 0, Purpose::Learn);
            let session = Session::at_stage(&lesson, &opened, Stage::Alone).ok()?;
            Some(OpenPlay { lesson, session, opened: self.stamp.wall })
        });
        if let (Some(open), Some(show)) = (found, &mut self.demonstration) {
            show.chosen = id.clone();
            show.starts = vec![open.session.clone()];
            show.pending = None;
            self.play = Some(open);
            self.moment = Moment::default();
        }
        self.show_and_say()
    }

    fn back_to_list(&mut self) -> Vec<Update> {
        if let Some(show) = &mut self.demonstration {
            show.starts.clear();
            show.pending = None;
        }
        self.play = None;
        self.show_and_say()
    }

    /// The window was turned or made larger: the next view fits it.
    pub(super) fn shaped(&mut self, wide: bool) -> Vec<Update> {
        self.wide = wide;
        match self.demonstration {
            Some(_) => vec![Update::Show(Box::new(self.view()))],
            None => Vec::new(),
        }
    }

    /// What somebody does who shows lessons.
    pub(super) fn demonstrate(&mut self, intent: &Intent) -> Vec<Update> {
        use DemonstrationIntent as I;
        self.was_told();
        let in_list = self.demonstration.as_ref().is_none_or(|show| show.starts.is_empty());
        match intent {
            Intent::Demonstration(I::Mute) => self.mute(),
            Intent::Demonstration(act) if in_list => match act {
                I::Next => self.choose_demonstration(1),
                I::Before => self.choose_demonstration(-1),
                I::Go | I::Start => self.open_chosen(),
                I::Leave => self.end_demonstration(),
                I::Slip | I::Mute | I::Shape { .. } => self.show_and_say(),
            },
            Intent::Main if in_list => self.open_chosen(),
            Intent::OpenLesson(id) if in_list => self.demonstrate_lesson(id),
            Intent::Back if in_list => self.end_demonstration(),
            _ if in_list => self.show_and_say(),
            Intent::Demonstration(act) => match act {
                I::Next | I::Go => self.show_next(),
                I::Before => self.show_before(),
                I::Slip => self.show_slip(false),
                I::Start => self.show_slip(true),
                I::Leave => self.leave_lesson(),
                I::Mute | I::Shape { .. } => self.show_and_say(),
            },
            Intent::Main => self.show_next(),
            Intent::Back if self.wants_out() => self.back_to_list(),
            Intent::Back => self.touch_back(),
            Intent::Tapped(target) => self.touch(Input::Tap(target.clone())),
            Intent::Chosen(choice) => self.touch(Input::Choose(choice.clone())),
            Intent::Help => self.help_room(),
            Intent::ShowInstruction => {
                self.moment.read = false;
                self.show_and_say()
            }
            _ => self.show_and_say(),
        }
    }

    fn mute(&mut self) -> Vec<Update> {
        self.preferences.narration = !self.preferences.narration;
        self.show_and_say()
    }

    fn choose_demonstration(&mut self, by: isize) -> Vec<Update> {
        let all: Vec<LessonId> = self.catalog.lessons().map(|lesson| lesson.id.clone()).collect();
        if let Some(show) = &mut self.demonstration {
            let at = all.iter().position(|id| *id == show.chosen).unwrap_or_default();
            let next = at.saturating_add_signed(by).min(all.len().saturating_sub(1));
            if let Some(id) = all.into_iter().nth(next) {
                show.chosen = id;
            }
        }
        self.show_only()
    }

    fn open_chosen(&mut self) -> Vec<Update> {
        let chosen = self.demonstration.as_ref().map(|show| show.chosen.clone());
        match chosen {
            Some(id) => self.demonstrate_lesson(&id),
            None => self.show_and_say(),
        }
    }

    /// Whether the lesson was shown to its end.
    fn is_shown(&self) -> bool {
        let begun = self.demonstration.as_ref().is_some_and(|show| show.starts.len() > 1);
        self.play.as_ref().is_some_and(|open| match open.session.phase {
            Phase::Finished => true,
            Phase::Card { .. } => begun || open.lesson.drill.is_none(),
            Phase::Playing(_) | Phase::Drilling(_) => false,
        })
    }

    /// Whether a word on a touch that led elsewhere is in view.
    fn is_off_the_path(&self) -> bool {
        let play = self.play.as_ref().and_then(|open| open.session.play());
        play.is_some_and(|play| {
            let remark = matches!(
                play.remark,
                Some(
                    Remark::Slip(_) | Remark::Explained(_) | Remark::ChoiceSlip(_) | Remark::Astray
                )
            );
            remark || play.is_astray()
        })
    }

    /// The next step, done rightly: the hand first, then the touch.
    pub(super) fn show_next(&mut self) -> Vec<Update> {
        if self.is_shown() {
            self.choose_demonstration(1);
            return self.back_to_list();
        }
        if self.demonstration.as_ref().is_some_and(|show| show.pending.is_some()) {
            return self.touch_pending();
        }
        if self.is_read_first() {
            self.moment.read = true;
            return self.show_only();
        }
        let Some(open) = &self.play else { return self.back_to_list() };
        let astray = open.session.play().is_some_and(engine::Play::is_astray);
        if self.is_off_the_path() && !astray {
            return self.begin_step_anew();
        }
        match right_input(&open.lesson, &open.session) {
            Ok(Some(Input::Next)) => self.touch_now(&Input::Next, false),
            Ok(Some(input)) => self.point(input, HAND_MILLIS, !astray),
            Ok(None) | Err(_) => self.show_and_say(),
        }
    }

    /// Back to the beginning of this step, or of the one before.
    fn show_before(&mut self) -> Vec<Update> {
        let Some(show) = &mut self.demonstration else { return self.show_and_say() };
        let now = self.play.as_ref().map(|open| &open.session);
        if show.pending.take().is_none() && show.starts.last() == now {
            show.starts.pop();
        }
        if show.starts.is_empty() {
            return self.back_to_list();
        }
        self.begin_step_anew()
    }

    fn begin_step_anew(&mut self) -> Vec<Update> {
        let start = self.demonstration.as_ref().and_then(|show| show.starts.last()).cloned();
        if let (Some(open), Some(start)) = (&mut self.play, start) {
            open.session = start;
        }
        self.moment = Moment::default();
        self.show_and_say()
    }

    /// A slip on purpose: the hand first, then what comes of it.
    fn show_slip(&mut self, by_remote: bool) -> Vec<Update> {
        let slip = self
            .play
            .as_ref()
            .filter(|_| !self.is_off_the_path())
            .and_then(|open| telling_slip(&self.context(), &open.lesson, &open.session));
        let Some(slip) = slip else { return self.show_and_say() };
        if let Some(show) = &mut self.demonstration {
            show.by_remote = by_remote;
        }
        self.moment.read = true;
        self.point(slip, HAND_MILLIS, false)
    }

    fn leave_lesson(&mut self) -> Vec<Update> {
        let off = self.is_off_the_path();
        match &mut self.demonstration {
            Some(show) if show.by_remote && (off || show.pending.is_some()) => {
                show.by_remote = false;
                show.pending = None;
                self.begin_step_anew()
            }
            _ => self.back_to_list(),
        }
    }

    /// *Quay lại* was touched itself.
    fn touch_back(&mut self) -> Vec<Update> {
        let right = self
            .play
            .as_ref()
            .and_then(|open| right_input(&open.lesson, &open.session).ok().flatten());
        match right {
            Some(Input::Back) if !self.is_shown() => self.touch_now(&Input::Back, false),
            _ => self.show_before(),
        }
    }

    /// Something was touched on the screen itself; whatever waited is done first.
    fn touch(&mut self, input: Input) -> Vec<Update> {
        let pending = self.demonstration.as_ref().and_then(|show| show.pending.as_ref());
        match pending.map(|pending| pending.input == input) {
            Some(true) => self.touch_pending(),
            Some(false) => {
                let mut updates = self.touch_pending();
                updates.extend(self.point(input, TOUCHED_MILLIS, false));
                updates
            }
            None => self.point(input, TOUCHED_MILLIS, false),
        }
    }

    /// Shows the hand on what it is about to touch.
    fn point(&mut self, input: Input, millis: u64, goes_on: bool) -> Vec<Update> {
        let due = self.stamp.monotonic_millis + millis;
        if let Some(show) = &mut self.demonstration {
            show.pending = Some(Pending { input, due, goes_on });
        }
        vec![Update::Show(Box::new(self.view()))]
    }

    fn touch_pending(&mut self) -> Vec<Update> {
        let pending = self.demonstration.as_mut().and_then(|show| show.pending.take());
        match pending {
            Some(pending) => self.touch_now(&pending.input, pending.goes_on),
            None => self.show_and_say(),
        }
    }

    fn touch_now(&mut self, input: &Input, goes_on: bool) -> Vec<Update> {
        if self
            .play
            .as_ref()
            .is_some_and(|open| engine::step(&open.lesson, &open.session, input).events.is_empty())
        {
            return self.show_and_say();
        }
        let mut updates = self.play_input(input);
        let (Some(open), Some(show)) = (&self.play, &mut self.demonstration) else {
            return updates;
        };
        let before = show.starts.last().map(spot);
        if before != Some(spot(&open.session)) {
            show.starts.push(open.session.clone());
            show.by_remote = false;
            // What is over is shown as such.
            updates.push(Update::Show(Box::new(self.view())));
        } else if goes_on
            && let Ok(Some(next @ Input::Tap(_))) = right_input(&open.lesson, &open.session)
        {
            updates.extend(self.point(next, NEXT_HAND_MILLIS, true));
        }
        updates
    }

    /// When the hand touches, if it is about to.
    pub(super) fn demonstration_wake(&self) -> Option<u64> {
        self.demonstration.as_ref()?.pending.as_ref().map(|pending| pending.due)
    }

    pub(super) fn demonstration_tick(&mut self) -> Vec<Update> {
        match self.demonstration_wake() {
            Some(due) if due <= self.stamp.monotonic_millis => self.touch_pending(),
            _ => Vec::new(),
        }
    }

    /// Whether the sentence has the screen to itself and is to be read first.
    fn is_read_first(&self) -> bool {
        matches!(self.demonstration_screen(), ScreenView::Demonstration(view) if view.reading)
    }

    pub(super) fn demonstration_screen(&self) -> ScreenView {
        let context = self.context();
        let show = self.demonstration.as_ref();
        if let Some((open, show)) = self.play.as_ref().zip(show) {
            let showing = Showing {
                hand: show.pending.as_ref().map(|pending| &pending.input),
                muted: !self.preferences.narration,
                wide: self.wide,
                ended: self.is_shown(),
                moment: self.moment,
            };
            let view = demonstration_view(&context, &open.lesson, &open.session, showing);
            return ScreenView::Demonstration(Box::new(view));
        }
        let chosen = show.map(|show| show.chosen.clone()).unwrap_or_else(|| LessonId::from(""));
        let view = demonstrations_view(&context, self.catalog.lessons(), &chosen);
        ScreenView::Demonstrations(view)
    }

    pub(super) fn demonstration_said(&self) -> content::Said {
        let context = self.context();
        match &self.play {
            Some(open) => demonstration_speech(
                &context,
                &open.lesson,
                &open.session,
                self.moment,
                self.is_shown(),
            ),
            None => context.said("demonstration-hello"),
        }
    }
}

/// What tells one step of a demonstration from another: the kind of page, the step or case, and
/// whether the case is answered.
fn spot(session: &Session) -> (u8, u16, bool) {
    match &session.phase {
        Phase::Card { .. } => (0, 0, false),
        Phase::Playing(play) => (1, play.step, false),
        Phase::Drilling(drill) => (2, drill.at, drill.answer().is_some()),
        Phase::Finished => (3, 0, false),
    }
}
