//! Code made by `cargo xtask`; a test fails where it is stale.

mod texts;

pub(crate) use texts::set_texts;
