//! A step of a lesson, without the practice phone.

use presenter::{Intent, LessonView};
use protocol::{Stage, TargetId};
use slint::{Global, SharedString};

use crate::{AppWindow, Choice, LessonAdapter, Pointer};

/// The largest text, in percent, at which instruction and practice phone fit together (UX.md).
const LARGEST_BESIDE_PHONE: u16 = 150;

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + Clone + 'static) {
    let adapter = LessonAdapter::get(ui);
    adapter.on_show_instruction(super::sending(&send, || Intent::ShowInstruction));
    adapter.on_chosen(move |choice| send(Intent::Chosen(choice.as_str().into())));
}

pub(super) fn show(ui: &AppWindow, view: &LessonView, text_scale: u16) {
    let adapter = LessonAdapter::get(ui);
    adapter.set_instruction(view.instruction.as_str().into());
    adapter.set_is_remark(view.is_remark);
    adapter.set_reading(view.reading);
    let number_pad = view.phone.page.has_number_pad();
    adapter.set_one_line(!view.reading && (text_scale > LARGEST_BESIDE_PHONE || number_pad));
    adapter.set_main(view.main.as_ref().map(|main| main.label.as_str()).unwrap_or_default().into());
    let choices: Vec<Choice> = view
        .choices
        .iter()
        .map(|choice| Choice { id: choice.id.as_str().into(), label: choice.label.as_str().into() })
        .collect();
    adapter.set_choices(choices.as_slice().into());
    point(ui, view);
}

/// Says what the hand points at or what alone is live: a control of the practice phone, or an
/// answer.
fn point(ui: &AppWindow, view: &LessonView) {
    let marked = view.choices.iter().find(|choice| choice.marked);
    let answer = marked.map(|choice| SharedString::from(format!("choice.{}", choice.id)));
    let control = |id: &Option<TargetId>| id.as_ref().map(|id| SharedString::from(id.as_str()));
    let watching = view.stage == Stage::Watch;
    let hand = control(&view.hand).or_else(|| answer.clone().filter(|_| watching));
    let glow = control(&view.glow).or_else(|| answer.filter(|_| !watching));
    let pointer = Pointer::get(ui);
    pointer.set_hand(hand.unwrap_or_default());
    pointer.set_glow(glow.unwrap_or_default());
}
