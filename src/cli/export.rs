//! `export`: what was recorded, as JSON lines in an order of their own.

use std::path::PathBuf;
use std::process::ExitCode;

use protocol::{PersonId, export_line};
use store::EventStore;

use super::{Outcome, store_in};

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
    let opened = store_in(&folder).map_err(|error| error.to_string())?;
    let unknown = |id: &PersonId| {
        opened.store.people().is_ok_and(|all| all.iter().all(|known| known.id != *id))
    };
    if let Some(id) = person.filter(unknown) {
        return Err(format!("nobody in this folder has the id {id}"));
    }
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
