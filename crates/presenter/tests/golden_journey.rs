//! What is shown and said along the right way through each lesson, as a text to be read by a
//! person whenever it changes.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::fmt::Write;
use std::path::Path;

use content::{Catalog, Lang, Source};
use engine::{Session, open, right_input, step};
use presenter::{Context, Look, Moment, ScreenView, Theme, lesson_screen, lesson_speech};
use protocol::{LessonId, Purpose};
use vietnamese::{Address, Region};

fn journey(lesson: &str, lang: Lang, region: Region) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (catalog, problems) =
        Catalog::read(&Source::Folder(root.join("lessons")), &Source::Folder(root.join("i18n")));
    assert_eq!(problems, []);
    let context = Context {
        catalog: &catalog,
        lang,
        region,
        address: Some(Address::Ba),
        audience: false,
        look: Look { text_scale: 100, theme: Theme::Light, language: lang.as_str().to_owned() },
    };
    let lesson = catalog.lesson(&LessonId::from(lesson)).unwrap();
    let mut session = Session::new(lesson, &open(lesson, 1, 0, Purpose::Learn)).unwrap();
    let moment = Moment { note: None, read: true };
    let mut text = String::new();
    loop {
        let view = lesson_screen(&context, lesson, &session, moment, Some(1));
        let said = lesson_speech(&context, lesson, &session, moment, Some(1));
        writeln!(text, "{}", line(&view)).unwrap();
        if !said.spoken.fragments.is_empty() {
            writeln!(text, "    «{}»", said.spoken.text).unwrap();
        }
        let Some(input) = right_input(lesson, &session).unwrap() else { return text };
        session = step(lesson, &session, &input).session;
    }
}

fn line(view: &ScreenView) -> String {
    match view {
        ScreenView::StageCard(card) => {
            format!("== {}. {}: {} [{}]", card.number, card.name, card.sentence, card.main)
        }
        ScreenView::Lesson(view) => {
            let phone = &view.phone;
            let mut line = format!("{} {}: {}", view.step, page(view), view.instruction);
            for (name, value) in [("payee", &phone.payee), ("amount", &phone.amount)] {
                if !value.is_empty() {
                    write!(line, " | {name} {value}").unwrap();
                }
            }
            for (name, target) in [("hand", &view.hand), ("glow", &view.glow)] {
                if let Some(target) = target {
                    write!(line, " | {name} {target}").unwrap();
                }
            }
            if let Some(main) = &view.main {
                write!(line, " [{}]", main.label).unwrap();
            }
            for choice in &view.choices {
                write!(line, " ({})", choice.label).unwrap();
            }
            line
        }
        ScreenView::LessonEnd(end) => {
            format!("== {} {} {} {}", end.praise, end.can_now, end.own_money, end.next_review)
        }
        other => format!("{other:?}"),
    }
}

fn page(view: &presenter::LessonView) -> String {
    format!("{:?}", view.phone.page)
}

#[test]
fn the_right_way_through_touching() {
    insta::assert_snapshot!(journey("phone-touch", Lang::Vi, Region::North));
}

#[test]
fn the_right_way_through_paying() {
    insta::assert_snapshot!(journey("qr-pay", Lang::Vi, Region::North));
}

#[test]
fn the_right_way_through_paying_in_the_south() {
    let north = journey("qr-pay", Lang::Vi, Region::North);
    let south = journey("qr-pay", Lang::Vi, Region::South);
    assert!(north.contains("ba mươi lăm nghìn đồng") && !north.contains("ngàn"));
    assert!(south.contains("ba mươi lăm ngàn đồng") && !south.contains("nghìn đồng"));
}

#[test]
fn the_right_way_through_paying_in_english() {
    insta::assert_snapshot!(journey("qr-pay", Lang::En, Region::North));
}
