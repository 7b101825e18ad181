//! Every lesson as it is shown to a room: each moment has a sentence for the back row, each slip on
//! purpose is explained, and nobody is addressed.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::path::Path;

use content::{Catalog, Lang, Source};
use engine::{Phase, Session, open, right_input, step};
use presenter::{
    Context, DemonstrationScene, Look, Moment, Showing, Theme, demonstration_speech,
    demonstration_view, demonstrations_view, telling_slip,
};
use protocol::{LessonId, Purpose, Stage};
use vietnamese::Region;

fn catalog() -> Catalog {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (catalog, problems) =
        Catalog::read(&Source::Folder(root.join("lessons")), &Source::Folder(root.join("i18n")));
    assert_eq!(problems, []);
    catalog
}

fn for_a_room(catalog: &Catalog) -> Context<'_> {
    Context {
        catalog,
        lang: Lang::Vi,
        region: Region::North,
        address: None,
        audience: true,
        look: Look { text_scale: 200, theme: Theme::Light, language: "vi".to_owned() },
    }
}

#[test]
fn every_moment_has_a_sentence_and_every_slip_an_explanation() {
    let catalog = catalog();
    let context = for_a_room(&catalog);
    for lesson in catalog.lessons() {
        let opened = open(lesson, 1, 0, Purpose::Learn);
        let mut session = Session::at_stage(lesson, &opened, Stage::Alone).unwrap();
        let (mut slips, mut moments) = (0, 0);
        while !matches!(session.phase, Phase::Card { .. } | Phase::Finished) || moments == 0 {
            moments += 1;
            let showing = Showing {
                hand: None,
                muted: false,
                wide: true,
                ended: false,
                moment: Moment::default(),
            };
            let view = demonstration_view(&context, lesson, &session, showing);
            assert!(!view.sentence.is_empty() && !view.reading && !view.is_remark, "{view:?}");
            let slip = telling_slip(&context, lesson, &session);
            assert_eq!(view.can_slip, slip.is_some(), "{view:?}");
            if let Some(slip) = slip {
                slips += 1;
                let wrong = step(lesson, &session, &slip).session;
                let shown = demonstration_view(&context, lesson, &wrong, showing);
                assert!(shown.is_remark && shown.sentence != view.sentence, "{shown:?}");
                let moment = Moment::default();
                let said = demonstration_speech(&context, lesson, &wrong, moment, false);
                assert!(!said.spoken.text.is_empty() && !said.spoken.text.starts_with("Mời"));
            }
            let hand = right_input(lesson, &session).unwrap().unwrap();
            let showing = Showing { hand: Some(&hand), ..showing };
            let pointed = demonstration_view(&context, lesson, &session, showing);
            assert_eq!(pointed.hand.is_none(), hand == engine::Input::Next, "{pointed:?}");
            session = step(lesson, &session, &hand).session;
            if moments > 1 && view.scene == DemonstrationScene::End {
                break;
            }
        }
        assert!(slips > 0 && moments > 3, "{}: {slips} slips, {moments} moments", lesson.id);
    }
}

#[test]
fn a_room_is_ba_con_and_every_lesson_is_in_the_list() {
    let catalog = catalog();
    let context = for_a_room(&catalog);
    assert_eq!(context.word("home-greeting"), "Chào bà con! Hôm nay mình cùng học nhé.");
    let list = demonstrations_view(&context, catalog.lessons(), &LessonId::from("qr-pay"));
    assert_eq!(list.lessons.len(), catalog.lessons().count());
    assert!(list.lessons.iter().all(|tile| !tile.title.is_empty()));
}
