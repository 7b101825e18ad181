//! The welcome. It refuses to guess: what isn't one of the known forms of address is handed on to
//! nobody.

use presenter::{Intent, WelcomeView};
use slint::{ComponentHandle, Global, Model};
use vietnamese::Address;

use crate::{AppWindow, WelcomeAdapter};

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + 'static) {
    let window = ui.as_weak();
    WelcomeAdapter::get(ui).on_chosen(move |index| {
        let Some(ui) = window.upgrade() else { return };
        let adapter = WelcomeAdapter::get(&ui);
        let Ok(index) = usize::try_from(index) else { return };
        if adapter.get_choosing_group() {
            send(Intent::AddressGroup(index));
        } else if let Some(words) = adapter.get_choices().row_data(index)
            && let Some(address) = Address::ALL.into_iter().find(|form| words == form.capitalised())
        {
            send(Intent::Address(address));
        }
    });
}

pub(super) fn show(ui: &AppWindow, view: &WelcomeView) {
    let adapter = WelcomeAdapter::get(ui);
    adapter.set_sentence(view.sentence.as_str().into());
    adapter.set_main(view.main.as_deref().unwrap_or_default().into());
    adapter.set_guest(view.guest.as_deref().unwrap_or_default().into());
    let choices: Vec<slint::SharedString> = view.choices.iter().map(Into::into).collect();
    adapter.set_choices(choices.as_slice().into());
    adapter.set_choosing_group(view.choosing_group);
}
