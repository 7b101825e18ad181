//! The corpus of the engine's fuzzer, through the same function and the shipped lessons, without
//! the fuzzer.

use std::path::Path;

use content::{Catalog, Source};

#[test]
fn the_committed_corpus_of_the_engine() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (catalog, problems) =
        Catalog::read(&Source::Folder(root.join("lessons")), &Source::Folder(root.join("i18n")));
    assert_eq!(problems, []);
    let mut runs = 0;
    for entry in std::fs::read_dir(root.join("fuzz/corpus/engine")).expect("the corpus is there") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("a file");
        for lesson in catalog.lessons() {
            engine::fuzzing::play_anything(lesson, &bytes);
            runs += 1;
        }
        engine::fuzzing::play_anything(&engine::fuzzing::any_drill(&bytes), &bytes);
    }
    assert!(runs >= 20, "only {runs} runs");
}
