//! A lesson shown to a room, its list, and the keys of a keyboard or of a presenter's remote.

use presenter::{
    DemonstrationIntent as Act, DemonstrationScene as Scene, DemonstrationView, DemonstrationsView,
    Intent,
};
use slint::platform::Key;
use slint::{ComponentHandle, Global, SharedString};

use super::{drill, lesson, practice, sending};
use crate::{
    AppWindow, DemonstrationAdapter, DemonstrationScene, DemonstrationTile, Pointer, Theme,
};

/// How high a window is, in logical pixels, in which nothing has to be larger than on a phone.
const PHONE_HEIGHT: f32 = 640.0;

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + Clone + 'static) {
    let adapter = DemonstrationAdapter::get(ui);
    adapter.on_next(sending(&send, || Intent::Demonstration(Act::Next)));
    adapter.on_before(sending(&send, || Intent::Demonstration(Act::Before)));
    adapter.on_slip(sending(&send, || Intent::Demonstration(Act::Slip)));
    adapter.on_mute(sending(&send, || Intent::Demonstration(Act::Mute)));
    let opened = send.clone();
    adapter.on_opened(move |lesson| opened(Intent::OpenLesson(lesson.as_str().into())));
    let shaped = send.clone();
    adapter.on_shaped(move |wide| shaped(Intent::Demonstration(Act::Shape { wide })));
    let window = ui.as_weak();
    adapter.on_resized(move || {
        if let Some(ui) = window.upgrade() {
            enlarge(&ui);
        }
    });
    let window = ui.as_weak();
    adapter.on_key(move |text| {
        if text == SharedString::from(Key::F11) {
            if let Some(ui) = window.upgrade() {
                ui.window().set_fullscreen(!ui.window().is_fullscreen());
            }
            return true;
        }
        let act = act_of(&text);
        if let Some(act) = act {
            send(Intent::Demonstration(act));
        }
        act.is_some()
    });
}

/// What a key does. Presenters' remotes send Page Up, Page Down, F5, Escape, and a full stop or B
/// for a black screen.
fn act_of(text: &str) -> Option<Act> {
    let is = |keys: &[Key]| keys.iter().any(|key| SharedString::from(*key) == text);
    if is(&[Key::RightArrow, Key::DownArrow, Key::PageDown]) {
        return Some(Act::Next);
    }
    if is(&[Key::LeftArrow, Key::UpArrow, Key::PageUp, Key::Backspace]) {
        return Some(Act::Before);
    }
    if is(&[Key::Return, Key::Space]) {
        return Some(Act::Go);
    }
    if is(&[Key::Escape, Key::Back]) {
        return Some(Act::Leave);
    }
    if is(&[Key::F5]) {
        return Some(Act::Start);
    }
    match text {
        "n" | "N" => Some(Act::Next),
        "w" | "W" => Some(Act::Slip),
        "m" | "M" | "b" | "B" | "." => Some(Act::Mute),
        _ => None,
    }
}

/// In a wide window everything is as much larger as the window is higher than a phone's.
fn enlarge(ui: &AppWindow) {
    let adapter = DemonstrationAdapter::get(ui);
    let theme = Theme::get(ui);
    let size = ui.window().size().to_logical(ui.window().scale_factor());
    if adapter.get_text_scale() > 0.0 {
        let most = presenter::TEXT_SCALES[presenter::TEXT_SCALES.len() - 1];
        let room = (size.height / PHONE_HEIGHT).min(f32::from(most) / 100.0);
        let fits = if ui.get_wide() { room } else { 1.0 };
        theme.set_scale(adapter.get_text_scale().max(fits));
    }
}

pub(super) fn show_list(ui: &AppWindow, view: &DemonstrationsView, text_scale: u16) {
    let adapter = DemonstrationAdapter::get(ui);
    adapter.set_list(true);
    adapter.set_title(view.title.as_str().into());
    adapter.set_sentence(view.sentence.as_str().into());
    adapter.set_keys(view.keys.as_str().into());
    let tiles: Vec<DemonstrationTile> = view
        .lessons
        .iter()
        .map(|tile| DemonstrationTile {
            id: tile.id.as_str().into(),
            heading: tile.heading.as_deref().unwrap_or_default().into(),
            title: tile.title.as_str().into(),
        })
        .collect();
    adapter.set_lessons(tiles.as_slice().into());
    let pointer = Pointer::get(ui);
    pointer.set_hand("".into());
    pointer.set_glow(format!("demonstration.lesson.{}", view.chosen).into());
    adapter.set_text_scale(f32::from(text_scale) / 100.0);
    enlarge(ui);
}

pub(super) fn show(ui: &AppWindow, view: &DemonstrationView, text_scale: u16) {
    let adapter = DemonstrationAdapter::get(ui);
    adapter.set_title(view.title.as_str().into());
    adapter.set_counter(view.counter.as_str().into());
    adapter.set_sentence(view.sentence.as_str().into());
    adapter.set_is_remark(view.is_remark);
    adapter.set_can_slip(view.can_slip);
    adapter.set_muted(view.muted);
    adapter.set_scene(match &view.scene {
        Scene::Phone(phone) => {
            practice::show(ui, phone);
            lesson::show(ui, phone, text_scale);
            DemonstrationScene::Phone
        }
        Scene::Case(case) => {
            drill::show(ui, case, text_scale);
            DemonstrationScene::Drill
        }
        Scene::Card(card) => {
            drill::show(ui, card, text_scale);
            DemonstrationScene::Card
        }
        Scene::End => DemonstrationScene::End,
    });
    adapter.set_list(false);
    // A small fixed button is ringed: a hand would cover its words.
    let hand = view.hand.as_deref().unwrap_or_default();
    let (hand, ring) = if hand == "fixed.back" { ("", hand) } else { (hand, "") };
    let pointer = Pointer::get(ui);
    pointer.set_glow(ring.into());
    pointer.set_hand(hand.into());
    adapter.set_text_scale(f32::from(text_scale) / 100.0);
    enlarge(ui);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(key: Key) -> Option<Act> {
        act_of(&SharedString::from(key))
    }

    #[test]
    fn a_keyboard_and_a_remote_do_the_same() {
        for key in [Key::RightArrow, Key::PageDown, Key::DownArrow] {
            assert_eq!(of(key), Some(Act::Next));
        }
        for key in [Key::LeftArrow, Key::PageUp] {
            assert_eq!(of(key), Some(Act::Before));
        }
        assert_eq!((of(Key::Space), of(Key::Return)), (Some(Act::Go), Some(Act::Go)));
        assert_eq!((of(Key::F5), of(Key::Escape)), (Some(Act::Start), Some(Act::Leave)));
        for mute in ["m", "M", "b", "B", "."] {
            assert_eq!(act_of(mute), Some(Act::Mute));
        }
        assert_eq!((act_of("n"), act_of("W")), (Some(Act::Next), Some(Act::Slip)));
        assert_eq!((act_of("x"), act_of(""), of(Key::Tab)), (None, None, None));
    }
}
