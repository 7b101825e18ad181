//! `demo`: a plausible ward with known truth.

use std::path::PathBuf;
use std::process::ExitCode;

use super::serve;
use crate::demo::{self, Demo};
use crate::folder::Folder;
use crate::service::Outside;

#[derive(clap::Args)]
pub(super) struct Args {
    /// How many people live in the ward.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    people: u32,
    /// In how many residential groups.
    #[arg(long, default_value_t = 26, value_parser = clap::value_parser!(u16).range(1..=500))]
    groups: u16,
    /// How many days they have been learning.
    #[arg(long, default_value_t = 180, value_parser = clap::value_parser!(u32).range(1..=3_650))]
    days: u32,
    /// Stops after so many events.
    #[arg(long, default_value_t = u64::MAX)]
    events: u64,
    /// What everything follows from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder with the lessons that they learn.
    #[arg(long, value_name = "DIR", env = "CAMTAY_LESSONS", default_value = "lessons")]
    lessons: PathBuf,
}

pub(super) async fn run(
    folder: &Folder,
    database: Option<&str>,
    args: Args,
) -> anyhow::Result<ExitCode> {
    if !folder.is_begun() {
        folder.begin("Phường Minh Họa (dữ liệu bịa)", &Outside::system())?;
    }
    let _lock = folder.lock()?;
    let hub = serve::open(folder, database).await?;
    let Args { people, groups, days, events, seed, lessons } = args;
    let demo = Demo { people, groups, days, max_events: events, seed };
    let made = demo::make(&hub, &demo, &lessons).await?;
    println!("{}", serde_json::to_string(&made)?);
    Ok(ExitCode::SUCCESS)
}
