//! A drill as a screen: what happens, its drawing, two answers, and what there was to be seen.
//! Never says that an answer was wrong: it says what gave the case away and what to do.

use content::Said;
use engine::drill::{GO, STOP};
use engine::{Answer, Case, Drill, Lesson, Phase, SHOWN_WHERE, Scene, Session};
use practice_code::PracticeCode;
use protocol::{CaseId, ChoiceId, LessonId};
use serde::Serialize;

use crate::lesson::join;
use crate::{ChoiceView, Context, Moment, QrView, ScreenView};

/// The largest text, in percent, at which the question and the drawing fit on one screen.
pub const LARGEST_BESIDE_SCENE: u16 = 125;

/// A screen of a drill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DrillView {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// The case; none on the card before the first.
    pub case: Option<CaseView>,
    /// The sentence: what the drill is about, the case's question, or the general advice.
    pub sentence: String,
    /// Whether the sentence is the general advice.
    pub is_advice: bool,
    /// What there was to be seen, once the case is answered.
    pub remark: Option<RemarkView>,
    /// Whether the sentence has the screen to itself first (large text).
    pub reading: bool,
    /// The main button's words; none where an answer is to be touched.
    pub main: Option<String>,
    /// The two answers; empty where none is asked for.
    pub choices: Vec<ChoiceView>,
}

/// A case as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseView {
    /// Which.
    pub id: CaseId,
    /// Its number in the hand, from 1.
    pub number: u16,
    /// How many there are.
    pub count: u16,
    /// The drawing.
    pub scene: Scene,
    /// The words of the practice skin.
    pub skin: String,
    /// The words in the drawing, by the names of [`Scene::words`].
    pub words: Vec<(&'static str, String)>,
    /// The code in the drawing.
    pub code: Option<QrView>,
    /// What to look at, ringed once the case is answered, or help was asked for twice; else empty.
    pub look: String,
}

/// What there was to be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RemarkView {
    /// Whether the answer was right.
    pub right: bool,
    /// *Đúng rồi!*, or *Khoan đã, xem lại nhé!*
    pub opening: String,
    /// What vouches for the case, or gives it away.
    pub cue: String,
    /// What to do.
    pub act: String,
}

/// The screen of a drill; none at its end, which is that of every lesson.
pub(crate) fn drill_screen(
    context: &Context<'_>,
    lesson: &Lesson,
    session: &Session,
    moment: Moment,
) -> Option<ScreenView> {
    lesson.drill.as_ref()?;
    let mut view = DrillView {
        lesson: lesson.id.clone(),
        title: context.lesson_word(lesson, "title", None),
        case: None,
        sentence: String::new(),
        is_advice: false,
        remark: None,
        reading: false,
        main: None,
        choices: Vec::new(),
    };
    match &session.phase {
        Phase::Card { again, .. } => {
            view.sentence = card(context, lesson, *again).shown;
            view.main = Some(context.word("button-start"));
        }
        Phase::Drilling(drill) => {
            let case = drill.case(lesson)?;
            shown(context, lesson, drill, case, moment, &mut view);
        }
        Phase::Playing(_) | Phase::Finished => return None,
    }
    Some(ScreenView::Drill(Box::new(view)))
}

fn shown(
    context: &Context<'_>,
    lesson: &Lesson,
    drill: &Drill,
    case: &Case,
    moment: Moment,
    view: &mut DrillView,
) {
    let word = |attribute: &str| context.lesson_word(lesson, case.id.as_str(), Some(attribute));
    let mut drawn = case_view(context, lesson, drill, case);
    match drill.answer() {
        None => {
            view.is_advice = drill.advised;
            view.sentence = asked(context, lesson, drill, case).shown;
            let looks = drill.helped >= SHOWN_WHERE;
            if looks {
                drawn.look.clone_from(&case.look);
            }
            // Where to look is seen in the drawing.
            view.reading = !moment.read && !looks && context.look.text_scale > LARGEST_BESIDE_SCENE;
            view.choices = [GO, STOP]
                .map(|choice| ChoiceView {
                    id: ChoiceId::from(choice),
                    label: Some(word(choice))
                        .filter(|label| !label.is_empty())
                        .unwrap_or_else(|| context.lesson_word(lesson, choice, None)),
                    marked: false,
                })
                .into();
            if view.reading {
                view.main = Some(context.word("button-understood"));
            }
        }
        Some(answer) => {
            drawn.look.clone_from(&case.look);
            view.remark = Some(RemarkView {
                right: answer.right,
                opening: context.word(opening_key(answer)),
                cue: word("cue"),
                act: word("act"),
            });
            view.main = Some(context.word("button-go-on"));
        }
    }
    view.case = Some(drawn);
}

fn case_view(context: &Context<'_>, lesson: &Lesson, drill: &Drill, case: &Case) -> CaseView {
    let word = |name: &str| context.lesson_word(lesson, case.id.as_str(), Some(name));
    let skin = match case.scene {
        Scene::Page | Scene::Form => "drill-skin-papers",
        _ => "skin-money",
    };
    let code = case.scene.has_code().then(|| PracticeCode::for_payee(&word("reads"), None).ok());
    CaseView {
        id: case.id.clone(),
        number: drill.at + 1,
        count: u16::try_from(drill.hand.len()).unwrap_or(u16::MAX),
        scene: case.scene,
        skin: context.word(skin),
        words: case
            .scene
            .words()
            .iter()
            .map(|name| (*name, set_off_endings(&word(name), context.look.text_scale)))
            .collect(),
        code: code
            .flatten()
            .map(|code| QrView { text: code.encode(), words: context.word("code-words") }),
        look: String::new(),
    }
}

/// What is said on the screen of a drill; none at its end.
pub(crate) fn drill_speech(
    context: &Context<'_>,
    lesson: &Lesson,
    session: &Session,
) -> Option<Said> {
    lesson.drill.as_ref()?;
    match &session.phase {
        Phase::Card { again, .. } => Some(card(context, lesson, *again)),
        Phase::Drilling(drill) => {
            let case = drill.case(lesson)?;
            let own = |name| context.lesson_said(lesson, case.id.as_str(), Some(name), None);
            Some(match drill.answer() {
                None => asked(context, lesson, drill, case),
                Some(answer) => {
                    let opening = context.said(opening_key(answer));
                    join(join(opening, own("cue")), own("act"))
                }
            })
        }
        Phase::Playing(_) | Phase::Finished => None,
    }
}

/// What the drill is about; after one that wasn't passed, that there are other cases.
fn card(context: &Context<'_>, lesson: &Lesson, again: bool) -> Said {
    let about = context.lesson_said(lesson, "goal", None, None);
    about.filter(|_| !again).unwrap_or_else(|| context.said("drill-again"))
}

/// The question, or what help was asked for: the general advice, or where to look.
fn asked(context: &Context<'_>, lesson: &Lesson, drill: &Drill, case: &Case) -> Said {
    if drill.helped >= SHOWN_WHERE {
        return context.said("help-where-look");
    }
    let message = if drill.advised { "advice" } else { case.id.as_str() };
    context.lesson_said(lesson, message, None, None).unwrap_or_else(|| context.said("drill-again"))
}

fn opening_key(answer: &Answer) -> &'static str {
    match answer {
        Answer { told: true, .. } => "drill-told",
        Answer { right: true, .. } => "drill-right",
        _ => "drill-look-again",
    }
}

/// Where text is large an address doesn't fit on one line: its ending gets a line of its own, which
/// is what has to be read anyway.
fn set_off_endings(text: &str, text_scale: u16) -> String {
    if text_scale <= LARGEST_BESIDE_SCENE {
        return text.to_owned();
    }
    let words: Vec<String> = text
        .split(' ')
        .map(|word| match word.split_once('.') {
            Some((name, ending)) if ending.starts_with(|c: char| c.is_ascii_lowercase()) => {
                format!("{name}\n.{ending}")
            }
            _ => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ending_of_an_address_is_set_off_and_only_in_large_text() {
        let text = "Trả 12.000 ₫ ở dichvucong.gov.vn nhé.";
        assert_eq!(set_off_endings(text, 125), text);
        assert_eq!(set_off_endings(text, 150), "Trả 12.000 ₫ ở dichvucong\n.gov.vn nhé.");
    }
}
