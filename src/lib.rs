//! The app's shell: alone knows Slint, the sound card and Android.

#[cfg(not(target_os = "android"))]
pub mod cli;
#[cfg(not(target_os = "android"))]
mod inline;

pub mod adapters;
#[cfg(any(test, target_os = "android"))]
mod android;
pub mod app;
pub mod bundled;
pub mod core;
mod core_thread;
pub mod effects;
mod generated;
pub mod launch;
pub mod platform;
pub mod script;
mod sync_thread;
pub mod workshop;
mod zone;

#[cfg(not(target_os = "android"))]
pub use inline::{AppOptions, Heard, InlineApp, SoundState};

#[allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    reason = "made by the Slint compiler"
)]
mod window {
    slint::include_modules!();
}
pub use window::*;

/// Shows a view, with the window's own words in its language.
fn show(ui: &AppWindow, view: &presenter::View) {
    use slint::Global;
    let adapter = AppAdapter::get(ui);
    if adapter.get_language() != view.look.language.as_str() {
        adapter.set_language(view.look.language.as_str().into());
        let lang = view.look.language.parse().unwrap_or(content::Lang::Vi);
        generated::set_texts(ui, &bundled::catalog(), lang);
    }
    adapters::show(ui, view);
}
