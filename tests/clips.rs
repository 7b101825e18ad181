//! Every sentence that can be spoken has its clips, none is stale, and a deleted one is noticed.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use content::{Catalog, Lang, Source};
use narration::{Library, Spoken, Utterance};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn catalog() -> Catalog {
    let (catalog, problems) = Catalog::read(
        &Source::Folder(root().join("lessons")),
        &Source::Folder(root().join("i18n")),
    );
    assert_eq!(problems, []);
    catalog
}

/// Every clip in the folders of lessons and words.
fn clips() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "opus") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("lessons"), &mut found);
    walk(&root().join("i18n"), &mut found);
    found
}

/// What can't be said with these clips.
fn missing(clips: &[PathBuf]) -> Vec<String> {
    let library = Library::new(clips.iter().map(|path| (path, std::fs::read(path).unwrap())));
    let wanted = catalog().wanted_clips(Lang::Vi);
    wanted
        .into_iter()
        .map(|clip| clip.text)
        .filter(|text| matches!(library.resolve(&Utterance::whole(text)), Spoken::Silent { .. }))
        .collect()
}

#[test]
fn every_wanted_clip_is_there_and_none_is_stale() {
    let clips = clips();
    assert_eq!(missing(&clips), Vec::<String>::new(), "run `just narration`");
    let wanted: BTreeSet<_> = catalog()
        .wanted_clips(Lang::Vi)
        .iter()
        .map(|clip| narration::clip_hash(&clip.text))
        .collect();
    for path in &clips {
        let name = path.file_name().unwrap().to_str().unwrap();
        let hash = narration::hash_of_file_name(name).expect("a clip's name");
        assert!(wanted.contains(hash.as_str()), "{name} says nothing that is wanted any more");
    }
}

#[test]
fn a_deleted_clip_is_noticed_and_its_sentence_is_silent_as_a_whole() {
    let mut clips = clips();
    let number = clips
        .iter()
        .position(|path| path.to_string_lossy().contains(&narration::clip_hash("mươi")))
        .expect("the clip of a number word");
    clips.remove(number);
    assert_eq!(missing(&clips), ["mươi"]);
    let library = Library::new(clips.iter().map(|path| (path, std::fs::read(path).unwrap())));
    let amount = ["ba", "mươi", "lăm", "nghìn", "đồng"].map(str::to_owned).to_vec();
    let utterance =
        Utterance { text: "ba mươi lăm nghìn đồng".to_owned(), fragments: amount };
    assert_eq!(library.resolve(&utterance), Spoken::Silent { missing: vec!["mươi".to_owned()] });
}

#[test]
fn all_sentences_keep_their_pace() {
    let library = Library::new(clips().iter().map(|path| (path, std::fs::read(path).unwrap())));
    let (mut syllables, mut ms) = (0, 0_u64);
    for clip in catalog().wanted_clips(Lang::Vi) {
        let words = clip.text.split_whitespace().count();
        // Words of amounts are measured where amounts are; a pause between two sentences of one
        // clip is no speech.
        let ends = clip.text.matches(['.', '?', '!']).count();
        if words < 4 || ends != 1 {
            continue;
        }
        syllables += words as u64;
        ms += u64::from(library.resolve(&Utterance::whole(&clip.text)).total_ms());
    }
    assert!(syllables > 200, "only {syllables} syllables were measured");
    let pace = |speed: narration::Speed| syllables * 60_000 / speed.lasts_ms(ms);
    println!("syllables a minute: {:?}", narration::Speed::ALL.map(pace));
    assert!((120..=140).contains(&pace(narration::Speed::Slow)));
    assert!((160..=180).contains(&pace(narration::Speed::Normal)));
    assert!((210..=230).contains(&pace(narration::Speed::Fast)));
}
