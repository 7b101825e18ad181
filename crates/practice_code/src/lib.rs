//! The text of practice payment codes.
