//! What is carried inside the program: lessons, words and spoken clips. So the app is complete
//! with no connection and no other file.

use std::sync::{Arc, OnceLock};

use content::{Catalog, Source};
use include_dir::{Dir, DirEntry, include_dir};
use narration::Library;

static LESSONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lessons");
static WORDS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/i18n");

/// The lessons and words that were built in. They are checked before a build is accepted, so what
/// a reader would complain about here cannot be.
#[must_use]
pub fn catalog() -> Arc<Catalog> {
    static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
    let read = || {
        let (catalog, _problems) =
            Catalog::read(&Source::Embedded(&LESSONS), &Source::Embedded(&WORDS));
        Arc::new(catalog)
    };
    Arc::clone(CATALOG.get_or_init(read))
}

/// The app's own words, as they were built in.
#[must_use]
pub fn words() -> Source {
    Source::Embedded(&WORDS)
}

/// The spoken clips that were built in.
#[must_use]
pub fn library() -> Arc<Library> {
    static LIBRARY: OnceLock<Arc<Library>> = OnceLock::new();
    let read = || {
        let mut clips = Vec::new();
        collect(&LESSONS, &mut clips);
        collect(&WORDS, &mut clips);
        Arc::new(Library::new(clips))
    };
    Arc::clone(LIBRARY.get_or_init(read))
}

/// Bytes of lessons, words and clips in the program, for the size report.
#[must_use]
pub fn content_bytes() -> usize {
    fn bytes(dir: &Dir<'_>) -> usize {
        dir.entries()
            .iter()
            .map(|entry| match entry {
                DirEntry::Dir(dir) => bytes(dir),
                DirEntry::File(file) => file.contents().len(),
            })
            .sum()
    }
    bytes(&LESSONS) + bytes(&WORDS)
}

fn collect(dir: &'static Dir<'static>, clips: &mut Vec<(&'static str, &'static [u8])>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, clips),
            DirEntry::File(file) if file.path().extension().is_some_and(|ext| ext == "opus") => {
                if let Some(path) = file.path().to_str() {
                    clips.push((path, file.contents()));
                }
            }
            DirEntry::File(_) => {}
        }
    }
}
