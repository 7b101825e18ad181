//! A lesson shown to a room: the sentence in huge type beside the practice phone, and whatever is
//! touched is pointed at first. Shows nobody's name, picture or progress, and is nobody's play.

use content::{Arg, Said};
use engine::{Input, Lesson, Phase, Session, slips};
use protocol::{LessonId, TargetId};
use serde::Serialize;

use crate::{Context, DrillView, LessonView, Moment, ScreenView, lesson_screen, lesson_speech};

/// What somebody who shows a lesson does, beside touching the practice phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemonstrationIntent {
    /// The next step, done rightly; in the list, the next lesson.
    Next,
    /// A step back; in the list, the lesson before.
    Before,
    /// Return or Space: opens the lesson in the list; else the next step.
    Go,
    /// What a presenter's remote starts with (F5): opens the lesson in the list; else a slip.
    Start,
    /// A slip on purpose.
    Slip,
    /// The narrator off or on.
    Mute,
    /// Back to the list, and from there out of it. After a slip by [`Self::Start`], back on the
    /// path: cheap remotes send F5 and Escape in turn from one button.
    Leave,
    /// Whether the window is wide enough for the sentence beside the practice phone.
    Shape {
        /// It is.
        wide: bool,
    },
}

/// The list of lessons that can be shown: all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemonstrationsView {
    /// *Trình chiếu cho bà con*.
    pub title: String,
    /// What to do.
    pub sentence: String,
    /// Which keys there are.
    pub keys: String,
    /// The lessons, in the order of the path.
    pub lessons: Vec<DemonstrationTile>,
    /// The one that Return opens.
    pub chosen: LessonId,
}

/// A lesson in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemonstrationTile {
    /// Which.
    pub id: LessonId,
    /// The title of the unit that begins with it.
    pub heading: Option<String>,
    /// Its title.
    pub title: String,
}

/// A moment of a lesson that is being shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemonstrationView {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// The step or case; none at the end, or before the first case.
    pub step: Option<String>,
    /// *Bước 3 trên 8*; empty where nothing is counted.
    pub counter: String,
    /// What is said, for the back row.
    pub sentence: String,
    /// Whether it is about a touch that led elsewhere.
    pub is_remark: bool,
    /// Whether the sentence has the screen to itself first (narrow window, large text).
    pub reading: bool,
    /// The control that the hand is on, before it touches it.
    pub hand: Option<String>,
    /// Whether something can be done wrong here.
    pub can_slip: bool,
    /// Whether the narrator is off.
    pub muted: bool,
    /// What stands beside the sentence.
    pub scene: DemonstrationScene,
}

/// What stands beside the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DemonstrationScene {
    /// The practice phone.
    Phone(Box<LessonView>),
    /// A case of a drill.
    Case(Box<DrillView>),
    /// What the cases are about, before the first.
    Card(Box<DrillView>),
    /// Nothing: the end.
    End,
}

/// How a moment is shown.
#[derive(Debug, Clone, Copy)]
pub struct Showing<'a> {
    /// What is about to be done.
    pub hand: Option<&'a Input>,
    /// Whether the narrator is off.
    pub muted: bool,
    /// Whether the window is wide.
    pub wide: bool,
    /// Whether it is over.
    pub ended: bool,
    /// Whether the sentence was read.
    pub moment: Moment,
}

/// The list of lessons.
#[must_use]
pub fn demonstrations_view<'a>(
    context: &Context<'_>,
    lessons: impl Iterator<Item = &'a Lesson>,
    chosen: &LessonId,
) -> DemonstrationsView {
    let mut unit = None;
    let tile = |lesson: &'a Lesson| {
        let begins = unit != Some(&lesson.unit);
        unit = Some(&lesson.unit);
        DemonstrationTile {
            id: lesson.id.clone(),
            heading: begins.then(|| context.catalog.unit_title(context.lang, &lesson.unit)),
            title: context.lesson_word(lesson, "title", None),
        }
    };
    DemonstrationsView {
        title: context.word("demonstration-title"),
        sentence: context.word("demonstration-hello"),
        keys: context.word("demonstration-keys"),
        lessons: lessons.map(tile).collect(),
        chosen: chosen.clone(),
    }
}

/// A moment of a lesson.
#[must_use]
pub fn demonstration_view(
    context: &Context<'_>,
    lesson: &Lesson,
    session: &Session,
    showing: Showing<'_>,
) -> DemonstrationView {
    let mut view = DemonstrationView {
        lesson: lesson.id.clone(),
        title: context.lesson_word(lesson, "title", None),
        step: None,
        counter: String::new(),
        sentence: String::new(),
        is_remark: false,
        reading: false,
        hand: showing.hand.and_then(place_of),
        can_slip: !slips(lesson, session).is_empty(),
        muted: showing.muted,
        scene: DemonstrationScene::End,
    };
    let counted = |key, number: u16, count: u16| {
        let (number, count) = (Arg::Number(number.into()), Arg::Number(count.into()));
        context.word_with(key, &[("number", number), ("count", count)])
    };
    let moment = Moment { read: showing.moment.read || showing.wide, ..showing.moment };
    let shown = if showing.ended { finished(session) } else { session.clone() };
    match lesson_screen(context, lesson, &shown, moment, None) {
        ScreenView::Lesson(mut phone) => {
            // What points is the hand of whoever shows it; a small fixed button is ringed.
            let back = "fixed.back";
            let hand = view.hand.clone();
            let own = phone.glow.take().filter(|id| hand.is_none() && id.as_str() == back);
            phone.glow = hand.as_deref().filter(|id| *id == back).map(TargetId::from).or(own);
            let own = phone.hand.take().filter(|_| hand.is_none());
            phone.hand =
                hand.filter(|id| id != back && !id.starts_with(CHOICE)).map(TargetId).or(own);
            for choice in &mut phone.choices {
                choice.marked = view.hand == Some(format!("{CHOICE}{}", choice.id));
            }
            phone.main = None;
            view.step = Some(phone.step.to_string());
            view.counter = counted("demonstration-step", phone.step_number, phone.step_count);
            view.sentence.clone_from(&phone.instruction);
            view.is_remark = phone.is_remark;
            view.reading = phone.reading;
            view.scene = DemonstrationScene::Phone(phone);
        }
        ScreenView::Drill(mut drill) => {
            drill.main = None;
            view.sentence.clone_from(&drill.sentence);
            view.is_remark = drill.is_advice;
            view.reading = drill.reading;
            if let Some(case) = &drill.case {
                view.step = Some(case.id.to_string());
                view.counter = counted("demonstration-case", case.number, case.count);
            }
            if let Some(remark) = &drill.remark {
                view.sentence =
                    [&remark.opening, &remark.cue, &remark.act].map(String::as_str).join("\n");
                view.is_remark = !remark.right;
            }
            for choice in &mut drill.choices {
                choice.marked = view.hand == Some(format!("{CHOICE}{}", choice.id));
            }
            view.scene = match drill.case {
                None => DemonstrationScene::Card(drill),
                Some(_) => DemonstrationScene::Case(drill),
            };
        }
        ScreenView::LessonEnd(end) => {
            let said = [end.praise, end.can_now, end.own_money];
            let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
            view.sentence = said.join("\n");
        }
        _ => {}
    }
    view
}

/// What is said at this moment.
#[must_use]
pub fn demonstration_speech(
    context: &Context<'_>,
    lesson: &Lesson,
    session: &Session,
    moment: Moment,
    ended: bool,
) -> Said {
    let shown = if ended { finished(session) } else { session.clone() };
    lesson_speech(context, lesson, &shown, moment, None)
}

/// The slip that is best shown now: one that the lesson itself explains, if there is any.
#[must_use]
pub fn telling_slip(context: &Context<'_>, lesson: &Lesson, session: &Session) -> Option<Input> {
    let all = slips(lesson, session);
    let step = session.play().and_then(|play| play.current(lesson));
    let explains = |input: &&Input| {
        let name = match input {
            Input::Tap(target) => target.as_str().replace('.', "-"),
            Input::Choose(choice) => choice.to_string(),
            _ => return false,
        };
        step.is_some_and(|step| {
            let attribute = format!("slip-{name}");
            !context.lesson_word(lesson, step.id.as_str(), Some(&attribute)).is_empty()
        })
    };
    all.iter().find(explains).or(all.first()).cloned()
}

/// What the ids of answers begin with.
const CHOICE: &str = "choice.";

/// Where a hand does this; nowhere for what is no touch.
fn place_of(input: &Input) -> Option<String> {
    match input {
        Input::Tap(target) => Some(target.to_string()),
        Input::Choose(choice) => Some(format!("{CHOICE}{choice}")),
        Input::Back => Some("fixed.back".to_owned()),
        Input::Next | Input::Help | Input::Still | Input::Decline => None,
    }
}

fn finished(session: &Session) -> Session {
    Session { phase: Phase::Finished, ..session.clone() }
}
