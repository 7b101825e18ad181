//! The app. fn main() {}
fn main() {}
