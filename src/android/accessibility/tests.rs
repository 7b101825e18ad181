//! A reader on a phone that isn't there: small windows with one of each kind of element, and the app
//! itself, from its greeting to a keyboard.

mod app;
mod elements;
mod requests;
mod scene;
