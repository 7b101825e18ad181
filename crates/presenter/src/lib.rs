//! Intents and view models: what a screen shows, in plain types, and what a person can do on it.
//! Knows no toolkit, no clock and no storage. The way of a tap passes through here twice: an
//! [`Intent`] goes in, a [`View`] comes out.

mod intent;
mod view;

pub use intent::Intent;
pub use view::{
    CardView, ChoiceView, EndView, HomeView, LessonTile, LessonView, Look, MainButton, PhonePage,
    PhoneView, QrView, Row, ScreenView, SettingsView, Theme, View, WelcomeView, TEXT_SCALES,
};
