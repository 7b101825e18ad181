//! `enrol`: a hub lets this device in, with a code that works once: a `camtay:` link, a picture of
//! it, or its short form.

use std::path::PathBuf;
use std::process::ExitCode;

use ::sync::{Code, Https};
use protocol::PersonId;
use store::EventStore;

use super::given::{Given, given};
use super::{Outcome, store_in};
use crate::launch;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The code: a link, a picture of it, or an address and letters.
    #[arg(required = true, value_name = "CODE")]
    code: Vec<String>,
    /// For this person alone (32 hexadecimal digits), not for everybody on the device.
    #[arg(long, value_name = "ID")]
    person: Option<String>,
}

pub(super) fn run(data: Option<PathBuf>, args: &Args) -> Outcome {
    let folder = data.ok_or("name the data folder with --data DIR".to_owned())?;
    let code = code(&args.code.join(" "))?;
    let person = match &args.person {
        None => None,
        Some(text) => Some(PersonId::from_hex(text).ok_or(format!(
            "{text} is no person's id; it has 32 hexadecimal digits, as `export` prints them"
        ))?),
    };
    let mut ready = store_in(&folder).map_err(|error| error.to_string())?;
    let people = ready.store.people().map_err(|error| error.to_string())?;
    if let Some(id) = person.filter(|id| people.iter().all(|known| known.id != *id)) {
        return Err(format!("nobody in this folder has the id {id}"));
    }
    let mut syncer = launch::syncer(&folder, ready.keys).map_err(|error| error.to_string())?;
    let enrolled = syncer
        .enrol(&code, person, &mut ready.store, &mut Https::default())
        .map_err(|error| error.to_string())?;
    eprintln!("this device now belongs to {}", enrolled.ward_name);
    Ok(ExitCode::SUCCESS)
}

fn code(text: &str) -> Result<Code, String> {
    let Given::Picture(file) = given(text)? else {
        return text.parse().map_err(|error: wire::CodeError| error.to_string());
    };
    let found = practice_qr::read_picture(file).map_err(|error| format!("{text}: {error}"))?;
    let codes = found.iter().map(|text| text.parse::<Code>());
    // What is wrong with the only code is said; of several, any good one will do.
    let codes = codes.reduce(|before, next| before.or(next));
    codes.ok_or(format!("{text} shows no code"))?.map_err(|error| error.to_string())
}
