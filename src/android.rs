//! The app on an Android phone: where the system calls in, and what Slint needs of a platform.
//!
//! The app draws itself with Slint's software renderer straight into the activity's
//! `ANativeWindow`: no Java of ours, no Skia, no OpenGL. `android/README.md` says how to check it.
//!
//! Not proven: **none of this has ever run on a phone.** `event_loop` and `keys` are type-checked
//! for `aarch64-linux-android`, no more; the rest is free of Android, and its tests run on the
//! desktop.
//!
//! What it refuses to do: it keeps no data of its own, and it calls nothing through Java. So it
//! has no system keyboard (the app has to bring its own), no clipboard, no TalkBack, no vibration,
//! and it doesn't know the font size chosen in the phone's settings.

#![cfg_attr(not(target_os = "android"), allow(dead_code, reason = "there, only the tests use it"))]

#[cfg(target_os = "android")]
mod event_loop;
mod frame;
#[cfg(target_os = "android")]
mod keys;
mod mailbox;
mod one_finger;

use std::time::Duration;

/// Where Android enters: called on a thread of its own, each time the activity is created.
///
/// It may be called again in the same process, after the activity was destroyed and reopened.
#[cfg(target_os = "android")]
#[allow(unsafe_code, reason = "android-activity finds this function by its unmangled name")]
// SAFETY: android-activity declares `android_main` with this very signature, and no other crate
// in the app defines that name.
#[unsafe(no_mangle)]
fn android_main(app: android_activity::AndroidApp) {
    start(app, crate::app::run);
}

/// Makes Slint draw on this activity, then hands over to `run`, which builds the window and
/// returns when the event loop has ended. The activity closes after that.
///
/// `run` gets the folder where the app alone may write, Android's internal storage, and the one
/// beside it that no backup and no transfer to another phone copies.
#[cfg(target_os = "android")]
fn start(
    app: android_activity::AndroidApp,
    run: impl FnOnce(crate::launch::Places) -> anyhow::Result<()>,
) {
    // android-activity passes what is written to stderr on to Android's own log.
    let Some(folder) = app.internal_data_path() else {
        return eprintln!("Android gave no folder to keep data in");
    };
    let platform = event_loop::AndroidPlatform::new(app);
    if let Err(error) = slint::platform::set_platform(Box::new(platform)) {
        return eprintln!("Slint already has a platform: {error}");
    }
    if let Err(error) = run(places(&folder)) {
        eprintln!("{error:#}");
    }
}

/// Where the app keeps things, given its folder `files`. What stands in `no_backup` is left out by
/// Android itself (`Context.getNoBackupFilesDir`).
fn places(files: &std::path::Path) -> crate::launch::Places {
    let device = files.parent().unwrap_or(files).join("no_backup").join("device");
    crate::launch::Places { data: files.to_owned(), device, repeatable: false }
}

/// The longest wait that is asked of the system at once; its own count of milliseconds is 32 bits.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// This wait as the system can do it, in whole milliseconds. Rounded up, for a wait cut to 0 would
/// be no wait at all: the loop would spin until the time is really over.
fn whole_millis(wait: Duration) -> Duration {
    let millis = wait.min(LONGEST_WAIT).as_nanos().div_ceil(1_000_000);
    Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kept_where_no_backup_copies_them() {
        let places = places(std::path::Path::new("/data/user/0/vn.camtay/files"));
        assert_eq!(places.data, std::path::Path::new("/data/user/0/vn.camtay/files"));
        let device = std::path::Path::new("/data/user/0/vn.camtay/no_backup/device");
        assert_eq!(places.device, device);
    }

    #[test]
    fn a_wait_is_never_cut_short() {
        assert_eq!(whole_millis(Duration::ZERO), Duration::ZERO);
        assert_eq!(whole_millis(Duration::from_nanos(1)), Duration::from_millis(1));
        assert_eq!(whole_millis(Duration::from_millis(16)), Duration::from_millis(16));
        assert_eq!(whole_millis(Duration::from_micros(16_667)), Duration::from_millis(17));
        assert_eq!(whole_millis(Duration::MAX), LONGEST_WAIT);
    }
}
