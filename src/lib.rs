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
mod launch;

#[cfg(not(target_os = "android"))]
pub use inline::{AppOptions, Heard, InlineApp};

#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "made by the Slint compiler")]
mod window {
    slint::include_modules!();
}
pub use window::*;
