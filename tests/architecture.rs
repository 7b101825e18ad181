//! Holds the workspace to its layers: who may import whom, what may reach the app, what the pure
//! crates may not see. The table in ARCHITECTURE.md explains; this one decides.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// Which of our crates each of them may import, outside tests.
const LAYERS: &[(&str, &[&str])] = &[
    ("protocol", &[]),
    ("vietnamese", &[]),
    ("practice_code", &[]),
    ("engine", &["practice_code", "protocol"]),
    ("narration", &[]),
    ("practice_qr", &["practice_code"]),
    ("recordings", &["narration", "protocol"]),
    ("content", &["engine", "narration", "protocol", "vietnamese"]),
    ("progress", &["engine", "protocol"]),
    ("segment", &["protocol"]),
    ("wire", &["protocol", "segment"]),
    ("pinning", &[]),
    ("population", &["content", "engine", "progress", "protocol", "vietnamese"]),
    (
        "presenter",
        &["content", "engine", "narration", "practice_code", "progress", "protocol", "vietnamese"],
    ),
    ("store", &["engine", "progress", "protocol"]),
    ("sync", &["pinning", "protocol", "segment", "store", "wire"]),
    (
        "camtay",
        &[
            "content",
            "engine",
            "narration",
            "practice_code",
            "practice_qr",
            "presenter",
            "progress",
            "protocol",
            "recordings",
            "store",
            "sync",
            "vietnamese",
            "wire",
        ],
    ),
    (
        "driver",
        &[
            "camtay",
            "content",
            "engine",
            "narration",
            "practice_qr",
            "presenter",
            "protocol",
            "store",
            "vietnamese",
        ],
    ),
    (
        "hub",
        &[
            "content",
            "engine",
            "pinning",
            "population",
            "progress",
            "protocol",
            "segment",
            "vietnamese",
            "wire",
        ],
    ),
    (
        "simulation",
        &[
            "content",
            "hub",
            "pinning",
            "population",
            "progress",
            "protocol",
            "segment",
            "store",
            "sync",
            "wire",
        ],
    ),
    (
        "xtask",
        &["content", "engine", "narration", "population", "protocol", "segment", "vietnamese"],
    ),
];

/// What must never reach a learner's phone: servers, asynchronous runtimes, the test backend.
const NEVER_IN_THE_APP: &[&str] = &[
    "axum",
    "hyper",
    "tokio",
    "sqlx",
    "reqwest",
    "i-slint-backend-testing",
    "i-slint-renderer-skia",
];

/// Ours that serve, test or measure.
const NEVER_OF_OURS: &[&str] = &["driver", "hub", "population", "simulation", "xtask"];

/// Packages that bring a licence's text and don't name it; read by a person.
const LICENCES_READ: &[(&str, &str)] = &[("vi", "MIT")];

/// Licences that fit a program under the GPL, version 3.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC0-1.0",
    // Of a list of authorities that comes with the hub's HTTPS client and is never asked.
    "CDLA-Permissive-2.0",
    "GPL-3.0-only",
    "ISC",
    "LGPL-2.1-or-later",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn metadata() -> Metadata {
    let mut command = MetadataCommand::new();
    command.manifest_path(root().join("Cargo.toml")).other_options(["--locked".to_owned()]);
    command.exec().expect("cargo metadata")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn crates_import_only_what_their_layer_may() {
    let metadata = metadata();
    let ours: BTreeSet<&str> =
        metadata.workspace_packages().iter().map(|package| package.name.as_str()).collect();
    let table: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    assert_eq!(
        ours,
        table.keys().copied().collect(),
        "every crate of the workspace stands in LAYERS, and nothing else does"
    );
    for package in metadata.workspace_packages() {
        let may = table[package.name.as_str()];
        for dependency in &package.dependencies {
            let is_test = dependency.kind == DependencyKind::Development;
            let is_ours = ours.contains(dependency.name.as_str());
            assert!(
                is_test || !is_ours || may.contains(&dependency.name.as_str()),
                "{} may not import {}: see LAYERS",
                package.name,
                dependency.name
            );
        }
    }
}

/// Everything that `package` is built with on `target`, tests and build tools apart. Asked of
/// `cargo tree`, since it alone knows which features a package gets by itself.
fn reached_from(package: &str, target: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(["--package", package, "--target", target])
        .output()
        .expect("cargo tree");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

const DESKTOP: &str = "x86_64-unknown-linux-gnu";
/// Cheap phones have one or the other.
const PHONES: [&str; 2] = ["aarch64-linux-android", "armv7-linux-androideabi"];

#[test]
fn no_server_and_no_test_tool_reaches_the_app() {
    for target in PHONES.into_iter().chain([DESKTOP]) {
        let reached = reached_from("camtay", target);
        assert!(reached.contains("slint"), "{reached:?}");
        for never in NEVER_IN_THE_APP.iter().chain(NEVER_OF_OURS) {
            assert!(!reached.contains(*never), "{never} reaches the app on {target}");
        }
        // Their relatives as well, whatever they will be called.
        let servers = reached.iter().find(|name| {
            ["axum", "hyper", "tower", "tokio", "actix"].iter().any(|word| name.starts_with(word))
        });
        assert_eq!(servers, None, "on {target}");
    }
}

#[test]
fn desktop_tools_stay_off_the_phone() {
    for phone in PHONES {
        let reached = reached_from("camtay", phone);
        assert!(reached.contains("android-activity"), "{phone} has its own way in");
        assert!(
            reached.contains("accesskit_android"),
            "{phone} has its own way to a screen reader"
        );
        for desktop in ["clap", "winit", "rqrr", "rxing", "directories", "accesskit_winit"] {
            assert!(!reached.contains(desktop), "{desktop} reaches {phone}");
        }
    }
    let desktop = reached_from("camtay", DESKTOP);
    for phone in ["android-activity", "accesskit_android", "jni"] {
        assert!(!desktop.contains(phone), "{phone} reaches the desktop");
    }
}

#[test]
fn what_is_internal_to_slint_is_taken_from_the_slint_that_is_used() {
    let metadata = metadata();
    let used = metadata.packages.iter().find(|package| package.name.as_str() == "slint").unwrap();
    let exactly = format!("={}", used.version);
    let ours = metadata.workspace_packages();
    let internal: Vec<_> = ours
        .iter()
        .flat_map(|package| &package.dependencies)
        .filter(|dependency| dependency.name.starts_with("i-slint-"))
        .collect();
    assert!(internal.len() >= 4, "{internal:?}");
    for dependency in internal {
        assert_eq!(dependency.req.to_string(), exactly, "{}", dependency.name);
    }
}

#[test]
fn pure_crates_reach_nothing_that_touches_the_world() {
    for pure in ["engine", "vietnamese", "practice_code", "presenter", "progress"] {
        let reached = reached_from(pure, DESKTOP);
        for world in ["rusqlite", "slint", "rodio", "cpal", "socket2", "ureq"] {
            assert!(!reached.contains(world), "{world} reaches {pure}");
        }
    }
}

#[test]
fn every_licence_fits() {
    let metadata = metadata();
    for package in &metadata.packages {
        let read = LICENCES_READ.iter().find(|(name, _)| package.name.as_str() == *name);
        let Some(licence) = package.license.as_deref().or(read.map(|(_, licence)| *licence)) else {
            panic!("{} names no licence", package.name);
        };
        let fits = licence.split(" OR ").flat_map(|choice| choice.split('/')).any(|choice| {
            choice.split(" AND ").all(|part| {
                let part = part.trim_matches(|c: char| c == '(' || c == ')' || c == ' ');
                let part = part.split(" WITH ").next().unwrap_or(part);
                LICENCES.contains(&part)
            })
        });
        assert!(fits, "{} is under {licence}", package.name);
    }
}

/// Every Rust file of ours, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() && name != "target" && !name.to_string_lossy().starts_with('.') {
                walk(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    for folder in
        ["src", "crates", "driver", "hub", "simulation", "xtask", "tests", "benches", "fuzz"]
    {
        walk(&root().join(folder), &mut paths);
    }
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources() {
        let generated = path.components().any(|part| part.as_os_str() == "generated");
        assert!(
            generated || text.starts_with("//!") || text.starts_with("#!"),
            "{} does not open with `//!`",
            path.display()
        );
    }
}

#[test]
fn only_the_shell_knows_the_toolkit() {
    for (path, text) in sources() {
        let relative = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        // `texts.rs` writes the shell's code.
        let shell = ["src/", "driver/", "tests/", "benches/", "xtask/src/texts.rs"];
        if shell.iter().any(|folder| relative.starts_with(folder)) {
            continue;
        }
        assert!(!text.contains("use slint::"), "{relative} imports the toolkit");
    }
}

#[test]
fn simulators_see_neither_clock_nor_files_nor_network() {
    for (path, text) in sources() {
        let relative = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        if !relative.starts_with("crates/engine/src") {
            continue;
        }
        for word in ["std::fs", "std::net", "std::process", "std::time", "std::env", "std::thread"]
        {
            assert!(!text.contains(word), "{relative} names {word}");
        }
    }
}

#[test]
fn the_invariants_name_tests_that_exist() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let all: String = sources().into_iter().map(|(_, text)| text).collect();
    let mut named = 0;
    for line in text.lines().filter(|line| line.contains("Guarded by")) {
        let (_, tests) = line.split_once("Guarded by").unwrap();
        for test in tests.split('`').skip(1).step_by(2).filter(|name| !name.contains('.')) {
            named += 1;
            let name = test.rsplit("::").next().unwrap();
            assert!(
                // A function, or a line of a macro that makes functions.
                all.contains(&format!("fn {name}(")) || all.contains(&format!("    {name}: ")),
                "ARCHITECTURE.md names {test}, which isn't there"
            );
        }
    }
    assert!(named >= 8, "the invariants name their tests");
}
