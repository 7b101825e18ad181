//! Intents and view models: what a screen shows, in plain types, and what a person can do on it.
//! Knows no toolkit, no clock and no storage. The way of a tap passes through here twice: an
//! [`Intent`] goes in, a [`View`] comes out.

mod context;
mod doors;
mod drill;
mod guard;
mod home;
mod intent;
mod lesson;
mod phone;
mod view;

pub use context::Context;
pub use doors::{DOORS, Door, DoorView};
pub use drill::{CaseView, DrillView, LARGEST_BESIDE_SCENE, RemarkView};
pub use guard::{NEW_SCREEN_MILLIS, SAME_CONTROL_MILLIS, SAME_KEY_MILLIS, TouchGuard};
pub use home::{
    NextUp, WelcomePage, address_group, has_passed, home_speech, home_view, is_due, is_open,
    next_up, settings_view, welcome_speech, welcome_view,
};
pub use intent::Intent;
pub use lesson::{DaysToReview, Moment, Note, lesson_screen, lesson_speech};
pub use view::{
    CardView, ChoiceView, EndView, HomeView, LessonTile, LessonView, Look, MainButton, PhonePage,
    PhoneView, QrView, Row, ScreenView, SettingsView, TEXT_SCALES, Theme, View, WelcomeView,
};
