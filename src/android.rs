//! The app on an Android phone: where the system calls in, and what Slint needs of a platform.
//!
//! The app draws itself with Slint's software renderer straight into the activity's
//! `ANativeWindow`: no Java of ours, no Skia, no OpenGL. `android/README.md` says how to check it,
//! `docs/adr/0018-android-draws-itself.md` why it is so. What the app asks of the phone otherwise, its
//! voice, its network, its motor, is in `platform::android`.
//!
//! Not proven: **none of this has ever run on a phone.** `event_loop`, `keys`, `reader`,
//! `screen` and `accessibility::injected` are type-checked for `aarch64-linux-android`, no more; the
//! rest is free of Android, and its tests run on the desktop. So is what TalkBack is told, by
//! `accessibility`: nobody has heard it yet.
//!
//! What it refuses to do: it keeps no data of its own. It has no system keyboard (the app brings its
//! own) and no clipboard.

#![cfg_attr(not(target_os = "android"), allow(dead_code, reason = "there, only the tests use it"))]

mod accessibility;
#[cfg(target_os = "android")]
mod event_loop;
mod fitting;
mod frame;
#[cfg(target_os = "android")]
mod keys;
mod mailbox;
mod one_finger;
#[cfg(target_os = "android")]
mod reader;
#[cfg(target_os = "android")]
mod screen;
mod stage;

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
    if let Err(error) = start(&app, crate::app::run) {
        // android-activity passes what is written to stderr on to Android's own log.
        eprintln!("{error:#}");
    }
}

/// The window of this process; a second activity hands its link over and goes.
#[cfg(target_os = "android")]
static LINKS: crate::platform::Links = crate::platform::Links::new();

/// Makes Slint draw on this activity, then hands over to `run`, which builds the window and
/// returns when the event loop has ended. The activity closes after that.
#[cfg(target_os = "android")]
fn start(
    app: &android_activity::AndroidApp,
    run: impl FnOnce(crate::platform::Platform) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    use anyhow::Context as _;
    use slint::platform::EventLoopProxy as _;

    use crate::platform::android::{intent, letters};

    let folder = app.internal_data_path().context("Android gave no folder to keep data in")?;
    let java = screen::java(app)?;
    let moments = crate::platform::Moments::default();
    let platform = event_loop::AndroidPlatform::new(app.clone(), java.clone(), moments.clone());
    let link = intent::link(&java).unwrap_or_else(|trouble| {
        eprintln!("the link that the app was opened for: {trouble}");
        None
    });
    let proxy = platform.proxy();
    let close = move || {
        let _ = proxy.quit_event_loop();
    };
    let Some(place) = LINKS.opened(&moments, link.as_deref(), close) else {
        return Ok(());
    };
    let letters = letters::letters(&java).unwrap_or_else(|trouble| {
        eprintln!("the size of the phone's letters: {trouble}");
        letters::USUAL
    });
    slint::platform::set_platform(Box::new(platform))?;
    let outcome = run(screen::platform(app, &java, &folder, moments, letters));
    drop(place);
    outcome
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
    fn a_wait_is_never_cut_short() {
        assert_eq!(whole_millis(Duration::ZERO), Duration::ZERO);
        assert_eq!(whole_millis(Duration::from_nanos(1)), Duration::from_millis(1));
        assert_eq!(whole_millis(Duration::from_millis(16)), Duration::from_millis(16));
        assert_eq!(whole_millis(Duration::from_micros(16_667)), Duration::from_millis(17));
        assert_eq!(whole_millis(Duration::MAX), LONGEST_WAIT);
    }
}
