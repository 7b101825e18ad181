//! The commands of `camtay-hub`. Each prints what it is asked for on standard output and nothing
//! else there; a failure is one plain sentence on standard error.

mod admin;
mod demo;
mod enrol;
mod keep;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::folder::Folder;
use crate::service::Outside;

/// Exit code for a finding, or a request that is refused.
const REFUSED: u8 = 1;
/// Exit code for wrong use.
const WRONG_USE: u8 = 2;

#[derive(Parser)]
#[command(name = "camtay-hub", version, about = "The ward's hub, and the relay of a class.")]
struct Args {
    /// The hub's data folder.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The database, where it isn't the folder's own: `postgres://…`.
    #[arg(long, global = true, value_name = "URL", env = "CAMTAY_HUB_DATABASE")]
    database: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Begins a hub for a ward.
    Init {
        /// What the ward is called.
        #[arg(long, value_name = "NAME")]
        ward: String,
    },
    /// Serves, until it is told to stop (SIGTERM, or Ctrl-C).
    Serve(serve::Args),
    /// Makes a code that lets one device in; prints it as the last line.
    Enrol(enrol::Args),
    /// Copies the database to a file, also while the hub is serving.
    Backup {
        /// The file, which may not be there yet.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Puts a copy in the database's place. What was there is kept beside it.
    Restore {
        /// The copy.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Checks every signature, chain and count.
    Verify,
    /// Prints events as JSON lines, sorted by log, number and segment.
    Export {
        /// Only those about this person (32 hexadecimal digits).
        #[arg(long, value_name = "ID")]
        person: Option<String>,
    },
    /// Accounts for the pages that people look at.
    #[command(subcommand)]
    Admin(admin::Command),
    /// Makes a plausible ward whose truth is known, and prints that truth.
    Demo(demo::Args),
    /// Erases a person here and on every device.
    Erase {
        /// The person (32 hexadecimal digits).
        #[arg(long, value_name = "ID")]
        person: String,
    },
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return explain_use(&error),
    };
    let Some(folder) = args.data.as_deref().map(Folder::at) else {
        eprintln!("name the hub's folder with --data DIR");
        return ExitCode::from(WRONG_USE);
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("this computer gives the hub no threads: {error}");
            return ExitCode::from(REFUSED);
        }
    };
    let database = args.database.as_deref();
    let done = runtime.block_on(async {
        match args.command {
            Command::Init { ward } => {
                folder.begin(&ward, &Outside::system())?;
                Ok(ExitCode::SUCCESS)
            }
            Command::Serve(args) => serve::run(&folder, database, &args).await,
            Command::Enrol(args) => enrol::run(&folder, database, args).await,
            Command::Backup { to } => keep::backup(&folder, database, to).await,
            Command::Restore { from } => keep::restore(&folder, database, &from).await,
            Command::Verify => keep::verify(&folder, database).await,
            Command::Export { person } => keep::export(&folder, database, person).await,
            Command::Admin(command) => admin::run(&folder, database, command).await,
            Command::Demo(args) => demo::run(&folder, database, args).await,
            Command::Erase { person } => keep::erase(&folder, database, person).await,
        }
    });
    done.unwrap_or_else(|error: anyhow::Error| {
        eprintln!("{error:#}");
        ExitCode::from(REFUSED)
    })
}

/// `--help` and `--version` are answered on standard output; everything else is wrong use.
fn explain_use(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        let whole = error.to_string();
        let sentence = whole.lines().next().unwrap_or_default().trim_start_matches("error: ");
        eprintln!("{sentence} (`./run hub --help` lists the commands)");
        ExitCode::from(WRONG_USE)
    } else {
        print!("{error}");
        ExitCode::SUCCESS
    }
}
