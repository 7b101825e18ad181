//! Joins the services of `platform::android` to the activity: the virtual machine behind it, the
//! thread that Android draws its own windows on, and the flag that keeps the screen on.

use std::path::Path;
use std::sync::Arc;

use android_activity::{AndroidApp, WindowManagerFlags};
use anyhow::Context as _;
use jni::objects::JObject;
use jni::refs::Global;
use jni::{JavaVM, sys};

use crate::platform::android::calls::Java;
use crate::platform::android::{folders, jvm, leave, network, sharing, speech, vibration, volume};
use crate::platform::{Moments, Platform, Screen};

/// The virtual machine behind the activity.
///
/// # Errors
/// Where Android gives no reference to the activity.
#[allow(unsafe_code, reason = "both come as raw pointers")]
pub fn java(app: &AndroidApp) -> anyhow::Result<Arc<dyn Java>> {
    // SAFETY: android-activity hands out the pointer that Android gave to it, which is good for as
    // long as the process.
    let vm = unsafe { JavaVM::from_raw(app.vm_as_ptr().cast()) };
    let activity = vm.attach_current_thread(|env| -> jni::errors::Result<_> {
        let raw: sys::jobject = app.activity_as_ptr().cast();
        // SAFETY: the reference is good for as long as `app`, and is neither kept nor deleted here:
        // what is kept is a reference of our own.
        let activity = unsafe { env.as_cast_raw::<Global<JObject<'static>>>(&raw)? };
        env.new_global_ref(activity.as_ref())
    });
    let activity = activity.context("there is no reference to the activity")?;
    let main_thread = app.clone();
    let on_main_thread =
        move |job: Box<dyn FnOnce() + Send>| main_thread.run_on_java_main_thread(Box::new(job));
    let version = AndroidApp::sdk_version();
    Ok(Arc::new(jvm::Jvm::new(vm, activity, version, on_main_thread)))
}

/// All that the app needs of this phone. `files` is the folder where the app alone may write.
pub fn platform(
    app: &AndroidApp,
    java: &Arc<dyn Java>,
    files: &Path,
    moments: Moments,
    letters: u16,
) -> Platform {
    let java = || Arc::clone(java);
    Platform {
        places: folders::places(files),
        own_voice: Some(Box::new(speech::PhoneVoice::new(java()))),
        volume: Box::new(volume::PhoneVolume(java())),
        vibration: Box::new(vibration::PhoneMotor(java())),
        network: Box::new(network::PhoneNetwork(java())),
        screen: Box::new(PhoneScreen(app.clone())),
        microphone: Box::new(leave::PhoneLeave(java())),
        sharing: Box::new(sharing::PhoneSharing::new(java(), app.external_data_path())),
        moments,
        letters,
    }
}

/// The phone's screen: a flag of the activity's window, no call through Java.
/// <https://developer.android.com/reference/android/view/WindowManager.LayoutParams#FLAG_KEEP_SCREEN_ON>
struct PhoneScreen(AndroidApp);

impl Screen for PhoneScreen {
    fn stay_on(&mut self, on: bool) {
        let app = self.0.clone();
        let set = move || {
            let (flag, none) = (WindowManagerFlags::KEEP_SCREEN_ON, WindowManagerFlags::empty());
            let (add, remove) = if on { (flag, none) } else { (none, flag) };
            app.set_window_flags(add, remove);
        };
        // On the event loop's thread, between two waits: android-activity waits under a lock that
        // setting a flag needs, and whoever set it elsewhere would wait for the next touch.
        if let Err(error) = slint::invoke_from_event_loop(set) {
            eprintln!("the screen: {error}");
        }
    }
}
