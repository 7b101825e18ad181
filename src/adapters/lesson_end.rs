//! The end of a lesson.

use presenter::EndView;
use slint::Global;

use crate::{AppWindow, LessonEndAdapter};

pub(super) fn show(ui: &AppWindow, view: &EndView) {
    let adapter = LessonEndAdapter::get(ui);
    adapter.set_praise(view.praise.as_str().into());
    adapter.set_can_now(view.can_now.as_str().into());
    adapter.set_own_money(view.own_money.as_str().into());
    adapter.set_next_review(view.next_review.as_str().into());
    adapter.set_main(view.main.as_str().into());
}
