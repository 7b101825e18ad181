//! The app as people have it: the real window, real touches, a real folder. No test here looks
//! behind the screen, except to compare what is kept with what was shown.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

mod demonstration;
mod drill;
mod hands;
mod helping;
mod kill;
mod never_real;
mod newcomer;
mod outside;
mod path;
mod people;
mod rules;
mod silence;
mod sixty_days;
mod touch;
mod voices;
mod way_out;
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

/// The ids of the lessons that are offered, in the order of the path.
fn lessons() -> Vec<String> {
    let mut learner = newcomer();
    learner.do_right_until(20, |place| place.screen == "home").expect("the first page comes");
    let offered = learner.session().expect("it is open").app().lessons();
    assert!(!offered.is_empty(), "no lesson is offered");
    offered
}
