//! The real program in a real window, under an X server without a screen: how soon its first frame
//! is there, beside a bare Slint window; what it weighs on its first page; what it does while
//! nothing happens. Needs `Xvfb`; `scripts/bench` says what to build first.
//!
//! `desktop APP BARE SECONDS`: two programs, and how long to watch the idle one.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat};

const DISPLAY: &str = ":77";
const RUNS: usize = 15;

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let (Some(app), Some(bare)) = (args.next(), args.next()) else {
        println!("desktop APP BARE SECONDS: not run without programs to measure");
        return Ok(());
    };
    let seconds: u64 = args.next().map_or(Ok(60), |seconds| seconds.parse())?;
    let server = Command::new("Xvfb")
        .args([DISPLAY, "-screen", "0", "1280x1000x24", "-nolisten", "tcp"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("Xvfb doesn't start; apt-get install xvfb")?;
    let _server = Stopped(server);
    let (x, screen) = connect()?;
    let root = x.setup().roots[screen].root;
    let folder = tempfile::tempdir()?;

    let mut rows = Vec::new();
    for (name, program) in [("Cầm Tay", &app), ("a bare Slint window", &bare)] {
        let mut times = Vec::new();
        for run in 0..=RUNS {
            let begun = Instant::now();
            let child = start(program, folder.path())?;
            let _child = Stopped(child);
            wait_until_painted(&x, root, begun)?;
            // The first run warms the disk's cache.
            if run > 0 {
                times.push(begun.elapsed());
            }
            drop(_child);
            wait_until_gone(&x, root)?;
        }
        times.sort();
        rows.push((name, times[RUNS / 2], times[0], times[RUNS - 1]));
    }
    println!("| spawn to painted | median ms | least | most | n |");
    println!("|---|---|---|---|---|");
    for (name, median, least, most) in &rows {
        let ms = |time: &Duration| time.as_secs_f64() * 1000.0;
        println!("| {name} | {:.0} | {:.0} | {:.0} | {RUNS} |", ms(median), ms(least), ms(most));
    }

    let child = start(&app, folder.path())?;
    let pid = child.id();
    let _child = Stopped(child);
    wait_until_painted(&x, root, Instant::now())?;
    sleep(Duration::from_secs(8));
    let resident = status(pid, "VmRSS:")?;
    let before = activity(pid)?;
    sleep(Duration::from_secs(seconds));
    let after = activity(pid)?;
    println!();
    println!("| first page, nothing touched | |");
    println!("|---|---|");
    println!("| resident | {resident} KiB |");
    println!(
        "| processor time a minute | {} ms |",
        (after.ticks - before.ticks) * 10 * 60 / seconds
    );
    println!("| wake-ups a minute | {} |", (after.all_wakes() - before.all_wakes()) * 60 / seconds);
    for (thread, count) in &after.wakes {
        let earlier = before.wakes.iter().find(|(name, _)| name == thread).map_or(0, |(_, n)| *n);
        if *count > earlier {
            println!("| … of these in `{thread}` | {} |", (count - earlier) * 60 / seconds);
        }
    }
    Ok(())
}

struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn connect() -> anyhow::Result<(x11rb::rust_connection::RustConnection, usize)> {
    for _ in 0..100 {
        if let Ok(connected) = x11rb::connect(Some(DISPLAY)) {
            return Ok(connected);
        }
        sleep(Duration::from_millis(50));
    }
    bail!("no X server on {DISPLAY}")
}

fn start(program: &str, folder: &Path) -> anyhow::Result<Child> {
    let mut command = Command::new(program);
    if program.ends_with("camtay") {
        command.arg("--data").arg(folder);
    }
    Ok(command
        .env("DISPLAY", DISPLAY)
        .env_remove("WAYLAND_DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?)
}

/// Whether something light stands in the middle of the screen, where the server's own ground is
/// black.
fn is_painted(x: &impl Connection, root: u32) -> anyhow::Result<bool> {
    let image = x.get_image(ImageFormat::Z_PIXMAP, root, 60, 40, 8, 8, !0)?.reply()?;
    Ok(image.data.iter().filter(|byte| **byte > 200).count() > image.data.len() / 3)
}

fn wait_until_painted(x: &impl Connection, root: u32, begun: Instant) -> anyhow::Result<()> {
    while !is_painted(x, root)? {
        if begun.elapsed() > Duration::from_secs(20) {
            bail!("nothing was painted");
        }
        sleep(Duration::from_micros(500));
    }
    Ok(())
}

fn wait_until_gone(x: &impl Connection, root: u32) -> anyhow::Result<()> {
    for _ in 0..2_000 {
        if !is_painted(x, root)? {
            return Ok(());
        }
        sleep(Duration::from_millis(5));
    }
    bail!("the window doesn't go away")
}

fn status(pid: u32, field: &str) -> anyhow::Result<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = text.lines().find(|line| line.starts_with(field)).context("no such field")?;
    Ok(line.split_whitespace().nth(1).context("no number")?.parse()?)
}

/// What a process has done so far.
struct Activity {
    /// Processor time, in ticks of 10 ms.
    ticks: u64,
    /// Wake-ups (voluntary switches) of each thread, by name and number.
    wakes: Vec<(String, u64)>,
}

impl Activity {
    fn all_wakes(&self) -> u64 {
        self.wakes.iter().map(|(_, wakes)| wakes).sum()
    }
}

fn activity(pid: u32) -> anyhow::Result<Activity> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let fields: Vec<&str> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
    let mut threads = Vec::new();
    for entry in fs::read_dir(format!("/proc/{pid}/task"))? {
        let path = entry?.path();
        let Ok(text) = fs::read_to_string(path.join("status")) else { continue };
        let find = |field: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(field))
                .map(str::trim)
                .unwrap_or_default()
                .to_owned()
        };
        let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let wakes = find("voluntary_ctxt_switches:").parse().unwrap_or(0);
        threads.push((format!("{} {id}", find("Name:")), wakes));
    }
    Ok(Activity { ticks, wakes: threads })
}
