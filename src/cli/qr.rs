//! `qr make` and `qr read`: practice codes as pictures, and what a code is.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use practice_code::PracticeCode;
use vietnamese::Dong;

use super::Outcome;
use super::given::{Given, given};

/// Pixels a module of the code: 3 mm squares at 100 dots to the inch.
const CARD_SCALE: usize = 12;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Makes a practice code that no bank pays, with the words around it.
    Make {
        /// Whose name it shows.
        #[arg(long)]
        payee: String,
        /// An amount, such as 35000 or 35.000; without it the buyer types one.
        #[arg(long)]
        amount: Option<String>,
        /// The picture to write.
        #[arg(long, value_name = "FILE.png")]
        out: PathBuf,
    },
    /// Says in one line what a code is: practice, real, or not a payment code.
    Read {
        /// A picture (PNG, JPEG, WebP, GIF or BMP), or the text of a code.
        #[arg(value_name = "FILE|TEXT")]
        code: String,
    },
}

pub(super) fn run(command: &Command) -> Outcome {
    match command {
        Command::Make { payee, amount, out } => make(payee, amount.as_deref(), out),
        Command::Read { code } => read(code),
    }
}

fn make(payee: &str, amount: Option<&str>, out: &Path) -> Outcome {
    let amount = amount
        .map(|text| Dong::parse(text).map(Dong::get))
        .transpose()
        .map_err(|error| format!("{error}; write an amount such as 35000 or 35.000"))?;
    let code = PracticeCode::for_payee(payee, amount).map_err(|error| error.to_string())?;
    let picture =
        practice_qr::printable_png(&code, CARD_SCALE).map_err(|error| error.to_string())?;
    std::fs::write(out, picture)
        .map_err(|error| format!("{} cannot be written: {error}", out.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn read(code: &str) -> Outcome {
    let line = match given(code)? {
        Given::Text => practice_qr::describe(code),
        Given::Picture(file) => {
            practice_qr::describe_picture(file).map_err(|error| format!("{code}: {error}"))?
        }
    };
    println!("{line}");
    Ok(ExitCode::SUCCESS)
}
