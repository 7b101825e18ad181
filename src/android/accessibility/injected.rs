//! Puts AccessKit's adapter for Android into the activity's view: the only place where our `jni` and
//! AccessKit's older one meet, by raw pointers.
//!
//! AccessKit brings the compiled Java that Android needs to ask inside the library, and loads it from
//! memory. Not proven: this has never run. It belongs to the event loop's thread, and is dropped there.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use accesskit::TreeUpdate;
use accesskit_android::InjectingAdapter;
use accesskit_android::jni::{JNIEnv, JavaVM, errors, objects::JObject};

use super::Adapter;
use super::asked::{Asked, Listener};
use crate::platform::android::calls::Object;
use crate::platform::android::jvm;

/// More than the references that AccessKit makes while it is put in.
const REFERENCES: i32 = 32;

/// Why there is no way for a reader.
#[derive(Debug, thiserror::Error)]
pub enum NotInjected {
    /// The view is none of the virtual machine's.
    #[error("there is no view")]
    NoView,
    /// The virtual machine refuses.
    #[error(transparent)]
    Machine(#[from] errors::Error),
    /// AccessKit gave up, as where its compiled Java can't be loaded.
    #[error("AccessKit couldn't be put into the view")]
    GivenUp,
}

/// The adapter in a view; taken out of it when dropped.
pub struct Injected(InjectingAdapter);

impl Injected {
    /// Puts it into `view`; readers ask by `asked`. `machine` is the virtual machine, as Android hands
    /// it out.
    ///
    /// # Errors
    /// Where the virtual machine doesn't let it in. The app goes on without.
    pub fn new(
        machine: *mut c_void,
        view: &Object,
        asked: &Arc<Asked>,
    ) -> Result<Self, NotInjected> {
        let raw = jvm::raw(view).ok_or(NotInjected::NoView)?;
        #[allow(unsafe_code, reason = "two versions of `jni` have no type in common")]
        // SAFETY: Android hands the pointer out, and it is good for as long as the process.
        let machine = unsafe { JavaVM::from_raw(machine.cast()) }?;
        // android-activity has attached this thread for good; this only finds that out.
        let mut env = machine.attach_current_thread()?;
        let put_in = AssertUnwindSafe(|| {
            env.with_local_frame(REFERENCES, |env: &mut JNIEnv<'_>| -> errors::Result<_> {
                #[allow(unsafe_code, reason = "two versions of `jni` have no type in common")]
                // SAFETY: a global reference, which `view` keeps for longer than this call. A
                // `JObject` deletes nothing when it is dropped.
                let view = unsafe { JObject::from_raw(raw.cast()) };
                let listener = || Listener(Arc::clone(asked));
                Ok(InjectingAdapter::new(env, &view, listener(), listener()))
            })
        });
        let outcome = catch_unwind(put_in);
        // What was thrown and left there would break the next call, whosever it is.
        if env.exception_check()? {
            env.exception_clear()?;
        }
        Ok(Self(outcome.map_err(|_| NotInjected::GivenUp)??))
    }
}

impl Adapter for Injected {
    fn update(&mut self, tree: TreeUpdate) {
        self.0.update_if_active(|| tree);
    }
}
