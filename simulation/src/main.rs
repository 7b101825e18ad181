//! `simulation`: the faults to survive, by seed. `--data` makes it the hub that is killed.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use simulation::rows::{ROWS, Row};

#[derive(Parser)]
#[command(name = "simulation", about = "Faults that Cầm Tay has to survive, by seed.")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Meetings of a class.
    Class {
        #[command(subcommand)]
        command: Class,
    },
    /// Runs rows of faults; prints a line for each.
    Faults {
        /// One row alone.
        #[arg(long)]
        row: Option<String>,
        /// How many seeds of each.
        #[arg(long, default_value_t = 20)]
        seeds: u64,
        /// The first of them.
        #[arg(long, default_value_t = 0)]
        first: u64,
        /// Exactly this one, with all that happens in it.
        #[arg(long, requires = "row", conflicts_with_all = ["seeds", "first"])]
        seed: Option<u64>,
    },
}

#[derive(Subcommand)]
enum Class {
    /// A whole meeting on this computer; prints a line of JSON, and fails if anything was lost.
    Simulate {
        /// How many devices come.
        #[arg(long)]
        phones: usize,
        /// How many of a hundred connections are cut.
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=95))]
        drop: u64,
        /// What chance follows from.
        #[arg(long, default_value_t = 0)]
        seed: u64,
    },
}

fn meet(phones: usize, drop: u64, seed: u64) -> ExitCode {
    match simulation::meeting::run(phones, drop, seed) {
        Ok(came) => {
            println!(
                "{}",
                serde_json::json!({
                    "phones": phones,
                    "events": came.events,
                    "seconds": came.seconds,
                    "received_seconds": came.received_seconds,
                    "acknowledged": came.acknowledged,
                    "lost": came.lost,
                    "bytes_up": came.bytes_up,
                    "bytes_down": came.bytes_down,
                })
            );
            if came.lost == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn main() -> ExitCode {
    if simulation::served::is_hub() {
        return hub::cli::main();
    }
    let (row, seeds, first, seed) = match Args::parse().command {
        Command::Class { command: Class::Simulate { phones, drop, seed } } => {
            return meet(phones, drop, seed);
        }
        Command::Faults { row, seeds, first, seed } => (row, seeds, first, seed),
    };
    let (first, seeds) = seed.map_or((first, seeds), |seed| (seed, 1));
    let rows: Vec<&Row> = match &row {
        None => ROWS.iter().collect(),
        Some(name) => match Row::named(name) {
            Some(row) => vec![row],
            None => {
                let names: Vec<_> = ROWS.iter().map(|row| row.name).collect();
                eprintln!("there is no row {name}; there are {}", names.join(", "));
                return ExitCode::from(2);
            }
        },
    };
    println!("{:<14}{:>7}{:>10}{:>10}{:>9}", "row", "seeds", "failures", "events", "seconds");
    let mut failed = false;
    for row in rows {
        let came = row.seeds(first, seeds);
        let (seeds, failures, events) = (came.seeds, came.failed.len(), came.events);
        let seconds = came.seconds;
        println!("{:<14}{seeds:>7}{failures:>10}{events:>10}{seconds:>9.1}", row.name);
        for (at, (seed, what, trace)) in came.failed.iter().enumerate() {
            failed = true;
            eprintln!("{}: seed {seed} fails: {what}", row.name);
            // What happened in the first, as a list of actions.
            if at == 0 {
                trace.iter().for_each(|line| eprintln!("  {line}"));
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
