//! The card before a stage.

use presenter::CardView;
use slint::Global;

use crate::{AppWindow, StageCardAdapter};

pub(super) fn show(ui: &AppWindow, view: &CardView) {
    let adapter = StageCardAdapter::get(ui);
    adapter.set_title(view.title.as_str().into());
    adapter.set_number(i32::from(view.number));
    adapter.set_name(view.name.as_str().into());
    adapter.set_sentence(view.sentence.as_str().into());
    adapter.set_main(view.main.as_str().into());
}
