//! What help asked for again and again shows and says, in every lesson that ships.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::fmt::Write;
use std::path::Path;

use content::{Catalog, Lang, Source};
use engine::{Input, Lesson, Phase, Session, open, right_input, step};
use presenter::{Context, Look, Moment, Note, ScreenView, Theme, lesson_screen, lesson_speech};
use protocol::{Event, LessonId, Outcome, Purpose, Stage};
use vietnamese::{Address, Region};

fn catalog() -> Catalog {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (catalog, problems) =
        Catalog::read(&Source::Folder(root.join("lessons")), &Source::Folder(root.join("i18n")));
    assert_eq!(problems, []);
    catalog
}

fn context(catalog: &Catalog, text_scale: u16) -> Context<'_> {
    Context {
        catalog,
        lang: Lang::Vi,
        region: Region::North,
        address: Some(Address::Ba),
        audience: false,
        look: Look { text_scale, theme: Theme::Light, language: "vi".to_owned() },
    }
}

/// One moment as a line: what is shown, where it points, and what is said.
fn line(context: &Context<'_>, lesson: &Lesson, session: &Session, moment: Moment) -> String {
    let said = lesson_speech(context, lesson, session, moment, None).spoken.text;
    let mut line = match lesson_screen(context, lesson, session, moment, None) {
        ScreenView::Lesson(view) => {
            assert!(view.is_remark, "help is seen to be help: {}", view.instruction);
            let mut line = view.instruction.clone();
            for (name, target) in [("hand", &view.hand), ("ring", &view.glow)] {
                if let Some(target) = target {
                    write!(line, " | {name} {target}").unwrap();
                }
            }
            line
        }
        ScreenView::Drill(view) => match &view.remark {
            Some(remark) => format!("{} {} {}", remark.opening, remark.cue, remark.act),
            None => format!("{} | ring {}", view.sentence, view.case.as_ref().unwrap().look),
        },
        other => format!("{other:?}"),
    };
    write!(line, "\n    «{said}»").unwrap();
    line
}

/// Every step of a stage, helped all the way.
fn helped(lesson: &str, stage: Stage) -> String {
    let catalog = catalog();
    let (context, lesson) =
        (context(&catalog, 100), catalog.lesson(&LessonId::from(lesson)).unwrap());
    let opened = open(lesson, 1, 0, Purpose::Learn);
    let mut session = Session::at_stage(lesson, &opened, stage).unwrap();
    if lesson.drill.is_some() {
        session = step(lesson, &session, &Input::Next).session;
    }
    let mut text = String::new();
    while let Some(name) = name(lesson, &session) {
        writeln!(text, "== {name}").unwrap();
        for _ in 0..2 {
            session = step(lesson, &session, &Input::Help).session;
            writeln!(text, "{}", line(&context, lesson, &session, Moment::default())).unwrap();
        }
        if session.play().is_some() {
            let moment = Moment { note: Some(Note::WithYou), read: true };
            writeln!(text, "{}", line(&context, lesson, &session, moment)).unwrap();
        }
        session = step(lesson, &session, &Input::Help).session;
        if session.drill().is_some() {
            writeln!(text, "{}", line(&context, lesson, &session, Moment::default())).unwrap();
            session = step(lesson, &session, &Input::Next).session;
        } else if session.play().is_some() {
            let moment = Moment { note: Some(Note::DoneWithYou), read: false };
            writeln!(text, "{}", line(&context, lesson, &session, moment)).unwrap();
        }
    }
    text
}

/// The step or case that is on, in its stage.
fn name(lesson: &Lesson, session: &Session) -> Option<String> {
    if let Some(drill) = session.drill() {
        return drill.case(lesson).map(|case| case.id.to_string());
    }
    Some(session.play()?.current(lesson)?.id.to_string())
}

#[test]
fn help_through_touching_alone() {
    insta::assert_snapshot!(helped("phone-touch", Stage::Alone));
}

#[test]
fn help_through_paying_in_the_check() {
    insta::assert_snapshot!(helped("qr-pay", Stage::Check));
}

#[test]
fn help_through_a_drill() {
    insta::assert_snapshot!(helped("scam-qr-link", Stage::Check));
}

/// In every lesson, with many of its values and from every step: each ask is answered by another
/// sentence, which can be spoken, and within three the next step is there. Nobody gets credit.
#[test]
fn in_every_lesson_each_ask_goes_further_and_leads_to_the_end() {
    let catalog = catalog();
    let context = context(&catalog, 100);
    let mut helped = 0;
    for lesson in catalog.lessons() {
        for plays_before in 0..12 {
            let opened = open(lesson, 7, plays_before, Purpose::Learn);
            let mut session = Session::new(lesson, &opened).unwrap();
            for _ in 0..2_000 {
                if matches!(session.phase, Phase::Card { again: true, .. } | Phase::Finished) {
                    break;
                }
                let now = name(lesson, &session);
                let watching = session.play().is_some_and(|play| play.stage == Stage::Watch);
                let told = session.drill().is_some_and(|drill| drill.answer().is_some());
                if now.is_none() || watching || told {
                    session = step(lesson, &session, &Input::Next).session;
                    continue;
                }
                let mut said = Vec::new();
                for ask in 0..3 {
                    if ask == 2 && session.play().is_some() {
                        let moment = Moment { note: Some(Note::WithYou), read: true };
                        said.push(lesson_speech(&context, lesson, &session, moment, None));
                    }
                    let after = step(lesson, &session, &Input::Help);
                    assert!(
                        after.events.iter().all(|event| !matches!(
                            event,
                            Event::Tapped(_)
                                | Event::Chosen(_)
                                | Event::DrillCaseAnswered(_)
                                | Event::WentBack(_)
                        )),
                        "{:?}",
                        after.events
                    );
                    session = after.session;
                    said.push(lesson_speech(&context, lesson, &session, Moment::default(), None));
                }
                for said in &said {
                    assert!(!said.spoken.fragments.is_empty(), "{}: {}", lesson.id, said.shown);
                }
                let mut shown: Vec<&str> = said.iter().map(|said| said.shown.as_str()).collect();
                shown.dedup();
                assert_eq!(shown.len(), said.len(), "{} {now:?}: {shown:?}", lesson.id);
                helped += 1;
            }
            assert!(
                matches!(session.phase, Phase::Card { again: true, .. } | Phase::Finished),
                "{} has no end for those who only ask",
                lesson.id
            );
        }
    }
    assert!(helped > 1_000, "{helped}");
}

/// Once the hand has pointed, it stays at whatever comes next in the step, and what is to be looked
/// at isn't covered by the sentence, whatever the size of the letters.
#[test]
fn the_hand_stays_until_the_step_is_done() {
    let catalog = catalog();
    for text_scale in [100, 200] {
        let context = context(&catalog, text_scale);
        for lesson in catalog.lessons().filter(|lesson| lesson.drill.is_none()) {
            let opened = open(lesson, 7, 0, Purpose::Learn);
            let mut session = Session::at_stage(lesson, &opened, Stage::Alone).unwrap();
            while let Some(number) = session.play().map(|play| play.step) {
                for _ in 0..2 {
                    session = step(lesson, &session, &Input::Help).session;
                }
                while session.play().is_some_and(|play| play.step == number) {
                    let right = right_input(lesson, &session).unwrap().unwrap();
                    let wanted = match &right {
                        Input::Tap(target) => Some(target.to_string()),
                        Input::Back => Some("fixed.back".to_owned()),
                        Input::Next => Some("main".to_owned()),
                        _ => None,
                    };
                    let moment = Moment::default();
                    let screen = lesson_screen(&context, lesson, &session, moment, None);
                    let ScreenView::Lesson(view) = screen else { panic!("a step is on") };
                    let pointed = view.hand.or(view.glow).map(|target| target.to_string());
                    assert_eq!(pointed, wanted, "{} {}", lesson.id, view.step);
                    assert!(!view.reading);
                    let after = step(lesson, &session, &right);
                    let done = |event: &Event| {
                        matches!(event,
                        Event::Tapped(tapped) if tapped.outcome == Outcome::Slip)
                    };
                    assert!(!after.events.iter().any(done));
                    session = after.session;
                }
            }
        }
    }
}
