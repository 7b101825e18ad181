//! The log that an operator reads: one JSON object a line. What is logged are routes, statuses,
//! times and kinds of errors; never names, ids, groups, tokens, paths or bodies.

use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::{EnvFilter, fmt};

/// A log to `writer`, of what `filter` says, such as `info` or `hub=debug`.
pub fn json<W>(filter: EnvFilter, writer: W) -> impl tracing::Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(writer)
        .finish()
}

/// Starts logging to standard error; `CAMTAY_HUB_LOG` says how much (`info` by default). A second
/// start does nothing.
pub(crate) fn start() {
    let filter =
        EnvFilter::try_from_env("CAMTAY_HUB_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // Fails when it was started before.
    let _ = tracing::subscriber::set_global_default(json(filter, std::io::stderr));
}
