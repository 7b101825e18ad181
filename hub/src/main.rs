//! The program `camtay-hub`.

fn main() {}
