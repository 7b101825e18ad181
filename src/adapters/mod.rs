//! Between the presenter's plain types and the window's: one adapter per screen.
//!
//! They translate and hand on, nothing else: no adapter decides what a touch means, keeps what it
//! has shown, or makes up a word.

mod calibration;
mod demonstration;
mod drill;
mod home;
mod keyboard;
mod lesson;
mod lesson_end;
mod people;
mod practice;
mod qr;
mod settings;
mod stage_card;
mod voices;
mod welcome;

use presenter::{Intent, ScreenView, View};
use slint::Global;

use crate::{AppAdapter, AppWindow, Pointer, Screen, Theme};

/// Hands on everything that a person does in the window.
pub fn connect(ui: &AppWindow, send: impl Fn(Intent) + Clone + 'static) {
    let app = AppAdapter::get(ui);
    app.on_main(sending(&send, || Intent::Main));
    app.on_replay(sending(&send, || Intent::Replay));
    app.on_back(sending(&send, || Intent::Back));
    app.on_help(sending(&send, || Intent::Help));
    welcome::connect(ui, send.clone());
    home::connect(ui, send.clone());
    settings::connect(ui, send.clone());
    lesson::connect(ui, send.clone());
    calibration::connect(ui, send.clone());
    keyboard::connect(ui, send.clone());
    drill::connect(ui, send.clone());
    people::connect(ui, send.clone());
    demonstration::connect(ui, send.clone());
    voices::connect(ui, send.clone());
    practice::connect(ui, send);
}

/// Shows all that is to be seen now.
pub fn show(ui: &AppWindow, view: &View) {
    let theme = Theme::get(ui);
    theme.set_scale(f32::from(view.look.text_scale) / 100.0);
    theme.set_reach(f32::from(view.steadiness.reach_px));
    theme.set_slide(f32::from(view.steadiness.slide_px));
    theme.set_contrast(view.look.theme == presenter::Theme::Contrast);

    // The screen's words go in before it comes up, so that nothing old flashes by.
    let screen = match &view.screen {
        ScreenView::Welcome(welcome) => {
            welcome::show(ui, welcome);
            Screen::Welcome
        }
        ScreenView::Home(home) => {
            home::show(ui, home);
            Screen::Home
        }
        ScreenView::Settings(settings) => {
            settings::show(ui, settings);
            Screen::Settings
        }
        ScreenView::StageCard(card) => {
            stage_card::show(ui, card);
            Screen::StageCard
        }
        ScreenView::Lesson(lesson) => {
            practice::show(ui, lesson);
            // The page first: a control of the old one is not to be pointed at.
            lesson::show(ui, lesson, view.look.text_scale);
            Screen::Lesson
        }
        ScreenView::LessonEnd(end) => {
            lesson_end::show(ui, end);
            Screen::LessonEnd
        }
        ScreenView::Notice(notice) => {
            calibration::show_notice(ui, notice);
            Screen::Notice
        }
        ScreenView::Calibration(calibration) => {
            calibration::show(ui, calibration);
            Screen::Calibration
        }
        ScreenView::Typing(typing) => {
            keyboard::show(ui, typing);
            Screen::Typing
        }
        ScreenView::Drill(drill) => {
            drill::show(ui, drill, view.look.text_scale);
            Screen::Drill
        }
        ScreenView::People(people) => {
            people::show(ui, people);
            Screen::People
        }
        ScreenView::Demonstrations(list) => {
            demonstration::show_list(ui, list, view.look.text_scale);
            Screen::Demonstration
        }
        ScreenView::Demonstration(shown) => {
            demonstration::show(ui, shown, view.look.text_scale);
            Screen::Demonstration
        }
        ScreenView::Voices(view) => {
            voices::show(ui, view);
            Screen::Voices
        }
    };
    let app = AppAdapter::get(ui);
    let help = view.help.as_ref();
    let over = view.trouble.as_deref().or(help.map(|help| help.sentence.as_str()));
    app.set_trouble(over.unwrap_or_default().into());
    app.set_decline(view.decline.as_deref().unwrap_or_default().into());
    app.set_silent(view.silent.as_deref().unwrap_or_default().into());
    app.set_screen(screen);
    point(ui, view);
    let said = match over {
        Some(over) => format!("{over}\n{}", view.screen.aloud()),
        None => view.screen.aloud(),
    };
    app.set_said(said.into());
    app.set_shown(app.get_shown().wrapping_add(1));
}

/// Says what help points at; the screens on which more is pointed at have said it themselves.
fn point(ui: &AppWindow, view: &View) {
    let pointer = Pointer::get(ui);
    match &view.help {
        Some(help) => {
            pointer.set_hand("".into());
            pointer.set_glow(help.control.as_str().into());
        }
        None if matches!(
            view.screen,
            ScreenView::Lesson(_) | ScreenView::Demonstrations(_) | ScreenView::Demonstration(_)
        ) => {}
        None => {
            pointer.set_hand("".into());
            pointer.set_glow("".into());
        }
    }
}

/// A callback without arguments that hands on one intent.
fn sending<S: Fn(Intent) + Clone + 'static>(
    send: &S,
    intent: impl Fn() -> Intent + 'static,
) -> impl FnMut() + 'static {
    let send = send.clone();
    move || send(intent())
}
