//! Plays the real interface without a display, for tests, pictures and outside drivers. Real
//! windows, drawn by the renderer that the phone uses; real pointer and key events; a clock that
//! moves only when told to. Never shipped.

pub mod app;
pub mod backend;
pub mod bounds;
pub mod colour;
pub mod control;
pub mod drive;
mod gallery;
pub mod input;
pub mod learner;
pub mod picture;
#[cfg(feature = "app")]
pub mod real;
pub mod rules;
pub mod seek;
pub mod session;
pub mod text_facts;
pub mod tour;
pub mod tree;
pub mod tremor;
pub mod walk;
pub mod ways;
