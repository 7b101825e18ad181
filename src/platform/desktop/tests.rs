//! What a desktop has, against services that stand in for the session's and the system's on a real
//! bus of their own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use sync::LinkKind;
use zbus::blocking::connection::Builder;

use super::*;
use crate::platform::{Network, Screen};

/// A bus that nobody else is on.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn new() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("apt-get install dbus");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { daemon, address: address.trim().to_owned() }
    }

    fn connect(&self) -> Connect {
        let address = self.address.clone();
        Arc::new(move || Builder::address(address.as_str())?.build())
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// A session that tells what it is asked.
struct Session(mpsc::Sender<String>);

#[zbus::interface(name = "org.freedesktop.ScreenSaver")]
impl Session {
    fn inhibit(&self, application: &str, reason: &str) -> u32 {
        self.0.send(format!("on for {application}: {reason}")).unwrap();
        7
    }

    fn un_inhibit(&self, cookie: u32) {
        self.0.send(format!("off {cookie}")).unwrap();
    }
}

#[test]
fn a_lesson_keeps_the_screen_on_and_gives_it_back() {
    let (bus, (tells, told)) = (Bus::new(), mpsc::channel());
    let service = "org.freedesktop.ScreenSaver";
    let _session = Builder::address(bus.address.as_str())
        .and_then(|builder| builder.name(service))
        .and_then(|builder| builder.serve_at("/org/freedesktop/ScreenSaver", Session(tells)))
        .and_then(Builder::build)
        .unwrap();
    let mut screen = SessionScreen::reached_by(bus.connect());
    for on in [false, true, true, false, false, true] {
        screen.stay_on(on);
    }
    let soon = Duration::from_secs(20);
    let heard: Vec<String> = (0..3).map(|_| told.recv_timeout(soon).unwrap()).collect();
    assert_eq!(heard, ["on for Cầm Tay: Đang học", "off 7", "on for Cầm Tay: Đang học"]);
    drop(screen);
    assert!(told.try_recv().is_err(), "what the session lifts by itself isn't asked for");
}

#[test]
fn a_session_that_keeps_no_screens_on_is_asked_again_with_the_next_lesson() {
    let bus = Bus::new();
    let (asks, asked) = mpsc::channel();
    let connect = bus.connect();
    let mut screen = SessionScreen::reached_by(Arc::new(move || {
        asks.send(()).unwrap();
        connect()
    }));
    for on in [true, false, true] {
        screen.stay_on(on);
    }
    for _ in 0..2 {
        asked.recv_timeout(Duration::from_secs(20)).unwrap();
    }
}

/// What NetworkManager says of the network.
struct Manager(u32);

#[zbus::interface(name = "org.freedesktop.NetworkManager")]
impl Manager {
    #[zbus(property)]
    fn metered(&self) -> u32 {
        self.0
    }
}

#[test]
fn a_network_costs_where_its_manager_says_so() {
    let bus = Bus::new();
    let mut network = SystemNetwork::reached_by(bus.connect());
    assert_eq!(network.link(), Ok(LinkKind::Unmetered), "nobody there to ask");
    let known = [(0, false), (1, true), (2, false), (3, true), (4, false)];
    for (said, costs) in known {
        let manager = Builder::address(bus.address.as_str())
            .and_then(|builder| builder.name("org.freedesktop.NetworkManager"))
            .and_then(|builder| builder.serve_at("/org/freedesktop/NetworkManager", Manager(said)))
            .and_then(Builder::build)
            .unwrap();
        let kind = if costs { LinkKind::Metered } else { LinkKind::Unmetered };
        assert_eq!(network.link(), Ok(kind), "{said}");
        manager.close().unwrap();
    }
    let mut nowhere =
        SystemNetwork::reached_by(Arc::new(|| Builder::address("unix:path=/nowhere")?.build()));
    assert_eq!(nowhere.link(), Ok(LinkKind::Unmetered));
}

#[test]
fn a_desktop_says_what_it_lacks() {
    let mut platform = platform(Places::of(Path::new("data")));
    assert!(platform.own_voice.is_none());
    assert!(matches!(platform.vibration.buzz(), Err(Trouble::NotThere(_))));
    assert_eq!(platform.microphone.leave(), Ok(Leave::Given));
    let file = Path::new("data/exports/copy.jsonl");
    let shared = platform.sharing.share(file, "application/json");
    assert_eq!(shared, Ok(Shared::Folder("data/exports".into())));
}
