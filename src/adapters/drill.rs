//! A drill: a case in its drawing, the question, the answers, and what there was to be seen.

use engine::Scene;
use presenter::{CaseView, DrillView, Intent};
use slint::Global;

use crate::{AppWindow, Choice, DrillAdapter, DrillScene, Pointer};

use super::qr;

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + Clone + 'static) {
    let adapter = DrillAdapter::get(ui);
    adapter.on_show_sentence(super::sending(&send, || Intent::ShowInstruction));
    adapter.on_chosen(move |choice| send(Intent::Chosen(choice.as_str().into())));
}

pub(super) fn show(ui: &AppWindow, view: &DrillView, text_scale: u16) {
    let adapter = DrillAdapter::get(ui);
    adapter.set_title(view.title.as_str().into());
    adapter.set_sentence(view.sentence.as_str().into());
    adapter.set_is_advice(view.is_advice);
    adapter.set_card(view.case.is_none());
    adapter.set_reading(view.reading);
    adapter.set_one_line(text_scale > presenter::LARGEST_BESIDE_SCENE);
    adapter.set_main(view.main.as_deref().unwrap_or_default().into());
    let choices: Vec<Choice> = view
        .choices
        .iter()
        .map(|choice| Choice { id: choice.id.as_str().into(), label: choice.label.as_str().into() })
        .collect();
    adapter.set_choices(choices.as_slice().into());
    adapter.set_answered(view.remark.is_some());
    if let Some(remark) = &view.remark {
        adapter.set_right(remark.right);
        adapter.set_opening(remark.opening.as_str().into());
        adapter.set_cue(remark.cue.as_str().into());
        adapter.set_act(remark.act.as_str().into());
    }
    if let Some(case) = &view.case {
        draw(&adapter, case);
    }
    // Nothing is pointed at: what is right is for the learner to find.
    let pointer = Pointer::get(ui);
    pointer.set_hand("".into());
    pointer.set_glow("".into());
}

fn draw(adapter: &DrillAdapter<'_>, case: &CaseView) {
    adapter.set_scene(scene(case.scene));
    adapter.set_skin(case.skin.as_str().into());
    adapter.set_look(case.look.as_str().into());
    for (name, word) in &case.words {
        let word = word.as_str().into();
        match *name {
            "sign" => adapter.set_sign(word),
            "reads" => adapter.set_reads(word),
            "sender" => adapter.set_sender(word),
            "message" => adapter.set_message(word),
            "address" => adapter.set_address(word),
            "heading" => adapter.set_heading(word),
            "field" => adapter.set_field(word),
            _ => {}
        }
    }
    if let Some(code) = &case.code {
        adapter.set_code_words(code.words.as_str().into());
        adapter.set_code(qr::image(&code.text));
    }
}

fn scene(scene: Scene) -> DrillScene {
    match scene {
        Scene::Stall => DrillScene::Stall,
        Scene::PastedStall => DrillScene::PastedStall,
        Scene::Parking => DrillScene::Parking,
        Scene::Motorbike => DrillScene::Motorbike,
        Scene::Message => DrillScene::Message,
        Scene::CodeMessage => DrillScene::CodeMessage,
        Scene::Page => DrillScene::Page,
        Scene::Form => DrillScene::Form,
    }
}
