//! `admin`: accounts for the pages that people look at. A password comes from standard input, so
//! that it stands in no history and no list of processes.

use std::io::{BufRead, stdin};
use std::process::ExitCode;

use clap::Subcommand;

use super::keep::ask_or_do;
use crate::console;
use crate::folder::Folder;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Adds an account; its password is the first line of standard input.
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
            let mut password = String::new();
            stdin().lock().read_line(&mut password)?;
            let password = password.trim_end_matches(['\r', '\n']).to_owned();
            console::Command::AddAccount { name, role, group, device, password }
        }
        Command::Remove { name } => console::Command::RemoveAccount { name },
    };
    ask_or_do(folder, database, command).await?;
    Ok(ExitCode::SUCCESS)
}
