//! A play as a screen: the sentence, the practice phone, what is live.

use content::{Lang, Said};
use engine::{
    Action, Lesson, Phase, Play, Remark, Session, Step, next_target, simulators::split_target,
};
use protocol::{Purpose, Stage, TargetId};

use crate::drill::{drill_screen, drill_speech};
use crate::helping::{self, FIXED_BACK};
use crate::phone::phone_view;
use crate::{
    CardView, ChoiceView, Context, EndView, LessonView, MainButton, PhonePage, ScreenView,
};

/// Something that is said for a moment without being part of the play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Help was asked for in a placement, where nothing has to be known.
    HelpInPlacement,
    /// The hand is about to do the step with them.
    WithYou,
    /// The hand has done a step with them: said before what comes next.
    DoneWithYou,
    /// *Quay lại* led here: said before the sentence that is shown again.
    Went(Went),
}

/// Where *Quay lại* led to within a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// To the step before.
    StepBefore,
    /// From a strange page to where they had been.
    Returned,
    /// One touch of the same step was taken back.
    Undone,
}

impl Went {
    fn key(self) -> &'static str {
        match self {
            Self::StepBefore => "went-back",
            Self::Returned => "went-back-home",
            Self::Undone => "went-back-undone",
        }
    }
}

/// What a learner has in front of them besides the play itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// Said instead of the play's sentence.
    pub note: Option<Note>,
    /// Whether the sentence on its own screen has been read.
    pub read: bool,
}

/// Days until the next review, if it is known.
pub type DaysToReview = Option<u32>;

/// The screen of a play.
#[must_use]
pub fn lesson_screen(
    context: &Context<'_>,
    lesson: &Lesson,
    session: &Session,
    moment: Moment,
    days_to_review: DaysToReview,
) -> ScreenView {
    if let Some(drill) = drill_screen(context, lesson, session, moment) {
        return drill;
    }
    match &session.phase {
        Phase::Card { next, .. } => {
            ScreenView::StageCard(card(context, lesson, *next, card_key(session)))
        }
        Phase::Playing(play) => match play.current(lesson) {
            Some(step) => {
                ScreenView::Lesson(Box::new(playing(context, lesson, play, step, moment)))
            }
            None => ScreenView::LessonEnd(end(context, lesson, days_to_review)),
        },
        Phase::Drilling(_) | Phase::Finished => {
            ScreenView::LessonEnd(end(context, lesson, days_to_review))
        }
    }
}

/// What is said on the screen of a play: one sentence, opened with the form of address where it
/// asks for something.
#[must_use]
pub fn lesson_speech(
    context: &Context<'_>,
    lesson: &Lesson,
    session: &Session,
    moment: Moment,
    days_to_review: DaysToReview,
) -> Said {
    if let Some(said) = drill_speech(context, lesson, session) {
        return said;
    }
    match &session.phase {
        Phase::Card { .. } => context.said(card_key(session)),
        Phase::Playing(play) => match play.current(lesson) {
            Some(step) => {
                let said = sentence(context, lesson, play, step, moment);
                match moment.note {
                    Some(Note::Went(went)) => join(context.said(went.key()), Some(said)),
                    _ if asks(play, moment) => open_kindly(context, said),
                    _ => said,
                }
            }
            None => context.said("end-praise"),
        },
        Phase::Drilling(_) | Phase::Finished => {
            let mut said = context.said("end-praise");
            for more in [
                context.lesson_said(lesson, "can-now", None, None),
                context.lesson_said(lesson, "own-money", None, None),
                review_sentence(context, days_to_review),
            ] {
                said = join(said, more);
            }
            said
        }
    }
}

/// Stages by number and the keys of their words.
fn stage_key(stage: Stage) -> (u8, &'static str) {
    match stage {
        Stage::Watch => (1, "stage-watch"),
        Stage::Together => (2, "stage-together"),
        Stage::Alone => (3, "stage-alone"),
        Stage::Check => (4, "stage-check"),
    }
}

/// A stage's name: *Xem*, *Làm cùng*, *Tự làm*, *Kiểm tra*.
fn stage_name(context: &Context<'_>, stage: Stage) -> String {
    context.word(match stage {
        Stage::Watch => "stage-watch-name",
        Stage::Together => "stage-together-name",
        Stage::Alone => "stage-alone-name",
        Stage::Check => "stage-check-name",
    })
}

/// The sentence of the card that is shown; a placement has one of its own.
fn card_key(session: &Session) -> &'static str {
    match session.phase {
        _ if session.purpose == Purpose::Placement => "stage-placement",
        Phase::Card { again: true, .. } => "stage-again",
        Phase::Card { next, .. } => stage_key(next).1,
        Phase::Playing(_) | Phase::Drilling(_) | Phase::Finished => "end-praise",
    }
}

fn card(context: &Context<'_>, lesson: &Lesson, next: Stage, key: &str) -> CardView {
    // A placement is no examination.
    let asks = key == "stage-placement";
    CardView {
        lesson: lesson.id.clone(),
        title: context.lesson_word(lesson, "title", None),
        stage: next,
        number: stage_key(next).0,
        name: if asks { context.word("stage-placement-name") } else { stage_name(context, next) },
        sentence: context.word(key),
        main: context.word("button-start"),
    }
}

fn end(context: &Context<'_>, lesson: &Lesson, days_to_review: DaysToReview) -> EndView {
    EndView {
        lesson: lesson.id.clone(),
        praise: context.word("end-praise"),
        can_now: context.lesson_word(lesson, "can-now", None),
        own_money: context.lesson_word(lesson, "own-money", None),
        next_review: review_sentence(context, days_to_review)
            .map(|said| said.shown)
            .unwrap_or_default(),
        main: context.word("button-home"),
    }
}

fn review_sentence(context: &Context<'_>, days: DaysToReview) -> Option<Said> {
    Some(match days? {
        0 | 1 => context.said("end-review-tomorrow"),
        days => context
            .said_with("end-review-in-days", &[("days", content::Arg::Number(u64::from(days)))]),
    })
}

fn playing(
    context: &Context<'_>,
    lesson: &Lesson,
    play: &Play,
    step: &Step,
    moment: Moment,
) -> LessonView {
    let watching = play.stage == Stage::Watch;
    let phone = phone_view(context, lesson, play);
    let shown_where = helping::is_shown_where(play);
    // Where the hand points, it is the practice phone that is to be looked at.
    let reading =
        !moment.read && !shown_where && needs_own_screen(context.look.text_scale, phone.page);
    let goes_back = step.action == Action::GoBack;
    let wanted = if play.is_astray() {
        None
    } else if goes_back {
        Some(TargetId::from(FIXED_BACK))
    } else {
        next_target(step, &play.world, &play.values)
    };
    let pointed = helping::pointed(play, step, moment).filter(|_| shown_where);
    let main = if reading {
        Some("button-understood")
    } else if watching {
        Some("button-next-shown")
    } else if step.action == Action::Look && !play.is_astray() {
        Some("button-go-on")
    } else {
        None
    };
    LessonView {
        lesson: lesson.id.clone(),
        title: context.lesson_word(lesson, "title", None),
        stage: play.stage,
        stage_name: stage_name(context, play.stage),
        step: step.id.clone(),
        step_number: count(steps_of(lesson, play).filter(|number| *number <= play.step)),
        step_count: count(steps_of(lesson, play)),
        instruction: sentence(context, lesson, play, step, moment).shown,
        is_remark: play.remark.is_some() || moment.note.is_some(),
        reading,
        main: main.map(|key| MainButton { label: context.word(key) }),
        choices: choices(context, lesson, play, step),
        hand: wanted
            .clone()
            .filter(|_| watching && !goes_back && !reading)
            .or_else(|| pointed.clone().filter(helping::has_room_for_a_hand)),
        glow: wanted
            .filter(|_| (play.stage == Stage::Together || watching && goes_back) && !reading)
            .or_else(|| pointed.filter(|id| !helping::has_room_for_a_hand(id))),
        phone,
    }
}

/// The numbers of the steps that this stage has.
fn steps_of<'a>(lesson: &'a Lesson, play: &'a Play) -> impl Iterator<Item = u16> + 'a {
    (0_u16..).zip(&lesson.steps).filter(|(_, step)| step.applies(&play.values)).map(|(at, _)| at)
}

fn count(steps: impl Iterator<Item = u16>) -> u16 {
    u16::try_from(steps.count()).unwrap_or(u16::MAX)
}

/// Whether instruction and practice phone don't fit together: above 150%, or with a number pad
/// (UX.md, Text and colour).
fn needs_own_screen(text_scale: u16, page: PhonePage) -> bool {
    text_scale > 150 || page.has_number_pad()
}

fn choices(context: &Context<'_>, lesson: &Lesson, play: &Play, step: &Step) -> Vec<ChoiceView> {
    let Action::Choose { choices, answer } = &step.action else { return Vec::new() };
    if play.is_astray() {
        return Vec::new();
    }
    let marks = matches!(play.stage, Stage::Watch | Stage::Together);
    choices
        .iter()
        .map(|choice| ChoiceView {
            id: choice.clone(),
            label: context.lesson_word(lesson, step.id.as_str(), Some(&format!("choice-{choice}"))),
            marked: marks && choice == answer,
        })
        .collect()
}

/// Whether the sentence asks for something, and so is opened with the form of address.
fn asks(play: &Play, moment: Moment) -> bool {
    play.remark.is_none() && moment.note.is_none()
}

fn sentence(
    context: &Context<'_>,
    lesson: &Lesson,
    play: &Play,
    step: &Step,
    moment: Moment,
) -> Said {
    match moment.note {
        Some(Note::HelpInPlacement) => return context.said("help-placement"),
        Some(Note::WithYou) => return helping::with_you(context, lesson, play, step),
        Some(Note::DoneWithYou) => {
            let next = sentence(context, lesson, play, step, Moment { note: None, ..moment });
            return join(context.said("help-done"), Some(next));
        }
        Some(Note::Went(_)) | None => {}
    }
    let own = |attribute: Option<&str>| {
        context.lesson_said(lesson, step.id.as_str(), attribute, Some(&play.values))
    };
    match &play.remark {
        None if play.stage == Stage::Check => own(Some("check"))
            .or_else(|| context.lesson_said(lesson, "goal", None, Some(&play.values))),
        None => own(None),
        Some(Remark::Hint) if play.is_astray() => Some(context.said("remark-astray")),
        Some(Remark::Hint) if play.stage == Stage::Check => Some(context.said("help-check")),
        Some(Remark::Hint) => own(Some("hint")),
        Some(Remark::Where) => Some(helping::shows_where(context, lesson, play, step)),
        Some(Remark::JustWatch) => Some(context.said("remark-just-watch")),
        Some(Remark::Astray) => Some(context.said("remark-astray")),
        Some(Remark::ChoiceSlip(choice)) => own(Some(&format!("slip-{choice}"))),
        // Nothing has happened, so it says what the control is for, and no way back.
        Some(Remark::Explained(target)) if !is_pad(target) => {
            Some(context.said(&control_key(target)))
        }
        Some(Remark::Slip(target) | Remark::Explained(target)) => {
            Some(explanation(context, play, step, target, own))
        }
    }
    .unwrap_or_else(|| context.said("remark-astray"))
}

/// What a control is for: as the lesson says it, or else as the app does; then the way back, if
/// the touch led away.
fn explanation(
    context: &Context<'_>,
    play: &Play,
    step: &Step,
    target: &TargetId,
    own: impl Fn(Option<&str>) -> Option<Said>,
) -> Said {
    let name = target.as_str().replace('.', "-");
    if is_pad(target) && step.action == Action::EnterAmount {
        let wrong = if play.is_astray() { "remark-wrong-digit" } else { "remark-next-digit" };
        return context.said(wrong);
    }
    let said =
        own(Some(&format!("slip-{name}"))).unwrap_or_else(|| context.said(&control_key(target)));
    // Only where a touch led away is there a way back to speak of.
    if play.is_astray() { join(said, Some(context.said("remark-astray"))) } else { said }
}

/// The app's own sentence about what a control is for.
fn control_key(target: &TargetId) -> String {
    format!("control-{}", target.as_str().replace('.', "-"))
}

/// Whether it is a key of a number pad.
pub(crate) fn is_pad(target: &TargetId) -> bool {
    split_target(target)
        .and_then(|(app, name)| app.controls().iter().find(|known| known.name == name))
        .is_some_and(|control| control.pad)
}

/// Two sentences, one after the other.
#[must_use]
pub fn join(first: Said, second: Option<Said>) -> Said {
    let Some(second) = second.filter(|second| !second.shown.is_empty()) else { return first };
    let mut spoken = first.spoken;
    if !spoken.fragments.is_empty() && !second.spoken.fragments.is_empty() {
        spoken.text = format!("{} {}", spoken.text, second.spoken.text);
        spoken.fragments.push(narration::PAUSE.to_owned());
        spoken.fragments.extend(second.spoken.fragments);
    }
    Said { shown: format!("{} {}", first.shown, second.shown), spoken }
}

/// Opens a request with the form of address, so that it is never curt: *Mời bà, chạm nút …*
fn open_kindly(context: &Context<'_>, said: Said) -> Said {
    let Some(address) = context.address.filter(|_| context.lang == Lang::Vi) else { return said };
    if said.spoken.fragments.is_empty() {
        return said;
    }
    let opening = address.opening();
    let mut spoken = said.spoken;
    let mut letters = spoken.text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    spoken.text = format!("{opening} {first}{}", letters.as_str());
    spoken.fragments.insert(0, opening.to_owned());
    Said { shown: said.shown, spoken }
}
