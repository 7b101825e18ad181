//! `erase`: takes everything about a person from every file of a data folder.

use std::path::PathBuf;
use std::process::ExitCode;

use protocol::PersonId;
use store::{EventStore, StoreError};

use super::Outcome;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The person (32 hexadecimal digits).
    #[arg(long, value_name = "ID")]
    person: String,
}

pub(super) fn run(data: Option<PathBuf>, args: &Args) -> Outcome {
    let folder = data.ok_or("name the data folder with --data DIR".to_owned())?;
    let text = &args.person;
    let person = PersonId::from_hex(text).ok_or(format!(
        "{text} is no person's id; it has 32 hexadecimal digits, as `export` prints them"
    ))?;
    let opened = super::store_in(&folder);
    let mut store = opened.map_err(|error| error.to_string())?.store;
    store.erase(person).map_err(|error| match error {
        StoreError::NoSuchPerson => format!("nobody in this folder has the id {text}"),
        error => format!("not everything is erased yet: {error}"),
    })?;
    Ok(ExitCode::SUCCESS)
}
