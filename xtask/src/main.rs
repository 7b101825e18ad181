//! What needs more than three lines of shell.
fn main() {}
