//! `export`: what was recorded, as JSON lines in an order of their own.

use std::path::PathBuf;
use std::process::ExitCode;

use protocol::{PersonId, export_line};
use store::{EventStore, SqliteStore};

use super::Outcome;
use crate::launch::random_chances;

#[derive(clap::Args)]
pub(super) struct Args {
    /// Only events about this person (32 hexadecimal digits).
    #[arg(long, value_name = "ID")]
    person: Option<String>,
}

pub(super) fn run(data: Option<PathBuf>, args: &Args) -> Outcome {
    let folder = data.ok_or("name the data folder with --data DIR".to_owned())?;
    let person = match &args.person {
        None => None,
        Some(text) => Some(PersonId::from_hex(text).ok_or(format!(
            "{text} is no person's id; it has 32 hexadecimal digits, as `export` prints them"
        ))?),
    };
    let mut chances = random_chances();
    let opened = SqliteStore::open(&folder, || {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&chances().to_le_bytes());
        id[8..].copy_from_slice(&chances().to_le_bytes());
        id
    })
    .map_err(|error| error.to_string())?;
    let mut events = match person {
        None => opened.store.events_after(0),
        Some(person) => opened.store.events_of(person),
    }
    .map_err(|error| error.to_string())?;
    events.sort_by_key(|recorded| recorded.id);
    for recorded in &events {
        println!("{}", export_line(recorded));
    }
    Ok(ExitCode::SUCCESS)
}
