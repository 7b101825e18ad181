//! The driver's commands: `tour` and `drive`. Prints on standard output only what the command
//! promises; a failure is one plain sentence on standard error.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use driver::app::{MORNING, Opening};
use driver::session::Session;
use driver::{drive, real, tour};
use engine::calendar::Offset;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use protocol::UnixMillis;

/// Plays the real interface without a display.
#[derive(Parser)]
#[command(name = "driver", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plays every screen and every stage of the lessons into pictures and `tour.json`.
    Tour {
        /// Where the pictures and `tour.json` go.
        #[arg(long)]
        out: PathBuf,
        /// Ends with 1 and a sentence a line if a rule of the interface is broken.
        #[arg(long)]
        check: bool,
        #[command(flatten)]
        options: Options,
    },
    /// The app on JSON lines: requests on standard input, answers on standard output.
    Drive {
        /// The device's data folder, made if missing.
        #[arg(long)]
        data: PathBuf,
        #[command(flatten)]
        options: Options,
    },
}

#[derive(Args)]
struct Options {
    /// A lesson; may be given more than once.
    #[arg(long)]
    lesson: Vec<String>,
    /// An author's folder: its lessons and no others; nothing is recorded.
    #[arg(long, value_name = "DIR")]
    lessons: Option<PathBuf>,
    /// The window in logical pixels.
    #[arg(long, default_value = "360x640", value_parser = size)]
    size: [f32; 2],
    /// Text size in percent.
    #[arg(long, value_parser = text_scale)]
    text_scale: Option<u16>,
    /// Colours.
    #[arg(long)]
    theme: Option<Theme>,
    /// Language.
    #[arg(long)]
    lang: Option<Lang>,
    /// How numbers are read.
    #[arg(long)]
    region: Option<Region>,
    /// Where varying names and amounts come from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the clock starts, such as 2026-03-02T08:00:00+07:00; days begin and end by its
    /// distance from UTC, and with `Z`, which tells none, as in Viet Nam.
    #[arg(long, value_parser = moment)]
    now: Option<(UnixMillis, Offset)>,
    /// Whose app it is.
    #[arg(long, default_value = "learner")]
    role: Role,
}

#[derive(Clone, Copy, ValueEnum)]
enum Theme {
    Light,
    Contrast,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Vi,
    En,
}

#[derive(Clone, Copy, ValueEnum)]
enum Region {
    North,
    South,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Role {
    Learner,
    Instructor,
}

fn size(text: &str) -> Result<[f32; 2], String> {
    let wrong = || format!("a size is written like 360x640, not `{text}`");
    let (width, height) = text.split_once('x').ok_or_else(wrong)?;
    let side = |text: &str| match text.parse::<u16>() {
        Ok(side @ 120..=8_192) => Ok(f32::from(side)),
        _ => Err(wrong()),
    };
    Ok([side(width)?, side(height)?])
}

fn text_scale(text: &str) -> Result<u16, String> {
    match text.parse() {
        Ok(scale) if presenter::TEXT_SCALES.contains(&scale) => Ok(scale),
        _ => Err(format!("a text size is one of {:?}, not `{text}`", presenter::TEXT_SCALES)),
    }
}

fn moment(text: &str) -> Result<(UnixMillis, Offset), String> {
    let time: jiff::Timestamp = text.parse().map_err(|error| format!("{error}"))?;
    let pieces = Pieces::parse(text).map_err(|error| format!("{error}"))?;
    let here = match pieces.offset() {
        Some(PiecesOffset::Numeric(told))
            if told.offset() != jiff::tz::Offset::UTC || !told.is_negative() =>
        {
            Offset::of_minutes(i64::from(told.offset().seconds()).div_euclid(60))
        }
        _ => None,
    };
    Ok((UnixMillis(time.as_millisecond()), here.unwrap_or_default()))
}

fn name<T: ValueEnum>(value: Option<T>) -> Option<String> {
    value.and_then(|value| value.to_possible_value()).map(|value| value.get_name().to_owned())
}

impl Options {
    fn opening(&self, data: PathBuf, now: UnixMillis) -> anyhow::Result<Opening> {
        let (now, here) = self.now.unwrap_or((now, Offset::VIETNAM));
        Ok(Opening {
            here,
            microphone: None,
            data,
            now,
            seed: self.seed,
            size: self.size,
            text_scale: self.text_scale,
            theme: name(self.theme),
            lang: name(self.lang),
            region: name(self.region),
            lesson: None,
            instructor: self.role == Role::Instructor,
            lessons: self.lessons.clone(),
        })
    }
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return explain_use(&error),
    };
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(1)
        }
    }
}

/// `--help` and `--version` are answered on standard output; everything else is wrong use, said in
/// one sentence.
fn explain_use(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        print!("{error}");
        return ExitCode::SUCCESS;
    }
    let whole = error.to_string();
    // What is wrong may go on over indented lines; then comes how it is used.
    let said = whole.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
    eprintln!("{}", said.split_whitespace().collect::<Vec<_>>().join(" "));
    ExitCode::from(2)
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Tour { out, check, options } => {
            let scratch = tour::scratch()?;
            let opening = options.opening(scratch.path().to_owned(), MORNING)?;
            anyhow::ensure!(
                tour::may_write(&out),
                "{} holds something that is no tour, and would be mixed up with one",
                out.display()
            );
            let toured = tour::run(
                real::open,
                &tour::Plan {
                    opening,
                    beside_lessons: options.lesson.is_empty(),
                    lessons: options.lesson,
                    out,
                },
            )?;
            let faults = tour::report(&toured);
            eprintln!("{} screens, {} findings", toured.entries.len(), faults.len());
            if check {
                faults.iter().for_each(|fault| println!("{fault}"));
            }
            Ok(ExitCode::from(u8::from(check && !faults.is_empty())))
        }
        Command::Drive { data, options } => {
            anyhow::ensure!(options.lesson.len() < 2, "one app opens at one lesson only");
            let system = UnixMillis(jiff::Timestamp::now().as_millisecond());
            let mut opening = options.opening(data, system)?;
            opening.lesson = options.lesson.into_iter().next();
            let mut session = Session::open(real::open, &opening)?;
            drive::serve(&mut session, std::io::stdin().lock(), std::io::stdout().lock())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
