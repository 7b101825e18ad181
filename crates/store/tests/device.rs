//! Folders that may not be written to, and disks that are really full. The first needs a user
//! who is bound by permissions, so the test starts itself again as one when it runs as root; the
//! second mounts a small file system where it may. Both faults are also simulated, everywhere,
//! in `src/sqlite/tests.rs`.
#![cfg(target_os = "linux")]

mod common;

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use common::*;
use protocol::{Recorded, export_line};
use store::{DATABASE_NAME, EventStore, StoreError};
use tempfile::TempDir;

const FOLDER: &str = "CAMTAY_READ_ONLY_FOLDER";
/// The user `nobody`.
const NOBODY: u32 = 65_534;

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("may be set");
}

fn lines(events: &[Recorded]) -> Vec<String> {
    events.iter().map(export_line).collect()
}

/// Everything that may not be written to, as a user who is bound by it.
fn check_read_only(folder: &Path) {
    let refused = |what: &str| {
        let before = snapshot(folder);
        let error = open(folder).expect_err(what);
        assert_eq!((&error, error.key()), (&StoreError::ReadOnly, "store-read-only"), "{what}");
        assert_eq!(snapshot(folder), before, "{what}");
    };
    let database = folder.join(DATABASE_NAME);

    mode(folder, 0o555);
    refused("an empty folder that is read-only");
    let error = open(&folder.join("below")).expect_err("may not be made");
    assert_eq!(error, StoreError::ReadOnly);

    mode(folder, 0o755);
    let mut store = open_quietly(folder);
    let events = store.append(person(1), person(1), stamp(0), &[added(1)]).expect("recorded");
    drop(store);
    mode(&database, 0o444);
    refused("a file that is read-only");
    mode(&database, 0o644);
    mode(folder, 0o555);
    refused("a folder that became read-only");

    mode(folder, 0o755);
    let store = open_quietly(folder);
    assert_sound(&store);
    assert_eq!(lines(&store.events_after(0).expect("reads")), lines(&events));
}

#[test]
fn what_is_read_only_is_refused_and_unharmed() {
    if let Some(folder) = env::var_os(FOLDER) {
        return check_read_only(Path::new(&folder));
    }
    let folder = TempDir::new().expect("a folder");
    mode(folder.path(), 0o777);
    let data = folder.path().join("data");
    // Who we are: the owner of what we make.
    fs::create_dir(&data).expect("can be made");
    let owner = std::os::unix::fs::MetadataExt::uid(&fs::metadata(&data).expect("reads"));
    if owner != 0 {
        return check_read_only(&data);
    }
    std::os::unix::fs::chown(&data, Some(NOBODY), Some(NOBODY)).expect("root may");
    // The other user may be barred from the folders above the test's own file.
    let program = folder.path().join("test");
    fs::copy(env::current_exe().expect("has a path"), &program).expect("copies");
    mode(&program, 0o755);
    let output = Command::new(&program)
        .args(["what_is_read_only_is_refused_and_unharmed", "--exact", "--nocapture"])
        .env(FOLDER, &data)
        .current_dir(&data)
        .gid(NOBODY)
        .uid(NOBODY)
        .output()
        .expect("starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "{said}");
}

/// A file system of its own, as long as it lives.
struct Mounted<'a>(&'a Path);

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_disk_that_is_really_full_loses_nothing() {
    let folder = TempDir::new().expect("a folder");
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=512k", "camtay-test"])
        .arg(folder.path())
        .output();
    if !mount.is_ok_and(|output| output.status.success()) {
        eprintln!("not run: only root may mount a small disk; the simulated one is tested");
        return;
    }
    let mounted = Mounted(folder.path());
    let ballast = folder.path().join("ballast");
    fs::write(&ballast, vec![1; 64 * 1024]).expect("there is room");
    let data = folder.path().join("data");
    let mut store = open_quietly(&data);
    let mut acknowledged =
        store.append(person(1), person(1), stamp(0), &[added(1)]).expect("there is room");
    let mut refused = 0;
    for plays in 0..400 {
        match store.append(person(1), person(1), stamp(1), &play("qr-pay", plays)) {
            Ok(new) => acknowledged.extend(new),
            Err(error) => {
                assert_eq!(error, StoreError::Full);
                refused += 1;
                if refused == 5 {
                    break;
                }
            }
        }
    }
    assert_eq!(refused, 5, "never full");
    assert_eq!(store.events_after(0), Ok(acknowledged.clone()), "all or nothing");
    assert_sound(&store);
    fs::write(&ballast, b"").expect("makes room");
    let new = store.append(person(1), person(1), stamp(2), &[tapped(1)]).expect("there is room");
    acknowledged.extend(new);
    drop(store);
    let store = open_quietly(&data);
    assert_sound(&store);
    assert_eq!(lines(&store.events_after(0).expect("reads")), lines(&acknowledged));
    drop(store);

    // And a disk that was full from the beginning.
    fs::write(&ballast, vec![1; 1024 * 1024]).expect_err("fills it");
    let error = open(&folder.path().join("other")).expect_err("no room for a new store");
    assert_eq!(error, StoreError::Full);
    drop(mounted);
}
