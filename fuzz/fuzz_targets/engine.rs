//! Any bytes as touches in the shipped lessons: no panic, nobody trapped, and the events always
//! rebuild the play.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

static LESSONS: LazyLock<Vec<engine::Lesson>> = LazyLock::new(|| {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let (catalog, _) = content::Catalog::read(
        &content::Source::Folder(root.join("lessons")),
        &content::Source::Folder(root.join("i18n")),
    );
    catalog.lessons().cloned().collect()
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for lesson in LESSONS.iter() {
        engine::fuzzing::play_anything(lesson, bytes);
    }
    engine::fuzzing::play_anything(&engine::fuzzing::any_drill(bytes), bytes);
});
