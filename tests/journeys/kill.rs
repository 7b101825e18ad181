//! The battery dies: the program is killed at every step, in the middle of a write as well, and
//! goes on where it was with nothing lost.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// The driver as a program of its own, which can be killed.
struct Running {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Running {
    fn open(folder: &Path, lesson: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_driver"));
        command.args(["drive", "--data"]).arg(folder);
        if let Some(lesson) = lesson {
            command.args(["--lesson", lesson]);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the driver starts");
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, input, output }
    }

    fn send(&mut self, request: &Value) {
        // A program that was just killed doesn't read any more.
        let _ = writeln!(self.input, "{request}");
    }

    fn ask(&mut self, request: &Value) -> Value {
        self.send(request);
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap_or_default();
        assert_eq!(answer["ok"], true, "{request} → {line}");
        answer
    }

    fn place(&mut self) -> (Value, Value, Value, Value) {
        let tree = self.ask(&json!({"do": "tree"}));
        (
            tree["screen"].clone(),
            tree["lesson"].clone(),
            tree["stage"].clone(),
            tree["step"].clone(),
        )
    }

    fn events(&mut self) -> Vec<Value> {
        self.ask(&json!({"do": "events", "after": 0}))["events"].as_array().unwrap().clone()
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Touches in *qr-pay*, from the first step of watching to the receipt of doing it together.
fn touches() -> Vec<&'static str> {
    let watching = ["main"; 9];
    let together = [
        "main",
        "phone.bank",
        "bank.scan-button",
        "scan.code",
        "main",
        "bank.key-3",
        "bank.key-5",
        "bank.key-000",
        "main",
        "bank.next",
        "choice.same",
        "bank.confirm",
    ];
    watching.into_iter().chain(together).collect()
}

fn touch(running: &mut Running, id: &str) {
    running.ask(&json!({"do": "advance", "ms": 700}));
    let there = running.ask(&json!({"do": "tree"}))["tree"]
        .as_array()
        .unwrap()
        .iter()
        .any(|row| row["id"] == id);
    // Reading a sentence on its own screen is not part of the play: whether it is asked for again
    // after a restart makes no difference to what is kept.
    if there {
        running.ask(&json!({"do": "tap", "id": id}));
    }
}

#[test]
fn killed_after_every_touch_the_lesson_goes_on_at_that_very_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Running::open(folder.path(), Some("qr-pay"));
    let mut steps = 0;
    for id in touches() {
        touch(&mut running, id);
        let (place, events) = (running.place(), running.events());
        running.kill();
        running = Running::open(folder.path(), None);
        assert_eq!(running.place(), place, "after touching {id}");
        assert_eq!(running.events(), events, "after touching {id}");
        steps += usize::from(place.3 != Value::Null);
    }
    assert!(steps > 12, "only {steps} steps were seen");
}

#[test]
fn killed_in_the_middle_of_a_write_it_loses_at_most_the_touch_that_was_not_shown() {
    for microseconds in (0..40).map(|n| n * 150) {
        let folder = tempfile::tempdir().unwrap();
        let mut running = Running::open(folder.path(), Some("phone-touch"));
        let before = running.events();
        running.ask(&json!({"do": "advance", "ms": 700}));
        running.send(&json!({"do": "tap", "id": "main"}));
        std::thread::sleep(Duration::from_micros(microseconds));
        running.kill();
        let mut again = Running::open(folder.path(), None);
        let after = again.events();
        assert!(after.len() >= before.len() && after[..before.len()] == before[..]);
        assert!(after.len() <= before.len() + 2, "one touch makes at most two events here");
        let (screen, lesson, _, _) = again.place();
        assert_eq!((screen.as_str(), lesson.as_str()), (Some("lesson"), Some("phone-touch")));
    }
}
