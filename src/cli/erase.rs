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
    let crate::launch::Ready { mut store, keys, .. } = opened.map_err(|error| error.to_string())?;
    let is_here = store.people().is_ok_and(|all| all.iter().any(|known| known.id == person));
    if is_here && sync::Outbox::exists(&folder) {
        // The hubs hear of it with the next sync, whatever happens now.
        let outbox = sync::Outbox::open(&folder);
        outbox
            .and_then(|mut outbox| outbox.erase(person, &keys))
            .map_err(|error| error.to_string())?;
    }
    store.erase(person).map_err(|error| match error {
        StoreError::NoSuchPerson => format!("nobody in this folder has the id {text}"),
        error => format!("not everything is erased yet: {error}"),
    })?;
    Ok(ExitCode::SUCCESS)
}
