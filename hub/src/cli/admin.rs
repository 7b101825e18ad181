//! `admin`: accounts for the pages that people look at. A password comes from standard input, so
//! that it stands in no history and no list of processes; where none comes, one is made and printed.

use std::io::{BufRead, IsTerminal, stdin};
use std::process::ExitCode;

use clap::Subcommand;

use super::keep::ask_or_do;
use crate::console;
use crate::folder::Folder;
use crate::service::Outside;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Adds an account. Its password is the first line of standard input; without one, a password
    /// is made, and printed.
    Add {
        /// What the person types to log in: letters a-z, digits, dots, hyphens.
        name: String,
        /// instructor, group or ward.
        #[arg(long, value_parser = ["instructor", "group", "ward"])]
        role: String,
        /// The residential group of a group's head, or an instructor.
        #[arg(long, value_name = "NAME")]
        group: Option<String>,
        /// The installation of an instructor's device, whose roster they see.
        #[arg(long, value_name = "ID")]
        device: Option<String>,
    },
    /// Takes an account away, and ends what it has open.
    Remove {
        /// Whose.
        name: String,
    },
}

pub(super) async fn run(
    folder: &Folder,
    database: Option<&str>,
    command: Command,
) -> anyhow::Result<ExitCode> {
    let command = match command {
        Command::Add { name, role, group, device } => {
            let (password, is_made) = password()?;
            let made = is_made.then(|| password.clone());
            let command = console::Command::AddAccount { name, role, group, device, password };
            ask_or_do(folder, database, command).await?;
            if let Some(password) = made {
                println!("{password}");
            }
            return Ok(ExitCode::SUCCESS);
        }
        Command::Remove { name } => console::Command::RemoveAccount { name },
    };
    ask_or_do(folder, database, command).await?;
    Ok(ExitCode::SUCCESS)
}

/// What was typed into standard input, or a password of 80 random bits; and whether it was made.
fn password() -> std::io::Result<(String, bool)> {
    let mut typed = String::new();
    // Nothing ever waits for somebody at a terminal.
    if !stdin().is_terminal() {
        stdin().lock().read_line(&mut typed)?;
    }
    let typed = typed.trim_end_matches(['\r', '\n']);
    if !typed.is_empty() {
        return Ok((typed.to_owned(), false));
    }
    let bytes: [u8; 10] = Outside::system().random();
    let letters = data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase();
    let parts: Vec<&str> = [0, 4, 8, 12].map(|at| &letters[at..at + 4]).into();
    Ok((parts.join("-"), true))
}
