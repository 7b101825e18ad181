//! The first page: a greeting, the lessons, one large button.

use presenter::{HomeView, Intent, LessonMark as Mark, PathIntent};
use slint::Global;

use crate::{AppWindow, HomeAdapter, LessonMark, LessonTile};

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + Clone + 'static) {
    let adapter = HomeAdapter::get(ui);
    adapter.on_placement_opened(super::sending(&send, || Intent::Path(PathIntent::Placement)));
    adapter.on_settings(super::sending(&send, || Intent::OpenSettings));
    adapter.on_opened(move |lesson| send(Intent::OpenLesson(lesson.as_str().into())));
}

pub(super) fn show(ui: &AppWindow, view: &HomeView) {
    let adapter = HomeAdapter::get(ui);
    adapter.set_greeting(view.greeting.as_str().into());
    adapter.set_main(view.main.as_str().into());
    adapter.set_main_lesson(view.main_lesson.as_str().into());
    adapter.set_today(view.today.as_str().into());
    adapter.set_rests(view.rests);
    adapter.set_placement(view.placement.as_deref().unwrap_or_default().into());
    let due: Vec<LessonTile> = view.due.iter().map(tile).collect();
    adapter.set_due(due.as_slice().into());
    let tiles: Vec<LessonTile> = view.lessons.iter().map(tile).collect();
    adapter.set_picture(view.picture.as_str().into());
    adapter.set_lessons(tiles.as_slice().into());
}

fn tile(tile: &presenter::LessonTile) -> LessonTile {
    LessonTile {
        id: tile.id.as_str().into(),
        heading: tile.heading.as_deref().unwrap_or_default().into(),
        title: tile.title.as_str().into(),
        state: tile.state.as_str().into(),
        mark: match tile.mark {
            Mark::New => LessonMark::New,
            Mark::Begun => LessonMark::Begun,
            Mark::Passed => LessonMark::Passed,
            Mark::Review => LessonMark::Review,
            Mark::Locked => LessonMark::Locked,
        },
        open: tile.open,
    }
}
