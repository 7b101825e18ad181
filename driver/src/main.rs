//! Plays the real interface without a display, for tests, pictures and outside drivers.
fn main() {}
