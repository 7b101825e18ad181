//! Recording a familiar voice: a list, or one sentence in huge letters.

use presenter::{Intent, VoicesIntent, VoicesView};
use slint::Global;

use super::sending;
use crate::{AppWindow, VoicesAdapter, VoicesRow};

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + Clone + 'static) {
    let adapter = VoicesAdapter::get(ui);
    adapter.on_second_chosen(sending(&send, || Intent::Voices(VoicesIntent::Second)));
    adapter.on_row_chosen(move |id| send(Intent::Voices(VoicesIntent::Row(id.into()))));
}

pub(super) fn show(ui: &AppWindow, view: &VoicesView) {
    let adapter = VoicesAdapter::get(ui);
    adapter.set_page(view.page.into());
    adapter.set_title(view.title.as_str().into());
    adapter.set_sentence(view.sentence.as_str().into());
    adapter.set_reading(view.reading.as_str().into());
    adapter.set_level(view.level.map_or(-1, i32::from));
    adapter.set_level_words(view.level_words.as_str().into());
    adapter.set_second(view.second.as_deref().unwrap_or_default().into());
    adapter.set_main(view.main.as_deref().unwrap_or_default().into());
    let row = |row: &presenter::VoicesRow| VoicesRow {
        id: row.id.as_str().into(),
        label: row.label.as_str().into(),
        about: row.about.as_str().into(),
        done: row.done,
    };
    let rows: Vec<VoicesRow> = view.rows.iter().map(row).collect();
    adapter.set_rows(rows.as_slice().into());
}
