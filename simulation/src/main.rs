//! `simulation`: runs what has to be survived, by seed.

use std::process::ExitCode;
use std::time::Instant;

use simulation::{Plan, run};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let first: u64 = args.next().and_then(|text| text.parse().ok()).unwrap_or(0);
    let count: u64 = args.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut plan = Plan::ALL;
    for off in args {
        match off.as_str() {
            "erasures" => plan.erasures = 0,
            "disks" => plan.disks = 0,
            "crashes" => plan.crashes = 0,
            "restores" => plan.restores = 0,
            "clones" => plan.clones = 0,
            "setbacks" => plan.setbacks = 0,
            "revocations" => plan.revocations = 0,
            "moves" => plan.moves = 0,
            "weather" => plan.weather = Plan::FAIR.weather,
            _ => {}
        }
    }
    let started = Instant::now();
    for seed in first..first + count {
        match run(seed, &plan) {
            Ok(outcome) => {
                println!("{seed}: {} events {:.1}", outcome.events, started.elapsed().as_secs_f64())
            }
            Err((what, trace)) => {
                if count == 1 {
                    for line in trace {
                        println!("{line}");
                    }
                }
                println!("{seed}: FAILED {what}");
            }
        }
    }
    ExitCode::SUCCESS
}
