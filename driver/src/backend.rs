//! Slint's testing backend: a window without a display, drawn by the renderer that the phone uses,
//! on a clock that moves only when told to. Knows nothing of the app.

use std::cell::Cell;
use std::time::Duration;

use i_slint_backend_testing::{TestingBackend, TestingBackendOptions, mock_elapsed_time};
use slint::platform::WindowEvent;

thread_local! {
    static READY: Cell<bool> = const { Cell::new(false) };
}

/// Makes this thread's windows headless. Has to be called before the first window is made; again
/// does nothing.
///
/// # Errors
/// When the thread already uses another of Slint's platforms.
pub fn init() -> Result<(), slint::platform::SetPlatformError> {
    if READY.get() {
        return Ok(());
    }
    slint::platform::set_platform(Box::new(TestingBackend::new(TestingBackendOptions {
        mock_time: true,
        threading: false,
        renderer_name: Some("software".into()),
    })))?;
    READY.set(true);
    Ok(())
}

/// Shows a window in this size, in logical pixels, with the focus on it.
///
/// # Errors
/// When the window can't be shown.
pub fn show(window: &slint::Window, size: [f32; 2]) -> Result<(), slint::PlatformError> {
    window.set_size(slint::LogicalSize::new(size[0], size[1]));
    window.show()?;
    window.dispatch_event(WindowEvent::WindowActiveChanged(true));
    settle();
    Ok(())
}

/// Lets everything happen that is due without any time passing: change handlers, timers of zero
/// length, elements that appear or go.
pub fn settle() {
    // A handler may cause another; three rounds reach what a screen change sets off.
    for _ in 0..3 {
        mock_elapsed_time(Duration::ZERO);
    }
}

/// Moves Slint's clock.
pub fn elapse(millis: u64) {
    mock_elapsed_time(Duration::from_millis(millis));
}

/// Milliseconds until Slint itself has something to do; none when only a touch can wake it.
#[must_use]
pub fn next_due(window: &slint::Window) -> Option<u64> {
    /// One frame: animations have to be seen on the way, because their end may start something.
    const FRAME: u64 = 16;
    let timer = slint::platform::duration_until_next_timer_update()
        .map(|left| u64::try_from(left.as_millis()).unwrap_or(u64::MAX));
    let frame = window.has_active_animations().then_some(FRAME);
    timer.into_iter().chain(frame).min()
}
