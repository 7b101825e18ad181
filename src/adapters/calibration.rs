//! Calibration and placement: pages that say one thing, and pages on which something is fitted.

use presenter::{CalibrationPage, CalibrationView, Intent, NoticeView, Offset, PathIntent};
use slint::Global;

use crate::{AppAdapter, AppWindow, CalibrationAdapter, Fitting, NoticeAdapter};

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + Clone + 'static) {
    let path = |intent: PathIntent| super::sending(&send, move || Intent::Path(intent.clone()));
    AppAdapter::get(ui).on_declined(path(PathIntent::Unknown));
    NoticeAdapter::get(ui).on_left(path(PathIntent::Later));
    let adapter = CalibrationAdapter::get(ui);
    adapter.on_smaller(path(PathIntent::Smaller));
    adapter.on_larger(path(PathIntent::Larger));
    adapter.on_quieter(path(PathIntent::Quieter));
    adapter.on_louder(path(PathIntent::Louder));
    adapter.on_slower(path(PathIntent::Slower));
    adapter.on_faster(path(PathIntent::Faster));
    adapter.on_passed_over(path(PathIntent::PassOver));
    let down = send.clone();
    adapter.on_down(move |x, y, last_x, last_y| {
        down(Intent::Path(PathIntent::Down(offset(x, y), offset(last_x, last_y))));
    });
    adapter.on_up(move |x, y| send(Intent::Path(PathIntent::Up(offset(x, y)))));
}

/// Logical pixels, rounded. No screen has more than an `i32` holds; the cast saturates.
fn offset(x: f32, y: f32) -> Offset {
    #[allow(clippy::cast_possible_truncation, reason = "saturates")]
    Offset { x: x.round() as i32, y: y.round() as i32 }
}

pub(super) fn show_notice(ui: &AppWindow, view: &NoticeView) {
    let adapter = NoticeAdapter::get(ui);
    adapter.set_about(view.about.into());
    adapter.set_sentence(view.sentence.as_str().into());
    adapter.set_main(view.main.as_str().into());
    adapter.set_later(view.later.as_deref().unwrap_or_default().into());
}

pub(super) fn show(ui: &AppWindow, view: &CalibrationView) {
    let adapter = CalibrationAdapter::get(ui);
    adapter.set_fitting(match view.page {
        CalibrationPage::Voice => Fitting::Voice,
        CalibrationPage::Touch => Fitting::Touch,
        CalibrationPage::Text | CalibrationPage::Hello | CalibrationPage::Done => Fitting::Text,
    });
    adapter.set_sentence(view.sentence.as_str().into());
    adapter.set_sample(view.sample.as_str().into());
    adapter.set_main(view.main.as_deref().unwrap_or_default().into());
    adapter.set_flower(view.flower.into());
    let [smaller, larger, quieter, louder, slower, faster] = view.can;
    adapter.set_can_smaller(smaller);
    adapter.set_can_larger(larger);
    adapter.set_can_quieter(quieter);
    adapter.set_can_louder(louder);
    adapter.set_can_slower(slower);
    adapter.set_can_faster(faster);
}
