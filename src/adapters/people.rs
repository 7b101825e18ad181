//! Pages about the people who share the phone. It refuses what is no known control.

use presenter::{Intent, PeopleIntent, PeopleView};
use slint::Global;

use crate::{AppWindow, PeopleAdapter, PeopleButton, PeopleTile};

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + 'static) {
    PeopleAdapter::get(ui).on_touched(move |id| {
        if let Some(people) = PeopleIntent::of_id(id.as_str()) {
            send(Intent::People(people));
        }
    });
}

pub(super) fn show(ui: &AppWindow, view: &PeopleView) {
    let adapter = PeopleAdapter::get(ui);
    adapter.set_page(view.page.name().into());
    adapter.set_sentence(view.sentence.as_str().into());
    let lines: Vec<slint::SharedString> = view.lines.iter().map(Into::into).collect();
    adapter.set_lines(lines.as_slice().into());
    adapter.set_file(view.file.as_str().into());
    let tiles: Vec<PeopleTile> = view.tiles.iter().map(tile).collect();
    adapter.set_tiles(tiles.as_slice().into());
    let buttons: Vec<PeopleButton> = view.buttons.iter().map(button).collect();
    adapter.set_buttons(buttons.as_slice().into());
    // Only four are ever typed.
    adapter.set_typed(view.typed.and_then(|typed| i32::try_from(typed).ok()).unwrap_or(-1));
    adapter.set_typed_words(view.typed_words.as_str().into());
    adapter.set_can_forget(view.can_forget);
    adapter.set_main(view.main.as_deref().unwrap_or_default().into());
}

fn tile(tile: &presenter::PeopleTile) -> PeopleTile {
    PeopleTile {
        id: tile.intent.id().into(),
        picture: tile.picture.as_str().into(),
        title: tile.title.as_str().into(),
        detail: tile.detail.as_str().into(),
        chosen: tile.chosen,
        locked: tile.locked,
    }
}

fn button(button: &presenter::PeopleButton) -> PeopleButton {
    PeopleButton {
        id: button.intent.id().into(),
        label: button.label.as_str().into(),
        detail: button.detail.as_str().into(),
    }
}
