//! Reads and checks lessons and the app's own words.
//!
//! Teachers write both: TOML for a lesson's structure, Fluent for words. Everything that is wrong
//! is told at once, each with its file and line and with what to do. Content is data: nothing in
//! it can run, name a file or leave its folder, and whatever its bytes are, reading them ends in
//! a catalog and a list of sentences, never in a panic.
//!
//! This crate draws nothing, plays nothing and keeps nothing; it knows no screen.

mod catalog;
mod clips;
mod damage;
mod lang;
mod layout;
mod lesson;
mod plain;
mod problem;
mod source;
mod structure;
mod texts;
mod units;

pub use catalog::Catalog;
pub use clips::Wanted;
pub use lang::{Lang, UnknownLang};
pub use problem::Problem;
pub use source::{MAX_DEPTH, MAX_FILE_BYTES, MAX_FILES, Source};
pub use texts::app::{CONTROL_PREFIX, SPOKEN_FILES};
pub use texts::said::{Arg, Said};
pub use units::UNIT_PREFIX;

/// Everything that is wrong with `lessons`, with `app_texts` as the app's own words; empty when
/// all is well.
#[must_use]
pub fn check(lessons: &Source, app_texts: &Source) -> Vec<Problem> {
    Catalog::read(lessons, app_texts).1
}

/// Reads `bytes` as a file of any kind that a stranger could hand us: a lesson's structure and
/// its words. For fuzzing and its corpus; what comes of it is only that it ends.
///
/// The bytes are split at a line of `%%`: structure, Vietnamese, English, the app's own words.
#[must_use]
pub fn read_anything(bytes: &[u8]) -> Vec<Problem> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(4).position(|four| four == b"\n%%\n") {
        let (part, after) = rest.split_at(at + 1);
        parts.push(part);
        rest = after.get(3..).unwrap_or_default();
    }
    parts.push(rest);
    let part = |number: usize| parts.get(number).copied().unwrap_or_default().to_vec();
    let lessons = Source::files([
        ("fuzzed/lesson.toml", part(0)),
        ("fuzzed/text/vi.ftl", part(1)),
        ("fuzzed/text/en.ftl", part(2)),
    ]);
    let app = Source::files([("vi/app.ftl", part(3))]);
    let (catalog, problems) = Catalog::read(&lessons, &app);
    let args = [("amount", Arg::Dong(35_000)), ("payee", Arg::Text("Lan"))];
    for lang in Lang::ALL {
        let _ = catalog.wanted_clips(lang);
        for key in catalog.app_keys() {
            let _ = catalog.app_said(lang, vietnamese::Region::North, key, &args);
        }
    }
    problems
}
