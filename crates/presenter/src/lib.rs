//! Intents and view models: what a screen shows, in plain types, and what a person can do on it.
//! Knows no toolkit, no clock and no storage. The way of a tap passes through here twice: an
//! [`Intent`] goes in, a [`View`] comes out.

mod aloud;
mod context;
mod demonstration;
mod doors;
mod drill;
mod guard;
mod helping;
mod home;
mod intent;
mod keyboard;
mod lesson;
mod outside;
mod path;
mod pause;
mod people;
mod people_screen;
mod phone;
mod steadiness;
mod today;
mod touch_test;
mod view;
mod voice;
mod voices;

pub use context::Context;
pub use demonstration::{
    DemonstrationIntent, DemonstrationScene, DemonstrationTile, DemonstrationView,
    DemonstrationsView, Showing, demonstration_speech, demonstration_view, demonstrations_view,
    telling_slip,
};
pub use doors::{DOORS, Door, DoorView};
pub use drill::{CaseView, DrillView, LARGEST_BESIDE_SCENE, RemarkView};
pub use guard::{NEW_SCREEN_MILLIS, SAME_CONTROL_MILLIS, SAME_KEY_MILLIS, TouchGuard};
pub use helping::{DECLINE, FIXED_BACK, HelpView, MAIN, leads_on, may_lead_on};
pub use home::{
    WelcomePage, address_group, has_passed, home_speech, home_view, is_due, is_open, settings_view,
    welcome_speech, welcome_view,
};
pub use intent::Intent;
pub use keyboard::{Entered, KeyboardView, KeysShown, TextEntry, TypingView};
pub use lesson::{DaysToReview, Moment, Note, Went, join as joined, lesson_screen, lesson_speech};
pub use outside::{outside_key, outside_note};
pub use path::{
    CalibrationPage, CalibrationView, Fitted, NoticeView, PathIntent, PlacementPage,
    calibration_notice, calibration_speech, calibration_view, next_text_scale, placement_notice,
    placement_speech,
};
pub use pause::{PausePage, pause_notice, pause_speech};
pub use people::{
    PICTURES, PURPOSES, PeopleButton, PeopleFacts, PeopleIntent, PeoplePage, PeopleTile,
    PeopleView, SendingFacts, Somebody,
};
pub use people_screen::{
    consent_key, day, digits_said, people_hello, people_speech, people_view, picture_key,
};
pub use steadiness::{
    AimedTouch, FURTHEST_REACH_PX, FURTHEST_SLIDE_PX, LONGEST_KEY_MILLIS, LONGEST_REPEAT_MILLIS,
    Steadiness,
};
pub use today::{Left, NextUp, next_up};
pub use touch_test::{Offset, TOUCHES, TouchTest};
pub use view::{
    CardView, ChoiceView, EndView, HomeView, LessonMark, LessonTile, LessonView, Look, MainButton,
    PhonePage, PhoneView, QrView, Row, ScreenView, SettingsView, TEXT_SCALES, Theme, View,
    WelcomeView,
};
pub use voice::{LOUDNESSES, Manner, Speed};
pub use voices::{
    PartSummary, Taking, VoiceSummary, VoicesIntent, VoicesPage, VoicesRow, VoicesView, voices_view,
};
