//! The device's keys: made once, kept from others, renewed without forgetting.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::fs;
use std::io;

use sync::{DeviceKeys, KEY_NAME};
use tempfile::TempDir;

fn never() -> io::Result<[u8; 32]> {
    panic!("a key is there already")
}

#[test]
fn a_key_is_made_once_and_renewed_without_forgetting_the_old_one() {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("data/device");
    let mut keys = DeviceKeys::open(&place, || Ok([1; 32])).unwrap();
    let first = keys.install();
    assert_eq!(DeviceKeys::open(&place, never).unwrap().install(), first);
    keys.renew(&[2; 32]).unwrap();
    assert_ne!(keys.install(), first);
    let again = DeviceKeys::open(&place, never).unwrap();
    assert_eq!(again.install(), keys.install());
    assert!(again.of(first).is_some() && again.all().count() == 2);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(place.clone()), mode(place.join(KEY_NAME))), (0o700, 0o600));
    }
}

#[test]
fn a_damaged_file_is_moved_aside_and_the_device_begins_anew() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(KEY_NAME), [7; 33]).unwrap();
    let keys = DeviceKeys::open(folder.path(), || Ok([3; 32])).unwrap();
    assert_eq!(fs::read(folder.path().join("key.damaged")).unwrap(), [7; 33]);
    assert_eq!(DeviceKeys::open(folder.path(), never).unwrap().install(), keys.install());
}

#[test]
fn without_randomness_no_key_is_made() {
    let folder = TempDir::new().unwrap();
    let none = || Err(io::Error::other("none"));
    assert!(DeviceKeys::open(folder.path(), none).is_err());
    assert!(!folder.path().join(KEY_NAME).exists());
}

#[test]
fn those_who_come_at_once_agree_on_one_key() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    let installs: Vec<_> = std::thread::scope(|scope| {
        let open = |number| move || DeviceKeys::open(path, || Ok([number; 32])).unwrap().install();
        let all: Vec<_> = (1..9).map(|number| scope.spawn(open(number))).collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(installs.iter().all(|install| *install == installs[0]));
}
