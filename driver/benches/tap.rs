//! From a tap to its event on the disk and the next frame drawn, on a screen of 720 × 1600,
//! beside what one fdatasync costs in the same folder; and memory after both lessons were
//! played ten times. Prints tables; fails on nothing but a fault.

use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

use driver::learner::Learner;

fn main() -> anyhow::Result<()> {
    let mut learner = Learner::fresh(driver::real::open, |opening| {
        opening.size = [720.0, 1600.0];
        opening.lesson = Some("phone-touch".to_owned());
    })?;

    let (durable, taps) = measure_taps(&mut learner)?;
    let syncs = measure_syncs()?;
    println!("| 720 × 1600 | p50 ms | p99 ms | n |");
    println!("|---|---|---|---|");
    row("tap → durable, words and properties set", &durable);
    row("tap → durable → next frame, drawn in full", &taps);
    row("one fdatasync of 4 KiB, same disk", &syncs);

    let first = resident_kib()?;
    println!();
    println!("| lessons played | resident KiB |");
    println!("|---|---|");
    println!("| 1 | {first} |");
    for round in 2..=10 {
        play_both(&mut learner)?;
        println!("| {round} | {} |", resident_kib()?);
    }
    Ok(())
}

/// Plays touching and paying, and times every touch.
fn measure_taps(learner: &mut Learner) -> anyhow::Result<(Vec<Duration>, Vec<Duration>)> {
    let (mut durable, mut times) = (Vec::new(), Vec::new());
    for _ in 0..400 {
        let place = learner.place()?;
        if place.screen == "lesson-end" && place.lesson.as_deref() == Some("qr-pay") {
            break;
        }
        if place.screen == "home" {
            learner.tap("home.lesson.qr-pay")?;
            continue;
        }
        let session = learner.session()?;
        session.advance(700);
        let Some(id) = session.app().right_element() else { break };
        let Ok(touch) = session.find(&driver::session::Aim::Id(&id)) else {
            learner.do_right()?;
            continue;
        };
        let begun = Instant::now();
        session.press(touch.at);
        session.release(touch.at);
        durable.push(begun.elapsed());
        let picture = session.app().window().take_snapshot()?;
        times.push(begun.elapsed());
        anyhow::ensure!(picture.width() == 720, "the frame is {} wide", picture.width());
    }
    Ok((durable, times))
}

fn play_both(learner: &mut Learner) -> anyhow::Result<()> {
    learner.do_right_until(10, |place| place.screen == "home")?;
    for lesson in ["phone-touch", "qr-pay"] {
        learner.tap(&format!("home.lesson.{lesson}"))?;
        learner.do_right_until(120, |place| place.screen == "lesson-end")?;
        learner.do_right_until(3, |place| place.screen == "home")?;
    }
    Ok(())
}

fn measure_syncs() -> anyhow::Result<Vec<Duration>> {
    let folder = tempfile::tempdir()?;
    let mut file = File::create(folder.path().join("sync"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        file.write_all(&[7; 4096])?;
        let begun = Instant::now();
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    Ok(times)
}

fn row(name: &str, times: &[Duration]) {
    let mut sorted = times.to_vec();
    sorted.sort();
    let at = |part: f64| {
        let index = ((sorted.len() as f64 - 1.0) * part).round() as usize;
        sorted[index].as_secs_f64() * 1000.0
    };
    println!("| {name} | {:.1} | {:.1} | {} |", at(0.5), at(0.99), sorted.len());
}

fn resident_kib() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(number.unwrap_or("0").parse()?)
}
