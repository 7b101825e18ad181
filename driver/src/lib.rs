//! Plays the real interface without a display.

pub mod backend;
pub mod bounds;
pub mod colour;
pub mod input;
pub mod picture;
pub mod rules;
pub mod text_facts;
pub mod tree;
pub mod walk;
