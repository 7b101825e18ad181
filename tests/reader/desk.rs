//! A desk of its own for each test: an X server without a screen, a private session bus with the
//! accessibility services, and the real program on an empty folder. Nothing of the machine's own
//! session is used, and all of it ends with the test.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, ImageFormat, MapState, Window};
use x11rb::rust_connection::RustConnection;

use crate::tree::{Node, Reader};

/// Between two looks.
pub const GLANCE: Duration = Duration::from_millis(40);
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Two channels of 32-bit samples at 48 kHz, which the program asks for first.
const BYTES_A_MILLI: usize = 2 * 4 * 48;
/// `O_NONBLOCK` of Linux on the machines that it runs on here.
const O_NONBLOCK: i32 = 0o4000;

/// A process that ends with the test.
struct Ended(Child);

impl Ended {
    fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.end();
    }
}

/// See the module. Fields are dropped in order: the program first.
pub struct Desk {
    program: Ended,
    _bus: Ended,
    _server: Ended,
    pub reader: Reader,
    screen: RustConnection,
    display: String,
    window: Window,
    folder: tempfile::TempDir,
}

impl Desk {
    /// Sets the desk up and opens the program on an empty folder.
    pub fn new() -> Self {
        Self::opened_for(&[])
    }

    /// The same, with these words behind the program's name.
    pub fn opened_for(words: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "640x900x24", "-nolisten", "tcp"]);
        let (server, number) = started(server, "xvfb");
        let display = format!(":{number}");

        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        at_this_desk(&mut bus, &display, folder.path().join("home"));
        let (bus, address) = started(bus, "dbus");
        let reader = Reader::new(&address).unwrap_or_else(|error| {
            panic!("No accessibility bus: apt-get install at-spi2-core ({error}).")
        });

        let mut program = Command::new(the_program());
        program.args(words).arg("--data").arg(folder.path().join("data"));
        at_this_desk(&mut program, &display, folder.path().join("home"));
        program.env("DBUS_SESSION_BUS_ADDRESS", &address).stdout(Stdio::null());
        program.env("ALSA_CONFIG_PATH", loudspeaker(folder.path()));
        let program = Ended(program.spawn().unwrap());

        let (screen, _) = x11rb::connect(Some(&display)).unwrap();
        let window = window_of_the_program(&screen);
        let desk =
            Self { program, _bus: bus, _server: server, reader, screen, display, window, folder };
        // Without a window manager nobody gives the window the keyboard.
        desk.keys(&["windowfocus", "--sync", &window.to_string()]);
        desk
    }

    /// Closes the program and gives back what it has kept, as `camtay export` tells it.
    pub fn close_and_export(&mut self) -> Vec<serde_json::Value> {
        self.program.end();
        let mut export = Command::new(the_program());
        export.arg("export").arg("--data").arg(self.folder.path().join("data"));
        let done = export.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let lines = String::from_utf8(done.stdout).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Presses and releases one key, by the name X has for it.
    pub fn key(&self, name: &str) {
        self.keys(&["key", "--clearmodifiers", name]);
    }

    fn keys(&self, arguments: &[&str]) {
        let done = Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).output();
        let done = done.expect("xdotool presses the keys: apt-get install xdotool");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// Looks until the tree is as wanted.
    pub fn until(&self, what: &str, wanted: impl Fn(&[Node]) -> bool) -> Vec<Node> {
        let begun = Instant::now();
        let mut last = Vec::new();
        while begun.elapsed() < PATIENCE {
            if let Some(nodes) = self.reader.nodes() {
                if wanted(&nodes) {
                    return nodes;
                }
                last = nodes;
            }
            sleep(GLANCE);
        }
        panic!("{what} didn't come about. What there is:\n{}", told(&last));
    }

    /// A piece of the screen, as red, green and blue; none where it lies outside.
    pub fn pixels(&self, [x, y, width, height]: [i32; 4]) -> Option<Vec<[u8; 3]>> {
        let root = self.screen.setup().roots[0].root;
        let (x, y) = (i16::try_from(x).ok()?, i16::try_from(y).ok()?);
        let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
        let request =
            self.screen.get_image(ImageFormat::Z_PIXMAP, root, x, y, width, height, !0).ok()?;
        let data = request.reply().ok()?.data;
        Some(data.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect())
    }

    /// What docks know the window's program by.
    pub fn class_of_the_window(&self) -> String {
        let (class, text) = (AtomEnum::WM_CLASS, AtomEnum::STRING);
        let property = self.screen.get_property(false, self.window, class, text, 0, 64).unwrap();
        // Two texts that end with a zero each: the instance and the class.
        let both = String::from_utf8(property.reply().unwrap().value).unwrap();
        both.split('\0').nth(1).unwrap().to_owned()
    }

    /// Width and height of the window.
    pub fn size(&self) -> [i32; 2] {
        let geometry = self.screen.get_geometry(self.window).unwrap().reply().unwrap();
        [geometry.width.into(), geometry.height.into()]
    }
}

/// The program that was just built, or another one: `packaging/check` names an installed one.
fn the_program() -> PathBuf {
    std::env::var_os("CAMTAY_READER_PROGRAM")
        .map_or_else(|| env!("CARGO_BIN_EXE_camtay").into(), PathBuf::from)
}

/// What a tree looks like to somebody who reads a failed test.
pub fn told(nodes: &[Node]) -> String {
    let line = |node: &Node| {
        let mark = match (node.is_control(), node.is_usable()) {
            (true, true) => "*",
            (true, false) => "-",
            (false, _) => " ",
        };
        let focus = if node.is(crate::tree::state::FOCUSED) { ">" } else { " " };
        format!("{focus}{mark} {:3} «{}» {}", node.role, node.name, node.description)
    };
    nodes.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn at_this_desk(command: &mut Command, display: &str, home: PathBuf) {
    std::fs::create_dir_all(&home).unwrap();
    command
        .env("DISPLAY", display)
        .env("HOME", &home)
        .env("XDG_RUNTIME_DIR", &home)
        .env("GSETTINGS_BACKEND", "memory")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("AT_SPI_BUS_ADDRESS")
        .env_remove("DBUS_SESSION_BUS_ADDRESS");
}

/// A loudspeaker for the desk, which has none of its own: what the program says is taken at the pace
/// at which it would be heard, until the folder is gone. Where its sound card is written down.
fn loudspeaker(folder: &Path) -> PathBuf {
    let (pipe, card) = (folder.join("loudspeaker"), folder.join("asound.conf"));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let file = pipe.to_str().unwrap();
    let words = format!(
        "pcm.nothing {{ type null }}\n\
         pcm.!default {{ type file slave.pcm \"nothing\" file \"{file}\" format \"raw\" }}\n"
    );
    std::fs::write(&card, words).unwrap();
    // Open both ways: so it is there before anybody writes, and never at its end.
    let mut open = OpenOptions::new();
    let mut heard = open.read(true).write(true).custom_flags(O_NONBLOCK).open(&pipe).unwrap();
    std::thread::spawn(move || {
        let mut last = Instant::now();
        while pipe.exists() {
            sleep(Duration::from_millis(5));
            let millis = last.elapsed().as_millis() as usize;
            last += Duration::from_millis(millis as u64);
            let (mut due, mut taken) = (vec![0; millis * BYTES_A_MILLI], 0);
            while taken < due.len() {
                let Ok(more) = heard.read(&mut due[taken..]) else { break };
                taken += more;
            }
        }
    });
    card
}

/// Starts a service and reads the line in which it says where it is.
fn started(mut command: Command, package: &str) -> (Ended, String) {
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child =
        child.unwrap_or_else(|_| panic!("{name} is missing: apt-get install {package}"));
    let mut line = String::new();
    let says = child.stdout.take().unwrap();
    BufReader::new(says).read_line(&mut line).unwrap();
    assert!(!line.is_empty(), "{name} ended at once");
    (Ended(child), line.trim().to_owned())
}

/// The first window that is shown.
fn window_of_the_program(screen: &RustConnection) -> Window {
    let root = screen.setup().roots[0].root;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let windows = screen.query_tree(root).unwrap().reply().unwrap().children;
        let shown = windows.into_iter().find(|window| {
            let attributes = screen.get_window_attributes(*window).unwrap().reply();
            attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
        });
        if let Some(window) = shown {
            return window;
        }
        sleep(GLANCE);
    }
    panic!("the program shows no window");
}
