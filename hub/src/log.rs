//! The log that an operator reads: JSON lines on standard error, without anything about anybody.

use tracing_subscriber::EnvFilter;

/// Starts logging; `CAMTAY_HUB_LOG` says how much (`info` by default). A second start does nothing.
pub(crate) fn start() {
    let filter =
        EnvFilter::try_from_env("CAMTAY_HUB_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let started = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
    // Fails when it was started before.
    let _ = started;
}
