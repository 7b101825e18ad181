//! The app as people have it: the real window, real touches, a real folder. No test here looks
//! behind the screen, except to compare what is kept with what was shown.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod demonstration;
mod drill;
mod hands;
mod kill;
mod never_real;
mod newcomer;
mod path;
mod people;
mod rules;
mod sixty_days;
mod touch;
mod voices;
mod workshop;

use driver::learner::Learner;

/// A learner who opens the app for the first time.
fn newcomer() -> Learner {
    Learner::fresh(driver::real::open, |_| {}).expect("the app opens")
}

/// A learner at a lesson's first stage.
fn learner_at(lesson: &str) -> Learner {
    Learner::fresh(driver::real::open, |opening| opening.lesson = Some(lesson.to_owned()))
        .expect("the app opens")
}
