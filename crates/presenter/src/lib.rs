//! Intents and view models: what a screen shows, in plain types, and what a person can do on it.
//! Knows no toolkit, no clock and no storage. The way of a tap passes through here twice: an
//! [`Intent`] goes in, a [`View`] comes out.

mod context;
mod guard;
mod home;
mod intent;
mod lesson;
mod people;
mod people_screen;
mod phone;
mod view;

pub use context::Context;
pub use guard::{NEW_SCREEN_MILLIS, SAME_CONTROL_MILLIS, SAME_KEY_MILLIS, TouchGuard};
pub use home::{
    NextUp, WelcomePage, address_group, has_passed, home_speech, home_view, is_due, is_open,
    next_up, settings_view, welcome_speech, welcome_view,
};
pub use intent::Intent;
pub use lesson::{DaysToReview, Moment, Note, join as joined, lesson_screen, lesson_speech};
pub use people::{
    PICTURES, PURPOSES, PeopleButton, PeopleFacts, PeopleIntent, PeoplePage, PeopleTile,
    PeopleView, Somebody,
};
pub use people_screen::{
    consent_key, day, digits_said, people_hello, people_speech, people_view, picture_key,
};
pub use view::{
    CardView, ChoiceView, EndView, HomeView, LessonTile, LessonView, Look, MainButton, PhonePage,
    PhoneView, QrView, Row, ScreenView, SettingsView, TEXT_SCALES, Theme, View, WelcomeView,
};
