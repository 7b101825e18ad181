//! `say`: numbers from standard input, in words.

use std::io::BufRead;
use std::process::ExitCode;

use vietnamese::{Dong, Region, number_words};

use super::Outcome;

/// The largest number that is read: 999 × 10¹⁵ and what follows.
const LARGEST: u64 = 999_999_999_999_999_999;

#[derive(clap::Args)]
pub(super) struct Args {
    /// Reads amounts of money: ends in *đồng*.
    #[arg(long)]
    money: bool,
    /// How numbers are read.
    #[arg(long, default_value = "north", value_parser = ["north", "south"])]
    region: String,
}

pub(super) fn run(args: &Args) -> Outcome {
    let region = if args.region == "south" { Region::South } else { Region::North };
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line =
            line.map_err(|_| format!("line {} cannot be read; it has to be text", number + 1))?;
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        println!(
            "{}",
            words(text, args.money, region).map_err(|why| format!("line {}: {why}", number + 1))?
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn words(text: &str, money: bool, region: Region) -> Result<String, String> {
    if money {
        return Dong::parse(text)
            .map(|dong| dong.words(region))
            .map_err(|error| format!("{error}; write an amount such as 35000 or 35.000 ₫"));
    }
    let plain: u64 = text
        .parse()
        .map_err(|_| "that is not a whole number from 0 to 999999999999999999".to_owned())?;
    if plain > LARGEST {
        return Err("that is too large; 999999999999999999 is the largest".to_owned());
    }
    Ok(number_words(plain, region))
}
