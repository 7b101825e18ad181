//! The commands of the desktop program. Each prints what it is asked for on standard output and
//! nothing else there; a failure is one plain sentence on standard error.

mod check;
mod enrol;
mod erase;
mod export;
mod given;
mod qr;
mod say;
mod script;
mod sync;
mod voices;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::app::Opening;
use crate::core::First;

/// Exit code for a finding, or a request that is refused.
const REFUSED: u8 = 1;
/// Exit code for wrong use.
const WRONG_USE: u8 = 2;

#[derive(Parser)]
#[command(name = "camtay", version, about = "Guides an elderly person's hand, step by step.")]
struct Args {
    /// The device's data folder, made if missing.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Opens the app at this lesson.
    #[arg(long, value_name = "ID")]
    lesson: Option<String>,
    /// Whose app it is: an instructor's opens at the lessons to be shown to a room.
    #[arg(long, default_value = "learner")]
    role: Role,
    /// Plays the lessons of this folder and no others, for whoever writes them: each is read anew
    /// when it is saved, and nothing is recorded.
    #[arg(long, value_name = "DIR")]
    lessons: Option<PathBuf>,
    /// Asks whether to be let in by the ward that gave out this code; a `camtay:` link alone does
    /// the same.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["lesson", "role", "lessons"])]
    join: Option<::sync::Code>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Role {
    Learner,
    Instructor,
}

#[derive(Subcommand)]
enum Command {
    /// Checks lessons: prints nothing when they are clean, else one sentence a line.
    Check(check::Args),
    /// Reads a number a line from standard input and prints its words.
    Say(say::Args),
    /// Makes a practice code, or says what a code is.
    #[command(subcommand)]
    Qr(qr::Command),
    /// Prints recorded events as JSON lines.
    Export(export::Args),
    /// Erases a person from every file of the data folder.
    Erase(erase::Args),
    /// Lets a hub let this device in, with a code that works once.
    Enrol(enrol::Args),
    /// Sends what was done to the hubs of the people's wards, and takes in what they have.
    Sync,
    /// Writes a lesson's sentences as a sheet to read from.
    Script(script::Args),
    /// Lists, exports and imports the familiar voices of a device.
    #[command(subcommand)]
    Voices(voices::Command),
}

/// A command's end: done, or refused with a sentence.
type Outcome = Result<ExitCode, String>;

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse_from(with_link(std::env::args_os())) {
        Ok(args) => args,
        Err(error) => return explain_use(&error),
    };
    let opens = args.lesson.is_some() || args.lessons.is_some() || args.role != Role::Learner;
    let opens = opens || args.join.is_some();
    if args.command.is_some() && opens {
        eprintln!(
            "`--lesson`, `--lessons`, `--role` and `--join` open the app, and go with no command"
        );
        return ExitCode::from(WRONG_USE);
    }
    let outcome = match args.command {
        None => {
            let lesson = args.lesson.map(|lesson| lesson.as_str().into());
            let first = match args.role {
                Role::Learner => args.join.map(First::Join).or(lesson.map(First::Lesson)),
                Role::Instructor => Some(First::Demonstration(lesson)),
            };
            open(args.data, first, args.lessons)
        }
        Some(Command::Check(command)) => check::run(&command),
        Some(Command::Say(command)) => say::run(&command),
        Some(Command::Qr(command)) => qr::run(&command),
        Some(Command::Export(command)) => export::run(args.data, &command),
        Some(Command::Erase(command)) => erase::run(args.data, &command),
        Some(Command::Enrol(command)) => enrol::run(args.data, &command),
        Some(Command::Sync) => sync::run(args.data),
        Some(Command::Script(command)) => script::run(&command),
        Some(Command::Voices(command)) => voices::run(args.data, &command),
    };
    outcome.unwrap_or_else(|sentence| {
        eprintln!("{sentence}");
        ExitCode::from(REFUSED)
    })
}

/// A link as the first or only argument is what the system hands over when somebody touched it.
fn with_link(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<OsString> = args.collect();
    if let Some(link) = args.get_mut(1)
        && link.to_str().is_some_and(|text| text.starts_with(wire::LINK_SCHEME))
    {
        let mut option = OsString::from("--join=");
        option.push(&*link);
        *link = option;
    }
    args
}

/// `--help` and `--version` are answered on standard output; everything else is wrong use.
fn explain_use(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        let whole = error.to_string();
        let sentence = whole.lines().next().unwrap_or_default().trim_start_matches("error: ");
        eprintln!("{sentence} (`./run --help` lists the commands)");
        ExitCode::from(WRONG_USE)
    } else {
        print!("{error}");
        ExitCode::SUCCESS
    }
}

fn open(data: Option<PathBuf>, first: Option<First>, lessons: Option<PathBuf>) -> Outcome {
    let folder = data
        .or_else(default_folder)
        .ok_or("there is no home folder to keep data in; name one with --data DIR".to_owned())?;
    let platform = crate::platform::desktop::platform(crate::launch::Places::of(&folder));
    crate::app::open(Opening { first, lessons }, platform).map_err(|error| {
        match error.downcast_ref::<slint::PlatformError>() {
            Some(_) => {
                "there is no display to open a window on; `./run tour --out DIR` plays the app \
                    into pictures instead"
                    .to_owned()
            }
            None => format!("the app cannot open: {error:#}"),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The store of a device's data folder.
fn store_in(folder: &std::path::Path) -> Result<crate::launch::Ready, store::StoreError> {
    let now = crate::core_thread::Clock::new(0).stamp().wall;
    let places = crate::launch::Places::of(folder);
    let ready = crate::launch::store(&places, &mut crate::launch::random_chances(), now)?;
    if let Some(told) = ready.told() {
        eprintln!("{}", told.shown(content::Lang::En));
    }
    Ok(ready)
}

fn default_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "camtay").map(|dirs| dirs.data_dir().to_owned())
}
