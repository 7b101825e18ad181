//! The settings: text size, colours, voice, how numbers are read, language.

use content::Lang;
use presenter::{Intent, SettingsView, Theme};
use slint::Global;
use vietnamese::Region;

use crate::{AppWindow, SettingsAdapter};

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
    adapter.on_south_chosen(move |on| {
        chosen(Intent::Region(if on { Region::South } else { Region::North }));
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
    adapter.set_south(view.region == "south");
    adapter.set_english(view.language == "en");
}
