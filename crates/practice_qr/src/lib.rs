//! Practice codes as pictures: made, and read back by an independent reader.
//!
//! It refuses to draw the text of a real payment code, and to hand out a
//! printed card whose picture does not read back as exactly its code. Files
//! are the caller's business: pictures come and go as bytes.
//!
//! With the feature `print` (on by default) there are [`printable_png`],
//! [`read_picture`] and [`describe_picture`]; without it only [`picture`] and
//! [`describe`], which is all the phone app needs.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that can't go on has failed"))]

mod describe;
mod picture;

#[cfg(feature = "print")]
mod canvas;
#[cfg(feature = "print")]
mod card;
#[cfg(feature = "print")]
mod files;
#[cfg(feature = "print")]
mod grids;
#[cfg(feature = "print")]
mod ink;
#[cfg(feature = "print")]
mod jpeg;
#[cfg(feature = "print")]
mod lettering;
#[cfg(feature = "print")]
mod photo;
#[cfg(feature = "print")]
mod reader;
#[cfg(feature = "print")]
mod shrinking;

pub use describe::{describe, dong};
pub use picture::{LARGEST_SCALE, PictureError, QUIET_ZONE, QrPicture, picture};

#[cfg(feature = "print")]
pub use card::{PrintError, SMALLEST_CARD_SCALE, printable_png};
#[cfg(feature = "print")]
pub use files::{MOST_PIXELS, ReadError};
#[cfg(feature = "print")]
pub use reader::{describe_picture, read_picture};
