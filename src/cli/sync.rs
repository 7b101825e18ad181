//! `sync`: what the app does by itself, once.

use std::path::PathBuf;
use std::process::ExitCode;

use ::sync::{Https, LinkKind, Report};

use super::{Outcome, REFUSED, store_in};
use crate::core_thread::Clock;
use crate::launch;

pub(super) fn run(data: Option<PathBuf>) -> Outcome {
    let folder = data.ok_or("name the data folder with --data DIR".to_owned())?;
    let not_enrolled = || {
        "this device belongs to no ward yet: `enrol CODE --data DIR` with a code of the ward's hub"
            .to_owned()
    };
    if !::sync::Outbox::exists(&folder) {
        return Err(not_enrolled());
    }
    let mut ready = store_in(&folder).map_err(|error| error.to_string())?;
    let mut syncer = launch::syncer(&folder, ready.keys).map_err(|error| error.to_string())?;
    if syncer.outbox.hubs().map_err(|error| error.to_string())?.is_empty() {
        return Err(not_enrolled());
    }
    let now = Clock::new(launch::random_u32()).stamp();
    // Whoever asks for it by hand means it, whatever the link costs.
    let report = syncer
        .sync(&mut ready.store, &mut Https::default(), LinkKind::Unmetered, now)
        .map_err(|error| error.to_string())?;
    println!("{}", line(&report));
    for trouble in &report.troubles {
        eprintln!("{}: {}", trouble.ward_name, trouble.error);
    }
    if report.forked {
        eprintln!(
            "another device writes under this one's name: new logs were begun, nothing is lost"
        );
    }
    if report.visited == 0 && report.troubles.is_empty() {
        eprintln!("no hub may be asked: the device's setting allows only a relay in the classroom");
    }
    Ok(if report.visited == 0 || !report.troubles.is_empty() {
        ExitCode::from(REFUSED)
    } else {
        ExitCode::SUCCESS
    })
}

fn line(report: &Report) -> String {
    let Report { sent, acknowledged, received, pending, traffic, .. } = report;
    let fields = [
        ("sent", *sent),
        ("acknowledged", *acknowledged),
        ("received", *received),
        ("pending", *pending),
        ("bytes_up", traffic.up),
        ("bytes_down", traffic.down),
        ("round_trips", traffic.round_trips),
    ];
    let fields: Vec<_> = fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", fields.join(","))
}
