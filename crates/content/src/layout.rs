//! Which files belong where. Refuses strays: a misnamed file would otherwise be passed over in
//! silence, and its author would never know why nothing changes.

use std::collections::BTreeSet;

use crate::plain::is_good_id;
use crate::problem::{Problems, quote, suggest};
use crate::source::{Files, Source};
use crate::units;

/// The folders of lessons that have files of their own.
pub(crate) fn lesson_folders(files: &Files) -> BTreeSet<&str> {
    let folders = files.keys().filter_map(|path| path.split_once('/').map(|(folder, _)| folder));
    folders.filter(|folder| is_good_id(folder)).collect()
}

/// Whether a path is a file of words in this folder (`vi/`).
pub(crate) fn is_app_text(path: &str, folder: &str) -> bool {
    let name = path.strip_prefix(folder);
    name.is_some_and(|name| name.ends_with(".ftl") && !name.contains('/'))
}

/// Tells files that don't belong into the folder of lessons, and those that are missing there.
pub(crate) fn check_lessons(source: &Source, files: &Files, problems: &mut Problems) {
    if files.contains_key("lesson.toml") {
        let message = "This is the folder of one lesson. Name the folder above it.";
        problems.add(&source.told(""), 1, message);
        return;
    }
    let mut strange = BTreeSet::new();
    for path in files.keys() {
        let Some((folder, within)) = path.split_once('/') else {
            if !path.ends_with(".md") && path != units::FILE {
                let message = "This file belongs to no lesson. Move it into a lesson's folder.";
                problems.add(&source.told(path), 1, message);
            }
            continue;
        };
        if !is_good_id(folder) {
            strange.insert(folder);
        } else if !belongs(within, &["lesson.toml", "text/vi.ftl", "text/en.ftl"]) {
            let hint = suggest(within, &["lesson.toml", "text/vi.ftl", "text/en.ftl"]);
            let message = format!("A lesson has no file {}.{hint}", quote(within));
            problems.add(&source.told(path), 1, message);
        }
    }
    for folder in strange {
        let message = "This folder can't be the name of a lesson. Use the letters a to z, digits \
                       and single hyphens, like `qr-pay`.";
        problems.add(&source.told(folder), 1, message);
    }
    for id in lesson_folders(files) {
        for file in ["lesson.toml", "text/vi.ftl", "text/en.ftl"] {
            let path = format!("{id}/{file}");
            if !files.contains_key(&path) && !problems.touch(&source.told(&path)) {
                problems.add(&source.told(&path), 1, "This file is missing. Write it.");
            }
        }
    }
}

/// Tells files that don't belong among the app's own words.
pub(crate) fn check_app(source: &Source, files: &Files, problems: &mut Problems) {
    for path in files.keys() {
        let within = path.split_once('/').filter(|(folder, _)| ["vi", "en"].contains(folder));
        let fits = match within {
            Some((_, name)) => {
                name.starts_with("narration/") || (name.ends_with(".ftl") && !name.contains('/'))
            }
            None => path.ends_with(".md"),
        };
        if !fits {
            let message = "The app's words are in `vi/<area>.ftl` and `en/<area>.ftl`. Move this \
                           file there, or remove it.";
            problems.add(&source.told(path), 1, message);
        }
    }
}

fn belongs(within: &str, texts: &[&str]) -> bool {
    texts.contains(&within)
        || within.starts_with("narration/")
        || within.starts_with("pictures/")
        || (within.ends_with(".md") && !within.contains('/'))
}
