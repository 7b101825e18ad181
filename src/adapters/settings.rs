//! The settings: text size, colours, voice, how numbers are read, language.

use content::Lang;
use presenter::{Door, DoorView, Intent, LOUDNESSES, SettingsView, Speed, Theme};
use slint::Global;
use vietnamese::Region;

use crate::{AppWindow, DoorTile, SettingsAdapter};

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + Clone + 'static) {
    let adapter = SettingsAdapter::get(ui);
    let chosen = send.clone();
    adapter.on_text_scale_chosen(move |percent| {
        if let Ok(percent) = u16::try_from(percent) {
            chosen(Intent::TextScale(percent));
        }
    });
    let chosen = send.clone();
    adapter.on_contrast_chosen(move |on| {
        chosen(Intent::Theme(if on { Theme::Contrast } else { Theme::Light }));
    });
    let chosen = send.clone();
    adapter.on_narration_chosen(move |on| chosen(Intent::Narration(on)));
    let chosen = send.clone();
    adapter.on_speed_chosen(move |name| {
        if let Some(speed) = Speed::parse(name.as_str()) {
            chosen(Intent::Speed(speed));
        }
    });
    let chosen = send.clone();
    adapter.on_loudness_chosen(move |percent| {
        if let Some(percent) = LOUDNESSES.into_iter().find(|known| i32::from(*known) == percent) {
            chosen(Intent::Loudness(percent));
        }
    });
    let chosen = send.clone();
    adapter.on_south_chosen(move |on| {
        chosen(Intent::Region(if on { Region::South } else { Region::North }));
    });
    let chosen = send.clone();
    adapter.on_door_opened(move |name| {
        if let Some(door) = Door::named(&name) {
            chosen(Intent::OpenDoor(door));
        }
    });
    adapter.on_english_chosen(move |on| {
        send(Intent::Language(if on { Lang::En } else { Lang::Vi }));
    });
}

pub(super) fn show(ui: &AppWindow, view: &SettingsView) {
    let adapter = SettingsAdapter::get(ui);
    adapter.set_text_scale(i32::from(view.text_scale));
    adapter.set_mine(view.mine);
    adapter.set_contrast(view.theme == Theme::Contrast);
    adapter.set_narration(view.narration);
    adapter.set_speed(view.speed.as_str().into());
    adapter.set_loudness(i32::from(view.loudness));
    adapter.set_south(view.region == "south");
    adapter.set_english(view.language == "en");
    let doors: Vec<DoorTile> = view.doors.iter().map(door).collect();
    adapter.set_doors(doors.as_slice().into());
}

fn door(view: &DoorView) -> DoorTile {
    DoorTile { name: view.door.name().into(), label: view.label.as_str().into() }
}
