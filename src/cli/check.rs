//! `check`: reads lessons as the app does and names everything that is wrong with them.

use std::path::PathBuf;
use std::process::ExitCode;

use content::{Catalog, Lang, Source};

use super::{Outcome, REFUSED};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The folder with the lessons.
    #[arg(default_value = "lessons")]
    folder: PathBuf,
    /// Afterwards, says how much there is of what.
    #[arg(long)]
    report: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    if !args.folder.is_dir() {
        return Err(format!(
            "{} is not a folder; name the one with the lessons",
            args.folder.display()
        ));
    }
    let (catalog, problems) =
        Catalog::read(&Source::Folder(args.folder.clone()), &crate::bundled::words());
    for problem in &problems {
        println!("{problem}");
    }
    if args.report {
        report(&catalog);
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(REFUSED) })
}

fn report(catalog: &Catalog) {
    let library = crate::bundled::library();
    for lesson in catalog.lessons() {
        println!(
            "{}: {} steps, {} simulators",
            lesson.id,
            lesson.steps.len(),
            lesson.simulators.len()
        );
    }
    let wanted = catalog.wanted_clips(Lang::Vi);
    let missing: Vec<_> = wanted
        .iter()
        .filter(|clip| {
            let utterance = narration::Utterance::whole(&clip.text);
            matches!(library.resolve(&utterance), narration::Spoken::Silent { .. })
        })
        .collect();
    println!("{} spoken sentences and words, {} without a clip", wanted.len(), missing.len());
    for clip in missing {
        println!("{}: no clip says `{}`", clip.folder.display(), clip.text);
    }
}
