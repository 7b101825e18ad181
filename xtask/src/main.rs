//! What needs more than three lines of shell: `cargo xtask texts|narration|check-lessons|dictionary`.
//!
//! It is for people who build the app, and is never shipped.

mod dictionary;
mod narration;
mod texts;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use content::{Catalog, Lang, Source};

const USAGE: &str = "usage:
  cargo xtask texts [--check]
      makes ui/generated/texts.slint and src/generated/texts.rs from i18n/;
      with --check it only says whether they are fresh and every text is used
  cargo xtask narration [--check] [--recordings DIR] [--remove-stale]
      makes the clips that texts want; with --check it only says what is missing or stale
  cargo xtask check-lessons [DIR]
      says what is wrong with lessons (default: lessons/)
  cargo xtask dictionary FILE
      makes a dictionary that segments are compressed with, from the lessons as they are now";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["texts"] => texts::write(&root()),
        ["texts", "--check"] => texts::check(&root()),
        ["narration", options @ ..] => match narration_options(options) {
            Some(options) => speak(&root(), &options),
            None => return wrong_use(),
        },
        ["check-lessons"] => check_lessons(&root().join("lessons")),
        ["check-lessons", folder] if !folder.starts_with('-') => check_lessons(Path::new(folder)),
        ["dictionary", file] if !file.starts_with('-') => {
            dictionary::write(&root(), Path::new(file))
        }
        _ => return wrong_use(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn wrong_use() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

/// The project's folder, the one above this package.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// All words and lessons of the project.
///
/// # Errors
/// One line for each problem with them.
fn catalog(root: &Path) -> Result<Catalog> {
    let lessons = Source::Folder(root.join("lessons"));
    let (catalog, problems) = Catalog::read(&lessons, &Source::Folder(root.join("i18n")));
    if !problems.is_empty() {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        bail!("{}", lines.join("\n"));
    }
    Ok(catalog)
}

fn check_lessons(folder: &Path) -> Result<()> {
    let words = Source::Folder(root().join("i18n"));
    let problems = content::check(&Source::Folder(folder.to_owned()), &words);
    for problem in &problems {
        println!("{problem}");
    }
    if problems.is_empty() { Ok(()) } else { bail!("{} problems.", problems.len()) }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct NarrationOptions {
    check: bool,
    remove_stale: bool,
    recordings: Option<PathBuf>,
}

fn narration_options(mut args: &[&str]) -> Option<NarrationOptions> {
    let mut options = NarrationOptions::default();
    loop {
        match args {
            [] => return Some(options),
            ["--check", rest @ ..] => (options.check, args) = (true, rest),
            ["--remove-stale", rest @ ..] => (options.remove_stale, args) = (true, rest),
            ["--recordings", folder, rest @ ..] if !folder.starts_with('-') => {
                (options.recordings, args) = (Some(PathBuf::from(folder)), rest);
            }
            _ => return None,
        }
    }
}

/// Makes the clips of everything that is spoken, or says which are missing.
fn speak(root: &Path, options: &NarrationOptions) -> Result<()> {
    let wanted: Vec<narration::Wanted> = catalog(root)?
        .wanted_clips(Lang::Vi)
        .into_iter()
        .map(|clip| narration::Wanted { slug: clip.slug, text: clip.text, folder: clip.folder })
        .collect();
    if options.check {
        let missing: Vec<String> = wanted
            .iter()
            .filter(|clip| !is_there(root, clip))
            .map(|clip| format!("{}: no clip says “{}”.", clip.folder.display(), clip.text))
            .collect();
        if !missing.is_empty() {
            bail!("{}\nRun `cargo xtask narration`.", missing.join("\n"));
        }
        return Ok(());
    }
    let report = narration::run(root, &wanted, options.recordings.as_deref())?;
    print!("{report}");
    if options.remove_stale {
        report.remove_stale()?;
    }
    Ok(())
}

/// Whether the clip's folder has a clip of its text, by hash.
fn is_there(root: &Path, clip: &narration::Wanted) -> bool {
    let hash = ::narration::clip_hash(&clip.text);
    let Ok(entries) = std::fs::read_dir(root.join(&clip.folder)) else { return false };
    let ending = format!("-{hash}.opus");
    entries.filter_map(Result::ok).any(|e| e.file_name().to_string_lossy().ends_with(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narration_is_asked_for_in_any_order() {
        let options = narration_options(&["--recordings", "takes", "--check"]).expect("good");
        assert_eq!((options.check, options.recordings), (true, Some(PathBuf::from("takes"))));
        assert_eq!(narration_options(&[]), Some(NarrationOptions::default()));
        for wrong in [&["--recordings"][..], &["--recordings", "--check"], &["--chekc"]] {
            assert_eq!(narration_options(wrong), None, "{wrong:?}");
        }
    }
}
