//! The program `camtay-hub`, as its keeper runs it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_camtay-hub");

/// Runs a command on a folder to its end; what it prints.
pub fn hub(data: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(PROGRAM).args(arguments).arg("--data").arg(data).output().expect("a program");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("text")
}

/// Waits until something is so.
pub fn until(mut so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < Duration::from_secs(60), "it didn't come to that");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// A hub that serves.
pub struct Program {
    data: PathBuf,
    child: Child,
    pub address: String,
}

impl Program {
    /// Serves a folder; returns once it accepts.
    pub fn serve(data: &Path, listen: &str, upstream: Option<&str>) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--listen", listen, "--data"]).arg(data);
        if let Some(code) = upstream {
            command.args(["--upstream", code]);
        }
        let mut child = command.stdout(Stdio::piped()).spawn().expect("a program");
        let mut line = String::new();
        let out = child.stdout.take().expect("output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let address = said["address"].as_str().expect("an address").to_owned();
        Self { data: data.to_owned(), child, address }
    }

    /// A code that lets one device in.
    pub fn code(&self, arguments: &[&str]) -> String {
        let all = [&["enrol"], arguments].concat();
        hub(&self.data, &all).lines().last().expect("a code").to_owned()
    }

    /// Stops it as an operator does.
    pub fn stop(&mut self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").arg(pid).status().expect("kill").success());
        let status = self.child.wait().expect("an end");
        assert!(status.success(), "{status}");
    }

    /// Ends it as a power cut does.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("an end");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
